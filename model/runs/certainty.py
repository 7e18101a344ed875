"""How sure one can be: of a share that was counted (Wilson's interval), of a mean that was measured (Student's t)."""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats

LEVEL = 0.95


def deviations(level: float) -> float:
    """Return how many standard deviations either side of the mean hold this share of a normal distribution.

    >>> round(deviations(0.95), 4)
    1.96
    """
    return NormalDist().inv_cdf((1 + level) / 2)


def wilson(hits: Any, runs: Any, level: float = LEVEL) -> tuple[Floats, Floats]:
    """Return the interval that holds the true share with this confidence, for ``hits`` of ``runs``.

    The shares q that a normal approximation would not find strange: |hits / runs - q| <= z sqrt(q (1 - q) / runs),
    solved for q (E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22, 1927).
    Unlike the textbook's interval it is right near 0 and 1 and for few runs.

    Args:
        hits: how many of the runs, any shape.
        runs: how many runs, the same shape or one number.
        level: the confidence, between 0 and 1.

    Returns:
        low and high, of that shape; NaN where there are no runs.

    >>> low, high = wilson(17, 20)
    >>> round(float(low), 3), round(float(high), 3)
    (0.64, 0.948)
    """
    z = deviations(level)
    n = np.asarray(runs, float)
    some = np.where(n > 0, n, np.nan)
    share = np.asarray(hits, float) / some
    half = half_width(share, some, level)
    middle = (share + z**2 / (2 * some)) / (1 + z**2 / some)
    return np.clip(middle - half, 0, 1), np.clip(middle + half, 0, 1)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with what can be said of it.

    >>> Share(17, 20).share, [round(end, 2) for end in Share(17, 20).interval()]
    (0.85, [0.64, 0.95])
    """

    hits: int
    of: int

    @property
    def share(self) -> float:
        """The share, NaN of nothing."""
        return self.hits / self.of if self.of else math.nan

    def interval(self, level: float = LEVEL) -> tuple[float, float]:
        """Return low and high of Wilson's interval."""
        low, high = wilson(self.hits, self.of, level)
        return float(low), float(high)


def half_width(share: Any, runs: Any, level: float = LEVEL) -> Floats:
    """Return half the width of Wilson's interval, for a share of so many runs (more than none)."""
    z2 = deviations(level) ** 2
    share, runs = np.asarray(share, float), np.asarray(runs, float)
    width: Floats = np.sqrt(z2 * share * (1 - share) / runs + (z2 / (2 * runs)) ** 2) / (1 + z2 / runs)
    return width


def replicates_for(share: Any, precision: float, level: float = LEVEL) -> npt.NDArray[np.int64]:
    """Return how many lucks bring Wilson's interval to +- ``precision`` where the share is this one.

    Half the width squared is z^2 (q (1 - q) n + z^2 / 4) / (n + z^2)^2; set equal to precision^2 it is a quadratic
    equation for n + z^2.

    >>> replicates_for([0, 0.1, 0.5], 0.05).tolist()
    [35, 141, 381]
    """
    share = np.asarray(share, float)
    z2 = deviations(level) ** 2
    spread = share * (1 - share)
    b, c = z2 * spread / precision**2, z2**2 * (0.25 - spread) / precision**2
    needed: npt.NDArray[np.int64] = np.ceil(b / 2 + np.sqrt(b**2 / 4 + c) - z2).astype(np.int64)
    return np.maximum(1, needed)


def chance_beyond(away: float, freedom: int) -> float:
    """Return how likely a mean lies so many of its own standard errors from the truth, or further, on either side.

    Student's t with so many degrees of freedom (one less than there were values), as a finite sum of cosines of its
    angle atan(t / sqrt(freedom)): M. Abramowitz and I. Stegun, "Handbook of Mathematical Functions", 26.7.3 and 26.7.4.

    >>> round(chance_beyond(2.228, 10), 4), round(chance_beyond(2.776, 4), 4)
    (0.05, 0.05)
    """
    angle = math.atan(away / math.sqrt(freedom))
    odd = freedom % 2
    term = math.cos(angle) if odd else 1.0
    total = term if freedom > 1 else 0.0
    for k in range(2 + odd, freedom - 1, 2):
        term *= math.cos(angle) ** 2 * (k - 1) / k
        total += term
    within = math.sin(angle) * total
    return max(0.0, 1 - (2 / math.pi * (angle + within) if odd else within))
