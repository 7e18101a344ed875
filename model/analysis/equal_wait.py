"""Jitters compared at an equal mean wait, not at an equal level: at one level they wait for different times.

How long a volume waits in the long run has a closed form (`model.analysis.wait_times`). Levels are whole, so a
given mean wait is exactly that of hardly more than one jitter; of the others the share is read between the two levels
on either side, along a straight line of its log-odds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

import numpy as np

from model.analysis.wait_times import first_wait, mean_wait
from model.engine.backoff import JITTERS
from model.rules.states import FATES
from model.runs.certainty import deviations, wilson
from model.runs.ensemble import fates_of
from model.scenario import Scenario

LEVELS = (1, 2, 3, 4)
CHANCE = 0.05
"""How likely it is, where jitters make no difference, that any two of them seem to differ."""


@dataclass(frozen=True, slots=True)
class Played:
    """How many lucks of one jitter and level collapse."""

    jitter: str
    level: int
    hits: int
    runs: int

    @property
    def wait(self) -> float:
        """Mean wait in ticks in the long run."""
        return mean_wait(self.level, self.jitter)

    @property
    def first(self) -> float:
        """Mean wait after the first refusal."""
        return first_wait(self.level, self.jitter)

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's 95 % interval of the share."""
        low, high = wilson(self.hits, self.runs)
        return float(low), float(high)

    @property
    def odds(self) -> tuple[float, float]:
        """Log-odds of the share and their variance; half a luck is added on either side, so that none is infinite."""
        hits, others = self.hits + 0.5, self.runs - self.hits + 0.5
        return float(np.log(hits / others)), 1 / hits + 1 / others


@dataclass(frozen=True, slots=True)
class AtWait:
    """The share of one jitter at a mean wait, with its 95 % interval."""

    jitter: str
    share: float
    low: float
    high: float
    odds: float
    variance: float
    runs: int
    """Lucks behind it: those of a level, or of two."""


def kinds(levels: Sequence[int] = LEVELS) -> tuple[tuple[str, int], ...]:
    """Return what is played: level 0 once, for there all jitters are the same, and each jitter at each level."""
    return ((JITTERS[0], 0), *((jitter, level) for level in levels for jitter in JITTERS))


def play_kind(scenario: Scenario, jitter: str, level: int, seeds: Sequence[int]) -> Played:
    """Play lucks of a scenario with another jitter and level."""
    codes = fates_of(scenario.replace(jitter=jitter, backoff=level), seeds)
    return Played(jitter, level, int((codes == FATES.index("collapsed")).sum()), len(seeds))


def line_of(played: Sequence[Played], jitter: str) -> list[Played]:
    """Return what was played of one jitter, by mean wait; level 0 is of each."""
    return sorted((one for one in played if one.jitter == jitter or not one.level), key=lambda one: one.wait)


def at_wait(played: Sequence[Played], wait: float) -> list[AtWait]:
    """Return the share of every jitter that collapses at this mean wait, where levels on either side of it were played.

    >>> made = [play_kind(Scenario(), "equal", level, range(1, 101)) for level in (1, 2)]
    >>> (one,) = at_wait(made, 3.5)
    >>> one.share == made[1].hits / 100
    True
    """
    return [one for jitter in JITTERS for one in _read(line_of(played, jitter), jitter, wait)]


def _read(line: list[Played], jitter: str, wait: float) -> Iterator[AtWait]:
    exact = [one for one in line if one.wait == wait]
    if exact:
        yield AtWait(jitter, exact[0].hits / exact[0].runs, *exact[0].interval, *exact[0].odds, exact[0].runs)
        return
    for one, other in pairwise(line):
        if one.wait < wait < other.wait:
            part = (wait - one.wait) / (other.wait - one.wait)
            odds = (1 - part) * one.odds[0] + part * other.odds[0]
            variance = (1 - part) ** 2 * one.odds[1] + part**2 * other.odds[1]
            away = deviations(0.95) * variance**0.5
            share, low, high = (float(1 / (1 + np.exp(-at))) for at in (odds, odds - away, odds + away))
            yield AtWait(jitter, share, low, high, odds, variance, one.runs + other.runs)


def equal_wait(scenario: Scenario, wait: float = 3.5, seeds: Sequence[int] = range(1, 101)) -> list[AtWait]:
    """Play each jitter at each of `LEVELS` and return its share that collapses at one mean wait.

    Args:
        scenario: all but jitter and backoff.
        wait: in ticks, in the long run.
        seeds: the lucks of each jitter and level.

    Returns:
        One of each jitter that waits so long at some level, or between two.

    >>> [one.jitter for one in equal_wait(Scenario(), 3.5, range(1, 11))]
    ['none', 'equal', 'full', 'decorrelated']
    """
    return at_wait([play_kind(scenario, jitter, level, seeds) for jitter, level in kinds()], wait)


def apart(found: Sequence[AtWait]) -> list[tuple[str, str]]:
    """Return the pairs of jitters that differ by more than chance, as many pairs as are looked at (Bonferroni)."""
    pairs = list(combinations(found, 2))
    limit = deviations(1 - CHANCE / max(1, len(pairs)))
    return [
        (one.jitter, other.jitter)
        for one, other in pairs
        if abs(one.odds - other.odds) > limit * (one.variance + other.variance) ** 0.5
    ]
