"""Measuring: repeats, medians, the machine, and rows held against their limits."""

import importlib.metadata
import math
import multiprocessing
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any

ENOUGH = 1.0
"""Seconds after which a measurement is not repeated any more, once it was repeated a few times."""
FEW, MANY = 5, 200


def figure(value: float) -> str:
    """Return a figure with three digits that count, and no exponent.

    >>> figure(2543.2), figure(0.03079)
    ('2543', '0.0308')
    """
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One figure: what, how much, how much at most (or at least), and what to know about it."""

    name: str
    measured: float
    unit: str
    best: float | None = None
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """The measured figure as a multiple of its limit; None where there is none, or it is 0."""
        return self.measured / self.limit if self.limit else None

    @property
    def kept(self) -> bool:
        """Whether the limit, if there is one, is kept."""
        if self.limit is None:
            return True
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit

    def cells(self) -> tuple[str, ...]:
        """Return name, measured, best, limit, ratio and note as text."""
        bound = "≥ " if self.at_least else "≤ "
        return (
            self.name,
            "–" if math.isnan(self.measured) else f"{figure(self.measured)} {self.unit}".strip(),
            "" if self.best is None else f"{figure(self.best)} {self.unit}".strip(),
            "" if self.limit is None else f"{bound}{self.limit:g} {self.unit}".strip(),
            ("" if self.ratio is None else f"{self.ratio:.2f}") + ("" if self.kept else " ←"),
            self.note,
        )


HEAD = ("what", "median", "best", "limit", "of limit", "note")


def timed(work: Callable[[], Any], few: int = FEW) -> list[float]:
    """Return how many seconds the work takes, some times over, after one time that does not count."""
    work()
    seconds: list[float] = []
    while len(seconds) < few or (sum(seconds) < ENOUGH and len(seconds) < MANY):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    return seconds


def in_ms(name: str, seconds: list[float], limit: float | None = None, note: str = "") -> Row:
    """Return a row in milliseconds."""
    median, best = statistics.median(seconds) * 1e3, min(seconds) * 1e3
    return Row(name=name, measured=median, best=best, unit="ms", limit=limit, note=note)


def in_new_process(work: Callable[[], Any]) -> Any:
    """Return what a function of a module returns in a Python of its own, in which nothing was measured before."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(work).result()


def peak_memory() -> float:
    """Return the most memory that this process has held, in MB; NaN where the system does not tell."""
    try:
        import resource
    except ImportError:
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def ended_children() -> float:
    """Return the processor time in seconds of all processes that this one has started and seen end; NaN as above."""
    try:
        import resource
    except ImportError:
        return float("nan")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def machine() -> str:
    """Return what it was measured on."""
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("numba", "numpy", "mesa"))
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, "
        f"Python {platform.python_version()}, {versions}; medians of several repeats, the best beside"
    )
