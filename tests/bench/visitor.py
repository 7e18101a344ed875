"""A visitor without a browser: the same websocket, the same questions, the same odds, in the same order.

It does what the stage does: one question in flight, odds asked for after the picture, dropped when the next change
comes, and not asked for where this visitor has seen them all.
"""

import asyncio
import json
import random
import re
import struct
import time
import zlib
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from model import Scenario
from model.rules.presets import PRESETS
from pages.view.lab.levers import LEVERS, lever
from pages.view.server.odds import stops_of

Query = Mapping[str, str]

TEACHER = Scenario(seed=71)
"""The link that the class opens."""
PAINT = 0.016
"""Seconds between a picture and its odds: the stage asks once it is painted."""
PATIENCE = 8
"""Seconds after which the stage says that the server has not answered."""
AGAIN, CARD, OTHER_LUCK = 0.08, 0.04, 0.10
"""How often a change is "undo every change", one of the cards, another luck; else it moves a lever."""
FAR = 0.25
"""How often a moved lever ends anywhere; else one or two stops from where it was."""
SEQ = re.compile(rb'"seq":(\d+)')


class Walk:
    """What one visitor chooses, one change after the other, all from the same luck of its own."""

    def __init__(self, number: int) -> None:
        self.luck = random.Random(number)
        self.start = TEACHER if number % 2 else TEACHER.replace(seed=self.luck.randrange(1, 10_000))
        self.now = self.start

    def step(self) -> Query:
        """Change something; return the link of what is asked for then."""
        dice = self.luck.random()
        if dice < AGAIN and self.now != self.start:
            self.now = self.start
        elif dice < AGAIN + CARD:
            self.now = self.luck.choice(list(PRESETS.values())).scenario
        elif dice < AGAIN + CARD + OTHER_LUCK:
            self.now = self.now.replace(seed=self.luck.randrange(1, 10_000))
        else:
            self._move(self.luck.choice(list(LEVERS)))
        return self.now.to_query()

    def _move(self, name: str) -> None:
        values = [stop["value"] for stop in lever(name)["stops"]]
        at = min(range(len(values)), key=lambda stop: abs(values[stop] - getattr(self.now, name)))
        near = [stop for stop in range(len(values)) if 0 < abs(stop - at) <= 2]
        far = [stop for stop in range(len(values)) if stop != at]
        chosen = self.luck.choice(far if self.luck.random() < FAR else near)
        self.now = self.now.replace(**{name: values[chosen]})


