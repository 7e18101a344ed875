"""The hill by free slots: its means against raw runs, its agreement against blocks played apart."""

import numpy as np
import pytest

from model import Scenario, simulate, simulate_many
from model.analysis.drift_curve import drift_curve
from model.analysis.equilibria import Equilibrium
from model.analysis.hill import Curve, Hill, block_of, edges_for, hill_of
from model.analysis.hill import hill as model_hill

EDGE = Scenario(bug_probability=0.0005)


def block(scenario: Scenario, first: int, replicates: int = 200):
    return simulate_many([scenario.replace(seed=seed) for seed in range(first, first + replicates)])


def hill(scenario: Scenario, blocks: int = 5) -> Hill:
    played = [block(scenario, 1 + 200 * k) for k in range(blocks)]
    edges = edges_for(played[0])
    return hill_of([block_of(one, edges) for one in played], edges)


@pytest.fixture(scope="module")
def usual() -> Hill:
    return hill(Scenario())


def test_each_mean_is_that_of_single_runs_minutes():
    edges = np.linspace(0, 1, 5)
    made = hill_of([block_of(block(Scenario(), 1, 12), edges), block_of(block(Scenario(), 13, 12), edges)], edges)
    minutes = {name: [[] for _ in range(4)] for name in ("all", "left", "gone")}
    for seed in range(1, 25):
        run = simulate(Scenario(seed=seed))
        stuck, free = run.series("stuck"), run.series("free_slots")
        change = run.series("expected_stranded") - run.series("accepted")
        for tick in range(1, 241):
            if tick == 10 or not stuck[tick - 1]:  # at 10 the cut
                continue
            place = min(3, int(stuck[tick - 1] // 160))
            for name in ("all", "left" if free[tick - 1] else "gone"):
                minutes[name][place].append(change[tick])
    for name, bins in minutes.items():
        found = made.curves[name].mean
        assert found.ticks.tolist() == [len(one) for one in bins]
        known = [k for k, one in enumerate(bins) if one]
        np.testing.assert_allclose(found.mean[known], [np.mean(bins[k]) for k in known])


def test_with_the_usual_settings_blocks_do_not_agree_where_a_minute_turns(usual: Hill):
    alone = [drift_curve(block(Scenario(), 1 + 200 * k)).equilibria for k in range(5)]
    assert len({tuple(one.kind for one in found) for found in alone}) > 1
    assert usual.curves["all"].agreed is None


def test_at_the_same_share_stuck_free_slots_decide(usual: Hill):
    low, high = usual.contested
    stays = {True: [], False: []}
    for seed in range(5001, 5301):  # other lucks, and what happened instead of what was expected
        run = simulate(Scenario(seed=seed))
        stuck, free = run.series("stuck") / 640, run.series("free_slots") > 0
        for tick in range(16, 240):
            if low <= stuck[tick] < high:
                stays[bool(free[tick])].append(stuck[tick + 1] - stuck[tick])
    assert np.mean(stays[True]) < 0 < np.mean(stays[False])


def test_without_a_free_slot_every_share_grows(usual: Hill):
    gone = usual.curves["gone"]
    assert gone.agreed == ()
    assert (gone.sides[1:] == 1).all()


def test_on_the_edge_all_blocks_agree_on_one_threshold():
    made = hill(EDGE)
    (tip,) = made.curves["all"].agreed
    assert tip.kind == "tipping"
    for k in range(5):
        (alone,) = drift_curve(block(EDGE, 1 + 200 * k)).equilibria
        assert tip.low <= alone.share <= tip.high
    assert made.contested is not None


@pytest.mark.parametrize(
    ("blocks", "agreed"),
    [
        ([[("tipping", 0.1, 0.3)], [("tipping", 0.2, 0.4)]], True),
        ([[("tipping", 0.1, 0.2)], [("tipping", 0.3, 0.4)]], False),
        ([[("tipping", 0.1, 0.3)], []], False),
        ([[("tipping", 0.1, 0.3)], [("resting", 0.1, 0.3)]], False),
        ([[], []], True),
    ],
)
def test_blocks_agree_where_each_finds_the_same_in_the_same_place(blocks, agreed):
    crossings = tuple(tuple(Equilibrium((a + b) / 2, kind, a, b) for kind, a, b in one) for one in blocks)
    found = Curve(None, None, crossings).agreed
    assert (found is not None) == agreed
    if agreed and found:
        assert found == (Equilibrium(pytest.approx(0.25), "tipping", 0.1, 0.4),)


def test_the_hill_of_an_ensemble_is_that_of_its_lucks_in_blocks():
    lucks = block(EDGE, 1, 61)
    made = model_hill(lucks, blocks=3, bins=8)
    edges = edges_for(lucks, 8)
    apart = hill_of([block_of(block(EDGE, first, 20), edges) for first in (1, 21, 41)], edges)
    assert made.replicates == 20
    for name, curve in made.curves.items():
        assert np.array_equal(curve.mean.mean, apart.curves[name].mean.mean, equal_nan=True)
        assert curve.blocks == apart.curves[name].blocks


@pytest.mark.parametrize(("lucks", "blocks"), [(20, 1), (20, 0), (3, 2)])
def test_a_hill_of_too_few_is_refused(lucks, blocks):
    with pytest.raises(ValueError, match=f"blocks must be at least 2, .*; {blocks} of {lucks} lucks were asked for"):
        model_hill(block(EDGE, 1, lucks), blocks)
