"""Pairs of settings worth a look under one luck, and a butterfly: one spare slot that decides."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from model.rules.presets import SEED
from model.scenario import Scenario

Pair = tuple[Scenario, Scenario]
STORM = Scenario(seed=SEED)
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
"""Lucks on the edge in which one spare slot fewer decides, with both fates; found by `model.analysis.butterfly`."""


def butterfly(seed: int) -> Pair:
    """Return the pair of one luck: all spare slots, and one fewer."""
    return beside(EDGE.replace(seed=seed), spare_capacity=ONE_FEWER)
