"""What the stage is told about two clusters with the same luck, beside their runs.

In the header of the picture::

    "pair": {"headline": "The two worlds part in minute 15: …", "why": [sentence, …],
             "parts": 15 or null, "seen": 21 or null,
             "nodes": [[44, 62], …],      the nodes on which they differ in the minute in which they part
             "levers": [{… a lever as in `pages.view.lab.levers`, "right": value, "right_words": "…"}],
             "own": ["spare_capacity", …],   what the right cluster may have for its own, in the order of a link
             "cards": [{"title", "promise", "query", "paths": [path, path], "fates": [fate, fate]}],
             "butterfly": {"words": "…", "columns": ["64 spare slots", …],
                           "rows": [{"seed", "query", "tick", "paths", "fates"}]},
             "protections": "…", "source": [words, address]}

``told`` is as in `pages.view.lab.notes`. A path is that of `pages.view.lab.workbench.outline`.
"""

from functools import cache
from typing import Any

from model import Run, Scenario, simulate
from model.rules.pairs import BUTTERFLIES, PAIRS, Pair, butterfly
from model.runs.divergence import Divergence, divergence
from model.scenario import SPARE_STOPS
from pages.text.parting import consequences, headline, notice, setting_words
from pages.text.same_luck import BUTTERFLY, CARDS, PROTECTIONS, SOURCE
from pages.view.lab.levers import LEVERS, lever
from pages.view.lab.workbench import outline
from pages.view.link.pair import OWN, differing, pair_query
from pages.view.server.odds import lucks_for
from pages.view.words.english import many

OPENING = PAIRS["backoff"]
MOST_NAMED = 2


def pair_facts(left: Run, right: Run) -> dict[str, Any]:
    """Return what goes in the header for two runs."""
    found = divergence(left, right)
    pair = {
        "headline": headline(found),
        "why": consequences(found),
        "parts": found.tick,
        "seen": found.seen,
        "nodes": [differing_nodes(run, found, side) for side, run in enumerate((left, right))],
        "levers": pair_levers(left.scenario, right.scenario),
        "own": list(OWN),
        "cards": cards(),
        "butterfly": butterflies(),
        "protections": PROTECTIONS.format(lucks=lucks_for(left.scenario)),
        "source": list(SOURCE),
    }
    return {"pair": pair, "told": {"notice": notice(left, right), "tries": tries(left.scenario, right.scenario)}}


def differing_nodes(run: Run, found: Divergence, side: int) -> list[int]:
    """Return the nodes that the volumes which fare differently live on or ask, in the minute in which they part."""
    if found.tick is None:
        return []
    now = run.snapshot(found.tick)
    volumes = [one.volume for one in found.differences]
    asked = {node for one in found.differences if (node := one.turns[side].asked) is not None}
    holders = {int(node) for nodes in (now.primary[volumes], now.partner[volumes]) for node in nodes if node >= 0}
    return sorted(holders | asked)


def names(left: Scenario, right: Scenario) -> tuple[str, str]:
    """Return what the two clusters are called: by what sets them apart.

    >>> names(Scenario(), Scenario(backoff=5))
    ('Left: asks again every minute', 'Right: waits up to 32 minutes')
    """
    apart = differing(left, right)
    if not apart:
        return "Left", "Right: a copy of the left one"
    told = [_words(one, apart) for one in (left, right)]
    if apart == ["spare_capacity"] and not {left.spare_capacity, right.spare_capacity} <= set(SPARE_STOPS):
        told = [many(spare_slots(one), "spare slot") for one in (left, right)]
    return f"Left: {told[0]}", f"Right: {told[1]}"


def spare_slots(scenario: Scenario) -> int:
    """Return how many slots are free at the start.

    >>> spare_slots(Scenario(spare_capacity=0.0492))
    63
    """
    return int(scenario.spare_capacity * 2 * scenario.volumes + 0.5)


def _words(scenario: Scenario, apart: list[str]) -> str:
    told = [_setting(name, scenario) for name in apart]
    more = len(told) - MOST_NAMED
    return ", ".join(told[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _setting(name: str, scenario: Scenario) -> str:
    return setting_words(name, scenario) if name not in LEVERS else LEVERS[name][2](getattr(scenario, name))


def pair_levers(left: Scenario, right: Scenario) -> list[dict[str, Any]]:
    """Return the three levers, each with the values of both clusters."""
    return [
        lever(name, left) | {"right": getattr(right, name), "right_words": LEVERS[name][2](getattr(right, name))}
        for name in LEVERS
    ]


@cache
def cards() -> list[dict[str, Any]]:
    """Return the pairs to start from, each with the outlines of both runs."""
    return [{"title": CARDS[name][0], "promise": CARDS[name][1], **_drawn(PAIRS[name])} for name in CARDS]


@cache
def butterflies() -> dict[str, Any]:
    """Return the lucks in which one spare slot decides."""
    rows = []
    for seed in BUTTERFLIES:
        left, right = (simulate(scenario) for scenario in butterfly(seed))
        rows.append({"seed": seed, "tick": divergence(left, right).tick, **_drawn(butterfly(seed))})
    slots = [spare_slots(scenario) for scenario in butterfly(min(BUTTERFLIES))]
    words = BUTTERFLY.format(all=slots[0], fewer=slots[1])
    return {"words": words, "columns": [f"{many} spare slots" for many in slots], "rows": rows}


def _drawn(pair: Pair) -> dict[str, Any]:
    runs = [simulate(scenario) for scenario in pair]
    return {
        "query": pair_query(*pair),
        "paths": [outline(run) for run in runs],
        "fates": [run.fate for run in runs],
    }


def tries(left: Scenario, right: Scenario) -> list[dict[str, Any]]:
    """Return what to try next, each as words and a link."""
    found: list[tuple[str, Scenario, Scenario]] = []
    if differing(left, right):
        found.append(("Swap the two sides", right, left))
        found.append(
            (
                "The same change under the next luck",
                left.replace(seed=left.seed + 1),
                right.replace(seed=right.seed + 1),
            )
        )
    if right.bug_probability and right.backoff:
        found.append(("Fix the bug on the right, too", left, right.replace(bug_probability=0.0)))
    elif right.backoff < 5:
        found.append(("Let the right one wait up to 32 minutes", left, right.replace(backoff=5)))
    if right.spare_capacity < 0.1:
        found.append(("Give the right one 10 % spare slots", left, right.replace(spare_capacity=0.1)))
    return [{"words": words, "query": pair_query(one, other)} for words, one, other in found[:3]]
