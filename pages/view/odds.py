"""The odds: how clusters with the same settings and other luck end. For the strips along the levers, the grid, the map.

A fate is a pure function of a setting (a scenario without its seed) and a luck (seed 1, 2, 3, …), so each is played
once and kept for everybody. Work is cut into pieces of some 20 ms that stand in one queue: grids before strips, the
newest question first. A piece that nobody waits for any more is dropped; one that two wait for is played once. The
threads that play are few and modest: a picture never waits for odds.
"""

import heapq
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count
from typing import Any, NamedTuple

from model import FATES, PARAMETERS, VERSION, Scenario
from model.ensemble import fates_of
from model.parameters import plain
from pages.view.levers import LEVERS

GRID, GRID_WORK = (100, 50, 25, 10), 40_000_000
STRIP, STRIP_WORK = (30, 20, 10, 5), 10_000_000
PIECE_WORK = 5_000_000
MOST_PIECES = 40_000
"""Pieces that are kept, some 500 bytes each; the one that was looked at longest ago goes first."""
MODEST = 15
"""How much the playing threads give way to others, on the scale of ``nice``."""

Setting = tuple[Any, ...]
Part = bytes | Future[bytes]
"""Fates of some lucks, a code each: known, or to come."""


def work(scenario: Scenario) -> int:
    """Return what a run costs: volumes times ticks, 5 to 25 ns each."""
    return scenario.volumes * scenario.ticks


def lucks_for(scenario: Scenario) -> int:
    """Return how many lucks the grid of a setting has: 100, or 50, 25, 10 where a run is large.

    It is the most that stays within 40 million volumes x ticks, and never below 10. So it depends on what the runs
    cost and on nothing else: not on who else is looking, nor on the machine.

    >>> lucks_for(Scenario()), lucks_for(Scenario(nodes=1000, volumes_per_node=20, ticks=500))
    (100, 10)
    """
    return _most(GRID, GRID_WORK, scenario)


def each_for(scenario: Scenario) -> int:
    """Return how many lucks a stop of a strip has: 30, or 20, 10, 5; by the same rule within 10 million.

    >>> each_for(Scenario()), each_for(Scenario(nodes=1000, volumes_per_node=20, ticks=500))
    (30, 5)
    """
    return _most(STRIP, STRIP_WORK, scenario)


def _most(choices: tuple[int, ...], limit: int, scenario: Scenario) -> int:
    return next((many for many in choices if many * work(scenario) <= limit), choices[-1])


def promise(scenario: Scenario) -> dict[str, int]:
    """Return what the odds of a setting will hold: goes with the picture, so that the stage keeps their place free."""
    return {"v": VERSION, "lucks": lucks_for(scenario), "each": each_for(scenario)}


def setting_of(scenario: Scenario) -> Setting:
    """Return a scenario without its luck, as what its fates are kept by."""
    return tuple(getattr(scenario, name) for name in PARAMETERS if name != "seed")


class Stop(NamedTuple):
    """One named stop of a lever, all else as it is in view."""

    lever: str
    query: str
    scenario: Scenario


def stops_of(scenario: Scenario) -> tuple[Stop, ...]:
    """Return the named stops of all levers, those nearest to the present ones first."""
    return _stops_of(scenario.replace(seed=1))


@lru_cache(maxsize=500)
def _stops_of(scenario: Scenario) -> tuple[Stop, ...]:
    found: list[tuple[int, Stop]] = []
    for name, (*_, marks) in LEVERS.items():
        now = getattr(scenario, name)
        nearest = sorted((abs(value - now), value) for value in marks)
        for rank, (_, value) in enumerate(nearest):
            found.append((rank, Stop(name, plain(value), scenario.replace(**{name: value}))))
    return tuple(stop for _, stop in sorted(found, key=lambda entry: entry[0]))


def counted(codes: bytes) -> list[int]:
    """Return how many runs ended how, in the order over, held, raging, collapsed."""
    return [codes.count(code) for code in range(len(FATES))]


@dataclass(slots=True, eq=False)
class Piece:
    """Some lucks of one setting, in the queue or being played."""

    scenario: Scenario
    key: tuple[Setting, int]
    last: int
    waiting: int = 0
    started: bool = False
    future: Future[bytes] = field(default_factory=Future)

    def play(self) -> bytes:
        """Return the fates, a code each."""
        return fates_of(self.scenario, range(self.key[1] + 1, self.last + 1)).tobytes()


