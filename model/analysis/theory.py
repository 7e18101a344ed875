"""What can be worked out on paper, with where it holds and where it fails: the square law of the storm.

S volumes wait, no slot is free, and each asks every 1 / rho ticks on average (`mean_wait`). A request closes at two
nodes, so a node closes about 2 rho S / N requests a tick. It crashes by *pairs* of closings, and pairs grow with the
square. So the expected time to the next crash is about N / (2 p rho^2 S^2) ticks: half the requests, four times
longer; half the bug, twice; half the waiting, four times.
"""

from dataclasses import dataclass

import numpy as np

from model.analysis.wait_times import mean_wait
from model.engine.rounding import rounded
from model.engine.state import Ints
from model.scenario import Scenario


def closings_per_node(nodes: int, backoff: int, jitter: str, waiting: float) -> float:
    """Return how many requests a node closes a tick, on average: 2 rho S / N.

    >>> closings_per_node(64, 0, "equal", 160)
    5.0
    """
    return 2 * waiting / (mean_wait(backoff, jitter) * nodes)


def square_law(nodes: int, bug: float, backoff: int, jitter: str, waiting: float) -> float:
    """Return N / (2 p rho^2 S^2), the expected number of ticks to the next crash by the plain law.

    >>> round(square_law(64, 0.001, 5, "equal", 160), 1)
    750.3
    """
    with np.errstate(divide="ignore"):
        return float(np.float64(nodes) * mean_wait(backoff, jitter) ** 2 / (2 * bug * np.float64(waiting) ** 2))


def in_step(backoff: int, jitter: str) -> int:
    """Return how many ticks apart all that wait come back together, 1 where chance spreads them over all ticks.

    Without jitter every wait is 2^A. Equal and decorrelated jitter at level 1 always round up to two ticks. Those who
    begin to wait together then ask together for ever: one tick in 2^A has all the requests, so pairs are 2^A times as
    many as the law says. That is what jitter is for.

    >>> in_step(1, "equal"), in_step(1, "full"), in_step(3, "none"), in_step(3, "equal")
    (2, 1, 8, 1)
    """
    return 2**backoff if jitter == "none" or (backoff == 1 and jitter != "full") else 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """Who waits: how many volumes, how many pairs of them have the same home, how many nodes are up of how many.

    A volume's home is the node that it asks from.
    """

    volumes: float
    pairs_at_home: float
    nodes: int
    nodes_up: int

    @classmethod
    def spread(cls, waiting: float, nodes: int) -> "Waiting":
        """Return so many volumes, each with any node as its home: of S (S - 1) / 2 pairs, one in N is at home.

        >>> Waiting.spread(16, 8).pairs_at_home
        15.0
        """
        return cls(waiting, waiting * (waiting - 1) / 2 / nodes, nodes, nodes)

    @classmethod
    def at(cls, homes: Ints, nodes_up: int | None = None) -> "Waiting":
        """Return so many volumes on each node, shape (N,); only nodes that are up have any.

        >>> Waiting.at([3, 0, 1, 0])
        Waiting(volumes=4.0, pairs_at_home=3.0, nodes=4, nodes_up=4)
        """
        s = np.asarray(homes, float)
        return cls(float(s.sum()), float((s * (s - 1)).sum() / 2), len(s), len(s) if nodes_up is None else nodes_up)

    @classmethod
    def after_cut(cls, scenario: Scenario) -> "Waiting":
        """Return who waits on average when contact returns, before anybody has found a home.

        All m volumes of each of the I isolated nodes wait. A volume of another node waits if its mirror is isolated,
        which has the chance q = I / (N - 1). The chance 1 - `reconnect` that it does not trust its mirror applies to
        each on its own. (Peers ``cluster``; no everyday losses and no operator before.)

        >>> round(Waiting.after_cut(Scenario()).volumes, 2)
        185.71
        """
        nodes, each = scenario.nodes, scenario.volumes_per_node
        isolated = rounded(scenario.cut_off_fraction * nodes)
        q, stays = isolated / (nodes - 1), 1 - scenario.reconnect
        volumes = stays * each * (isolated + (nodes - isolated) * q)
        pairs = stays**2 * each * (each - 1) / 2 * (isolated + (nodes - isolated) * q**2)
        return cls(volumes, pairs, nodes, nodes)


def nodes_in_common(nodes: int, nodes_up: int) -> tuple[float, float]:
    """Return at how many nodes two requests of a tick close together: from the same home, from different homes.

    A request closes at home and at one of the other N - 1 nodes, any alike, if that is up. From the same home: there,
    and where both ask the same one that is up, 1 + (U - 1) / (N - 1)^2. From different homes: where one asks the
    other's home, 2 / (N - 1), or both the same third node that is up, (U - 2) / (N - 1)^2.

    >>> same, different = nodes_in_common(64, 64)
    >>> round(same, 3), round(64 * different, 2)
    (1.016, 3.03)
    """
    others = nodes - 1
    return 1 + (nodes_up - 1) / others**2, 2 / others + (nodes_up - 2) / others**2


def pairs_per_tick(waiting: Waiting, asking: float) -> float:
    """Return the expected number of pairs of requests that close on one node, of all nodes, in a tick.

    Each volume asks with the chance ``asking``, all on their own. It is exact.

    >>> round(pairs_per_tick(Waiting.spread(160, 64), 1), 1)  # the law has 2 S^2 / N = 800
    795.0
    """
    same, different = nodes_in_common(waiting.nodes, waiting.nodes_up)
    apart = waiting.volumes * (waiting.volumes - 1) / 2 - waiting.pairs_at_home
    return asking**2 * (waiting.pairs_at_home * same + apart * different)


def ticks_to_next_crash(nodes: int, bug: float, backoff: int, jitter: str, waiting: float | Waiting) -> float:
    """Return the expected number of ticks to the next crash: the square law, corrected.

    Three things are added to N / (2 p rho^2 S^2). The waiting are *not spread evenly*: a node that was cut off has all
    its volumes waiting, and pairs at the same home close together for sure (`pairs_per_tick`; the law as it stands is
    for volumes that each have any node as home). Waits may come back *in step* (`in_step`). And there is *at most one
    next crash a tick*: with k pairs expected, a tick has one with the chance 1 - (1 - p)^k, not p k. Where only
    one tick in w has requests, a moment taken at random is (w - 1) / 2 ticks nearer to the next such than a whole w.

    It holds while S stays as it is: no slot free, waits grown to 2^A, until the crash itself strands more. It fails in
    the first minutes, when waits are short; where space is found; where many pairs meet in a tick with p k near 1 (then
    crashes come in clumps, and the mean number of pairs says too much); and where those who wait began at different
    times although their waits keep step.

    Args:
        nodes: N.
        bug: p, the chance that a pair trips the race.
        backoff: level A.
        jitter: a kind of jitter.
        waiting: S, each with any node as home; or who waits where, as a `Waiting`.

    Returns:
        Ticks; infinite where nothing can crash.

    >>> round(ticks_to_next_crash(64, 0.001, 5, "equal", 160))
    755
    """
    who = waiting if isinstance(waiting, Waiting) else Waiting.spread(waiting, nodes)
    step = in_step(backoff, jitter)
    pairs = pairs_per_tick(who, step / mean_wait(backoff, jitter))
    chance = -np.expm1(pairs * np.log1p(-bug))
    return float(step / chance - (step - 1) / 2) if chance > 0 else float("inf")
