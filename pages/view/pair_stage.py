"""Two clusters on the stage: one luck, one clock, two settings."""

from collections.abc import Mapping, Sequence

import streamlit as st

from model import simulate
from pages.view.pair import OPENING, names, pair_facts
from pages.view.pair_link import AskedPair, read_pair
from pages.view.payload import Picture, encode
from pages.view.stage_host import FEED, STAGE, asked_aside, code, wanted
from pages.view.told import asides


def pair_stage(own_page: Mapping[str, object]) -> None:
    """Show the two clusters that the address asks for; both can be changed. ``own_page`` is from the page's frame."""
    STAGE(key="stage", data=code())
    pair_picture(own_page)


def read_same_luck(query: Mapping[str, Sequence[str]]) -> AskedPair:
    """Return what an address of this page asks for."""
    return read_pair(query, OPENING)


@st.fragment
def pair_picture(own_page: Mapping[str, object]) -> None:
    """Answer the stage's newest question, or the address where it has not asked yet."""
    number, asked = wanted(None, read_same_luck)
    runs = [simulate(asked.left), simulate(asked.right)]
    shown = Picture(
        query=asked.query,
        seq=number,
        tick=asked.tick,
        problems=asked.problems,
        names=names(asked.left, asked.right),
        extra={
            "address": True,
            "own_page": own_page,
            **pair_facts(*runs),
            **asides(asked_aside(number)),
        },
    )
    FEED(key="feed", data=encode(runs, shown), on_ask_change=lambda: None)
