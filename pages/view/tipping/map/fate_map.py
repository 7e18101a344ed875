"""A map of fates: of each cell of two settings how many lucks ended how; from the shared odds, or from a sweep."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt

from model import FATES, Scenario
from model.runs.certainty import wilson
from pages.view.server.jobs import Job
from pages.view.server.odds import ODDS, Odds, counted, each_for
from pages.view.server.pool import Rank

Counts = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]
TELL_EVERY = 8
"""So many cells are counted between two reports."""


@dataclass(frozen=True, eq=False)
class FateMap:
    """Counts of fates by cell; cell (i, j) has ``x[i]`` and ``y[j]``, all else as in ``base``."""

    base: Scenario
    x_name: str
    x: tuple[Any, ...]
    y_name: str
    y: tuple[Any, ...]
    counts: Counts
    """How many lucks ended over, held, raging, collapsed; shape (len(x), len(y), 4). None yet: all 0."""
    whole: bool = True
    """Whether this is all, not the map on its way."""

    @cached_property
    def runs(self) -> Counts:
        """Lucks known of each cell, shape (len(x), len(y))."""
        runs: Counts = self.counts.sum(axis=2)
        return runs

    def share(self, fate: str) -> Shares:
        """Return the share of lucks that end so, shape (len(x), len(y)); NaN where none is known."""
        return self.counts[..., FATES.index(fate)] / np.where(self.runs > 0, self.runs, np.nan)

    def interval(self, fate: str) -> tuple[Shares, Shares]:
        """Return low and high of Wilson's 95 % interval, each of shape (len(x), len(y))."""
        return wilson(self.counts[..., FATES.index(fate)], self.runs)

    def filled(self, values: Shares) -> Shares:
        """Return values where cells that are not known take that of the nearest (in steps) that is."""
        known = np.argwhere(self.runs > 0)
        if not len(known):
            return values
        made = values.copy()
        for i, j in np.argwhere(self.runs == 0):
            made[i, j] = values[tuple(known[np.argmin(np.abs(known - (i, j)).sum(axis=1))])]
        return made

    def scenario(self, i: int, j: int) -> Scenario:
        """Return the settings of a cell, with the luck of ``base``."""
        return self.base.replace(**{self.x_name: self.x[i], self.y_name: self.y[j]})


def coarse_first(wide: int, high: int) -> list[tuple[int, int]]:
    """Return all cells of a grid, every fourth of every fourth row first, then every second, then the others.

    >>> coarse_first(3, 2)
    [(0, 0), (2, 0), (0, 1), (1, 0), (1, 1), (2, 1)]
    """
    ranks = {(i, j): _rank(i) + _rank(j) for i, j in product(range(wide), range(high))}
    coarse = {cell: max(_rank(cell[0]), _rank(cell[1])) for cell in ranks}
    return sorted(ranks, key=lambda cell: (coarse[cell], cell))


def _rank(i: int) -> int:
    return 0 if i % 4 == 0 else 1 if i % 2 == 0 else 2


def play_map(empty: FateMap, job: Job, odds: Odds = ODDS) -> FateMap:
    """Count the fates of every cell, coarse cells first, out of what strips, grids and other maps know already.

    The lucks of a cell are those of a stop of a strip: `pages.view.server.odds.each_for` says how many.
    """
    counts = np.zeros_like(empty.counts)
    order = coarse_first(*counts.shape[:2])
    lucks = [each_for(empty.scenario(*cell)) for cell in order]
    known = empty
    parts = [
        odds.want(job.question, empty.scenario(*cell), many, Rank.MAP) for cell, many in zip(order, lucks, strict=True)
    ]
    for number, (cell, many, cell_parts) in enumerate(zip(order, lucks, parts, strict=True), 1):
        if job.is_unwanted():
            break
        codes = b"".join(part.result() for part in cell_parts)
        counts[cell] = counted(codes[:many])[: len(FATES)]
        if number == len(order) or number % TELL_EVERY == 0:
            known = replace(empty, counts=counts.copy())
            job.report(known, int(counts.sum()), sum(lucks))
    return known


def no_counts(base: Scenario, x_name: str, x: Sequence[Any], y_name: str, y: Sequence[Any]) -> FateMap:
    """Return the map before anything is known."""
    return FateMap(base, x_name, tuple(x), y_name, tuple(y), np.zeros((len(x), len(y), len(FATES)), np.int64))
