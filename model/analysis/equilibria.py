"""Where a mean that was measured in bins crosses nought, and where it only seems to.

Where nothing pulls either way the mean of every second bin lies above nought by chance alone, and a line through them
crosses it again and again. So only bins that lie beyond chance count, and a crossing stands between two of them that
lie on different sides. How far is beyond chance: Student's t, with as many degrees of freedom as the bin has lucks less
one, at a chance of `CHANCE` shared out among the bins (Bonferroni). For 20 bins that is 3.1 standard errors of 200
lucks, 3.5 of 20, 4.6 of 8. So where nothing pulls, one hill in 20 has a bin that seems to be on a side, and one in 1600
a crossing, which takes two such bins on different sides. Lucks are no normal distribution: that is an approximation.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats
from model.runs.certainty import chance_beyond

CHANCE = 0.05
"""How likely it is, where nothing pulls, that any bin of a hill seems to be on a side."""
FEWEST = 5
"""A bin of fewer lucks is on no side: their spread says too little of its error."""

Sides = npt.NDArray[np.int8]


class Equilibrium(NamedTuple):
    """Where a mean crosses nought."""

    share: float
    """Where a straight line from bin to bin crosses it; the middle one, where it does so more than once."""
    kind: str
    """``tipping`` where beyond it the mean is above nought, ``resting`` where it is below."""
    low: float
    """Up to here the mean is on the one side for sure."""
    high: float
    """And from here on on the other."""


def sides(mean: Floats, error: Floats, replicates: npt.NDArray[np.int64]) -> Sides:
    """Return on which side of nought each bin is for sure: 1 above, -1 below, 0 where it may be chance.

    >>> sides(np.array([4.0, 4.0, -4.0, 0.5]), np.ones(4), np.array([100, 5, 100, 100])).tolist()
    [1, 0, -1, 0]
    """
    known = np.isfinite(mean) & np.isfinite(error) & (replicates >= FEWEST) & (mean != 0)
    made = np.zeros(len(mean), np.int8)
    for k in np.flatnonzero(known):
        away = abs(mean[k]) / error[k] if error[k] > 0 else np.inf
        if chance_beyond(away, int(replicates[k]) - 1) <= CHANCE / len(mean):
            made[k] = np.sign(mean[k])
    return made


def equilibria(where: Floats, mean: Floats, side: Sides) -> tuple[Equilibrium, ...]:
    """Return where the mean crosses nought, from left to right.

    Args:
        where: the middle of each bin, shape (bins,).
        mean: its mean, NaN where there is none.
        side: on which side it is for sure (`sides`).

    >>> found = equilibria(np.array([0.1, 0.2, 0.3]), np.array([-4.0, -1.0, 3.0]), np.array([-1, 0, 1], np.int8))
    >>> [(round(one.share, 3), *one[1:]) for one in found]
    [(0.225, 'tipping', 0.1, 0.3)]
    """
    found = []
    for one, other in pairwise(np.flatnonzero(side)):
        if side[one] != side[other]:
            between = _seeming(where[one : other + 1], mean[one : other + 1])
            kind = "tipping" if side[other] > 0 else "resting"
            found.append(Equilibrium(between[len(between) // 2], kind, float(where[one]), float(where[other])))
    return tuple(found)


def _seeming(where: Floats, mean: Floats) -> list[float]:
    """Return every place where straight lines from bin to bin cross nought."""
    known = np.flatnonzero(np.isfinite(mean) & (mean != 0))
    return [
        float(where[a] + (where[b] - where[a]) * mean[a] / (mean[a] - mean[b]))
        for a, b in pairwise(known)
        if mean[a] * mean[b] < 0
    ]
