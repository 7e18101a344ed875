"""What is worked out on paper and drawn about the edge, on clusters so small that plain Python plays them.

Closed forms are held against direct sums over all cases, ensembles against `simulate` run by run.
"""

import io
import sys
from dataclasses import replace
from itertools import product
from math import comb

import numpy as np
import pytest

from model import FATES, Ensemble, Scenario, simulate, simulate_many
from model.analysis import law_trial
from model.analysis.drift_curve import DriftCurve, binned, drift, drift_curve, expected_change, path
from model.analysis.equilibria import equilibria, sides
from model.analysis.fan import ends, fan
from model.analysis.first_minute import binomial, expected_accepted, expected_crashes, first_minute, together
from model.analysis.law_trial import grown, try_law, try_laws
from model.analysis.ordinary_day import ordinary_day, ordinary_day_crashes, storm_against_day
from model.analysis.size import against, by_size, fitting, peak_share, where_chance_decides
from model.analysis.theory import Waiting, closings_per_node, in_step, pairs_per_tick, square_law, ticks_to_next_crash
from model.analysis.wait_times import mean_wait
from model.cli.progress import Progress
from model.engine.backoff import JITTERS
from model.runs.measures import MEASURES, named_series, recent, storm_number
from model.runs.tally import Tally
from tests.model.analysis.test_wait_times import decorrelated_mean_wait
from tests.model.helpers import standard_errors_off

TINY = Scenario(nodes=8, volumes_per_node=3, ticks=30, bug_probability=0.05, cut_off_fraction=0.4)
HOPELESS = TINY.replace(spare_capacity=0, bug_probability=0)
FOUR = Scenario(nodes=4, volumes_per_node=1, cut_off_fraction=0.25, bug_probability=0.1, spare_capacity=0.75, ticks=15)
SIGMAS = 4


@pytest.fixture(scope="module")
def replicates() -> Ensemble:
    return simulate_many([TINY.replace(seed=seed) for seed in range(1, 25)], threads=1)


# Waits


