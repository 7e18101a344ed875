"""What the command line tells of a run, or of many: one line, a table, or JSON."""

import csv
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Protocol, TextIO

import numpy as np
import numpy.typing as npt

from model.rules.spelling import plain
from model.rules.states import FATES, HELD
from model.runs.ensemble import Ensemble
from model.runs.measures import MEASURES
from model.runs.run import Run
from model.scenario import Scenario

COST = ("crashed", "down", "offline", "waiting", "copying")
NAMES = ("seed", "fate", "held", *COST)
"""What is told of each of many runs."""


class Report(Protocol):
    """What can be told of a run as of many."""

    def outcome(self) -> str:
        """Return how it ended and what it cost, in one line."""

    def write_csv(self, file: TextIO) -> None:
        """Write a table with a row of names."""

    def write_json(self, file: TextIO) -> None:
        """Write a document that `Scenario.from_json` reads the settings of."""


def many(count: float, noun: str, plural: str = "") -> str:
    """Return a number with its noun.

    >>> many(1, "crash", "crashes"), many(2.5, "crash", "crashes")
    ('1 crash', '2.5 crashes')
    """
    return f"{plain(count)} {noun if count == 1 else plural or noun + 's'}"


def cost(crashed: float, offline: float, waiting: float) -> str:
    """Return a cost in words."""
    return (
        f"{many(crashed, 'crash', 'crashes')}, {many(offline, 'volume')} without a running copy, "
        f"{many(waiting, 'volume')} still waiting"
    )


def number(value: float) -> float | int | str | None:
    """Return a measure for JSON, which knows no such numbers: "inf" where infinite, null where undefined.

    >>> number(math.inf), number(math.nan), number(3)
    ('inf', None, 3)
    """
    return None if math.isnan(value) else "inf" if math.isinf(value) else value


def cell(value: float) -> float | int | str:
    """Return a measure for a table: "inf" where infinite, empty where undefined.

    >>> cell(math.inf), cell(math.nan), cell(3)
    ('inf', '', 3)
    """
    return "" if math.isnan(value) else value if math.isfinite(value) else "inf"


def write_table(file: TextIO, names: Sequence[str], rows: Any) -> None:
    """Write rows under their names, as CSV."""
    table = csv.writer(file, lineterminator="\n")
    table.writerow(names)
    table.writerows(rows)


def write_document(file: TextIO, scenario: Scenario, parts: dict[str, Any]) -> None:
    """Write settings and version of the rules, then the other parts, a line each."""
    document = json.loads(scenario.to_json()) | parts
    lines = (f"  {json.dumps(name)}: {json.dumps(part, allow_nan=False)}" for name, part in document.items())
    file.write("{\n" + ",\n".join(lines) + "\n}\n")


class One:
    """A report of one run."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def outcome(self) -> str:
        """Return the run's fate and its cost."""
        outcome, scenario = self.run.outcome, self.run.scenario
        since = "" if outcome.calm_from is None else f" since minute {outcome.calm_from}"
        kind = f" ({outcome.held})" if outcome.held else ""
        return (
            f"{outcome.fate}{kind}{since}: {cost(outcome.crashed, outcome.offline, outcome.waiting)} "
            f"({many(scenario.nodes, 'node')}, {many(scenario.volumes, 'volume')}, "
            f"{many(scenario.ticks, 'minute')}, seed {scenario.seed})"
        )

    def write_csv(self, file: TextIO) -> None:
        """Write the measures, a row a tick, with the columns that the Lab's table has."""
        columns = [[cell(value) for value in self.run.series(name).tolist()] for name in MEASURES]
        write_table(file, ("minute", *MEASURES), zip(range(self.run.ticks + 1), *columns, strict=True))

    def write_json(self, file: TextIO) -> None:
        """Write settings, fate, outcome, and every measure as a list of T+1 numbers."""
        measures = {name: [number(value) for value in self.run.series(name).tolist()] for name in MEASURES}
        write_document(
            file,
            self.run.scenario,
            {"fate": self.run.fate, "outcome": asdict(self.run.outcome), "measures": measures},
        )


class Many:
    """A report of many lucks of one scenario, in the order of their seeds."""

    def __init__(self, scenario: Scenario, parts: Sequence[Ensemble]) -> None:
        self.scenario = scenario
        self.seeds = [one.seed for part in parts for one in part.scenarios]
        self.fates = [str(fate) for part in parts for fate in part.fates]
        short = np.concatenate([part.last("short_of_room") for part in parts]).tolist()
        self.held = [HELD[room] if fate == "held" else "" for fate, room in zip(self.fates, short, strict=True)]
        """Of each run that is held its kind; of the others nothing."""
        last = {name: np.concatenate([part.last(name) for part in parts]) for name in TAKEN}
        self.costs: dict[str, npt.NDArray[np.int64]] = {
            "crashed": last["crashes"],
            "down": scenario.nodes - last["nodes_up"],
            "offline": last["offline"],
            "waiting": last["searching"] + last["cut_off"],
            "copying": last["copying"],
        }

    def outcome(self) -> str:
        """Return how many runs ended in each fate, and the cost in the median."""
        fates = ", ".join(f"{self.fates.count(fate)} {fate}" for fate in reversed(FATES))
        if short := self.held.count(HELD[True]):
            fates = fates.replace(" held", f" held ({short} short of room)")
        crashed, offline, waiting = (float(np.median(self.costs[name])) for name in ("crashed", "offline", "waiting"))
        return (
            f"{fates} of {many(len(self.seeds), 'run')}, median {cost(crashed, offline, waiting)} "
            f"({many(self.scenario.nodes, 'node')}, {many(self.scenario.volumes, 'volume')}, "
            f"{many(self.scenario.ticks, 'minute')}, seeds {self.seeds[0]} to {self.seeds[-1]})"
        )

    def _rows(self) -> list[tuple[Any, ...]]:
        return list(zip(self.seeds, self.fates, self.held, *(self.costs[name].tolist() for name in COST), strict=True))

    def write_csv(self, file: TextIO) -> None:
        """Write seed, fate, kind of held and cost, a row a run."""
        write_table(file, NAMES, self._rows())

    def write_json(self, file: TextIO) -> None:
        """Write the settings, with the first seed, and seed, fate, kind of held (or null) and cost of each run."""
        runs = [dict(zip(NAMES, row, strict=True)) for row in self._rows()]
        runs = [run | {"held": run["held"] or None} for run in runs]
        write_document(file, self.scenario, {"runs": runs})


TAKEN = ("crashes", "nodes_up", "offline", "searching", "cut_off", "copying")
