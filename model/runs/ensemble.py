"""Many runs at once."""

import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from model.engine.outcome import END
from model.engine.play import play_many
from model.engine.settings import actions_of, clusters_of
from model.engine.state import COUNTED, NOTHING, Floats, Ints, Records
from model.rules.spelling import shown
from model.rules.states import COUNTS, FATES, SHORT_OF_ROOM
from model.runs.certainty import LEVEL, wilson
from model.runs.measures import fate_index, named_series
from model.runs.pictures import bar
from model.scenario import PARAMETERS, Scenario

if TYPE_CHECKING:
    import pandas as pd

CHUNKS_PER_THREAD = 4
ENDS = (*COUNTS, "peak_stuck", "calm_from", "short_of_room")
"""What is known of a run's end: its last row (for ``crashes`` all of them), its peak, since when it is over, whether it
is held for want of room."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Ensemble:
    """What many runs did; run k is exactly the run that ``scenarios[k]`` gives alone."""

    scenarios: tuple[Scenario, ...]
    fate_codes: npt.NDArray[np.int8]
    ends: Ints
    """What `ENDS` names of each run, shape (K, number of them)."""
    starts: npt.NDArray[np.int64]
    counts: Ints
    expected_stranded: Floats

    def __len__(self) -> int:
        """Return K, the number of runs."""
        return len(self.scenarios)

    @property
    def fates(self) -> npt.NDArray[np.str_]:
        """How each run ended, shape (K,): over, held, raging or collapsed."""
        return np.array(FATES)[self.fate_codes]

    @property
    def endings(self) -> npt.NDArray[np.int8]:
        """Codes of `FATES`, shape (K,), but `SHORT_OF_ROOM` for the runs that are held for want of room."""
        return by_kind(self.fate_codes, self.last("short_of_room"))

    def share(self, fate: str) -> float:
        """Return the share of runs that ended so.

        Raises:
            KeyError: where there is no such fate.
        """
        return float(np.mean(self.fate_codes == fate_index(fate)))

    def interval(self, fate: str, level: float = LEVEL) -> tuple[float, float]:
        """Return low and high of Wilson's interval for the share of runs that end so.

        Raises:
            KeyError: where there is no such fate.

        >>> low, high = simulate_many([Scenario(seed=seed) for seed in range(1, 101)]).interval("collapsed")
        >>> round(low, 2), round(high, 2)
        (0.9, 0.98)
        """
        low, high = wilson(int((self.fate_codes == fate_index(fate)).sum()), len(self), level)
        return float(low), float(high)

    def last(self, name: str) -> npt.NDArray[np.int64]:
        """Return a count at each run's end, shape (K,); for ``crashes`` all crashes of the run.

        Also ``peak_stuck``, the most volumes stuck at once, ``calm_from``, the tick since which a run is over (-1
        where its fate is another), and ``short_of_room``, 1 where it is held for want of room.

        Raises:
            KeyError: where there is no such count.
        """
        if name not in ENDS:
            raise KeyError(f"{shown(name)} is not known of a run's end; choose from {', '.join(ENDS)}")
        return self.ends[:, ENDS.index(name)].astype(np.int64)

    def series(self, name: str) -> Floats:
        """Return a measure of every run, shape (K, T+1) for the longest T, NaN after a shorter run's end.

        Raises:
            KeyError: where there is no such measure.
            ValueError: where the ensemble kept only how its runs ended.
        """
        if len(self) and self.starts[0] < 0:
            raise ValueError("this ensemble kept only the ends of its runs; simulate with series=True")
        longest = max((scenario.ticks for scenario in self.scenarios), default=0)
        table = np.full((len(self), longest + 1), np.nan)
        for k, scenario in enumerate(self.scenarios):
            rows = slice(self.starts[k], self.starts[k] + scenario.ticks + 1)
            table[k, : scenario.ticks + 1] = named_series(name, self.counts[rows], self.expected_stranded[rows])
        return table

    def to_frame(self) -> "pd.DataFrame":
        """Return a pandas table, a row a run: the settings in which runs differ, the fate, and what `ENDS` names."""
        import pandas as pd  # here: nothing else of the model needs it

        differing = [name for name in PARAMETERS if len({getattr(one, name) for one in self.scenarios}) > 1]
        settings = {name: [getattr(one, name) for one in self.scenarios] for name in differing}
        return pd.DataFrame(settings | {"fate": self.fates} | {name: self.last(name) for name in ENDS})

    def __repr__(self) -> str:
        """Return how many runs ended how, in a line."""
        counts = np.bincount(self.fate_codes, minlength=len(FATES))
        ended = ", ".join(f"{count} {fate}" for fate, count in zip(FATES, counts, strict=True) if count)
        return f"<Ensemble of {len(self)} runs: {ended}>"

    def _repr_html_(self) -> str:
        return bar(repr(self).strip("<>"), [self.share(fate) for fate in FATES])


def simulate_many(
    scenarios: Sequence[Scenario],
    *,
    series: bool = True,
    threads: int | None = None,
    progress: Any = None,
    executor: Executor | None = None,
) -> Ensemble:
    """Play every scenario of a list, any mix of settings and seeds, on all cores.

    Args:
        scenarios: K scenarios, at least one.
        series: keep every tick's counts (about 80 bytes a tick and run), not only how each run ended.
        threads: how many threads; all cores if None. The result does not depend on it.
        progress: called with the number of runs done so far, now and then, from any thread.
        executor: runs the parts instead of own threads.

    Raises:
        ValueError: where the list is empty.

    >>> simulate_many([Scenario(seed=seed) for seed in range(20)], series=False).share("collapsed") > 0.5
    True
    """
    scenarios = tuple(scenarios)
    if not scenarios:
        raise ValueError("scenarios must hold at least one scenario; an empty list was given")
    clusters, actions = clusters_of(scenarios), actions_of(scenarios)
    lengths = np.array([scenario.ticks + 1 for scenario in scenarios], np.int64)
    starts = np.cumsum(lengths) - lengths if series else np.full(len(scenarios), -1, np.int64)
    kept = int(lengths.sum()) if series else 0
    counts, expected = np.empty((kept, COUNTED), np.int32), np.empty(kept)
    fates, ends = np.empty(len(scenarios), np.int8), np.empty((len(scenarios), END), np.int32)

    threads = threads or os.cpu_count() or 1
    size = max(1, -(-len(scenarios) // (threads * CHUNKS_PER_THREAD)))
    done, counting = 0, Lock()

    def part(first: int) -> None:
        nonlocal done
        these = slice(first, first + size)
        play_many(clusters[these], actions[these], starts[these], counts, expected, fates[these], ends[these], NOTHING)
        with counting:
            done += len(scenarios[these])
            if progress is not None:
                progress(done)

    firsts = range(0, len(scenarios), size)
    if len(firsts) <= 1 or (threads == 1 and executor is None):
        for first in firsts:
            part(first)
    else:
        with nullcontext(executor) if executor else ThreadPoolExecutor(threads) as pool:
            list(pool.map(part, firsts))
    return Ensemble(scenarios, fates, ends, starts, counts, expected)


def fates_of(scenario: Scenario, seeds: Sequence[int]) -> npt.NDArray[np.int8]:
    """Return how one setting ends with each of many seeds, codes of `FATES`, shape (K,).

    It plays in the thread that calls it and holds the interpreter lock for next to nothing: one record is made for all.

    >>> many = simulate_many([Scenario(seed=seed) for seed in range(20)], series=False)
    >>> fates_of(Scenario(), range(20)).tolist() == many.fate_codes.tolist()
    True
    """
    return _ends_of_lucks(scenario, seeds)[0]


def endings_of(scenario: Scenario, seeds: Sequence[int]) -> npt.NDArray[np.int8]:
    """Return what `fates_of` does, but `SHORT_OF_ROOM` for the runs that are held for want of room.

    >>> fates_of(Scenario(backoff=5), [1, 2, 4]).tolist(), endings_of(Scenario(backoff=5), [1, 2, 4]).tolist()
    ([1, 1, 1], [4, 4, 4])
    """
    fates, ends = _ends_of_lucks(scenario, seeds)
    return by_kind(fates, ends[:, ENDS.index("short_of_room")])


def _ends_of_lucks(scenario: Scenario, seeds: Sequence[int]) -> tuple[npt.NDArray[np.int8], Ints]:
    clusters = np.repeat(clusters_of([scenario]), len(seeds))
    clusters["seed"] = seeds
    return ends_of(clusters, np.repeat(actions_of([scenario]), len(seeds), axis=0))


def by_kind(fates: npt.NDArray[np.int8], short: npt.NDArray[Any]) -> npt.NDArray[np.int8]:
    """Return codes of `FATES`, but `SHORT_OF_ROOM` where a run is held for want of room."""
    return np.where(short, SHORT_OF_ROOM, fates).astype(np.int8)


def ends_of(clusters: Records, actions: Floats) -> tuple[npt.NDArray[np.int8], Ints]:
    """Play runs in the thread that calls; return their fates (K,), codes of `FATES`, and what `ENDS` names (K, E).

    Args:
        clusters: settings, one record a run.
        actions: of each run, shape (K, A, 3).
    """
    total = len(clusters)
    fates, ends, nowhere = np.empty(total, np.int8), np.empty((total, END), np.int32), np.full(total, -1, np.int64)
    play_many(clusters, actions, nowhere, np.empty((0, COUNTED), np.int32), np.empty(0), fates, ends, NOTHING)
    return fates, ends
