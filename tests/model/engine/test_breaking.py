"""The operator breaks, restarts and cuts: crash_node, restart_nodes, cut_off, and the order within a tick."""

import pytest

from model import Cause, State
from tests.model.clusters import PAIRS, crashes, node_events, play, ticks_where

# Order within a tick


def test_of_two_actions_on_one_dial_in_a_tick_the_later_holds():
    assert ticks_where(play(PAIRS, (6, "stop_search", 1), (6, "stop_search", 0)).series("requests"))[-1] == 20
    assert ticks_where(play(PAIRS, (6, "stop_search", 0), (6, "stop_search", 1)).series("requests"))[-1] == 5


@pytest.mark.parametrize(("order", "nodes_with_more"), [((0, 1), 3), ((1, 0), 4)])
def test_capacity_goes_to_a_node_that_the_same_tick_restarts_only_if_it_restarts_first(order, nodes_with_more):
    both = ((6, "add_capacity", 1), (6, "restart_nodes", None))
    run = play(PAIRS, (3, "crash_node", 2), *(both[k] for k in order))
    assert (run.snapshot(6).slots > run.start.slots).sum() == nodes_with_more
    assert run.snapshot(6).slots.sum() == run.start.slots.sum() + 8


def test_nodes_due_to_restart_come_up_after_the_actions():
    run = play(PAIRS, (3, "crash_node", 2), (6, "add_capacity", 1), restart_after=3)
    assert node_events(run, Cause.NODE_RESTARTED) == [(6, 2)]
    assert run.snapshot(6).slots[2] == run.start.slots[2]


# crash_node, restart_nodes, restart_after


def test_a_broken_node_crashes_once_and_not_by_the_race():
    run = play(PAIRS, (3, "crash_node", 2), (3, "crash_node", 2), (5, "crash_node", 2), fixed_share=1)
    assert crashes(run) == [(3, 2)]
    assert run.crashes[0].by_operator
    assert ticks_where(run.series("crashes")) == [3]
    assert run.series("stranded")[3] == 2  # volumes 2 and 3
    assert not run.series("expected_stranded").any()
    assert not run.chances(3).any()


def test_to_break_a_node_that_is_down_does_not_break_it_later():
    run = play(PAIRS, (3, "crash_node", 2), (5, "crash_node", 2), restart_after=4)
    assert crashes(run) == [(3, 2)]
    assert run.snapshot(7).up.all()
    assert run.snapshot(20).up.all()


@pytest.mark.parametrize("back", [{"restart_after": 3}, {"more": ((6, "restart_nodes", None),)}])
@pytest.mark.parametrize("restart_first", [True, False])
def test_a_node_that_restarts_in_a_tick_can_be_broken_in_it(back, restart_first):
    actions = [(6, "crash_node", 2), *back.get("more", ())]
    actions = actions[::-1] if restart_first else actions
    run = play(PAIRS, (3, "crash_node", 2), *actions, restart_after=back.get("restart_after", 0))
    assert node_events(run, Cause.NODE_RESTARTED)[0] == (6, 2)
    assert crashes(run) == [(3, 2), (6, 2)]
    assert not run.snapshot(6).up[2]


def test_restart_nodes_comes_before_its_time_and_the_clock_starts_again_at_the_next_crash():
    run = play(PAIRS, (3, "crash_node", 2), (5, "restart_nodes", None), (7, "crash_node", 2), restart_after=6)
    assert node_events(run, Cause.NODE_RESTARTED) == [(5, 2), (13, 2)]  # not at 3 + 6


def test_without_restart_after_a_node_stays_down():
    run = play(PAIRS, (3, "crash_node", 2))
    assert not run.snapshot(20).up[2]


def test_all_that_are_due_come_up_before_the_volumes_are_looked_at():
    run = play(PAIRS, (6, "crash_node", 2), (6, "crash_node", 3), (9, "restart_nodes", None), cut_off_for=0)
    assert (run.snapshot(6).state[2:] == State.OFFLINE).all()
    now = run.snapshot(9)
    assert (now.state[2:] == State.SEARCHING).all()
    assert now.primary.tolist() == [0, 1, 2, 3]  # both primaries are up, so nobody falls back on an old copy
    assert now.old[2:].tolist() == [3, 2]
    assert set(run.requests_of(9)["volume"]) == {2, 3}  # due at once


def test_a_cut_off_node_that_restarts_is_still_cut_off():
    run = play(PAIRS, (3, "crash_node", 0), (5, "restart_nodes", None), cut_off_for=10)
    assert run.snapshot(5).up[0]
    assert not run.snapshot(5).contact[0]


# cut_off


@pytest.mark.parametrize(
    ("actions", "begun", "contact"),
    [
        ((), [2], [6]),
        (((4, "cut_off", 5),), [2], [9]),  # overlaps
        (((6, "cut_off", 3),), [2], [9]),  # touches
        (((3, "cut_off", 1),), [2], [6]),  # shorter than what is left
        (((1, "cut_off", 1),), [1], [6]),  # touches from before
        (((7, "cut_off", 3),), [2, 7], [6, 10]),  # apart
        (((4, "cut_off", 4), (4, "cut_off", 2), (8, "cut_off", 2)), [2], [10]),
        (((8, "cut_off", 0),), [2], [6]),
    ],
)
def test_cuts_that_overlap_or_touch_are_one(actions, begun, contact):
    run = play(PAIRS, *actions, cut_off_for=4)
    assert ticks_where(run.series("cuts")) == begun
    assert sorted({tick for tick, _ in node_events(run, Cause.NODE_CUT)}) == begun
    assert sorted({tick for tick, _ in node_events(run, Cause.NODE_CONTACT)}) == contact


@pytest.mark.parametrize("reconnect", [0, 1])
def test_an_operator_can_cut_where_no_cut_was_planned_and_reconnect_applies(reconnect):
    run = play(PAIRS, (5, "cut_off", 3), cut_off_for=0, reconnect=reconnect)
    assert ticks_where(run.series("cut_off")) == [5, 6, 7]
    assert node_events(run, Cause.NODE_CUT) == [(5, 0)]
    assert run.series("searching")[8] == (0 if reconnect else 2)
    assert run.series("mirrored")[8] == (4 if reconnect else 2)


def test_a_cut_past_the_end_does_not_happen_and_one_that_outlasts_the_run_never_ends():
    assert not len(play(PAIRS, cut_off_at=21).events)
    assert play(PAIRS, cut_off_for=5000).series("cut_off")[20] == 2


def test_a_second_cut_catches_copies_in_the_making():
    run = play(PAIRS, (6, "cut_off", 2), spare_capacity=0.5)
    assert run.snapshot(5).state.tolist() == [State.COPYING] * 2 + [State.MIRRORED] * 2
    assert run.snapshot(6).state.tolist() == [State.SEARCHING] * 2 + [State.MIRRORED] * 2
    assert run.requests_of(6).tolist() == [
        (1, 1, 0, False, False)
    ]  # due at once, but node 0 neither sends nor receives
    assert run.closings[6].tolist() == [0, 1, 0, 0]
    assert (run.snapshot(6).held == run.start.held).all()
