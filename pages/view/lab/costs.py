"""What a lever costs: each protection has its price, told beside it to those who ask.

``GET /api/costs?<the link's query>`` answers with JSON: ``{lever: MESSAGE}``.
"""

import json
from collections.abc import AsyncGenerator, Mapping
from concurrent.futures import Future
from functools import partial

import numpy as np

from model import PARAMETERS, Run, Scenario, simulate, simulate_many
from pages.view.lab.cost_messages import backoff_cost, bug_cost, spare_cost
from pages.view.server.odds import setting_of
from pages.view.server.pool import POOL, Question, Rank, result
from pages.view.server.shelf import Shelf
from pages.view.words.message import Message

LUCKS, WORK = 20, 6_000_000
"""So many lucks, or as many (at least three) as stay within so many volumes x ticks."""
KEPT = 2000
RUSHES: Shelf[float | None] = Shelf(KEPT)
"""What all visitors of this server share."""


async def stream(scenario: Scenario) -> AsyncGenerator[bytes, None]:
    """Yield a message for each lever, all at once."""
    with POOL.question() as question:
        rushes = wanted(question, scenario)
        slots = await result(question.play(Rank.COSTS, lambda: free_slots(simulate(scenario))))
        minutes = {level: await result(rush) for level, rush in rushes.items()}
        yield json.dumps(words(scenario, minutes, slots)).encode()


def wanted(question: Question, scenario: Scenario) -> dict[int, Future[float | None]]:
    """Return how long the rush lasts at each level of backoff: known, or to come."""
    levels = sorted({int(stop) for stop in PARAMETERS["backoff"].stops} | {scenario.backoff})
    calm = {level: scenario.replace(backoff=level, bug_probability=0, actions=(), seed=1) for level in levels}
    return {
        level: question.want(RUSHES, setting_of(one), partial(rush, one), Rank.COSTS) for level, one in calm.items()
    }


def free_slots(run: Run) -> tuple[int, int]:
    """Return how many slots are free at the start of a run, and at the worst."""
    free = run.series("free_slots")
    return int(free[0]), int(free.min())


def words(scenario: Scenario, minutes: Mapping[int, float | None], slots: tuple[int, int]) -> dict[str, Message]:
    """Return a message for each lever."""
    return {
        "backoff": backoff_cost(minutes),
        "bug_probability": bug_cost(scenario),
        "spare_capacity": spare_cost(*slots),
    }


def rush(scenario: Scenario) -> float | None:
    """Return how long the rush lasts without the bug: minutes from contact until everyone has found a home.

    It is the middle of some lucks (the same ones for every setting); None where the middle one does not get there.

    >>> rush(Scenario()) < rush(Scenario(backoff=2))
    True
    """
    lucks = max(3, min(LUCKS, WORK // (scenario.volumes * scenario.ticks)))
    calm = scenario.replace(bug_probability=0, actions=())
    ensemble = simulate_many([calm.replace(seed=seed) for seed in range(1, lucks + 1)], threads=1)
    contact = min(scenario.cut_off_at + scenario.cut_off_for, scenario.ticks)
    waiting = (ensemble.series("searching") + ensemble.series("cut_off"))[:, contact:] > 0
    minutes = np.where(waiting[:, -1], np.inf, waiting.shape[1] - np.argmax(waiting[:, ::-1], axis=1))
    minutes[~waiting.any(axis=1)] = 0
    middle = float(np.median(minutes))
    return middle if np.isfinite(middle) else None
