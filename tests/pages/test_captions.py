"""Sentences: every number in them is the run's, and they say what happened."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Cause, Scenario, State, simulate
from model.runs.narrative import facts_of, flags_of
from pages.text.captions import SENTENCES, caption, flag_words, outcome, words

NUMBER = re.compile(r"\d+(?: \d{3})*(?:\.\d+)?")
MARKS = {"mirrored", "cut_off", "searching", "copying", "offline", "crashed"}


def numbers_of(run, tick):
    """Every number that the run knows about one tick, worked out anew from its raw facts."""
    known = set(run.counts[tick].tolist()) | {run.scenario.nodes, run.scenario.volumes, int(run.isolated.sum())}
    crashes = [crash for crash in run.crashes if crash.tick == tick]
    known |= {crash.node for crash in crashes} | {crash.closings for crash in crashes} | {len(crashes)}
    known |= {sum(not crash.by_operator for crash in crashes), sum(crash.by_operator for crash in crashes)}
    known.add(run.scenario.nodes - int(run.series("nodes_up")[tick]))
    events = run.events_of(tick)
    known |= {int((events["cause"] == cause).sum()) for cause in Cause}
    known.add(int(((events["cause"] == Cause.CRASH) & (events["state"] == State.OFFLINE)).sum()))
    for _, name, value in (action for action in run.scenario.actions if action[0] == tick):
        if value is not None:
            known |= {value, round(value * 100, 6), 2**value if name == "set_backoff" else value}
    return known


actions = st.one_of(
    st.tuples(st.integers(1, 60), st.just("set_backoff"), st.integers(0, 8)),
    st.tuples(
        st.integers(1, 60), st.sampled_from(["fix_nodes", "add_capacity", "throttle", "reconnect"]), st.just(0.25)
    ),
    st.tuples(st.integers(1, 60), st.just("fix_bug"), st.sampled_from([0, 0.01])),
    st.tuples(st.integers(1, 60), st.just("stop_search"), st.integers(0, 1)),
    st.tuples(st.integers(1, 60), st.just("crash_node"), st.integers(0, 11)),
    st.tuples(st.integers(1, 60), st.just("cut_off"), st.integers(0, 9)),
    st.tuples(st.integers(1, 60), st.just("restart_nodes"), st.none()),
)
scenarios = st.builds(
    Scenario,
    nodes=st.just(12),
    ticks=st.just(60),
    seed=st.integers(0, 10_000),
    backoff=st.integers(0, 3),
    bug_probability=st.sampled_from([0, 0.01, 0.05]),
    reconnect=st.sampled_from([0, 0.5, 1]),
    background=st.sampled_from([0, 0.002]),
    restart_after=st.sampled_from([0, 7]),
    spare_capacity=st.sampled_from([0, 0.05, 0.3]),
    actions=st.lists(actions, max_size=6).map(tuple),
)


@settings(max_examples=60)
@given(scenarios)
def test_every_number_in_a_caption_is_the_runs(scenario):
    run = simulate(scenario)
    for fact in facts_of(run):
        text = words(caption(fact))
        found = {float(number.replace(" ", "")) for number in NUMBER.findall(text)}
        assert found <= numbers_of(run, fact.tick), text
        assert text, fact
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")
        assert "  " not in text
        assert {part[1] for part in caption(fact) if not isinstance(part, str)} <= MARKS


@settings(max_examples=60)
@given(scenarios)
def test_the_outcome_tells_the_price(scenario):
    run = simulate(scenario)
    price = run.outcome
    down = scenario.nodes - int(run.series("nodes_up")[-1])
    known = {down, scenario.nodes, scenario.ticks, len(run.crashes), price.offline, price.waiting, price.calm_from}
    text = words(outcome(price, scenario.nodes, scenario.volumes, scenario.ticks))
    assert {float(number) for number in NUMBER.findall(text)} <= known
    assert price.offline == int(run.series("offline")[-1])
    assert price.waiting == int(run.series("stuck")[-1]) - price.offline


def said(run, tick):
    return words(caption(facts_of(run)[tick]))


def test_the_cut_and_its_end_are_told():
    run = simulate(Scenario(seed=8, bug_probability=0))
    cut_off = int(run.series("cut_off")[10])
    assert said(run, 10).startswith(f"A network mistake cuts off 10 of 64 nodes. {cut_off} volumes")
    accepted = int(run.series("accepted")[15])
    assert said(run, 15) == (
        f"Contact is back. {cut_off} volumes have lost sight of their mirror, and all of them ask for a free slot "
        f"at once. {accepted} find one."
    )


def test_a_crash_is_told_with_its_closings_and_its_victims():
    run = simulate(Scenario(seed=8))
    crash = next(c for c in run.crashes if sum(d.tick == c.tick for d in run.crashes) == 1)
    text = said(run, crash.tick)
    assert f"Node {crash.node} crashes while closing {crash.closings} requests at once." in text
    assert f"{run.series('stranded')[crash.tick]} volume" in text


def test_the_operator_is_told():
    run = simulate(Scenario(ticks=40, actions=((20, "set_backoff", 5), (21, "crash_node", 3), (22, "stop_search", 1))))
    assert "You set the backoff to 5: waits grow up to 32 minutes." in said(run, 20)
    assert "You break node 3." in said(run, 21)
    assert "You stop the search." in said(run, 22)
    assert "The search is stopped" in said(run, 23)


def test_every_sentence_is_used_by_some_run():
    days = [
        Scenario(),
        Scenario(backoff=5),
        Scenario(bug_probability=0),
        Scenario(cut_off_fraction=0, background=0.0005, ticks=600),
        Scenario(actions=((12, "stop_search", 1), (30, "stop_search", 0))),
        Scenario(restart_after=20),
    ]
    used = {fact.kind for scenario in days for fact in facts_of(simulate(scenario))}
    assert used == set(SENTENCES)


def test_flags_stand_where_things_happen():
    run = simulate(Scenario(seed=8, actions=((30, "set_backoff", 5),)))
    flags = {flag.kind: flag.tick for flag in flags_of(run)}
    assert flags["cut"] == 10
    assert flags["contact"] == 15
    assert flags["crash"] == run.crashes[0].tick
    assert flags["full"] == int(np.flatnonzero(run.series("free_slots") == 0)[0])
    assert flags["action"] == 30
    assert all(flag_words(flag) for flag in flags_of(run))


@pytest.mark.parametrize("seed", range(12))
def test_over_is_told_from_the_first_calm_minute_on(seed):
    run = simulate(Scenario(seed=seed, spare_capacity=0.1))
    if run.fate == "over":
        calm = run.outcome.calm_from
        assert run.series("searching")[calm] + run.series("cut_off")[calm] == 0
        assert not run.series("crashes")[calm + 1 :].any()
        assert run.series("searching")[calm - 1] + run.series("cut_off")[calm - 1] + run.series("crashes")[calm] > 0
