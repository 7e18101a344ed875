"""Links and files lead back to the scenario they were made from; whatever else they hold is told, not raised."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import PARAMETERS, VERSION, Scenario
from tests.model.helpers import scenarios

REAL = [name for name, parameter in PARAMETERS.items() if parameter.kind == "number"]
NUMBERS = [name for name, parameter in PARAMETERS.items() if parameter.kind in ("number", "whole")]


@given(scenarios())
def test_a_link_leads_back(scenario):
    query = scenario.to_query()
    assert Scenario.from_query(query) == (scenario, [])
    assert all(isinstance(text, str) and text for text in query.values())


@given(scenarios())
def test_a_file_leads_back(scenario):
    text = scenario.to_json()
    assert Scenario.from_json(text) == (scenario, [])
    assert json.loads(text)["stormglass"] == VERSION == 1


@given(st.fixed_dictionaries({name: st.floats(PARAMETERS[name].low, PARAMETERS[name].high) for name in REAL}))
def test_no_number_is_too_small_for_a_link(settings):
    scenario = Scenario(**settings)
    assert Scenario.from_query(scenario.to_query()) == (scenario, [])


def test_a_link_holds_only_what_differs():
    assert Scenario().to_query() == {}
    assert Scenario(backoff=2, bug_probability=0.00001).to_query() == {"backoff": "2", "bug_probability": "0.00001"}


HOSTILE = st.one_of(
    st.text(),
    st.from_regex(r"\A-?[0-9eE+.,:_]{0,60}\Z"),
    st.sampled_from(
        ("nan", "inf", "1e400", "-1", "9" * 5000, "٣", "0x10", "1_0", " 5 ", "5:cut_off:5," * 30, ":::,,,")
    ),
)


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "do", "x"]), HOSTILE))
def test_any_link_gives_a_valid_scenario_and_printable_sentences(query):
    scenario, told = Scenario.from_query(query)
    assert scenario == Scenario(**{name: getattr(scenario, name) for name in PARAMETERS})
    assert all(sentence.isprintable() and len(sentence) < 300 for sentence in told)


@pytest.mark.parametrize("name", [name for name in NUMBERS if name not in ("cells", "degree")])
def test_a_bad_value_in_a_link_is_told_and_the_default_used(name):
    parameter = PARAMETERS[name]
    for text in (str(parameter.low - 1), str(parameter.high * 2 + 1), "nan", "", "many"):
        scenario, told = Scenario.from_query({name: text})
        assert scenario == Scenario()
        assert len(told) == 1
        assert told[0].startswith(f"{parameter.rule()}; ")
        assert told[0].endswith(" is used")


@given(st.dictionaries(st.sampled_from([*PARAMETERS, "strange"]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)))  # fmt: skip
def test_any_file_of_this_version_gives_a_valid_scenario(values):
    scenario, told = Scenario.from_json(json.dumps({"stormglass": VERSION, "scenario": values}))
    assert scenario == Scenario(**{name: getattr(scenario, name) for name in PARAMETERS})
    assert all(sentence.isprintable() for sentence in told)


def test_a_file_of_newer_rules_is_read_with_a_note():
    text = '{"stormglass": 3, "scenario": {"backoff": 2, "quorum": 5}}'
    scenario, told = Scenario.from_json(text)
    assert scenario == Scenario(backoff=2)
    assert told == ["version 3: made with newer rules; this may be another run", "quorum is no setting and was ignored"]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "5", '"x"', "{}", '{"scenario": {}}',
     '{"stormglass": 0, "scenario": {}}', '{"stormglass": 1.5, "scenario": {}}',
     '{"stormglass": "1", "scenario": {}}', '{"stormglass": 1}', '{"stormglass": 1, "scenario": []}',
     "[" * 100_000, '{"stormglass": 1, "scenario": {"nodes": ' + "9" * 5000 + "}}"],
    ids=lambda text: text[:40],
)  # fmt: skip
def test_what_is_no_file_of_this_version_is_refused_in_a_sentence(text):
    with pytest.raises(
        ValueError, match=r"^the file (is not JSON|holds no scenario|must be of version 1; .* was given)"
    ):
        Scenario.from_json(text)


def test_a_deep_or_strange_value_in_a_file_is_told():
    deep: list[Any] = []
    for _ in range(200):
        deep = [deep]
    text = json.dumps({"stormglass": 1, "scenario": {"nodes": deep, "actions": deep, "colour": "red"}})
    scenario, told = Scenario.from_json(text)
    assert scenario == Scenario()
    assert [sentence.split()[0] for sentence in told] == ["nodes", "an", "colour"]
