"""Prevent against cure: the room that would have saved half the lucks at the start, and what it takes later."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from model.rescue import acting, collapsed
from model.scenario import Scenario

MINUTES = (20, 30, 60)
FINE = 0.0025
"""Shares are found to within this."""


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


@dataclass(frozen=True, slots=True)
class Prevention:
    """Room at the start, and room that comes later."""

    scenario: Scenario
    lucks: int
    collapse: float
    """The share of lucks that collapse as things stand."""
    prevent: Room
    cures: tuple[Room, ...]


def prevent_against_cure(
    scenario: Scenario, minutes: Sequence[int] = MINUTES, lucks: int = 100, *, executor: Executor | None = None
) -> Prevention:
    """Find how much room saves half of many lucks (seeds 1, 2, 3 …), there from the start or added at a tick.

    By bisection over the share, always with the same lucks. The share that collapses falls with more room but for
    chance, so what is found is one place where it passes a half: with it half the lucks or fewer collapse, with a
    ``FINE`` less more do.

    >>> found = prevent_against_cure(Scenario(), (30,), 40)
    >>> found.prevent.share < 0.05 < found.cures[0].share
    True
    """

    def lost(values: dict[str, Any]) -> float:
        return float(collapsed(scenario, [values], 1, lucks, executor=executor).mean())

    def at_start(share: float) -> dict[str, Any]:
        return {"spare_capacity": min(1.0, round(scenario.spare_capacity + share, 9))}

    def cure(tick: int) -> Room:
        return _room(tick, lambda share: lost({"actions": acting(scenario, ((0, "add_capacity", share),), tick)}), 1.0)

    prevent = _room(0, lambda share: lost(at_start(share)), 1 - scenario.spare_capacity)
    cures = [cure(tick) for tick in minutes]
    return Prevention(scenario, lucks, lost({}), prevent, tuple(cures))


def _room(tick: int, lost: Callable[[float], float], most: float) -> Room:
    """Return the smallest share with which half or fewer collapse."""
    if (now := lost(0.0)) <= 0.5:
        return Room(tick, 0.0, 1 - now)
    if (left := lost(most)) > 0.5:
        return Room(tick, None, 1 - left)
    bad, good = 0, round(most / FINE)
    while good - bad > 1:
        middle = (bad + good) // 2
        if (share_lost := lost(middle * FINE)) <= 0.5:
            good, left = middle, share_lost
        else:
            bad = middle
    return Room(tick, round(good * FINE, 6), 1 - left)
