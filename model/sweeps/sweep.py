"""A map: the fates of many lucks for every pair of values of two settings.

A coarse grid comes first, then the whole, so that a picture stands at once. Every cell has the same lucks, seeds 1, 2,
3 …: neighbours differ by their settings, not by their luck.
"""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from itertools import groupby
from operator import itemgetter

import numpy as np

from model.engine.state import Flags, Records
from model.runs.certainty import half_width, replicates_for
from model.scenario import Scenario
from model.sweeps.axes import NO_AXIS, Axis, begun
from model.sweeps.executor import PART_WORK, PartExecutor
from model.sweeps.grid import Grid, Sweep
from model.sweeps.replicates import BUG, Setting

COUPLED_WORK = 160_000_000
"""What `PART_WORK` is where the bug probability is an axis: families of runs cost less the larger they are."""
PACE = 0.1
"""At least so many seconds are between two reports of progress in the midst of a round."""
MERGING = 10
"""And so many times what a report takes: a large map is put together less often."""
FEWEST = 5
"""The coarsest grid has at least so many values on an axis."""

News = tuple[Grid, Records]
"""The cell and the facts of each run that came in."""
Report = Callable[[Sweep, int, int], None]
Cancel = Callable[[], bool] | threading.Event


def sweep(
    base: Scenario,
    x: Axis,
    y: Axis = NO_AXIS,
    *,
    seeds: int = 20,
    precision: float | None = None,
    executor: Executor | None = None,
    progress: Report | None = None,
    cancel: Cancel | None = None,
    so_far: Sweep | None = None,
) -> Sweep:
    """Play lucks 1, 2, 3 … of every pair of values of two settings, or of every value of one.

    Args:
        base: all other settings; its own seed does not matter.
        x: name and values of a setting; or of an action of the base, its minute or its value: ``add_capacity.tick``,
            ``add_capacity.value``.
        y: name and values of another; without it the sweep is over one.
        seeds: how many lucks of every cell.
        precision: instead of ``seeds``: play lucks of each cell until Wilson's 95 % interval of every fate's share is
            no wider than +- this. (Looking before one stops makes intervals hold a little less often than said: 92 of
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
    with PartExecutor(executor) as players:
        for step in _steps(known.shape):
            wanted = _coarse(known.shape, step) * (seeds if precision is None else int(replicates_for(0.0, precision)))
            known = _round(players, known, wanted, progress, stop)
        while precision is not None and not stop():
            wanted = _wanted(known, precision)
            if (wanted == known.runs).all():
                break
            known = _round(players, known, wanted, progress, stop)
    return known


def _round(
    players: PartExecutor, known: Sweep, wanted: Grid, progress: Report | None, stop: Callable[[], bool]
) -> Sweep:
    """Bring every cell to so many lucks, or as far as it gets before it is told to stop."""
    of = int(np.maximum(wanted, known.runs).sum())
    news: list[News] = []
    due = time.monotonic() + PACE
    for part, facts in players.play(known.base, _parts(known, wanted), stop):
        news.append((np.repeat([one.cell for one in part], [one.last - one.first + 1 for one in part]), facts))
        if progress is not None and (now := time.monotonic()) > due:
            known, news = _merged(known, news)
            progress(known, len(known.facts), of)
            due = time.monotonic() + max(PACE, MERGING * (time.monotonic() - now))
    if news:
        known, _ = _merged(known, news)
        if progress is not None:
            progress(known, len(known.facts), of)
    return known


def _merged(known: Sweep, news: list[News]) -> tuple[Sweep, list[News]]:
    """Return the sweep with what came in, and what has to wait for lucks below it."""
    cells, facts = (np.concatenate(parts) for parts in zip(*news, strict=True))
    known = known.joined(cells, facts)
    early = facts["seed"] > known.runs.ravel()[cells]
    return known, [(cells[early], facts[early])]


def _parts(known: Sweep, wanted: Grid) -> list[list[Setting]]:
    """Return what is missing in parts of about the same work.

    Cells that differ only in their bug probability stay together, and their lucks are dealt out a few at a time: they
    cost least as families (`model.engine.coupled`).
    """
    most = COUPLED_WORK if BUG in (known.x_name, known.y_name) else PART_WORK
    parts: list[list[Setting]] = []
    room = 0
    for coupled in _coupled(known, wanted > known.runs):
        work = known.work(*coupled[0])
        at_once = max(1, most // work)
        for first in range(0, len(coupled), at_once):
            for piece in _pieces(known, wanted, coupled[first : first + at_once], at_once):
                if room <= 0:
                    parts.append([])
                    room = most
                parts[-1] += piece
                room -= work * sum(setting.last - setting.first + 1 for setting in piece)
    return parts


def _coupled(known: Sweep, missing: Flags) -> list[list[tuple[int, int]]]:
    """Return the cells that miss lucks, together where they differ in nothing but their bug probability."""
    cells = [(i, j) for i, j in np.argwhere(missing).tolist()]
    if known.y_name == BUG:
        return [list(coupled) for _, coupled in groupby(cells, itemgetter(0))]
    if known.x_name == BUG:
        return [list(coupled) for _, coupled in groupby(sorted(cells, key=itemgetter(1)), itemgetter(1))]
    return [[cell] for cell in cells]


def _pieces(known: Sweep, wanted: Grid, cells: Sequence[tuple[int, int]], runs: int) -> Iterator[list[Setting]]:
    """Yield the lucks that these cells miss, the lowest first, about so many runs at a time."""
    missing = [(i, j, int(known.runs[i, j]) + 1, int(wanted[i, j])) for i, j in cells]
    step = max(1, runs // len(cells))
    for low in range(min(first for _, _, first, _ in missing), max(last for _, _, _, last in missing) + 1, step):
        high = low + step - 1
        yield [
            Setting(i * len(known.y) + j, known.settings(i, j), max(first, low), min(last, high))
            for i, j, first, last in missing
            if first <= high and last >= low
        ]


def _wanted(known: Sweep, precision: float) -> Grid:
    """Return how many lucks each cell should have, judged by the shares it shows so far; no fewer than it has.

    At most twice as many as it has: few lucks say little of how many are needed.
    """
    shares = known.counts / known.runs[..., None]
    unsure = half_width(shares, known.runs[..., None]).max(axis=-1) > precision
    needed = np.minimum(replicates_for(shares, precision).max(axis=-1), 2 * known.runs)
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
