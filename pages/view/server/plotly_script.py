"""The browser's half of Plotly, the very file that belongs to the Python package."""

import asyncio
import gzip
from functools import cache

from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import Response

from pages.view.server.stream import SAFE

SCRIPT = SAFE | {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Encoding": "gzip",
    "Vary": "Accept-Encoding",
}
"""Every browser unpacks it; the version is in the address, so it is fetched once."""


async def plotly_route(request: Request) -> Response:
    """Answer with the browser's half of Plotly, the very file that belongs to the Python package."""
    return Response(await asyncio.to_thread(packed_plotly), media_type="text/javascript", headers=SCRIPT)


@cache
def packed_plotly() -> bytes:
    """Return it compressed, 1.5 MB; packed once."""
    return gzip.compress(get_plotlyjs().encode(), 6)
