"""Two clusters with the same luck: what reaches the stage, and that every sentence says what its runs did."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from model import Scenario, simulate
from model.rules.pairs import BUTTERFLIES, PAIRS, STORM, butterfly
from model.runs.divergence import divergence
from pages.view.lab.lever_messages import lever_value
from pages.view.link.pair import pair_query, read_pair
from pages.view.same_luck.pair import CARDS, OPENING, butterflies, cards, names, pair_facts, pair_levers, tries
from pages.view.same_luck.pair_messages import notice
from tests.pages.test_app import asks, config, lab, picture, problems
from tests.words.speakers import english

ROOT = Path(__file__).parent.parent.parent.parent


def same_luck(**query):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return at.switch_page("pages/same_luck.py").run()


def sides(header):
    return [run["scenario"] for run in header["runs"]]


def asked(query):
    return read_pair({name: [value] for name, value in query.items()})


# --- wiring


def test_a_bare_address_opens_with_the_storm_beside_patience():
    header, arrays = picture(same_luck())
    assert header["query"] == pair_query(*OPENING)
    assert [side["backoff"] for side in sides(header)] == [0, 5]
    for run, one, scenario in zip(header["runs"], arrays, OPENING, strict=True):
        assert run["fate"] == simulate(scenario).fate
        assert (one["series"] == simulate(scenario).counts.T).all()


def test_the_address_carries_both_clusters_and_the_moment():
    at = same_luck(seed="7", backoff="2", jitter="none", right="jitter:full", t="33")
    header, _ = picture(at)
    left, right = sides(header)
    assert (left["jitter"], right["jitter"], left["backoff"], right["backoff"]) == ("none", "full", 2, 2)
    assert (left["seed"], right["seed"], header["tick"]) == (7, 7, 33)
    assert config(at)["address"] is True


def test_a_question_of_the_stage_changes_one_side():
    at = same_luck()
    header, _ = asks(at, 5, seed="7", right="spare_capacity:0.1")
    assert header["seq"] == 5
    assert [side["spare_capacity"] for side in sides(header)] == [0.05, 0.1]
    assert [english(run["name"]) for run in header["runs"]] == ["Left: 5 % spare slots", "Right: 10 % spare slots"]


def test_a_bad_value_for_the_right_one_is_told():
    header, _ = picture(same_luck(right="backoff:<b>,space:3"))
    assert problems(header) == [
        "right: space is no setting and was ignored",
        "right: backoff must be a whole number from 0 to 8; <b> was ignored and 0 is used, as on the left",
    ]


def test_the_labs_address_and_this_pages_are_read_apart():
    at = lab()
    assert len(picture(at)[0]["runs"]) == 1
    at = at.switch_page("pages/same_luck.py").run()
    assert len(picture(at)[0]["runs"]) == 2
    at = at.switch_page("pages/lab.py").run()
    assert len(picture(at)[0]["runs"]) == 1


def test_a_code_for_phones_can_be_asked_for():
    at = same_luck()
    at.session_state["feed"] = {
        "ask": {"seq": 5, "query": {"right": "backoff:1"}, "besides": {"share": "https://example.org/same_luck?seed=3"}}
    }
    header, _ = picture(at.run())
    assert header["share"]["any"]["link"] == "https://example.org/same_luck?seed=any&v=1"


# --- what the stage is told


def test_each_lever_has_the_values_of_both():
    left, right = Scenario(), Scenario(backoff=3, spare_capacity=0.0492)
    for facts in pair_levers(left, right):
        assert facts["value"] == getattr(left, facts["name"])
        assert facts["right"] == getattr(right, facts["name"])
        assert facts["right_words"] == lever_value(facts["name"], facts["right"])


@pytest.mark.parametrize(
    ("left", "right", "told"),
    [
        ({}, {}, ("Left", "Right: a copy of the left one")),
        ({}, {"backoff": 5}, ("Left: asks again every minute", "Right: waits up to 32 minutes")),
        ({}, {"spare_capacity": 0.0492}, ("Left: 64 spare slots", "Right: 63 spare slots")),
        ({"jitter": "none"}, {"jitter": "equal"}, ("Left: no jitter", "Right: equal jitter")),
        ({}, {"peers": "cells"}, ("Left: one cluster", "Right: 4 cells")),
        ({}, {"reconnect": 0.5}, ("Left: nobody reconnects first", "Right: 50 % reconnect first")),
        ({}, {"copy_ticks": 7}, ("Left: copy ticks: 5", "Right: copy ticks: 7")),
        (
            {},
            {"backoff": 1, "bug_probability": 0.0, "spare_capacity": 0.1},
            (
                "Left: 5 % spare slots, asks again every minute and 1 more",
                "Right: 10 % spare slots, waits up to 2 minutes and 1 more",
            ),
        ),
    ],
)
def test_a_cluster_is_called_by_what_sets_it_apart(left, right, told):
    assert tuple(map(english, names(Scenario(**left), Scenario(**right)))) == told


def test_every_card_leads_to_its_pair_and_is_drawn_from_its_runs():
    assert set(CARDS) == set(PAIRS)
    for card, name in zip(cards(), CARDS, strict=True):
        pair = asked(card["query"])
        assert (pair.left, pair.right, pair.problems) == (*PAIRS[name], ())
        assert card["fates"] == [simulate(one).fate for one in PAIRS[name]]


def test_the_butterfly_opens_where_it_begins_to_matter():
    told = butterflies()
    assert list(map(english, told["columns"])) == ["64 spare slots", "63 spare slots"]
    assert "63 spare slots instead of 64" in english(told["words"])
    for row, seed in zip(told["rows"], BUTTERFLIES, strict=True):
        pair = asked(row["query"])
        assert (pair.left, pair.right) == butterfly(seed)
        assert row["tick"] == divergence(*map(simulate, butterfly(seed))).tick
        assert tuple(row["fates"]) == BUTTERFLIES[seed]


@pytest.mark.parametrize("name", PAIRS)
def test_the_nodes_that_are_outlined_hold_the_volumes_that_differ(name):
    runs = [simulate(one) for one in PAIRS[name]]
    found = divergence(*runs)
    told = pair_facts(*runs)["pair"]
    assert (told["parting_tick"], told["seen_tick"]) == (found.tick, found.seen)
    for run, nodes in zip(runs, told["nodes"], strict=True):
        now = run.snapshot(found.tick)
        for one in found.differences:
            assert int(now.primary[one.volume]) in nodes


@pytest.mark.parametrize("seed", BUTTERFLIES)
def test_the_node_with_one_slot_fewer_is_outlined_on_both_sides(seed):
    runs = [simulate(one) for one in butterfly(seed)]
    (node,) = (runs[0].start.slots != runs[1].start.slots).nonzero()[0]
    assert all(node in nodes for nodes in pair_facts(*runs)["pair"]["nodes"])


@pytest.mark.parametrize("name", PAIRS)
def test_what_to_try_are_pairs_with_the_same_luck_on_both_sides(name):
    left, right = PAIRS[name]
    told = tries(left, right)
    assert 2 <= len(told) <= 3
    for one in told:
        pair = asked(one["query"])
        assert pair.problems == ()
        assert (pair.left, pair.right) != (left, right)
        assert pair.left.seed == pair.right.seed
    assert asked(told[0]["query"]).left == right


# --- sentences


def told_of(left, right):
    """Return what the stage says first of two runs, and the rest of it."""
    pair = pair_facts(left, right)["pair"]
    return english(pair["headline"]), [english(message) for message in pair["why"]]


def numbers(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def test_the_butterfly_in_words():
    headline, why = told_of(*map(simulate, butterfly(176)))
    assert headline == (
        "The two worlds part in minute 15: volume 236 gets space on node 62 on the left, and is refused on the right."
    )
    assert why == [
        "It is the only one.",
        "In minute 21 node 28 crashes on the right while closing 7 requests; on the left it closes 6 and lives.",
        "The one request that is missing there is that of volume 540, which has a home already.",
        "One can see it from minute 21 on.",
    ]


def test_the_fix_in_words():
    headline, why = told_of(*map(simulate, PAIRS["fix"]))
    assert headline.endswith("on the right it stays up.")
    assert "on the right it closes as many without the bug, and lives." in " ".join(why)


def test_two_clusters_that_are_the_same_never_part():
    run = simulate(STORM)
    assert told_of(run, run) == (
        "The two worlds never part: no volume ever fares differently.",
        ["Move one of the levers, or take another luck."],
    )


def test_a_node_broken_by_hand_is_called_that():
    runs = simulate(STORM), simulate(STORM.replace(actions=((5, "crash_node", 3),)))
    assert "In minute 5 node 3 is broken by hand on the right." in told_of(*runs)[1]


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "backoff": st.integers(1, 5),
        "bug_probability": st.sampled_from([0.0, 0.0005, 0.002]),
        "spare_capacity": st.sampled_from([0.0, 0.04, 0.1]),
        "reconnect": st.sampled_from([0.3, 1.0]),
        "jitter": st.sampled_from(["none", "full"]),
        "peers": st.sampled_from(["cells", "random"]),
        "background": st.sampled_from([0.001]),
        "copy_ticks": st.sampled_from([3, 9]),
        "restart_after": st.sampled_from([15]),
        "cut_off_fraction": st.sampled_from([0.1, 0.3]),
    },
)


@settings(max_examples=40)
@given(st.integers(1, 10_000), CHANGES)
def test_every_number_in_the_sentences_is_one_of_the_runs(seed, changes):
    left, right = (simulate(one) for one in (Scenario(seed=seed), Scenario(seed=seed, **changes)))
    found = divergence(left, right)
    if found.tick is None:
        return
    main, (headline, told) = found.main, told_of(left, right)
    known = {found.tick, main.volume}
    for turn in main.turns:
        known |= {turn.asked, turn.crashed}
    assert set(numbers(headline)) <= known
    others = len(found.differences) - 1
    assert told[0] == ("It is the only one." if not others else told[0])
    assert numbers(told[0]) == ([others] if others else [])
    if found.survivor:
        one = found.survivor
        allowed = {one.tick, one.node, *one.closings, one.falls, *map(len, one.absent.values())}
        allowed |= {sum(map(len, one.absent.values())), *(v for volumes in one.absent.values() for v in volumes)}
        sentences = [text for text in told[1:-1] if "chance" not in text]
        assert {number for text in sentences for number in numbers(text)} <= allowed
    assert numbers(told[-1]) == ([found.seen] if found.seen not in (None, found.tick) else [])
    for text in (headline, *told, *map(english, notice(left, right))):
        assert text.endswith(".")
        assert "None" not in text


@pytest.mark.parametrize("name", PAIRS)
def test_what_to_notice_is_counted(name):
    left, right = (simulate(one) for one in PAIRS[name])
    crashes, apart, requests = map(english, notice(left, right))
    assert numbers(crashes) == [len(left.crashes), len(right.crashes)]
    worst = numbers(apart)[0]
    gap = abs(left.series("stuck") - right.series("stuck"))
    assert gap[worst] == gap.max()
    assert numbers(apart)[1] == round(gap.max() / 640 * 100)
    assert numbers(requests.replace(" ", "")) == [int(run.series("requests").sum()) for run in (left, right)]
