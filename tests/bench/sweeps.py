"""How fast a map of the tipping point is: its first picture, the whole, and a fine one with a precision; its memory."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from model import Scenario, Sweep, sweep
from model.runs.certainty import half_width
from model.sweeps.axes import Axis
from tests.bench.clock import Row, in_ms, in_new_process, peak_memory

SIDE, LUCKS, REPEATS = 21, 20, 3
FINE, PRECISION = 101, 0.05


def axes(side: int) -> tuple[Axis, Axis]:
    """Return spare capacity 0 to 0.2 and bug probability 0 to 0.002, so many values of each."""
    return (
        ("spare_capacity", np.linspace(0, 0.2, side).tolist()),
        ("bug_probability", np.linspace(0, 0.002, side).tolist()),
    )


def in_time(**how: float) -> tuple[Sweep, float, float]:
    """Return a map, and the seconds to its first picture and to its end; ``how``: side, and seeds or precision."""
    x, y = axes(int(how.pop("side")))
    pictures: list[float] = []
    start = time.perf_counter()
    made = sweep(Scenario(), x, y, progress=lambda *_: pictures.append(time.perf_counter() - start), **how)
    return made, pictures[0], time.perf_counter() - start


def in_one_thread(side: int, seeds: int, repeats: int) -> list[float]:
    """Return the seconds that a map takes on one core, several times."""
    seconds = []
    with ThreadPoolExecutor(1) as pool:
        for _ in range(repeats):
            start = time.perf_counter()
            sweep(Scenario(), *axes(side), seeds=seeds, executor=pool)
            seconds.append(time.perf_counter() - start)
    return seconds


def memory(**how: float) -> tuple[float, float, float, int, float]:
    """Return peak memory in MB before and after a map, its seconds, its runs, and its least certain share's +-."""
    in_time(side=2, seeds=1)
    before = peak_memory()
    made, _, seconds = in_time(**how)
    after = peak_memory()
    widest = half_width(made.counts / made.runs[..., None], made.runs[..., None]).max()
    return before, after, seconds, len(made.facts), float(widest)


def rows() -> Iterator[Row]:
    """Maps of spare capacity by bug probability: first picture, whole, a fine one, and their memory."""
    in_time(side=2, seeds=1)
    times = [in_time(side=SIDE, seeds=LUCKS)[1:] for _ in range(REPEATS)]
    yield in_ms("sweep, first picture", [first for first, _ in times], 200)
    told = f"{SIDE} x {SIDE} cells x {LUCKS} lucks, spare capacity by bug"
    yield in_ms("sweep, whole map", [whole for _, whole in times], 2000, told)
    before, after, *_ = in_new_process(partial(memory, side=SIDE, seeds=LUCKS))
    yield Row(name="sweep, peak memory", measured=after, unit="MB", note=f"{before:.0f} MB of it before the map")
    before, after, seconds, runs, widest = in_new_process(partial(memory, side=FINE, precision=PRECISION))
    told = f"{FINE} x {FINE} cells, {runs} runs, no share less sure than +- {widest:.3f}"
    yield Row(name=f"sweep, fine, to +- {PRECISION}", measured=seconds, unit="s", limit=60, note=told)
    yield Row(name="sweep, fine, peak memory", measured=after, unit="MB", note=f"{before:.0f} MB of it before the map")
