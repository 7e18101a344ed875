"""The link: what an address asks for. Written in the browser by the stage, read here when a page is loaded."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model import VERSION, Scenario
from model.rules.problems import Problem
from model.rules.spelling import number_in, shown, whole
from pages.view.link.tidy import SETTINGS, is_silent

FUTURES = ("shown", "hidden")
"""Whether what comes is shown before this visit has seen how a run ends; the stage reads and keeps it."""
VIEWS = ("slots", "links")
"""How the cluster is drawn; the stage reads it."""
BESIDE = ("t", "future", "view", "large")
"""What the stage writes into an address by itself."""
OWN = SETTINGS | {"v", *BESIDE}
LARGE = "1"
"""Large type for a projector, where whoever shares a link asks for it."""
ANY = "any"
LEFT = "the Lab as it was left"
"""Where the state of a visit keeps the query of the last settings in the Lab, for the way back to it."""
MOST_LUCK = 1_000_000
MOST_PROBLEMS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: a run, a moment in it, and a sentence for each value that could not be used."""

    scenario: Scenario
    tick: int | None
    problems: tuple[Problem, ...]
    newer: Mapping[str, str] | None = None
    """Of a link that was made with newer rules its query, but for the moment: the address keeps it until something is
    changed."""


def read_link(query: Mapping[str, Sequence[str]]) -> Asked:
    """Return what an address asks for; every name may come with several values, of which the first counts.

    >>> read_link({"backoff": ["99"], "utm_source": ["mail"]}).problems
    ('backoff must be a whole number from 0 to 8; 99 was ignored and 0 is used',)
    """
    first = {name: values[0] for name, values in query.items() if values}
    problems = [Problem("problem-no-setting", name=shown(name)) for name in first if not _known(name)]
    problems += [
        Problem("problem-several", name=name, times=len(values))
        for name, values in query.items()
        if name in OWN and len(values) > 1
    ]
    if first.get("seed") == ANY:
        first["seed"] = str(deal_luck())
    version = whole(number_in(first.get("v", str(VERSION))))
    is_newer = version is not None and version > VERSION
    if is_newer:
        problems.insert(0, Problem("problem-newer", given=shown(first["v"])))
    elif version != VERSION:
        problems.append(ignored(Problem("rule-version", version=VERSION), first["v"]))
    if first.get("future", FUTURES[0]) not in FUTURES:
        problems.append(ignored(Problem("rule-choice", name="future", choices=FUTURES), first["future"]))
    if first.get("view", VIEWS[0]) not in VIEWS:
        problems.append(ignored(Problem("rule-choice", name="view", choices=VIEWS), first["view"]))
    if first.get("large", LARGE) != LARGE:
        problems.append(ignored(Problem("rule-choice", name="large", choices=(LARGE,)), first["large"]))
    scenario, bad = Scenario.from_query({name: value for name, value in first.items() if name in SETTINGS})
    tick, late = _tick(first.get("t"), scenario.ticks)
    return Asked(scenario, tick, few([*problems, *bad, *late]), _kept(first) if is_newer else None)


def _kept(first: Mapping[str, str]) -> dict[str, str]:
    """Return what an address keeps of a link of newer rules: all but the moment and what others put in."""
    return {name: value for name, value in first.items() if name not in BESIDE and not is_silent(name)}


def deal_luck() -> int:
    """Return a seed that nobody chose."""
    return secrets.randbelow(MOST_LUCK)


def _known(name: str) -> bool:
    return name in OWN or is_silent(name)


def _tick(text: str | None, ticks: int) -> tuple[int | None, list[Problem]]:
    if text is None:
        return None, []
    tick = whole(number_in(text))
    if tick is None or not 0 <= tick <= ticks:
        return None, [ignored(Problem("rule-whole", name="t", low=0, high=ticks), text)]
    return tick, []


def ignored(rule: Problem, given: str) -> Problem:
    """Return what became of a value that breaks a rule."""
    return Problem("problem-ignored", rule=rule, given=shown(given))


def few(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems, of a flood of them only the first."""
    if len(problems) <= MOST_PROBLEMS:
        return tuple(problems)
    more = len(problems) - MOST_PROBLEMS + 1
    return (*problems[: MOST_PROBLEMS - 1], Problem("problem-more", more=more))
