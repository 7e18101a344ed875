"""Settings worth starting from, each with what it promises over many lucks."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from model.scenario import Scenario

DAY = {"cut_off_for": 0, "background": 0.0005, "ticks": 1440}
"""An ordinary day: no network mistake, and the few losses that every day brings."""
RESCUE = (
    (40, "stop_search", 1),
    (120, "add_capacity", 0.08),
    (120, "throttle", 0.3),
    (120, "stop_search", 0),
)
"""What the operator of "Like 2011" does."""
RESTART = (120, "restart_nodes", None)
"""Every node that is down comes back, long after the cut; nothing triggers what comes then."""
SEED = 9
"""One luck for all of them, so that two presets differ by their settings alone; each keeps its promise under it."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A scenario to start from; ``promise`` is the share of lucks that end so, for each fate that it speaks of."""

    scenario: Scenario
    promise: Mapping[str, float]


def _preset(promise: dict[str, float], **settings: Any) -> Preset:
    return Preset(Scenario(seed=SEED, **settings), MappingProxyType(promise))


PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "storm": _preset({"collapsed": 0.94}),
        "ordinary_day": _preset({"over": 1}, **DAY),
        "restarted": _preset({"collapsed": 0.94}, ticks=400, actions=(RESTART,)),
        "restarted_throttle": _preset(
            {"over": 0.83, "collapsed": 0}, ticks=400, actions=(RESTART, (120, "throttle", 0.3))
        ),
        "restarted_fix": _preset({"over": 1}, ticks=400, actions=(RESTART, (120, "fix_bug", 0))),
        "like_2011": _preset(
            {"over": 0.9},
            cut_off_fraction=0.1,
            spare_capacity=0.02,
            backoff=1,
            bug_probability=0.0007,
            actions=RESCUE,
        ),
        "on_the_edge": _preset({"collapsed": 0.53, "over": 0.41}, bug_probability=0.0005),
        "backoff_holds": _preset({"held": 0.97}, backoff=5),
        "room": _preset({"over": 1}, spare_capacity=0.15),
        "bug_fixed": _preset({"over": 1}, bug_probability=0.0),
        "small_day_before": _preset({"over": 1}, bug_probability=0.0003, **DAY),
        "small_day_after": _preset({"over": 1}, bug_probability=0.0005, **DAY),
        "small_storm_before": _preset({"collapsed": 0.17, "over": 0.74}, bug_probability=0.0003),
        "small_storm_after": _preset({"collapsed": 0.53, "over": 0.41}, bug_probability=0.0005),
        "half_fleet": _preset({"collapsed": 0.44, "over": 0.45}, fixed_share=0.5),
        "most_of_the_fleet": _preset({"collapsed": 0, "over": 0.85}, fixed_share=0.75),
        "cells": _preset({"over": 1}, peers="cells", cells=4, cut_off_shape="together"),
        "reconnect": _preset({"collapsed": 0.03, "over": 0.95}, reconnect=0.5),
        "admission_limit": _preset({"raging": 0.66, "collapsed": 0.34}, request_limit=3),
        "retry_budget": _preset({"held": 0.99}, retry_budget=0.3),
        "thousand": _preset({"collapsed": 1}, nodes=1000),
    }
)
