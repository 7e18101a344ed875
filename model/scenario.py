"""One run's settings: every parameter with its range, in one place; read from and written to links and JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from model.rules.actions import Action, clean_actions, read_actions, write_actions
from model.rules.parameter_kinds import Parameter, action_list, choice, number, whole_number
from model.rules.problems import Problem
from model.rules.spelling import plain, shown

VERSION = 1
"""The version of rules and defaults; links and files carry it."""
MOST_WORK = 20_000_000
"""Volumes times ticks, at most."""
BUG_STOPS = (0.0, *(round(step * 10.0**power, 5) for power in (-5, -4, -3) for step in (1, 2, 3, 5)), 0.01)
SPARE_STOPS = tuple(round(step / 100, 2) for step in range(21))
SHARE_STOPS = tuple(round(step / 20, 2) for step in range(21))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """The settings of a run; a run is a pure function of them.

    Raises:
        ValueError: one sentence (a line each) for every field out of its range.

    >>> Scenario(backoff=2).backoff
    2
    >>> Scenario(backoff=99)
    Traceback (most recent call last):
    ValueError: backoff must be a whole number from 0 to 8; 99 was given
    """

    nodes: int = whole_number(
        64, 4, 1000, unit="nodes", label="Nodes", topic="cluster", help="How many storage nodes the cluster has."
    )
    volumes_per_node: int = whole_number(
        10, 1, 40, unit="volumes", label="Volumes per node", topic="cluster", help="Volumes divided by nodes."
    )
    spare_capacity: float = number(
        0.05, 0, 1, unit="of all copies", stops=SPARE_STOPS, label="Spare capacity", topic="levers",
        help="Free slots at the start, as a share of all copies.",
    )  # fmt: skip
    peers: str = choice(
        "cluster", ("cluster", "cells", "ring", "random"), label="Who may ask whom", topic="peers",
        help="Everyone, only the own cell, the nearest on a ring, or a random regular graph.",
    )  # fmt: skip
    cells: int = whole_number(
        None, 1, 500, unit="groups", label="Cells", topic="peers", help="Groups of nodes that know only themselves."
    )
    degree: int = whole_number(
        None, 2, 999, unit="peers", label="Peers per node", topic="peers", help="Peers of each node, an even number."
    )
    cut_off_fraction: float = number(
        0.15, 0, 1, unit="of the nodes", stops=SHARE_STOPS, label="Nodes cut off", topic="network mistake",
        help="Share of nodes that the network mistake isolates.",
    )  # fmt: skip
    cut_off_shape: str = choice(
        "scattered", ("scattered", "together"), label="Which nodes", topic="network mistake",
        help="Any nodes, or the lowest-numbered ones.",
    )  # fmt: skip
    cut_off_at: int = whole_number(
        10, 1, 5000, unit="model minutes", label="Cut at minute", topic="network mistake", help="When contact is lost."
    )
    cut_off_for: int = whole_number(
        5, 0, 5000, unit="model minutes", label="Cut lasts", topic="network mistake",
        help="How long contact is lost; 0: there is no cut.",
    )  # fmt: skip
    reconnect: float = number(
        0.0, 0, 1, unit="chance", stops=SHARE_STOPS, label="Reconnect first", topic="levers",
        help="Chance that a cut-off volume trusts its old mirror again when contact returns.",
    )  # fmt: skip
    background: float = number(
        0.0, 0, 0.1, unit="chance per minute", label="Everyday losses", topic="copies",
        help="Chance per minute that a mirrored volume loses its mirror for an everyday reason.",
    )  # fmt: skip
    backoff: int = whole_number(
        0, 0, 8, unit="level", stops=(0, 1, 2, 3, 4, 5), label="Backoff", topic="levers",
        help="After each refusal a volume doubles its wait, up to 2 to the power of this level in minutes.",
    )  # fmt: skip
    jitter: str = choice(
        "equal", ("none", "equal", "full", "decorrelated"), label="Jitter", topic="for engineers",
        help="How waits are spread by chance, so that not all come back at once.",
    )  # fmt: skip
    request_limit: int = whole_number(
        0, 0, 64, unit="requests a minute", label="Request limit", topic="for engineers",
        help="A node opens at most so many requests a minute, its own among them; 0: off.",
    )  # fmt: skip
    retry_budget: float = number(
        0.0, 0, 1, unit="tokens an acceptance", label="Retry budget", topic="for engineers",
        help="Tokens that an acceptance earns a node; each retry of its volumes costs one; 0: off.",
    )  # fmt: skip
    bug_probability: float = number(
        0.001, 0, 0.1, unit="per pair closing together", stops=BUG_STOPS, label="Bug", topic="levers",
        help="Chance that two requests closing on one node in one minute trip the race and crash it.",
    )  # fmt: skip
    fixed_share: float = number(
        0.0, 0, 1, unit="of the nodes", stops=SHARE_STOPS, label="Nodes without the bug", topic="levers",
        help="Share of nodes that run other software, without the bug.",
    )  # fmt: skip
    copy_ticks: int = whole_number(
        5, 1, 500, unit="model minutes", label="Time to copy", topic="copies", help="How long making a copy takes."
    )
    restart_after: int = whole_number(
        0, 0, 10_000, unit="model minutes", label="Restart after", topic="copies",
        help="A crashed node comes back after this long; 0: not within the run.",
    )  # fmt: skip
    ticks: int = whole_number(
        240, 1, 5000, unit="model minutes", label="Length of the run", topic="cluster", help="How long the run lasts."
    )
    actions: tuple[Action, ...] = action_list(
        label="Actions", topic="actions", help="What the operator does in mid-storm: (tick, action, value)."
    )
    seed: int = whole_number(
        1, 0, 2**32 - 1, label="Luck", topic="luck", help="The same number deals the same luck."
    )  # fmt: skip

    def __post_init__(self) -> None:
        """Put every field into its plain form, or refuse."""
        values = {name: getattr(self, name) for name in PARAMETERS}
        clean, problems = checked({name: value for name, value in values.items() if value is not None})
        if problems:
            raise ValueError("\n".join(f"{bad.rule}; {bad.given} was given" for bad in problems))
        for name, value in clean.items():
            object.__setattr__(self, name, value)

    @property
    def volumes(self) -> int:
        """V, the number of volumes."""
        return self.nodes * self.volumes_per_node

    def replace(self, **changes: Any) -> "Scenario":
        """Return the same scenario with other values for some fields.

        Cells and peers per node that nobody chose follow the number of nodes.

        >>> Scenario(nodes=64, peers="ring").replace(nodes=5).degree
        4
        """
        if "nodes" in changes:
            usual = _defaults(self.nodes)
            unchosen = [name for name in ("cells", "degree") if getattr(self, name) == usual[name]]
            changes = dict.fromkeys(unchosen) | changes
        return replace(self, **changes)

    def changed(self) -> dict[str, Any]:
        """Return the fields that differ from the defaults of this version."""
        defaults = _defaults(self.nodes)
        return {name: value for name in PARAMETERS if (value := getattr(self, name)) != defaults[name]}

    def to_query(self) -> dict[str, str]:
        """Return the link's query: readable, only what differs from the defaults.

        >>> Scenario(backoff=3, actions=((40, "add_capacity", 0.05),)).to_query()
        {'backoff': '3', 'do': '40:add_capacity:0.05'}
        """
        changed = self.changed()
        actions = changed.pop("actions", None)
        query = {name: plain(value) for name, value in changed.items()}
        return query | ({"do": write_actions(actions)} if actions else {})

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> tuple["Scenario", list[Problem]]:
        """Return the scenario of a link and a sentence for each value that could not be used.

        Names that are no setting are not its business.

        >>> Scenario.from_query({"backoff": "99"})[1]
        ['backoff must be a whole number from 0 to 8; 99 was ignored and 0 is used']
        """
        given: dict[str, Any] = {}
        problems: list[Unfit] = []
        for name, parameter in PARAMETERS.items():
            if name in query and name != "actions":
                try:
                    given[name] = parameter.parse(query[name])
                except ValueError as error:
                    problems.append(Unfit(name, error.args[0], shown(query[name])))
        if "do" in query:
            given["actions"] = read_actions(query["do"])
        return cls._kept(given, problems)

    def to_json(self) -> str:
        """Return the whole scenario as JSON, with the version of the rules."""
        values = {name: getattr(self, name) for name in PARAMETERS}
        return json.dumps({"stormglass": VERSION, "scenario": values}, indent=2)

    @classmethod
    def from_json(cls, text: str) -> tuple["Scenario", list[Problem]]:
        """Return the scenario of a JSON text of `to_json` and a sentence for each value that could not be used.

        A text of a later version is read by the rules of this one, and a sentence says so.

        Raises:
            ValueError: where the text is no such JSON, or of a version that never was.
        """
        try:
            document = json.loads(text)
        except (ValueError, RecursionError):
            raise ValueError(Problem("file-no-json")) from None
        if not isinstance(document, dict) or not isinstance(document.get("scenario"), dict):
            raise ValueError(Problem("file-no-scenario"))
        version = document.get("stormglass")
        if not isinstance(version, int) or isinstance(version, bool) or version < VERSION:
            raise ValueError(Problem("file-version", version=VERSION, given=shown(version)))
        newer = [Problem("file-newer", given=shown(version))] if version > VERSION else []
        given = document["scenario"]
        strange = [Problem("problem-no-setting", name=shown(name)) for name in given if name not in PARAMETERS]
        scenario, problems = cls._kept({name: given[name] for name in PARAMETERS if name in given}, [])
        return scenario, newer + problems + strange

    @classmethod
    def _kept(cls, given: dict[str, Any], problems: "list[Unfit]") -> tuple["Scenario", list[Problem]]:
        clean, more = checked(given)
        scenario = cls(**clean)
        return scenario, [bad.problem(scenario) for bad in problems + more]


class Unfit(NamedTuple):
    """A value that cannot be used."""

    name: str
    rule: Problem
    """What it must be."""
    given: str
    replaced: bool = True
    """Whether another value stands in for it."""

    def problem(self, used: Scenario) -> Problem:
        """Return what was made of it."""
        if not self.replaced:
            return Problem("problem-ignored", rule=self.rule, given=self.given)
        value = plain(getattr(used, self.name))
        return Problem("problem-replaced", rule=self.rule, given=self.given, used=value)


PARAMETERS: dict[str, Parameter] = {
    entry.name: replace(entry.metadata["parameter"], name=entry.name) for entry in fields(Scenario)
}
_PLAIN = tuple(name for name in PARAMETERS if name != "actions")


def _most(name: str, nodes: int) -> int:
    """Return the largest number of cells, or of peers per node (even), that so many nodes allow."""
    return nodes // 2 if name == "cells" else (nodes - 1) // 2 * 2


def _defaults(nodes: int) -> dict[str, Any]:
    depending = {"cells": min(4, _most("cells", nodes)), "degree": min(8, _most("degree", nodes))}
    return {name: parameter.default for name, parameter in PARAMETERS.items()} | depending


def checked(given: Mapping[str, Any]) -> tuple[dict[str, Any], list[Unfit]]:
    """Return every field in its plain form, defaults where the given value is missing or bad, and the problems."""
    clean: dict[str, Any] = {}
    problems: list[Unfit] = []
    for name in _PLAIN:
        if name in given:
            try:
                clean[name] = PARAMETERS[name].clean(given[name])
            except ValueError as error:
                if _matters(name, given):
                    problems.append(Unfit(name, error.args[0], shown(given[name])))
    clean = _defaults(clean.get("nodes", 64)) | clean
    _check_peers(clean, problems)
    _check_work(clean, problems)
    clean["actions"], bad = clean_actions(given.get("actions", ()), clean["nodes"], clean["ticks"])
    problems += [Unfit("actions", rule, value, replaced=False) for rule, value in bad]
    return clean, problems


def _matters(name: str, given: Mapping[str, Any]) -> bool:
    """Say whether a field is looked at: cells only with cells, degree only with a ring or a random graph."""
    peers = given.get("peers", "cluster")
    return bool({"cells": peers == "cells", "degree": peers in ("ring", "random")}.get(name, True))


def _check_peers(clean: dict[str, Any], problems: list[Unfit]) -> None:
    for name in ("cells", "degree"):
        most = _most(name, clean["nodes"])
        value = clean[name]
        if _matters(name, clean) and (value > most or (name == "degree" and value % 2)):
            limits = {"most": most, "nodes": clean["nodes"]}
            rule = Problem("rule-cells", **limits) if name == "cells" else Problem("rule-degree", **limits)
            problems.append(Unfit(name, rule, shown(value)))
            clean[name] = _defaults(clean["nodes"])[name]


def _check_work(clean: dict[str, Any], problems: list[Unfit]) -> None:
    volumes = clean["nodes"] * clean["volumes_per_node"]
    if volumes * clean["ticks"] > MOST_WORK:
        rule = Problem("rule-ticks", most=MOST_WORK // volumes, volumes=volumes, work=MOST_WORK)
        problems.append(Unfit("ticks", rule, shown(clean["ticks"])))
        clean["ticks"] = PARAMETERS["ticks"].default