@pytest.mark.parametrize("level", range(5))
def test_the_mean_wait_is_that_of_whole_numbers_or_what_iteration_finds(level):
    w = 2**level
    assert mean_wait(level, "none") == w
    assert mean_wait(level, "full") == np.mean(range(1, w + 1))
    assert mean_wait(level, "equal") == (np.mean(range(w // 2 + 1, w + 1)) if level else 1)
    expected = decorrelated_mean_wait(w) if level else 1
    assert mean_wait(level, "decorrelated") == pytest.approx(expected, rel=1e-4)
    for jitter in JITTERS:
        always = mean_wait(level, jitter) == w
        assert in_step(level, jitter) == (w if always else 1)


def test_a_jitter_that_is_none_is_named_in_a_sentence():
    with pytest.raises(ValueError, match="jitter must be one of none, equal, full, decorrelated; some was given"):
        mean_wait(1, "some")


def test_who_waits_without_jitter_asks_once_in_a_mean_wait():
    run = simulate(HOPELESS.replace(backoff=2, jitter="none", ticks=53))
    asked = run.requests[run.log["sent"][21] : run.log["sent"][53]]["volume"]
    times = np.bincount(asked, minlength=TINY.volumes)[run.snapshot(21).state != 0]
    assert len(times) == run.series("stuck")[53] > 0
    assert (times == 32 / mean_wait(2, "none")).all()  # ticks 22 to 53


# Pairs and the square law


def test_who_waits_after_a_cut_is_the_mean_over_all_mirrors_and_all_trust():
    scenario = FOUR.replace(volumes_per_node=2, cut_off_fraction=0.5, reconnect=0.25)
    volumes = pairs = total = 0.0
    for mirrors in product(range(3), repeat=4):  # of the volumes of nodes 2 and 3; nodes 0 and 1 are isolated
        cut = [True] * 4 + [mirror < 2 for mirror in mirrors]
        for trusts in product((True, False), repeat=8):
            chance = np.prod([0.25 if trust else 0.75 for trust in trusts]) / 3**4
            homes = [sum(cut[v] and not trusts[v] for v in (2 * node, 2 * node + 1)) for node in range(4)]
            volumes += chance * sum(homes)
            pairs += chance * sum(comb(count, 2) for count in homes)
            total += chance
    found = Waiting.after_cut(scenario)
    assert (total, found.volumes, found.pairs_at_home) == pytest.approx((1, volumes, pairs))
    assert (found.nodes, found.nodes_up) == (4, 4)


def test_pairs_are_those_that_counting_all_cases_finds():
    homes, nodes, up = [2, 0, 1, 0], 4, 3  # node 3 is down
    volumes = [0, 0, 2]
    total = 0
    for asked in product(range(nodes - 1), repeat=3):
        closings = list(homes)
        for home, choice in zip(volumes, asked, strict=True):
            peer = [n for n in range(nodes) if n != home][choice]
            closings[peer] += peer < up
        total += sum(comb(c, 2) for c in closings)
    assert pairs_per_tick(Waiting.at(homes, up), 1.0) == pytest.approx(total / 27)
    assert pairs_per_tick(Waiting.at(homes, up), 0.5) == pytest.approx(total / 27 / 4)
    every = [Waiting.at(np.bincount(at, minlength=3)).pairs_at_home for at in np.ndindex(3, 3, 3)]
    assert Waiting.spread(3, 3).pairs_at_home == pytest.approx(np.mean(every))


def test_half_the_requests_half_the_bug_half_the_waiting():
    once = square_law(8, 0.01, 2, "none", 16)
    assert once == pytest.approx(8 * 4**2 / (2 * 0.01 * 16**2))
    assert square_law(8, 0.01, 3, "none", 16) == pytest.approx(4 * once)
    assert square_law(8, 0.005, 2, "none", 16) == pytest.approx(2 * once)
    assert square_law(8, 0.01, 2, "none", 8) == pytest.approx(4 * once)
    assert square_law(8, 0, 2, "none", 16) == ticks_to_next_crash(8, 0, 2, "none", 16) == float("inf")


def test_the_next_crash_is_the_sum_over_all_ticks_from_a_moment_taken_at_random():
    who = Waiting.at([3, 3, 1, 1])
    chance = 1 - (1 - 0.01) ** pairs_per_tick(who, 1.0)  # in step: all ask at once, every fourth tick
    told = [
        (4 * turn - early) * chance * (1 - chance) ** (turn - 1) / 4 for turn in range(1, 2000) for early in range(4)
    ]
    assert ticks_to_next_crash(4, 0.01, 2, "none", who) == pytest.approx(sum(told))
    spread = Waiting.spread(8, 4)
    assert ticks_to_next_crash(4, 0.01, 2, "none", 8) == ticks_to_next_crash(4, 0.01, 2, "none", spread)


def test_closings_are_two_a_request_in_a_run_without_space():
    run = simulate(HOPELESS.replace(backoff=1, jitter="none", ticks=57))
    waiting = run.series("searching")[18:].mean()
    assert waiting > 0
    assert run.closings[18:].mean() == pytest.approx(closings_per_node(8, 1, "none", waiting))


@pytest.mark.parametrize("settings", [{"backoff": 1, "jitter": "full"}, {"backoff": 1, "jitter": "none"}], ids=str)
def test_a_trial_of_the_law_is_what_its_runs_say_one_by_one(settings):
    scenario = TINY.replace(**settings, restart_after=5, background=0.01)
    trial = try_law(scenario, 8)
    horizon = int(1.5 * trial.predicted + 20)
    watched, crashed, waiting = 0, 0, 0
    for seed in range(1, 9):
        at = grown(scenario) + (seed % 2 if settings["jitter"] == "none" else 0)
        run = simulate(
            HOPELESS.replace(
                **settings, seed=seed, ticks=at + horizon - 1, actions=[(at, "fix_bug", scenario.bug_probability)]
            )
        )
        crashed += len(run.crashes) > 0
        watched += run.crashes[0].tick - at + 1 if run.crashes else horizon
        waiting += run.series("searching")[at - 1]
    assert (trial.scenario, trial.waiting) == (scenario, waiting / 8)
    assert trial.measured == watched / crashed
    assert trial.error == pytest.approx(trial.measured / crashed**0.5)
    assert abs(trial.measured - trial.predicted) < SIGMAS * trial.error
    assert trial.law == square_law(8, 0.05, 1, settings["jitter"], Waiting.after_cut(scenario).volumes)


def test_a_trial_without_the_bug_measures_nothing_and_each_setting_has_its_trial(monkeypatch):
    monkeypatch.setattr(law_trial, "LONGEST", 10)
    never, often = try_laws([TINY.replace(bug_probability=0), TINY.replace(bug_probability=0.1)], replicates=3)
    assert np.isnan(never.measured)
    assert never.predicted == never.law == float("inf")
    assert 1 <= often.measured < 10
    assert (never.scenario.bug_probability, often.scenario.bug_probability) == (0, 0.1)
    assert grown(TINY.replace(backoff=2, jitter="none")) == 15 + 8 + 40


# The first minute after contact returns


def test_the_first_minute_is_the_mean_over_all_mirrors_and_all_that_are_asked():
    requests = accepted = crashes = 0.0
    cut_off, other = np.zeros(9), np.zeros(9)
    for mirrors in product(range(3), repeat=3):  # of the volumes of nodes 1, 2, 3; node 0 is isolated
        waiting = [0, *(node for node, mirror in enumerate(mirrors, 1) if mirror == 0)]
        chance = 1 / 27 / 3 ** len(waiting)
        for asked in product(range(3), repeat=len(waiting)):
            received, own = np.zeros(4, int), np.zeros(4, int)
            for home, choice in zip(waiting, asked, strict=True):
                received[[n for n in range(4) if n != home][choice]] += 1
                own[home] += 1
            closed = received + own
            requests += chance * len(waiting)
            # Six free slots on four nodes: any node has two of them as often as it has one.
            accepted += chance * (np.minimum(received, 1) + np.minimum(received, 2)).sum() / 2
            crashes += chance * (1 - 0.9 ** (closed * (closed - 1) / 2)).sum()
            cut_off[closed[0]] += chance
            np.add.at(other, closed[1:], chance / 3)
    minute = first_minute(FOUR)
    assert minute.isolated == 1
    assert (minute.requests, minute.accepted, minute.crashes) == pytest.approx((requests, accepted, crashes))
    assert minute.share_accepted == pytest.approx(accepted / requests)
    np.testing.assert_allclose(minute.closings_cut_off, cut_off[: len(minute.closings_cut_off)])
    np.testing.assert_allclose(minute.closings_other, other[: len(minute.closings_other)])
    half = first_minute(FOUR.replace(fixed_share=0.5))
    assert (half.crashes, half.accepted) == pytest.approx((crashes / 2, accepted))


def test_the_first_minute_is_that_of_the_runs():
    scenario = TINY.replace(ticks=15, reconnect=0.2, spare_capacity=0.3)
    minute = first_minute(scenario)
    many = simulate_many([scenario.replace(seed=seed) for seed in range(150)], threads=1)
    for name, mean in (("requests", minute.requests), ("accepted", minute.accepted), ("crashes", minute.crashes)):
        assert standard_errors_off(many.series(name)[:, 15], mean) < SIGMAS, name


def test_where_nobody_asks_there_is_no_share_that_is_accepted():
    minute = first_minute(FOUR.replace(reconnect=1))
    assert (minute.requests, minute.accepted, minute.crashes) == (0, 0, 0)
    assert np.isnan(minute.share_accepted)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"peers": "ring"}, "peers must be cluster for the first minute to be worked out; ring was given"),
        ({"cut_off_for": 0}, "there must be a cut, and contact must return within the run"),
        ({"ticks": 14}, "there must be a cut, and contact must return within the run"),
    ],
)
def test_where_there_is_no_first_minute_a_sentence_says_so(settings, said):
    with pytest.raises(ValueError, match=said):
        first_minute(TINY.replace(**settings))


