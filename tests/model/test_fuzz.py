"""Random scenarios with random operators through the engine: every invariant of `test_invariants`, at every tick.

`make fuzz` plays 10 000 of them, `make test` a few hundred. A scenario is made from its number alone, so one that
fails is found again by it.
"""

from random import Random

import pytest

from model import Scenario
from tests.model.engine import test_invariants
from tests.model.helpers import random_action, random_scenario

CHECKS = [test.hypothesis.inner_test for test in vars(test_invariants).values() if hasattr(test, "hypothesis")]
BATCH = 100
"""Scenarios of one test: enough that pytest's own work does not count."""


def wide_scenario(number: int) -> Scenario:
    """Return a scenario from the whole range of every parameter, as large as the checks in Python allow."""
    luck = Random(f"wide {number}")
    nodes, ticks = luck.randint(4, 60), luck.randint(1, 60)
    return Scenario(
        nodes=nodes,
        volumes_per_node=luck.randint(1, 8),
        spare_capacity=luck.choice((0, 1, luck.random(), luck.random() / 10)),
        peers=luck.choice(("cluster", "cells", "ring", "random")),
        cells=luck.randint(1, nodes // 2),
        degree=2 * luck.randint(1, (nodes - 1) // 2),
        cut_off_fraction=luck.random(),
        cut_off_shape=luck.choice(("scattered", "together")),
        cut_off_at=luck.choice((luck.randint(1, ticks), 5000)),
        cut_off_for=luck.choice((0, luck.randint(1, ticks), 5000)),
        reconnect=luck.random(),
        background=luck.random() / 10,
        backoff=luck.randrange(9),
        jitter=luck.choice(("none", "equal", "full", "decorrelated")),
        bug_probability=0.1 * luck.random() ** 4,
        fixed_share=luck.random(),
        copy_ticks=luck.choice((luck.randint(1, 10), 500)),
        restart_after=luck.choice((0, luck.randint(1, ticks), 10_000)),
        ticks=ticks,
        actions=[random_action(luck, nodes, ticks) for _ in range(luck.randrange(21))],
        seed=luck.randrange(2**32),
    )


def scenario_of(number: int) -> Scenario:
    """Return the scenario of a number: small and eventful ones, and of every fourth number a wide one."""
    return random_scenario(number) if number % 4 else wide_scenario(number)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """So many batches as the flag asks for."""
    if "first" in metafunc.fixturenames:
        metafunc.parametrize("first", range(0, metafunc.config.getoption("fuzz"), BATCH))


def test_no_random_scenario_breaks_an_invariant(first, request):
    assert len(CHECKS) >= 9
    for number in range(first, min(first + BATCH, request.config.getoption("fuzz"))):
        scenario = scenario_of(number)
        for check in CHECKS:
            try:
                check(scenario)
            except Exception as error:
                error.add_note(f"scenario {number}, {check.__name__}: {scenario.to_query()}")
                raise
