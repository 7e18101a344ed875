"""What the stage offers in the Lab beside its levers: where to start from, what to do now, further settings.

All of it goes in the configuration of the page (`pages.view.wire.config`)::

    "acts": [{"icon", "label", "help", "usual": "add_capacity:0.05", "choices": [["add_capacity:0.05", MESSAGE]]}],
    "again": [label, "stop_search:0", help],   instead of the first act, while the search is stopped
    "most_acts": 20,
    "cards": [{"title", "promise", "parts": [{"label", "query": {...}, "fate", "path"}]}],
    "settings": [...]                          see `pages.view.lab.settings`

``path`` is an SVG path of the share of volumes that are stuck, in a box of `WIDE` × `HIGH`, of the run itself.
"""

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

from model import Run, simulate
from model.rules.actions import MOST
from model.rules.presets import PRESETS
from pages.view.lab.acts import acts, again
from pages.view.lab.levers import levers
from pages.view.lab.settings import topics
from pages.view.words.message import message

WIDE, HIGH = 60, 24
CARDS: Mapping[str, tuple[str, ...]] = {
    "storm": ("storm",),
    "ordinary_day": ("ordinary_day",),
    "restarted": ("restarted", "restarted_throttle", "restarted_fix"),
    "like_2011": ("like_2011",),
    "on_the_edge": ("on_the_edge",),
    "backoff_holds": ("backoff_holds",),
    "room": ("room",),
    "bug_fixed": ("bug_fixed",),
    "cells": ("cells",),
    "small_change": ("small_day_before", "small_day_after", "small_storm_before", "small_storm_after"),
    "other_code": ("half_fleet", "most_of_the_fleet"),
    "reconnect": ("reconnect",),
    "admission_limit": ("admission_limit",),
    "retry_budget": ("retry_budget",),
    "thousand": ("thousand",),
}
"""The cards "Start from", and the presets behind each."""


def workbench() -> dict[str, Any]:
    """Return what every visitor of the Lab is offered."""
    return {
        "levers": levers(),
        "acts": acts(),
        "again": again(),
        "most_acts": MOST,
        "cards": cards(),
        "settings": topics(),
    }


@cache
def cards() -> list[dict[str, Any]]:
    """Return the cards "Start from", each with the outline of the run that it leads to."""
    return [
        {
            "title": message(f"start-{card}"),
            "promise": message(f"start-{card}.promise"),
            "parts": [
                {"label": message(f"start-{card}-{name}") if len(names) > 1 else "", **_part(name)} for name in names
            ],
        }
        for card, names in CARDS.items()
    ]


def _part(name: str) -> dict[str, Any]:
    run = simulate(PRESETS[name].scenario)
    return {"query": run.scenario.to_query(), "fate": run.fate, "path": outline(run)}


def outline(run: Run) -> str:
    """Return how many volumes are stuck over time as the path of an area; a column shows its worst minute."""
    stuck = run.series("stuck")
    edges = [round(k * run.ticks / WIDE) for k in range(WIDE + 1)]
    tops = [float(stuck[begin : end + 1].max()) / run.scenario.volumes for begin, end in pairwise(edges)]
    steps = "".join(f"V{HIGH - round(top * HIGH)}H{column + 1}" for column, top in enumerate(tops))
    return f"M0,{HIGH}{steps}V{HIGH}Z"
