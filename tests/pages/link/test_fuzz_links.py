"""Random links through the reader: good ones bent, broken and filled with whatever an address can carry.

`make fuzz` reads 10 000 of them, `make test` a few hundred. A link is made from its number alone.
"""

from random import Random
from urllib.parse import parse_qs, quote

import pytest

from model import PARAMETERS, Scenario
from pages.view.link.read import MOST_PROBLEMS, OWN, read_link
from pages.view.link.share import any_luck
from pages.view.link.tidy import SILENT
from tests.model.helpers import random_scenario
from tests.model.test_fuzz import BATCH, wide_scenario

NUMBERS = ("", "-1", "0", "1", "1e9", "1e999", "-0.0", "nan", "inf", "0x10", "1_000", "9" * 400, "٣", "½", "1,5", "+7")
WORDS = (
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "__import__('os')",
    "{}",
    "[[",
    "null",
    "a\nb",
    "\x00",
    "‮",
    "💥",
)
ACTIONS = (
    "1:crash_node:3",
    "40:add_capacity:",
    ":::",
    "0:fix_bug:1",
    "5:cut_off:1e9",
    "7:restart_nodes:x",
    "9e9:stop_search:1",
)
LONGEST_SENTENCE = 400


def random_link(number: int) -> str:
    """Return the query of a link: a good one, bent in up to six places."""
    luck = Random(f"link {number}")
    made = wide_scenario(number) if luck.random() < 0.5 else random_scenario(number)
    pairs = list(made.to_query().items())
    for _ in range(luck.randrange(7)):
        bend(pairs, luck)
    text = "&".join(f"{quote(name, safe='')}={quote(value, safe=':,')}" for name, value in pairs)
    return cut(text, luck) if luck.random() < 0.2 else text


def bend(pairs: list[tuple[str, str]], luck: Random) -> None:
    """Spoil a link in one place."""
    name = luck.choice(
        [*sorted(OWN), *sorted(SILENT), "utm_x", "backoff ", "BACKOFF", "__class__", "", luck.choice(WORDS)]
    )
    value = luck.choice(
        (luck.choice(NUMBERS), luck.choice(WORDS), str(luck.uniform(-10, 5000)), str(luck.randrange(9)))
    )
    if luck.random() < 0.3:
        name, value = "do", ",".join(luck.choice((*ACTIONS, value)) for _ in range(luck.choice((1, 3, 25, 200))))
    pairs.insert(luck.randint(0, len(pairs)), (name, value))


def cut(text: str, luck: Random) -> str:
    """Cut a link off, or change one letter of it, as mail programs do."""
    at = luck.randrange(len(text) + 1)
    return (
        text[:at] + luck.choice(("", "%", "%ff", "&&=", ";", "#", "?", text[at:])) + luck.choice(("", text[at + 1 :]))
    )


def read_without_harm(query: str) -> None:
    """Read a link and hold what comes of it against what is promised of every link."""
    asked = read_link(parse_qs(query, keep_blank_values=True))
    again, complaints = Scenario.from_query(asked.scenario.to_query())
    assert (again, complaints) == (asked.scenario, [])
    assert asked.tick is None or 0 <= asked.tick <= asked.scenario.ticks
    assert len(asked.problems) <= MOST_PROBLEMS
    for sentence in asked.problems:
        assert 5 < len(sentence) < LONGEST_SENTENCE
        assert sentence.isprintable()
    anybody = parse_qs(any_luck(query), keep_blank_values=True)
    assert anybody["seed"] == ["any"]
    assert "t" not in anybody


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """So many batches as the flag asks for."""
    if "first" in metafunc.fixturenames:
        metafunc.parametrize("first", range(0, metafunc.config.getoption("fuzz"), BATCH))


def test_no_random_link_is_refused(first, request):
    for number in range(first, min(first + BATCH, request.config.getoption("fuzz"))):
        query = random_link(number)
        try:
            read_without_harm(query)
        except Exception as error:
            error.add_note(f"link {number}: {query[:2000]}")
            raise


def test_links_are_bent_in_every_setting_and_many_stay_good():
    links = [parse_qs(random_link(number), keep_blank_values=True) for number in range(400)]
    assert {name for link in links for name in link} >= set(PARAMETERS) - {"actions"} | {"do", "t", "v"}
    told = [bool(read_link(link).problems) for link in links]
    assert 0.1 < sum(told) / len(told) < 0.95
