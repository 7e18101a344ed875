"""How far long work has come, drawn on standard error."""

import sys
import time
from types import TracebackType

WIDTH = 30
QUICK = 0.5
"""Work that is done in so many seconds shows no bar."""
PART = 0.2
"""A part takes about so many seconds."""
FIRST_PART = 8


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
