"""How far long work has come, told to whoever asks."""

from collections.abc import Callable

OnProgress = Callable[[int, int], None]
"""Is told how many runs are played, and how many it takes in all as far as is known."""


class Tally:
    """Adds up runs that are played in several goes: what is done never falls, what it takes never rises.

    >>> tally = Tally(30, lambda done, of: print(done, "of", of))
    >>> tally.played(10)
    10 of 30
    >>> tally.spare(20)
    10 of 10
    """

    def __init__(self, most: int, progress: OnProgress | None = None) -> None:
        self.done, self.of, self.progress = 0, most, progress

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
        if self.progress is not None:
            self.progress(self.done, self.of)
