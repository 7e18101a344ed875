"""What is drawn about the edge, against other ways to the same numbers: brute force, other bins, numpy."""

import time
from collections.abc import Callable
from concurrent.futures import CancelledError, ThreadPoolExecutor

import numpy as np
import pytest

from model import FATES, Ensemble, Scenario, rescue, simulate, simulate_many
from model.crossings import CHANCE, crossings, sides
from model.fan import ends, fan
from model.portrait import Binned, binned, drift, expected_change, path, portrait
from model.prevention import FINE, prevent_against_cure
from model.rescue import RESCUES, acting, chances_to_save, collapsed, last_minute
from model.size import SIZES, against, by_size, fitting, peak_share, where_luck_decides
from tests.model.helpers import standard_errors_off

EDGE = Scenario(bug_probability=0.0005)


@pytest.fixture(scope="module")
def lucks() -> Ensemble:
    return simulate_many([EDGE.replace(seed=seed) for seed in range(1, 201)])


# The last minute to act


@pytest.mark.parametrize("name", RESCUES)
@pytest.mark.parametrize("seed", [1, 4])
def test_the_last_minute_is_what_brute_force_finds(name: str, seed: int):
    scenario = Scenario(nodes=32, seed=seed, ticks=120, bug_probability=0.002)
    found = last_minute(scenario, RESCUES[name])
    assert found.needed
    assert found.ticks.tolist() == list(range(1, 121))
    saved = []
    for tick in range(1, 121):
        actions = [(tick + later, *rest) for later, *rest in RESCUES[name] if tick + later <= 120]
        saved.append(simulate(scenario.replace(actions=actions)).fate != "collapsed")
    assert found.saved.tolist() == saved
    last = max((tick for tick in range(1, 121) if saved[tick - 1]), default=None)
    assert found.last == last
    assert found.gaps == (0 if last is None else saved[:last].count(False))


def test_some_rescues_save_and_some_come_too_late():
    last = {name: last_minute(Scenario(), rescue).last for name, rescue in RESCUES.items()}
    assert all(last[name] > Scenario().cut_off_at for name in ("add_capacity", "set_backoff", "fix_bug"))
    assert last["reconnect"] is None  # the volumes that trust their copy again are too few for this luck


def test_a_run_that_does_not_collapse_needs_no_rescue():
    found = last_minute(Scenario(spare_capacity=0.2), RESCUES["fix_bug"])
    assert not found.needed
    assert found.last is None
    assert not found.saved.any()


def test_an_operators_actions_stay_and_what_is_too_late_falls_away():
    scenario = Scenario(ticks=50, actions=[(5, "set_backoff", 2)])
    assert acting(scenario, RESCUES["stop_search"], 30) == (
        (5, "set_backoff", 2), (30, "stop_search", 1), (50, "stop_search", 0),
    )  # fmt: skip
    assert acting(scenario, RESCUES["stop_search"], 31)[1:] == ((31, "stop_search", 1),)


def test_the_chance_to_be_saved_is_counted_among_those_that_would_collapse():
    found = chances_to_save(EDGE, RESCUES["add_capacity"], [40, 15, 200], 40)
    alone = [simulate(EDGE.replace(seed=seed)).fate == "collapsed" for seed in range(1, 41)]
    assert found.ticks.tolist() == [15, 40, 200]
    assert (found.of, found.lucks) == (sum(alone), 40)
    for row, tick in enumerate(found.ticks.tolist()):
        acted = EDGE.replace(actions=[(tick, "add_capacity", 0.1)])
        fates = [simulate(acted.replace(seed=seed)).fate for seed in range(1, 41)]
        assert found.saved[row] == sum(a and fate != "collapsed" for a, fate in zip(alone, fates, strict=True))
    low, high = found.interval()
    assert (low <= found.share).all()
    assert (found.share <= high).all()
    assert np.isnan(chances_to_save(Scenario(spare_capacity=0.3), RESCUES["fix_bug"], [5], 5).share).all()


# Prevent against cure


