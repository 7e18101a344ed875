"""What the server answers beside Streamlit's pages: the odds, as one stream per question, and Plotly's script.

``GET /api/odds?<the link's query>&v=1`` answers with frames, each a little-endian u32 length and so many bytes of JSON:

``{"part": "grid", "of": 100, "fates": "3332…"}``
    the fates of seeds 1, 2, 3, … of these settings so far, a digit each: 0 over, 1 held, 2 raging, 3 collapsed; sent
    again, longer, until all ``of`` are there.
``{"part": "strips", "each": 30, "stops": [["backoff", "3", [12, 15, 3, 0]], …]}``
    named stops of the levers as their link spells them, and how many of the first ``each`` seeds end how there
    (over, held, raging, collapsed); more such frames until every stop was told.

The luck, ``t`` and what others put into links make no difference. A query with a value that a page would complain
about is answered with status 400 and those complaints. When the browser hangs up, what it waited for is dropped.

``GET /api/protections?<the link of two clusters>`` likewise, see `pages.view.same_luck.protections`.
``GET /api/costs?<the link's query>`` likewise, see `pages.view.lab.costs`.
``GET /api/plotly.js?v=7.1.0`` answers with what draws the figures in the browser.
"""

import asyncio
import gzip
import json
import struct
from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from contextlib import aclosing
from functools import cache
from typing import Any

from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streamlit import config

from model import Scenario
from pages.view.lab import costs
from pages.view.link.ask import query_of
from pages.view.link.pair import read_pair
from pages.view.link.query import read_link
from pages.view.same_luck import protections
from pages.view.server.odds import ODDS, counted, each_for, lucks_for, stops_of
from pages.view.server.pool import Rank, result

LONGEST_QUERY = 4000
MOST_AT_ONCE = 400
"""Questions that are answered at the same time."""
DIGITS = bytes.maketrans(bytes(range(4)), b"0123")
SAFE = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
STREAM = SAFE | {
    "Cache-Control": "public, max-age=86400",
    "Content-Encoding": "identity",  # a proxy that compresses would hold the first frame back
    "X-Accel-Buffering": "no",
}
SCRIPT = SAFE | {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}
"""Every browser unpacks it; the version is in the address, so it is fetched once."""
REFUSAL = SAFE | {"Cache-Control": "no-store"}


def routes() -> list[Route]:
    """Return the routes, under the path at which the app is served."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    root = f"/{base}/api" if base else "/api"
    return [
        Route(f"{root}/odds", odds_route),
        Route(f"{root}/protections", protections_route),
        Route(f"{root}/costs", costs_route),
        Route(f"{root}/plotly.js", plotly_route),
    ]


async def plotly_route(request: Request) -> Response:
    """Answer with the browser's half of Plotly, the very file that belongs to the Python package."""
    return Response(await asyncio.to_thread(packed_plotly), media_type="text/javascript", headers=SCRIPT)


@cache
def packed_plotly() -> bytes:
    """Return it compressed, 1.5 MB; packed once."""
    return gzip.compress(get_plotlyjs().encode(), 6)


async def odds_route(request: Request) -> Response:
    """Answer with the odds of the settings in the query."""
    return answer(request, read_link, lambda asked: frames(asked.scenario))


async def protections_route(request: Request) -> Response:
    """Answer with the eight combinations of the three protections, see `pages.view.same_luck.protections`."""
    return answer(request, read_pair, lambda asked: framed(protections.parts(asked)))


async def costs_route(request: Request) -> Response:
    """Answer with what each lever costs, see `pages.view.lab.costs`."""
    return answer(request, read_link, lambda asked: framed(costs.parts(asked.scenario)))


def answer(
    request: Request,
    read: Callable[[Mapping[str, Sequence[str]]], Any],
    make: Callable[[Any], AsyncGenerator[bytes, None]],
) -> Response:
    """Return the frames that are made for what a query asks for, or what is wrong with it."""
    if len(request.url.query) > LONGEST_QUERY:
        return PlainTextResponse("the query is too long", 400, REFUSAL)
    asked = read(query_of(request.query_params.multi_items()))
    if asked.problems:
        return PlainTextResponse("\n".join(asked.problems), 400, REFUSAL)
    if ODDS.pool.questions >= MOST_AT_ONCE:
        return PlainTextResponse("too many questions at once", 503, REFUSAL | {"Retry-After": "5"})
    return Stream(make(asked))


async def framed(parts: AsyncGenerator[Mapping[str, Any], None]) -> AsyncGenerator[bytes, None]:
    """Yield each part as a frame."""
    async with aclosing(parts) as told:
        async for part in told:
            yield frame(**part)


class Stream(StreamingResponse):
    """Frames; whatever ends the connection, and whenever, ends what makes them."""

    def __init__(self, content: AsyncGenerator[bytes, None]) -> None:
        super().__init__(content, media_type="application/octet-stream", headers=STREAM)
        self.content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.content.aclose()


async def frames(scenario: Scenario) -> AsyncGenerator[bytes, None]:
    """Yield the grid as it grows, then the strips as they come."""
    each, lucks = each_for(scenario), lucks_for(scenario)
    with ODDS.pool.question() as question:
        grid = ODDS.want(question, scenario, lucks, Rank.GRID)
        strips = [(stop, ODDS.want(question, stop.scenario, each)) for stop in stops_of(scenario)]
        fates = b""
        for number, part in enumerate(grid, 1):
            codes = await result(part)
            fates += codes
            if number == len(grid) or not grid[number].done():
                yield frame(part="grid", of=lucks, fates=fates.translate(DIGITS).decode())
        told: list[Any] = []
        for number, (stop, parts) in enumerate(strips, 1):
            played = [await result(part) for part in parts]
            told.append([stop.lever, stop.query, counted(b"".join(played)[:each])])
            if number == len(strips) or not all(part.done() for part in strips[number][1]):
                yield frame(part="strips", each=each, stops=told)
                told = []


def frame(**content: Any) -> bytes:
    """Return one frame."""
    body = json.dumps(content, separators=(",", ":")).encode()
    return struct.pack("<I", len(body)) + body
