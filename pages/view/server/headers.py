"""What every answer tells the browser: load nothing from elsewhere, guess no types, say nobody where one came from.

Frames stay allowed (`?embed=true`). Streamlit styles itself inline, and hands components, pictures and downloads over
as ``blob:`` and ``data:``: so much is left open. Of inline scripts only those of Streamlit's own page run.
"""

import base64
import hashlib
import re
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.view.server.addresses import Addresses

PAGE = Path(streamlit.__file__).parent / "static" / "index.html"
"""The page that Streamlit answers every visitor with."""


def inline_scripts(page: str) -> list[str]:
    """Return the inline scripts of a page as a policy names them.

    >>> inline_scripts("<script>1</script><script src='x'></script>")
    ["'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"]
    """
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return [f"'sha256-{digest}'" for digest in digests]


POLICY = "; ".join(
    (
        "default-src 'self'",
        " ".join(("script-src 'self' blob:", *inline_scripts(PAGE.read_text(encoding="utf-8")))),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "connect-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Headers:
    """Adds them to every answer over HTTP that does not set its own; a websocket passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""

        async def say(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, say if scope["type"] == "http" else send)


def middleware() -> list[Middleware]:
    """Return what stands before every answer."""
    return [Middleware(Headers), Middleware(Addresses)]
