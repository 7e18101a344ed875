"""The stage on a page: two components, so that a moved lever sends a picture and nothing else.

The stage itself never gets a new message after it is mounted, so its code travels once. A second component of no
height, the feed, brings each picture to it and its questions back; it lives in a fragment, so a question reruns
nothing else. (Measured: `docs/settled_by_trial.md`, "How a picture reaches the browser".)
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from model import Run, simulate
from pages.view.lab.levers import lever_values, levers
from pages.view.lab.notes import besides
from pages.view.link.ask import asked_by, asked_by_address
from pages.view.link.file import read_file
from pages.view.link.read import LEFT, Asked, read_link
from pages.view.server import stage_modules
from pages.view.server.odds import promise
from pages.view.server.stage_modules import FOLDER, code_beside, stub
from pages.view.wire.config import configuration
from pages.view.wire.frame import Picture, encode

Tell = Callable[[Run], Mapping[str, Any]]
Read = Callable[[Mapping[str, Sequence[str]]], Any]
"""Reads a query: returns what `read_link` returns, or more."""


STAGE = st.components.v2.component(
    "stormglass.stage",
    html=(FOLDER / "stage.html").read_text(),
    css="\n".join(sheet.read_text() for sheet in sorted((FOLDER / "styles").glob("*.css"))),
    js=stub("stage"),
    isolate_styles=True,
)
FEED = st.components.v2.component("stormglass.feed", js=stage_modules.source(stage_modules.FEED))


def mounted(**config: Any) -> dict[str, str]:
    """Return what the stage is told as it mounts: the page's configuration (`pages.view.wire.config`).

    Where its modules have no address, with them as one script; else the stub fetches them.
    """
    return {"config": configuration(**config), **code_beside("stage")}


def stage(
    given: Asked | None = None,
    *,
    with_levers: bool = True,
    tell: Tell | None = None,
    read: Read = read_link,
    scene: str | None = None,
    **config: Any,
) -> None:
    """Show a run that the visitor can play and change: the given one, or the one that the address asks for.

    What ``tell`` says of a run goes in the header of its picture, and the name of the ``scene`` that it opens with;
    what is the same in all of them is the page's ``config``. ``read`` reads the address of a page that has names of
    its own in it.
    """
    known = {"levers": levers()} if with_levers else {}
    STAGE(key="stage", data=mounted(**known | config))
    extra = {} if scene is None else {"scene": scene}
    picture(given, with_levers, tell, read, config.get("own_page", {}).get("place"), extra)


@st.fragment
def picture(
    given: Asked | None, with_levers: bool, tell: Tell | None, read: Read, page: str | None, extra: Mapping[str, Any]
) -> None:
    """Answer the stage's newest question, or the address where it has not asked yet."""
    number, asked = wanted(given, read)
    if given is None and read is read_link:
        st.session_state[LEFT] = asked.scenario.to_query()
    run = simulate(asked.scenario)
    ask = asked_by("feed") if number else None
    shown = Picture(
        query=asked.scenario.to_query(),
        levers=lever_values(asked.scenario) if with_levers else (),
        page=page,
        seq=number,
        tick=asked.tick,
        problems=asked.problems,
        newer=asked.newer,
        focus=ask.focus if ask else None,
        extra={
            **({"odds": promise(asked.scenario)} if with_levers else {}),
            **(tell(run) if tell else {}),
            **besides(ask.besides if ask else {}),
            **extra,
        },
    )
    FEED(key="feed", data=encode([run], shown), on_ask_change=lambda: None)


def wanted(given: Asked | None, read: Read = read_link) -> tuple[int, Any]:
    """Return the number of the question that counts (0: none) and what is asked, as ``read`` has it.

    The address counts when it is new to this visit (a load, Back, Forward, a mended connection); from then on the
    stage's questions do, as it writes the address itself. Python does not see that, but for a page that was opened
    without a query: there Streamlit sends along what the stage has written, so an address that comes with a new
    question is not news.
    """
    question, place = asked_by("feed"), f"loaded by {read.__name__}"
    if given is None:
        query = asked_by_address()
        known, loaded, before = st.session_state.get(place, (None, None, None))
        news = question is not None and question != st.session_state.get("asked")
        if loaded is None or (query != known and not news):
            loaded, before = read(query), question
        st.session_state[place], st.session_state["asked"] = (query, loaded, before), question
    else:
        loaded, before = given, None
    if question is None or question == before:
        return 0, loaded
    asked = read(question.query)
    if "file" in question.besides and isinstance(asked, Asked):
        return question.number, read_file(question.besides["file"], asked.scenario)
    return question.number, asked
