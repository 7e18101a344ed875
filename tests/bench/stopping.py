"""How soon heavy work ends that nobody waits for any more."""

import time
from collections.abc import Iterator
from concurrent.futures import CancelledError

import numpy as np

from model import Scenario
from model.analysis.rescue import RESCUES, chances_to_save
from pages.view.server.jobs import Jobs
from pages.view.tipping.sections import ORDER
from tests.bench.clock import Row, in_ms

LARGE = Scenario(nodes=1000, volumes_per_node=20, ticks=500)
MEDIUM = Scenario(nodes=250, copy_ticks=7)
"""Settings of which each section has some seconds to do."""
SECTIONS = ("last", "chances", "prevent")
ASKED, REPEATS = 40, 5
UNDER_WAY = 0.3
"""Seconds of work before it is called off."""


def between_questions() -> list[float]:
    """Return the seconds between the times that work on the largest clusters asks whether to stop."""
    asked = [time.perf_counter()]

    def cancel() -> bool:
        asked.append(time.perf_counter())
        return len(asked) > ASKED

    try:
        chances_to_save(LARGE, RESCUES["throttle"], [40], 1000, cancel=cancel)
    except CancelledError:
        return np.diff(asked).tolist()
    raise RuntimeError("it was done before it could be called off")


def until_ended(name: str) -> float:
    """Return the seconds from calling off a section of the page "Tipping point" to the end of its work."""
    task = next(one for one in ORDER if one.name == name).begin(MEDIUM, {})
    jobs = Jobs()
    jobs.want("somebody", task.key, task.work)
    time.sleep(UNDER_WAY)
    called = time.perf_counter()
    jobs.leave("somebody")
    while jobs.running:
        time.sleep(0.001)
    return time.perf_counter() - called


def stopping() -> Iterator[Row]:
    """Heavy work that is called off: how often it asks, and how soon it has ended."""
    seconds = between_questions()
    told = f"{LARGE.nodes} nodes; at most {1e3 * max(seconds):.0f} ms"
    yield in_ms("asks whether to stop every", seconds, 100, told)
    for name in SECTIONS:
        ended = [until_ended(name) for _ in range(REPEATS)]
        yield in_ms(f"called off to ended, {name}", ended, 2000, f"{MEDIUM.nodes} nodes")
