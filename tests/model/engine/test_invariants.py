"""What holds at every tick of every run: random small clusters, random operators.

Each change of a volume is held against the rules written out again here, from before to after.
"""

import numpy as np
import pytest
from hypothesis import given, settings

from model import Cause, Run, State, simulate
from model.rules.states import COUNTS
from tests.model.helpers import scenarios
from tests.model.walk import Change, Volume, changes, changes_by_tick, columns, up_at_search

M, C, S, Y, O = State  # mirrored, cut off, searching, copying, offline  # noqa: E741
STUCK = {C, S, O}
NOBODY = -1

LEGAL = {
    Cause.CUT: {(M, C), (Y, S)},
    Cause.CONTACT: {(C, S)},
    Cause.RECONNECTED: {(C, M), (S, M), (Y, M)},
    Cause.EVERYDAY: {(M, S)},
    Cause.ACCEPTED: {(S, Y)},
    Cause.FINISHED: {(Y, M)},
    Cause.CRASH: {(before, after) for before in (M, C, S, Y) for after in (S, O)},
    Cause.RESTART: {(O, S)},
}
RUNS = settings(max_examples=150)


def count_at_every_tick(run: Run, name: str) -> np.ndarray:
    return run.series(name).astype(int)


@RUNS
@given(scenarios())
def test_newly_stuck_less_relieved_is_the_change_of_stuck(scenario):
    run = simulate(scenario)
    flow = count_at_every_tick(run, "newly_stuck") - count_at_every_tick(run, "relieved")
    np.testing.assert_array_equal(np.diff(count_at_every_tick(run, "stuck")), flow[1:])
    assert (count_at_every_tick(run, "stranded") <= count_at_every_tick(run, "newly_stuck")).all()


@RUNS
@given(scenarios())
def test_counts_are_what_the_snapshots_show(scenario):
    run = simulate(scenario)
    series = {name: count_at_every_tick(run, name) for name in COUNTS}
    for tick in range(run.ticks + 1):
        now = run.snapshot(tick)
        for state in State:
            assert series[state.name.lower()][tick] == (now.state == state).sum()
        assert series["stuck"][tick] == np.isin(now.state, list(STUCK)).sum()
        assert series["nodes_up"][tick] == now.up.sum()
        assert series["free_slots"][tick] == (now.slots - now.held)[now.up].sum()
    assert (series["mirrored"] + series["copying"] + series["stuck"] == scenario.volumes).all()


@RUNS
@given(scenarios())
def test_counts_are_what_the_events_say(scenario):
    run = simulate(scenario)
    flows = np.zeros((4, run.ticks + 1), int)
    for change in changes(run):
        newly = change.after.state in STUCK and change.before.state not in STUCK
        relieved = change.before.state in STUCK and change.after.state not in STUCK
        crash, everyday = change.cause == Cause.CRASH, change.cause == Cause.EVERYDAY
        flows[:, change.tick] += (newly, newly and crash, newly and everyday, relieved)
    for name, flow in zip(("newly_stuck", "stranded", "everyday", "relieved"), flows, strict=True):
        np.testing.assert_array_equal(count_at_every_tick(run, name), flow)


@RUNS
@given(scenarios())
def test_no_node_ever_holds_more_than_its_slots(scenario):
    run = simulate(scenario)
    assert all(change.free.min() >= 0 for change in changes(run))  # after every single change, not only every tick
    assert (run.start.slots - run.start.held).sum() == np.floor(scenario.spare_capacity * 2 * scenario.volumes + 0.5)


@RUNS
@given(scenarios())
def test_where_copies_are_in_every_state(scenario):
    run = simulate(scenario)
    for tick in range(run.ticks + 1):
        now = run.snapshot(tick)
        reachable = now.up & now.contact
        mirrored, copying, offline = (now.state == state for state in (M, Y, O))
        cut_off = now.state == C
        # Two copies everywhere, a third while one is made.
        np.testing.assert_array_equal(now.partner != NOBODY, mirrored | cut_off | copying)
        np.testing.assert_array_equal(now.old != NOBODY, ~mirrored & ~cut_off)
        np.testing.assert_array_equal(now.up[now.primary], ~offline)
        assert reachable[now.primary[mirrored | copying]].all()
        assert reachable[now.partner[mirrored | copying]].all()
        assert now.up[now.partner[cut_off]].all()
        assert not (now.contact[now.primary] & now.contact[now.partner])[cut_off].any()
        assert not now.up[now.old[offline]].any()
        # A target may be on the node of the old copy ("a peer like any other"), a copy never on that of the primary.
        assert (now.primary != now.partner).all()
        assert (now.primary != now.old).all()


@RUNS
@given(scenarios())
def test_every_change_is_legal_and_moves_the_copies_as_the_rules_say(scenario):
    run = simulate(scenario)
    targets = {tick: dict(run.requests_of(tick)[["volume", "receiver"]].tolist()) for tick in range(1, run.ticks + 1)}
    fallen = {tick: {crash.node for crash in run.crashes if crash.tick == tick} for tick in range(1, run.ticks + 1)}
    for change in changes(run):
        assert (change.before.state, change.after.state) in LEGAL[change.cause]
        target = targets[change.tick].get(change.volume)
        assert change.after == expected_after(change, target, fallen[change.tick])


