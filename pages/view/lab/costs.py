"""What a lever costs, or a further setting that protects: told beside it to those who ask.

``GET /api/costs?<the link's query>`` answers with JSON: ``{setting: MESSAGE}``.
"""

import json
from collections.abc import AsyncGenerator, Mapping
from concurrent.futures import Future
from functools import partial

import numpy as np

from model import PARAMETERS, Run, Scenario, simulate, simulate_many
from pages.view.lab.cost_messages import backoff_cost, bug_cost, further_cost, spare_cost
from pages.view.lab.levers import FURTHER
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
    """Yield a message for each, all at once."""
    with POOL.question() as question:
        rushes = {name: wanted(question, scenario, name) for name in ("backoff", *FURTHER)}
        slots = await result(question.play(Rank.COSTS, lambda: free_slots(simulate(scenario))))
        minutes = {
            name: {stop: await result(rush) for stop, rush in lasting.items()} for name, lasting in rushes.items()
        }
        yield json.dumps(words(scenario, minutes, slots)).encode()


def wanted(question: Question, scenario: Scenario, name: str) -> dict[float, Future[float | None]]:
    """Return how long the rush lasts at each stop of a setting, the present one too: known, or to come."""
    stops = FURTHER.get(name) or PARAMETERS[name].stops
    calm = scenario.replace(bug_probability=0, actions=(), seed=1)
    settings = {stop: calm.replace(**{name: stop}) for stop in sorted({*stops, getattr(scenario, name)})}
    return {
        stop: question.want(RUSHES, setting_of(one), partial(rush, one), Rank.COSTS) for stop, one in settings.items()
    }


def free_slots(run: Run) -> tuple[int, int]:
    """Return how many slots are free at the start of a run, and at the worst."""
    free = run.series("free_slots")
    return int(free[0]), int(free.min())


def words(
    scenario: Scenario, minutes: Mapping[str, Mapping[float, float | None]], slots: tuple[int, int]
) -> dict[str, Message]:
    """Return a message for each lever, and for each further setting that has odds."""
    return {
        "backoff": backoff_cost({int(level): after for level, after in minutes["backoff"].items()}),
        "bug_probability": bug_cost(scenario),
        "spare_capacity": spare_cost(*slots),
        **{name: further_cost(name, minutes[name]) for name in FURTHER},
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
