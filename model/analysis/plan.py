"""The best of many plans of at most three actions, found by successive halving and judged anew on fresh lucks.

All plans play a few lucks, the better half plays as many again, and so on: each round costs about the same, and goes
to plans that are still worth it (K. Jamieson and A. Talwalkar, "Non-stochastic best arm identification and
hyperparameter optimization", AISTATS 2016). The best of many looks better than it is, by the luck of the lucks it was
chosen on; so its share is told from lucks that nobody chose by.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import combinations
from random import Random

import numpy as np

from model.analysis.rescue import OVER, Cancel, Rescue, acting, played
from model.runs.certainty import Share
from model.runs.tally import OnProgress, Tally
from model.scenario import Scenario

MOST_ACTIONS, MOST_CAPACITY, MOST_RUNS = 3, 0.2, 20_000
CANDIDATES, FIRST_LUCKS, FRESH = 768, 4, 2000
LATER = (0, 20, 60)
"""So many minutes after the first chance to act an action may come."""
MENU: tuple[tuple[str, float], ...] = (
    ("stop_search", 1),
    ("stop_search", 0),
    ("add_capacity", 0.05),
    ("add_capacity", 0.1),
    ("add_capacity", 0.2),
    ("throttle", 0.1),
    ("throttle", 0.3),
    ("set_backoff", 3),
    ("set_backoff", 5),
    ("reconnect", 0.5),
    ("fix_bug", 0),
    ("request_limit", 3),
    ("retry_budget", 1),
)
"""What a plan may be made of."""


def plans(menu: Sequence[tuple[str, float]] = MENU, most: int = MOST_ACTIONS) -> Iterator[Rescue]:
    """Yield every plan: one to ``most`` actions, no kind twice at a time, none in vain, no more capacity than there is.

    >>> ((0, "fix_bug", 0),) in set(plans()), ((0, "stop_search", 0),) in set(plans())
    (True, False)
    """
    choices = [(later, name, value) for later in LATER for name, value in menu]
    for size in range(1, most + 1):
        yield from (plan for plan in combinations(choices, size) if _makes_sense(plan))


def _makes_sense(plan: Rescue) -> bool:
    kinds = [(later, name) for later, name, _ in plan]
    added = sum(value or 0 for _, name, value in plan if name == "add_capacity")
    stops = [later for later, name, value in plan if name == "stop_search" and value]
    goes_on = [later for later, name, value in plan if name == "stop_search" and not value]
    begun = all(any(stop < later for stop in stops) for later in goes_on)
    turned = [(name, value) for _, name, value in plan if name not in ("add_capacity", "reconnect")]
    twice = len(set(kinds)) < len(kinds) or len(set(turned)) < len(turned)
    return not twice and added <= MOST_CAPACITY + 1e-9 and begun


@dataclass(frozen=True, slots=True)
class BestPlan:
    """A plan, and how many of fresh lucks are over with it."""

    plan: Rescue
    over: Share
    stuck: float
    """The median of the volumes stuck in the end, of these lucks."""
    looked: Share
    """How many were over of the lucks on which it was chosen: it looks too good."""
    candidates: int
    runs: int
    """Played in all."""


def best_plan(
    scenario: Scenario,
    begin: int,
    *,
    candidates: int = CANDIDATES,
    fresh: int = FRESH,
    menu: Sequence[tuple[str, float]] = MENU,
    most: int = MOST_ACTIONS,
    seed: int = 1,
    first: int = 1,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> BestPlan:
    """Find the plan with which most lucks are over; of plans as good the one that leaves fewer volumes stuck.

    Args:
        scenario: the settings; their own seed does not matter.
        begin: the first minute in which the operator can act.
        candidates: how many plans to try; drawn from all where these are more.
        fresh: how many lucks judge the best.
        menu: what a plan may be made of: action and value.
        most: how many actions a plan may have.
        seed: draws the candidates.
        first: the first luck; the others follow it, and after them the fresh ones.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, of how many.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.
        ValueError: where it would take more than `MOST_RUNS` runs.

    >>> found = best_plan(Scenario(nodes=16, ticks=60), 20, candidates=16, fresh=50)
    >>> found.over.of, found.candidates, len(found.plan) <= 3
    (50, 16, True)
    """
    everything = list(plans(menu, most))
    field = Random(seed).sample(everything, candidates) if candidates < len(everything) else everything
    sizes = _rounds(len(field))
    total = sum(plans_left * lucks for plans_left, lucks in sizes) + fresh
    if total > MOST_RUNS:
        raise ValueError(f"a search must be at most {MOST_RUNS} runs; {total} were asked for")
    tally = Tally(total, progress)
    over, stuck = np.zeros(len(field)), np.zeros(len(field))
    left, seen = np.arange(len(field)), 0
    for plans_left, lucks in sizes:
        left = left[np.lexsort((stuck[left], -over[left]))][:plans_left]
        settings = [{"actions": acting(scenario, field[k], begin)} for k in left]
        facts = played(
            scenario, settings, first + seen, first + seen + lucks - 1, executor=executor, tally=tally, cancel=cancel
        )
        over[left] += (facts["fate"] == OVER).sum(axis=1)
        stuck[left] += facts["stuck"].sum(axis=1)
        seen += lucks
    best = left[np.lexsort((stuck[left], -over[left]))][0]
    settings = [{"actions": acting(scenario, field[best], begin)}]
    (facts,) = played(
        scenario, settings, first + seen, first + seen + fresh - 1, executor=executor, tally=tally, cancel=cancel
    )
    judged = Share(int((facts["fate"] == OVER).sum()), fresh)
    looked = Share(int(over[best]), seen)
    return BestPlan(field[best], judged, float(np.median(facts["stuck"])), looked, len(field), total)


def _rounds(candidates: int) -> list[tuple[int, int]]:
    """Return how many plans play how many further lucks in each round.

    >>> _rounds(16)
    [(16, 4), (8, 4), (4, 8), (2, 16)]
    """
    rounds, lucks = [(candidates, FIRST_LUCKS)], FIRST_LUCKS
    while rounds[-1][0] > 2:
        rounds.append((rounds[-1][0] // 2, lucks))
        lucks *= 2
    return rounds
