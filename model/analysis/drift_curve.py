"""The hill: what a minute is expected to do, against how many volumes are stuck. And whether it does.

The expected change of stuck in a tick is exactly B - accepted (`model/README.md`, 7.4). Where it is above nought the
storm feeds itself, where it is below it fades; between the two lies the hill.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from model.analysis.equilibria import Equilibrium, Sides, equilibria, sides
from model.engine.state import Floats
from model.runs.ensemble import Ensemble
from model.runs.run import Run

Grid = npt.NDArray[np.int64]
BINS = 20


@dataclass(frozen=True, slots=True, eq=False)
class Binned:
    """The mean of a number in bins of another, with its error; NaN where a bin has too few lucks to tell.

    The ticks of one luck hang together, so errors come from the differences between lucks.
    """

    edges: Floats
    """Shape (bins + 1,)."""
    middle: Floats
    """The mean of the other number within each bin, shape (bins,)."""
    mean: Floats
    error: Floats
    ticks: Grid
    """How many ticks fell into each bin, of all lucks."""
    replicates: Grid
    """How many lucks had a tick there."""


@dataclass(frozen=True, slots=True, eq=False)
class DriftCurve:
    """The hill, and where it is crossed."""

    hill: Binned
    """Stuck share before the tick against the expected change, in volumes a tick."""
    sides: Sides
    """Of each bin whether its mean is above nought for sure (1), below (-1), or neither by more than chance (0)."""
    equilibria: tuple[Equilibrium, ...]
    """Where the mean crosses nought by more than chance (`model.analysis.equilibria` says how that is judged)."""

    @property
    def always(self) -> str:
        """What a hill that is crossed nowhere does: ``feeds``, ``fades``, ``unsure``; nothing of one that is."""
        if self.equilibria:
            return ""
        return {1: "feeds", -1: "fades", 0: "unsure"}[int(np.sign(self.sides.sum()))]


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What a bin's mean is made of, each of shape (lucks, bins); lucks that were played apart can be put together."""

    number: Floats
    """How many ticks of the luck fell into the bin."""
    value: Floats
    where: Floats


def binned(edges: Any, where: Floats, value: Floats) -> Binned:
    """Return the mean of ``value`` in bins of ``where``; both of shape (lucks, ticks), NaN where there is nothing."""
    edges = np.asarray(edges, float)
    return mean_of(edges, sums_in(edges, where, value))


def sums_in(edges: Floats, where: Floats, value: Floats) -> Sums:
    """Return the sums of each luck in each bin; what lies beyond the edges falls into the first bin or the last."""
    bins, replicates = len(edges) - 1, len(where)
    counted = np.isfinite(where) & np.isfinite(value)
    place = np.clip(np.searchsorted(edges, np.where(counted, where, 0), side="right") - 1, 0, bins - 1)
    row = np.broadcast_to(np.arange(replicates)[:, None], where.shape)
    cell = (row * bins + place)[counted]

    def summed(weights: Floats | None) -> Floats:
        return np.bincount(cell, weights, replicates * bins).reshape(replicates, bins).astype(float)

    return Sums(summed(None), summed(value[counted]), summed(where[counted]))


def mean_of(edges: Floats, sums: Sums) -> Binned:
    """Return the mean in each bin, of all lucks.

    A bin's mean is the sum over all ticks by their number, a quotient of two sums over lucks; its error is that of a
    quotient: sqrt(sum of (sum_k - mean n_k)^2 L / (L - 1)) / n, over the L lucks.
    """
    number, replicates = sums.number, len(sums.number)
    ticks, present = number.sum(axis=0), (number > 0).sum(axis=0)
    some = np.where(ticks > 0, ticks, np.nan)
    mean = sums.value.sum(axis=0) / some
    spread = ((sums.value - mean * number) ** 2).sum(axis=0) * replicates / max(1, replicates - 1)
    error = np.where(present > 1, np.sqrt(spread) / some, np.nan)
    middle = sums.where.sum(axis=0) / some
    return Binned(edges, middle, mean, error, ticks.astype(np.int64), present.astype(np.int64))


