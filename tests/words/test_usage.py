"""Every message that is used is there and is given what it needs; every message that is there is used."""

import pytest

from model.rules.facts import Fact
from pages.view.words.grammar import entries, read, references, tree, variables
from tests.words.speakers import values_of
from tests.words.usage import SPREAD, Use, in_javascript, in_python, uses

MESSAGES = tree(entries("en"))
FACTS = "model/rules/facts.py"
USES = [
    *uses(),
    *(Use(FACTS, fact.message, values_of(fact)) for fact in Fact),
    Use(FACTS, "survivor-group", frozenset({"doing", "volumes"})),
]


def wrong_with(use: Use, messages):
    """Return what is wrong with a call, in words."""
    names = [name for name in messages if use.matches(name)]
    if not names:
        return [f"{use.where}: there is no message {use.pattern}"]
    needed = set().union(*(variables(messages, name) for name in names))
    missing = set() if SPREAD in use.given else needed - use.given
    return [f"{use.where}: {names[0]} needs {', '.join(sorted(missing))}"] if missing else []


def unused(messages, found):
    """Return the messages that nothing says, and that no message names."""
    named = set().union(*(references(pattern) for pattern in messages.values()))
    return {name for name in messages if name not in named and not any(use.matches(name) for use in found)}


def test_every_call_names_a_message_and_gives_what_it_needs():
    assert [problem for use in USES for problem in wrong_with(use, MESSAGES)] == []


def test_every_message_is_used():
    assert unused(MESSAGES, USES) == set()


SCRIPT = """
say("cut", { isolated: run.isolated, nodes }); mark(`state-${name}`); say(told.id, told.values);
say("found", { accepted: { n: [1, 2] }.n, "cut-off": "a, b: {" });
say("cut", values); say("cut", { ...values, nodes: 3 });
const parts = [{ id: "part", values }, { id: "whole" }, { id: "element", class: "x" }];
"""


def test_calls_are_found_in_a_script():
    assert [(use.pattern, use.given) for use in in_javascript(SCRIPT, "here")] == [
        ("cut", {"isolated", "nodes"}),
        (r"state\-[\w-]+", set()),
        ("found", {"accepted", "cut-off"}),
        ("cut", {SPREAD}),
        ("cut", {SPREAD, "nodes"}),
        ("part", {SPREAD}),
        ("whole", {SPREAD}),
    ]


def test_calls_are_found_in_python():
    text = 'message("cut", nodes=3, **more)\nmessage(f"state-{name}", n=1)\nmessage(name)\nother("cut")'
    assert [(use.pattern, use.given) for use in in_python(text, "here")] == [
        ("cut", {SPREAD, "nodes"}),
        (r"state\-[\w-]+", {"n"}),
    ]


@pytest.mark.parametrize(
    ("script", "problem"),
    [
        ('say("nothing")', "here: there is no message nothing"),
        ('say("both", { a })', "here: both needs b"),
        ("say(`bo${x}`)", "here: both needs a, b"),
        ('say("both", { a, b })', None),
        ('say("both", values)', None),
    ],
)
def test_what_is_missing_is_told(script, problem):
    messages = tree(read("both = { $a } { inner }\ninner = { $b }"))
    (use,) = in_javascript(script, "here")
    assert wrong_with(use, messages) == ([problem] if problem else [])


def test_what_nobody_says_is_found():
    messages = tree(read("both = { inner }\ninner = { $b }\nidle = Nothing\n    .help = never"))
    assert unused(messages, [Use("here", "both", frozenset())]) == {"idle", "idle.help"}
