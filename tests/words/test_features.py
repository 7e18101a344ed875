"""What each feature says as messages is what it said in sentences made in Python."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import PARAMETERS, Scenario, simulate
from model.rules.pairs import PAIRS
from model.rules.presets import PRESETS
from model.runs.divergence import divergence
from model.runs.parted import tell_parting
from pages.text import costs as old_costs
from pages.text import parting as old_parting
from pages.text import protections as old_protections
from pages.text import what_happened as old_happened
from pages.view.lab.cost_messages import backoff_cost, bug_cost, spare_cost
from pages.view.lab.lever_messages import lever_value
from pages.view.lab.levers import LEVERS
from pages.view.lab.what_happened import notice, tries
from pages.view.same_luck import pair_messages
from pages.view.same_luck.pair import differing_nodes
from pages.view.same_luck.verdict_messages import NAMES, fates_told, key, verdict
from pages.view.words.message import fact_message
from tests.words.speakers import said
from tests.words.test_narration import DAYS, scenarios
from tests.words.test_usage import MESSAGES


def text(message):
    return said(message["id"], **message.get("values", {})).replace("\u202f", " ")


def texts(messages):
    return [text(message) for message in messages]


def check_what_happened(scenario):
    run = simulate(scenario)
    assert texts(notice(run)) == [one.replace("1 of 1 crashes", "1 of 1 crash") for one in old_happened.notice(run)]
    now, before = tries(run), old_happened.tries(run)
    assert [(text(words), changes) for words, changes in now] == before


@pytest.mark.parametrize("scenario", [*DAYS, *(preset.scenario for preset in PRESETS.values())])
def test_what_happened_is_told_as_before(scenario):
    check_what_happened(scenario)


@settings(max_examples=60)
@given(scenarios)
def test_what_happened_is_told_of_any_run_as_before(scenario):
    check_what_happened(scenario)


@pytest.mark.parametrize("known", range(4))
@pytest.mark.parametrize("waits", [{}, {1: 9.0}, {1: 9.4, 2: 15.0}])
def test_what_patience_costs_is_told_as_before(waits, known):
    for at_once in (None, 0.0, 1.0, 7.0):
        minutes = {0: at_once} | waits | dict.fromkeys(range(3, 3 + known))
        assert text(backoff_cost(minutes)) == old_costs.backoff_cost(minutes)


def test_what_a_fix_and_room_cost_is_told_as_before():
    assert text(bug_cost(Scenario())) == old_costs.bug_cost(Scenario())
    for bought, fewest in product((0, 1, 64), (0, 2, 64)):
        assert text(spare_cost(bought, fewest)) == old_costs.spare_cost(bought, fewest)


@pytest.mark.parametrize("name", LEVERS)
def test_a_lever_says_its_values_as_before(name):
    low, high, words, marks = LEVERS[name]
    assert (said(f"lever-{name}.low"), said(f"lever-{name}.high")) == (low, high)
    for stop in PARAMETERS[name].stops:
        value = lever_value(name, stop)
        assert text(value) == words(stop)
        if stop in marks:
            assert said(f"lever-{name}.mark", **value["values"]) == marks[stop]


def test_settings_have_the_names_and_the_help_of_the_models_parameters():
    for name, parameter in PARAMETERS.items():
        if name not in ("seed", "actions"):
            assert said(f"setting-{name}") == parameter.label
            assert said(f"setting-{name}.help") == parameter.help
        for choice in parameter.choices:
            assert f"choice-{choice}" in MESSAGES


def check_divergence(left, right):
    runs = simulate(left), simulate(right)
    found, before = tell_parting(*runs), divergence(*runs)
    first, *others = [text(fact_message(fact, numbers)) for fact, numbers in found.facts]
    assert first == old_parting.headline(before)
    assert others == old_parting.consequences(before)
    assert (found.tick, found.seen) == (before.tick, before.seen)
    assert found.nodes == tuple(tuple(differing_nodes(run, before, side)) for side, run in enumerate(runs))
    assert texts(pair_messages.notice(*runs)) == old_parting.notice(*runs)


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("luck", [0, 1, 2])
def test_where_two_worlds_part_is_told_as_before(name, luck):
    left, right = (one.replace(seed=one.seed + luck) for one in PAIRS[name])
    check_divergence(left, right)
    check_divergence(right, left)


SIDE = st.fixed_dictionaries(
    {
        "backoff": st.integers(0, 2),
        "bug_probability": st.sampled_from([0.01, 0.0, 0.05]),
        "reconnect": st.sampled_from([0.0, 0.3]),
        "spare_capacity": st.sampled_from([0.05, 0.1]),
        "cut_off_fraction": st.sampled_from([0.15, 0.3]),
        "restart_after": st.sampled_from([0, 5]),
        "copy_ticks": st.sampled_from([5, 6]),
    }
)
DONE = st.sampled_from([(), ((20, "crash_node", 3),)])


@settings(max_examples=100)
@given(SIDE, SIDE, st.integers(0, 30), DONE, DONE)
def test_where_any_two_worlds_part_is_told_as_before(left, right, seed, one, other):
    small = {"nodes": 12, "ticks": 60, "seed": seed, "background": 0.001}
    check_divergence(Scenario(**small, **left, actions=one), Scenario(**small, **right, actions=other))


@pytest.mark.parametrize(
    "scenario",
    [
        Scenario(reconnect=0.5),
        Scenario(),
        Scenario(jitter="none"),
        Scenario(jitter="full"),
        Scenario(peers="cells"),
        Scenario(peers="cells", cells=1),
        Scenario(peers="ring"),
        Scenario(cut_off_fraction=0.3),
    ],
)
def test_a_setting_without_a_lever_is_told_as_before(scenario):
    for name in ("reconnect", "jitter", "peers", "cut_off_fraction", "copy_ticks"):
        assert text(pair_messages.setting(name, scenario)) == old_parting.setting_words(name, scenario)


SETS = [frozenset(name for name, has in zip(NAMES, which, strict=True) if has) for which in product((0, 1), repeat=3)]
FATES = [[97, 2, 0, 1], [3, 97, 0, 0], [40, 0, 0, 60], [100, 0, 0, 0], [0, 10, 20, 70]]


def test_combinations_are_called_as_before():
    for which in SETS:
        assert said("protection", which=key(which)) == old_protections.title(which)
        assert said("protection.called", which=key(which)) == old_protections.called(which)
    for fates in FATES:
        assert text(fates_told(fates)) == old_protections.fates_words(fates)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(FATES), min_size=8, max_size=8))
def test_the_verdict_is_told_as_before(fates):
    ends = dict(zip(sorted(SETS, key=len), fates, strict=True))
    assert texts(verdict(ends)) == old_protections.verdict(ends)
