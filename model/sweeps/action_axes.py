"""Axes of a sweep along what the operator does: the minute of an action of the base, or its value."""

from collections.abc import Sequence
from typing import Any

from model.rules.actions import KINDS, Action, clean_action
from model.rules.spelling import shown
from model.scenario import Scenario

PARTS = ("tick", "value")


def is_of_action(name: str) -> bool:
    """Say whether an axis is of an action's minute or value.

    >>> is_of_action("add_capacity.tick"), is_of_action("backoff")
    (True, False)
    """
    action, _, part = name.partition(".")
    return action in KINDS and part in PARTS


def turned(actions: Sequence[Action], name: str, value: Any) -> tuple[Action, ...]:
    """Return the actions with another minute, or value, for the one that an axis is of.

    >>> turned(((40, "add_capacity", 0.05),), "add_capacity.tick", 30)
    ((30, 'add_capacity', 0.05),)
    """
    action, _, part = name.partition(".")
    return tuple(
        one if one[1] != action else (value, action, one[2]) if part == "tick" else (one[0], action, value)
        for one in actions
    )


def cleaned_of_action(base: Scenario, name: str, values: Sequence[Any]) -> tuple[tuple[Any, ...], list[str]]:
    """Return an axis' values in their plain form, and a sentence for each that cannot be used."""
    action, _, part = name.partition(".")
    mine = [one for one in base.actions if one[1] == action]
    if len(mine) != 1:
        return (), [f"{name} must be of a base with one action {action}; it has {len(mine)}"]
    clean, problems = [], []
    for value in values:
        (changed,) = turned(mine, name, value)
        try:
            clean.append(clean_action(changed, base.nodes, base.ticks)[0 if part == "tick" else 2])
        except ValueError as error:
            problems.append(f"{error}; {shown(value)} was given")
    return tuple(clean), problems
