"""Request limit and retry budget: by hand on four nodes, and what holds of them at every tick of random runs."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from model import Cause, Run, Scenario, State, simulate, simulate_many
from tests.model.clusters import CROWD, PAIRS, play, ticks_where
from tests.model.engine.test_search import RUNS, dial
from tests.model.helpers import scenarios
from tests.model.walk import changes_by_tick, up_at_search, volumes_at_search

# Two volumes a node: from tick 4 on volumes 0 and 4 on node 0, 1 and 5 on node 1 ask each other's node, every tick.
FOUR = PAIRS.replace(volumes_per_node=2)
ROOMY = FOUR.replace(spare_capacity=0.5)  # 8 slots, two a node


def requests(run: Run) -> list[int]:
    return run.series("requests").tolist()


# By hand: the request limit


@pytest.mark.parametrize(
    ("limit", "sent", "closed"),
    [
        (1, 2, 1),  # each node sends one of its two requests, and opens none
        (2, 4, 2),  # each sends both, and opens none
        (3, 4, 3),  # each sends both, and opens one of the two that it receives
        (4, 4, 4),  # enough for all
        (0, 4, 4),  # off
    ],
)
def test_a_node_sends_first_and_opens_what_is_left_of_its_limit(limit, sent, closed):
    run = simulate(FOUR.replace(request_limit=limit))
    assert requests(run)[4:] == [sent] * 17
    assert (run.closings[4:] == [closed, closed, 0, 0]).all()


def test_what_is_not_opened_is_refused_though_there_is_room():
    assert simulate(ROOMY.replace(request_limit=2)).series("accepted").sum() == 0
    run = simulate(ROOMY.replace(request_limit=3))
    assert run.series("accepted")[4:7].tolist() == [2, 2, 0]  # 4: each node opens one of two; 5: the other one of one
    assert run.closings[4].tolist() == [3, 3, 0, 0]
    assert run.closings[5].tolist() == [2, 2, 0, 0]
    assert run.fate == "over"


def test_a_limit_of_an_operator_holds_from_its_tick_until_it_is_lifted():
    run = play(FOUR, (8, "request_limit", 1), (12, "request_limit", 0))
    assert requests(run)[4:] == [4] * 4 + [2] * 4 + [4] * 9


def test_who_is_sent_and_who_is_opened_is_drawn_evenly():
    run = simulate(CROWD.replace(request_limit=3, ticks=400))
    sent = np.concatenate([run.requests_of(tick) for tick in range(100, 401)])
    _, times = np.unique(sent["volume"], return_counts=True)
    waiting = (run.snapshot(400).state == State.SEARCHING).sum()
    assert len(times) == waiting
    opened = sent["opened"].mean()
    halves = [sent["opened"][sent["volume"] % 2 == side].mean() for side in (0, 1)]
    assert halves == pytest.approx([opened, opened], abs=5 * np.sqrt(opened * (1 - opened) / (len(sent) / 2)))


# By hand: the retry budget

BUDGET = FOUR.replace(retry_budget=0.8, ticks=70)
# Tick 4: four free requests, refused. From 5 on each node spends two tokens of ten a tick and gets 0.02 x 0.8 x 2 =
# 0.032 back: 8.032, 6.064, 4.096, 2.128, and 0.16 at the end of tick 9. Twenty-seven ticks later it has 1.024.


def test_retries_spend_the_bucket_and_then_wait_for_the_trickle():
    assert ticks_where(simulate(BUDGET).series("requests")) == [*range(4, 10), 37, 68]
    assert requests(simulate(BUDGET))[9] == 4
    assert requests(simulate(BUDGET))[37] == 2  # one token a node


def test_an_acceptance_earns_the_node_that_sent():
    # At 40 each node gets room for one copy; at 68 each has a token for the one of its two volumes that finds it.
    run = play(BUDGET, (40, "add_capacity", 0.25))
    assert run.series("accepted")[68] == 2
    # 1.016 a node at the end of 67; less one, 0.8 for the acceptance and 0.032 a tick: a whole token by the end of 73.
    longer = play(BUDGET, (40, "add_capacity", 0.25), ticks=80)
    assert requests(longer)[69:75] == [0, 0, 0, 0, 0, 2]


def test_a_budget_that_is_turned_on_begins_full_and_one_that_is_turned_is_kept():
    on = play(FOUR, (8, "retry_budget", 0.8), ticks=30)
    assert ticks_where(on.series("requests")) == [*range(4, 13)]  # five ticks of two a node
    kept = play(FOUR, (8, "retry_budget", 0.8), (11, "retry_budget", 0.4), ticks=30)
    assert ticks_where(kept.series("requests")) == [*range(4, 13)]
    again = play(FOUR, (8, "retry_budget", 0.8), (14, "retry_budget", 0), (15, "retry_budget", 0.8), ticks=30)
    assert ticks_where(again.series("requests")) == [*range(4, 13), *range(14, 20)]


def test_a_node_that_restarts_has_a_full_bucket():
    run = play(FOUR.replace(retry_budget=0.8), (15, "crash_node", 1), (16, "restart_nodes", None), ticks=24)
    assert not run.series("requests")[10:16].any()
    # At 15 volumes 1 and 5 lose node 1 and go on at node 0, whose bucket is empty: their first try at 16 is free. Node
    # 1 is back and full, but nobody has a primary there.
    assert requests(run)[16] == 2
    back = play(FOUR.replace(retry_budget=0.8), (15, "crash_node", 0), (16, "crash_node", 1), (17, "restart_nodes"),
                ticks=24)  # fmt: skip
    # Both crash, so that node 1, to which the volumes of node 0 had moved, serves all four: four free tries at 17, then
    # ten tokens and four times the trickle of 0.016 a tick.
    assert requests(back)[17:] == [4, 4, 4, 2, 0, 0, 0, 0]


def test_a_retry_that_the_limit_holds_back_costs_no_token():
    run = simulate(BUDGET.replace(request_limit=1))
    # One of two is sent at 4, free; from then on the other is free until it goes. Ten tokens last twice as long.
    assert all(count == 2 for count in requests(run)[4:14])
    assert len([tick for tick in ticks_where(run.series("requests")) if tick < 30]) > 10


def test_off_is_as_if_there_were_neither():
    plain = [simulate(Scenario(seed=seed)) for seed in range(3)]
    wide = [simulate(Scenario(seed=seed, request_limit=64, retry_budget=0)) for seed in range(3)]
    for one, other in zip(plain, wide, strict=True):
        assert one.closings.max() <= 64
        assert (one.counts == other.counts).all()
        assert (one.events == other.events).all()


# At every tick of random runs


class Buckets:
    """The tokens of every node, followed from what a run wrote down."""

    def __init__(self, run: Run) -> None:
        self.run, self.scenario = run, run.scenario
        self.tokens = np.full(run.scenario.nodes, 10.0)
        self.budget = run.scenario.retry_budget

    def open_tick(self, tick: int) -> None:
        """Follow what the operator does, and restarts."""
        for when, name, value in self.scenario.actions:
            if when == tick and name == "retry_budget":
                self.tokens[:] = 10.0 if self.budget == 0 else self.tokens
                self.budget = value
        events = self.run.events_of(tick)
        self.tokens[events["primary"][(events["volume"] < 0) & (events["cause"] == Cause.NODE_RESTARTED)]] = 10.0

    def spend(self, retries: np.ndarray, accepted: np.ndarray) -> None:
        """Take what retries cost and give what acceptances earn; shape (N,) each."""
        self.tokens -= retries
        for n, times in enumerate(accepted):
            for _ in range(times):
                self.tokens[n] = min(10.0, self.tokens[n] + self.budget)

    def close_tick(self, tick: int) -> None:
        """Let the buckets fill a little."""
        now = self.run.snapshot(tick)
        serves = np.bincount(now.primary, minlength=self.scenario.nodes)
        self.tokens = np.where(now.up, np.minimum(10.0, self.tokens + 0.02 * self.budget * serves), self.tokens)


class Refusals:
    """How often each volume was refused since its search began."""

    def __init__(self, run: Run) -> None:
        self.run, self.changes, self.times = run, changes_by_tick(run), np.zeros(run.scenario.volumes, int)

    def open_tick(self, tick: int) -> None:
        """Begin the searches of phases 1 and 2 anew."""
        for change in self.changes[tick]:
            if change.after.state == State.SEARCHING and change.cause != Cause.CRASH:
                self.times[change.volume] = 0

    def close_tick(self, tick: int) -> None:
        """Count the refusals of this tick, and begin the searches of phase 8 anew."""
        sent = self.run.requests_of(tick)
        self.times[sent["volume"][~sent["accepted"]]] += 1
        for change in self.changes[tick]:
            if change.after.state == State.SEARCHING and change.cause == Cause.CRASH:
                self.times[change.volume] = 0


@RUNS
@given(scenarios())
def test_retries_never_spend_more_than_whole_tokens_and_wait_only_for_want_of_them(scenario):
    run = simulate(scenario.replace(retry_budget=scenario.retry_budget or 0.3, backoff=0))
    buckets, refusals = Buckets(run), Refusals(run)
    for tick in range(1, run.ticks + 1):
        buckets.open_tick(tick)
        refusals.open_tick(tick)
        sent = run.requests_of(tick)
        retry = refusals.times[sent["volume"]] > 0
        retries, accepted = (
            np.bincount(sent["sender"][which], minlength=scenario.nodes) for which in (retry, sent["accepted"])
        )
        if buckets.budget > 0:
            whole = np.floor(buckets.tokens)
            assert (retries <= whole).all()
            due = waiting_to_retry(run, tick, refusals)
            if not any(dial(scenario, tick, name, 0) for name in ("throttle", "stop_search", "set_backoff")):
                limit = dial(scenario, tick, "request_limit", scenario.request_limit) or math.inf
                all_sent = np.bincount(sent["sender"], minlength=scenario.nodes)
                assert ((retries == np.minimum(due, whole)) | (all_sent == limit)).all()
            buckets.spend(retries, accepted)
        buckets.close_tick(tick)
        refusals.close_tick(tick)


def waiting_to_retry(run: Run, tick: int, refusals: Refusals) -> np.ndarray:
    """Return how many volumes of each node that can send would ask again where nothing held them back."""
    there = up_at_search(run, tick) & run.snapshot(tick).contact
    volumes = volumes_at_search(run, tick, refusals.changes[tick])
    homes = [v.primary for number, v in enumerate(volumes) if v.state == State.SEARCHING and refusals.times[number]]
    return np.bincount(homes, minlength=run.scenario.nodes) * there


@RUNS
@given(scenarios())
def test_no_node_ever_closes_more_than_its_limit(scenario):
    run = simulate(scenario.replace(request_limit=scenario.request_limit or 3))
    for tick in range(1, run.ticks + 1):
        limit = dial(run.scenario, tick, "request_limit", run.scenario.request_limit) or math.inf
        sent = run.requests_of(tick)
        senders = np.bincount(sent["sender"], minlength=scenario.nodes)
        received = np.bincount(sent["receiver"], minlength=scenario.nodes)
        opened = np.bincount(sent["receiver"][sent["opened"]], minlength=scenario.nodes)
        there = up_at_search(run, tick) & run.snapshot(tick).contact
        assert run.closings[tick].max() <= limit
        np.testing.assert_array_equal(opened, np.minimum(received, np.maximum(limit - senders, 0)) * there)


@settings(max_examples=40)
@given(scenarios())
def test_many_runs_at_once_keep_to_the_same_limits(scenario):
    limited = scenario.replace(request_limit=2, retry_budget=0.4)
    many = simulate_many([limited, limited.replace(seed=1)], threads=1)
    assert (many.series("requests")[0] == simulate(limited).series("requests")).all()
