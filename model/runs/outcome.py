"""How a run ended, and what it cost."""

from dataclasses import dataclass

import numpy as np

from model.engine.state import Ints
from model.rules.states import HELD, Count


@dataclass(frozen=True, slots=True)
class Outcome:
    """The fate of a run, and its cost."""

    fate: str
    crashed: int
    """Crashes in all (a node that came back can crash again)."""
    down: int
    offline: int
    waiting: int
    """Volumes that search or are cut off."""
    copying: int
    calm_from: int | None
    """The tick from which nobody searched any more and nothing crashed, where the fate is over."""
    held: str | None
    """Where the fate is held: "short of room", or "slow"."""


def outcome_of(fate: str, nodes: int, counts: Ints, short_of_room: bool) -> Outcome:
    """Return the outcome of a run of so many nodes, from its counts (T+1 rows)."""
    last = counts[-1].tolist()
    return Outcome(
        fate,
        int(counts[:, Count.CRASHES].sum()),
        nodes - last[Count.NODES_UP],
        last[Count.OFFLINE],
        last[Count.SEARCHING] + last[Count.CUT_OFF],
        last[Count.COPYING],
        _calm_from(counts) if fate == "over" else None,
        HELD[short_of_room] if fate == "held" else None,
    )


def _calm_from(counts: Ints) -> int:
    """Return the first tick after which nothing crashed, no cut began, and at which nobody waited."""
    disturbed = np.flatnonzero((counts[:, Count.CRASHES] > 0) | (counts[:, Count.CUTS] > 0))
    calm = np.flatnonzero(counts[:, Count.SEARCHING] + counts[:, Count.CUT_OFF] == 0)
    after = int(disturbed[-1]) if len(disturbed) else 0
    return int(calm[calm >= after][0])
