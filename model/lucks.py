"""Many lucks of many settings, as the few facts about each that a map is made of."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from model.engine import CALM_FROM, PEAK_STUCK, actions_of, clusters_of
from model.ensemble import ends_of
from model.scenario import Scenario
from model.states import Count
from model.world import Records

FACTS = np.dtype([("luck", "i8"), ("crashed", "i4"), ("peak_stuck", "i4"), ("calm_from", "i4"), ("fate", "i1")])
"""Of one run: its seed, crashes in all, the most volumes stuck at once, since which tick it is over (-1: it is not),
and the place of its fate in `FATES`."""


class Setting(NamedTuple):
    """Lucks of one cell that are to be played: seeds ``first`` to ``last``, both included."""

    cell: int
    values: dict[str, Any]
    """What differs from the base scenario."""
    first: int
    last: int


def play_lucks(base: Scenario, settings: Sequence[Setting]) -> Records:
    """Play lucks of each setting; return their facts, dtype `FACTS`, setting by setting in order of luck.

    It is a function of its arguments alone, which may travel: to another thread, process or machine.

    >>> facts = play_lucks(Scenario(), [Setting(0, {"spare_capacity": 0.2}, 1, 3)])
    >>> facts["luck"].tolist(), facts["fate"].tolist()
    ([1, 2, 3], [0, 0, 0])
    """
    scenarios = [base.replace(**setting.values) for setting in settings]
    counts = [setting.last - setting.first + 1 for setting in settings]
    clusters = np.repeat(clusters_of(scenarios), counts)
    clusters["seed"] = np.concatenate([np.arange(setting.first, setting.last + 1) for setting in settings])
    actions = np.repeat(actions_of(scenarios), counts, axis=0)
    facts = np.empty(len(clusters), FACTS)
    facts["luck"] = clusters["seed"]
    facts["fate"], ends = ends_of(clusters, actions)
    facts["crashed"] = ends[:, Count.CRASHES]
    facts["peak_stuck"], facts["calm_from"] = ends[:, PEAK_STUCK], ends[:, CALM_FROM]
    return facts
