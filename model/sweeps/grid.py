"""The result of a sweep: of every cell of a grid of settings, how its lucks ended and what they cost."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats, Records
from model.rules.states import FATES
from model.runs.certainty import LEVEL, wilson
from model.runs.measures import fate_index
from model.runs.pictures import cells
from model.scenario import Scenario
from model.sweeps.action_axes import is_of_action, turned

if TYPE_CHECKING:
    import pandas as pd

Grid = npt.NDArray[np.int64]
KEPT = ("crashed", "peak_stuck", "stuck")
"""What is counted of each run of a sweep."""


def changes(base: Scenario, *axes: tuple[str, Any]) -> dict[str, Any]:
    """Return what a base has to change to have these values: of settings, and of its actions' minutes and values."""
    made: dict[str, Any] = {}
    for name, value in axes:
        if is_of_action(name):
            made["actions"] = turned(made.get("actions", base.actions), name, value)
        elif name:
            made[name] = value
    return made


@dataclass(frozen=True, repr=False, eq=False)
class Sweep:
    """What lucks of every cell of a grid did; cell (i, j) has ``x[i]`` and ``y[j]``.

    A sweep over one setting has a single column: its ``y_name`` is empty.

    Where it is of a sweep under way, or one that was cancelled, cells may have few lucks, or none: their shares and
    quantiles are NaN.
    """

    base: Scenario
    x_name: str
    x: tuple[Any, ...]
    y_name: str
    y: tuple[Any, ...]
    runs: Grid
    """Lucks played of each cell, seeds 1 to this number; shape (len(x), len(y))."""
    facts: Records
    """A record of `FACTS` for each run, cell by cell (the last axis fastest) in order of luck."""

    @property
    def shape(self) -> tuple[int, int]:
        """How many values of x and of y."""
        return len(self.x), len(self.y)

    @cached_property
    def cells(self) -> Grid:
        """The number of the cell of each run, i * len(y) + j."""
        return np.repeat(np.arange(self.runs.size), self.runs.ravel())

    @cached_property
    def counts(self) -> Grid:
        """How many lucks ended over, held, raging, collapsed; shape (len(x), len(y), 4)."""
        kinds = len(FATES)
        table = np.bincount(self.cells * kinds + self.facts["fate"], minlength=self.runs.size * kinds)
        return table.reshape(*self.shape, kinds)

    def share(self, fate: str) -> Floats:
        """Return the share of lucks that ended so, shape (len(x), len(y)).

        Raises:
            KeyError: where there is no such fate.
        """
        return self.counts[..., fate_index(fate)] / np.where(self.runs > 0, self.runs, np.nan)

    def interval(self, fate: str, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Return low and high of Wilson's interval for the share, each of shape (len(x), len(y))."""
        return wilson(self.counts[..., fate_index(fate)], self.runs, level)

    def quantiles(self, name: str, q: Any) -> Floats:
        """Return quantiles over each cell's lucks of one of `KEPT`: crashes, volumes stuck at once, and in the end.

        Shape (len(x), len(y)), or (len(q), len(x), len(y)) for several; between two lucks it is interpolated.

        Raises:
            KeyError: where there is no such fact.
        """
        if name not in KEPT:
            raise KeyError(f"{name} is not kept; choose from {', '.join(KEPT)}")
        places = np.multiply.outer(np.asarray(q, float), np.maximum(self.runs - 1, 0))
        low = np.floor(places).astype(np.int64)
        ranked = self._ranked(self.facts[name])
        below, above = self._at(ranked, low), self._at(ranked, np.minimum(low + 1, np.maximum(self.runs - 1, 0)))
        between: Floats = below + (places - low) * (above - below)
        return between

    def time_to_over(self) -> Floats:
        """Return the tick by which half of a cell's lucks were over, shape (len(x), len(y)); NaN where fewer are."""
        since = np.where(self.facts["calm_from"] < 0, np.inf, self.facts["calm_from"])
        middle = self._at(self._ranked(since), np.maximum((self.runs + 1) // 2 - 1, 0))
        return np.where(np.isfinite(middle), middle, np.nan)

    def _ranked(self, values: Any) -> Any:
        """Return a value of every run, sorted within each cell."""
        return values[np.lexsort((values, self.cells))]

    def _at(self, ranked: Any, rank: Grid) -> Floats:
        """Return of each cell the value of this rank, NaN where it has no lucks."""
        begin = (np.cumsum(self.runs) - self.runs.ravel()).reshape(self.shape)
        if len(ranked) == 0:
            return np.full(rank.shape, np.nan)
        return np.where(self.runs > 0, ranked[np.minimum(begin + rank, len(ranked) - 1)].astype(float), np.nan)

    def settings(self, i: int, j: int) -> dict[str, Any]:
        """Return what a cell's scenario has in place of the base's."""
        return changes(self.base, (self.x_name, self.x[i]), (self.y_name, self.y[j]))

    def scenario(self, i: int, j: int, seed: int = 1) -> Scenario:
        """Return the run that a luck of a cell is: ``simulate`` plays it."""
        return self.base.replace(**self.settings(i, j), seed=seed)

    def work(self, i: int, j: int) -> int:
        """Return what a run of a cell costs: volumes times ticks."""
        one = {name: getattr(self.base, name) for name in ("nodes", "volumes_per_node", "ticks")} | self.settings(i, j)
        return int(one["nodes"] * one["volumes_per_node"] * one["ticks"])

    def replicates(self, i: int, j: int) -> Records:
        """Return the facts of a cell's lucks, dtype `FACTS`, shape (runs[i, j],)."""
        cell = i * len(self.y) + j
        first, last = np.searchsorted(self.cells, [cell, cell + 1])
        return self.facts[first:last]

    def filled(self, values: Floats) -> Floats:
        """Return values of cells where those without lucks take that of the nearest cell (in steps) that has some."""
        known = np.argwhere(self.runs > 0)
        if len(known) == 0:
            return values
        made = values.copy()
        for i, j in np.argwhere(self.runs == 0):
            nearest = known[np.argmin(np.abs(known - (i, j)).sum(axis=1))]
            made[i, j] = values[tuple(nearest)]
        return made

    def to_frame(self) -> "pd.DataFrame":
        """Return a pandas table, a row a cell: its values, lucks, the share of each fate, medians of what is kept."""
        import pandas as pd  # here: nothing else of the model needs it

        values = [[x for x in self.x for _ in self.y], [y for _ in self.x for y in self.y]]
        axes = {name: column for name, column in zip((self.x_name, self.y_name), values, strict=True) if name}
        shares = {fate: self.share(fate).ravel() for fate in FATES}
        medians = {name: self.quantiles(name, 0.5).ravel() for name in KEPT}
        return pd.DataFrame(axes | {"runs": self.runs.ravel()} | shares | medians)

    def __repr__(self) -> str:
        """Return what was swept, in a line."""
        axes = [f"{name} ({len(values)})" for name, values in ((self.x_name, self.x), (self.y_name, self.y)) if name]
        return f"<Sweep of {' x '.join(axes)}: {len(self.facts)} runs>"

    def _repr_html_(self) -> str:
        return cells(f"{repr(self).strip('<>')}, the darker the more collapse", self.share("collapsed"))

    def joined(self, cells: Grid, facts: Records) -> "Sweep":
        """Return the sweep with further runs, each with the number of its cell.

        A luck that comes before those below it is left out: a cell's lucks are 1, 2, 3 … without a gap.
        """
        everyone, all_facts = np.concatenate([self.cells, cells]), np.concatenate([self.facts, facts])
        most = all_facts["seed"].max(initial=0) + 1
        order = np.argsort(everyone * most + all_facts["seed"], kind="stable")  # quick: most of it is in order
        everyone, all_facts = everyone[order], all_facts[order]
        begin = np.searchsorted(everyone, everyone)
        whole = all_facts["seed"] == np.arange(1, len(everyone) + 1) - begin
        runs = np.bincount(everyone[whole], minlength=self.runs.size).reshape(self.shape)
        return Sweep(self.base, self.x_name, self.x, self.y_name, self.y, runs, all_facts[whole])
