"""Two visitors at once on the page "Tipping point", who ask for the finest maps and for every section."""

import asyncio
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from pages.view.tipping.map.section import USUAL
from pages.view.tipping.sections import ORDER
from tests.bench.classroom import COUNTED, counters, missed, percentile, troubles
from tests.bench.clock import Row
from tests.bench.visitor import Query, Seen, Visitor
from tests.server import serve

MOST = 1000
"""MB that the server may ever have held."""
LONGEST = 1200
"""Seconds after which who still waits gives up."""
POLL, TURN = 0.16, 0.02
"""Seconds between an answer and a card's next question (`questions.js`), and between two questions (`turns.js`)."""
AGAIN = 8
"""Seconds after which a card asks again all the same."""
PAGE = "tipping_point"

FINEST: Sequence[tuple[Query, Mapping[str, str]]] = (
    ({}, USUAL | {"x": "spare_capacity", "grid": "101"}),
    ({"copy_ticks": "5", "seed": "3"}, USUAL | {"x": "reconnect", "grid": "101"}),
)
"""Two visitors, each with a map of 101 x 101 cells to +- 5 % of settings of their own."""
LARGE = {"nodes": "1000", "volumes_per_node": "20", "ticks": "500"}
LARGEST: Sequence[tuple[Query, Mapping[str, str]]] = (
    (LARGE, USUAL | {"x": "spare_capacity", "grid": "21"}),
    ({**LARGE, "copy_ticks": "5"}, USUAL | {"x": "spare_capacity", "grid": "21"}),
)
"""Two visitors with the largest clusters, and the finest map that is not refused then."""


class Reader:
    """One visitor of the page over a websocket: has all cards in sight, and asks again while there is more to come."""

    def __init__(self, url: str, query: Query, choices: Mapping[str, str]) -> None:
        self.host, self.query, self.choices = urlsplit(url).netloc, query, choices
        self.cards: dict[str, dict[str, Any]] = {}
        self.parts: dict[str, tuple[str, str]] = {}
        self.answered: dict[str, float] = {}
        self.gone: Counter[str] = Counter()
        self.socket: ClientConnection

    async def stay(self) -> None:
        """Open the page, ask for everything at once, and leave when all of it is there."""
        async with connect(
            f"ws://{self.host}/_stcore/stream",
            origin=f"http://{self.host}",
            subprotocols=["streamlit"],
            compression=None,
            max_size=None,
            ping_timeout=None,
        ) as self.socket:
            await self._send(None, 0)
            listening = asyncio.create_task(self._listen())
            await self._ask()
            listening.cancel()

    async def _ask(self) -> None:
        names = ("map", *(section.name for section in ORDER))
        while not set(names) <= set(self.cards):
            await asyncio.sleep(TURN)
        seq, end, asked = 0, time.monotonic() + LONGEST, dict.fromkeys(names, (0, 0.0))
        while waiting := [name for name in names if self._waits(name)]:
            for name in waiting:
                since = time.monotonic() - max(asked[name][1], self.answered.get(name, 0.0))
                if since > (POLL if self.cards[name]["seq"] >= asked[name][0] else AGAIN):
                    seq += 1
                    asked[name] = (seq, time.monotonic())
                    await self._send(name, seq)
                await asyncio.sleep(TURN)
            if time.monotonic() > end:
                self.gone["unanswered"] += len(waiting)
                return

    def _waits(self, name: str) -> bool:
        return self.cards[name]["seq"] == 0 or self.cards[name]["state"] == "running"

    async def _send(self, name: str | None, seq: int) -> None:
        message = BackMsg()
        message.rerun_script.query_string = urlencode(self.query)
        message.rerun_script.page_name = PAGE
        if name is not None:
            component, message.rerun_script.fragment_id = self.parts[name]
            choices = self.choices if name == "map" else {}
            ask = {"query": dict(self.query), "choices": dict(choices), "seq": seq, "stop": False}
            message.rerun_script.widget_states.widgets.add(id=component, json_value=json.dumps({"ask": ask}))
        await self.socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        while True:
            message = ForwardMsg.FromString(await self.socket.recv())
            element = message.delta.new_element
            if element.WhichOneof("type") == "exception":
                self.gone["exceptions"] += 1
            if element.bidi_component.component_name == "stormglass.card":
                card = json.loads(json.loads(element.bidi_component.json)["card"])
                self.parts[card["name"]] = element.bidi_component.id, message.delta.fragment_id
                self.cards[card["name"]] = card
                self.answered[card["name"]] = time.monotonic()


def tipping() -> Iterator[Row]:
    """Two visitors who have the finest maps and every section of the tipping point made at once: memory, and others."""
    for name, visitors in (("two visitors, finest maps", FINEST), ("two visitors, largest clusters", LARGEST)):
        with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log", script=COUNTED) as server:
            before, began = counters(server.url)["memory"], time.perf_counter()
            readers = [Reader(server.url, *visitor) for visitor in visitors]
            seen = asyncio.run(_together(server.url, readers))
            after, took = counters(server.url), time.perf_counter() - began
            note = f"of the server, {before:.0f} MB of it before; all there after {took:.0f} s; {states(readers)}"
            yield Row(name=f"{name}: peak memory", measured=after["peak"], unit="MB", limit=MOST, note=note)
            slow = f"95 %: {1e3 * percentile(seen.pictures, 95):.0f} ms; {len(seen.pictures)} times"
            middle = 1e3 * percentile(seen.pictures, 50)
            yield Row(name=f"{name}: Lab's picture meanwhile", measured=middle, unit="ms", note=slow)
            absent = sum((reader.gone for reader in readers), missed(seen))
            bad = [*troubles(server.log.read_text(errors="replace")), *absent.elements()]
            yield Row(name=f"{name}: errors", measured=len(bad), unit="", limit=0, note="; ".join(bad[:3]))


async def _together(url: str, readers: Sequence[Reader]) -> Seen:
    """Have the visitors read, and somebody else move a lever in the Lab every two seconds meanwhile."""
    seen = Seen()
    other = asyncio.create_task(Visitor(url, 1, seen).stay(time.perf_counter() + LONGEST, 2, 1))
    await asyncio.gather(*(reader.stay() for reader in readers))
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    return seen


def states(readers: Sequence[Reader]) -> str:
    """Return how many cards ended how.

    >>> reader = Reader("http://127.0.0.1", {}, {})
    >>> reader.cards = {"map": {"state": "done"}, "day": {"state": "refused"}, "law": {"state": "done"}}
    >>> states([reader])
    '2 pictures done, 1 refused'
    """
    ends = Counter(card["state"] for reader in readers for card in reader.cards.values())
    done = ends.pop("done", 0)
    return ", ".join([f"{done} pictures done", *(f"{count} {state}" for state, count in sorted(ends.items()))])
