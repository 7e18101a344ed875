"""The work of the restart: lucks that have collapsed by a minute, each restarted alone and with every remedy."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from model import FATES, Ensemble, Scenario
from model.analysis.fan import fan
from model.analysis.second_storm import REMEDIES, never_triggered, restarted, trigger_ends, until
from model.rules.actions import Action
from model.runs.certainty import Share
from model.scenario import MOST_WORK as LONGEST
from pages.view.card.section import Choices, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.map.words import too_much
from pages.view.tipping.replicates.replicates import Series
from pages.view.tipping.rescue.sections import has_room
from pages.view.tipping.seeds import play_seeds, seeds_of
from pages.view.tipping.trigger.words import FEW, too_late

MINUTES, USUAL = (60, 90, 120, 180, 240), 120
"""When the nodes can be restarted: what is offered, and what is taken where nobody chose."""
FOLLOWED = 280
"""Minutes for which a run is followed after the restart, unless it would be too long."""
SIZES, MOST_WORK = (200, 100, 50, 20), 800_000_000
"""As many lucks as stay within so many volumes x ticks in all; fewer than the last are refused."""
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True, eq=False)
class After:
    """What became of the lucks that had collapsed, after their restart."""

    fates: Mapping[str, Share]
    stuck: Series
    """Quantiles `QUANTILES` of the share of volumes stuck, shape (3, T+1)."""
    asking: float
    """The median of the volumes that ask for a home in the minute of the restart."""
    asked: float
    """The same when the trigger had ended."""


@dataclass(frozen=True, eq=False)
class Restarted:
    """The lucks that had collapsed by the restart, and what is known by now of each remedy."""

    lucks: int
    lost: tuple[int, ...]
    """The seeds that have collapsed."""
    after: Mapping[str, After]
    quiet: Share | None = None
    """How many of all lucks collapse that are never cut."""


def minutes_for(scenario: Scenario) -> list[int]:
    """Return the minutes in which the nodes can be restarted: those by which the trigger has ended.

    >>> minutes_for(Scenario(cut_off_for=100))
    [120, 180, 240]
    """
    return [at for at in MINUTES if trigger_ends(scenario, at) < at]


def minute_of(choices: Choices, scenario: Scenario) -> int:
    """Return the minute of the restart.

    Raises:
        ValueError: where a cut lasts longer than until any that is offered.
    """
    offered = minutes_for(scenario)
    if not offered:
        raise ValueError(too_late(trigger_ends(scenario, MINUTES[-1]), MINUTES[-1]))
    return next(
        (at for at in offered if f"{at}" == choices.get("minute")), min(offered, key=lambda at: abs(at - USUAL))
    )


def remedies_for(scenario: Scenario) -> list[str]:
    """Return what is tried: a remedy that the settings have already is none."""
    backoff = next(int(value or 0) for _, name, value in REMEDIES["set_backoff"] if name == "set_backoff")
    return [name for name in REMEDIES if name != "set_backoff" or scenario.backoff < backoff]


def acts(remedy: str, at: int) -> tuple[Action, ...]:
    """Return what the operator does beside the restart."""
    return tuple((at + later, name, value) for later, name, value in REMEDIES[remedy])


def ticks_for(scenario: Scenario, at: int) -> int:
    """Return how long the runs last."""
    return min(at + FOLLOWED, LONGEST // scenario.volumes)


def lucks_for(scenario: Scenario, at: int) -> int:
    """Return how many lucks are played; raise ValueError where even few are too much.

    >>> lucks_for(Scenario(), 120), lucks_for(Scenario(nodes=1000), 120)
    (200, 20)
    """
    ticks, settings = ticks_for(scenario, at), 2 + len(REMEDIES)
    whole = settings * work(scenario.replace(ticks=ticks, actions=()))
    size = next((size for size in SIZES if size * whole <= MOST_WORK), None)
    if size is None:
        raise ValueError(too_much("To restart every node", SIZES[-1] * whole / MOST_WORK))
    return size


def seeds_for(scenario: Scenario, at: int) -> range:
    """Return the lucks, collapsed or not."""
    return seeds_of("trigger", lucks_for(scenario, at))


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the restarts as a task; which luck is in view makes no difference, nor does the length of its run."""
    at = minute_of(choices, scenario)
    has_room(scenario)
    base, seeds = until(scenario, at).replace(seed=1), seeds_for(scenario, at)
    ticks, names = ticks_for(scenario, at), remedies_for(scenario)

    def play(job: Job) -> Restarted:
        of = len(seeds) * (2 + len(names))
        lost = tuple(np.array(seeds)[play_seeds(job, base, seeds, of=of).fates == "collapsed"].tolist())
        found = Restarted(len(seeds), lost, {})
        if len(lost) < FEW:
            return found
        done, of = len(seeds), len(seeds) * 2 + len(lost) * len(names)
        for name in names:
            again = restarted(base, acts(name, at), at=at, ticks=ticks)
            many = play_seeds(job, again, lost, done=done, of=of)
            done += len(lost)
            found = Restarted(len(seeds), lost, {**found.after, name: job.play(summed, many, at)})
            job.report(found, done, of)
        quiet = play_seeds(job, never_triggered(base, at=at, ticks=ticks), seeds, done=done, of=of)
        return Restarted(len(seeds), lost, found.after, share_of(quiet, "collapsed"))

    return Task(key=("trigger", setting_of(base), at), work=play)


def share_of(many: Ensemble, fate: str) -> Share:
    """Return how many end so."""
    return Share(int((many.fates == fate).sum()), len(many))


def summed(many: Ensemble, at: int) -> After:
    """Return what the section needs of the lucks that were restarted at a tick."""
    return After(
        {fate: share_of(many, fate) for fate in FATES},
        fan(many, "stuck", QUANTILES) / many.scenarios[0].volumes,
        *np.median(many.series("requests")[:, [at, trigger_ends(many.scenarios[0], at)]], axis=0).tolist(),
    )