def test_chances_of_hits_and_of_sums_are_those_of_factorials():
    np.testing.assert_allclose(binomial(6, 0.2), [comb(6, k) * 0.2**k * 0.8 ** (6 - k) for k in range(7)])
    np.testing.assert_allclose(together(binomial(5, 0.3), binomial(7, 0.3)), binomial(12, 0.3))
    assert expected_crashes(np.array([0, 0, 0.5, 0.5]), 0.1) == pytest.approx(0.5 * 0.1 + 0.5 * (1 - 0.9**3))
    assert expected_accepted(np.array([0.25, 0.25, 0.5]), 1) == 0.75


# An ordinary day


DAY = TINY.replace(cut_off_for=0, background=0.02, spare_capacity=0.5, bug_probability=0)


def test_an_ordinary_day_by_hand_in_its_first_minutes():
    plenty = ordinary_day(DAY.replace(copy_ticks=2, ticks=4))  # three free slots on each node: none is full at once
    first, second = 24 * 0.02, (24 - 24 * 0.02) * 0.02
    third = (24 - first - second) * 0.02
    fourth = (24 - second - third) * 0.02  # the first copies are done
    np.testing.assert_allclose(plenty.requests, [0, first, second, third, fourth], rtol=1e-3)
    assert plenty.full[0] == plenty.full[1] == 0
    none = ordinary_day(DAY.replace(spare_capacity=0, ticks=2))
    assert none.full.tolist()[:2] == [1, 1]
    assert none.requests.tolist()[:2] == [0, 24]  # nobody finds space: all ask