@dataclass
class Seen:
    """What a class has lived through, in seconds after the change; and how often what happened."""

    opened: list[float] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)
    grids: list[float] = field(default_factory=list)
    strips: list[float] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Visitor:
    """One visitor of the Lab at an address, over websockets and HTTP as a browser does it."""

    def __init__(self, url: str, number: int, seen: Seen, cookie: str = "") -> None:
        self.host, self.seen, self.cookie = urlsplit(url).netloc, seen, cookie
        self.walk = Walk(number)
        self.query: Query = self.walk.now.to_query()
        self.socket: ClientConnection
        self.feed = self.fragment = ""
        self.seq = 0
        self.known: set[str] = set()
        self.odds: asyncio.Task[None] | None = None

    async def stay(self, until: float, pause: float, first: float) -> None:
        """Open the Lab, wait ``first`` seconds, and change something every ``pause`` seconds or so."""
        async with websocket(self.host, self.cookie) as self.socket:
            await self._open()
            await asyncio.sleep(first)
            while time.perf_counter() < until:
                await self.change(self.walk.step())
                await asyncio.sleep(pause * self.walk.luck.uniform(0.5, 1.5))
            self.leave_odds()

    async def _open(self) -> None:
        began = time.perf_counter()
        await self._send({})
        await asyncio.wait_for(self._picture(0), 60)
        self.seen.opened.append(time.perf_counter() - began)

    async def change(self, query: Query) -> None:
        """Ask for other settings, wait for their picture, and have their odds come meanwhile."""
        self.leave_odds()
        self.query, self.seq, began = query, self.seq + 1, time.perf_counter()
        self.seen.counts["changes"] += 1
        try:
            await self._send({"ask": {"seq": self.seq, "query": dict(query)}})
            await asyncio.wait_for(self._picture(self.seq), PATIENCE)
        except TimeoutError:
            self.seen.counts["unanswered"] += 1
            return
        self.seen.pictures.append(time.perf_counter() - began)
        self.odds = asyncio.create_task(self._ask_odds(query, began))

    def leave_odds(self) -> None:
        """Drop the odds that are still to come: another question is asked."""
        if self.odds and not self.odds.done():
            self.odds.cancel()
            self.seen.counts["overtaken"] += 1

    async def _send(self, state: Mapping[str, object]) -> None:
        message = BackMsg()
        message.rerun_script.query_string = urlencode(TEACHER.to_query())
        message.rerun_script.page_name = "lab"
        if state:
            message.rerun_script.fragment_id = self.fragment
            message.rerun_script.widget_states.widgets.add(id=self.feed, json_value=json.dumps(state))
        await self.socket.send(message.SerializeToString())

    async def _picture(self, seq: int) -> None:
        """Read until the picture that answers a question has come, and the script that made it has ended."""
        answered = False
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            component = message.delta.new_element.bidi_component
            if component.component_name == "stormglass.feed":
                self.feed, self.fragment = component.id, message.delta.fragment_id
                answered = seq_of(component.bytes) == seq
            elif message.delta.new_element.WhichOneof("type") == "exception":
                self.seen.counts["exceptions"] += 1
            if answered and (seq or message.WhichOneof("type") == "script_finished"):
                return

    async def _ask_odds(self, query: Query, began: float) -> None:
        scenario = Scenario.from_query(query)[0].replace(seed=1)
        wanted = {key_of(scenario), *(key_of(stop.scenario) for stop in stops_of(scenario))}
        if wanted <= self.known:
            self.seen.counts["known to the browser"] += 1
            return
        await asyncio.sleep(PAINT)
        settings = {name: value for name, value in query.items() if name != "seed"}
        try:
            async for frame in odds_of(self.host, settings, self.cookie):
                if frame["part"] == "grid" and len(frame["fates"]) == frame["of"]:
                    self.seen.grids.append(time.perf_counter() - began)
            self.seen.strips.append(time.perf_counter() - began)
        except OSError:
            self.seen.counts["odds refused"] += 1
        else:
            self.known |= wanted


def websocket(host: str, cookie: str = "") -> connect:
    """Return the connection that a page opens."""
    return connect(
        f"ws://{host}/_stcore/stream",
        origin=f"http://{host}",
        subprotocols=["streamlit"],
        additional_headers={"Cookie": cookie} if cookie else None,
        compression=None,
        max_size=None,
        ping_timeout=None,
    )


def key_of(scenario: Scenario) -> str:
    """Return what a browser keeps odds by."""
    return json.dumps(scenario.to_query(), sort_keys=True)


def seq_of(picture: bytes) -> int:
    """Return the number of the question that a picture answers; its header begins with it."""
    found = SEQ.search(zlib.decompressobj().decompress(picture[4:], 200))
    return int(found[1]) if found else -1


async def odds_of(host: str, query: Query, cookie: str = "") -> AsyncIterator[dict[str, object]]:
    """Yield the frames of an answer as they come.

    Raises:
        OSError: where the answer is none, or breaks off.
    """
    reader, writer = await asyncio.open_connection(*host.split(":"))
    try:
        # HTTP/1.0: the answer comes as it is, without the frames of HTTP/1.1 around it
        head = f"GET /api/odds?{urlencode({**query, 'v': '1'})} HTTP/1.0\r\nHost: {host}\r\n"
        writer.write((head + (f"Cookie: {cookie}\r\n" if cookie else "") + "\r\n").encode())
        status = await reader.readline()
        if b" 200 " not in status:
            raise ConnectionError(status.decode(errors="replace"))
        while (await reader.readline()).strip():
            pass
        while length := await reader.read(4):
            size = struct.unpack("<I", length + await reader.readexactly(4 - len(length)))[0]
            yield json.loads(await reader.readexactly(size))
    except asyncio.IncompleteReadError as error:
        raise ConnectionError("the answer breaks off") from error
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()