def expected_change(many: Ensemble) -> Floats:
    """Return B - accepted of each tick from 1 on, shape (K, T); NaN where the rules move volumes otherwise.

    That is in ticks in which a cut began, contact returned, or a volume was lost in an everyday way: there stuck
    changes for other reasons too.
    """
    apart = (many.series("newly_stuck") != many.series("stranded")) | (
        many.series("relieved") != many.series("accepted")
    )
    return np.where(apart, np.nan, many.series("expected_stranded") - many.series("accepted"))[:, 1:]


def drift_curve(many: Ensemble, bins: int = BINS) -> DriftCurve:
    """Return the hill of an ensemble: its lucks' ticks by the share that was stuck, from the first cut on.

    Ticks at which nobody is stuck are left out: nothing happens there. The state of a cluster is more than this one
    number (free slots, who waits where), so the hill is a mean over how the lucks came there, not a law.

    Args:
        many: lucks of one scenario, with their series.
        bins: how many bins of equal width from nought to the largest share.

    >>> from model import Scenario, simulate_many
    >>> replicates = simulate_many([Scenario(bug_probability=0.0005, seed=seed) for seed in range(1, 61)])
    >>> [one.kind for one in drift_curve(replicates).equilibria]
    ['tipping']
    """
    stuck = stuck_share(many)[:, :-1]
    change = np.where(stuck > 0, expected_change(many), np.nan)
    top = float(np.nanmax(stuck, initial=0.0)) or 1.0
    hill = binned(np.linspace(0, top, bins + 1), stuck, change)
    side = sides(hill.mean, hill.error, hill.replicates)
    return DriftCurve(hill, side, equilibria(hill.middle, hill.mean, side))


def stuck_share(many: Ensemble) -> Floats:
    """Return the share of volumes stuck at the end of each tick, shape (K, T+1)."""
    volumes = np.array([[scenario.volumes] for scenario in many.scenarios])
    shares: Floats = many.series("stuck") / volumes
    return shares


def path(run: Run) -> tuple[Floats, Floats]:
    """Return a run's own way over the hill: of tick 1 ... T the share stuck before it, and B - accepted in it."""
    stuck = run.series("stuck") / run.scenario.volumes
    change = run.series("expected_stranded") - run.series("accepted")
    return stuck[:-1].astype(float), change[1:].astype(float)


def drift(many: Ensemble, bins: int = 12) -> Binned:
    """Hold what happened against what was expected: the mean change of stuck in bins of B - accepted.

    If B - accepted is the expected change, every mean lies on its bin's middle to within its error. Bins hold about
    the same number of ticks; those in which nothing was expected (nobody waits) are left out, and those that
    `expected_change` leaves out. The operator's crash of a node is no part of B: such ensembles are refused.

    Raises:
        ValueError: where an operator breaks a node.

    >>> from model import Scenario, simulate_many
    >>> found = drift(simulate_many([Scenario(seed=seed) for seed in range(1, 201)]))
    >>> bool((abs(found.mean - found.middle) < 4.5 * found.error).all())
    True
    """
    if any(name == "crash_node" for scenario in many.scenarios for _, name, _ in scenario.actions):
        raise ValueError("drift must be measured without crash_node, which is no part of the expected change")
    expected = expected_change(many)
    expected = np.where(expected == 0, np.nan, expected)
    change = np.diff(many.series("stuck"), axis=1)
    values = np.sort(expected[np.isfinite(expected)])
    if len(values) == 0:
        return binned(np.array([0.0, 1.0]), expected, change)
    edges = np.unique(values[np.linspace(0, len(values) - 1, bins + 1).astype(int)])
    return binned(edges if len(edges) > 1 else np.array([edges[0], edges[0] + 1]), expected, change)
