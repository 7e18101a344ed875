"""What the stage offers in the Lab beside its levers: where to start from, what to do now, further settings.

All of it goes in the header of each picture::

    "acts": [{"icon", "label", "help", "usual": "add_capacity:0.05", "choices": [["add_capacity:0.05", "5 %"]]}],
    "again": ["Search again", "stop_search:0", help],   instead of the first act, while the search is stopped
    "most_acts": 20,
    "cards": [{"title", "promise", "parts": [{"label", "query": {...}, "fate", "path"}]}],
    "further": [...]                                    see `pages.view.lab.settings`

``path`` is an SVG path of the share of volumes that are stuck, in a box of `WIDE` × `HIGH`, of the run itself.
"""

from functools import cache
from itertools import pairwise
from typing import Any

from model import Run, simulate
from model.rules.actions import MOST
from model.rules.presets import PRESETS
from pages.text.workbench import ACTS, AGAIN, CARDS
from pages.view.lab.settings import topics

WIDE, HIGH = 60, 24


def workbench() -> dict[str, Any]:
    """Return what every visitor of the Lab is offered."""
    return {
        "acts": acts(),
        "again": list(AGAIN),
        "most_acts": MOST,
        "cards": cards(),
        "further": topics(),
    }


def acts() -> list[dict[str, Any]]:
    """Return what an operator can do, with the choices that a link can carry."""
    return [
        {
            "icon": icon,
            "label": label,
            "help": words,
            "usual": usual or next(iter(choices)),
            "choices": [[entry.removesuffix(".0"), said] for entry, said in choices.items()],
        }
        for icon, label, words, choices, usual in ACTS
    ]


@cache
def cards() -> list[dict[str, Any]]:
    """Return the cards "Start from", each with the outline of the run that it leads to."""
    runs = {name: simulate(preset.scenario) for name, preset in PRESETS.items()}
    parts = {
        name: {"query": run.scenario.to_query(), "fate": run.fate, "path": outline(run)} for name, run in runs.items()
    }
    return [
        {"title": title, "promise": promise, "parts": [{"label": label} | parts[name] for name, label in names.items()]}
        for title, promise, names in CARDS
    ]


def outline(run: Run) -> str:
    """Return how many volumes are stuck over time as the path of an area; a column shows its worst minute."""
    stuck = run.series("stuck")
    edges = [round(k * run.ticks / WIDE) for k in range(WIDE + 1)]
    tops = [float(stuck[begin : end + 1].max()) / run.scenario.volumes for begin, end in pairwise(edges)]
    steps = "".join(f"V{HIGH - round(top * HIGH)}H{column + 1}" for column, top in enumerate(tops))
    return f"M0,{HIGH}{steps}V{HIGH}Z"
