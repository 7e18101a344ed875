"""The settings that stay folded away in the Lab, by topic, made from the model's own parameters."""

from collections.abc import Mapping
from typing import Any

from model import PARAMETERS
from model.rules.spelling import plain
from pages.view.lab.levers import FURTHER, LEVERS, further_stops
from pages.view.words.message import message

TOPICS = ("cluster", "network mistake", "levers", "peers", "copies", "for engineers")
OPEN = "reconnect"
"""The one setting that stays in sight."""
OFF_AT_NOUGHT = ("request_limit", "retry_budget")
"""Settings whose 0 means that they are not there."""
MEASURED: Mapping[str, Mapping[str, int]] = {
    "request_limit": {"lucks": 200, "collapsed": 61, "raging": 138, "held": 200},
    "retry_budget": {"lucks": 200, "held": 199, "over": 48, "throttled": 197},
}
"""What is said of runs of the default storm beside a setting, of seeds 1 to ``lucks``; a test plays them."""


def topics() -> list[dict[str, Any]]:
    """Return the topics with their settings: ``[{"title", "settings": [{"name", "kind", "label", ...}]}]``."""
    found = []
    for topic in TOPICS:
        names = [name for name, parameter in PARAMETERS.items() if parameter.topic == topic and name not in LEVERS]
        title = message(f"topic-{topic.replace(' ', '-')}")
        found.append({"title": title, "settings": [setting(name) for name in names]})
    return found


def setting(name: str) -> dict[str, Any]:
    """Return what a page needs to show one setting."""
    parameter = PARAMETERS[name]
    facts: dict[str, Any] = {"name": name, "kind": parameter.kind}
    facts |= {"label": message(f"setting-{name}"), "help": message(f"setting-{name}.help")}
    if name in OFF_AT_NOUGHT:
        facts |= {"off": True, "about": message(f"setting-{name}.about", **MEASURED[name])}
    if name in FURTHER:
        facts |= {"stops": further_stops(name)}
    facts |= {"open": name == OPEN, "default": None if parameter.default is None else plain(parameter.default)}
    if parameter.kind == "choice":
        return facts | {"choices": [[choice, message(f"choice-{choice}")] for choice in parameter.choices]}
    return facts | {"low": parameter.low, "high": parameter.high, "unit": parameter.unit}
