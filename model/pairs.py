"""Pairs of settings worth a look under one luck, and a butterfly: one spare slot that decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from model.ensemble import simulate_many
from model.presets import LUCK
from model.scenario import Scenario

Pair = tuple[Scenario, Scenario]
STORM = Scenario(seed=LUCK)
CUT_TOGETHER = STORM.replace(cut_off_shape="together")
IN_STEP = STORM.replace(backoff=2, jitter="none")


def beside(left: Scenario, **changes: Any) -> Pair:
    """Return a scenario and the same one with some settings changed."""
    return left, left.replace(**changes)


PAIRS: Mapping[str, Pair] = MappingProxyType(
    {
        "backoff": beside(STORM, backoff=5),
        "fix": beside(STORM, bug_probability=0.0),
        "space": beside(STORM, spare_capacity=0.15),
        "jitter": beside(IN_STEP, jitter="equal"),
        "cells": beside(CUT_TOGETHER, peers="cells", cells=4),
        "reconnect": beside(STORM, reconnect=0.5),
    }
)
EDGE = Scenario(bug_probability=0.0005)
"""On the edge: about half of the lucks collapse. It has 64 spare slots."""
ONE_FEWER = 0.0492
"""The spare capacity of 63 slots."""
BUTTERFLIES: Mapping[int, tuple[str, str]] = MappingProxyType({176: ("over", "collapsed"), 2560: ("collapsed", "over")})
"""Lucks on the edge in which one spare slot fewer decides, with both fates; found by `find_butterfly`."""
AT_ONCE = 250


def butterfly(seed: int) -> Pair:
    """Return the pair of one luck: all spare slots, and one fewer."""
    return beside(EDGE.replace(seed=seed), spare_capacity=ONE_FEWER)


def find_butterfly(fates: tuple[str, str], first: int = 1, last: int = 10_000) -> int | None:
    """Return the first luck from ``first`` to ``last`` that ends so with all spare slots, and so with one fewer.

    >>> find_butterfly(("over", "collapsed"), 150, 200)
    176
    """
    for begin in range(first, last + 1, AT_ONCE):
        pairs = [butterfly(seed) for seed in range(begin, min(begin + AT_ONCE, last + 1))]
        ends = [simulate_many(side, series=False).fates for side in zip(*pairs, strict=True)]
        for number, ended in enumerate(zip(*ends, strict=True)):
            if ended == fates:
                return begin + number
    return None
