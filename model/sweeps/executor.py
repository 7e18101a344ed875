"""Who plays the parts of a sweep: threads, or any executor; nothing is lost with a worker that is killed."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from types import TracebackType

from model.engine.state import Records
from model.scenario import Scenario
from model.sweeps.replicates import Setting, play_replicates

PART_WORK = 20_000_000
"""Volumes times ticks of a part: some 50 ms. Longer runs are parts of their own."""
IN_FLIGHT = 64
"""So many parts are dealt out at once: enough for any executor, few enough to stop at once."""
PATIENCE = 0.05
"""Seconds after which one that has nothing to hand in asks whether to stop."""

Part = Sequence[Setting]


class PartExecutor:
    """Plays parts on an executor, or on threads of its own, one a core.

    A pool of processes breaks when one of them is killed; what it had not done then goes to own threads. Dask gives
    what a lost worker had to another.

    >>> with PartExecutor() as players:
    ...     for part, facts in players.play(Scenario(), [[Setting(0, {}, 1, 2)]], lambda: False):
    ...         print(len(facts))
    2
    """

    def __init__(self, executor: Executor | None = None) -> None:
        self.executor = executor
        self.threads: ThreadPoolExecutor | None = None

    def play(self, base: Scenario, parts: Sequence[Part], stop: Callable[[], bool]) -> Iterator[tuple[Part, Records]]:
        """Yield each part with its facts as soon as it is played, until all are or it is told to stop."""
        waiting = iter(parts)
        pending: dict[Future[Records], Part] = {}
        try:
            while not stop():
                while len(pending) < IN_FLIGHT and (part := next(waiting, None)) is not None:
                    pending[self._submit(base, part)] = part
                if not pending:
                    return
                done, _ = wait(pending, PATIENCE, FIRST_COMPLETED)
                for future in done:
                    part = pending.pop(future)
                    if isinstance(future.exception(), BrokenExecutor):
                        pending[self._own().submit(play_replicates, base, part)] = part
                    else:
                        yield part, future.result()
        finally:
            for future in pending:
                future.cancel()

    def _submit(self, base: Scenario, part: Part) -> Future[Records]:
        try:
            return (self.executor or self._own()).submit(play_replicates, base, part)
        except BrokenExecutor:
            return self._own().submit(play_replicates, base, part)

    def _own(self) -> ThreadPoolExecutor:
        if self.threads is None:
            self.threads = ThreadPoolExecutor(os.cpu_count() or 1, "sweep")
        return self.threads

    def __enter__(self) -> "PartExecutor":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let own threads go; what they are in the midst of comes to nothing."""
        if self.threads is not None:
            self.threads.shutdown(wait=False, cancel_futures=True)
