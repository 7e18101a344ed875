"""Makes a server ready before its first visitor comes: a class opens the page in the same second."""

import gc
import time

from streamlit.logger import get_logger

from model.ahead import compile_ahead
from pages.view.lab.notes import notes  # noqa: F401  (imported before what is there is frozen)
from pages.view.lab.workbench import cards

SLOW = 3.0
"""Seconds after which it is worth a line in the log."""


def make_ready() -> None:
    """Load the engine, or compile it, and draw what all visitors share; then freeze what is there.

    What lives as long as the server need not be looked at by the collector again and again: with a class of visitors
    that took more time than the pictures. So what is imported is set aside at once: it slows loading down as well.
    """
    began = time.perf_counter()
    gc.freeze()
    compile_ahead()
    cards()
    gc.collect()
    gc.freeze()
    took = time.perf_counter() - began
    if took > SLOW:
        get_logger("stormglass").info("The engine was compiled in %.0f s; the next start will be quick.", took)
