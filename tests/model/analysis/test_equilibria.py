"""Where the hill is crossed: chance crossings are none, one that is there is found, and found again."""

from collections.abc import Callable

import numpy as np
import pytest

from model import Ensemble, Scenario, simulate_many
from model.analysis.drift_curve import Binned, binned, drift_curve
from model.analysis.equilibria import CHANCE, equilibria, sides

EDGE = Scenario(bug_probability=0.0005)


@pytest.fixture(scope="module")
def replicates() -> Ensemble:
    return simulate_many([EDGE.replace(seed=seed) for seed in range(1, 201)])


def test_a_crossing_that_is_more_than_chance_is_found_in_other_lucks_too(replicates: Ensemble):
    (mine,) = drift_curve(replicates).equilibria
    others = simulate_many([EDGE.replace(seed=seed) for seed in range(201, 401)])
    (theirs,) = drift_curve(others).equilibria
    assert theirs.kind == mine.kind
    assert max(mine.low, theirs.low) < min(mine.high, theirs.high)


def signs_change(mean: np.ndarray) -> int:
    return int((np.diff(np.sign(mean)) != 0).sum())


def hill_of(luck: np.random.Generator, pull: Callable, replicates: int = 60) -> Binned:
    where = luck.random((replicates, 40))
    own = luck.normal(size=(replicates, 1))  # the ticks of a luck hang together
    return binned(np.linspace(0, 1, 21), where, pull(where) + own + 2 * luck.normal(size=where.shape))


def judged(hill: Binned) -> tuple[np.ndarray, tuple]:
    side = sides(hill.mean, hill.error, hill.replicates)
    return side, equilibria(hill.middle, hill.mean, side)


@pytest.mark.parametrize("replicates", [60, 8])
def test_where_nothing_pulls_there_is_no_crossing_though_the_mean_seems_to_cross_again_and_again(replicates: int):
    luck, hills = np.random.default_rng(5), 600
    seeming, beyond, found = 0, 0, 0
    for _ in range(hills):
        hill = hill_of(luck, np.zeros_like, replicates)
        side, crossed = judged(hill)
        seeming += signs_change(hill.mean)
        beyond += bool(side.any())
        found += bool(crossed)
    assert seeming > 5 * hills
    assert beyond <= CHANCE * hills + 4 * np.sqrt(CHANCE * hills)
    assert found <= 4


def test_a_crossing_that_is_there_is_found_once_where_it_is():
    luck = np.random.default_rng(6)
    for _ in range(200):
        hill = hill_of(luck, lambda where: 4 * (where - 0.42))
        _, crossed = judged(hill)
        assert [one.kind for one in crossed] == ["tipping"]
        assert crossed[0].low < crossed[0].share < crossed[0].high
        assert crossed[0].share == pytest.approx(0.42, abs=0.2)


def test_a_hill_with_three_crossings_has_them_in_turn():
    hill = hill_of(np.random.default_rng(7), lambda where: 6 * np.sin(2 * np.pi * 1.5 * (where - 0.1)), 200)
    assert [one.kind for one in judged(hill)[1]] == ["tipping", "resting", "tipping"]


def test_what_a_hill_without_a_crossing_does_is_told(replicates: Ensemble):
    def always(**settings) -> str:
        return drift_curve(simulate_many([Scenario(**settings, seed=seed) for seed in range(1, 61)])).always

    assert drift_curve(replicates).always == ""
    assert always(bug_probability=0) == "fades"
    assert always(bug_probability=0.01) == "feeds"
    assert always(cut_off_for=0, ticks=5) == "unsure"