def test_crashes_of_a_day_are_as_the_bug_and_as_the_square_of_requests():
    day = DAY.replace(bug_probability=0.01)
    made = ordinary_day(day)
    # Pairs of requests: of 23 other volumes 2 have the same home.
    same, different = 1 + 7 / 49, 2 / 7 + 6 / 49
    assert made.crashes == pytest.approx(0.01 * (made.requests**2).sum() / 2 * (2 / 23 * same + 21 / 23 * different))
    assert ordinary_day_crashes(day.replace(bug_probability=0.02)) == pytest.approx(2 * made.crashes)
    assert ordinary_day_crashes(day.replace(fixed_share=0.5)) == pytest.approx(made.crashes / 2)
    assert ordinary_day_crashes(day.replace(background=0)) == 0


def test_a_day_asks_as_often_as_its_runs():
    many = simulate_many([DAY.replace(seed=seed) for seed in range(40)], threads=1)
    asked = many.series("requests").sum(axis=1)
    assert standard_errors_off(asked, ordinary_day(DAY).requests.sum()) < SIGMAS


def test_the_storms_first_minute_is_held_against_a_minute_of_the_day():
    day = DAY.replace(bug_probability=0.05)
    found = storm_against_day(day, TINY)
    assert found.day == ordinary_day_crashes(day)
    assert found.first_minute == first_minute(TINY).crashes
    assert found.times == pytest.approx(found.first_minute / (found.day / 30))
    assert found.times > 10
    assert storm_against_day(day.replace(background=0), TINY).times == float("inf")


# The hill


def test_means_in_bins_by_hand():
    where = np.array([[0.1, 0.1, 0.9], [0.2, 0.6, np.nan]])
    value = np.array([[1.0, 3.0, 5.0], [5.0, 7.0, 9.0]])
    found = binned([0, 0.5, 1, 1.5], where, value)
    assert found.ticks.tolist() == [3, 2, 0]
    assert found.replicates.tolist() == [2, 2, 0]
    np.testing.assert_allclose(found.mean, [3, 6, np.nan])
    np.testing.assert_allclose(found.middle, [0.4 / 3, 0.75, np.nan])
    np.testing.assert_allclose(found.error, [4 / 3, 1, np.nan])


def test_the_hill_is_the_mean_over_the_runs_and_a_path_is_one_of_them(replicates):
    table: dict[int, list[float]] = {}
    ways = []
    for seed in range(1, 25):
        run = simulate(TINY.replace(seed=seed))
        stuck, change = path(run)
        assert stuck.shape == change.shape == (30,)
        assert stuck.tolist() == (run.series("stuck")[:-1] / 24).tolist()
        ways.append((stuck, change, run))
    top = max(stuck.max() for stuck, _, _ in ways)
    for stuck, change, run in ways:
        for tick in range(1, 31):
            told = {name: run.series(name)[tick] for name in ("newly_stuck", "stranded", "relieved", "accepted")}
            usual = told["newly_stuck"] == told["stranded"] and told["relieved"] == told["accepted"]
            if usual and stuck[tick - 1] > 0:
                table.setdefault(min(3, int(stuck[tick - 1] / top * 4)), []).append(change[tick - 1])
    hill = drift_curve(replicates, 4).hill
    assert hill.ticks.tolist() == [len(table.get(k, [])) for k in range(4)]
    means = [np.mean(table[k]) if k in table else np.nan for k in range(4)]
    np.testing.assert_allclose(hill.mean, means)
    assert hill.edges.tolist() == pytest.approx(np.linspace(0, top, 5).tolist())


