"""What a card shows: a picture or two, the sentence, what to notice, the same as a table. It knows no screen."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import plotly
import plotly.graph_objects as go

from model import VERSION, Scenario
from pages.view.card.colours import DARK


@dataclass(frozen=True, kw_only=True)
class Plot:
    """A figure, in words for those who cannot see it, and where the moment on the stage lies on it."""

    figure: go.Figure
    alt: str
    path: Mapping[str, Any] | None = None
    """``x`` and ``y`` of each minute: a dot follows the stage's playhead; only ``x``: a line through its minute.

    ``words``: what is said of the dot or the line; {minute}, {x} and {y} stand for its numbers, {says} for what
    ``says`` has of the minute.
    """

    def wire(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"figure": self.figure.to_json(), "alt": self.alt, "path": self.path}


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under named columns; the first column names the row."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]

    def wire(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {"caption": self.caption, "columns": list(self.columns), "rows": [list(row) for row in self.rows]}


@dataclass(frozen=True, kw_only=True)
class Opens:
    """Runs that can be opened in the Lab: the words before them, and of each its words, its settings and its minute."""

    words: str
    runs: Sequence[tuple[str, Scenario, int]]

    def wire(self) -> dict[str, Any]:
        """Return what the browser needs."""
        runs = [[words, scenario.to_query(), tick] for words, scenario, tick in self.runs]
        return {"words": self.words, "rules": VERSION, "runs": runs}


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a card shows of a result."""

    sentence: str
    plots: Sequence[Plot] = ()
    notice: Sequence[str] = ()
    table: Table | None = None
    csv: Table | None = None
    """The numbers as a file has them, where the table has words."""
    cells: Mapping[str, Any] | None = None
    """Of a map: its axes as a link spells them, so that a cell can be played."""
    opens: Opens | None = None

    def wire(self) -> dict[str, Any]:
        """Return what the browser needs."""
        return {
            "sentence": self.sentence,
            "pictures": [plot.wire() for plot in self.plots],
            "notice": list(self.notice),
            "table": self.table and self.table.wire(),
            "csv": self.csv and self.csv.wire(),
            "cells": self.cells,
            "opens": self.opens and self.opens.wire(),
        }


@dataclass(frozen=True, kw_only=True)
class Control:
    """A choice on a card: its name, what can be chosen with its words, and its name in the address (or none)."""

    name: str
    label: str
    value: str
    choices: Mapping[str, str]
    usual: str
    link: str = ""

    def wire(self) -> dict[str, Any]:
        """Return what the browser needs."""
        fields = {"name": self.name, "label": self.label, "value": self.value, "usual": self.usual, "link": self.link}
        return fields | {"choices": list(self.choices.items())}


@dataclass(frozen=True, kw_only=True)
class Message:
    """All that goes to a card at once."""

    name: str
    query: Mapping[str, str]
    state: str
    """idle (not looked at yet), running, done, stopped, refused, failed."""
    content: Content
    seq: int = 0
    """The number of the question that this answers."""
    words: str = ""
    done: int = 0
    of: int = 0
    at_once: bool = False
    room: int = 360
    controls: Sequence[Control] = field(default=())

    def text(self) -> str:
        """Return it as JSON."""
        names = ("name", "query", "state", "seq", "words", "done", "of", "room")
        fields = {name: getattr(self, name) for name in names}
        fields |= {
            "at_once": self.at_once,
            "file": f"stormglass-{self.name}",
            "plotly": plotly.__version__,
            "dark": DARK,
        }
        fields |= {"controls": [control.wire() for control in self.controls]}
        return json.dumps(fields | self.content.wire(), default=_plain, separators=(",", ":"), allow_nan=False)


def _plain(value: Any) -> Any:
    """Return what numpy has as what JSON has."""
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, np.ndarray):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} does not go into a message")