def pieces_of(scenario: Scenario) -> Iterator[tuple[int, int]]:
    """Yield first and last of each piece of a setting's lucks; a strip's lucks end where a piece ends.

    >>> list(pieces_of(Scenario()))
    [(0, 30), (30, 53), (53, 76), (76, 100)]
    """
    size = max(1, PIECE_WORK // work(scenario))
    each, lucks = each_for(scenario), lucks_for(scenario)
    for begin, end in ((0, each), (each, lucks)):
        many = -(-(end - begin) // size)
        for k in range(many):
            yield begin + (end - begin) * k // many, begin + (end - begin) * (k + 1) // many


class Question:
    """What one visitor waits for; its pieces stand in the queue in the order in which they were wanted."""

    def __init__(self, odds: "Odds", number: int) -> None:
        self.odds = odds
        self.number = number
        self.pieces: list[Piece] = []
        self.order = count()

    def want(self, scenario: Scenario, lucks: int, *, urgent: bool = False) -> list[Part]:
        """Return the fates of a setting's first lucks, piece by piece."""
        setting = setting_of(scenario)
        return [
            self.odds.enter(self, (not urgent, -self.number, next(self.order)), scenario, (setting, first), last)
            for first, last in pieces_of(scenario)
            if first < lucks
        ]


class Odds:
    """The fates that are known, and the queue of those that somebody waits for."""

    def __init__(self, workers: int = min(2, os.cpu_count() or 1), most: int = MOST_PIECES) -> None:
        self.workers = workers
        self.most = most
        self.asked = 0
        """Pieces that were wanted so far."""
        self.found = 0
        """Those of them that were known, or that another was waiting for already."""
        self.played = 0
        """Runs played so far."""
        self.dropped = 0
        """Pieces that nobody waited for any more."""
        self.questions = 0
        """Questions that are open."""
        self._numbers = count(1)
        self._changed = threading.Condition()
        self._known: OrderedDict[tuple[Setting, int], bytes] = OrderedDict()
        self._pending: dict[tuple[Setting, int], Piece] = {}
        self._queue: list[tuple[tuple[bool, int, int], Piece]] = []
        self._threads: list[threading.Thread] = []

    @property
    def waiting(self) -> int:
        """How many waits for a piece are open."""
        with self._changed:
            return sum(piece.waiting for piece in self._pending.values())

    @contextmanager
    def question(self) -> Iterator[Question]:
        """Open a question; what is not answered when it closes is dropped, unless another waits for it too."""
        question = Question(self, next(self._numbers))
        with self._changed:
            self.questions += 1
        try:
            yield question
        finally:
            self._leave(question)

    def fates(self, scenario: Scenario, lucks: int) -> bytes:
        """Return the fates of a setting's first lucks, a code each, and wait for them if need be."""
        with self.question() as question:
            parts = question.want(scenario, lucks, urgent=True)
            return b"".join(part if isinstance(part, bytes) else part.result() for part in parts)[:lucks]

    def enter(
        self, question: Question, rank: tuple[bool, int, int], scenario: Scenario, key: tuple[Setting, int], last: int
    ) -> Part:
        """Return a piece that is known, or wait for it together with all others who do."""
        with self._changed:
            self.asked += 1
            if (known := self._known.get(key)) is not None:
                self.found += 1
                self._known.move_to_end(key)
                return known
            piece = self._pending.get(key)
            if piece is None:
                piece = self._pending[key] = Piece(scenario, key, last)
            else:
                self.found += 1
            piece.waiting += 1
            question.pieces.append(piece)
            if not piece.started:
                heapq.heappush(self._queue, (rank, piece))
                self._changed.notify()
            self._hire()
            return piece.future

    def _leave(self, question: Question) -> None:
        with self._changed:
            self.questions -= 1
            for piece in question.pieces:
                piece.waiting -= 1
                if not piece.waiting and not piece.started:
                    del self._pending[piece.key]
                    self.dropped += 1
            if len(self._queue) > 1000 + 4 * len(self._pending):  # most of it nobody waits for
                self._queue = [entry for entry in self._queue if entry[1].waiting and not entry[1].started]
                heapq.heapify(self._queue)

    def _hire(self) -> None:
        while len(self._threads) < self.workers:
            self._threads.append(threading.Thread(target=self._work, name="odds", daemon=True))
            self._threads[-1].start()

    def _work(self) -> None:
        be_modest()
        while True:
            piece = self._next()
            try:
                codes = piece.play()
            except Exception as error:
                self._forget(piece)
                piece.future.set_exception(error)
                continue
            self._keep(piece, codes)
            piece.future.set_result(codes)

    def _next(self) -> Piece:
        with self._changed:
            while True:
                while not self._queue:
                    self._changed.wait()
                _, piece = heapq.heappop(self._queue)
                if piece.waiting and not piece.started:
                    piece.started = True
                    return piece

    def _keep(self, piece: Piece, codes: bytes) -> None:
        with self._changed:
            del self._pending[piece.key]
            self._known[piece.key] = codes
            self.played += len(codes)
            while len(self._known) > self.most:
                self._known.popitem(last=False)

    def _forget(self, piece: Piece) -> None:
        with self._changed:
            del self._pending[piece.key]


def be_modest() -> None:
    """Let this thread give way to others, where the system knows how (Linux: priorities of single threads)."""
    with suppress(AttributeError, OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MODEST)


ODDS = Odds()
"""What all visitors of this server share."""
