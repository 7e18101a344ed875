"""What is drawn about the edge, against other ways to the same numbers: other bins, numpy, single runs."""

import numpy as np
import pytest

from model import FATES, Ensemble, Scenario, simulate, simulate_many
from model.analysis.drift_curve import binned, drift, drift_curve, expected_change, path
from model.analysis.fan import ends, fan
from model.analysis.size import SIZES, against, by_size, fitting, peak_share, where_chance_decides
from tests.model.helpers import standard_errors_off

EDGE = Scenario(bug_probability=0.0005)


@pytest.fixture(scope="module")
def replicates() -> Ensemble:
    return simulate_many([EDGE.replace(seed=seed) for seed in range(1, 201)])


# The hill


def test_means_in_bins_by_hand():
    where = np.array([[0.1, 0.1, 0.9], [0.2, 0.6, np.nan]])
    value = np.array([[1.0, 3.0, 5.0], [5.0, 7.0, 9.0]])
    found = binned([0, 0.5, 1], where, value)
    assert found.ticks.tolist() == [3, 2]
    assert found.replicates.tolist() == [2, 2]
    np.testing.assert_allclose(found.mean, [3, 6])
    np.testing.assert_allclose(found.middle, [0.4 / 3, 0.75])
    # Lucks are off by (4 - 2 * 3, 5 - 3) and by (5 - 6, 7 - 6): sqrt(8 * 2) / 3 and sqrt(2 * 2) / 2.
    np.testing.assert_allclose(found.error, [4 / 3, 1])


def test_the_error_of_a_bin_is_the_spread_of_repeated_samples():
    luck = np.random.default_rng(1)
    means, errors = [], []
    for _ in range(400):
        own = luck.normal(size=(60, 1))  # the ticks of a luck hang together
        where = luck.random((60, 20))
        found = binned([0, 0.3, 1], where, own + luck.normal(size=(60, 20)))
        means.append(found.mean)
        errors.append(found.error)
    np.testing.assert_allclose(np.std(means, axis=0), np.mean(errors, axis=0), rtol=0.1)


def test_the_hill_is_the_mean_of_what_each_tick_was_expected_to_do(replicates: Ensemble):
    hill = drift_curve(replicates, 10).hill
    stuck = replicates.series("stuck")[:, :-1] / 640
    change = (replicates.series("expected_stranded") - replicates.series("accepted"))[:, 1:]
    quiet = (replicates.series("cuts")[:, 1:] == 0) & (replicates.series("relieved") == replicates.series("accepted"))[
        :, 1:
    ]
    for low, high, mean, ticks in zip(hill.edges, hill.edges[1:], hill.mean, hill.ticks, strict=False):
        these = quiet & (stuck > 0) & (stuck >= low) & (stuck < (high if high < hill.edges[-1] else 2))
        assert ticks == these.sum()
        assert mean == pytest.approx(change[these].mean() if ticks else np.nan, nan_ok=True)


def test_there_is_a_tipping_point_and_runs_end_on_either_side(replicates: Ensemble):
    (crossing,) = drift_curve(replicates).equilibria
    share = crossing.share
    assert crossing.kind == "tipping"
    assert crossing.low < share < crossing.high
    final = replicates.last("stuck") / 640
    collapse = replicates.fate_codes == FATES.index("collapsed")
    assert (final[collapse] > share).all()
    assert (final[replicates.fate_codes == FATES.index("over")] < share).all()


def test_a_runs_path_is_its_own():
    run = simulate(EDGE)
    stuck, change = path(run)
    assert stuck.shape == change.shape == (240,)
    assert stuck[14] == run.series("stuck")[14] / 640
    assert change[14] == run.series("expected_stranded")[15] - run.series("accepted")[15]


def test_the_drift_is_what_stuck_does_on_average(replicates: Ensemble):
    many = simulate_many([Scenario(seed=seed, restart_after=30) for seed in range(1, 601)])
    for found in (drift(many), drift(replicates), drift(many, 4)):
        assert (found.replicates > 20).all()
        assert (np.abs(found.mean - found.middle) < 4 * found.error).all()
    assert found.middle[0] < 0 < found.middle[-1]
    assert np.nanmin(found.error) > 0


