"""What the server answers beside Streamlit's pages: the odds, as one stream per question, and Plotly's script.

``GET /api/odds?<the link's query>&v=1`` answers with frames, see `pages.view.server.odds_stream`; so does
``GET /api/odds/further``.
``GET /api/protections?<the link of two clusters>`` likewise, see `pages.view.same_luck.protections`.
``GET /api/costs?<the link's query>`` answers with JSON, see `pages.view.lab.costs`.
``GET /api/plotly.js?v=7.1.0`` answers with what draws the figures in the browser.
``GET /api/stage/<hash>/stage.js`` answers with the modules of the stage, joined; ``card.js`` with those of a card.

The luck, ``t`` and what others put into links make no difference. A query with a value that a page would complain
about is answered with status 400 and those complaints. When the browser hangs up, what it waited for is dropped.
"""

from collections.abc import AsyncGenerator, Callable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit import config

from pages.view.lab import costs
from pages.view.link.ask import query_of
from pages.view.link.pair import read_pair
from pages.view.link.read import read_link
from pages.view.same_luck import protections
from pages.view.server.odds import ODDS
from pages.view.server.odds_stream import frames, further_frames
from pages.view.server.plotly_script import plotly_route
from pages.view.server.stage_modules import ENTRIES, MOUNTED, digest, joined, packed
from pages.view.server.stream import FRAMES, SAFE, Stream, framed

LONGEST_QUERY = 4000
MOST_AT_ONCE = 400
"""Questions that are answered at the same time."""
REFUSAL = SAFE | {"Cache-Control": "no-store"}
MODULE = SAFE | {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}


def routes() -> list[Route]:
    """Return the routes, under the path at which the app is served."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    root = f"/{base}/api" if base else "/api"
    MOUNTED.set()
    return [
        Route(f"{root}/odds", odds_route),
        Route(f"{root}/odds/further", further_odds_route),
        Route(f"{root}/protections", protections_route),
        Route(f"{root}/costs", costs_route),
        Route(f"{root}/plotly.js", plotly_route),
        Route(f"{root}/stage/{{digest}}/{{what}}.js", stage_route),
    ]


async def odds_route(request: Request) -> Response:
    """Answer with the odds of the settings in the query."""
    return answer(request, read_link, lambda asked: frames(asked.scenario))


async def further_odds_route(request: Request) -> Response:
    """Answer with the odds along the further settings, all else as in the query."""
    return answer(request, read_link, lambda asked: further_frames(asked.scenario))


async def protections_route(request: Request) -> Response:
    """Answer with the eight combinations of the three protections, see `pages.view.same_luck.protections`."""
    return answer(request, read_pair, lambda asked: framed(protections.parts(asked)))


async def costs_route(request: Request) -> Response:
    """Answer with what each lever costs, see `pages.view.lab.costs`."""
    return answer(request, read_link, lambda asked: costs.stream(asked.scenario), "application/json")


def stage_route(request: Request) -> Response:
    """Answer with the modules of the stage or a card; of another version than this one there are none here."""
    what = request.path_params["what"]
    if request.path_params["digest"] != digest() or what not in ENTRIES:
        return PlainTextResponse("there is no such script", 404, REFUSAL)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(joined(what), media_type="text/javascript", headers=MODULE)
    return Response(packed(what), media_type="text/javascript", headers=MODULE | {"Content-Encoding": "gzip"})


def answer(
    request: Request,
    read: Callable[[Mapping[str, Sequence[str]]], Any],
    make: Callable[[Any], AsyncGenerator[bytes, None]],
    kind: str = FRAMES,
) -> Response:
    """Return what is made for what a query asks for, or what is wrong with it."""
    if len(request.url.query) > LONGEST_QUERY:
        return PlainTextResponse("the query is too long", 400, REFUSAL)
    asked = read(query_of(request.query_params.multi_items()))
    if asked.problems:
        return PlainTextResponse("\n".join(asked.problems), 400, REFUSAL)
    if ODDS.pool.questions >= MOST_AT_ONCE:
        return PlainTextResponse("too many questions at once", 503, REFUSAL | {"Retry-After": "5"})
    return Stream(make(asked), kind)
