"""How the odds travel: the grid of the settings in view as it grows, then the strips along the levers as they come.

``GET /api/odds?<the link's query>&v=1`` answers with frames, each a little-endian u32 length and so many bytes of JSON:

``{"part": "grid", "of": 100, "fates": "3332…"}``
    the fates of seeds 1, 2, 3, … of these settings so far, a digit each: 0 over, 1 held but slow, 2 raging,
    3 collapsed, 4 held short of room; sent again, longer, until all ``of`` are there.
``{"part": "strips", "each": 30, "stops": [["backoff", "3", [12, 15, 3, 0, 9]], …]}``
    named stops of the levers as their link spells them, and how many of the first ``each`` seeds end how there
    (over, held, raging, collapsed, and how many of the held are short of room); more such frames until every stop was
    told.

``GET /api/odds/further?<the link's query>&v=1`` answers with strips alone, those of the further
settings that have odds.
"""

from collections.abc import AsyncGenerator, Sequence
from concurrent.futures import Future
from typing import Any

from model import Scenario
from pages.view.server.odds import ODDS, Stop, counted, each_for, further_stops_of, lucks_for, stops_of
from pages.view.server.pool import Question, Rank, result
from pages.view.server.stream import frame

DIGITS = bytes.maketrans(bytes(range(5)), b"01234")


async def frames(scenario: Scenario) -> AsyncGenerator[bytes, None]:
    """Yield the grid as it grows, then the strips as they come."""
    lucks = lucks_for(scenario)
    with ODDS.pool.question() as question:
        grid = ODDS.want(question, scenario, lucks, Rank.GRID)
        strips = _wanted(question, stops_of(scenario))
        fates = b""
        for number, part in enumerate(grid, 1):
            codes = await result(part)
            fates += codes
            if number == len(grid) or not grid[number].done():
                yield frame(part="grid", of=lucks, fates=fates.translate(DIGITS).decode())
        async for told in _strips(strips, each_for(scenario)):
            yield told


async def further_frames(scenario: Scenario) -> AsyncGenerator[bytes, None]:
    """Yield the strips of the further settings as they come."""
    with ODDS.pool.question() as question:
        async for told in _strips(_wanted(question, further_stops_of(scenario)), each_for(scenario)):
            yield told


Wanted = Sequence[tuple[Stop, list[Future[bytes]]]]


def _wanted(question: Question, stops: Sequence[Stop]) -> Wanted:
    return [(stop, ODDS.want(question, stop.scenario, each_for(stop.scenario))) for stop in stops]


async def _strips(strips: Wanted, each: int) -> AsyncGenerator[bytes, None]:
    told: list[Any] = []
    for number, (stop, parts) in enumerate(strips, 1):
        played = [await result(part) for part in parts]
        told.append([stop.lever, stop.query, counted(b"".join(played)[:each])])
        if number == len(strips) or not all(part.done() for part in strips[number][1]):
            yield frame(part="strips", each=each, stops=told)
            told = []
