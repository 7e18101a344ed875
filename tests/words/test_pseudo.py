"""The language that nobody speaks: all of it differs from English, and says the same."""

import re

from pages.view.words.grammar import entries, tree, variables
from pages.view.words.made import written
from pages.view.words.pseudo import LANGUAGE, pseudo
from tests.words.speakers import bundle_of, plain, spoken, told
from tests.words.test_english import calls_of, sayable

ENGLISH = entries("en")
PLAIN = re.compile(r"[a-zA-Z]{2,}")


def test_every_letter_of_a_message_is_accented():
    odd = bundle_of(pseudo(ENGLISH), "en-GB")
    messages = tree(ENGLISH)
    for name in sayable(messages):
        for id_, values in calls_of(messages, name):
            given = {key: value for key, value in values.items() if not isinstance(value, str | list)}
            if len(given) == len(values):
                assert PLAIN.findall(plain(told(id_, values, odd))) == [], name


def test_it_is_about_a_third_longer():
    messages = tree(ENGLISH)
    odd = bundle_of(pseudo(ENGLISH), "en-GB")
    longer = [name for name in sayable(messages) if not variables(messages, name) and len(plain(told(name, {}))) > 20]
    assert len(longer) > 100
    for name in longer:
        assert 1.15 < len(plain(told(name, {}, odd))) / len(plain(told(name, {}))) < 1.4, name


def test_its_module_says_what_fluent_says():
    module = written(LANGUAGE)
    odd, messages = bundle_of(pseudo(ENGLISH), "en-GB"), tree(ENGLISH)
    calls = [next(iter(calls_of(messages, name))) for name in sayable(messages)]
    for call, parts in zip(calls, spoken(calls, module), strict=True):
        assert parts == told(*call, odd), call
