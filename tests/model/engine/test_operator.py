"""The operator helps: each action does what its line in the rules says, and nothing else."""

import math

import numpy as np
import pytest

from model import Cause, Run, State
from tests.model.clusters import CROWD, PAIRS, play

# add_capacity


@pytest.mark.parametrize(
    ("fraction", "slots"), [(1, 8), (0.5, 4), (0.25, 2), (0.3125, 3), (0.3, 2), (0.0625, 1), (0, 0)]
)
def test_new_slots_are_a_rounded_share_of_all_copies_spread_evenly(fraction, slots):
    run = play(PAIRS, (6, "add_capacity", fraction))
    more = run.snapshot(6).slots - run.start.slots
    assert more.sum() == slots
    assert more.max() - more.min() <= 1
    assert (run.snapshot(5).slots == run.start.slots).all()


def test_capacity_goes_to_nodes_that_are_up_cut_off_or_not():
    run = play(PAIRS, (1, "crash_node", 2), (3, "add_capacity", 0.75))
    assert (run.snapshot(3).slots - run.start.slots).tolist() == [2, 2, 0, 2]
    assert not run.snapshot(3).contact[0]


def test_where_no_node_is_up_none_is_added():
    run = play(PAIRS, *((3, "crash_node", n) for n in range(4)), (5, "add_capacity", 1))
    assert (run.snapshot(5).slots == run.start.slots).all()


def test_the_remainder_goes_to_distinct_nodes_drawn_anew_for_each_action():
    shares = [play(CROWD, (6, "add_capacity", 0.01), (6, "add_capacity", 0.01), seed=seed) for seed in range(20)]
    more = np.array([run.snapshot(6).slots - run.start.slots for run in shares])
    assert (more.sum(axis=1) == 26).all()  # 12.8 rounded, twice, among 64 nodes
    assert more.max() == 2  # by both
    assert 0 < (more == 2).sum() / 20 < 5  # 13 x 13 / 64 = 2.6 on average, 13 if both drew the same


# stop_search and throttle


def test_nobody_sends_while_the_search_is_stopped_and_volumes_stay_due():
    run = play(CROWD, (20, "stop_search", 1), (30, "stop_search", 0))
    sent = run.series("requests")
    assert not sent[20:30].any()
    assert sent[30] == sent[19] == run.series("searching")[19]


@pytest.mark.parametrize("share", [0.3, 1 / 64, 1e-9, 0.5, 0.015625000001])
def test_a_throttle_allows_a_share_of_the_nodes_rounded_up(share):
    run = play(CROWD, (20, "throttle", share), (40, "throttle", 0))
    sent = run.series("requests")
    assert (sent[20:40] == math.ceil(share * 64)).all()
    assert sent[40] == sent[19]


def test_a_throttle_that_allows_more_than_want_to_go_changes_nothing():
    free, throttled = (play(CROWD, *actions, volumes_per_node=1) for actions in ((), ((1, "throttle", 1),)))
    assert (free.counts == throttled.counts).all()


def test_who_goes_under_a_throttle_is_drawn_evenly_and_anew():
    run = play(CROWD, (1, "throttle", 0.5), ticks=600)
    searching = int(run.series("searching")[-1])
    times = np.bincount(run.requests["volume"], minlength=640)
    times = times[times > 0]
    assert len(times) == searching
    spread = np.var(times) / (586 * 32 / searching * (1 - 32 / searching))  # binomial: about 1, standard error 0.1
    assert 0.5 < spread < 1.5


# set_backoff


def asked(run: Run, v: int) -> list[int]:
    return [tick for tick in range(run.ticks + 1) if v in run.requests_of(tick)["volume"]]


def test_without_the_operator_waits_double_up_to_the_level():
    assert asked(play(PAIRS, backoff=2), 0) == [4, 5, 7, 11, 15, 19]
    assert asked(play(PAIRS, backoff=8, ticks=70), 0) == [4, 5, 7, 11, 19, 35, 67]


def test_a_lower_level_brings_a_searching_volume_back_in_time():
    assert asked(play(PAIRS, (21, "set_backoff", 2), backoff=8, ticks=34), 0) == [4, 5, 7, 11, 19, 25, 29, 33]
    assert asked(play(PAIRS, (21, "set_backoff", 0), backoff=8, ticks=24), 0) == [4, 5, 7, 11, 19, 22, 23, 24]


