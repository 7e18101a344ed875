"""The language of the messages: what our module says is what Fluent says, and what it cannot say is refused."""

import json

import pytest

from pages.view.words.grammar import read, tree, variables
from tests.words.speakers import bundle_of, spoken, told

EDGES = (0, 1, 2, 5, 20_000, 2.5, 0.00005)
SAMPLES = r"""
plain = Nothing but text
number = { $n } slots
    .help = how many, { $n }
plural = { $n ->
    [0] none
    [one] one volume
   *[other] { $n } volumes
} left
exact = { $n ->
    [2.5] two and a half
    [0.00005] hardly any
   *[other] some
}
marked = Up: <searching>{ $n ->
    [one] { $n } volume
   *[other] { $n } volumes
}</searching>, <crashed>down</crashed>.
named = { $state ->
    [up] is up
    [down] is down
   *[other] is { $state }
}
listed = nodes { LIST($items) }, { LIST($items, type: "disjunction") }
digits = { NUMBER($n, minimumFractionDigits: 1, maximumFractionDigits: 1) } %, { NUMBER($n, useGrouping: "false") }
within = See { plural }; { -brand } { number.help } { "{" }< 0.1 %
    on two lines
-brand = Stormglass
"""


def messages():
    return read(SAMPLES)


def module_of(resource):
    return f"export const words = {json.dumps({'locale': 'en-GB', 'messages': tree(resource)})}"


def calls_of(name, needed):
    items = ([1], [3, 20_000], ["a", "b", "c"], [1, 2, 3, 4])
    for k, edge in enumerate(EDGES):
        values = {"n": edge, "state": ("up", "down", "full", "one")[k % 4], "items": items[k % 4]}
        yield name, {key: values[key] for key in needed}


def test_the_module_says_what_fluent_says():
    resource = messages()
    made = tree(resource)
    calls = [call for name in made if not name.startswith("-") for call in calls_of(name, variables(made, name))]
    bundle = bundle_of(resource, "en-GB")
    for call, parts in zip(calls, spoken(calls, module_of(resource)), strict=True):
        assert parts == told(*call, bundle), call


def test_plurals_numbers_and_marks_are_as_they_read():
    values = {"n": 20_000}
    said = spoken(
        [("plural", {"n": 1}), ("plural", values), ("marked", values), ("digits", {"n": 12})], module_of(messages())
    )
    assert said == [
        ["one volume left"],
        ["20\u202f000 volumes left"],
        ["Up: ", ["20\u202f000 volumes", "searching"], ", ", ["down", "crashed"], "."],
        ["12.0 %, 12"],
    ]


def test_nothing_that_is_given_is_markup():
    said = spoken([("named", {"state": "<crashed>{ $n }</crashed>"})], module_of(messages()))
    assert said == [["is <crashed>{ $n }</crashed>"]]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a = { $n", "a"),
        ("a = <searching>{ $n }", "no other end"),
        ("a = { $n }</searching>", "no other end"),
        ("a = <searching>{ $n }</crashed>", "no other end"),
        ("a = <searching><crashed>x</crashed></searching>", "no other end"),
        ("a = { b }", "there is no b"),
        ("a = { -b }", "there is no -b"),
        ("a = { DATETIME($n) }", "DATETIME"),
        ("a = { NUMBER($n, currency: \"EUR\") }", "NUMBER"),
        ("a = { b ->\n *[other] x\n }\nb = c", "a"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_is_refused(text, why):
    with pytest.raises(ValueError, match=why):
        tree(read(text))