def test_the_room_that_prevents_and_the_room_that_cures_are_where_half_the_lucks_collapse():
    found = prevent_against_cure(Scenario(), (20, 60), 60)
    assert found.collapse == collapsed(Scenario(), [{}], 1, 60).mean()

    def lost(share: float, tick: int) -> float:
        if tick == 0:
            scenario = Scenario(spare_capacity=0.05 + share)
        else:
            scenario = Scenario(actions=[(tick, "add_capacity", share)])
        return simulate_many([scenario.replace(seed=seed) for seed in range(1, 61)], series=False).share("collapsed")

    for room in (found.prevent, found.cures[0]):
        assert lost(room.share, room.tick) == pytest.approx(1 - room.saved)
        assert lost(room.share, room.tick) <= 0.5 < lost(room.share - FINE, room.tick)
    assert found.prevent.share < found.cures[0].share
    assert found.cures[1].share is None  # at minute 60 not even as much again as all copies would do
    assert lost(1, 60) == pytest.approx(1 - found.cures[1].saved)
    assert lost(1, 60) > 0.5


def test_no_more_room_changes_nothing():
    lost = collapsed(EDGE, [{}, {"actions": acting(EDGE, ((0, "add_capacity", 0),), 20)}], 1, 60)
    np.testing.assert_array_equal(lost[0], lost[1])


def test_where_half_the_lucks_are_safe_no_room_is_needed():
    assert prevent_against_cure(Scenario(spare_capacity=0.15), (20,), 10).prevent.share == 0


# Work that tells how far it has come, and that can be called off

LONG = Scenario(bug_probability=0.002)
HEAVY = {
    "the last minute": lambda **how: last_minute(LONG, RESCUES["fix_bug"], **how),
    "a run that needs no rescue": lambda **how: last_minute(EDGE.replace(bug_probability=0), RESCUES["fix_bug"], **how),
    "the chance to save": lambda **how: chances_to_save(LONG, RESCUES["throttle"], [10, 20, 40], 40, **how),
    "prevent or cure": lambda **how: prevent_against_cure(LONG, (20, 60), 40, **how),
    "nothing to prevent": lambda **how: prevent_against_cure(LONG.replace(spare_capacity=0.2), (20,), 40, **how),
}
CALLED_OFF = {name: HEAVY[name] for name in ("the last minute", "the chance to save", "prevent or cure")}


class Counting(ThreadPoolExecutor):
    """One thread; counts the runs that were begun."""

    def __init__(self) -> None:
        super().__init__(1)
        self.begun = 0

    def submit(self, fn, /, base, part):
        def counted():
            self.begun += sum(piece.last - piece.first + 1 for piece in part)
            return fn(base, part)

        return super().submit(counted)


@pytest.mark.parametrize("work", HEAVY.values(), ids=HEAVY)
def test_progress_only_grows_and_ends_with_the_whole(work: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rescue, "PART_WORK", 7 * LONG.volumes * LONG.ticks)
    told: list[tuple[int, int]] = []
    with Counting() as crew:
        work(executor=crew, progress=lambda *news: told.append(news))
    done, of = np.array(told).T
    assert (np.diff(done) >= 0).all()
    assert (np.diff(of) <= 0).all()
    assert (np.diff(done) <= 7).all()
    assert done[-1] == of[-1] == crew.begun


@pytest.mark.parametrize("work", CALLED_OFF.values(), ids=CALLED_OFF)
def test_who_calls_off_waits_for_no_more_than_the_parts_in_hand(work: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rescue, "PART_WORK", 3 * LONG.volumes * LONG.ticks)
    told: list[int] = []
    with Counting() as crew:
        with pytest.raises(CancelledError):
            work(executor=crew, progress=lambda done, of: told.append(done), cancel=lambda: len(told) > 5)
        at_once = crew.begun
    assert told[-1] < 40
    assert at_once <= crew.begun <= told[-1] + 2 * 3  # the part in hand, and one that began meanwhile


def test_it_is_asked_whether_to_stop_ten_times_a_second():
    large, asked = Scenario(nodes=1000, volumes_per_node=20, ticks=500), [time.perf_counter()]

    def cancel() -> bool:
        asked.append(time.perf_counter())
        return len(asked) > 20

    with pytest.raises(CancelledError):
        chances_to_save(large, RESCUES["throttle"], [40], 1000, cancel=cancel)
    assert np.median(np.diff(asked)) < 0.1


