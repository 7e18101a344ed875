"""Runs that differ only in their bug probability: played as families, they are the runs that each is alone."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario
from model.engine.coupled import play_coupled, room_to_wait
from model.engine.outcome import END, PEAK_STUCK
from model.engine.settings import actions_of, clusters_of
from model.engine.state import NOTHING
from model.runs.ensemble import ends_of
from model.sweeps.replicates import BUG, Setting, play_replicates
from tests.model.helpers import random_scenario

TINY = Scenario(nodes=8, volumes_per_node=6, ticks=40, cut_off_fraction=0.4, spare_capacity=0.02)
MANY_BUGS = np.linspace(0, 0.05, 40)


def as_families(base: Scenario, bugs: Sequence[float], seeds: Sequence[int]) -> np.ndarray:
    """Return fate and ends of every luck with every bug probability, shape (seeds, bugs, 1 + END)."""
    families, runs = len(seeds), len(seeds) * len(bugs)
    clusters = np.repeat(clusters_of([base]), families)
    clusters["seed"] = seeds
    actions = np.repeat(actions_of([base]), families, axis=0)
    values, levels = np.unique(bugs, return_inverse=True)
    fates, ends = np.empty(runs, np.int8), np.empty((runs, END), np.int32)
    firsts = np.arange(families + 1) * len(bugs)
    play_coupled(clusters, actions, firsts, values, np.tile(levels, families), fates, ends, NOTHING)
    return np.column_stack([fates, ends]).reshape(families, len(bugs), -1)


def one_by_one(base: Scenario, bugs: Sequence[float], seeds: Sequence[int]) -> np.ndarray:
    """Return the same, each run played by itself."""
    clusters = np.repeat(clusters_of([base]), len(seeds) * len(bugs))
    clusters["seed"], clusters[BUG] = np.repeat(seeds, len(bugs)), np.tile(bugs, len(seeds))
    fates, ends = ends_of(clusters, np.repeat(actions_of([base]), len(clusters), axis=0))
    return np.column_stack([fates, ends]).reshape(len(seeds), len(bugs), -1)


@given(number=st.integers(0, 10**6), bugs=st.lists(st.floats(0, 0.1), min_size=1, max_size=9).map(sorted))
def test_a_family_is_the_runs_that_it_is_made_of(number: int, bugs: list[float]):
    base = random_scenario(number)
    np.testing.assert_array_equal(as_families(base, bugs, [1, 2]), one_by_one(base, bugs, [1, 2]))


def test_a_large_family_in_a_storm_is_the_runs_that_it_is_made_of():
    families = as_families(Scenario(spare_capacity=0.03), np.linspace(0, 0.002, 101), range(1, 6))
    np.testing.assert_array_equal(
        families, one_by_one(Scenario(spare_capacity=0.03), np.linspace(0, 0.002, 101), range(1, 6))
    )
    assert len(np.unique(families[..., 0])) >= 2
    assert len(np.unique(families.reshape(-1, families.shape[2]), axis=0)) > 15


@pytest.mark.parametrize("ticks", range(11, 26))
def test_runs_that_part_in_the_very_last_tick_end_apart(ticks: int):
    base = TINY.replace(ticks=ticks)
    families = as_families(base, MANY_BUGS, range(1, 9))
    np.testing.assert_array_equal(families, one_by_one(base, MANY_BUGS, range(1, 9)))


@pytest.mark.parametrize(
    "settings",
    [
        {"actions": [(17, "fix_bug", 0.003), (25, "fix_bug", 0.001)]},
        {"actions": [(18, "crash_node", 3), (20, "fix_nodes", 0.5), (24, "restart_nodes")]},
        {"fixed_share": 0.5, "restart_after": 3},
        {"volumes_per_node": 40, "nodes": 20, "degree": 2, "peers": "ring", "spare_capacity": 0},
    ],
)
def test_the_operator_the_fix_and_many_closings_change_nothing_in_that(settings: dict):
    base = TINY.replace(ticks=28, **settings)
    families = as_families(base, MANY_BUGS, range(1, 6))
    np.testing.assert_array_equal(families, one_by_one(base, MANY_BUGS, range(1, 6)))
    assert len(np.unique(families.reshape(-1, families.shape[2]), axis=0)) > 5


def test_a_bug_that_is_fixed_before_it_matters_makes_all_runs_one():
    families = as_families(TINY.replace(actions=[(1, "fix_bug", 0.01)]), MANY_BUGS, [1, 2, 3])
    assert (families == families[:, :1]).all()


@pytest.mark.parametrize("runs", [1, 2, 3, 40, 101])
def test_there_is_room_for_every_range_that_can_wait(runs: int):
    ranges, _ = room_to_wait(clusters_of([TINY])[0], runs)
    size, deep = runs, 1
    while size > 1:
        size, deep = size // 2, deep + 1
    assert len(ranges) >= deep


def test_lucks_come_back_in_the_order_in_which_they_were_asked_for():
    settings = [
        Setting(4, {BUG: 0.02, "backoff": 1}, 2, 4),
        Setting(1, {"backoff": 0, BUG: 0.05}, 1, 3),
        Setting(2, {BUG: 0.01, "backoff": 1}, 1, 5),
        Setting(3, {BUG: 0.01, "backoff": 0}, 3, 3),
        Setting(5, {BUG: 0.01, "backoff": 0, "actions": [(15, "crash_node", 2), (16, "fix_bug", 0)]}, 3, 3),
        Setting(6, {BUG: 0.02, "backoff": 0, "actions": [[14, "add_capacity", 0.5]]}, 3, 3),
    ]
    together = play_replicates(TINY, settings)
    alone = [play_replicates(TINY, [setting]) for setting in settings]
    np.testing.assert_array_equal(together, np.concatenate(alone))
    assert together["seed"].tolist() == [2, 3, 4, 1, 2, 3, 1, 2, 3, 4, 5, 3, 3, 3]
    for setting, facts in zip(settings, alone, strict=True):
        scenario = TINY.replace(**setting.values)
        expected = one_by_one(scenario, [scenario.bug_probability], facts["seed"])[:, 0]
        assert facts["fate"].tolist() == expected[:, 0].tolist()
        assert facts["peak_stuck"].tolist() == expected[:, 1 + PEAK_STUCK].tolist()
    assert together["peak_stuck"][-2] != together["peak_stuck"][-1]
