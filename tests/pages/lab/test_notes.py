"""What the Lab tells of a run, and files of settings that come from anywhere."""

import json
from statistics import median
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario, simulate
from model.rules.presets import PRESETS
from model.rules.spelling import plain
from pages.view.lab.costs import rush
from pages.view.lab.levers import FURTHER, LEVERS
from pages.view.lab.notes import besides, notes
from pages.view.link.file import read_file
from pages.view.link.read import MOST_PROBLEMS, read_link
from tests.pages.server.test_odds import calls
from tests.words.speakers import english

STORM = Scenario(seed=8)
RUN = simulate(STORM)


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "thousand"])
def test_every_preset_has_something_to_notice_and_to_try(name):
    said = notes(simulate(PRESETS[name].scenario))["what_happened"]
    assert 1 <= len(said["notice"]) <= 4
    assert 1 <= len(said["tries"]) <= 3
    for tip in said["tries"]:
        scenario, problems = Scenario.from_query(tip["query"])
        assert problems == []
        assert scenario != PRESETS[name].scenario
        assert scenario.seed == PRESETS[name].scenario.seed


def test_the_numbers_are_those_of_the_run():
    run = simulate(STORM)
    first = run.crashes[0]
    said = [english(message) for message in notes(run)["what_happened"]["notice"]]
    assert any(f"{first.closings} requests" in sentence for sentence in said)
    assert any(str(int(run.series("stranded").sum())) in sentence for sentence in said)


def test_after_a_search_that_was_stopped_for_good_searching_again_is_offered_first():
    stopped = STORM.replace(actions=((20, "stop_search", 1),))
    first, *_ = notes(simulate(stopped))["what_happened"]["tries"]
    assert english(first["words"]) == "Search again in minute 40"
    proposed = Scenario.from_query(first["query"])[0]
    assert proposed.actions == ((20, "stop_search", 1), (40, "stop_search", 0))
    others = notes(simulate(proposed))["what_happened"]["tries"]
    assert all("Search again" not in english(tip["words"]) for tip in others)


small = st.fixed_dictionaries(
    {"nodes": st.integers(4, 12), "volumes_per_node": st.integers(1, 4), "ticks": st.integers(1, 60)},
    optional={
        "cut_off_at": st.integers(1, 80),
        "cut_off_for": st.integers(0, 9),
        "cut_off_fraction": st.sampled_from([0, 0.5, 1]),
        "spare_capacity": st.sampled_from([0, 0.1, 1]),
        "bug_probability": st.sampled_from([0, 0.1]),
        "background": st.sampled_from([0, 0.1]),
        "seed": st.integers(0, 50),
    },
)


@given(small)
def test_any_run_can_be_told(settings):
    said = notes(simulate(Scenario(**settings)))["what_happened"]
    assert all(english(message).endswith(".") for message in said["notice"])
    json.dumps(said, allow_nan=False)


def test_a_file_of_settings_survives_the_trip():
    scenario = Scenario(backoff=3, seed=7, actions=((40, "add_capacity", 0.05), (60, "restart_nodes", None)))
    asked = read_file(scenario.to_json(), STORM)
    assert (asked.scenario, asked.problems) == (scenario, ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is not JSON"),
        ("\x00\xff", "the file is not JSON"),
        ("[" * 90_000, "the file is not JSON"),
        ('{"a":' * 15_000, "the file is not JSON"),
        ("[]", "the file holds no scenario of Stormglass"),
        ('{"stormglass": 1, "scenario": []}', "the file holds no scenario of Stormglass"),
        ('{"stormglass": 0, "scenario": {}}', "the file must be of version 1; 0 was given"),
        (" " * 100_001, "it is larger than 100 kB"),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(text, said):
    asked = read_file(text, STORM)
    assert asked.problems == (f"The file was not opened: {said}",)
    assert asked.scenario == STORM


def test_bad_values_in_a_file_are_told_one_by_one_and_the_rest_is_kept():
    document = {"stormglass": 1, "scenario": {"backoff": 99, "nodes": 32, "<b>": 1, "seed": float("nan")}}
    asked = read_file(json.dumps(document), STORM)
    assert asked.scenario == Scenario(nodes=32)
    assert len(asked.problems) == 3


def test_a_flood_of_bad_values_is_told_briefly():
    document = {"stormglass": 1, "scenario": {f"x{k}": k for k in range(500)}}
    assert len(read_file(json.dumps(document), STORM).problems) == MOST_PROBLEMS


nested = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(sorted(Scenario.__slots__)), nested, max_size=6))
def test_no_file_does_harm(values):
    asked = read_file(json.dumps({"stormglass": 1, "scenario": values}), STORM)
    assert Scenario.from_query(asked.scenario.to_query()) == (asked.scenario, [])
    assert all("\n" not in sentence for sentence in asked.problems)