def test_a_higher_level_holds_from_the_next_refusal_and_refusals_keep_counting():
    # Refused at 4, 5, 6 with wait 1; at 7 for the fourth time: 2 ** 3.
    assert asked(play(PAIRS, (7, "set_backoff", 8), backoff=0, ticks=40), 0) == [4, 5, 6, 7, 15, 31]


def test_decorrelated_waits_start_from_one_again_after_level_0():
    settings = {"backoff": 8, "jitter": "decorrelated", "ticks": 200}
    for seed in range(10):
        run = play(CROWD, (90, "set_backoff", 0), (100, "set_backoff", 8), seed=seed, **settings)
        assert (run.requests_of(99)["volume"] == run.requests_of(98)["volume"]).all()
        back = sum(len(run.requests_of(tick)) for tick in (101, 102, 103))  # the wait before was 1: at most 3 now
        assert back == run.series("requests")[100] > 100


# fix_bug and fix_nodes


def test_the_race_has_the_new_chance_from_that_tick_on():
    run = play(CROWD, (20, "fix_bug", 0), bug_probability=1e-9)
    assert run.chances(19).any()
    assert not run.chances(20).any()
    assert not run.series("expected_stranded")[20:].any()


def test_a_smaller_share_takes_the_fix_away_again():
    run = play(CROWD, (20, "fix_nodes", 0.5), (30, "fix_nodes", 0.25), (40, "fix_nodes", 0), fixed_share=0.1)
    fixed = {tick: set(np.flatnonzero(run.fixed(tick))) for tick in (0, 19, 20, 30, 40)}
    assert [len(nodes) for nodes in fixed.values()] == [6, 6, 32, 16, 0]
    assert fixed[19] < fixed[30] < fixed[20]  # always the first of one order


def test_nodes_with_the_fix_have_no_chance_to_crash():
    run = play(CROWD, bug_probability=0.1, fixed_share=0.5, ticks=30)
    fixed = set(np.flatnonzero(run.fixed(15)))
    fallen = {crash.node for crash in run.crashes}
    assert not fixed & fallen
    assert len(fallen) > 25
    run = play(CROWD, (16, "fix_nodes", 0), bug_probability=0.1, fixed_share=1, ticks=30)
    assert min(crash.tick for crash in run.crashes) == 16


# reconnect


def test_a_searching_volume_trusts_its_old_copy_again():
    run = play(PAIRS, (6, "reconnect", 1))
    before, now = run.snapshot(5), run.snapshot(6)
    assert before.state.tolist() == [State.SEARCHING] * 2 + [State.MIRRORED] * 2
    assert (now.state == State.MIRRORED).all()
    assert now.partner.tolist() == [1, 0, 3, 2]
    assert (now.old == -1).all()
    assert run.series("relieved")[6] == 2
    assert not run.series("requests")[6:].any()


def test_a_copying_volume_gives_its_target_up():
    run = play(PAIRS, (6, "reconnect", 1), spare_capacity=0.5)
    assert run.snapshot(5).held.tolist() == [3, 3, 2, 2]
    assert run.snapshot(6).held.tolist() == [2, 2, 2, 2]
    assert (run.snapshot(6).state == State.MIRRORED).all()
    assert run.series("relieved")[6] == 0  # it was not stuck


@pytest.mark.parametrize(
    ("actions", "why"),
    [
        (((5, "crash_node", 1), (6, "reconnect", 1)), "the old copy's node is down"),
        (((6, "cut_off", 5), (8, "reconnect", 1)), "one of the nodes is cut off"),
        (((6, "reconnect", 0),), "there is no chance"),
        (((3, "reconnect", 1),), "a volume that is cut off is no volume that searches"),
    ],
)
def test_nobody_trusts_an_old_copy_where(actions, why):
    run = play(PAIRS, *actions)
    assert not (run.events["cause"] == Cause.RECONNECTED).any(), why


def test_reconnect_comes_before_the_nodes_that_are_due_are_back():
    run = play(PAIRS, (5, "crash_node", 1), (8, "reconnect", 1), restart_after=3)
    assert not (run.events["cause"] == Cause.RECONNECTED).any()
    run = play(PAIRS, (5, "crash_node", 1), (9, "reconnect", 1), restart_after=3)
    assert run.series("mirrored")[9] == 4


def test_a_chance_lets_that_share_trust_again_drawn_anew_each_time():
    run = play(CROWD, (20, "reconnect", 0.5), (20, "reconnect", 0.5))
    before, after = run.series("searching")[[19, 20]]
    assert after / before == pytest.approx(0.25, abs=4 * np.sqrt(0.25 * 0.75 / before))
