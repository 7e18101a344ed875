"""The server as visitors meet it, but that no run is played while the runs are held; it tells who asked for what."""

import threading

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from streamlit.runtime import Runtime, get_instance

from model import Run, Scenario, simulate
from model.ahead import compile_ahead
from pages.view.server import stage_host
from pages.view.server.routes import routes
from tests.server import ROOT

LONGEST = 120
"""Seconds after which a run is let go, so that a test that failed leaves no server behind."""
GO = threading.Event()
GO.set()
played: list[int] = []
received: list[str] = []


def hold_and_play(scenario: Scenario) -> Run:
    """Play a run once runs are let go, and note its luck."""
    played.append(scenario.seed)
    GO.wait(LONGEST)
    return simulate(scenario)


async def hold(_: Request) -> JSONResponse:
    """Hold all runs from now on."""
    GO.clear()
    return JSONResponse(None)


async def let_go(_: Request) -> JSONResponse:
    """Let them go."""
    GO.set()
    return JSONResponse(None)


async def told(_: Request) -> JSONResponse:
    """Tell which lucks were played, how many messages have come, and how many visitors are there."""
    here = get_instance()._session_mgr.num_active_sessions()
    return JSONResponse({"played": played, "received": len(received), "here": here})


def note_messages() -> None:
    """Count what visitors send, once the server has taken it in."""
    handle = Runtime.handle_backmsg

    def noted(runtime, session_id, *message, **client) -> None:
        handle(runtime, session_id, *message, **client)
        received.append(session_id)

    Runtime.handle_backmsg = noted


compile_ahead()
note_messages()
stage_host.simulate = hold_and_play
own = [Route(f"/{answer.__name__}", answer) for answer in (hold, let_go, told)]
app = st.App(str(ROOT / "app.py"), routes=[*routes(), *own])
