"""What a browser asks: by a component on a page, or by an address. It may be anything, so it is made plain here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

import streamlit as st

from pages.view.link.tidy import tidied

MOST_NAMES = 40
"""So many names of a question are looked at."""
BESIDES = ("file", "share")
"""What a question may ask for besides a picture."""

Query = Mapping[str, list[str]]
"""Names with their values; of several the first counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A question in its plain form; what its query means is for whoever reads it as a link."""

    number: int
    """Goes with the answer, so that the browser knows which question it is to."""
    query: Query
    choices: Mapping[str, str]
    """What was chosen on a card."""
    besides: Mapping[str, str]
    """What is asked for besides a picture, of `BESIDES`."""
    focus: int | None
    """A node whose own requests are to come in full."""
    stop: bool
    """Whether what was asked before is called off."""


def asked_by(component: str) -> Ask | None:
    """Return the newest question of the component of this name on the page in view, or None."""
    return read_ask((st.session_state.get(component) or {}).get("ask"))


def read_ask(given: Any) -> Ask | None:
    """Return a question in its plain form; None where it is none.

    >>> read_ask({"seq": 3, "query": {"backoff": 2}}).query
    {'backoff': ['2']}
    >>> read_ask({"seq": 3, "query": "backoff"})
    """
    if not isinstance(given, dict) or not isinstance(given.get("query"), dict):
        return None
    number = given.get("seq")
    if not isinstance(number, int):
        return None
    focus = given.get("focus")
    return Ask(
        number=number,
        query=query_of(islice(given["query"].items(), MOST_NAMES)),
        choices=texts(given.get("choices")),
        besides={name: value for name, value in texts(given.get("besides")).items() if name in BESIDES},
        focus=focus if isinstance(focus, int) else None,
        stop=given.get("stop") is True,
    )


def asked_by_address() -> Query:
    """Return what the address of the page in view was meant to ask for."""
    return tidied({name: st.query_params.get_all(name) for name in st.query_params})


def query_of(items: Iterable[tuple[Any, Any]]) -> Query:
    """Return names with their values as texts.

    >>> query_of([("backoff", "2"), ("backoff", "3")])
    {'backoff': ['2', '3']}
    """
    query: dict[str, list[str]] = {}
    for name, value in items:
        query.setdefault(str(name), []).append(str(value))
    return query


def texts(given: Any) -> dict[str, str]:
    """Return names with a text each; nothing where it is something else."""
    items = given.items() if isinstance(given, dict) else ()
    return {str(name): str(value) for name, value in islice(items, MOST_NAMES)}
