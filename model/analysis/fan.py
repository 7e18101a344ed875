"""Many lucks as one picture: quantiles tick by tick, and how they end."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats
from model.runs.ensemble import Ensemble

QUANTILES = (0.1, 0.5, 0.9)


def fan(many: Ensemble, name: str, quantiles: Sequence[float] = QUANTILES) -> Floats:
    """Return quantiles of a measure over lucks at each tick, shape (number of quantiles, T+1).

    They are of each tick for itself: no run need follow the median. Where a measure is undefined for some lucks (a
    storm number of a run in which nothing moves), it is of the others; NaN where it is for all.

    Raises:
        KeyError: where there is no such measure.

    >>> from model import Scenario, simulate_many
    >>> low, middle, high = fan(simulate_many([Scenario(seed=seed) for seed in range(1, 41)]), "stuck")
    >>> bool((low <= middle).all() and (middle <= high).all())
    True
    """
    table = np.sort(many.series(name), axis=0)  # NaN last
    known = np.isfinite(table).sum(axis=0) + np.isinf(table).sum(axis=0)
    made = np.full((len(quantiles), table.shape[1]), np.nan)
    for row, q in enumerate(quantiles):
        place = (
            np.ceil(q * known).astype(int) - 1
        )  # the smallest value that at least this share of lucks does not exceed
        values = np.take_along_axis(table, np.maximum(place, 0)[None, :], axis=0)[0]
        made[row] = np.where(known > 0, values, np.nan)
    return made


def ends(many: Ensemble, bins: int = 20) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return how many lucks ended with which share of their volumes stuck: counts, shape (bins,), and edges.

    >>> from model import Scenario, simulate_many
    >>> counts, edges = ends(simulate_many([Scenario(seed=seed) for seed in range(1, 41)]), 4)
    >>> int(counts.sum()), edges.tolist()
    (40, [0.0, 0.25, 0.5, 0.75, 1.0])
    """
    shares = many.last("stuck") / np.array([scenario.volumes for scenario in many.scenarios])
    counts, edges = np.histogram(shares, bins, (0.0, 1.0))
    return counts.astype(np.int64), edges
