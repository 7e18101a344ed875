"""Many lucks of many settings, as the few facts about each that a map is made of."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from model.engine.coupled import play_coupled
from model.engine.outcome import CALM_FROM, END, PEAK_STUCK
from model.engine.settings import actions_of, clusters_of
from model.engine.state import NOTHING, Records
from model.rules.states import Count
from model.scenario import Scenario

FACTS = np.dtype(
    [("seed", "i8"), ("crashed", "i4"), ("peak_stuck", "i4"), ("stuck", "i4"), ("calm_from", "i4"), ("fate", "i1")]
)
"""Of one run: its seed, crashes in all, the most volumes stuck at once, how many are stuck at the end, since which tick
it is over (-1: it is not), and the place of its fate in `FATES`."""


BUG = "bug_probability"


class Setting(NamedTuple):
    """Lucks of one cell that are to be played: seeds ``first`` to ``last``, both included."""

    cell: int
    values: dict[str, Any]
    """What differs from the base scenario."""
    first: int
    last: int


def play_replicates(base: Scenario, settings: Sequence[Setting]) -> Records:
    """Play lucks of each setting; return their facts, dtype `FACTS`, setting by setting in order of luck.

    It is a function of its arguments alone, which may travel: to another thread, process or machine. Settings that
    differ only in their bug probability cost least together: the lucks that they share are played as families.

    >>> facts = play_replicates(Scenario(), [Setting(0, {"spare_capacity": 0.2}, 1, 3)])
    >>> facts["seed"].tolist(), facts["fate"].tolist()
    ([1, 2, 3], [0, 0, 0])
    """
    counts = [setting.last - setting.first + 1 for setting in settings]
    facts = np.empty(sum(counts), FACTS)
    facts["seed"] = np.concatenate([np.arange(setting.first, setting.last + 1) for setting in settings])
    scenarios = [base.replace(**setting.values) for setting in settings]
    clusters = clusters_of(scenarios)
    whose = np.repeat(np.arange(len(settings)), counts)
    bugs, levels = np.unique(clusters[BUG], return_inverse=True)
    kind = np.array(_kinds(settings, scenarios))[whose]
    order = np.lexsort((levels[whose], facts["seed"], kind))
    news = np.flatnonzero(np.diff(kind[order], prepend=-1) | np.diff(facts["seed"][order], prepend=-1))
    families, actions = clusters[whose[order[news]]], actions_of(scenarios)[whose[order[news]]]
    families["seed"] = facts["seed"][order[news]]
    fates, ends = np.empty(len(facts), np.int8), np.empty((len(facts), END), np.int32)
    play_coupled(families, actions, np.append(news, len(facts)), bugs, levels[whose[order]], fates, ends, NOTHING)
    facts["fate"][order] = fates
    facts["crashed"][order], facts["stuck"][order] = ends[:, Count.CRASHES], ends[:, Count.STUCK]
    facts["peak_stuck"][order], facts["calm_from"][order] = ends[:, PEAK_STUCK], ends[:, CALM_FROM]
    return facts


def _kinds(settings: Sequence[Setting], scenarios: Sequence[Scenario]) -> list[int]:
    """Return a number for each setting, the same for those that differ in nothing but their bug probability."""
    known: dict[tuple[Any, ...], int] = {}
    kinds = []
    for setting, scenario in zip(settings, scenarios, strict=True):
        others = {**setting.values, BUG: None, "actions": scenario.actions}
        kinds.append(known.setdefault(tuple(sorted(others.items())), len(known)))
    return kinds
