"""The link to the page: settings as everywhere, and what the map shows.

``/tipping_point?backoff=3&seed=7&map_x=spare_capacity&map_y=bug_probability&map_fate=over&map_grid=21&t=42``
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model import Scenario
from model.rules.problems import Problem
from model.rules.spelling import shown
from pages.view.card.section import Choices
from pages.view.link.read import few, read_link
from pages.view.tipping.map.axes import AXES
from pages.view.tipping.map.section import LINKS, USUAL
from pages.view.tipping.map.words import FATE_CHOICES, GRIDS

OPTIONS: Mapping[str, Sequence[str]] = {
    "x": tuple(AXES),
    "y": tuple(AXES),
    "fate": tuple(FATE_CHOICES),
    "grid": tuple(GRIDS),
}


@dataclass(frozen=True, slots=True)
class AskedMap:
    """What an address asks for: a run and a moment in it, a map, and a sentence for each value that cannot be used."""

    scenario: Scenario
    tick: int | None
    problems: tuple[Problem, ...]
    choices: Choices
    newer: Mapping[str, str] | None = None
    """Of a link that was made with newer rules its query (`pages.view.link.read.Asked`)."""


def read_map(query: Mapping[str, Sequence[str]]) -> AskedMap:
    """Return what an address asks for.

    >>> read_map({"map_x": ["colour"]}).problems
    ('map_x must be one of backoff, bug_probability, spare_capacity, cut_off_fraction, reconnect, fixed_share, \
copy_ticks; colour was ignored and backoff is used',)
    """
    own = {name: query[link][0] for name, link in LINKS.items() if query.get(link)}
    choices = {name: own[name] if own.get(name) in OPTIONS[name] else usual for name, usual in USUAL.items()}
    problems = [
        Problem(
            "problem-replaced",
            rule=Problem("rule-choice", name=LINKS[name], choices=tuple(OPTIONS[name])),
            given=shown(value),
            used=USUAL[name],
        )
        for name, value in own.items()
        if value not in OPTIONS[name]
    ]
    if choices["x"] == choices["y"]:
        problems.append(Problem("problem-map-same", given=choices["x"]))
    asked = read_link({name: values for name, values in query.items() if name not in LINKS.values()})
    return AskedMap(asked.scenario, asked.tick, few([*asked.problems, *problems]), choices, asked.newer)
