"""A streamed answer: frames, each a little-endian u32 length and so many bytes of JSON."""

import json
import struct
from collections.abc import AsyncGenerator, Mapping
from contextlib import aclosing
from typing import Any

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

SAFE = {"X-Content-Type-Options": "nosniff", "Cross-Origin-Resource-Policy": "same-origin"}
FRAMES = "application/octet-stream"
"""The type of an answer in frames."""
STREAM = SAFE | {
    "Cache-Control": "public, max-age=86400",
    "Content-Encoding": "identity",  # a proxy that compresses would hold the first frame back
    "X-Accel-Buffering": "no",
}


class Stream(StreamingResponse):
    """An answer as it is made; whatever ends the connection, and whenever, ends what makes them."""

    def __init__(self, content: AsyncGenerator[bytes, None], kind: str = FRAMES) -> None:
        super().__init__(content, media_type=kind, headers=STREAM)
        self.content = content

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send them."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self.content.aclose()


async def framed(parts: AsyncGenerator[Mapping[str, Any], None]) -> AsyncGenerator[bytes, None]:
    """Yield each part as a frame."""
    async with aclosing(parts) as told:
        async for part in told:
            yield frame(**part)


def frame(**content: Any) -> bytes:
    """Return one frame."""
    body = json.dumps(content, separators=(",", ":")).encode()
    return struct.pack("<I", len(body)) + body