def test_the_drift_is_what_stuck_does_on_average(replicates):
    found = drift(replicates, 3)
    assert found.ticks.sum() == (np.nan_to_num(expected_change(replicates)) != 0).sum()
    assert (np.abs(found.mean - found.middle) < 4.5 * found.error).all()
    assert np.isnan(expected_change(replicates)[:, 9]).all()  # the cut
    broken = simulate_many([TINY.replace(actions=[(20, "crash_node", 3)])], threads=1)
    with pytest.raises(ValueError, match="drift must be measured without crash_node"):
        drift(broken)


def test_a_hill_without_a_crossing_feeds_or_fades_or_nobody_can_tell(replicates):
    def of(**settings) -> DriftCurve:
        return drift_curve(simulate_many([TINY.replace(**settings, seed=k) for k in range(1, 13)], threads=1), 2)

    fading = of(bug_probability=0, spare_capacity=0.2)
    assert (fading.always, fading.equilibria) == ("fades", ())
    assert of(bug_probability=0.1, spare_capacity=0, ticks=20).always == "feeds"
    calm = simulate_many([TINY.replace(cut_off_for=0, ticks=3, seed=seed) for seed in range(3)], threads=1)
    assert drift_curve(calm).always == "unsure"
    assert drift_curve(calm).hill.ticks.sum() == drift(calm).ticks.sum() == 0
    hill = drift_curve(replicates)
    crossed = equilibria(hill.hill.middle, np.array([-1.0, *[1.0] * 19]), np.array([-1, *[1] * 19], np.int8))
    assert replace(hill, equilibria=crossed).always == ""


def test_a_bin_of_few_lucks_has_to_lie_further_off_and_one_of_very_few_is_on_no_side():
    mean, error = np.full(20, 4.0), np.ones(20)
    assert sides(mean, error, np.full(20, 200)).all()
    assert not sides(mean, error, np.full(20, 8)).any()
    assert not sides(1000 * mean, error, np.full(20, 4)).any()
    assert (sides(-mean, np.zeros(20), np.full(20, 6)) == -1).all()  # all lucks agree
    assert sides(np.array([np.nan, 0.0]), np.ones(2), np.full(2, 50)).tolist() == [0, 0]


def test_a_crossing_stands_between_two_sides_and_in_the_middle_of_those_that_only_seem():
    where = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])
    mean = np.array([-3.0, 1.0, -1.0, 1.0, np.nan, -2.0])
    tipping, resting = equilibria(where, mean, np.array([-1, 0, 0, 1, 0, -1], np.int8))
    assert (tipping.kind, tipping.low, tipping.high) == ("tipping", 0.1, 0.4)
    assert tipping.share == pytest.approx(0.25)  # of 0.175, 0.25, 0.35
    assert (resting.kind, resting.low, resting.high) == ("resting", 0.4, 0.6)
    assert resting.share == pytest.approx(0.4 + 0.2 / 3)
    assert equilibria(where, mean, np.zeros(6, np.int8)) == ()


# Many lucks as one picture


