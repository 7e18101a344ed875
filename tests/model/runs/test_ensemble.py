"""Many runs at once: each is exactly the run that its scenario gives alone, however they are mixed and dealt out."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import FATES, Ensemble, Scenario, simulate, simulate_many
from model.rules.states import COUNTS
from model.runs.certainty import wilson
from model.runs.measures import MEASURES
from tests.model.helpers import scenarios


@settings(max_examples=40)
@given(st.lists(scenarios(), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_a_run_in_an_ensemble_is_that_run_alone(mix, random):
    alone = [simulate(scenario) for scenario in mix]
    for threads in (1, 3):
        order = random.sample(range(len(mix)), len(mix))
        ensemble = simulate_many([mix[k] for k in order], threads=threads)
        assert ensemble.fates.tolist() == [alone[k].fate for k in order]
        for name in MEASURES:
            table = ensemble.series(name)
            assert table.shape == (len(mix), max(scenario.ticks for scenario in mix) + 1)
            for row, k in zip(table, order, strict=True):
                np.testing.assert_array_equal(row[: alone[k].ticks + 1], alone[k].series(name))
                assert np.isnan(row[alone[k].ticks + 1 :]).all()


@settings(max_examples=40)
@given(st.lists(scenarios(), min_size=1, max_size=12))
def test_an_ensemble_without_series_ends_the_same(mix):
    whole, ends = simulate_many(mix), simulate_many(mix, series=False, threads=2)
    assert ends.fates.tolist() == whole.fates.tolist()
    runs = [simulate(scenario) for scenario in mix]
    for name in COUNTS:
        at_end = [run.series(name).sum() if name == "crashes" else run.series(name)[-1] for run in runs]
        assert ends.last(name).tolist() == whole.last(name).tolist() == at_end
    with pytest.raises(ValueError, match="kept only the ends"):
        ends.series("stuck")


def test_an_ensemble_knows_its_shares_and_ends():
    many = simulate_many([Scenario(seed=seed, bug_probability=0.0005) for seed in range(40)])
    assert len(many) == 40
    assert sum(many.share(fate) for fate in FATES) == pytest.approx(1)
    assert many.share("over") == np.mean(many.fates == "over")
    np.testing.assert_array_equal(many.last("crashes"), many.series("crashes").sum(axis=1))
    np.testing.assert_array_equal(many.last("nodes_up"), many.series("nodes_up")[:, -1])


def test_an_ensemble_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one scenario"):
        simulate_many([])


def test_a_share_has_the_interval_of_wilson():
    many = simulate_many([Scenario(seed=seed, bug_probability=0.0005) for seed in range(60)], series=False)
    for fate in FATES:
        low, high = many.interval(fate)
        assert (low, high) == pytest.approx([float(end) for end in wilson((many.fates == fate).sum(), 60)])
        assert low <= many.share(fate) <= high
    assert many.interval("over", 0.5)[0] > many.interval("over")[0]


@pytest.mark.parametrize("ask", [Ensemble.share, Ensemble.interval, Ensemble.last])
def test_a_name_that_there_is_not_is_refused_with_those_that_there_are(ask):
    many = simulate_many([Scenario(ticks=5)])
    with pytest.raises(KeyError, match=r"collapse .*choose from .*(collapsed|short_of_room)"):
        ask(many, "collapse")


def test_progress_is_told_up_to_the_last_run():
    told: list[int] = []
    simulate_many([Scenario(seed=seed, ticks=5) for seed in range(50)], threads=1, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 50
    assert len(told) > 1


def test_an_executor_of_ones_own_gives_the_same():
    mix = [Scenario(seed=seed, ticks=40) for seed in range(30)]
    with ThreadPoolExecutor(2) as pool:
        np.testing.assert_array_equal(simulate_many(mix, executor=pool).counts, simulate_many(mix, threads=1).counts)
