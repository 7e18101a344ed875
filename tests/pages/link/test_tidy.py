"""What mail, chats and word processors do to links is undone: the address is read as it was meant."""

import json
from pathlib import Path
from urllib.parse import parse_qs, quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario
from pages.view.link.map import read_map
from pages.view.link.pair import read_pair
from pages.view.link.read import read_link
from pages.view.link.scene import asked_scene
from pages.view.link.tidy import MAP, NAMES, tidied
from pages.view.tipping.map.section import LINKS

CASES = json.loads((Path(__file__).parent / "address_cases.json").read_text())
LINK = "backoff=3&seed=7&do=40:add_capacity:0.05,60:set_backoff:5&t=42&v=1"
WANTED = Scenario(backoff=3, seed=7, actions=((40, "add_capacity", 0.05), (60, "set_backoff", 5)))


def opened(search):
    """Return a query as the server parses it, tidied."""
    return tidied(parse_qs(search.removeprefix("?"), keep_blank_values=True))


@pytest.mark.parametrize(("search", "meant"), CASES, ids=[search for search, _ in CASES])
def test_an_address_is_read_as_it_was_meant(search, meant):
    assert opened(search) == {name: [value] for name, value in meant.items()}


@pytest.mark.parametrize("times", [0, 1, 2])
@pytest.mark.parametrize("tail", ["", ".", ",", ")", ">", ";", '"', "'", ").", "]", "}", "”"])
def test_a_whole_link_survives_encoding_and_punctuation_without_a_note(times, tail):
    text = LINK
    for _ in range(times):
        text = quote(text, safe="")
    for amp in ("&", "&amp;"):
        asked = read_link(opened(text.replace("&", amp) + tail))
        assert (asked.scenario, asked.tick, asked.problems) == (WANTED, 42, ())


@pytest.mark.parametrize(
    "name", ["_hsenc", "_hsmi", "gad_source", "gad_campaignid", "ttclid", "si", "srsltid", "UTM_Source", "ScCid"]
)
def test_tracking_names_pass_in_silence_on_every_page(name):
    query = opened(f"{name}=x.y")
    assert read_link(query).problems == ()
    assert read_pair(query).problems == ()
    assert read_map(query).problems == ()
    assert asked_scene(query)[1].problems == ()


def test_what_is_wrong_is_still_told():
    assert read_link(opened("?Colour=red.")).problems == ("Colour is no setting and was ignored",)
    assert read_link(opened("?Seed=1&seed=2")).problems == ("seed is given 2 times; the first counts",)


def test_a_scene_is_found_with_what_its_sentence_left():
    scene, asked = asked_scene(opened("?t=12&scene=Wrong-turn.)"))
    assert (scene.name, asked.problems) == ("wrong-turn", ())


def test_the_names_of_the_map_are_known():
    assert set(MAP) == set(LINKS.values())


@given(st.dictionaries(st.text(max_size=9) | st.sampled_from(sorted(NAMES)), st.lists(st.text(max_size=20))))
def test_no_address_is_refused_and_tidying_is_whole(query):
    once = tidied(query)
    assert all(isinstance(value, str) for values in once.values() for value in values)


def test_what_is_written_is_read_unchanged():
    query = {name: [value] for name, value in WANTED.to_query().items()}
    assert tidied(query) == query
