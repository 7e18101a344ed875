"""What each feature says: its messages, read in English."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import PARAMETERS, Scenario, simulate
from model.rules.facts import Fact
from model.rules.pairs import PAIRS
from model.rules.presets import PRESETS
from model.runs.divergence import divergence
from model.runs.parted import tell_parting
from pages.view.lab.cost_messages import backoff_cost, bug_cost, spare_cost
from pages.view.lab.lever_messages import lever_mark, lever_value
from pages.view.lab.levers import LEVERS
from pages.view.lab.what_happened import notice, tries
from pages.view.same_luck import pair_messages
from pages.view.same_luck.verdict_messages import NAMES, fates_told, key, verdict
from pages.view.words.message import fact_message
from tests.words.speakers import english, said
from tests.words.test_narration import DAYS, scenarios
from tests.words.test_usage import MESSAGES


def check_what_happened(scenario):
    run = simulate(scenario)
    assert all(english(message).endswith(".") for message in notice(run))
    for message, changes in tries(run):
        assert english(message)
        assert any(getattr(run.scenario, name) != value for name, value in changes.items())


@pytest.mark.parametrize("scenario", [*DAYS, *(preset.scenario for preset in PRESETS.values())])
def test_what_happened_can_be_said(scenario):
    check_what_happened(scenario)


@settings(max_examples=60)
@given(scenarios)
def test_what_happened_in_any_run_can_be_said(scenario):
    check_what_happened(scenario)


A_HOME = "A brake: without the bug everyone has a home 7 minutes after contact is back when all ask at once; "
NEVER = "A brake; and here even without the bug, and with all asking at once, some have no home by the end."


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (
            {0: 7.0, 1: 9.0, 2: 15.0, 3: None},
            A_HOME + "with waits of up to 2 minutes after 9, of up to 4 after 15, with longer ones not by the end.",
        ),
        ({0: 7.0, 1: 9.4}, A_HOME + "with waits of up to 2 minutes after 9."),
        ({0: 7.0, 1: None}, A_HOME + "with any wait not by the end."),
        ({0: None, 1: None}, NEVER),
        ({0: 0.0}, "Waiting is a brake: whoever loses a copy stands without a second one for longer."),
    ],
)
def test_what_patience_costs(minutes, words):
    assert english(backoff_cost(minutes)) == words


def test_what_a_fix_and_room_cost():
    fix = "A fix must be found, tested, and rolled out to all 64 nodes before the mistake comes."
    bought = "64 slots bought, and idle on every quiet day; at the worst of this run "
    assert english(bug_cost(Scenario())) == fix
    assert english(spare_cost(64, 0)) == bought + "all of them are taken."
    assert english(spare_cost(64, 2)) == bought + "2 stay free."
    assert english(spare_cost(64, 1)) == bought + "1 stays free."
    assert english(spare_cost(0, 0)) == "Nothing is bought, and nothing is there when it is needed."


@pytest.mark.parametrize(
    ("name", "value", "words", "mark"),
    [
        ("backoff", 0, "asks again every minute", "at once"),
        ("backoff", 1, "waits up to 2 minutes", "2"),
        ("backoff", 5, "waits up to 32 minutes", "32 min"),
        ("bug_probability", 0.0, "no bug", "none"),
        ("bug_probability", 0.0002, "0.02 % per pair closing together", ".02"),
        ("bug_probability", 0.005, "0.5 % per pair closing together", ".5"),
        ("bug_probability", 0.01, "1 % per pair closing together", "1 %"),
        ("spare_capacity", 0.0, "no free slot", "0"),
        ("spare_capacity", 0.08, "8 % spare slots", "8"),
        ("spare_capacity", 0.2, "20 % spare slots", "20 %"),
    ],
)
def test_a_lever_says_its_values(name, value, words, mark):
    assert english(lever_value(name, value)) == words
    assert english(lever_mark(name, value)) == mark


def test_a_named_stop_is_a_stop_of_its_lever():
    for name, named in LEVERS.items():
        assert set(named) <= set(PARAMETERS[name].stops)


def test_settings_have_the_names_and_the_help_of_the_models_parameters():
    for name, parameter in PARAMETERS.items():
        if name not in ("seed", "actions"):
            assert said(f"setting-{name}") == parameter.label
            assert said(f"setting-{name}.help") == parameter.help
        for choice in parameter.choices:
            assert f"choice-{choice}" in MESSAGES


def nodes_that_differ(run, found, side):
    """The nodes that the volumes which fare differently live on or ask, in the minute in which two worlds part."""
    if found.tick is None:
        return ()
    now = run.snapshot(found.tick)
    volumes = [one.volume for one in found.differences]
    asked = {node for one in found.differences if (node := one.turns[side].asked) is not None}
    holders = {int(node) for nodes in (now.primary[volumes], now.partner[volumes]) for node in nodes if node >= 0}
    return tuple(sorted(holders | asked))


DID = ("waited", "home", "elsewhere", "stuck", "unopened")
"""What a volume whose request is missing did instead, in the order of its numbers."""


def check_absent(facts, survivor):
    """Those whose requests are missing where a node lived are counted by what they did there, as Python counts them."""
    if Fact.SURVIVOR_MISSING_ALIKE in facts:
        missing, volume, doing = map(int, facts[Fact.SURVIVOR_MISSING_ALIKE])
        (kind, volumes) = next(iter(survivor.absent.items()))
        assert (len(survivor.absent), missing, volume, DID[doing]) == (1, len(volumes), min(volumes), kind)
    elif Fact.SURVIVOR_MISSING in facts:
        missing, *rest = map(int, facts[Fact.SURVIVOR_MISSING])
        groups = {DID[doing]: many for doing, many in zip(rest[::2], rest[1::2], strict=True)}
        assert groups == {kind: len(volumes) for kind, volumes in survivor.absent.items()}
        assert missing == sum(groups.values())
    elif survivor and not survivor.by_operator and survivor.closings[0] != survivor.closings[1]:
        assert survivor.absent == {}


def check_divergence(left, right):
    """What the compiled search finds is what a search in plain Python finds, and all of it can be said."""
    runs = simulate(left), simulate(right)
    found, other = tell_parting(*runs), divergence(*runs)
    assert (found.tick, found.seen) == (other.tick, other.seen)
    assert found.nodes == tuple(nodes_that_differ(run, other, side) for side, run in enumerate(runs))
    told = [fact_message(fact, numbers) for fact, numbers in found.facts]
    check_absent(dict(found.facts), other.survivor)
    assert all(english(message).endswith(".") for message in [*told, *pair_messages.notice(*runs)])


@pytest.mark.parametrize("name", PAIRS)
@pytest.mark.parametrize("luck", [0, 1, 2])
def test_where_two_worlds_part_is_found_by_two_ways(name, luck):
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
        "request_limit": st.sampled_from([0, 3]),
    }
)
DONE = st.sampled_from([(), ((20, "crash_node", 3),)])


@settings(max_examples=100)
@given(SIDE, SIDE, st.integers(0, 30), DONE, DONE)
def test_where_any_two_worlds_part_is_found_by_two_ways(left, right, seed, one, other):
    small = {"nodes": 12, "ticks": 60, "seed": seed, "background": 0.001}
    check_divergence(Scenario(**small, **left, actions=one), Scenario(**small, **right, actions=other))


@pytest.mark.parametrize(
    ("name", "changes", "words"),
    [
        ("reconnect", {"reconnect": 0.5}, "50 % reconnect first"),
        ("reconnect", {}, "nobody reconnects first"),
        ("jitter", {"jitter": "none"}, "no jitter"),
        ("jitter", {"jitter": "full"}, "full jitter"),
        ("peers", {}, "one cluster"),
        ("peers", {"peers": "cells"}, "4 cells"),
        ("peers", {"peers": "cells", "cells": 1}, "1 cell"),
        ("peers", {"peers": "ring"}, "peers: ring"),
        ("request_limit", {}, "request limit: off"),
        ("retry_budget", {"retry_budget": 0.3}, "retry budget: 0.3"),
        ("cut_off_fraction", {"cut_off_fraction": 0.3}, "cut off fraction: 0.3"),
    ],
)
def test_a_setting_without_a_lever_in_few_words(name, changes, words):
    assert english(pair_messages.setting(name, Scenario(**changes))) == words


SETS = [frozenset(name for name, has in zip(NAMES, which, strict=True) if has) for which in product((0, 1), repeat=3)]
FATES = [[97, 2, 0, 1, 0], [3, 97, 0, 0, 45], [40, 0, 0, 60, 0], [100, 0, 0, 0, 0], [0, 10, 20, 70, 10]]


def test_every_combination_has_a_name_of_its_own():
    for form in ("protection", "protection.title", "protection.called"):
        assert len({said(form, which=key(which)) for which in SETS}) == len(SETS)


def test_how_lucks_end():
    assert english(fates_told([3, 97, 0, 0, 0])) == "of 100: 3 over, 97 held"
    assert english(fates_told([3, 97, 0, 0, 45])) == "of 100: 3 over, 97 held (45 short of room)"
    assert english(fates_told([0, 10, 20, 70, 0])) == "of 100: 10 held, 20 still raging, 70 collapsed"


@settings(max_examples=200)
@given(st.lists(st.sampled_from(FATES), min_size=8, max_size=8))
def test_any_verdict_can_be_said(fates):
    told = [english(message) for message in verdict(dict(zip(sorted(SETS, key=len), fates, strict=True)))]
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in told)
    assert (told[0].split()[0], told[1].split()[:3]) == ("Alone,", ["Of", "the", "pairs,"])
