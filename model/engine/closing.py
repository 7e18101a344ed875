"""Phase 7: requests close, and how likely that makes each node to crash."""

import numpy as np

from model.engine.compiled import entry, kernel
from model.engine.state import Floats, Ints, Record, Records
from model.rules.states import Count


@kernel
def close(
    cluster: Record,
    count: Ints,
    nodes: Records,
    volumes: Records,
    requests: Records,
    odds: Floats,
    sent: int,
) -> None:
    """Phase 7: each request closes at its sender, and at its receiver if that is there; chances to crash follow."""
    for n in range(cluster.nodes):
        nodes[n].closings = nodes[n].asked if nodes[n].up and nodes[n].contact else 0
        nodes[n].chance = 0.0
    if sent == 0:
        return
    for i in range(sent):
        nodes[volumes[requests[i].volume].primary].closings += 1
    most = 0
    for n in range(cluster.nodes):
        closings = nodes[n].closings
        most = max(most, closings)
        if closings >= 2 and not nodes[n].fixed:
            nodes[n].chance = chance_of(cluster.bug_probability, odds, closings)
    count[Count.MOST_CLOSINGS] = most


@kernel
def crash_chance(bug: float, closings: int) -> float:
    """Return 1 - (1 - p)^(c(c-1)/2): each of the pairs of c closing requests trips the race with probability p."""
    pairs = 0.5 * closings * (closings - 1)
    return float(-np.expm1(pairs * np.log1p(-bug)))


@kernel
def set_bug(cluster: Record, odds: Floats, bug: float) -> None:
    """Turn the bug probability, and keep the common chances ready."""
    cluster.bug_probability = bug
    for closings in range(odds.size):
        odds[closings] = crash_chance(bug, closings)


@kernel
def chance_of(bug: float, odds: Floats, closings: int) -> float:
    """Return the chance to crash of a node without the fix, from the chances kept ready where it is among them."""
    return float(odds[closings]) if closings < odds.size else crash_chance(bug, closings)


@entry
def crash_chances(bug: float, closings: Ints) -> Floats:
    """Return `crash_chance` of each node, shape (N,)."""
    chances = np.zeros(closings.size)
    for n in range(closings.size):
        if closings[n] > 1:
            chances[n] = crash_chance(bug, closings[n])
    return chances