def test_share_is_answered_where_it_is_asked_for():
    assert besides({}) == {}
    assert besides({"share": "nonsense"}) == {}
    assert besides({"share": "https://storm.example/lab"})["share"]["host"] == "storm.example"


def costs_of(scenario):
    """Return what the route tells of a scenario."""
    status, headers, body = calls("/api/costs", urlencode(scenario.to_query()))
    assert (status, headers["content-type"]) == (200, "application/json")
    return {lever: english(message) for lever, message in json.loads(body).items()}


def test_patience_costs_time_where_there_is_no_bug():
    waits = [rush(Scenario(backoff=level)) for level in (0, 1, 2, 3)]
    assert waits == sorted(waits)
    assert waits[0] < waits[3]
    assert rush(Scenario(backoff=5)) is None


def test_the_rush_is_that_of_the_runs():
    ends = []
    for seed in range(1, 21):
        run = simulate(Scenario(bug_probability=0, seed=seed))
        waiting = (run.series("searching") + run.series("cut_off")) > 0
        ends.append(max(tick for tick in range(run.ticks + 1) if waiting[tick]) + 1 - 15)
    assert rush(Scenario()) == median(ends)


@pytest.mark.parametrize("name", [name for name in PRESETS if name != "thousand"])
def test_every_lever_has_a_cost_in_a_sentence(name):
    run = simulate(PRESETS[name].scenario)
    said = costs_of(run.scenario)
    assert set(said) == {"backoff", "bug_probability", "spare_capacity", "request_limit", "retry_budget"}
    assert all(sentence.endswith(".") for sentence in said.values())
    assert str(int(run.series("free_slots")[0])) in said["spare_capacity"]


@pytest.mark.parametrize(
    ("name", "words"), [("request_limit", "with a limit of 8 after "), ("retry_budget", "budget of 1 after ")]
)
def test_a_limit_and_a_budget_are_brakes_too(name, words):
    """The minutes are those of the runs: counted here tick by tick without the bug, in the middle of twenty lucks."""
    said = costs_of(Scenario())[name]
    value = FURTHER[name][-1]
    ends = []
    for seed in range(1, 21):
        run = simulate(Scenario(bug_probability=0, seed=seed, **{name: value}))
        waiting = (run.series("searching") + run.series("cut_off")) > 0
        ends.append(max(tick for tick in range(run.ticks + 1) if waiting[tick]) + 1 - 15)
    assert f"{words}{round(median(ends))}" in said
    never = [plain(value) for value in FURTHER[name][::-1] if rush(Scenario(**{name: value})) is None]
    assert never
    listed = " or ".join([", ".join(never[:-1]), never[-1]]) if never[1:] else never[0]
    assert said.endswith(f", of {listed} not by the end.")


def test_the_route_of_the_costs_refuses_what_cannot_be_used():
    status, _, body = calls("/api/costs", "backoff=99")
    assert (status, body.decode()) == (400, "\n".join(read_link({"backoff": ["99"]}).problems))


@given(small)
def test_any_run_has_its_costs(settings):
    assert set(costs_of(Scenario(**settings))) == {*LEVERS, *FURTHER}
