"""What several tests of the model share: keys of luck, standard errors, and random small scenarios."""

from random import Random
from typing import Any

import numpy as np
from hypothesis import strategies as st

from model import Scenario
from model.engine.chance import deal

MASK = 2**64 - 1


def key_of(seed: int, purpose: int, tick: int) -> np.uint64:
    """Return the key of `deal` as a compiled function takes it (it hands Python a plain int)."""
    return np.uint64(deal(seed, purpose, tick))


def hashed(*keys: int) -> int:
    """Return the 64 bits that keys of luck must give, in whole numbers of Python: SplitMix64's finaliser each time."""
    x = 0
    for key in keys:
        x = x + (key + 1) * 0x9E3779B97F4A7C15 & MASK
        x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 & MASK
        x = (x ^ x >> 27) * 0x94D049BB133111EB & MASK
        x ^= x >> 31
    return x


def standard_errors_off(sample: Any, expected: float) -> float:
    """Return by how many standard errors the mean of a sample is off what it should be."""
    sample = np.asarray(sample, float)
    error = sample.std(ddof=1) / np.sqrt(len(sample))
    return float(abs(sample.mean() - expected) / error)


def random_action(luck: Random, nodes: int, ticks: int) -> tuple[int, str, Any]:
    """Return any one action of the operator."""
    values = {
        "set_backoff": luck.randrange(9),
        "fix_bug": luck.choice((0, 0.01, 0.1)),
        "fix_nodes": luck.random(),
        "add_capacity": luck.choice((0, 0.01, 0.05, 0.2)),
        "stop_search": luck.randrange(2),
        "throttle": luck.choice((0, 0.1, 0.5)),
        "reconnect": luck.choice((0, 0.5, 1)),
        "crash_node": luck.randrange(nodes),
        "restart_nodes": None,
        "cut_off": luck.randrange(min(ticks, 8) + 1),
        "request_limit": luck.randrange(5),
        "retry_budget": luck.choice((0, 0.1, 0.5, 1)),
    }
    name = luck.choice(list(values))
    return luck.randint(1, ticks), name, values[name]


def random_scenario(seed: int) -> Scenario:
    """Return a small scenario of any kind; most see a cut, refusals and crashes."""
    luck = Random(seed)
    nodes, ticks = luck.randint(4, 14), luck.choice((1, 2, 3, 7, *range(20, 50)))
    return Scenario(
        nodes=nodes,
        volumes_per_node=luck.randint(1, 6),
        spare_capacity=luck.choice((0, 0.03, 0.1, 0.4)),
        peers=luck.choice(("cluster", "cells", "ring", "random")),
        cells=luck.randint(1, nodes // 2),
        degree=2 * luck.randint(1, (nodes - 1) // 2),
        cut_off_fraction=luck.choice((0, 0.15, 0.3, 0.6, 1)),
        cut_off_shape=luck.choice(("scattered", "together")),
        cut_off_at=luck.randint(1, 15),
        cut_off_for=luck.randint(0, 8),
        reconnect=luck.choice((0, 0, 0.5, 1)),
        background=luck.choice((0, 0, 0.01, 0.1)),
        backoff=luck.randrange(5),
        jitter=luck.choice(("none", "equal", "full", "decorrelated")),
        bug_probability=luck.choice((0, 0.003, 0.01, 0.05)),
        fixed_share=luck.choice((0, 0, 0.5, 1)),
        copy_ticks=luck.randint(1, 8),
        restart_after=luck.choice((0, 1, 2, 10)),
        ticks=ticks,
        actions=[random_action(luck, nodes, ticks) for _ in range(luck.choice((0, 0, 2, 5, 10)))],
        request_limit=luck.choice((0, 0, 0, 1, 2, 5)),
        retry_budget=luck.choice((0, 0, 0, 0.2, 1)),
        seed=luck.randrange(2**32),
    )


def scenarios() -> st.SearchStrategy[Scenario]:
    """Random small scenarios; a failing one is told whole."""
    return st.integers(0, 2**32 - 1).map(random_scenario)
