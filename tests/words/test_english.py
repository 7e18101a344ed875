"""Every message of every language, said in two ways, on numbers at which sentences break."""

import re

import pytest

from pages.view.words.grammar import entries, parts_of, references, tree
from pages.view.words.made import LANGUAGES, module
from tests.words.speakers import bundle, spoken, told

EDGES = (0, 1, 2, 5, 20_000, 2.5, 0.00005)
LISTS = ([3, 20_000], [1], ["a", "b", "c"], [1, 2, 3, 4])
PLURALS = {"zero", "one", "two", "few", "many", "other"}
MARKS = {"mirrored", "cut_off", "searching", "copying", "offline", "crashed"}
OTHER_MARKS = {"strong", "run", "record", "reader", "hidden", "source"}


def parts_within(messages, name):
    """Yield every part of a message, those of the messages that it names too."""
    yield from parts_of(messages[name])
    for other in references(messages[name]):
        yield from parts_within(messages, other)


def choices_of(messages, name):
    """Return what each variable of a message can be: edge numbers, lists, or every text that its variants name."""
    found = {}
    for part in parts_within(messages, name):
        if "list" in part:
            found[part["list"]] = LISTS
        elif "$" in part:
            found.setdefault(part["$"], EDGES)
        elif "?" in part:
            keys = [key for key in part["v"] if not re.fullmatch(r"[\d.]+", key) and key not in PLURALS]
            numbers = [float(key) for key in part["v"] if re.fullmatch(r"[\d.]+", key)]
            found[part["?"]["$"]] = tuple(keys) or (*EDGES, *numbers)
    return found


def calls_of(messages, name):
    """Yield calls of a message that reach every choice of each variable, with all the edges of the others."""
    choices = choices_of(messages, name)
    for turn in range(max(map(len, choices.values()), default=1)):
        for shift in range(7 if len(choices) > 1 else 1):
            yield name, {key: some[(turn + shift * k) % len(some)] for k, (key, some) in enumerate(choices.items())}


def sayable(messages):
    return [name for name in messages if not name.startswith("-")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_module_says_what_fluent_says(language):
    messages = tree(entries(language))
    calls = [call for name in sayable(messages) for call in calls_of(messages, name)]
    for call, parts in zip(calls, spoken(calls, module(language)), strict=True):
        assert parts == told(*call, bundle(language)), call
        assert {part[1] for part in parts if not isinstance(part, str)} <= MARKS | OTHER_MARKS


NOUNS = "volumes|nodes|requests|slots|minutes|crashes|threads"
WRONG = re.compile(rf"(?<![Nn]ode )\b1 (?:\w+ )?(?:{NOUNS})\b|\b1 (?:are|have|wait|search|lose)\b")


def test_nothing_is_one_and_many_at_once():
    messages, wrong = tree(entries("en")), []
    for name in sayable(messages):
        choices = choices_of(messages, name)
        values = {key: 1 if some[: len(EDGES)] == EDGES else some[0] for key, some in choices.items()}
        text = "".join(part if isinstance(part, str) else part[0] for part in told(name, values))
        wrong += [f"{name}: {text}"] if WRONG.search(text) else []
    assert wrong == []


def test_no_message_has_spaces_to_spare_or_names_a_variable_in_vain():
    messages = tree(entries("en"))
    for name in sayable(messages):
        for call in calls_of(messages, name):
            text = "".join(part if isinstance(part, str) else part[0] for part in told(*call))
            assert "  " not in text or name == "key-home-end" or name == "key-brackets", text
            assert not re.search(r"[{}]", text), text
            assert text == text.strip(), text