def test_ticks_in_which_the_rules_move_volumes_otherwise_have_no_expected_change():
    many = simulate_many([Scenario(seed=seed, background=0.01, reconnect=0.3, ticks=30) for seed in range(40)])
    expected = expected_change(many)
    assert np.isnan(expected[:, 9]).all()  # the cut
    assert np.isnan(expected[:, 14]).all()  # contact
    residual = (np.diff(many.series("stuck"), axis=1) - expected)[:, 15:]
    each = np.nansum(residual, axis=1)
    assert standard_errors_off(each, 0) < 4


def test_the_drift_with_a_node_broken_by_hand_is_refused():
    broken = simulate_many([Scenario(actions=[(20, "crash_node", 3)])])
    with pytest.raises(ValueError, match="without crash_node"):
        drift(broken)


def test_where_nothing_happens_there_is_no_hill():
    calm = simulate_many([Scenario(cut_off_for=0, ticks=5, seed=seed) for seed in range(3)])
    assert drift_curve(calm).equilibria == ()
    assert drift_curve(calm).hill.ticks.sum() == 0
    assert drift(calm).ticks.sum() == 0


# Two hundred lucks


def test_the_fan_is_made_of_quantiles(replicates: Ensemble):
    low, middle, high = fan(replicates, "stuck", (0.1, 0.5, 0.9))
    table = np.sort(replicates.series("stuck"), axis=0)
    np.testing.assert_array_equal(low, table[19])
    np.testing.assert_array_equal(middle, table[99])
    np.testing.assert_array_equal(high, table[179])
    np.testing.assert_array_equal(fan(replicates, "stuck", (0, 1)), table[[0, -1]])


def test_the_fan_of_a_storm_number_leaves_out_lucks_in_which_nothing_moves(replicates: Ensemble):
    (middle,) = fan(replicates, "storm_number", (0.5,))
    table = replicates.series("storm_number")
    assert np.isnan(middle[:10]).all()
    for tick in (16, 30, 100, 240):
        own = np.sort(table[:, tick][~np.isnan(table[:, tick])])
        assert middle[tick] == own[(len(own) + 1) // 2 - 1]


def test_the_ends_have_two_peaks(replicates: Ensemble):
    counts, edges = ends(replicates, 10)
    assert counts.sum() == 200
    assert edges.tolist() == pytest.approx(np.linspace(0, 1, 11).tolist())
    assert counts[0] + counts[-1] > 140  # the average storm never happens
    assert min(counts[0], counts[-1]) > 40
    assert counts[-1] == (replicates.last("stuck") / 640 >= 0.9).sum()


# Size


def test_a_size_is_the_scenario_with_so_many_nodes():
    made = by_size(EDGE, (16, 64), 20)
    for i, nodes in enumerate((16, 64)):
        fates = [simulate(EDGE.replace(nodes=nodes, seed=seed)).fate for seed in range(1, 21)]
        assert [FATES[fate] for fate in made.replicates(i, 0)["fate"]] == fates
        peaks = made.replicates(i, 0)["peak_stuck"] / (nodes * 10)
        np.testing.assert_allclose(peak_share(made, (0.1, 0.5))[:, i], np.quantile(peaks, (0.1, 0.5)))


def test_luck_decides_in_a_small_cluster_and_hardly_in_a_large_one_with_the_usual_settings():
    made = by_size(Scenario(), SIZES, 100)  # as the page shows it first
    share = made.share("collapsed")[:, 0]
    others = against(made)
    np.testing.assert_array_equal(others, np.minimum(100 * share, 100 - 100 * share).round())
    assert 30 < others[0] <= 50
    assert (np.diff(others) <= 0).all()
    assert others[-1] <= 2
    assert where_chance_decides(made) == "small"
    assert (
        where_chance_decides(by_size(Scenario(bug_probability=0.0015, spare_capacity=0.06), (16, 256), 100)) == "small"
    )


def test_on_the_edge_luck_decides_at_every_size_and_far_from_it_at_none():
    on_the_edge = by_size(EDGE, (16, 1000), 100)
    assert (against(on_the_edge) > 20).all()
    assert where_chance_decides(on_the_edge) == "every"
    assert where_chance_decides(by_size(Scenario(bug_probability=0), (16, 256), 100)) == "none"
    assert where_chance_decides(by_size(Scenario(), (16, 256), 5)) == "unsure"


def test_sizes_that_do_not_go_with_the_other_settings_are_left_out():
    assert fitting(Scenario(peers="ring", degree=20), (16, 64)) == (64,)
    assert fitting(Scenario(actions=[(5, "crash_node", 40)])) == (64, 256, 1000)
