"""The page "Tipping point" wired together: what its cards show, follow, refuse, and put into the address."""

import json
import time
from itertools import count
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from pages.view.card.words import CALLED_OFF, CALLED_OFF_EARLY, progress_words
from pages.view.link.map import read_map
from pages.view.link.read import read_link
from pages.view.server.jobs import JOBS
from pages.view.tipping.rescue.sections import PREVENT, SIZE
from pages.view.tipping.sections import ORDER
from pages.view.tipping.words import SECTIONS
from tests.pages.tipping.wanted import wanted_job

ROOT = Path(__file__).parent.parent.parent.parent
LONGEST = 300  # seconds, after which something hangs
QUICK = {"nodes": "16", "volumes_per_node": "4", "ticks": "60"}


def page(**query):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return at.switch_page("pages/tipping_point.py").run()


def cards(at):
    assert not at.exception
    found = [
        json.loads(component.proto.json) for component in at.get("bidi_component") if "card" in component.proto.json
    ]
    return {card["name"]: card for card in (json.loads(one["card"]) for one in found if "card" in one)}


def ask(at, name, seq=1, stop=False, choices=None, **query):
    question = {"query": query, "seq": seq, "stop": stop, "choices": choices or {}}
    at.session_state[name] = {"ask": question}
    return cards(at.run())[name]


def finished(at, name, **query):
    end = time.monotonic() + LONGEST
    for seq in count(1):
        card = ask(at, name, seq, **query)
        if card["state"] != "running":
            return card
        assert time.monotonic() < end, "it never ends"
        time.sleep(0.05)


def test_the_map_is_begun_at_once_and_the_rest_waits_until_it_is_looked_at():
    at = page(**QUICK)
    shown = cards(at)
    assert shown["map"]["state"] in ("running", "done")
    assert {shown[section.name]["state"] for section in ORDER} == {"idle"}
    assert [header.value for header in at.header] == [SECTIONS[section.name].title for section in ORDER]


def test_the_map_shows_a_share_for_every_cell_and_follows_the_stage():
    at = page(**QUICK)
    card = finished(at, "map", **QUICK)
    figure = json.loads(card["pictures"][0]["figure"])
    assert len(figure["data"][0]["hovertext"]) == len(card["cells"]["y"]["values"]) == 11
    assert card["sentence"].startswith("In ")
    assert card["query"] == QUICK
    moved = ask(at, "map", 99, **QUICK, spare_capacity="0.2")
    assert moved["query"] == QUICK | {"spare_capacity": "0.2"}
    assert moved["seq"] == 99


def test_the_choices_of_the_map_come_from_the_address_and_from_the_card():
    at = page(map_x="spare_capacity", map_fate="over", **QUICK)
    card = cards(at)["map"]
    assert {one["name"]: one["value"] for one in card["controls"]} == {
        "x": "spare_capacity",
        "y": "bug_probability",
        "fate": "over",
        "grid": "live",
    }
    card = ask(at, "map", 2, choices={"x": "reconnect", "y": "reconnect", "fate": "nonsense"}, **QUICK)
    values = {one["name"]: one["value"] for one in card["controls"]}
    assert (values["x"], values["fate"]) == ("reconnect", "collapsed")
    assert values["y"] != "reconnect"


def test_a_bad_choice_in_the_address_is_told_and_the_rest_is_kept():
    asked = read_map({"map_x": ["<b>"], "map_fate": ["held"], "backoff": ["3"], "map_colour": ["red"]})
    assert asked.choices == {"x": "backoff", "y": "bug_probability", "fate": "held", "grid": "live"}
    assert asked.scenario == Scenario(backoff=3)
    assert any(sentence.startswith("map_x must be one of backoff, ") for sentence in asked.problems)
    assert "map_colour is no setting and was ignored" in asked.problems
    assert read_link({"map_x": ["backoff"]}).problems == ("map_x is no setting and was ignored",)


