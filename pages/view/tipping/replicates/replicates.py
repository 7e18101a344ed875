"""Many lucks of the settings in view, each section's own; and the run in view."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from model import Ensemble, Scenario, simulate
from model.analysis.drift_curve import Binned, drift, path
from model.analysis.fan import ends, fan
from model.analysis.outlook import Standing
from model.rules.states import FATES
from pages.view.card.section import Choices, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.seeds import play_seeds, seeds_of

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
    ended: Series
    """The share stuck at each luck's end, shape (lucks,)."""
    counts: npt.NDArray[np.int64]
    edges: Series
    """Its histogram."""
    widest: tuple[int, float, float, int]
    """The minute in which every second luck differs most, and of the others: the outer quantiles then, their number."""


def seeds_for(name: str, scenario: Scenario) -> range:
    """Return the lucks of a section."""
    return seeds_of(name, lucks_for(scenario))


def begin_lucks(scenario: Scenario, choices: Choices) -> Task:
    """Return the lucks as a task; which of them is in view makes no difference."""
    base, seeds = scenario.replace(seed=1), seeds_for("lucks", scenario)
    return Task(key=("lucks", setting_of(base)), work=lambda job: job.play(summed, play_seeds(job, base, seeds)))


def begin_drift(scenario: Scenario, choices: Choices) -> Task:
    """Return expected against real change as a task; its result is None where an operator breaks a node."""
    base, seeds = scenario.replace(seed=1), seeds_for("drift", scenario)
    broken = any(name == "crash_node" for _, name, _ in base.actions)

    def play(job: Job) -> Binned | None:
        return None if broken else job.play(drift, play_seeds(job, base, seeds))

    return Task(key=("drift", setting_of(base)), work=play)


def summed(many: Ensemble) -> Many:
    """Return what the pictures need of an ensemble."""
    volumes = many.scenarios[0].volumes
    counts, edges = ends(many, BINS)
    return Many(
        lucks=len(many),
        fates=tuple(int((many.fate_codes == code).sum()) for code in range(len(FATES))),
        stuck=fan(many, "stuck", QUANTILES) / volumes,
        ended=many.last("stuck") / volumes,
        counts=counts,
        edges=edges,
        widest=widest(many.series("stuck") / volumes),
    )


def widest(stuck: Series) -> tuple[int, float, float, int]:
    """Return the minute in which every second luck differs most, and how far the other lucks differ in it.

    The widest of many minutes looks wider than it is in the very lucks that it was chosen by.

    Args:
        stuck: shares, shape (lucks, T+1).
    """
    ends = (QUANTILES[0], QUANTILES[-1])
    low, high = np.quantile(stuck[::2], ends, axis=0)
    minute = int((high - low).argmax())
    others = stuck[1::2, minute]
    low, high = np.quantile(others, ends)
    return minute, float(low), float(high), len(others)


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
