"""Links: what is kept, what is told, and that nothing in them does harm."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Scenario
from pages.view.link.file import read_file
from pages.view.link.map import read_map
from pages.view.link.pair import read_pair
from pages.view.link.read import MOST_PROBLEMS, OWN, SETTINGS, read_link


def asked(**query):
    return read_link({name: [value] for name, value in query.items()})


def test_a_link_carries_settings_luck_actions_and_moment():
    scenario = Scenario(backoff=3, seed=7, actions=((40, "add_capacity", 0.05), (60, "restart_nodes", None)))
    query = {name: [value] for name, value in scenario.to_query().items()}
    back = read_link(query | {"t": ["42"], "v": ["1"]})
    assert (back.scenario, back.tick, back.problems) == (scenario, 42, ())


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"backoff": "99"}, "backoff must be a whole number from 0 to 8; 99 was ignored and 0 is used"),
        (
            {"bug_probability": "nan"},
            "bug_probability must be a number from 0 to 0.1; nan was ignored and 0.001 is used",
        ),
        (
            {"peers": "<b>x</b>"},
            "peers must be one of cluster, cells, ring, random; <b>x</b> was ignored and cluster is used",
        ),
        ({"t": "241"}, "t must be a whole number from 0 to 240; 241 was ignored"),
        ({"v": "0"}, "v must be 1, the version of the rules; 0 was ignored"),
        ({"v": "x"}, "v must be 1, the version of the rules; x was ignored"),
        ({"colour": "red"}, "colour is no setting and was ignored"),
        (
            {"do": "300:fix_bug:0"},
            "the tick of fix_bug must be a whole number from 1 to 240; 300:fix_bug:0 was ignored",
        ),
    ],
)
def test_a_bad_value_is_told_in_one_sentence_and_the_rest_is_kept(query, sentence):
    back = asked(seed="7", **query)
    assert back.problems == (sentence,)
    assert back.scenario == Scenario(seed=7)


def test_repeated_names_count_once():
    back = read_link({"backoff": ["2", "5"]})
    assert back.scenario.backoff == 2
    assert back.problems == ("backoff is given 2 times; the first counts",)


@pytest.mark.parametrize("name", ["utm_source", "utm_anything", "fbclid", "gclid", "embed"])
def test_what_others_add_to_links_is_ignored_without_a_word(name):
    assert asked(**{name: "x"}).problems == ()


def test_any_seed_deals_lucks_of_ones_own():
    seeds = {asked(seed="any").scenario.seed for _ in range(20)}
    assert len(seeds) > 15


def test_a_flood_of_problems_is_told_briefly():
    back = read_link({f"x{k}": ["1"] for k in range(500)})
    assert len(back.problems) == MOST_PROBLEMS
    assert back.problems[-1] == "493 further values were ignored"


def test_whether_what_comes_is_shown_is_named_or_refused_kindly():
    assert asked(future="hidden").problems == asked(future="shown").problems == ()
    (sentence,) = asked(future="dark").problems
    assert sentence == "future must be one of shown, hidden; dark was ignored"


def test_long_values_are_cut_short():
    (sentence,) = asked(jitter="z" * 100_000).problems
    assert len(sentence) < 200


values = st.one_of(
    st.text(max_size=80),
    st.integers().map(str),
    st.floats().map(str),
    st.just("1:" * 50 + ","),
    st.lists(st.sampled_from(["40:add_capacity:0.05", "1:crash_node:3", "::", "5:cut_off:1e9", "x"])).map(",".join),
)


@settings(max_examples=1000, deadline=None)
@given(st.dictionaries(st.one_of(st.sampled_from(sorted(OWN)), st.text(max_size=12)), st.lists(values, max_size=3)))
def test_no_link_is_refused(query):
    back = read_link(query)
    again, bad = Scenario.from_query(back.scenario.to_query())
    assert again == back.scenario
    assert bad == []
    assert all("\n" not in sentence for sentence in back.problems)


@given(st.sampled_from(sorted(SETTINGS - {"do", "seed"})), values)
def test_one_bad_value_leaves_the_others_alone(name, value):
    assert read_link({name: [value], "seed": ["12345"]}).scenario.seed == 12345


@pytest.mark.parametrize("read", [read_link, read_pair, read_map])
def test_a_link_of_newer_rules_says_so_and_is_kept_as_it_is(read):
    """What these rules do not know is named, too; the moment and what others put in are no part of what is kept."""
    query = {"backoff": ["3"], "quorum": ["2"], "v": ["2"], "t": ["9"], "utm_source": ["mail"], "future": ["shown"]}
    asked = read(query)
    assert asked.problems == (
        "v 2: made with newer rules; this may be another run",
        "quorum is no setting and was ignored",
    )
    assert dict(asked.newer) == {"backoff": "3", "quorum": "2", "v": "2"} | (
        {"right": "same"} if read is read_pair else {}
    )
    assert asked.tick == 9


def test_a_luck_that_a_newer_link_deals_is_kept():
    asked = read_link({"seed": ["any"], "v": ["2"]})
    assert asked.newer == {"seed": str(asked.scenario.seed), "v": "2"}


@pytest.mark.parametrize("version", ["1", "1.0", "0", "-1", "x", "1.5", "nan", "inf"])
def test_no_other_version_is_newer(version):
    assert read_link({"v": [version]}).newer is None


def test_a_file_of_newer_rules_gives_an_address_that_says_so():
    asked = read_file('{"stormglass": 2, "scenario": {"backoff": 3}}', Scenario())
    assert (asked.scenario, asked.newer) == (Scenario(backoff=3), {"backoff": "3", "v": "2"})
    assert read_file('{"stormglass": 1, "scenario": {"backoff": 3}}', Scenario()).newer is None


def test_how_it_is_drawn_is_named_or_refused_kindly():
    assert read_link({"view": ["links"], "large": ["1"]}).problems == ()
    assert read_link({"view": ["graph"], "large": ["2"]}).problems == (
        "view must be one of slots, links; graph was ignored",
        "large must be one of 1; 2 was ignored",
    )
