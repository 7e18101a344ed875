"""The work of the storm number: lucks that choose a minute, and others in which that minute is counted."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model import Ensemble, Scenario
from model.analysis.fan import fan
from model.analysis.outlook import ByStormNumber, Standing, by_storm_number, last_minute_below, standing
from pages.view.card.section import Choices, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.replicates.replicates import FEWEST, QUANTILES, Series, moving
from pages.view.tipping.seeds import play_seeds, seeds_of

SIZES = (1000, 500, 250, 100, 50)
MOST_WORK, MOST_ROWS = 400_000_000, 500_000
"""As many lucks as stay within so many volumes x ticks and so many ticks in all, and never fewer than the last."""
CHOOSING = 0.2
"""This share of the lucks chooses the minute that is told; the others, which had no part in that, are counted."""


def lucks_for(scenario: Scenario) -> int:
    """Return how many lucks are played.

    >>> lucks_for(Scenario()), lucks_for(Scenario(nodes=1000, volumes_per_node=20, ticks=500))
    (1000, 50)
    """
    fits = (n for n in SIZES if n * work(scenario) <= MOST_WORK and n * scenario.ticks <= MOST_ROWS)
    return next(fits, SIZES[-1])


def seeds_for(scenario: Scenario) -> range:
    """Return all lucks: first those that choose."""
    return seeds_of("storm", lucks_for(scenario))


def counted_seeds(scenario: Scenario) -> range:
    """Return the lucks that are counted."""
    seeds = seeds_for(scenario)
    return seeds[round(CHOOSING * len(seeds)) :]


@dataclass(frozen=True, eq=False)
class Storm:
    """What the lucks that are counted did; ``minute`` was chosen by others."""

    minute: int | None
    """None where the storm number is below 1 in no luck, ever."""
    number: Series
    """Quantiles `QUANTILES` of the storm number, shape (5, T+1); NaN where few move, infinite where none finds room."""
    sides: ByStormNumber
    standing: Standing
    collapsed: npt.NDArray[np.bool_]


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the lucks as a task; which of them is in view makes no difference."""
    base, seeds, counted = scenario.replace(seed=1), seeds_for(scenario), counted_seeds(scenario)
    choosing = seeds[: -len(counted)]

    def play(job: Job) -> Storm:
        first = play_seeds(job, base, choosing, of=len(seeds))
        minute = job.play(chosen, first)
        many = play_seeds(job, base, counted, done=len(choosing), of=len(seeds))
        return job.play(summed, many, minute)

    return Task(key=("storm", setting_of(base)), work=play)


def chosen(many: Ensemble) -> int | None:
    """Return the minute that these lucks choose."""
    return last_minute_below((many.series("storm_number") < 1).sum(axis=0), len(many))


def summed(many: Ensemble, minute: int | None) -> Storm:
    """Return what the section needs of the lucks that are counted."""
    collapsed = many.fates == "collapsed"
    number = np.where(moving(many) * FEWEST < len(many), np.nan, fan(many, "storm_number", QUANTILES))
    return Storm(minute, number, by_storm_number(many.series("storm_number"), collapsed), standing(many), collapsed)
