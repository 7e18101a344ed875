"""Axes of a sweep along what the operator does: the minute of an action of the base, or its value."""

from collections.abc import Callable, Sequence
from typing import Any

from model.rules.actions import KINDS, Action, clean_action, spell
from model.rules.spelling import shown
from model.scenario import Scenario

PARTS = ("tick", "value")
FORM = "an action's minute or value, for example add_capacity.tick or add_capacity.value"


def is_of_action(name: str) -> bool:
    """Say whether an axis is of an action's minute or value.

    >>> is_of_action("add_capacity.tick"), is_of_action("backoff")
    (True, False)
    """
    action, _, part = name.partition(".")
    return action in KINDS and part in PARTS and (part == "tick" or KINDS[action].value != "none")


def holds_whole_numbers(name: str) -> bool:
    """Say whether an axis of an action has whole numbers: minutes, and values that are whole or a switch.

    >>> [holds_whole_numbers(f"add_capacity.{part}") for part in PARTS], holds_whole_numbers("set_backoff.value")
    ([True, False], True)
    """
    action, _, part = name.partition(".")
    return part == "tick" or KINDS[action].value in ("whole", "switch")


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


def sorted_out(values: Sequence[Any], clean: Callable[[Any], Any]) -> tuple[tuple[Any, ...], list[str]]:
    """Return the values in their plain form, and a sentence for each rule that some of them break.

    ``clean`` returns the plain form of one, or raises ValueError with the rule.
    """
    good: list[Any] = []
    bad: dict[str, list[Any]] = {}
    for value in values:
        try:
            good.append(clean(value))
        except ValueError as error:
            bad.setdefault(str(error), []).append(value)
    return tuple(good), [f"{rule}; {_given(broken)} given" for rule, broken in bad.items()]


def _given(values: Sequence[Any]) -> str:
    first, others = shown(values[0]), len(values) - 1
    return f"{first} was" if not others else f"{first} and {others} other{'s' if others > 1 else ''} were"


def cleaned_of_action(base: Scenario, name: str, values: Sequence[Any]) -> tuple[tuple[Any, ...], list[str]]:
    """Return an axis' values in their plain form, and a sentence for each that cannot be used."""
    action, _, part = name.partition(".")
    mine = [one for one in base.actions if one[1] == action]
    if len(mine) != 1:
        one = f"exactly one action {action}, for example {_example(action)}"
        return (), [f"{name} must be of a run with {one}; it has {len(mine)}"]
    place = 0 if part == "tick" else 2

    def clean(value: Any) -> Any:
        (changed,) = turned(mine, name, value)
        return clean_action(changed, base.nodes, base.ticks)[place]

    return sorted_out(values, clean)


def _example(action: str) -> str:
    """Return an action as a link and the command line write it."""
    kind = KINDS[action]
    value = None if kind.value == "none" else 0.05 if kind.value == "number" else 1
    return spell((40, action, value))
