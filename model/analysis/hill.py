"""The hill by free slots: a threshold is told only where independent blocks of lucks agree on it.

How many are stuck is not all of a cluster's state. The same share may be on its way down while slots are free and on
its way up when none is, and a mean over both turns wherever the mixture happens to. So the hill is drawn three times:
over all minutes, over those that began with a free slot on a node that was up, and over those that began with none.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.analysis.drift_curve import BINS, Binned, Sums, expected_change, mean_of, stuck_share, sums_in
from model.analysis.equilibria import Equilibrium, Sides, equilibria, sides
from model.engine.state import Floats
from model.runs.ensemble import Ensemble, simulate_many

CURVES = ("all", "left", "gone")
"""All minutes; those that began with a free slot left; those that began with every free slot gone."""

Block = dict[str, Sums]
"""The sums of one block of lucks, a curve each."""
Crossings = tuple[Equilibrium, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One of `CURVES`: of all blocks together, and where each block by itself crosses nought."""

    mean: Binned
    sides: Sides
    blocks: tuple[Crossings, ...]

    @property
    def agreed(self) -> Crossings | None:
        """The crossings on which all blocks agree, None where they do not.

        They agree where each finds as many, of the same kinds in the same order, and the stretches in which each says
        that they lie have a part in common. The place told is the mean of the blocks', low and high are the outermost.
        """
        kinds = {tuple(one.kind for one in block) for block in self.blocks}
        if len(kinds) != 1:
            return None
        found = []
        for ones in zip(*self.blocks, strict=True):
            lows, highs = [one.low for one in ones], [one.high for one in ones]
            if max(lows) >= min(highs):
                return None
            share = float(np.mean([one.share for one in ones]))
            found.append(Equilibrium(share, ones[0].kind, min(lows), max(highs)))
        return tuple(found)


@dataclass(frozen=True, slots=True, eq=False)
class Hill:
    """The hill of several blocks of lucks."""

    curves: dict[str, Curve]
    replicates: int
    """How many lucks each block has."""

    @property
    def contested(self) -> tuple[float, float] | None:
        """The longest stretch of shares at each of which free slots decide; None where there is none.

        There the mean is below nought with slots left and above it with none, both beyond chance
        (`model.analysis.equilibria`): so the share stuck alone says neither.
        """
        left, gone = (self.curves[name].sides for name in ("left", "gone"))
        stretches = _stretches((left < 0) & (gone > 0))
        if not stretches:
            return None
        first, last = max(stretches, key=lambda ends: ends[1] - ends[0])
        edges = self.curves["all"].mean.edges
        return float(edges[first]), float(edges[last + 1])


def _stretches(which: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the first and the last place of each stretch that holds."""
    steps = np.diff(np.concatenate([[0], which.astype(np.int8), [0]]))
    firsts, lasts = np.flatnonzero(steps > 0), np.flatnonzero(steps < 0) - 1
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def edges_for(many: Ensemble, bins: int = BINS) -> Floats:
    """Return bins of equal width from nought to the largest share stuck."""
    return np.linspace(0, float(stuck_share(many)[:, :-1].max()) or 1.0, bins + 1)


def block_of(many: Ensemble, edges: Floats) -> Block:
    """Return the sums of a block of lucks: of each minute at whose beginning somebody is stuck."""
    stuck = stuck_share(many)[:, :-1]
    change = np.where(stuck > 0, expected_change(many), np.nan)
    is_left = many.series("free_slots")[:, :-1] > 0
    kept = {"all": change, "left": np.where(is_left, change, np.nan), "gone": np.where(is_left, np.nan, change)}
    return {name: sums_in(edges, stuck, kept[name]) for name in CURVES}


def hill_of(blocks: Sequence[Block], edges: Floats) -> Hill:
    """Return the hill of blocks of lucks that have no luck in common.

    >>> from model import Scenario, simulate_many
    >>> base = Scenario(bug_probability=0.0005)
    >>> many = [simulate_many([base.replace(seed=k + seed) for seed in range(1, 101)]) for k in (0, 100, 200)]
    >>> edges = edges_for(many[0])
    >>> hill = hill_of([block_of(one, edges) for one in many], edges)
    >>> [one.kind for one in hill.curves["all"].agreed], hill.curves["gone"].agreed
    (['tipping'], ())
    """
    curves = {}
    for name in CURVES:
        apart = [block[name] for block in blocks]
        whole = Sums(*(np.concatenate([getattr(one, of) for one in apart]) for of in ("number", "value", "where")))
        mean = mean_of(edges, whole)
        crossings = tuple(_crossings(mean_of(edges, one)) for one in apart)
        curves[name] = Curve(mean, sides(mean.mean, mean.error, mean.replicates), crossings)
    return Hill(curves, len(blocks[0]["all"].number))


def hill(many: Ensemble, blocks: int = 5, bins: int = BINS) -> Hill:
    """Return the hill of an ensemble of one setting, its lucks dealt into blocks in their order.

    Args:
        many: lucks of one setting, all different; those left over by the last block are not looked at.
        blocks: how many must agree before a threshold is told, 2 or more.
        bins: of equal width, from nought to the largest share stuck.

    Raises:
        ValueError: where there are fewer than two blocks, or fewer than two lucks for each.

    >>> from model import Scenario, simulate_many
    >>> many = simulate_many([Scenario(bug_probability=0.0005, seed=seed) for seed in range(1, 301)])
    >>> [one.kind for one in hill(many, blocks=3).curves["all"].agreed]
    ['tipping']
    """
    size = len(many) // max(1, blocks)
    if blocks < 2 or size < 2:
        asked = f"{blocks} of {len(many)} lucks were asked for"
        raise ValueError(f"blocks must be at least 2, of 2 lucks or more each; {asked}")
    edges = edges_for(many, bins)
    parts = [simulate_many(many.scenarios[k * size : (k + 1) * size]) for k in range(blocks)]
    return hill_of([block_of(part, edges) for part in parts], edges)


def _crossings(mean: Binned) -> Crossings:
    return equilibria(mean.middle, mean.mean, sides(mean.mean, mean.error, mean.replicates))
