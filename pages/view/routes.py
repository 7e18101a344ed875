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

``GET /api/protections?<the link of two clusters>`` likewise, see `pages.view.protections`.
``GET /api/costs?<the link's query>`` answers with JSON: ``{lever: what it costs, a sentence}``.
``GET /api/plotly.js?v=7.1.0`` answers with what draws the figures in the browser.
``GET /api/stage/<hash>.js`` answers with the modules of the stage, joined.
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
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streamlit import config

from model import Scenario, simulate
from pages.view.costs import costs
from pages.view.link import read_link
from pages.view.odds import ODDS, Part, counted, each_for, lucks_for, stops_of
from pages.view.pair_link import AskedPair, read_pair
from pages.view.protections import parts
from pages.view.stage_modules import MOUNTED, digest, joined, packed

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
MODULE = SAFE | {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
REFUSAL = SAFE | {"Cache-Control": "no-store"}


def routes() -> list[Route]:
    """Return the routes, under the path at which the app is served."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    root = f"/{base}/api" if base else "/api"
    MOUNTED.set()
    return [
        Route(f"{root}/odds", odds),
        Route(f"{root}/protections", protections),
        Route(f"{root}/costs", prices),
        Route(f"{root}/plotly.js", plotly),
        Route(f"{root}/stage/{{digest}}.js", stage_script),
    ]


def stage_script(request: Request) -> Response:
    """Answer with the stage's modules; of another version than this one there are none here."""
    if request.path_params["digest"] != digest():
        return PlainTextResponse("there is no such script", 404, REFUSAL)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(joined(), media_type="text/javascript", headers=MODULE)
    return Response(packed(), media_type="text/javascript", headers=MODULE | {"Content-Encoding": "gzip"})


async def plotly(request: Request) -> Response:
    """Answer with the browser's half of Plotly, the very file that belongs to the Python package."""
    return Response(await asyncio.to_thread(packed_plotly), media_type="text/javascript", headers=SCRIPT)


@cache
def packed_plotly() -> bytes:
    """Return it compressed, 1.5 MB; packed once."""
    return gzip.compress(get_plotlyjs().encode(), 6)


async def odds(request: Request) -> Response:
    """Answer with the odds of the settings in the query."""
    return answer(request, read_link, lambda asked: frames(asked.scenario))


async def protections(request: Request) -> Response:
    """Answer with the eight combinations of the three protections, see `pages.view.protections`."""
    return answer(request, read_pair, protection_frames)


async def prices(request: Request) -> Response:
    """Answer with what each lever costs; up to 120 runs are played for it."""
    asked = asked_of(request, read_link)
    if isinstance(asked, Response):
        return asked
    told = await asyncio.to_thread(lambda: costs(simulate(asked.scenario)))
    return JSONResponse(told, headers=SAFE | {"Cache-Control": "public, max-age=86400"})


def asked_of(request: Request, read: Callable[[Mapping[str, Sequence[str]]], Any]) -> Any:
    """Return what a query asks for, or an answer that says what is wrong with it."""
    if len(request.url.query) > LONGEST_QUERY:
        return PlainTextResponse("the query is too long", 400, REFUSAL)
    query: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        query.setdefault(name, []).append(value)
    asked = read(query)
    return PlainTextResponse("\n".join(asked.problems), 400, REFUSAL) if asked.problems else asked


def answer(
    request: Request,
    read: Callable[[Mapping[str, Sequence[str]]], Any],
    make: Callable[[Any], AsyncGenerator[bytes, None]],
) -> Response:
    """Return the frames that are made for what a query asks for, or what is wrong with it."""
    asked = asked_of(request, read)
    if isinstance(asked, Response):
        return asked
    if ODDS.questions >= MOST_AT_ONCE:
        return PlainTextResponse("too many questions at once", 503, REFUSAL | {"Retry-After": "5"})
    return Stream(make(asked))


async def protection_frames(asked: AskedPair) -> AsyncGenerator[bytes, None]:
    """Yield the eight combinations as they are played, and the verdict."""
    async with aclosing(parts(asked)) as told:
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
    with ODDS.question() as question:
        grid = question.want(scenario, lucks, urgent=True)
        strips = [(stop, question.want(stop.scenario, each)) for stop in stops_of(scenario)]
        fates = b""
        for number, part in enumerate(grid, 1):
            fates += await result(part)
            if number == len(grid) or not is_there(grid[number]):
                yield frame(part="grid", of=lucks, fates=fates.translate(DIGITS).decode())
        told: list[Any] = []
        for number, (stop, parts) in enumerate(strips, 1):
            codes = b"".join([await result(part) for part in parts])
            told.append([stop.lever, stop.query, counted(codes[:each])])
            if number == len(strips) or not all(map(is_there, strips[number][1])):
                yield frame(part="strips", each=each, stops=told)
                told = []


async def result(part: Part) -> bytes:
    """Return a part when it is there. Others may wait for it too, so leaving does not cancel it."""
    return part if isinstance(part, bytes) else await asyncio.shield(asyncio.wrap_future(part))


def is_there(part: Part) -> bool:
    """Say whether a part need not be waited for."""
    return isinstance(part, bytes) or part.done()


def frame(**content: Any) -> bytes:
    """Return one frame."""
    body = json.dumps(content, separators=(",", ":")).encode()
    return struct.pack("<I", len(body)) + body
