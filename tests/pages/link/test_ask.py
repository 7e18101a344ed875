"""What a browser asks, made plain: whatever comes, it is a question of texts, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.view.link.ask import MOST_NAMES, Ask, query_of, read_ask

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
NAMES = ("seq", "query", "choices", "besides", "focus", "stop")


@given(anything | st.dictionaries(st.sampled_from(NAMES), anything))
def test_whatever_comes_is_a_plain_question_or_none(given_):
    ask = read_ask(given_)
    if ask is None:
        return
    assert type(ask.number) in (int, bool)
    for texts in (ask.choices, ask.besides):
        assert all(type(name) is type(value) is str for name, value in texts.items())
    assert all(type(name) is type(value) is str for name, (value,) in ask.query.items())
    assert ask.focus is None or isinstance(ask.focus, int)


@pytest.mark.parametrize(
    "none", [None, 7, [], {"seq": 1}, {"seq": "x", "query": {}}, {"query": {}}, {"seq": 1.5, "query": {}}]
)
def test_what_has_no_number_or_no_query_is_no_question(none):
    assert read_ask(none) is None


def test_a_card_and_the_stage_ask_in_one_form():
    empty = {"query": {"nodes": ["16"]}, "choices": {}, "besides": {}, "focus": None, "stop": False}
    assert read_ask({"seq": 4, "query": {"nodes": 16}}) == Ask(number=4, **empty)
    asked = {"seq": 5, "query": {"nodes": "16"}, "choices": {"grid": 21}, "stop": True}
    assert read_ask(asked) == Ask(number=5, **empty | {"choices": {"grid": "21"}, "stop": True})
    asked = {"seq": 6, "query": {"nodes": "16"}, "besides": {"share": "x", "else": "y"}, "focus": 3}
    assert read_ask(asked) == Ask(number=6, **empty | {"besides": {"share": "x"}, "focus": 3})


def test_of_a_flood_of_names_only_the_first_are_looked_at():
    flood = {f"n{k}": k for k in range(1000)}
    ask = read_ask({"seq": 1, "query": flood, "choices": flood})
    assert list(ask.query) == list(ask.choices) == list(flood)[:MOST_NAMES]


def test_a_name_may_come_with_several_values():
    assert query_of([("a", 1), ("b", 2), ("a", 3)]) == {"a": ["1", "3"], "b": ["2"]}
