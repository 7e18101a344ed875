"""The link to two clusters with the same luck: the left one's settings as everywhere, and where the right one differs.

``/same_luck?bug_probability=0.0005&seed=7&right=backoff:5,reconnect:0.5&t=42&v=1``

``right`` lists the right cluster's own values, ``name:value`` with commas between them; all it does not name is as on
the left. ``right=same``, or no ``right``: there is no difference. What makes two runs comparable is shared and cannot
be named there: the luck, the size of the cluster, the length of the run, the operator's actions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model import PARAMETERS, Scenario
from model.rules.problems import Problem
from model.rules.spelling import plain, shown
from model.scenario import checked
from pages.view.link.read import few, read_link
from pages.view.link.tidy import SETTINGS

SAME = "same"
SHARED = ("nodes", "volumes_per_node", "ticks", "actions", "seed")
"""What both clusters have in common."""
OWN = tuple(name for name in PARAMETERS if name not in SHARED)
"""What the right cluster may have for its own."""
MOST = 40
"""So many entries of ``right`` are looked at."""


@dataclass(frozen=True, slots=True)
class AskedPair:
    """What an address asks for: two scenarios, a moment, and a sentence for each value that could not be used."""

    left: Scenario
    right: Scenario
    tick: int | None
    problems: tuple[Problem, ...]
    newer: Mapping[str, str] | None = None
    """Of a link that was made with newer rules its query (`pages.view.link.read.Asked`)."""

    @property
    def query(self) -> dict[str, str]:
        """The link of both."""
        return pair_query(self.left, self.right)


def pair_query(left: Scenario, right: Scenario) -> dict[str, str]:
    """Return the link's query of two scenarios that share what has to be shared.

    >>> pair_query(Scenario(seed=7), Scenario(seed=7, backoff=5))
    {'seed': '7', 'right': 'backoff:5'}
    """
    own = [f"{name}:{plain(getattr(right, name))}" for name in differing(left, right)]
    return left.to_query() | {"right": ",".join(own) or SAME}


def differing(left: Scenario, right: Scenario) -> list[str]:
    """Return the names of the settings that set two scenarios apart."""
    return [name for name in OWN if getattr(left, name) != getattr(right, name)]


def read_pair(query: Mapping[str, Sequence[str]], opening: tuple[Scenario, Scenario] | None = None) -> AskedPair:
    """Return what an address asks for; one that names no setting at all opens with ``opening``.

    >>> read_pair({"backoff": ["2"], "right": ["backoff:99"]}).problems
    ('right: backoff must be a whole number from 0 to 8; 99 was ignored and 2 is used, as on the left',)
    """
    rest = {name: values for name, values in query.items() if name != "right"}
    asked = read_link(rest)
    if opening and "right" not in query and not SETTINGS & rest.keys():
        return AskedPair(*opening, asked.tick, asked.problems, asked.newer)
    texts = query.get("right") or [SAME]
    twice = [Problem("problem-right-several", times=len(texts), given=shown(texts[0]))] if len(texts) > 1 else []
    right, problems = read_right(texts[0], asked.scenario)
    newer = None if asked.newer is None else {**asked.newer, "right": texts[0]}
    return AskedPair(asked.scenario, right, asked.tick, few([*asked.problems, *twice, *problems]), newer)


def read_right(text: str, left: Scenario) -> tuple[Scenario, list[Problem]]:
    """Return the right cluster's scenario, and a sentence for each entry that could not be used."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if parts in ([], [SAME]):
        return left, []
    entries: dict[str, str] = {}
    problems = [Problem("problem-right-most", most=MOST)] if len(parts) > MOST else []
    for part in parts[:MOST]:
        name, _, value = part.partition(":")
        if name in SHARED or name == "do":
            problems.append(Problem("problem-right-shared", name=name, given=shown(value)))
        elif name not in OWN:
            problems.append(Problem("problem-right-no-setting", name=shown(name)))
        elif name in entries:
            problems.append(Problem("problem-right-again", name=name, given=shown(entries[name])))
        else:
            entries[name] = value
    right = left
    for name in OWN:  # peers before what depends on them
        if name in entries:
            right, bad = _with(right, name, entries[name], left)
            problems += bad
    return right, problems


def _with(right: Scenario, name: str, value: str, left: Scenario) -> tuple[Scenario, list[Problem]]:
    rule = _broken(right, name, value)
    if rule is None:
        return right.replace(**{name: PARAMETERS[name].parse(value)}), []
    used = plain(getattr(left, name))
    return right, [Problem("problem-as-left", rule=rule, given=shown(value), used=used)]


def _broken(right: Scenario, name: str, value: str) -> Problem | None:
    """Return the rule that a value breaks, its own or one that it must keep together with the others."""
    try:
        parsed = PARAMETERS[name].parse(value)
    except ValueError as error:
        rule: Problem = error.args[0]
        return rule
    _, unfit = checked({one: getattr(right, one) for one in PARAMETERS} | {name: parsed})
    return unfit[0].rule if unfit else None
