"""What a minute says of the end: how runs end that stood alike in it, and how those below a storm number of 1.

The storm number is what flowed into the stuck over what flowed out of them, in five minutes that are past. It is no
reproduction number: it does not say what one stuck volume brings about later, nor how much space is left for it. So a
run may be below 1 and on its way to collapse. How many are stuck, whether a slot is left and how many nodes are up say
more.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.analysis.drift_curve import stuck_share
from model.engine.state import Floats
from model.runs.certainty import LEVEL, wilson
from model.runs.ensemble import Ensemble
from model.runs.measures import fate_index
from model.runs.run import Run

STUCK_NEAR = 0.05
"""Runs stand alike where their shares stuck differ by no more than this,"""
NODES_NEAR = 0.03
"""their nodes that are up by no more than this share of all (and one node at least), and where both have a slot free or
neither has."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where runs stand at the end of each tick, each of shape (K, T+1)."""

    stuck: npt.NDArray[np.float32]
    """Share of the volumes."""
    is_left: npt.NDArray[np.bool_]
    """Whether a node that is up has a free slot."""
    up: npt.NDArray[np.int32]
    """Nodes."""
    nodes: int


def standing(many: Ensemble) -> Standing:
    """Return where runs of one setting stand."""
    stuck = stuck_share(many).astype(np.float32)
    up = many.series("nodes_up").astype(np.int32)
    return Standing(stuck, many.series("free_slots") > 0, up, many.scenarios[0].nodes)


def alike(many: Standing, ended: npt.NDArray[np.bool_], one: Standing) -> tuple[Counts, Counts]:
    """Count, of each tick, the runs that stood like one run in it, and those of them that ended in some way.

    Args:
        many: where the K runs stand.
        ended: which of them ended so, shape (K,).
        one: where a single run of the same setting stands.

    Returns:
        hits and runs, each of shape (T+1,).

    >>> from model import Scenario, simulate_many
    >>> many = simulate_many([Scenario(seed=seed) for seed in range(1, 101)])
    >>> hits, runs = alike(standing(many), many.fates == "collapsed", standing(simulate_many([Scenario()])))
    >>> int(runs[5]), int(hits[5]) == int((many.fates == "collapsed").sum())
    (100, True)
    """
    near = np.abs(many.stuck - one.stuck) <= STUCK_NEAR + 1e-6  # shares are rounded
    near &= many.is_left == one.is_left
    near &= np.abs(many.up - one.up) <= max(1, NODES_NEAR * many.nodes)
    return (near & ended[:, None]).sum(axis=0), near.sum(axis=0)


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    """Of each tick: of the lucks that stood in it like a run, how many ended in some way; each of shape (T+1,)."""

    hits: Counts
    runs: Counts

    @property
    def share(self) -> Floats:
        """The share that ended so, NaN where no luck stood alike."""
        return self.hits / np.where(self.runs > 0, self.runs, np.nan)

    def interval(self, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Return low and high of Wilson's interval for the share."""
        return wilson(self.hits, self.runs, level)


def outlook(many: Ensemble, run: Run, fate: str = "collapsed") -> Outlook:
    """Return what each tick of a run says of its end: how the lucks end that stood like it.

    Args:
        many: other lucks of the same setting.
        run: the run in question.
        fate: the end that is counted.

    Raises:
        KeyError: where there is no such fate.
        ValueError: where the run has other settings than the lucks.

    >>> from model import Scenario, simulate, simulate_many
    >>> many = simulate_many([Scenario(seed=seed) for seed in range(2, 102)])
    >>> seen = outlook(many, simulate(Scenario(seed=1)))
    >>> int(seen.runs[5]), float(seen.share[5]) == many.share("collapsed")
    (100, True)
    """
    ended = many.fate_codes == fate_index(fate)
    if any(one.replace(seed=1) != run.scenario.replace(seed=1) for one in many.scenarios):
        raise ValueError("many and run must be of the same settings; only their lucks may differ")
    one = Standing(
        (run.series("stuck") / run.scenario.volumes).astype(np.float32)[None],
        (run.series("free_slots") > 0)[None],
        run.series("nodes_up").astype(np.int32)[None],
        run.scenario.nodes,
    )
    return Outlook(*alike(standing(many), ended, one))


@dataclass(frozen=True, slots=True, eq=False)
class ByStormNumber:
    """Of each tick, in how many runs the storm number was below 1 or above, and how many of these ended so: (T+1,)."""

    below: Counts
    below_ended: Counts
    above: Counts
    above_ended: Counts


def by_storm_number(storm: Floats, ended: npt.NDArray[np.bool_]) -> ByStormNumber:
    """Count runs by their storm number, shape (K, T+1), NaN where nothing moves."""
    below, above, so = storm < 1, storm > 1, ended[:, None]
    return ByStormNumber(below.sum(axis=0), (below & so).sum(axis=0), above.sum(axis=0), (above & so).sum(axis=0))


def last_minute_below(below: Counts, runs: int, share: float = 0.9) -> int | None:
    """Return the last tick in which this share of the runs is below 1; else the one in which most are, if any is.

    >>> last_minute_below(np.array([0, 10, 9, 3]), 10), last_minute_below(np.array([0, 4, 5, 0]), 10)
    (2, 2)
    """
    often = np.flatnonzero(below >= share * runs)
    if len(often):
        return int(often[-1])
    return int(below.argmax()) if below.any() else None
