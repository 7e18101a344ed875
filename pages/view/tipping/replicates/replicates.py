"""Many lucks of the settings in view, played once for the pictures that are made of them; and the run in view."""

from concurrent.futures import CancelledError
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from model import Ensemble, Scenario, simulate, simulate_many
from model.analysis.drift_curve import Binned, drift, path
from model.analysis.fan import ends, fan
from model.analysis.outlook import Standing
from model.rules.states import FATES
from pages.view.card.section import Choices, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.server.pool import WORKERS

LUCKS, MOST_WORK = (200, 100, 50, 20), 400_000_000
"""As many lucks as stay within so many volumes x ticks, and never fewer than the last."""
FEWEST = 10
"""The storm number of many lucks is told where something moves in at least one in so many."""
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
BINS = 20
Series = npt.NDArray[np.float64]


def lucks_for(scenario: Scenario) -> int:
    """Return how many lucks are played.

    >>> lucks_for(Scenario()), lucks_for(Scenario(nodes=1000, volumes_per_node=20, ticks=500))
    (200, 20)
    """
    return next((many for many in LUCKS if many * work(scenario) <= MOST_WORK), LUCKS[-1])


@dataclass(frozen=True, eq=False)
class Many:
    """What many lucks did, as far as the pictures need it."""

    lucks: int
    fates: tuple[int, ...]
    """How many ended over, held, raging, collapsed."""
    stuck: Series
    """Quantiles `QUANTILES` of the share of volumes stuck, shape (5, T+1)."""
    mean: Series
    """Its mean, shape (T+1,)."""
    ended: Series
    """The share stuck at each luck's end, shape (lucks,)."""
    counts: npt.NDArray[np.int64]
    edges: Series
    """Its histogram."""
    drift: Binned | None
    """None where an operator breaks a node."""


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the lucks as a task; which of them is in view makes no difference."""
    base, lucks = scenario.replace(seed=1), lucks_for(scenario)

    def play(job: Job) -> Many:
        def told(done: int) -> None:
            job.report(None, done, lucks)
            if job.is_unwanted():
                raise CancelledError

        scenarios = [base.replace(seed=seed) for seed in range(1, lucks + 1)]
        many = simulate_many(scenarios, threads=4 * WORKERS, progress=told, executor=job)
        return job.play(summed, many)

    return Task(key=("lucks", setting_of(base)), work=play)


def summed(many: Ensemble) -> Many:
    """Return what the pictures need of an ensemble."""
    volumes = many.scenarios[0].volumes
    counts, edges = ends(many, BINS)
    broken = any(name == "crash_node" for _, name, _ in many.scenarios[0].actions)
    return Many(
        lucks=len(many),
        fates=tuple(int((many.fate_codes == code).sum()) for code in range(len(FATES))),
        stuck=fan(many, "stuck", QUANTILES) / volumes,
        mean=many.series("stuck").mean(axis=0) / volumes,
        ended=many.last("stuck") / volumes,
        counts=counts,
        edges=edges,
        drift=None if broken else drift(many),
    )


def moving(many: Ensemble) -> npt.NDArray[np.int64]:
    """Return in how many lucks something moves, shape (T+1,)."""
    lucks: npt.NDArray[np.int64] = (~np.isnan(many.series("storm_number"))).sum(axis=0)
    return lucks


@dataclass(frozen=True, eq=False)
class Own:
    """What the run in view does in these pictures; every array of shape (T+1,) or (T,)."""

    fate: str
    stuck: Series
    storm: Series
    before: Series
    """The share stuck before tick 1 ... T."""
    change: Series
    """The expected change of stuck in it."""
    standing: Standing
    """Where it stands, as one row."""


@lru_cache(maxsize=60)
def own(scenario: Scenario) -> Own:
    """Return the run in view."""
    run = simulate(scenario)
    before, change = path(run)
    stuck = run.series("stuck") / scenario.volumes
    standing = Standing(
        stuck[None].astype(np.float32),
        run.series("free_slots")[None] > 0,
        run.series("nodes_up")[None].astype(np.int32),
        scenario.nodes,
    )
    return Own(run.fate, stuck.astype(float), run.series("storm_number").astype(float), before, change, standing)