def test_long_runs_are_dealt_out_one_by_one_and_short_ones_many_at_once():
    large = Scenario(nodes=1000, volumes_per_node=20, ticks=500)
    assert max(len(part) for part in rescue._parts(large, [{}] * 3, 1, 4)) == 1
    assert {part[0].last - part[0].first + 1 for part in rescue._parts(large, [{}], 1, 4)} == {2}
    small = rescue._parts(EDGE, [{}] * 30, 1, 50)
    assert len(small) == 15
    assert [piece.cell for part in small for piece in part] == list(range(30))


# The hill


def test_means_in_bins_by_hand():
    where = np.array([[0.1, 0.1, 0.9], [0.2, 0.6, np.nan]])
    value = np.array([[1.0, 3.0, 5.0], [5.0, 7.0, 9.0]])
    found = binned([0, 0.5, 1], where, value)
    assert found.ticks.tolist() == [3, 2]
    assert found.lucks.tolist() == [2, 2]
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


def test_the_hill_is_the_mean_of_what_each_tick_was_expected_to_do(lucks: Ensemble):
    hill = portrait(lucks, 10).hill
    stuck = lucks.series("stuck")[:, :-1] / 640
    change = (lucks.series("expected_stranded") - lucks.series("accepted"))[:, 1:]
    quiet = (lucks.series("cuts")[:, 1:] == 0) & (lucks.series("relieved") == lucks.series("accepted"))[:, 1:]
    for low, high, mean, ticks in zip(hill.edges, hill.edges[1:], hill.mean, hill.ticks, strict=False):
        these = quiet & (stuck > 0) & (stuck >= low) & (stuck < (high if high < hill.edges[-1] else 2))
        assert ticks == these.sum()
        assert mean == pytest.approx(change[these].mean() if ticks else np.nan, nan_ok=True)


def test_there_is_a_tipping_point_and_runs_end_on_either_side(lucks: Ensemble):
    (crossing,) = portrait(lucks).crossings
    share = crossing.share
    assert crossing.kind == "tipping"
    assert crossing.low < share < crossing.high
    final = lucks.last("stuck") / 640
    collapse = lucks.fate_codes == FATES.index("collapsed")
    assert (final[collapse] > share).all()
    assert (final[lucks.fate_codes == FATES.index("over")] < share).all()


def test_a_crossing_that_is_more_than_chance_is_found_in_other_lucks_too(lucks: Ensemble):
    (mine,) = portrait(lucks).crossings
    others = simulate_many([EDGE.replace(seed=seed) for seed in range(201, 401)])
    (theirs,) = portrait(others).crossings
    assert theirs.kind == mine.kind
    assert max(mine.low, theirs.low) < min(mine.high, theirs.high)


def signs_change(mean: np.ndarray) -> int:
    return int((np.diff(np.sign(mean)) != 0).sum())


def hill_of(luck: np.random.Generator, pull: Callable, lucks: int = 60) -> Binned:
    where = luck.random((lucks, 40))
    own = luck.normal(size=(lucks, 1))  # the ticks of a luck hang together
    return binned(np.linspace(0, 1, 21), where, pull(where) + own + 2 * luck.normal(size=where.shape))


def judged(hill: Binned) -> tuple[np.ndarray, tuple]:
    side = sides(hill.mean, hill.error, hill.lucks)
    return side, crossings(hill.middle, hill.mean, side)


@pytest.mark.parametrize("lucks", [60, 8])
def test_where_nothing_pulls_there_is_no_crossing_though_the_mean_seems_to_cross_again_and_again(lucks: int):
    luck, hills = np.random.default_rng(5), 600
    seeming, beyond, found = 0, 0, 0
    for _ in range(hills):
        hill = hill_of(luck, np.zeros_like, lucks)
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


def test_a_bin_of_few_lucks_has_to_lie_further_off_and_one_of_very_few_is_on_no_side():
    mean, error = np.full(20, 4.0), np.ones(20)
    assert sides(mean, error, np.full(20, 200)).all()
    assert not sides(mean, error, np.full(20, 8)).any()
    assert not sides(1000 * mean, error, np.full(20, 4)).any()
    assert (sides(-mean, np.zeros(20), np.full(20, 6)) == -1).all()  # all lucks agree


def test_what_a_hill_without_a_crossing_does_is_told(lucks: Ensemble):
    def always(**settings) -> str:
        return portrait(simulate_many([Scenario(**settings, seed=seed) for seed in range(1, 61)])).always

    assert portrait(lucks).always == ""
    assert always(bug_probability=0) == "fades"
    assert always(bug_probability=0.01) == "feeds"
    assert always(cut_off_for=0, ticks=5) == "unsure"


