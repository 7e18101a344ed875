"""Who searches when, whom they ask, and who is accepted: phases 3 to 5 of random runs, request by request."""

import math

import numpy as np
from hypothesis import given, settings

from model import Cause, Run, Scenario, State, simulate
from tests.model.helpers import scenarios
from tests.model.walk import changes_by_tick, up_at_search, volumes_at_search

RUNS = settings(max_examples=150)


def dial(scenario: Scenario, tick: int, name: str, before: float) -> float:
    """Return where an operator's dial stands in a tick."""
    turned = [value for when, what, value in scenario.actions if what == name and when <= tick]
    return turned[-1] if turned else before


def bounds(jitter: str, level: int, refusals: int) -> tuple[int, int]:
    """Return the shortest and the longest wait in whole ticks after so many refusals."""
    wait = min(2**level, 2 ** (refusals - 1))
    match jitter:
        case "none":
            return wait, wait
        case "equal":
            return max(1, math.ceil(wait / 2)), wait
        case "full":
            return 1, wait
    return 1, min(2**level, 3**refusals)


class Patience:
    """When each volume may ask again, at the earliest and at the latest."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.refusals = [0] * scenario.volumes
        self.due = [(0, 0)] * scenario.volumes

    def operator_acts(self, tick: int) -> None:
        for when, name, level in self.scenario.actions:
            if when == tick and name == "set_backoff":
                self.due = [(min(low, tick + 2**level), min(high, tick + 2**level)) for low, high in self.due]

    def starts(self, v: int, due: int) -> None:
        self.refusals[v], self.due[v] = 0, (due, due)

    def refused(self, v: int, tick: int) -> None:
        self.refusals[v] += 1
        level = int(dial(self.scenario, tick, "set_backoff", self.scenario.backoff))
        low, high = bounds(self.scenario.jitter, level, self.refusals[v])
        self.due[v] = tick + low, tick + high


def check_searches(run: Run) -> None:
    """Follow every volume's patience through a run, and hold each tick's requests against it."""
    scenario, ticks, patience = run.scenario, changes_by_tick(run), Patience(run.scenario)
    for tick in range(1, run.ticks + 1):
        patience.operator_acts(tick)
        for change in ticks[tick]:
            if change.after.state == State.SEARCHING and change.cause != Cause.CRASH:
                patience.starts(change.volume, tick)
        volumes, there = volumes_at_search(run, tick, ticks[tick]), up_at_search(run, tick) & run.snapshot(tick).contact
        able = {v for v, volume in enumerate(volumes) if volume.state == State.SEARCHING and there[volume.primary]}
        sent = run.requests_of(tick)
        senders = set(sent["volume"].tolist())
        assert len(senders) == len(sent) == run.series("requests")[tick]
        if dial(scenario, tick, "stop_search", 0):
            assert not senders
            able = set()
        assert senders <= {v for v in able if patience.due[v][0] <= tick}
        allowed = math.ceil(dial(scenario, tick, "throttle", 0) * scenario.nodes)
        limits = ("request_limit", scenario.request_limit), ("retry_budget", scenario.retry_budget)
        if any(dial(scenario, tick, name, before) for name, before in limits):
            assert allowed == 0 or len(senders) <= allowed
        elif allowed == 0 or len(senders) < allowed:
            assert {v for v in able if patience.due[v][1] <= tick} <= senders
        else:
            assert len(senders) == allowed
        for request in sent[~sent["accepted"]]:
            patience.refused(int(request["volume"]), tick)
        for change in ticks[tick]:
            if change.after.state == State.SEARCHING and change.cause == Cause.CRASH:
                patience.starts(change.volume, tick + 1)


@RUNS
@given(scenarios())
def test_whoever_is_due_asks_and_nobody_else(scenario):
    check_searches(simulate(scenario))


@RUNS
@given(scenarios())
def test_requests_go_from_the_primary_to_a_peer(scenario):
    run = simulate(scenario)
    ticks = changes_by_tick(run)
    for tick in range(1, run.ticks + 1):
        volumes = volumes_at_search(run, tick, ticks[tick])
        for request in run.requests_of(tick):
            assert request["sender"] == volumes[request["volume"]].primary
            assert run.graph.has_edge(int(request["sender"]), int(request["receiver"]))


@RUNS
@given(scenarios())
def test_a_peer_accepts_as_many_as_it_has_slots_for(scenario):
    run = simulate(scenario)
    ticks = changes_by_tick(run)
    for tick in range(1, run.ticks + 1):
        volumes, now, sent = volumes_at_search(run, tick, ticks[tick]), run.snapshot(tick), run.requests_of(tick)
        held = np.zeros(scenario.nodes, int)
        for volume in volumes:
            np.add.at(held, [n for n in volume[1:] if n >= 0], 1)
        there = up_at_search(run, tick) & now.contact
        asked = np.bincount(sent["receiver"][sent["opened"]], minlength=scenario.nodes)
        accepted = np.bincount(sent["receiver"][sent["accepted"]], minlength=scenario.nodes)
        np.testing.assert_array_equal(accepted, np.minimum(asked, np.where(there, now.slots - held, 0)))
        counted = [run.series(name)[tick] for name in ("requests", "accepted", "refused")]
        assert counted == [len(sent), sent["accepted"].sum(), (~sent["accepted"]).sum()]
        taken = {change.volume for change in ticks[tick] if change.cause == Cause.ACCEPTED}
        assert taken == set(sent["volume"][sent["accepted"]].tolist())


@RUNS
@given(scenarios())
def test_copies_take_their_time_and_then_finish(scenario):
    run = simulate(scenario)
    began: dict[int, int] = {}
    for tick, changes in sorted(changes_by_tick(run).items()):
        for change in changes:
            if change.cause == Cause.FINISHED:
                assert tick == began[change.volume] + scenario.copy_ticks
            if change.after.state == State.COPYING:
                began[change.volume] = tick
            else:
                began.pop(change.volume, None)
    assert all(start + scenario.copy_ticks > run.ticks for start in began.values())
