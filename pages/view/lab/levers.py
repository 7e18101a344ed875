"""The levers as the stage shows them: their stops, and their values in plain words."""

from collections.abc import Callable, Mapping
from typing import Any

from model import PARAMETERS, Scenario
from model.rules.spelling import plain
from pages.view.words.english import many, percent


def backoff_words(level: float) -> str:
    """Return what a backoff level means."""
    return "asks again every minute" if level == 0 else f"waits up to {many(2 ** int(level), 'minute')}"


def bug_words(probability: float) -> str:
    """Return what a bug probability means."""
    return "no bug" if probability == 0 else f"{percent(probability)} per pair closing together"


def spare_words(share: float) -> str:
    """Return what a spare capacity means."""
    return "no free slot" if share == 0 else f"{percent(share)} spare slots"


LEVERS: dict[str, tuple[str, str, Callable[[float], str], Mapping[float, str]]] = {
    "backoff": (
        "asks at once",
        "waits long",
        backoff_words,
        {0: "at once", 1: "2", 2: "4", 3: "8", 4: "16", 5: "32 min"},
    ),
    "bug_probability": (
        "no bug",
        "often",
        bug_words,
        {0: "none", 0.0001: ".01", 0.0002: ".02", 0.0003: ".03", 0.0005: ".05", 0.001: ".1", 0.002: ".2", 0.005: ".5"}
        | {0.01: "1 %"},
    ),
    "spare_capacity": (
        "none",
        "plenty",
        spare_words,
        {0: "0", 0.02: "2", 0.04: "4", 0.05: "5", 0.06: "6", 0.08: "8", 0.1: "10", 0.12: "12", 0.15: "15", 0.2: "20 %"},
    ),
}


def lever(name: str, scenario: Scenario) -> dict[str, Any]:
    """Return one lever for the header of a picture."""
    low, high, say, marks = LEVERS[name]
    parameter, value = PARAMETERS[name], getattr(scenario, name)
    stops = [
        {"value": stop, "query": plain(stop), "mark": marks.get(stop, ""), "words": say(stop)}
        for stop in parameter.stops
    ]
    return {
        "name": name,
        "label": parameter.label,
        "help": parameter.help,
        "value": value,
        "default": plain(parameter.default),
        "words": say(value),
        "low": low,
        "high": high,
        "stops": stops,
    }


def levers(scenario: Scenario) -> list[dict[str, Any]]:
    """Return the three levers."""
    return [lever(name, scenario) for name in LEVERS]
