"""Moments and facts of a run, worked out a second time from its events, requests and snapshots."""

import pytest

from model import Scenario, simulate, simulate_many
from model.rules.presets import DAY, PRESETS
from model.rules.states import State
from model.runs.run_facts import FACTS, REPLICATES, RunFacts, moments_of, replicates_of

STORM = Scenario(seed=71)
STUCK = (State.CUT_OFF, State.SEARCHING, State.OFFLINE)


@pytest.fixture(scope="module")
def run():
    return simulate(STORM)


def free(run, tick):
    now = run.snapshot(tick)
    return int((now.slots - now.held)[now.up].sum())


def stuck(run, tick):
    return sum(int((run.snapshot(tick).state == state).sum()) for state in STUCK)


def test_moments_of_a_storm(run):
    moments, ticks = moments_of(run), range(run.ticks + 1)
    levels = [free(run, t) for t in ticks]
    assert (moments["cut"], moments["contact"]) == (STORM.cut_off_at, STORM.cut_off_at + STORM.cut_off_for)
    assert moments["full"] == levels.index(0)
    assert moments["back"] == next(t for t in ticks if t > moments["full"] and levels[t])
    assert moments["gone"] == max(t for t in ticks if levels[t]) + 1
    assert moments["crash"] == min(crash.tick for crash in run.crashes)
    up = [int(run.snapshot(t).up.sum()) for t in ticks]
    assert moments["half"] == next(t for t in ticks if up[t] <= STORM.nodes / 2)
    assert moments["all"] == up.index(0)
    between = range(moments["contact"], moments["half"] + 1)
    assert moments["low"] == min(between, key=lambda t: stuck(run, t))


def test_a_moment_that_did_not_come_has_no_name(run):
    assert not {"over", "stop", "space", "loss"} & set(moments_of(run))
    calm = moments_of(simulate(Scenario(cut_off_for=0)))
    assert set(calm) == {"start", "end"}


def test_moments_of_a_rescue_and_of_an_everyday_loss():
    moments = moments_of(simulate(PRESETS["like_2011"].scenario))
    assert (moments["stop"], moments["space"]) == (40, 120)
    day = simulate(Scenario(**DAY))
    loss = next(t for t in range(1, day.ticks + 1) if len(day.events_of(t)))
    assert moments_of(day)["loss"] == loss
    assert moments_of(day)["home"] == loss + day.scenario.copy_ticks


def test_facts_of_a_piece_count_that_piece_alone(run):
    piece = RunFacts(run, 16, 19)
    requests = [run.requests_of(t) for t in range(17, 20)]
    assert piece.number("requests") == sum(map(len, requests))
    assert piece.number("accepted") == sum(int(asked["accepted"].sum()) for asked in requests)
    assert piece.number("refused") == piece.number("requests") - piece.number("accepted")
    assert piece.number("most_closings") == run.closings[17:20].max()
    most = piece.number("most_closings")
    assert piece.number("most_pairs") == sum(range(most))
    assert (piece.number("begin"), piece.number("end")) == (17, 19)


def test_moments_can_be_told(run):
    assert RunFacts(run, 0, 10).number("crash_at") == 20
    with pytest.raises(KeyError):
        RunFacts(run, 0, 10).number("over_at")
    with pytest.raises(KeyError):
        RunFacts(run, 0, 10).number("nonsense")


def test_of_a_hundred_means_the_first_hundred_seeds(run):
    alone = [simulate(STORM.replace(seed=seed)).fate for seed in range(1, 21)]
    assert list(replicates_of(STORM.replace(seed=1)).fates[:20]) == alone
    whole = simulate_many([STORM.replace(seed=seed + 1) for seed in range(REPLICATES)])
    assert RunFacts(run, 0, 10).number("collapsing") == (whole.fates == "collapsed").sum()


def test_moments_of_a_restart():
    run = simulate(PRESETS["restarted"].scenario)
    moments, up = moments_of(run), [int(run.snapshot(t).up.sum()) for t in range(run.ticks + 1)]
    assert moments["restart"] == 120
    assert moments["all"] < 120 < moments["relapse"] < moments["lost"]
    assert moments["relapse"] == next(t for t in range(120, run.ticks) if up[t] <= 32)
    assert moments["lost"] == next(t for t in range(120, run.ticks) if up[t] == 0)
    mended = moments_of(simulate(PRESETS["restarted_fix"].scenario))
    assert {"relapse", "lost"} & set(mended) == set()
    assert {"restart", "relapse", "lost"} & set(moments_of(simulate(STORM))) == set()


def test_every_fact_can_be_told_of_some_run(run):
    needs = {"stuck_when_stopped": "like_2011", "asking_again": "restarted", "crashes_again": "restarted"}
    needs |= {"losses": "ordinary_day", "added": "like_2011", "throttled": "like_2011"}
    for name in FACTS:
        of = simulate(PRESETS[needs[name]].scenario) if name in needs else run
        assert RunFacts(of, 0, of.ticks).number(name) >= 0