def test_a_runs_path_is_its_own():
    run = simulate(EDGE)
    stuck, change = path(run)
    assert stuck.shape == change.shape == (240,)
    assert stuck[14] == run.series("stuck")[14] / 640
    assert change[14] == run.series("expected_stranded")[15] - run.series("accepted")[15]


def test_the_drift_is_what_stuck_does_on_average(lucks: Ensemble):
    many = simulate_many([Scenario(seed=seed, restart_after=30) for seed in range(1, 601)])
    for found in (drift(many), drift(lucks), drift(many, 4)):
        assert (found.lucks > 20).all()
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
    assert portrait(calm).crossings == ()
    assert portrait(calm).hill.ticks.sum() == 0
    assert drift(calm).ticks.sum() == 0


# Two hundred lucks


def test_the_fan_is_made_of_quantiles(lucks: Ensemble):
    low, middle, high = fan(lucks, "stuck", (0.1, 0.5, 0.9))
    table = np.sort(lucks.series("stuck"), axis=0)
    np.testing.assert_array_equal(low, table[19])
    np.testing.assert_array_equal(middle, table[99])
    np.testing.assert_array_equal(high, table[179])
    np.testing.assert_array_equal(fan(lucks, "stuck", (0, 1)), table[[0, -1]])


def test_the_fan_of_a_storm_number_leaves_out_lucks_in_which_nothing_moves(lucks: Ensemble):
    (middle,) = fan(lucks, "storm_number", (0.5,))
    table = lucks.series("storm_number")
    assert np.isnan(middle[:10]).all()
    for tick in (16, 30, 100, 240):
        own = np.sort(table[:, tick][~np.isnan(table[:, tick])])
        assert middle[tick] == own[(len(own) + 1) // 2 - 1]


def test_the_ends_have_two_peaks(lucks: Ensemble):
    counts, edges = ends(lucks, 10)
    assert counts.sum() == 200
    assert edges.tolist() == pytest.approx(np.linspace(0, 1, 11).tolist())
    assert counts[0] + counts[-1] > 140  # the average storm never happens
    assert min(counts[0], counts[-1]) > 40
    assert counts[-1] == (lucks.last("stuck") / 640 >= 0.9).sum()


# Size


def test_a_size_is_the_scenario_with_so_many_nodes():
    made = by_size(EDGE, (16, 64), 20)
    for i, nodes in enumerate((16, 64)):
        fates = [simulate(EDGE.replace(nodes=nodes, seed=seed)).fate for seed in range(1, 21)]
        assert [FATES[fate] for fate in made.lucks(i, 0)["fate"]] == fates
        peaks = made.lucks(i, 0)["peak_stuck"] / (nodes * 10)
        np.testing.assert_allclose(peak_share(made, (0.1, 0.5))[:, i], np.quantile(peaks, (0.1, 0.5)))


def test_luck_decides_in_a_small_cluster_and_hardly_in_a_large_one_with_the_usual_settings():
    made = by_size(Scenario(), SIZES, 100)  # as the page shows it first
    share = made.share("collapsed")[:, 0]
    others = against(made)
    np.testing.assert_array_equal(others, np.minimum(100 * share, 100 - 100 * share).round())
    assert 30 < others[0] <= 50
    assert (np.diff(others) <= 0).all()
    assert others[-1] <= 2
    assert where_luck_decides(made) == "small"
    assert where_luck_decides(by_size(Scenario(bug_probability=0.0015, spare_capacity=0.06), (16, 256), 100)) == "small"


def test_on_the_edge_luck_decides_at_every_size_and_far_from_it_at_none():
    on_the_edge = by_size(EDGE, (16, 1000), 100)
    assert (against(on_the_edge) > 20).all()
    assert where_luck_decides(on_the_edge) == "every"
    assert where_luck_decides(by_size(Scenario(bug_probability=0), (16, 256), 100)) == "none"
    assert where_luck_decides(by_size(Scenario(), (16, 256), 5)) == "unsure"


def test_sizes_that_do_not_go_with_the_other_settings_are_left_out():
    assert fitting(Scenario(peers="ring", degree=20), (16, 64)) == (64,)
    assert fitting(Scenario(actions=[(5, "crash_node", 40)])) == (64, 256, 1000)