@pytest.mark.parametrize("name", ["last", "chances", "prevent"])
def test_acting_in_time_tells_how_far_it_is_and_can_be_called_off_and_begun_again(name):
    settings = {"nodes": "250", "copy_ticks": "7"}
    at = page(**settings)
    seen, end = [(0, 1)], time.monotonic() + LONGEST
    while len(set(seen)) < 5:  # some way into the work
        card = ask(at, name, len(seen), **settings)
        assert card["state"] == "running"
        assert time.monotonic() < end, "it never begins"
        if card["of"]:
            assert card["words"] == progress_words(card["done"], card["of"])
            seen.append((card["done"], card["of"]))
        time.sleep(0.02)
    shares = [done / of for done, of in seen]
    assert shares == sorted(shares)
    card = ask(at, name, 9_000, stop=True, **settings)
    assert card["state"] == "stopped"
    if card["pictures"]:
        assert card["words"] == CALLED_OFF
        assert " of 7 actions tried so far. " in card["sentence"]
    else:
        assert card["sentence"] == CALLED_OFF_EARLY
    while JOBS.running > 1:  # the map's own may go on
        assert time.monotonic() < end, "it goes on"
        time.sleep(0.01)
    assert finished(at, name, **settings)["state"] == "done"


@pytest.mark.parametrize("name", ["last", "chances"])
def test_what_is_known_of_some_actions_says_so(name):
    (section,) = [one for one in ORDER if one.name == name]
    scenario = Scenario(nodes=32, ticks=60, bug_probability=0.002)
    known = []
    section.begin(scenario, {}).work(wanted_job(lambda result, done, of: known.append(result)))
    partial = [result for result in known if result is not None]
    assert len(partial) == 6
    for tried, result in enumerate(partial, 1):
        assert section.show(result, scenario, {}).sentence.startswith(f"{tried} of 7 actions tried so far. ")


@pytest.mark.parametrize("section", ORDER, ids=lambda section: section.name)
@pytest.mark.parametrize("settings", [{}, {"bug_probability": 0}, {"cut_off_for": 0}, {"backoff": 5, "peers": "cells"}])
def test_every_section_says_something_of_any_settings(section, settings):
    if section.name == "law" and settings:
        pytest.skip("the law is tried over settings of its own")
    scenario = Scenario(nodes=16, volumes_per_node=4, ticks=60, **settings)
    try:
        task = section.begin(scenario, {})
    except ValueError:
        assert section.name in ("minute", "day")  # worked out only where nodes may ask all others, and there is a cut
        return
    shown = section.show(task.work(wanted_job()), scenario, {})
    assert shown.sentence
    json.dumps([plot.wire() for plot in shown.plots])
    assert all(plot.alt and plot.figure.data for plot in shown.plots)
    assert bool(shown.plots) == bool(shown.table) == bool(shown.notice)
    for table in (shown.table, shown.csv):
        assert table is None or all(len(row) == len(table.columns) for row in table.rows)


def test_prevention_is_worked_out_for_the_largest_clusters_too():
    assert PREVENT.begin(Scenario(nodes=1000, volumes_per_node=20, ticks=500), {}).key


def test_the_size_that_the_page_shows_first_keeps_what_it_says():
    made = SIZE.begin(Scenario(), {}).work(wanted_job())
    assert made.x == (16, 64, 256, 1000)
    assert (made.runs == 100).all()
    words = SIZE.show(made, Scenario(), {}).notice[0]
    assert words.startswith("Luck decides in a small cluster, hardly in a large one: with 16 nodes ")
    edge = Scenario(bug_probability=0.0005)
    made = SIZE.begin(edge, {}).work(wanted_job())
    assert SIZE.show(made, edge, {}).notice[0].startswith("These settings lie near the edge")


@pytest.mark.parametrize("ask_for", [None, 7, {"query": "x"}, {"query": {}, "choices": 3, "seq": "x"}])
def test_a_question_that_is_none_changes_nothing(ask_for):
    at = page(**QUICK)
    at.session_state["map"] = {"ask": ask_for}
    assert cards(at.run())["map"]["state"] in ("running", "done")
