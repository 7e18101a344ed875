"""Measures made from a run's counts."""

import numpy as np

from model.engine.state import Floats, Ints
from model.rules.spelling import shown
from model.rules.states import COUNTS, FATES

WINDOW = 5
"""The storm number looks at so many ticks."""
MEASURES = (*COUNTS, "expected_stranded", "storm_number")


def fate_index(fate: str) -> int:
    """Return the place of a fate in `FATES`.

    Raises:
        KeyError: where there is no such fate.
    """
    if fate not in FATES:
        raise KeyError(f"{shown(fate)} is no fate; choose from {', '.join(FATES)}")
    return FATES.index(fate)


def recent(values: Floats | Ints) -> Floats:
    """Return at each tick the sum over it and the four before it, shape (T+1,)."""
    total = np.zeros(len(values))
    for back in range(min(WINDOW, len(values))):
        total[back:] += values[: len(values) - back]
    return total


def storm_number(expected_stranded: Floats, accepted: Ints) -> Floats:
    """Return R at each tick, shape (T+1,): volumes expected to be stranded per volume that finds a home.

    Infinite where nobody finds a home, NaN where nothing moves. Both are sums over the last 5 ticks.

    >>> storm_number(np.array([0.0, 3.0]), np.array([0, 2]))
    array([nan, 1.5])
    """
    stranded, found = recent(expected_stranded), recent(accepted)
    number = np.where(stranded > 0, np.inf, np.nan)
    return np.divide(stranded, found, out=number, where=found > 0)


def named_series(name: str, counts: Ints, expected_stranded: Floats) -> Floats | Ints:
    """Return one measure of a run, shape (T+1,).

    Raises:
        KeyError: where there is no such measure.
    """
    if name == "expected_stranded":
        return expected_stranded
    if name == "storm_number":
        return storm_number(expected_stranded, counts[:, COUNTS.index("accepted")])
    if name not in COUNTS:
        raise KeyError(f"{name} is not measured; choose from {', '.join(MEASURES)}")
    return counts[:, COUNTS.index(name)]
