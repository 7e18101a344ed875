"""How long a volume waits that never finds space: closed forms for every backoff level and jitter."""

from functools import lru_cache

import numpy as np

from model.engine.backoff import JITTERS
from model.engine.state import Floats

GRID = 600
"""Steps a tick of the grid on which decorrelated waits are worked out; the mean is then good to 1 in 100 000."""


def mean_wait(backoff: int, jitter: str) -> float:
    """Return 1 / rho: the mean wait in ticks in the long run, once every wait w has grown to 2^A.

    A wait is rounded up, and at least one tick. With w = 2^A:

    - ``none``: w.
    - ``equal``: w/2 + U(0, w/2) rounds up to w/2 + 1 ... w, all alike: (3 w / 2 + 1) / 2. But 1 for w = 1.
    - ``full``: U(0, w) rounds up to 1 ... w, all alike: (w + 1) / 2.
    - ``decorrelated``: see `decorrelated_wait`.

    At level 0 it is 1 whatever the jitter.

    Raises:
        ValueError: where there is no such jitter.

    >>> [mean_wait(level, "equal") for level in range(6)]
    [1.0, 2.0, 3.5, 6.5, 12.5, 24.5]
    """
    if jitter not in JITTERS:
        raise ValueError(f"jitter must be one of {', '.join(JITTERS)}; {jitter} was given")
    w = 2.0**backoff
    if backoff == 0 or jitter == "none":
        return w
    if jitter == "decorrelated":
        return decorrelated_wait(backoff)
    return (3 * w / 2 + 1) / 2 if jitter == "equal" else (w + 1) / 2


def first_wait(backoff: int, jitter: str) -> float:
    """Return the mean wait in ticks after the first refusal, when w is 1.

    It is one tick, but for ``decorrelated``: min(2^A, U(1, 3)) rounds up to 2 or 3 alike, and to 2 at level 1.

    >>> [first_wait(level, "decorrelated") for level in range(4)]
    [1.0, 2.0, 2.5, 2.5]
    """
    return min(2.5, 2.0**backoff) if jitter == "decorrelated" else 1.0


@lru_cache(maxsize=20)
def decorrelated_wait(backoff: int) -> float:
    """Return the mean of ceil(X), where each X is drawn from the one before: min(W, U(1, 3 X)), W = 2^A.

    In the long run X has a density c g(x) on 1 ... W and the chance m to be exactly W. From X = y the next one has the
    density 1 / (3 y - 1) as far as 3 y, so c g(x) is the integral of c g(y) / (3 y - 1) over y > x / 3, and
    m / (3 W - 1) more. Hence g = 1 up to x = 3, and g'(x) = - g(x / 3) / (3 (x - 1)): each stretch from 3^k to 3^(k+1)
    follows from the one before. c and m follow from x = 1 and from the sum of all chances. The mean of a number rounded
    up is the sum of P(X > k) over k = 0, 1, 2 ...

    >>> decorrelated_wait(1)
    2.0
    """
    most = 2**backoff
    x = np.linspace(1, most, GRID * (most - 1) + 1)
    g = _shape(x, most)
    below = _integral(g)
    inner = _integral(g / (3 * x - 1))[-1]
    # At x = 1: c = c inner + m / (3 W - 1). In all: c below + m = 1.
    c = 1 / (below[-1] + (1 - inner) * (3 * most - 1))
    beyond = 1 - c * below[::GRID]  # P(X > k) at k = 1 ... W; the chance of W itself lies beyond all but the last
    return float(round(1 + beyond[:-1].sum(), 9))


def _shape(x: Floats, most: int) -> Floats:
    """Return g on the grid, stretch by stretch."""
    g = np.ones_like(x)
    low = 3
    while low < most:
        begin, end = GRID * (low - 1), min(GRID * (3 * low - 1), len(x) - 1)
        these = slice(begin, end + 1)
        slope = -np.interp(x[these] / 3, x, g) / (3 * (x[these] - 1))
        g[these] = g[begin] + _integral(slope)
        low *= 3
    return g


def _integral(values: Floats) -> Floats:
    """Return the running integral over the grid, by trapezia."""
    return np.concatenate([[0.0], np.cumsum(values[1:] + values[:-1]) / (2 * GRID)])