def test_the_fan_is_made_of_the_runs_in_order(replicates):
    runs = [simulate(scenario) for scenario in replicates.scenarios]
    for tick in (9, 15, 30):
        stuck = sorted(run.series("stuck")[tick] for run in runs)
        low, middle, high = fan(replicates, "stuck")[:, tick]
        assert (low, middle, high) == (stuck[2], stuck[11], stuck[21])  # of 24: 3, 12, 22 do not exceed them
        storm = sorted(number for run in runs if not np.isnan(number := run.series("storm_number")[tick]))
        (middle,) = fan(replicates, "storm_number", [0.5])[:, tick]
        assert np.isnan(middle) if not storm else middle == storm[(len(storm) + 1) // 2 - 1]
    with pytest.raises(KeyError, match="weather is not measured; choose from"):
        fan(replicates, "weather")


def test_the_ends_are_those_of_the_runs(replicates):
    counts, edges = ends(replicates, 4)
    shares = np.array([simulate(scenario).series("stuck")[-1] / 24 for scenario in replicates.scenarios])
    assert edges.tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert counts.tolist() == np.bincount(np.minimum(3, (shares * 4).astype(int)), minlength=4).tolist()


def test_the_storm_number_is_of_five_ticks():
    stranded, accepted = np.arange(8.0), np.array([0, 0, 1, 0, 2, 0, 0, 4])
    assert recent(stranded).tolist() == [sum(stranded[max(0, t - 4) : t + 1]) for t in range(8)]
    assert storm_number(stranded, accepted).tolist() == pytest.approx(
        [np.nan, np.inf, 3, 6, 10 / 3, 15 / 3, 20 / 3, 25 / 6], nan_ok=True
    )
    run = simulate(TINY)
    assert named_series("expected_stranded", run.counts, stranded) is stranded
    for name in MEASURES:
        assert len(run.series(name)) == 31


# Size


def test_a_size_is_the_scenario_with_so_many_nodes_and_progress_only_grows():
    told = []
    made = by_size(TINY, (4, 8), 6, progress=lambda so_far, done, of: told.append((len(so_far.facts), done, of)))
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert all(known == done <= of == 12 for known, done, of in told)
    assert told[-1] == (12, 12, 12)
    for i, nodes in enumerate((4, 8)):
        runs = [simulate(TINY.replace(nodes=nodes, seed=seed)) for seed in range(1, 7)]
        assert [FATES[fate] for fate in made.replicates(i, 0)["fate"]] == [run.fate for run in runs]
        peaks = [run.series("stuck").max() / (3 * nodes) for run in runs]
        np.testing.assert_allclose(peak_share(made, (0.1, 0.5))[:, i], np.quantile(peaks, (0.1, 0.5)))
        collapsed = sum(run.fate == "collapsed" for run in runs)
        assert against(made)[i] == min(collapsed, 6 - collapsed)
    assert where_chance_decides(made) == "unsure"  # six lucks say little


def test_sizes_that_are_cancelled_have_no_lucks():
    made = by_size(TINY, (4, 8), 6, cancel=lambda: True)
    assert made.runs.sum() == len(made.facts) == 0
    assert np.isnan(peak_share(made)).all()
    assert where_chance_decides(made) == "unsure"


def test_where_luck_decides_is_read_off_the_smallest_and_the_largest_size():
    made = by_size(TINY.replace(bug_probability=0, ticks=1), (4, 6, 8), 40)
    assert where_chance_decides(made) == "none"
    collapsed = FATES.index("collapsed")
    for split, found in (((0,), "small"), ((2,), "large"), ((0, 2), "every"), ((1,), "none")):
        facts = made.facts.copy()
        for size in split:
            facts["fate"][40 * size : 40 * size + 20] = collapsed
        parted = replace(made, facts=facts)
        assert against(parted).tolist() == [20 if size in split else 0 for size in range(3)]
        assert where_chance_decides(parted) == found


def test_sizes_that_do_not_go_with_the_other_settings_are_left_out():
    assert fitting(TINY.replace(peers="ring", degree=4), (4, 8)) == (8,)
    assert fitting(TINY.replace(actions=[(5, "crash_node", 5)]), (4, 6, 8)) == (6, 8)


# Progress


def test_what_is_done_never_falls_and_what_it_takes_never_rises():
    told = []
    tally = Tally(20, lambda done, of: told.append((done, of)))
    tally.played(5)
    tally.spare(0)  # is not worth telling
    tally.spare(8)
    tally.played(7)
    assert told == [(5, 20), (5, 12), (12, 12)]
    silent = Tally(3)
    silent.played(2)
    assert (silent.done, silent.of) == (2, 3)


def test_a_bar_is_drawn_only_on_a_terminal_and_wiped_away(monkeypatch):
    for terminal in (True, False):
        screen = io.StringIO()
        screen.isatty = lambda terminal=terminal: terminal
        monkeypatch.setattr(sys, "stderr", screen)
        with Progress(4) as progress:
            progress.began -= 5
            progress.move(1)
            assert 1 <= progress.next_part <= 3
            progress.move(2)
            assert progress.next_part == 1
        written = screen.getvalue()
        assert ("1 of 4" in written, "3 of 4" in written, written.endswith("\r")) == (terminal, terminal, terminal)
