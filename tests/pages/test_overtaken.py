"""A change that a newer one overtakes is dropped, not computed: the server's side, over a real websocket.

(The stage has one question in flight; these visitors do not wait, as after a lost connection, or several tabs.)
"""

import asyncio
import json
import time
from urllib.parse import urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from pages.view.payload import decode

BURST = 20
LARGE = {"nodes": "1000", "volumes_per_node": "20", "ticks": "300"}
"""A question that takes its time, so that the others come while it is being answered."""


class Lab:
    """The Lab over a websocket: its feed, and how often the server has run its script or a part of it."""

    def __init__(self, socket):
        self.socket = socket
        self.feed = self.fragment = ""
        self.runs = 0
        self.pictures = []

    async def ask(self, state=None):
        message = BackMsg()
        message.rerun_script.query_string = urlencode({"nodes": "8", "ticks": "20"})
        message.rerun_script.page_name = "lab"
        if state:
            message.rerun_script.fragment_id = self.fragment
            message.rerun_script.widget_states.widgets.add(id=self.feed, json_value=json.dumps(state))
        await self.socket.send(message.SerializeToString())

    async def listen(self, enough):
        """Take in what comes until the newest picture is good enough and the script that made it has ended."""
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self.socket.recv(), 60))
            component = message.delta.new_element.bidi_component
            if component.component_name == "stormglass.feed":
                self.feed, self.fragment = component.id, message.delta.fragment_id
                self.pictures.append(decode(component.bytes)[0])
            self.runs += message.WhichOneof("type") == "script_finished"
            ended = message.WhichOneof("type") == "script_finished" and self.pictures
            if ended and enough(self.pictures[-1]):
                return


async def burst(url):
    host = url.removeprefix("http://")
    async with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
        lab = Lab(socket)
        await lab.ask()
        await lab.listen(lambda header: header["seq"] == 0)
        lab.runs = 0
        for seq in range(1, BURST + 1):
            await lab.ask({"ask": {"seq": seq, "query": LARGE | {"backoff": "5", "seed": str(seq)}}})
        await lab.listen(lambda header: header["seq"] == BURST)
        return lab


def test_of_a_burst_of_changes_the_last_is_shown_and_most_are_never_played(server):
    lab = asyncio.run(burst(server.url))
    assert lab.pictures[-1]["query"]["seed"] == str(BURST)
    numbers = [header["seq"] for header in lab.pictures]
    assert numbers == sorted(numbers)
    assert lab.runs <= 5


def test_who_leaves_in_the_midst_of_a_burst_keeps_nobody_waiting(server):
    """Questions of a visitor who is gone are not played: the next visitor is served at once."""

    async def leave_and_come():
        host = server.url.removeprefix("http://")
        for _ in range(3):
            async with connect(f"ws://{host}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as socket:
                lab = Lab(socket)
                await lab.ask()
                await lab.listen(lambda header: header["seq"] == 0)
                for seq in range(1, BURST + 1):
                    await lab.ask({"ask": {"seq": seq, "query": LARGE | {"backoff": "5", "seed": str(seq)}}})
        began = time.perf_counter()
        lab = await burst(server.url)
        return lab.runs, time.perf_counter() - began

    runs, seconds = asyncio.run(leave_and_come())
    assert runs <= 5
    assert seconds < 30
