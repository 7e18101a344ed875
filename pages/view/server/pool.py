"""Heavy work beside the pages: one line before few modest threads; each piece is worked out once for all who wait.

A piece stands in line by what it is for (`Rank`), within that the newest question first, within a question in the
order in which it was wanted. A piece that nobody waits for any more is dropped, one that two wait for is worked out
once, and its result is kept for those who come later. A picture never waits for any of this.
"""

import asyncio
import heapq
import os
import threading
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from enum import IntEnum
from itertools import count
from typing import Any, TypeVar

from pages.view.server.shelf import Piece, Shelf

WORKERS = min(2, os.cpu_count() or 1)
MODEST = 15
"""How much the threads give way to others, on the scale of ``nice``."""
CROWDED = 1000
"""So many pieces that nobody waits for may stay in line before it is swept."""

T = TypeVar("T")


class Rank(IntEnum):
    """What a piece is for: lower ones come first."""

    GRID = 0
    STRIPS = 1
    COSTS = 2
    PROTECTIONS = 3
    MAP = 4
    SECTIONS = 5


class Question:
    """What one visitor waits for."""

    def __init__(self, pool: "Pool", number: int) -> None:
        self.pool = pool
        self.number = number
        self.pieces: list[Piece[Any]] = []
        self.order = count()
        self.is_open = True

    def want(self, shelf: Shelf[T], key: Hashable, work: Callable[[], T], rank: Rank) -> "Future[T]":
        """Return a result that is known, or wait for it together with all others who do."""
        return self.pool.want(self, shelf, key, work, (rank, -self.number, next(self.order)))

    def play(self, rank: Rank, work: Callable[[], T]) -> "Future[T]":
        """Return the result of work that nobody else waits for, and that is not kept."""
        return self.pool.enter(self, Piece(work), (rank, -self.number, next(self.order)))

    def close(self) -> None:
        """Turn away; what is not there yet is dropped, unless another waits for it too."""
        self.pool.leave(self)


class Pool:
    """The threads, and the line of pieces before them."""

    def __init__(self, workers: int = WORKERS) -> None:
        self.workers = workers
        self.questions = 0
        """Questions that are open."""
        self._numbers = count(1)
        self._changed = threading.Condition()
        self._line: list[tuple[tuple[Rank, int, int], Piece[Any]]] = []
        self._awaited: set[Piece[Any]] = set()
        self._threads: list[threading.Thread] = []

    @property
    def waiting(self) -> int:
        """How many pieces somebody waits for."""
        with self._changed:
            return len(self._awaited)

    def ask(self) -> Question:
        """Open a question; whoever opens it closes it."""
        with self._changed:
            self.questions += 1
            return Question(self, next(self._numbers))

    @contextmanager
    def question(self) -> Iterator[Question]:
        """Open a question, and close it in the end."""
        question = self.ask()
        try:
            yield question
        finally:
            question.close()

    def want(
        self, question: Question, shelf: Shelf[T], key: Hashable, work: Callable[[], T], place: tuple[Rank, int, int]
    ) -> "Future[T]":
        """Return what is known, or a piece that is shared."""
        with self._changed:
            shelf.asked += 1
            if key in shelf.known:
                shelf.found += 1
                shelf.known.move_to_end(key)
                known: Future[T] = Future()
                known.set_result(shelf.known[key])
                return known
            piece = shelf.pending.get(key)
            shelf.found += piece is not None
            if piece is None:
                piece = shelf.pending[key] = Piece(work, shelf, key)
            return self._enter(question, piece, place)

    def enter(self, question: Question, piece: Piece[T], place: tuple[Rank, int, int]) -> "Future[T]":
        """Put a piece in line."""
        with self._changed:
            return self._enter(question, piece, place)

    def _enter(self, question: Question, piece: Piece[T], place: tuple[Rank, int, int]) -> "Future[T]":
        question.pieces.append(piece)
        piece.waiting += 1
        self._awaited.add(piece)
        if not question.is_open:
            self._turn_away(piece)
        elif not piece.started:
            heapq.heappush(self._line, (place, piece))
            self._changed.notify()
        self._hire()
        return piece.future

    def leave(self, question: Question) -> None:
        """Close a question."""
        with self._changed:
            if not question.is_open:
                return
            question.is_open = False
            self.questions -= 1
            for piece in question.pieces:
                self._turn_away(piece)
            question.pieces.clear()
            if len(self._line) > CROWDED + 4 * len(self._awaited):
                self._line = [entry for entry in self._line if entry[1].waiting and not entry[1].started]
                heapq.heapify(self._line)

    def _turn_away(self, piece: Piece[Any]) -> None:
        piece.waiting -= 1
        if piece.waiting:
            return
        self._awaited.discard(piece)
        if not piece.started and piece.future.cancel():
            piece.future.set_running_or_notify_cancel()  # whoever waits for several is told at once
            self._forget(piece)
            if piece.shelf is not None:
                piece.shelf.dropped += 1

    def _hire(self) -> None:
        while len(self._threads) < self.workers:
            self._threads.append(threading.Thread(target=self._work, name="play", daemon=True))
            self._threads[-1].start()

    def _work(self) -> None:
        be_modest()
        while True:
            piece = self._next()
            try:
                result = piece.work()
            except BaseException as error:
                self._end(piece)
                piece.future.set_exception(error)
            else:
                self._end(piece, keep=True, result=result)
                piece.future.set_result(result)
            del piece

    def _next(self) -> Piece[Any]:
        with self._changed:
            while True:
                while not self._line:
                    self._changed.wait()
                _, piece = heapq.heappop(self._line)
                if piece.waiting and not piece.started:
                    piece.started = True
                    if piece.future.set_running_or_notify_cancel():
                        return piece
                    self._awaited.discard(piece)

    def _end(self, piece: Piece[Any], *, keep: bool = False, result: Any = None) -> None:
        with self._changed:
            self._awaited.discard(piece)
            self._forget(piece)
            if keep and piece.shelf is not None:
                piece.shelf.keep(piece.key, result)

    def _forget(self, piece: Piece[Any]) -> None:
        if piece.shelf is not None:
            piece.shelf.pending.pop(piece.key, None)


async def result(future: "Future[T]") -> T:
    """Return a result when it is there. Others may wait for it too, so whoever leaves does not cancel it."""
    return future.result() if future.done() else await asyncio.shield(asyncio.wrap_future(future))


def be_modest() -> None:
    """Let this thread give way to others, where the system knows how (Linux: priorities of single threads)."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MODEST)


POOL = Pool()
"""What all visitors of this server share."""
