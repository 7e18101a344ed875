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
from tests.words.speakers import caption_of, plain, told_facts

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
    assert ("Held, but slow" in text) == (price.held == "slow")
    assert ("Held, but short of room" in text) == (price.held == "short of room")


def test_a_held_run_is_told_by_its_kind():
    ends = [plain(told_facts(narrate(simulate(Scenario(backoff=5, seed=seed))).outcome)) for seed in range(1, 40)]
    assert any("Held, but slow: it does no more damage" in end for end in ends)
    assert "Held, but short of room" in ends[0]
    assert "38 volumes still wait for a second home. More time alone does not make room for all." in ends[0]


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
    Scenario(
        actions=((16, "request_limit", 3), (20, "request_limit", 0), (24, "retry_budget", 0.3), (30, "retry_budget", 0))
    ),
    Scenario(peers="cells", cells=2, cut_off_shape="together"),
]


def test_every_kind_of_fact_is_told_of_some_run():
    used = set()
    for scenario in DAYS:
        told = narrate(simulate(scenario))
        used |= {fact for _, facts in told.captions for fact, _ in facts}
        used |= {fact for _, fact, _ in told.flags} | {fact for fact, _ in told.outcome}
    assert used == {fact for fact in Fact if fact < Fact.PART_NEVER}


def test_the_cut_and_its_end_are_told():
    run = simulate(Scenario(seed=8, bug_probability=0))
    cut_off = int(run.series("cut_off")[10])
    assert caption_of(run, 10).startswith(f"A network mistake cuts off 10 of 64 nodes. {cut_off} volumes")
    accepted = int(run.series("accepted")[15])
    assert caption_of(run, 15) == (
        f"Contact is back. {cut_off} volumes have lost sight of their mirror, and all of them ask for a free slot "
        f"at once. {accepted} find one."
    )


def test_a_crash_is_told_with_its_closings_and_its_victims():
    run = simulate(Scenario(seed=8))
    crash = next(c for c in run.crashes if sum(d.tick == c.tick for d in run.crashes) == 1)
    text = caption_of(run, crash.tick)
    assert f"Node {crash.node} crashes while closing {crash.closings} requests at once." in text
    assert f"{run.series('stranded')[crash.tick]} volume" in text


def test_the_operator_is_told():
    run = simulate(Scenario(ticks=40, actions=((20, "set_backoff", 5), (21, "crash_node", 3), (22, "stop_search", 1))))
    assert "You set the backoff to 5: waits grow up to 32 minutes." in caption_of(run, 20)
    assert "You break node 3." in caption_of(run, 21)
    assert "You stop the search." in caption_of(run, 22)
    assert "The search is stopped" in caption_of(run, 23)


@pytest.mark.parametrize("seed", range(12))
def test_over_is_told_from_the_first_calm_minute_on(seed):
    run = simulate(Scenario(seed=seed, spare_capacity=0.1))
    if run.fate == "over":
        calm = run.outcome.calm_from
        assert run.series("searching")[calm] + run.series("cut_off")[calm] == 0
        assert not run.series("crashes")[calm + 1 :].any()
        assert run.series("searching")[calm - 1] + run.series("cut_off")[calm - 1] + run.series("crashes")[calm] > 0