def expected_after(change: Change, target: int | None, fallen: set[int]) -> Volume:
    """Return where a volume must stand after a change, from the rules."""
    state, primary, partner, old = change.before
    match change.cause, state:
        case Cause.CUT, State.MIRRORED:
            return Volume(C, primary, partner, NOBODY)
        case Cause.CUT, _:
            return Volume(S, primary, NOBODY, old)
        case ((Cause.CONTACT | Cause.EVERYDAY), _):
            return Volume(S, primary, NOBODY, partner)
        case Cause.RECONNECTED, State.CUT_OFF:
            return Volume(M, primary, partner, NOBODY)
        case Cause.RECONNECTED, _:
            return Volume(M, primary, old, NOBODY)
        case Cause.ACCEPTED, _:
            return Volume(Y, primary, target, old)
        case Cause.FINISHED, _:
            return Volume(M, primary, partner, NOBODY)
        case Cause.RESTART, _:
            return Volume(S, primary, NOBODY, old) if change.up[primary] else Volume(S, old, NOBODY, primary)
    return after_crash(change.before, fallen, change.up)


def after_crash(volume: Volume, fallen: set[int], up: np.ndarray) -> Volume:
    """Phase 8, case by case as the page has it; ``up`` is after this tick's crashes."""
    state, primary, partner, old = volume
    if primary in fallen:
        if state in (M, C) and up[partner]:
            return Volume(S, partner, NOBODY, primary)
        if old != NOBODY and up[old]:
            return Volume(S, old, NOBODY, primary)
        return Volume(O, primary, NOBODY, partner if state in (M, C) else old)
    assert partner in fallen
    return Volume(S, primary, NOBODY, partner if state in (M, C) else old)


@RUNS
@given(scenarios())
def test_whoever_must_change_does(scenario):
    run = simulate(scenario)
    ticks = changes_by_tick(run)
    for tick in range(1, run.ticks + 1):
        before, now = run.snapshot(tick - 1), run.snapshot(tick)
        changed = {change.volume for change in ticks[tick]}
        fallen = before.up & ~now.up
        on_fallen = fallen[before.primary] | (fallen[before.partner] & (before.partner != NOBODY))
        assert set(np.flatnonzero(on_fallen & (before.state != O))) <= changed
        lost_sight = before.contact & ~now.contact
        cut = lost_sight[before.primary] | (lost_sight[before.partner] & (before.partner != NOBODY))
        assert set(np.flatnonzero(cut & np.isin(before.state, (M, Y)))) <= changed
        if now.contact.all():
            assert not (now.state == C).any()


@RUNS
@given(scenarios())
def test_only_nodes_that_are_up_crash_and_only_nodes_that_are_down_restart(scenario):
    run = simulate(scenario)
    up = np.ones(scenario.nodes, bool)
    for event in run.events[run.events["volume"] < 0]:
        n, cause = event["primary"], event["cause"]
        if cause in (Cause.NODE_CRASHED, Cause.NODE_BROKEN):
            assert up[n]
            up[n] = False
        elif cause == Cause.NODE_RESTARTED:
            assert not up[n]
            up[n] = True
    np.testing.assert_array_equal(up, run.snapshot(run.ticks).up)
    np.testing.assert_array_equal(
        np.bincount([crash.tick for crash in run.crashes], minlength=run.ticks + 1), run.series("crashes")
    )


@RUNS
@given(scenarios())
def test_closings_are_what_the_requests_say(scenario):
    run = simulate(scenario)
    assert not run.closings[0].any()
    for tick in range(1, run.ticks + 1):
        sent = run.requests_of(tick)
        there = up_at_search(run, tick) & run.snapshot(tick).contact
        closed = np.bincount(sent["sender"], minlength=scenario.nodes)
        closed += np.bincount(sent["receiver"][sent["opened"]], minlength=scenario.nodes)
        assert there[sent["receiver"][sent["opened"]]].all()
        assert not (sent["accepted"] & ~sent["opened"]).any()
        np.testing.assert_array_equal(run.closings[tick], closed)
        assert run.series("most_closings")[tick] == closed.max()
        assert not closed[~there].any()


@RUNS
@given(scenarios())
def test_a_crash_by_the_race_has_a_chance_and_none_with_the_fix(scenario):
    run = simulate(scenario)
    for crash in run.crashes:
        assert crash.closings == run.closings[crash.tick, crash.node] == len(run.closed_by(crash))
        if crash.by_operator:
            assert (crash.tick, "crash_node", crash.node) in scenario.actions
        else:
            assert crash.closings >= 2
            assert not run.fixed(crash.tick)[crash.node]
            assert run.chances(crash.tick)[crash.node] > 0


@RUNS
@given(scenarios())
def test_expected_stranded_is_the_sum_over_the_copies_that_count(scenario):
    run = simulate(scenario)
    ticks = changes_by_tick(run)
    for tick in range(1, run.ticks + 1):
        volumes = [Volume(*row) for row in zip(*columns(run.snapshot(tick - 1)), strict=True)]
        for change in ticks[tick]:
            if change.cause != Cause.CRASH:
                volumes[change.volume] = change.after
        h = run.chances(tick)
        expected = sum(1 - (1 - h[v.primary]) * (1 - h[v.partner]) for v in volumes if v.state in (M, Y))
        assert run.series("expected_stranded")[tick] == pytest.approx(expected, rel=1e-9, abs=1e-12)
