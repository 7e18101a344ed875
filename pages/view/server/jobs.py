"""The work of a page's sections: each once, shared by all who wait for it, ended when nobody does.

A visitor's card *wants* one thing at a time and says so again while it waits. What nobody has asked after for a
while (a closed tab tells nothing) is given up, and so is what everybody has turned away from. All that is heavy is
handed to the pool in parts, so a job's own thread does little but wait. Results are kept, those that were looked at
longest ago go first.
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from pages.view.server.pool import POOL, Pool, Rank, be_modest

MOST_AT_ONCE = 2
"""So many jobs are under way; further ones stand in line."""
MOST_KEPT = 120
"""Results that are kept; each holds shares and quantiles, at most some 200 kB, never single runs."""
PATIENCE = 8.0
"""Seconds after which somebody who does not ask again counts as gone."""
RUNNING, DONE, STOPPED, FAILED = "running", "done", "stopped", "failed"

Work = Callable[["Job"], Any]
"""Does the work: reports to its job as it goes, and ends early (whatever it then returns) when nobody waits."""
P = ParamSpec("P")
T = TypeVar("T")
LOG = logging.getLogger(__name__)


class Job(Executor):
    """Something that is worked out, and those who wait for it. Its work hands parts to it, which the pool plays."""

    def __init__(self, key: Hashable, work: Work, pool: Pool = POOL) -> None:
        self.key = key
        self.work = work
        self.question = pool.ask()
        self.result: Any = None
        """The newest that is known: partial while it runs."""
        self.done = 0
        self.of = 0
        self.state = RUNNING
        self.waiting: dict[Hashable, float] = {}
        """Who waits, and when they asked last (`time.monotonic`)."""

    def is_unwanted(self) -> bool:
        """Say whether nobody waits any more."""
        now = time.monotonic()
        return all(now - asked > PATIENCE for asked in list(self.waiting.values()))

    def report(self, result: Any, done: int, of: int) -> None:
        """Take a partial result (or None), and how much is done of how much."""
        if result is not None:
            self.result = result
        self.done, self.of = done, of

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out a part.

        Raises:
            CancelledError: when nobody waits any more.
        """
        if self.is_unwanted():
            raise CancelledError
        return self.question.play(Rank.SECTIONS, partial(fn, *args, **kwargs))

    def play(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a part makes, and wait for it; raises as `submit` does."""
        made: T = self.submit(fn, *args, **kwargs).result()
        return made


class Jobs:
    """The jobs that run, and the results that are known."""

    def __init__(self, pool: Pool = POOL, at_once: int = MOST_AT_ONCE, most: int = MOST_KEPT) -> None:
        self.pool = pool
        self.most = most
        self._threads = ThreadPoolExecutor(at_once, "job", initializer=be_modest)
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Job] = OrderedDict()
        self._running: dict[Hashable, Job] = {}
        self._wants: dict[Hashable, Job] = {}
        self._left: OrderedDict[Hashable, Job] = OrderedDict()

    def want(self, who: Hashable, key: Hashable, work: Work) -> Job:
        """Return the job of this key, begun if it is not known yet; what ``who`` wanted before is turned away from."""
        with self._lock:
            self._left.pop(who, None)
            before = self._wants.get(who)
            if before is not None and before.key != key:
                self._turn_away(who)
            if key in self._known:
                self._turn_away(who)
                self._known.move_to_end(key)
                return self._known[key]
            job = self._running.get(key)
            if job is None or job.is_unwanted():  # unwanted: it is about to end early
                if job is not None:
                    job.question.close()
                job = self._running[key] = Job(key, work, self.pool)
                job.waiting[who] = time.monotonic()
                self._threads.submit(self._do, job)
            job.waiting[who] = time.monotonic()
            self._wants[who] = job
            return job

    def leave(self, who: Hashable, key: Hashable = None) -> Job | None:
        """Turn away from whatever ``who`` wanted; return the job of ``key`` as far as it came, each time."""
        with self._lock:
            job = self._turn_away(who) or self._known.get(key)  # it may have ended before it was called off
            if job is not None:
                self._left[who] = job
            while len(self._left) > self.most:
                self._left.popitem(last=False)
            left = self._left.get(who)
            return left if left is not None and left.key == key else None

    @property
    def running(self) -> int:
        """How many jobs run or stand in line."""
        with self._lock:
            return len(self._running)

    def _turn_away(self, who: Hashable) -> Job | None:
        job = self._wants.pop(who, None)
        if job is not None:
            job.waiting.pop(who, None)
            if not job.waiting:
                job.question.close()
        return job

    def _do(self, job: Job) -> None:
        state = FAILED
        try:
            if not job.is_unwanted():
                result = job.work(job)
                state = STOPPED if job.is_unwanted() else DONE
                job.result = result if state == DONE else job.result
            else:
                state = STOPPED
        except Exception:
            if job.is_unwanted():
                state = STOPPED
            else:
                LOG.exception("A picture could not be worked out")
        self._end(job, state)

    def _end(self, job: Job, state: str) -> None:
        job.question.close()
        with self._lock:
            if self._running.get(job.key) is job:
                del self._running[job.key]
            for who in [who for who, wanted in self._wants.items() if wanted is job]:
                del self._wants[who]
            job.state = state
            if state == DONE:
                self._known[job.key] = job
                job.work = _nothing
            while len(self._known) > self.most:
                self._known.popitem(last=False)


def _nothing(job: Job) -> None:
    """Stand in for work that is done, so that what it held can go."""


JOBS = Jobs()
"""What all visitors of this server share."""
