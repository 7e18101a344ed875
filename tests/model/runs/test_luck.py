"""The same luck: moving a lever deals no card anew, so that two runs part where their settings first matter."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Run, Scenario, simulate, simulate_many
from model.rules.states import Count
from tests.model.helpers import random_action, scenarios, standard_errors_off

SEEDS = range(1, 13)
# The cut begins at 10, contact returns at 15, and the first requests of the default run are sent and refused then.
BASE = Scenario(ticks=80)


def first_difference(one: Run, other: Run, counts: bool = True) -> int:
    """Return the first tick in which two runs differ in anything they did; one more than the last if in none."""
    last = min(one.ticks, other.ticks)
    for tick in range(last + 1):
        same = (one.events_of(tick).tolist(), one.requests_of(tick).tolist(), one.closings[tick].tolist()) == (
            other.events_of(tick).tolist(),
            other.requests_of(tick).tolist(),
            other.closings[tick].tolist(),
        )
        if not same or (counts and (one.counts[tick] != other.counts[tick]).any()):
            return tick
    return last + 1


# Setting, another value, what else differs from the defaults in both runs, and the first tick it can matter.
FIRSTS = [
    ("cut_off_fraction", 0.3, {}, 10),
    ("cut_off_shape", "together", {}, 10),
    ("cut_off_at", 20, {}, 10),
    ("cut_off_at", 6, {}, 6),
    ("cut_off_for", 3, {}, 13),
    ("cut_off_for", 0, {}, 10),
    ("reconnect", 0.3, {}, 15),
    ("background", 0.01, {}, 1),
    ("bug_probability", 0.0001, {}, 15),
    ("bug_probability", 0.1, {}, 15),
    ("fixed_share", 0.5, {"bug_probability": 0.1}, 15),
    ("copy_ticks", 3, {}, 18),  # accepted at 15
    ("restart_after", 20, {"bug_probability": 0.1}, 35),  # the first crashes are at 15
    ("backoff", 4, {}, 17),  # refused at 15: wait 1; at 16: wait 1 or 2
    ("jitter", "none", {"backoff": 4}, 21),  # refused at 15, 16, 18: wait 4 or 3
    ("jitter", "full", {"backoff": 4}, 17),  # refused at 16: wait 2 or 1
    ("jitter", "decorrelated", {"backoff": 4}, 16),  # refused at 15: wait 1, or 2 and more
]


@pytest.mark.parametrize(("name", "value", "also", "first"), FIRSTS)
def test_a_setting_leaves_all_before_its_first_effect_as_it_was(name, value, also, first):
    parted = []
    for seed in SEEDS:
        base = BASE.replace(seed=seed, **also)
        parted.append(first_difference(simulate(base), simulate(base.replace(**{name: value}))))
    assert min(parted) == first


def test_spare_capacity_matters_from_the_first_admission_on():
    for seed in SEEDS:
        less, more = (simulate(BASE.replace(seed=seed, spare_capacity=spare)) for spare in (0.05, 0.2))
        assert first_difference(less, more, counts=False) == 15
        asked = [run.requests_of(15)[["volume", "sender", "receiver"]].tolist() for run in (less, more)]
        assert asked[0] == asked[1]
        # Whoever is accepted with less room is accepted with more: the smallest draws come first.
        assert (less.requests_of(15)["accepted"] <= more.requests_of(15)["accepted"]).all()


def test_with_another_bug_the_first_requests_are_the_same_and_no_crash_is_lost_by_a_worse_one():
    for seed in SEEDS:
        runs = [simulate(BASE.replace(seed=seed, bug_probability=bug)) for bug in (0, 0.0003, 0.001, 0.01)]
        first = [run.requests_of(15).tolist() for run in runs]
        assert first[0] == first[1] == first[2] == first[3]
        assert len(first[0]) > 50
        fallen = [{crash.node for crash in run.crashes if crash.tick == 15} for run in runs]
        assert fallen[0] <= fallen[1] <= fallen[2] <= fallen[3]


def test_a_longer_run_begins_with_the_shorter_one():
    for seed in SEEDS:
        assert first_difference(simulate(BASE.replace(seed=seed)), simulate(BASE.replace(seed=seed, ticks=200))) == 81


def test_larger_cuts_and_fixes_contain_the_smaller_ones():
    for seed in SEEDS:
        small, large = (simulate(BASE.replace(seed=seed, cut_off_fraction=f, fixed_share=f)) for f in (0.1, 0.4))
        assert (small.isolated <= large.isolated).all()
        assert (small.fixed(1) <= large.fixed(1)).all()


ACTIONS = [
    ("set_backoff", 4), ("fix_bug", 0), ("fix_nodes", 1), ("add_capacity", 0.1), ("stop_search", 1),
    ("throttle", 0.1), ("reconnect", 0.5), ("crash_node", 5), ("cut_off", 3),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value"), ACTIONS)
def test_an_action_changes_nothing_before_its_tick(name, value):
    parted = []
    for seed in SEEDS:
        without = simulate(BASE.replace(seed=seed))
        parted.append(first_difference(without, simulate(BASE.replace(seed=seed, actions=[(16, name, value)]))))
    assert min(parted) in (16, 17)  # a dial that only the refused feel matters when they come back
    assert max(parted) < 81


def test_restart_nodes_changes_nothing_before_its_tick():
    base = BASE.replace(bug_probability=0.1)
    assert first_difference(simulate(base), simulate(base.replace(actions=[(16, "restart_nodes", None)]))) == 16


@settings(max_examples=60)
@given(scenarios(), st.randoms(use_true_random=False))
def test_one_more_action_changes_nothing_before_its_tick(scenario, luck):
    tick, name, value = random_action(luck, scenario.nodes, scenario.ticks)
    more = scenario.replace(actions=(*scenario.actions[:19], (tick, name, value)))
    assert first_difference(simulate(scenario), simulate(more)) >= tick


@settings(max_examples=60)
@given(scenarios(), st.integers(0, 2**32 - 1))
def test_a_run_is_a_function_of_its_scenario(scenario, other_seed):
    run = simulate(scenario)
    simulate(scenario.replace(seed=other_seed))
    assert first_difference(run, simulate(scenario)) == scenario.ticks + 1


def test_neighbouring_seeds_lead_to_different_runs():
    runs = [simulate(BASE.replace(seed=seed)) for seed in range(20)]
    starts = [run.start.partner for run in runs]
    for k in range(19):
        for shift in (-1, 0, 1):
            assert np.mean(starts[k] == np.roll(starts[k + 1], shift)) < 0.06  # by chance 1 / 63, standard error 0.005
        assert (runs[k].isolated != runs[k + 1].isolated).any()


def test_the_order_of_scenarios_does_not_matter():
    mix: list[Any] = [BASE.replace(seed=seed, backoff=seed % 4, nodes=20 + seed) for seed in range(30)]
    there, back = simulate_many(mix), simulate_many(mix[::-1])
    assert (there.fates == back.fates[::-1]).all()
    np.testing.assert_array_equal(there.series("stuck"), back.series("stuck")[::-1])


def test_no_number_is_favoured():
    ends = [simulate(Scenario(seed=seed, bug_probability=0.0003)).snapshot(240).state != 0 for seed in range(300)]
    stuck = [(end[:320].mean(), end[320:].mean()) for end in ends]  # 5 volumes of each node in either half
    assert standard_errors_off(np.diff(stuck).ravel(), 0) < 4
    assert np.mean(stuck) > 0.01


def test_the_counts_compared_here_are_all_the_counts():
    assert simulate(BASE).counts.shape == (81, len(Count))
