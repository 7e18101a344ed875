"""Two clusters on the stage: one luck, one clock, two settings."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model import simulate
from pages.view.lab.notes import besides
from pages.view.link.ask import asked_by
from pages.view.link.pair import AskedPair, read_pair
from pages.view.same_luck.pair import OPENING, names, pair_config, pair_facts
from pages.view.server.stage_host import FEED, STAGE, mounted, wanted
from pages.view.wire.config import OwnPage
from pages.view.wire.frame import Picture, encode


def pair_stage(own_page: OwnPage) -> None:
    """Show the two clusters that the address asks for; both can be changed. ``own_page`` is from the page's frame."""
    STAGE(key="stage", data=mounted(address=True, own_page=own_page, **pair_config()))
    pair_picture(own_page["place"])


def read_same_luck(query: Mapping[str, Sequence[str]]) -> AskedPair:
    """Return what an address of this page asks for."""
    return read_pair(query, OPENING)


@st.fragment
def pair_picture(page: str) -> None:
    """Answer the stage's newest question, or the address where it has not asked yet."""
    number, asked = wanted(None, read_same_luck)
    ask = asked_by("feed") if number else None
    runs = [simulate(asked.left), simulate(asked.right)]
    shown = Picture(
        query=asked.query,
        seq=number,
        tick=asked.tick,
        problems=asked.problems,
        newer=asked.newer,
        names=names(asked.left, asked.right),
        page=page,
        extra={
            **pair_facts(*runs),
            **besides(ask.besides if ask else {}),
        },
    )
    FEED(key="feed", data=encode(runs, shown), on_ask_change=lambda: None)
