"""A link to two clusters: what it says, what it cannot say, and that it is read as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import PARAMETERS, Scenario
from pages.view.link.pair import MOST, OWN, SHARED, pair_query, read_pair


def asked(**query):
    return read_pair({name: [value] for name, value in query.items()})


def test_the_right_cluster_is_the_left_one_but_for_what_the_link_names():
    pair = asked(bug_probability="0.0005", seed="7", right="backoff:5,reconnect:0.5", t="42", v="1")
    assert pair.left == Scenario(bug_probability=0.0005, seed=7)
    assert pair.right == pair.left.replace(backoff=5, reconnect=0.5)
    assert (pair.tick, pair.problems) == (42, ())
    assert pair.query == {"bug_probability": "0.0005", "seed": "7", "right": "reconnect:0.5,backoff:5"}


@pytest.mark.parametrize("query", [{}, {"right": "same"}, {"right": ""}, {"right": " , "}])
def test_without_a_difference_both_are_the_same(query):
    pair = asked(seed="7", **query)
    assert pair.left == pair.right == Scenario(seed=7)
    assert pair.query == {"seed": "7", "right": "same"}


def test_only_a_bare_address_opens_with_the_opening_pair():
    opening = (Scenario(seed=3), Scenario(seed=3, backoff=2))
    assert read_pair({"utm_source": ["mail"], "t": ["9"]}, opening).right == opening[1]
    assert read_pair({"seed": ["1"]}, opening).right == Scenario()
    assert read_pair({"right": ["same"]}, opening).right == Scenario()


def test_the_operators_actions_are_shared():
    pair = asked(do="40:add_capacity:0.05", right="backoff:2")
    assert pair.right.actions == pair.left.actions == ((40, "add_capacity", 0.05),)


def test_both_share_a_luck_that_was_dealt():
    pair = asked(seed="any", right="backoff:2")
    assert pair.left.seed == pair.right.seed
    assert "seed" in pair.query


@pytest.mark.parametrize(
    ("right", "sentence"),
    [
        (
            "backoff:99",
            "right: backoff must be a whole number from 0 to 8; 99 was ignored and 2 is used, as on the left",
        ),
        ("nodes:32", "right: nodes is shared by both clusters; 32 was ignored"),
        ("seed:3", "right: seed is shared by both clusters; 3 was ignored"),
        ("do:3", "right: do is shared by both clusters; 3 was ignored"),
        ("colour:red", "right: colour is no setting and was ignored"),
        ("backoff:1,backoff:3", "right: backoff is given more than once; 1 is used"),
        (
            "peers:ring,degree:7",
            "right: degree must be an even number from 2 to 62 with 64 nodes; "
            "7 was ignored and 8 is used, as on the left",
        ),
    ],
)
def test_a_bad_value_is_told_in_one_sentence_and_the_rest_is_kept(right, sentence):
    pair = asked(backoff="2", right=f"jitter:none,{right}")
    assert pair.problems == (sentence,)
    assert pair.right.jitter == "none"


def test_a_right_that_is_given_twice_counts_once():
    pair = read_pair({"right": ["backoff:1", "backoff:2"]})
    assert pair.right.backoff == 1
    assert pair.problems == ("right is given 2 times; backoff:1 is used",)


def test_a_flood_is_told_briefly():
    pair = asked(right=",".join(f"x{number}:1" for number in range(1000)))
    assert len(pair.problems) <= 8
    assert MOST < 1000


@given(st.text(max_size=200))
def test_no_text_is_refused(text):
    pair = asked(right=text)
    assert all(getattr(pair.left, name) == getattr(pair.right, name) for name in SHARED)


CHANGES = st.dictionaries(st.sampled_from([name for name in OWN if PARAMETERS[name].kind != "choice"]), st.floats(0, 1))


@given(CHANGES, st.integers(0, 10**6))
def test_what_was_written_is_read_again(shares, seed):
    left, right = Scenario(seed=seed), Scenario(seed=seed)
    for name, share in shares.items():
        parameter = PARAMETERS[name]
        value = parameter.low + share * (parameter.high - parameter.low)
        changed = {name: round(value) if parameter.kind == "whole" else value}
        try:
            right = right.replace(**changed)
        except ValueError:  # cells and degree depend on the number of nodes
            continue
    query = pair_query(left, right)
    again = asked(**query)
    assert (again.left, again.right, again.problems) == (left, right, ())
