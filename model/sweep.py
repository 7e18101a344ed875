"""A map: the fates of many lucks for every pair of values of two settings.

A coarse grid comes first, then the whole, so that a picture stands at once. Every cell has the same lucks, seeds 1, 2,
3 …: neighbours differ by their settings, not by their luck.
"""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor

import numpy as np

from model.axes import Axis, begun
from model.certainty import half_width, lucks_for
from model.crew import Crew
from model.grid import Grid, Sweep
from model.lucks import Setting
from model.scenario import Scenario
from model.world import Records

PART_WORK = 20_000_000
"""Volumes times ticks of what is dealt out at once: some 50 ms."""
PACE = 0.1
"""At least so many seconds are between two reports of progress in the midst of a round."""
FEWEST = 5
"""The coarsest grid has at least so many values on an axis."""

Report = Callable[[Sweep, int, int], None]
Cancel = Callable[[], bool] | threading.Event


def sweep(
    base: Scenario,
    x: Axis,
    y: Axis,
    *,
    seeds: int = 20,
    precision: float | None = None,
    executor: Executor | None = None,
    progress: Report | None = None,
    cancel: Cancel | None = None,
    so_far: Sweep | None = None,
) -> Sweep:
    """Play lucks 1, 2, 3 … of every pair of values of two settings.

    Args:
        base: all other settings; its own seed does not matter.
        x: name and values of a setting.
        y: name and values of another.
        seeds: how many lucks of every cell.
        precision: instead of ``seeds``: play lucks of each cell until Wilson's 95 % interval of every fate's share is
            no wider than +- this. (Looking before one stops makes intervals hold a little less often than said: 93 of
            100 at the worst.)
        executor: runs the parts; threads of its own, one a core, if None. The numbers do not depend on it. What a
            worker that was killed had not done is played here.
        progress: called with the sweep so far, how many runs are played and how many it takes, as far as is known:
            after the coarse grid, now and then, and at the end. Called in the thread that called `sweep`.
        cancel: an event, or a function that says whether to stop; what is played by then is returned.
        so_far: runs of the same sweep that are known already and are not played again.

    Raises:
        ValueError: a sentence (a line each) for everything that cannot be used.

    >>> made = sweep(Scenario(), ("backoff", [0, 5]), ("spare_capacity", [0.05, 0.2]), seeds=4)
    >>> made.share("over").tolist()
    [[0.0, 1.0], [0.0, 1.0]]
    """
    known = begun(base, x, y, seeds, precision)
    if so_far is not None:
        known = known.joined(so_far.cells, so_far.facts)
    stop = _asker(cancel)
    with Crew(executor) as crew:
        for step in _steps(known.shape):
            wanted = _coarse(known.shape, step) * (seeds if precision is None else int(lucks_for(0.0, precision)))
            known = _round(crew, known, wanted, progress, stop)
        while precision is not None and not stop():
            wanted = _wanted(known, precision)
            if (wanted == known.runs).all():
                break
            known = _round(crew, known, wanted, progress, stop)
    return known


def _round(crew: Crew, known: Sweep, wanted: Grid, progress: Report | None, stop: Callable[[], bool]) -> Sweep:
    """Bring every cell to so many lucks, or as far as it gets before it is told to stop."""
    of = int(np.maximum(wanted, known.runs).sum())
    news: list[tuple[Grid, Records]] = []
    told = time.monotonic()
    for part, facts in crew.play(known.base, _parts(known, wanted), stop):
        news.append((np.repeat([one.cell for one in part], [one.last - one.first + 1 for one in part]), facts))
        if progress is not None and time.monotonic() - told > PACE:
            known, news = _merged(known, news), []
            progress(known, len(known.facts), of)
            told = time.monotonic()
    if news:
        known = _merged(known, news)
        if progress is not None:
            progress(known, len(known.facts), of)
    return known


def _merged(known: Sweep, news: list[tuple[Grid, Records]]) -> Sweep:
    return known.joined(np.concatenate([cells for cells, _ in news]), np.concatenate([facts for _, facts in news]))


def _parts(known: Sweep, wanted: Grid) -> list[list[Setting]]:
    """Return what is missing in parts of about the same work; a cell's lucks stay together, so none is left out."""
    parts: list[list[Setting]] = []
    room = 0
    for i, j in np.argwhere(wanted > known.runs).tolist():
        has, last = int(known.runs[i, j]), int(wanted[i, j])
        if room <= 0:
            parts.append([])
            room = PART_WORK
        parts[-1].append(Setting(i * len(known.y) + j, known.settings(i, j), has + 1, last))
        room -= (last - has) * known.work(i, j)
    return parts


def _wanted(known: Sweep, precision: float) -> Grid:
    """Return how many lucks each cell should have, judged by the shares it shows so far; no fewer than it has."""
    shares = known.counts / known.runs[..., None]
    unsure = half_width(shares, known.runs[..., None]).max(axis=-1) > precision
    needed = lucks_for(shares, precision).max(axis=-1)
    return np.where(unsure, np.maximum(needed, known.runs + 1), known.runs)


def _steps(shape: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the steps of the grids, coarse to whole: each has about 16 times the cells of the one before.

    >>> _steps((21, 21)), _steps((9, 101)), _steps((2, 3))
    ([(4, 4), (1, 1)], [(2, 16), (1, 4), (1, 1)], [(1, 1)])
    """
    steps = []
    widest = [max(2**power for power in range(8) if power == 0 or size > (FEWEST - 1) * 2**power) for size in shape]
    while max(widest) > 1:
        steps.append((widest[0], widest[1]))
        widest = [max(1, step // 4) for step in widest]
    return [*steps, (1, 1)]


def _coarse(shape: tuple[int, int], step: tuple[int, int]) -> Grid:
    grid = np.zeros(shape, np.int64)
    grid[:: step[0], :: step[1]] = 1
    return grid


def _asker(cancel: Cancel | None) -> Callable[[], bool]:
    if cancel is None:
        return lambda: False
    return cancel.is_set if isinstance(cancel, threading.Event) else cancel
