"""How far long work has come: told to whoever asks, or drawn on standard error."""

import sys
import time
from collections.abc import Callable
from types import TracebackType

WIDTH = 30
QUICK = 0.5
"""Work that is done in so many seconds shows no bar."""
PART = 0.2
"""A part takes about so many seconds."""
FIRST_PART = 8

Told = Callable[[int, int], None]
"""Is told how many runs are played, and how many it takes in all as far as is known."""


class Tally:
    """Adds up runs that are played in several goes: what is done never falls, what it takes never rises.

    >>> tally = Tally(30, lambda done, of: print(done, "of", of))
    >>> tally.played(10)
    10 of 30
    >>> tally.spare(20)
    10 of 10
    """

    def __init__(self, most: int, told: Told | None = None) -> None:
        self.done, self.of, self.told = 0, most, told

    def played(self, runs: int) -> None:
        """Say that so many more are played."""
        self.done += runs
        self._tell()

    def spare(self, runs: int) -> None:
        """Say that so many fewer are needed than was thought."""
        if runs:
            self.of -= runs
            self._tell()

    def _tell(self) -> None:
        if self.told is not None:
            self.told(self.done, self.of)


class Progress:
    """A bar on standard error, where that is a terminal and the work takes a while.

    >>> with Progress(10) as progress:
    ...     progress.move(8)
    >>> progress.done, progress.next_part <= 2
    (8, True)
    """

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0
        self.drawn = 0
        self.part = FIRST_PART
        self.began = self.moved = time.perf_counter()

    @property
    def next_part(self) -> int:
        """How much to do before moving on, from the pace of the last part."""
        return max(1, min(self.part, self.total - self.done))

    def move(self, done: int) -> None:
        """Say that so much more is done."""
        self.done += done
        now = time.perf_counter()
        self.part = int(done * min(4.0, PART / max(now - self.moved, 1e-6)))
        self.moved, elapsed = now, now - self.began
        if elapsed > QUICK and sys.stderr.isatty():
            full = WIDTH * self.done // self.total
            left = elapsed / self.done * (self.total - self.done)
            text = f"[{'#' * full}{'.' * (WIDTH - full)}] {self.done} of {self.total}, {left:.0f} s left"
            print(f"\r{text:<{self.drawn}}", end="", file=sys.stderr, flush=True)
            self.drawn = len(text)

    def __enter__(self) -> "Progress":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wipe the bar away."""
        if self.drawn:
            print(f"\r{'':<{self.drawn}}\r", end="", file=sys.stderr, flush=True)
