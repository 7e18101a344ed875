"""What the stage is told about two clusters with the same luck, beside their runs.

In the header of each picture::

    "pair": {"headline": MESSAGE, "why": [MESSAGE, …],   when and by what they part, and what follows
             "parting_tick": 15 or null, "seen_tick": 21 or null,
             "nodes": [[44, 62], …],      the nodes on which they differ in the minute in which they part
             "levers": [{"name", "value", "words": MESSAGE, "right": value, "right_words": MESSAGE}],
             "protections": MESSAGE}

In the configuration of the page::

    "pair": {"own": ["spare_capacity", …],   what the right cluster may have for its own, in the order of a link
             "cards": [{"title", "promise", "query", "paths": [path, path], "fates": [fate, fate]}],
             "butterfly": {"words": MESSAGE, "columns": [MESSAGE, …],
                           "rows": [{"seed", "query", "tick", "paths", "fates"}]},
             "source": [MESSAGE, address]}   of the protections

``what_happened`` is as in `pages.view.lab.notes`. A path is that of `pages.view.lab.workbench.outline`.
"""

from functools import cache
from typing import Any

from model import Run, Scenario, simulate
from model.rules.pairs import BUTTERFLIES, PAIRS, Pair, butterfly
from model.runs.parted import tell_parting
from model.scenario import SPARE_STOPS
from pages.view.lab.lever_messages import lever_value
from pages.view.lab.levers import LEVERS, lever_values, levers
from pages.view.lab.workbench import outline
from pages.view.link.pair import OWN, differing, pair_query
from pages.view.same_luck.pair_messages import notice, setting
from pages.view.server.odds import lucks_for
from pages.view.words.message import Message, fact_message, message

OPENING = PAIRS["backoff"]
CARDS = {
    "backoff": (message("pair-backoff"), message("pair-backoff.promise")),
    "fix": (message("pair-fix"), message("pair-fix.promise")),
    "space": (message("pair-space"), message("pair-space.promise")),
    "reconnect": (message("pair-reconnect"), message("pair-reconnect.promise")),
    "jitter": (message("pair-jitter"), message("pair-jitter.promise")),
    "cells": (message("pair-cells"), message("pair-cells.promise")),
}
"""What to start from: title and what to look at, by the name of the pair."""
MOST_NAMED = 2
SUMMARY = "https://aws.amazon.com/message/65648/"
"""Amazon's summary of what happened."""


def pair_facts(left: Run, right: Run) -> dict[str, Any]:
    """Return what goes in the header for two runs."""
    found = tell_parting(left, right)
    headline, *why = [fact_message(fact, numbers) for fact, numbers in found.facts]
    pair = {
        "headline": headline,
        "why": why,
        "parting_tick": found.tick,
        "seen_tick": found.seen,
        "nodes": found.nodes,
        "levers": pair_levers(left.scenario, right.scenario),
        "protections": message("protections.hint", lucks=lucks_for(left.scenario)),
    }
    return {
        "pair": pair,
        "what_happened": {"notice": notice(left, right), "tries": tries(left.scenario, right.scenario)},
    }


def pair_config() -> dict[str, Any]:
    """Return what the page of two clusters is told once."""
    pair = {
        "own": OWN,
        "cards": cards(),
        "butterfly": butterflies(),
        "source": [message("protections.source"), SUMMARY],
    }
    return {"levers": levers(), "pair": pair}


def names(left: Scenario, right: Scenario) -> tuple[Message, Message]:
    """Return what the two clusters are called: by what sets them apart.

    >>> names(Scenario(), Scenario())
    ({'id': 'side-left'}, {'id': 'pair-copy'})
    """
    apart = differing(left, right)
    if not apart:
        return message("side-left"), message("pair-copy")
    told = [_settings(one, apart) for one in (left, right)]
    if apart == ["spare_capacity"] and not {left.spare_capacity, right.spare_capacity} <= set(SPARE_STOPS):
        told = [message("own-spare-slots", slots=spare_slots(one)) for one in (left, right)]
    return message("pair-name", side="left", words=told[0]), message("pair-name", side="right", words=told[1])


def spare_slots(scenario: Scenario) -> int:
    """Return how many slots are free at the start.

    >>> spare_slots(Scenario(spare_capacity=0.0492))
    63
    """
    return int(scenario.spare_capacity * 2 * scenario.volumes + 0.5)


def _settings(scenario: Scenario, apart: list[str]) -> Message:
    named = message("pair-settings", settings=[_setting(name, scenario) for name in apart[:MOST_NAMED]])
    more = len(apart) - MOST_NAMED
    return message("pair-and-more", words=named, more=more) if more > 0 else named


def _setting(name: str, scenario: Scenario) -> Message:
    return setting(name, scenario) if name not in LEVERS else lever_value(name, getattr(scenario, name))


def pair_levers(left: Scenario, right: Scenario) -> list[dict[str, Any]]:
    """Return where each lever stands on the left and on the right."""
    return [
        {**one, "right": other["value"], "right_words": other["words"]}
        for one, other in zip(lever_values(left), lever_values(right), strict=True)
    ]


@cache
def cards() -> list[dict[str, Any]]:
    """Return the pairs to start from, each with the outlines of both runs."""
    return [{"title": title, "promise": promise, **_drawn(PAIRS[name])} for name, (title, promise) in CARDS.items()]


@cache
def butterflies() -> dict[str, Any]:
    """Return the lucks in which one spare slot decides."""
    rows = []
    for seed in BUTTERFLIES:
        left, right = (simulate(scenario) for scenario in butterfly(seed))
        rows.append({"seed": seed, "tick": tell_parting(left, right).tick, **_drawn(butterfly(seed))})
    slots = [spare_slots(scenario) for scenario in butterfly(min(BUTTERFLIES))]
    columns = [message("own-spare-slots", slots=many) for many in slots]
    return {"words": message("butterfly.hint", all=slots[0], fewer=slots[1]), "columns": columns, "rows": rows}


def _drawn(pair: Pair) -> dict[str, Any]:
    runs = [simulate(scenario) for scenario in pair]
    return {
        "query": pair_query(*pair),
        "paths": [outline(run) for run in runs],
        "fates": [run.fate for run in runs],
    }


def tries(left: Scenario, right: Scenario) -> list[dict[str, Any]]:
    """Return what to try next, each as a message and a link."""
    found: list[tuple[Message, Scenario, Scenario]] = []
    if differing(left, right):
        found.append((message("try-pair-swap"), right, left))
        seed = left.seed + 1
        found.append((message("try-pair-next-luck"), left.replace(seed=seed), right.replace(seed=seed)))
    if right.bug_probability and right.backoff:
        found.append((message("try-pair-fix"), left, right.replace(bug_probability=0.0)))
    elif right.backoff < 5:
        found.append((message("try-pair-patience"), left, right.replace(backoff=5)))
    if right.spare_capacity < 0.1:
        found.append((message("try-pair-room"), left, right.replace(spare_capacity=0.1)))
    return [{"words": words, "query": pair_query(one, other)} for words, one, other in found[:3]]
