"""A run's events walked one by one: what each volume was before and after, and which nodes were up just then."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from model import Cause, Run, State

BEFORE_SEARCH = (Cause.CUT, Cause.CONTACT, Cause.RECONNECTED, Cause.EVERYDAY, Cause.RESTART)
"""Causes of phases 1 and 2, which come before anybody searches."""
FELL = (Cause.NODE_CRASHED, Cause.NODE_BROKEN)


class Volume(NamedTuple):
    """Where a volume stands: its state, and the nodes that hold its copies (-1: none)."""

    state: State
    primary: int
    partner: int
    old: int


@dataclass(frozen=True)
class Change:
    """One change of one volume."""

    tick: int
    volume: int
    cause: Cause
    by: int
    before: Volume
    after: Volume
    up: np.ndarray
    """The nodes that were up just then."""
    free: np.ndarray
    """The free slots of every node just after."""


def changes(run: Run) -> Iterator[Change]:
    """Yield every change of a volume, in order."""
    start = run.start
    volumes = [Volume(State(s), *map(int, places)) for s, *places in zip(*columns(start), strict=True)]
    up, slots, held = start.up.copy(), start.slots.copy(), start.held.copy()
    for tick in range(1, run.ticks + 1):
        for event in run.events_of(tick):
            v, cause = int(event["volume"]), Cause(event["cause"])
            if v >= 0:
                before, after = volumes[v], Volume(State(event["state"]), *(int(event[f]) for f in Volume._fields[1:]))
                volumes[v] = after
                np.subtract.at(held, [n for n in before[1:] if n >= 0], 1)
                np.add.at(held, [n for n in after[1:] if n >= 0], 1)
                yield Change(tick, v, cause, int(event["by"]), before, after, up.copy(), slots - held)
            elif cause in FELL or cause == Cause.NODE_RESTARTED:
                up[event["primary"]] = cause == Cause.NODE_RESTARTED
            elif cause == Cause.NODE_CAPACITY:
                slots[event["primary"]] = event["by"]


def changes_by_tick(run: Run) -> defaultdict[int, list[Change]]:
    """Return the changes of each tick."""
    ticks: defaultdict[int, list[Change]] = defaultdict(list)
    for change in changes(run):
        ticks[change.tick].append(change)
    return ticks


def columns(snapshot: object) -> list[np.ndarray]:
    """Return state, primary, partner and old copy of a snapshot."""
    return [getattr(snapshot, name) for name in Volume._fields]


def volumes_at_search(run: Run, tick: int, changes_of_tick: list[Change]) -> list[Volume]:
    """Return where the volumes stood when phase 3 of a tick began."""
    volumes = [Volume(State(s), *map(int, p)) for s, *p in zip(*columns(run.snapshot(tick - 1)), strict=True)]
    for change in changes_of_tick:
        if change.cause in BEFORE_SEARCH:
            volumes[change.volume] = change.after
    return volumes


def up_at_search(run: Run, tick: int) -> np.ndarray:
    """Return which nodes were up in phase 3 of a tick: those that crash do so later."""
    up = run.snapshot(tick).up.copy()
    up[[crash.node for crash in run.crashes if crash.tick == tick]] = True
    return up
