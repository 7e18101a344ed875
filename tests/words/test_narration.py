"""What is said of a run: every number in it is the run's, in every kind of run."""

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Cause, Scenario, State, simulate
from model.rules.facts import Fact
from model.runs.narration import narrate
from model.runs.narrative import facts_of, flags_of
from pages.text.captions import caption, flag_words, outcome
from tests.words.speakers import plain, told_facts

NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:\.\d+)?")


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


ticks = st.integers(1, 60)
actions = st.one_of(
    st.tuples(ticks, st.just("set_backoff"), st.integers(0, 8)),
    st.tuples(ticks, st.sampled_from(["fix_nodes", "add_capacity", "throttle"]), st.sampled_from([0.29, 0])),
    st.tuples(ticks, st.just("reconnect"), st.sampled_from([0.5, 1])),
    st.tuples(ticks, st.just("fix_bug"), st.sampled_from([0, 0.0115])),
    st.tuples(ticks, st.just("stop_search"), st.integers(0, 1)),
    st.tuples(ticks, st.just("crash_node"), st.integers(0, 11)),
    st.tuples(ticks, st.just("cut_off"), st.integers(0, 9)),
    st.tuples(ticks, st.just("restart_nodes"), st.none()),
)
scenarios = st.builds(
    Scenario,
    nodes=st.just(12),
    ticks=st.just(60),
    seed=st.integers(0, 10_000),
    backoff=st.integers(0, 3),
    cut_off_for=st.sampled_from([0, 5]),
    bug_probability=st.sampled_from([0, 0.01, 0.05]),
    reconnect=st.sampled_from([0, 0.5, 1]),
    background=st.sampled_from([0, 0.002]),
    restart_after=st.sampled_from([0, 7]),
    spare_capacity=st.sampled_from([0, 0.05, 0.3]),
    actions=st.lists(actions, max_size=8).map(tuple),
)


@settings(max_examples=60)
@given(scenarios)
def test_every_number_in_a_caption_is_the_runs(scenario):
    run = simulate(scenario)
    told = narrate(run)
    for tick in range(run.ticks + 1):
        text = plain(told_facts(told.caption(tick)))
        found = {float(number.replace("\u202f", "")) for number in NUMBER.findall(text)}
        assert found <= numbers_of(run, tick), text
        assert text[0].isupper() or text[0].isdigit()
        assert text.endswith(".")


@settings(max_examples=60)
@given(scenarios)
def test_the_outcome_tells_the_price(scenario):
    run = simulate(scenario)
    price = run.outcome
    down = scenario.nodes - int(run.series("nodes_up")[-1])
    known = {down, scenario.nodes, scenario.ticks, len(run.crashes), price.offline, price.waiting, price.calm_from}
    text = plain(told_facts(narrate(run).outcome))
    assert {float(number) for number in NUMBER.findall(text)} <= known


def test_a_caption_stands_where_other_things_are_said_than_before():
    told = narrate(simulate(Scenario(seed=8)))
    said = [facts for _, facts in told.captions]
    assert told.captions[0][0] == 0
    assert all(one != other for one, other in pairwise(said))


def test_flags_stand_where_things_happen():
    run = simulate(Scenario(seed=8, actions=((30, "set_backoff", 5),)))
    flags = {fact: (tick, numbers) for tick, fact, numbers in narrate(run).flags}
    assert flags[Fact.FLAG_CUT] == (10, [])
    assert flags[Fact.FLAG_CONTACT] == (15, [])
    assert flags[Fact.FLAG_CRASH] == (run.crashes[0].tick, [])
    assert flags[Fact.FLAG_FULL] == (int(np.flatnonzero(run.series("free_slots") == 0)[0]), [])
    assert flags[Fact.FLAG_BACKOFF] == (30, [5])


DAYS = [
    Scenario(),
    Scenario(backoff=5),
    Scenario(bug_probability=0),
    Scenario(bug_probability=0, spare_capacity=0.3),
    Scenario(cut_off_fraction=0, background=0.0005, ticks=600),
    Scenario(cut_off_fraction=0),
    Scenario(restart_after=20),
    Scenario(reconnect=1),
    Scenario(reconnect=1, bug_probability=0, background=0.002),
    Scenario(nodes=8, bug_probability=0.1, ticks=40),
    Scenario(ticks=30, bug_probability=0.0005, seed=3),
    Scenario(backoff=8, ticks=40, bug_probability=0),
    Scenario(actions=((12, "stop_search", 1), (30, "stop_search", 0), (20, "throttle", 0.3), (40, "throttle", 0))),
    Scenario(actions=((14, "throttle", 0.1), (20, "set_backoff", 5), (21, "fix_bug", 0), (22, "fix_nodes", 0.5))),
    Scenario(actions=((20, "add_capacity", 0.05), (23, "fix_bug", 0.01), (24, "cut_off", 3), (25, "reconnect", 0.5))),
    Scenario(actions=(*((9, "crash_node", node) for node in range(5)), (11, "restart_nodes", None))),
    Scenario(bug_probability=0, spare_capacity=0.3, cut_off_for=0, actions=((9, "crash_node", 1),)),
    Scenario(bug_probability=0, spare_capacity=0.5, actions=tuple((9, "crash_node", node) for node in range(9))),
    Scenario(actions=((9, "crash_node", 1), (11, "crash_node", 2), (11, "crash_node", 3))),
]


def test_every_kind_of_fact_is_told_of_some_run():
    used = set()
    for scenario in DAYS:
        told = narrate(simulate(scenario))
        used |= {fact for _, facts in told.captions for fact, _ in facts}
        used |= {fact for _, fact, _ in told.flags} | {fact for fact, _ in told.outcome}
    assert used == set(Fact)


MENDED = (("all it holds.", "all they hold."), (" does.", " do."))
"""What read wrongly before: of one, as if there were many."""


def as_before(parts):
    for now, then in MENDED:
        parts = [part.replace(now, then) if isinstance(part, str) else part for part in parts]
    return parts


def compare(scenario):
    run = simulate(scenario)
    told = narrate(run)
    for fact in facts_of(run):
        assert as_before(told_facts(told.caption(fact.tick))) == as_before(caption(fact)), fact
    assert [(tick, plain(told_facts([(fact, n)]))) for tick, fact, n in told.flags] == [
        (flag.tick, flag_words(flag)) for flag in flags_of(run)
    ]
    assert told_facts(told.outcome) == outcome(run.outcome, scenario.nodes, scenario.volumes, scenario.ticks)


@pytest.mark.parametrize("scenario", DAYS)
def test_what_is_said_is_what_was_said(scenario):
    compare(scenario)


@settings(max_examples=60)
@given(scenarios)
def test_what_is_said_of_any_run_is_what_was_said(scenario):
    compare(scenario)
