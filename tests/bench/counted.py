"""The server as visitors meet it, and one route more that tells how it does: for measuring only."""

import os
import resource
import sys
import threading

import streamlit as st
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from pages.view.server.odds import ODDS
from pages.view.server.ready import make_ready
from pages.view.server.routes import routes
from pages.view.story.header import story_ahead
from tests.server import ROOT

PAGE = os.sysconf("SC_PAGE_SIZE")


def memory_now() -> float:
    """Return the memory that this process holds, in MB; NaN where the system does not tell (Linux does)."""
    try:
        with open("/proc/self/statm") as told:
            return int(told.read().split()[1]) * PAGE / 1e6
    except OSError:
        return float("nan")


async def counters(_: Request) -> JSONResponse:
    """Tell this process's number, memory (MB), seconds of processor time, threads, and what its odds have counted."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return JSONResponse(
        {
            "process": os.getpid(),
            "memory": memory_now(),
            "peak": used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3),
            "processor": used.ru_utime + used.ru_stime,
            "threads": threading.active_count(),
            "asked": ODDS.asked,
            "found": ODDS.found,
            "played": ODDS.played,
            "dropped": ODDS.dropped,
        }
    )


make_ready()
app = st.App(str(ROOT / "app.py"), routes=[*routes(), Route("/counters", counters)])
story_ahead()
