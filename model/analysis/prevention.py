"""Prevent against cure: the room that would have saved half the lucks at the start, and what it takes later."""

import math
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

from model.analysis.rescue import Cancel, acting, collapsed
from model.runs.certainty import Share
from model.runs.tally import OnProgress, Tally
from model.scenario import Scenario

MINUTES = (20, 30, 60)
FINE = 0.0025
"""Shares are found to within this."""
HALF = 0.5
NONE = Share(0, 0)


@dataclass(frozen=True, slots=True)
class Room:
    """How much more room keeps half the lucks from collapsing, if it is there from a certain tick on."""

    tick: int
    """0: from the start."""
    share: float | None
    """Of all copies, beyond the scenario's own spare capacity; the smallest that is enough, to within ``FINE``.
    None where not even as much again as all copies is enough."""
    saved: float
    """The share of lucks that do not collapse with it (with 1 where nothing is enough)."""
    again: Share = NONE
    """How many do not collapse with it of fresh lucks, by which it was not found; of none where none is needed."""


@dataclass(frozen=True, slots=True)
class Prevention:
    """Room at the start, and room that comes later."""

    scenario: Scenario
    replicates: int
    collapse: float
    """The share of lucks that collapse as things stand."""
    first: int
    """The seed of the first luck; as many fresh ones follow the last."""
    prevent: Room
    cures: tuple[Room, ...]


def prevent_against_cure(
    scenario: Scenario,
    minutes: Sequence[int] = MINUTES,
    replicates: int = 100,
    *,
    first: int = 1,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> Prevention:
    """Find how much room keeps half of many lucks from collapsing, there from the start or added at a tick.

    By bisection over the share, always with the same lucks. The share that collapses falls with more room but for
    chance, so what is found is one place where it passes a half: with it half the lucks or fewer collapse, with a
    ``FINE`` less more do. How many it is enough for is counted anew, on as many fresh lucks.

    Args:
        scenario: the settings; their own seed does not matter.
        minutes: the ticks at which room is added.
        replicates: how many lucks.
        first: the seed of the first; the others follow it, and after them the fresh ones.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, and how many it takes at most.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.

    >>> found = prevent_against_cure(Scenario(), (30,), 40)
    >>> found.prevent.share < 0.05 < found.cures[0].share
    True
    """
    tally = Tally(replicates * most_tries(scenario, minutes), progress)

    def lost(values: dict[str, Any], first: int = first) -> float:
        last = first + replicates - 1
        return float(collapsed(scenario, [values], first, last, executor=executor, tally=tally, cancel=cancel).mean())

    def room(tick: int, with_more: Callable[[float], dict[str, Any]], most: float) -> Room:
        before = tally.done
        found = _room(tick, now, lambda share: lost(with_more(share)), most)
        if now > HALF:
            fresh = lost(with_more(most if found.share is None else found.share), first + replicates)
            found = replace(found, again=Share(round((1 - fresh) * replicates), replicates))
        tally.spare(replicates * (_tries(most) + 1) - (tally.done - before))
        return found

    def at_start(share: float) -> dict[str, Any]:
        return {"spare_capacity": min(1.0, round(scenario.spare_capacity + share, 9))}

    def at(tick: int) -> Callable[[float], dict[str, Any]]:
        return lambda share: {"actions": acting(scenario, ((0, "add_capacity", share),), tick)}

    now = lost({})
    prevent = room(0, at_start, 1 - scenario.spare_capacity)
    cures = [room(tick, at(tick), 1.0) for tick in minutes]
    return Prevention(scenario, replicates, now, first, prevent, tuple(cures))


def most_tries(scenario: Scenario, minutes: Sequence[int] = MINUTES) -> int:
    """Return how many settings are tried at most, on all the lucks.

    >>> most_tries(Scenario(), (20, 30))
    34
    """
    return 1 + _tries(1 - scenario.spare_capacity) + 1 + len(minutes) * (_tries(1.0) + 1)


def _tries(most: float) -> int:
    """Return how many shares `_room` tries at most: the largest, and those that halve what lies below it."""
    return 1 + math.ceil(math.log2(max(1, round(most / FINE))))


def _room(tick: int, now: float, lost: Callable[[float], float], most: float) -> Room:
    """Return the smallest share with which half or fewer collapse; ``now``: the share that does without more room."""
    if now <= HALF:
        return Room(tick, 0.0, 1 - now)
    if (left := lost(most)) > HALF:
        return Room(tick, None, 1 - left)
    bad, good = 0, round(most / FINE)
    while good - bad > 1:
        middle = (bad + good) // 2
        if (share_lost := lost(middle * FINE)) <= HALF:
            good, left = middle, share_lost
        else:
            bad = middle
    return Room(tick, round(good * FINE, 6), 1 - left)
