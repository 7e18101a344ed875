"""Two clusters on the stage: one luck, one clock, two settings."""

from typing import Any

import streamlit as st

from model import simulate
from pages.view.pair_link import read_pair
from pages.view.payload import Picture, encode
from pages.view.stage_host import FEED, STAGE, wanted


def pair_stage() -> None:
    """Show the two clusters that the address asks for; both can be changed."""
    STAGE(key="stage")
    pair_picture()


@st.fragment
def pair_picture() -> None:
    """Answer the stage's newest question, or the address where it has not asked yet."""
    number, asked = wanted(None, read_pair)
    runs = [simulate(asked.left), simulate(asked.right)]
    extra: dict[str, Any] = {"address": True}
    shown = Picture(query=asked.query, seq=number, tick=asked.tick, problems=asked.problems, extra=extra)
    FEED(key="feed", data=encode(runs, shown), on_ask_change=lambda: None)
