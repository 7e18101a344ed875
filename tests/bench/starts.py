"""A server's start: from its launch until its first visitor's first page, picture and all, has come."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.clock import Row, ended_children, in_ms
from tests.bench.visitor import websocket
from tests.server import serve

BARE = "tests/bench/bare.py"
PAGES = {"the Lab": "lab", "the story": ""}
"""What the first visitor opens, and how its address ends."""
TIMES = 5
LIMIT = 3000


def start() -> Iterator[Row]:
    """A server's start, compiled ahead, to its first picture; beside it that of a bare server, to its first page."""
    started(BARE, "")  # compiles its one function, the first time
    rounds = [[started(BARE, ""), *(started("app.py", page) for page in PAGES.values())] for _ in range(TIMES)]
    (bare, bare_work), *ours = (tuple(zip(*one, strict=True)) for one in zip(*rounds, strict=True))
    told = f"Streamlit, numba, no picture; {statistics.median(bare_work):.1f} s of processor time"
    yield in_ms("start to first page, bare server", list(bare), note=told)
    for name, (seconds, work) in zip(PAGES, ours, strict=True):
        ratio = statistics.median(seconds) / statistics.median(bare)
        told = f"{ratio:.1f} x the bare server's; {statistics.median(work):.1f} s of processor time; without a browser"
        yield in_ms(f"start to first picture, {name}", list(seconds), LIMIT, told)


def started(script: str, page: str) -> tuple[float, float]:
    """Start a server, open a page, end it; return the seconds until the page was there, and the server's own work."""
    began, before = time.perf_counter(), ended_children()
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log", script=script) as server:
        has_picture = asyncio.run(opened(server.url, page))
        seconds = time.perf_counter() - began
    if has_picture != (script != BARE):
        raise RuntimeError(f"{script} {'shows a picture' if has_picture else 'shows no picture'}")
    return seconds, ended_children() - before


async def opened(url: str, page: str) -> bool:
    """Open a page as a browser does and wait until its script has ended; return whether there was a picture."""
    has_picture = False
    async with websocket(url.removeprefix("http://")) as socket:
        message = BackMsg()
        message.rerun_script.page_name = page
        await socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await socket.recv())
            has_picture |= answer.delta.new_element.bidi_component.component_name == "stormglass.feed"
            if answer.WhichOneof("type") == "script_finished":
                return has_picture
