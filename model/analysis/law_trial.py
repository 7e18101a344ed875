"""The square law on trial: how long the next crash took in many lucks, beside how long it should take."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.analysis.theory import Waiting, in_step, square_law, ticks_to_next_crash
from model.analysis.wait_times import mean_wait
from model.runs.ensemble import simulate_many
from model.scenario import Scenario

AT_ONCE = 50
"""Lucks whose ticks are held in memory at once."""
LONGEST = 4000
"""A trial is watched for at most so many ticks."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One setting of the law: ticks to the next crash, by the law, corrected, and as they were."""

    scenario: Scenario
    waiting: float
    """S, the mean over the lucks."""
    law: float
    """N / (2 p rho^2 S^2)."""
    predicted: float
    """The law corrected, `model.analysis.theory.ticks_to_next_crash`."""
    measured: float
    """Ticks watched per crash; NaN where nothing crashed."""
    error: float
    """Standard error of ``measured``."""


def grown(scenario: Scenario) -> int:
    """Return a tick at which waits have grown to 2^A and, where there is jitter, chance has blurred them.

    Waits double until they are 2^A long, which takes some 2^(A+1) ticks; jitter then blurs the front over ten of them.
    """
    contact = scenario.cut_off_at + scenario.cut_off_for
    return contact + int(2 ** (scenario.backoff + 1) + 10 * mean_wait(scenario.backoff, scenario.jitter))


def try_law(scenario: Scenario, replicates: int = 200, first_seed: int = 1) -> Trial:
    """Play lucks of a setting without any space, let the waits grow without the bug, then switch it on and watch.

    Nothing changes S before the first crash, and the wait for it is what the law speaks of. Runs that see no crash
    within 1.5 times the time predicted count with the ticks they were watched: ticks per crash is the mean of a
    geometric wait, and its error is a share 1 / sqrt(crashes) of it.

    Args:
        scenario: its nodes, volumes, cut, backoff, jitter and bug; space and actions are taken away.
        replicates: so many seeds,
        first_seed: from this one on.

    >>> trial = try_law(Scenario(backoff=2), 50)
    >>> abs(trial.measured - trial.predicted) < 4 * trial.error
    True
    """
    who = Waiting.after_cut(scenario)
    kind = scenario.backoff, scenario.jitter
    predicted = ticks_to_next_crash(scenario.nodes, scenario.bug_probability, *kind, who)
    begin, horizon = grown(scenario), int(min(LONGEST, 1.5 * predicted + 20))
    watched = crashed = waiting = 0
    every = range(first_seed, first_seed + replicates)
    for first in range(0, replicates, AT_ONCE):
        seeds = every[first : first + AT_ONCE]
        starts = [begin + seed % in_step(*kind) for seed in seeds]
        many = simulate_many([_watched(scenario, seed, at, horizon) for seed, at in zip(seeds, starts, strict=True)])
        crashes, searching = many.series("crashes"), many.series("searching")
        for row, at in enumerate(starts):
            fell = np.flatnonzero(crashes[row, at : at + horizon] > 0)
            watched += int(fell[0]) + 1 if len(fell) else horizon
            crashed += len(fell) > 0
            waiting += int(searching[row, at - 1])
    mean = watched / crashed if crashed else float("nan")
    law = square_law(scenario.nodes, scenario.bug_probability, *kind, who.volumes)
    return Trial(scenario, waiting / replicates, law, predicted, mean, mean / max(1, crashed) ** 0.5)


def _watched(scenario: Scenario, seed: int, at: int, horizon: int) -> Scenario:
    return scenario.replace(
        spare_capacity=0,
        bug_probability=0,
        background=0,
        restart_after=0,
        actions=((at, "fix_bug", scenario.bug_probability),),
        ticks=at + horizon - 1,
        seed=seed,
    )


def try_laws(scenarios: Sequence[Scenario] = (), replicates: int = 200) -> Iterator[Trial]:
    """Yield a trial of each setting, of a wide range if none is given: backoff, jitter, bug, waiting and nodes."""
    for scenario in scenarios or RANGE:
        yield try_law(scenario, replicates)


RANGE = (
    *(Scenario(backoff=level, bug_probability=bug) for level, bug in enumerate((3e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01))),
    *(Scenario(backoff=3, bug_probability=bug) for bug in (1e-4, 3e-4, 3e-3)),
    *(Scenario(backoff=2, bug_probability=3e-4, cut_off_fraction=cut) for cut in (0.05, 0.1, 0.3, 0.6)),
    *(Scenario(backoff=2, bug_probability=3e-4, nodes=nodes) for nodes in (16, 32, 128, 256)),
    *(Scenario(backoff=level, bug_probability=1e-3, jitter="none") for level in (1, 3)),
    *(Scenario(backoff=level, bug_probability=3e-4, jitter="full") for level in (1, 3)),
    *(Scenario(backoff=level, bug_probability=3e-4, jitter="decorrelated") for level in (1, 3)),
)
"""Settings over which the law is shown."""
