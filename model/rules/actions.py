"""The operator's actions: names, values and ranges, and how a link writes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from model.rules.problems import Problem
from model.rules.spelling import number_in, plain, real, shown, whole

Action = tuple[int, str, float | int | None]
MOST = 20
"""A scenario holds at most so many actions."""


@dataclass(frozen=True, slots=True)
class ActionKind:
    """One thing an operator can do: its code in the engine, its value's kind and range, its words."""

    code: int
    value: str
    low: float
    high: float | str
    label: str
    help: str

    def rule(self, name: str, ceiling: float) -> Problem:
        """Return what the value must be."""
        if self.value == "none":
            return Problem("rule-action-none", name=name)
        if self.value == "switch":
            return Problem("rule-action-switch", name=name)
        if self.value == "whole":
            return Problem("rule-whole", name=name, low=self.low, high=ceiling)
        return Problem("rule-number", name=name, low=self.low, high=ceiling)


KINDS = {
    "set_backoff": ActionKind(0, "whole", 0, 8, "Back off more", "Volumes refused from now on wait by this level."),
    "fix_bug": ActionKind(1, "number", 0, 0.1, "Fix the bug", "The race has this probability from now on."),
    "fix_nodes": ActionKind(2, "number", 0, 1, "Fix some nodes", "This share of the nodes runs without the bug."),
    "add_capacity": ActionKind(3, "number", 0, 1, "Add capacity", "New free slots, as a share of all copies."),
    "stop_search": ActionKind(4, "switch", 0, 1, "Stop the search", "1: nobody sends a request. 0: they may again."),
    "throttle": ActionKind(5, "number", 0, 1, "Throttle", "At most this share of N requests a minute; 0: no limit."),
    "reconnect": ActionKind(6, "number", 0, 1, "Reconnect", "Chance that a volume trusts its old copy again."),
    "crash_node": ActionKind(7, "whole", 0, "nodes", "Break this node", "The node crashes in this minute."),
    "restart_nodes": ActionKind(8, "none", 0, 0, "Restart nodes", "Every crashed node comes back at once."),
    "cut_off": ActionKind(9, "whole", 0, "ticks", "Cut again", "The nodes cut at first lose contact for so long."),
    "request_limit": ActionKind(
        10, "whole", 0, 64, "Request limit", "A node opens at most so many requests a minute; 0: no limit."
    ),
    "retry_budget": ActionKind(
        11, "number", 0, 1, "Retry budget", "Tokens that an acceptance earns a node, a retry costs one; 0: off."
    ),
}


def _ceiling(kind: ActionKind, nodes: int, ticks: int) -> float:
    if isinstance(kind.high, str):
        return nodes - 1 if kind.high == "nodes" else ticks
    return kind.high


def clean_action(entry: Any, nodes: int, ticks: int) -> Action:
    """Return one action in its plain form, or raise ValueError with what it must be.

    >>> clean_action((40, "add_capacity", 0.05), 64, 240)
    (40, 'add_capacity', 0.05)
    """
    if not isinstance(entry, Sequence) or isinstance(entry, (str, bytes)) or len(entry) not in (2, 3):
        raise ValueError(Problem("rule-action-shape"))
    tick, name, value = whole(entry[0]), entry[1], entry[2] if len(entry) == 3 else None
    if not isinstance(name, str) or name not in KINDS:
        raise ValueError(Problem("rule-action-name", choices=tuple(KINDS)))
    if tick is None or not 1 <= tick <= ticks:
        raise ValueError(Problem("rule-action-tick", name=name, ticks=ticks))
    kind = KINDS[name]
    if kind.value == "none":
        if value is None or real(value) in (0, 1):
            return tick, name, None
        raise ValueError(kind.rule(name, 0))
    ceiling = _ceiling(kind, nodes, ticks)
    clean = real(value) if kind.value == "number" else whole(value)
    if clean is None or not kind.low <= clean <= ceiling:
        raise ValueError(kind.rule(name, ceiling))
    return tick, name, clean


def clean_actions(entries: Any, nodes: int, ticks: int) -> tuple[tuple[Action, ...], list[tuple[Problem, str]]]:
    """Return the good actions, in order of time and else as given, and (rule, given) for each bad one."""
    if isinstance(entries, (str, bytes)) or not isinstance(entries, Iterable):
        return (), [(Problem("rule-actions"), shown(entries))]
    good: list[Action] = []
    bad: list[tuple[Problem, str]] = []
    for number, entry in enumerate(entries):
        if number >= MOST:
            bad.append((Problem("rule-actions-most", most=MOST), Problem("problem-later-actions", number=number + 1)))
            break
        try:
            good.append(clean_action(entry, nodes, ticks))
        except ValueError as error:
            bad.append((error.args[0], spell(entry)))
    return tuple(sorted(good, key=lambda action: action[0])), bad


def spell(entry: Any) -> str:
    """Return an action, also a bad one, as a link writes it: ``40:add_capacity:0.05``."""
    if isinstance(entry, Sequence) and not isinstance(entry, (str, bytes)):
        return shown(":".join(plain(part) for part in entry if part not in (None, "")))
    return shown(entry)


def write_actions(actions: Iterable[Action]) -> str:
    """Return the actions as a link carries them.

    >>> write_actions([(40, "add_capacity", 0.05), (60, "restart_nodes", None)])
    '40:add_capacity:0.05,60:restart_nodes'
    """
    return ",".join(spell(action) for action in actions)


def read_actions(text: str) -> list[tuple[Any, ...]]:
    """Return the entries of a link's ``do``, not yet checked; at most one more than allowed.

    >>> read_actions("40:add_capacity:0.05,60:restart_nodes")
    [(40.0, 'add_capacity', 0.05), (60.0, 'restart_nodes', None)]
    """
    entries: list[tuple[Any, ...]] = []
    parts = [part for part in text.split(",") if part.strip()]
    for part in parts[: MOST + 1]:
        tick, _, rest = part.strip().partition(":")
        name, _, value = rest.partition(":")
        read_tick, read_value = number_in(tick), number_in(value)
        entries.append(
            (
                tick if read_tick is None else read_tick,
                name,
                None if not value else value if read_value is None else read_value,
            )
        )
    return entries
