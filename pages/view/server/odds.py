"""The odds: how clusters with the same settings and other luck end. For the strips along the levers, the grid, the map.

A fate is a pure function of a setting (a scenario without its seed) and a luck (seed 1, 2, 3, …), so each is played
once and kept for everybody (`pages.view.server.pool`).
"""

import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from functools import lru_cache, partial
from typing import Any, NamedTuple

from model import FATES, PARAMETERS, VERSION, Scenario
from model.rules.spelling import plain
from model.rules.states import SHORT_OF_ROOM
from model.runs.ensemble import endings_of
from pages.view.lab.levers import FURTHER, LEVERS
from pages.view.server.pool import POOL, Pool, Question, Rank
from pages.view.server.shelf import Shelf

GRID, GRID_WORK = (100, 50, 25, 10), 40_000_000
STRIP, STRIP_WORK = (30, 20, 10, 5), 10_000_000
PIECE_WORK = 5_000_000
MOST_PIECES = 40_000
"""Pieces that are kept, some 500 bytes each; the one that was looked at longest ago goes first."""

Setting = tuple[Any, ...]


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
    """One named stop of a lever or a further setting, all else as it is in view."""

    lever: str
    query: str
    scenario: Scenario


def stops_of(scenario: Scenario) -> tuple[Stop, ...]:
    """Return the named stops of all levers, those nearest to the present ones first."""
    return _levers_stops(scenario.replace(seed=1))


def further_stops_of(scenario: Scenario) -> tuple[Stop, ...]:
    """Return the named stops of the further settings that have odds, likewise."""
    return _stops_of(scenario.replace(seed=1), FURTHER)


@lru_cache(maxsize=500)
def _levers_stops(scenario: Scenario) -> tuple[Stop, ...]:
    return _stops_of(scenario, LEVERS)


def _stops_of(scenario: Scenario, levers: Mapping[str, tuple[float, ...]]) -> tuple[Stop, ...]:
    found: list[tuple[int, Stop]] = []
    for name, named in levers.items():
        now = getattr(scenario, name)
        nearest = sorted((abs(value - now), value) for value in named)
        for rank, (_, value) in enumerate(nearest):
            found.append((rank, Stop(name, plain(value), scenario.replace(**{name: value}))))
    return tuple(stop for _, stop in sorted(found, key=lambda entry: entry[0]))


def counted(codes: bytes) -> list[int]:
    """Return how many runs ended how: over, held, raging, collapsed, and how many of the held are short of room.

    >>> counted(bytes([0, 1, 1, 3, 4]))
    [1, 3, 0, 1, 1]
    """
    counts = [codes.count(code) for code in range(len(FATES))]
    short = codes.count(SHORT_OF_ROOM)
    counts[FATES.index("held")] += short
    return [*counts, short]


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


class Odds(Shelf[bytes]):
    """The fates that are known, a code each (`model.runs.ensemble.endings_of`); worked out in pieces of some 20 ms."""

    def __init__(self, pool: Pool = POOL, most: int = MOST_PIECES) -> None:
        super().__init__(most)
        self.pool = pool
        self.played = 0
        """Runs played so far."""
        self._counting = threading.Lock()

    def want(self, question: Question, scenario: Scenario, lucks: int, rank: Rank = Rank.STRIPS) -> list[Future[bytes]]:
        """Return the fates of a setting's first lucks, piece by piece."""
        setting = setting_of(scenario)
        return [
            question.want(self, (setting, first), partial(self._play, scenario, first, last), rank)
            for first, last in pieces_of(scenario)
            if first < lucks
        ]

    def fates(self, scenario: Scenario, lucks: int) -> bytes:
        """Return the endings of a setting's first lucks, a code each, and wait for them if need be."""
        with self.pool.question() as question:
            return b"".join(part.result() for part in self.want(question, scenario, lucks, Rank.GRID))[:lucks]

    def _play(self, scenario: Scenario, first: int, last: int) -> bytes:
        codes = endings_of(scenario, range(first + 1, last + 1)).tobytes()
        with self._counting:
            self.played += last - first
        return codes


ODDS = Odds()
"""What all visitors of this server share."""
