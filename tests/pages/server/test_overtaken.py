"""A change that a newer one overtakes is dropped, not computed: the server's side, over a real websocket.

(The stage has one question in flight; these visitors do not wait, as after a lost connection, or several tabs.)
Nothing here depends on how fast a machine is: runs are held until the server has taken in all that was asked.
"""

import asyncio
import json
import urllib.request
from contextlib import asynccontextmanager
from urllib.parse import urlencode

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from pages.view.wire.decode import decode
from tests.server import serve

BURST = 20
SMALL = {"nodes": "8", "ticks": "20"}
LONGEST = 60  # seconds


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    with serve(tmp_path_factory.mktemp("held") / "server.log", script="tests/pages/server/held_server.py") as server:
        yield server


class Lab:
    """The Lab over a websocket: its feed, and the questions whose pictures came."""

    def __init__(self, socket):
        self.socket = socket
        self.feed = self.fragment = ""
        self.shown = []

    async def ask(self, state=None):
        message = BackMsg()
        message.rerun_script.query_string = urlencode(SMALL)
        message.rerun_script.page_name = "lab"
        if state:
            message.rerun_script.fragment_id = self.fragment
            message.rerun_script.widget_states.widgets.add(id=self.feed, json_value=json.dumps(state))
        await self.socket.send(message.SerializeToString())

    async def ask_in_a_burst(self, lucks):
        for seq, luck in enumerate(lucks, 1):
            await self.ask({"ask": {"seq": seq, "query": SMALL | {"seed": str(luck)}}})

    async def listen(self, number):
        """Take in what comes until the picture of this question is there and the script that made it has ended."""
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), LONGEST))
            component = message.delta.new_element.bidi_component
            if component.component_name == "stormglass.feed":
                self.feed, self.fragment = component.id, message.delta.fragment_id
                self.shown.append(decode(component.bytes)[0]["seq"])
            if message.WhichOneof("type") == "script_finished" and self.shown and self.shown[-1] == number:
                return


@asynccontextmanager
async def in_the_lab(server):
    """Be a visitor whose first picture stands."""
    address = server.url.replace("http", "ws", 1)
    async with connect(f"{address}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        lab = Lab(socket)
        await lab.ask()
        await lab.listen(0)
        yield lab


async def tell(server, what):
    def answer():
        with urllib.request.urlopen(f"{server.url}/{what}", timeout=LONGEST) as told:
            return json.load(told)

    return await asyncio.to_thread(answer)


async def until(server, condition):
    async with asyncio.timeout(LONGEST):
        while not condition(told := await tell(server, "told")):
            await asyncio.sleep(0.02)
    return told


async def held_burst(server, lab, lucks):
    """Ask in a burst while runs are held, until the server knows of all, and has the first in hand."""
    before = await tell(server, "told")
    await tell(server, "hold")
    await lab.ask_in_a_burst(lucks)
    await until(
        server,
        lambda told: (
            told["received"] == before["received"] + len(lucks) and len(told["played"]) > len(before["played"])
        ),
    )


def played(told, lucks):
    return [luck for luck in told["played"] if luck in lucks]


def test_of_a_burst_of_changes_the_first_and_the_last_are_played_and_the_last_is_shown(held):
    lucks = range(101, 101 + BURST)

    async def visit():
        async with in_the_lab(held) as lab:
            await held_burst(held, lab, lucks)
            await tell(held, "let_go")
            await lab.listen(BURST)
            return lab.shown, await tell(held, "told")

    shown, told = asyncio.run(visit())
    assert shown in ([0, BURST], [0, 1, BURST])
    assert played(told, lucks)[-1] == lucks[-1]
    assert len(played(told, lucks)) == 2  # what was in hand when the others came, and the newest


def test_of_those_who_leave_in_the_midst_of_a_burst_nothing_more_is_played(held):
    async def visit():
        here = (await tell(held, "told"))["here"]
        for first in (201, 301, 401):
            async with in_the_lab(held) as lab:
                await held_burst(held, lab, range(first, first + BURST))
            await until(held, lambda told: told["here"] == here)
            await tell(held, "let_go")
        async with in_the_lab(held) as lab:
            await lab.ask_in_a_burst([501])
            await lab.listen(1)
            return await tell(held, "told")

    told = asyncio.run(visit())
    assert len(played(told, range(201, 500))) == 3  # one each, which was in hand
    assert played(told, [501]) == [501]
