"""The stage on a page: two components, so that a moved lever sends a picture and nothing else.

The stage itself never gets a new message after it is mounted, so its code travels once. A second component of no
height, the feed, brings each picture to it and its questions back; it lives in a fragment, so a question reruns
nothing else. (Measured: `docs/settled_by_trial.md`, "How a picture reaches the browser".)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from model import Run, simulate
from pages.view.levers import levers
from pages.view.link import LEFT, Asked, read_link
from pages.view.odds import promise
from pages.view.payload import Picture, encode
from pages.view.stage_modules import FOLDER, MOUNTED, joined, stub
from pages.view.told import asides, read_file

MOST_NAMES = 40
ASIDES = ("file", "share")
"""What a question may ask for besides a picture."""
Tell = Callable[[Run], Mapping[str, Any]]
Read = Callable[[Mapping[str, Sequence[str]]], Any]
"""Reads a query: returns what `read_link` returns, or more."""


STAGE = st.components.v2.component(
    "stormglass.stage",
    html=(FOLDER / "stage.html").read_text(),
    css="\n".join(sheet.read_text() for sheet in sorted((FOLDER / "styles").glob("*.css"))),
    js=stub(),
    isolate_styles=True,
)
FEED = st.components.v2.component("stormglass.feed", js=(FOLDER.parent / "feed.js").read_text())


def code() -> dict[str, str] | None:
    """Return the stage's modules as one script where they have no address; None where the stub fetches them."""
    return None if MOUNTED.is_set() else {"code": joined()}


def stage(
    given: Asked | None = None,
    *,
    with_levers: bool = True,
    tell: Tell | None = None,
    read: Read = read_link,
    **extra: Any,
) -> None:
    """Show a run that the visitor can play and change: the given one, or the one that the address asks for.

    What ``tell`` says of a run, and ``extra``, go in the header of its picture. ``read`` reads the address of a page
    that has names of its own in it.
    """
    STAGE(key="stage", data=code())
    picture(given, with_levers, tell, read, extra)


@st.fragment
def picture(given: Asked | None, with_levers: bool, tell: Tell | None, read: Read, extra: Mapping[str, Any]) -> None:
    """Answer the stage's newest question, or the address where it has not asked yet."""
    number, asked = wanted(given, read)
    if given is None and read is read_link:
        st.session_state[LEFT] = asked.scenario.to_query()
    run = simulate(asked.scenario)
    aside = asked_aside(number)
    shown = Picture(
        query=asked.scenario.to_query(),
        levers=levers(asked.scenario) if with_levers else (),
        seq=number,
        tick=asked.tick,
        problems=asked.problems,
        focus=(_question() or {}).get("focus") if number else None,
        extra={
            **({"odds": promise(asked.scenario)} if with_levers else {}),
            **(tell(run) if tell else {}),
            **asides(aside),
            **extra,
        },
    )
    FEED(key="feed", data=encode([run], shown), on_ask_change=lambda: None)


def asked_aside(number: int) -> dict[str, str]:
    """Return what the question of this number asks for besides a picture; nothing where nobody asked."""
    return (_question() or {}).get("aside", {}) if number else {}


def wanted(given: Asked | None, read: Read = read_link) -> tuple[int, Any]:
    """Return the number of the question that counts (0: none) and what is asked, as ``read`` has it.

    The address counts when it is new to this visit (a load, Back, Forward, a mended connection); from then on the
    stage's questions do, as it writes the address itself. Python does not see that, but for a page that was opened
    without a query: there Streamlit sends along what the stage has written, so an address that comes with a new
    question is not news.
    """
    question, place = _question(), f"loaded by {read.__name__}"
    if given is None:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        known, loaded, before = st.session_state.get(place, (None, None, None))
        news = question is not None and question != st.session_state.get("asked")
        if loaded is None or (query != known and not news):
            loaded, before = read(query), question
        st.session_state[place], st.session_state["asked"] = (query, loaded, before), question
    else:
        loaded, before = given, None
    if question is None or question == before:
        return 0, loaded
    asked = read(question["query"])
    if "file" in question["aside"] and isinstance(asked, Asked):
        return question["seq"], read_file(question["aside"]["file"], asked.scenario)
    return question["seq"], asked


def _question() -> dict[str, Any] | None:
    """Return the stage's newest question in its plain form; it comes from a browser and may be anything."""
    ask = (st.session_state.get("feed") or {}).get("ask")
    if not isinstance(ask, dict) or not isinstance(ask.get("query"), dict) or not isinstance(ask.get("seq"), int):
        return None
    query = {str(name): [str(value)] for name, value in list(ask["query"].items())[:MOST_NAMES]}
    given = ask.get("aside")
    aside = {name: str(given[name]) for name in ASIDES if name in given} if isinstance(given, dict) else {}
    focus = ask.get("focus") if isinstance(ask.get("focus"), int) else None
    return {"seq": ask["seq"], "query": query, "aside": aside, "focus": focus}
