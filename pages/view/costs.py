"""What a lever costs: each protection has its price, told beside it."""

from functools import lru_cache

import numpy as np

from model import PARAMETERS, Run, Scenario, simulate_many
from pages.text.costs import backoff_cost, bug_cost, spare_cost

LUCKS, WORK = 20, 6_000_000
"""So many lucks, or as many (at least three) as stay within so many volumes x ticks."""
KEPT = 2000


def costs(run: Run) -> dict[str, str]:
    """Return a sentence for each lever."""
    scenario, free = run.scenario, run.series("free_slots")
    levels = sorted({int(stop) for stop in PARAMETERS["backoff"].stops} | {scenario.backoff})
    minutes = {level: rush(scenario.replace(backoff=level, seed=1)) for level in levels}
    return {
        "backoff": backoff_cost(minutes),
        "bug_probability": bug_cost(scenario),
        "spare_capacity": spare_cost(int(free[0]), int(free.min())),
    }


@lru_cache(maxsize=KEPT)
def rush(scenario: Scenario) -> float | None:
    """Return how long the rush lasts without the bug: minutes from contact until everyone has found a home.

    It is the middle of some lucks (the same ones for every setting); None where the middle one does not get there.

    >>> rush(Scenario()) < rush(Scenario(backoff=2))
    True
    """
    lucks = max(3, min(LUCKS, WORK // (scenario.volumes * scenario.ticks)))
    calm = scenario.replace(bug_probability=0, actions=())
    ensemble = simulate_many([calm.replace(seed=seed) for seed in range(1, lucks + 1)], threads=1)
    contact = min(scenario.cut_off_at + scenario.cut_off_for, scenario.ticks)
    waiting = (ensemble.series("searching") + ensemble.series("cut_off"))[:, contact:] > 0
    minutes = np.where(waiting[:, -1], np.inf, waiting.shape[1] - np.argmax(waiting[:, ::-1], axis=1))
    minutes[~waiting.any(axis=1)] = 0
    middle = float(np.median(minutes))
    return middle if np.isfinite(middle) else None
