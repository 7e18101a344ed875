"""The levers as the stage shows them: their stops, and what their values mean."""

from collections.abc import Mapping
from typing import Any

from model import PARAMETERS, Scenario
from model.rules.spelling import plain
from pages.view.lab.lever_messages import lever_mark, lever_value
from pages.view.words.message import message

LEVERS: Mapping[str, tuple[float, ...]] = {
    "backoff": (0, 1, 2, 3, 4, 5),
    "bug_probability": (0, 0.0001, 0.0002, 0.0003, 0.0005, 0.001, 0.002, 0.005, 0.01),
    "spare_capacity": (0, 0.02, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2),
}
"""The levers, and which of their stops have a name."""
FURTHER: Mapping[str, tuple[float, ...]] = {
    "request_limit": (0, 1, 2, 3, 4, 5, 8),
    "retry_budget": (0, 0.1, 0.2, 0.3, 0.5, 1),
}
"""The further settings that have odds beside them, and at which values; 0 stands for off."""


def levers() -> list[dict[str, Any]]:
    """Return the three levers as a page is told of them once."""
    return [lever(name) for name in LEVERS]


def lever(name: str) -> dict[str, Any]:
    """Return one lever: what does not depend on where it stands."""
    parameter = PARAMETERS[name]
    return {
        "name": name,
        "label": message(f"setting-{name}"),
        "help": message(f"setting-{name}.help"),
        "default": plain(parameter.default),
        "low": message(f"lever-{name}.low"),
        "high": message(f"lever-{name}.high"),
        "stops": [_stop(name, stop) for stop in parameter.stops],
    }


def _stop(name: str, value: float) -> dict[str, Any]:
    mark = lever_mark(name, value) if value in LEVERS[name] else ""
    return {"value": value, "query": plain(value), "mark": mark, "words": lever_value(name, value)}


def further_stops(name: str) -> list[dict[str, Any]]:
    """Return the stops of a further setting that have odds, as a page is told of them once."""
    words = [message("settings.stop-off") if value == 0 else plain(value) for value in FURTHER[name]]
    return [
        {"value": value, "query": plain(value), "mark": mark, "words": mark}
        for value, mark in zip(FURTHER[name], words, strict=True)
    ]


def lever_values(scenario: Scenario) -> list[dict[str, Any]]:
    """Return where each lever stands, for the header of a picture."""
    return [
        {"name": name, "value": getattr(scenario, name), "words": lever_value(name, getattr(scenario, name))}
        for name in LEVERS
    ]
