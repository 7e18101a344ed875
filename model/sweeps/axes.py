"""The axes of a sweep: which settings and values they can have, and a sentence for what cannot be used."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np

from model.rules.spelling import real, shown, whole
from model.runs.certainty import replicates_for
from model.scenario import PARAMETERS, Scenario
from model.sweeps.action_axes import FORM, cleaned_of_action, is_of_action, sorted_out
from model.sweeps.grid import Sweep, changes
from model.sweeps.replicates import FACTS

MOST_RUNS = 10_000_000
MOST_REPLICATES = 10_000
FINEST, COARSEST = 0.001, 0.5
"""Precisions that can be asked for."""
SWEPT = tuple(name for name in PARAMETERS if name not in ("actions", "seed"))
"""Settings that an axis can be of."""

Axis = tuple[str, Sequence[Any]]
NO_AXIS: Axis = ("", (None,))
"""In place of the second axis of a sweep over one."""


def begun(base: Scenario, x: Axis, y: Axis = NO_AXIS, seeds: int = 20, precision: float | None = None) -> Sweep:
    """Return the sweep with no lucks played yet.

    Raises:
        ValueError: a sentence (a line each) for everything that cannot be used.
    """
    problems = _problems_of_form(x, y)
    if problems:
        raise ValueError("\n".join(problems))
    problems = _problems_of(x, y, seeds, precision)
    axes = []
    for name, values in (x, y):
        clean, bad = cleaned_of_action(base, name, values) if is_of_action(name) else cleaned(name, values)
        axes.append((name, clean))
        problems += bad
    if not problems:
        problems = _problems_together(base, *axes)
    if problems:
        raise ValueError("\n".join(dict.fromkeys(problems)))
    (x_name, x_values), (y_name, y_values) = axes
    nothing = np.zeros((len(x_values), len(y_values)), np.int64)
    made = Sweep(base, x_name, x_values, y_name, y_values, nothing, np.empty(0, FACTS))
    most = seeds if precision is None else int(replicates_for(0.5, precision))
    if made.runs.size * most > MOST_RUNS:
        raise ValueError(
            f"a sweep must be at most {MOST_RUNS} runs; {len(x_values)} x {len(y_values)} cells with "
            f"{'up to ' if precision else ''}{most} lucks each were asked for"
        )
    return made


def _problems_of_form(x: Any, y: Any) -> list[str]:
    """Return a sentence for each axis that is no name with its values."""
    return [
        f'{letter} must be a name and its values, for example ("backoff", [0, 1, 2]); {shown(axis)} was given'
        for letter, axis in (("x", x), ("y", y))
        if not (isinstance(axis, (tuple, list)) and len(axis) == 2 and isinstance(axis[0], str))
        or isinstance(axis[1], (str, bytes))
        or not (hasattr(axis[1], "__len__") and hasattr(axis[1], "__iter__"))
    ]


def _problems_of(x: Axis, y: Axis, seeds: int, precision: float | None) -> list[str]:
    """Return what is wrong with the axes' names and the numbers."""
    problems = []
    for name, values in (x, y):
        if name not in SWEPT and not is_of_action(name) and (name, values) != NO_AXIS:
            problems.append(f"an axis must be one of {', '.join(SWEPT)}, or {FORM}; {shown(name)} was given")
        if len(values) == 0:
            problems.append(f"the axis {shown(name)} must have at least one value")
    if x[0] == y[0]:
        problems.append(f"the two axes must be different settings; {shown(x[0])} was given twice")
    if precision is None and (whole(seeds) is None or not 1 <= seeds <= MOST_REPLICATES):
        problems.append(f"seeds must be a whole number from 1 to {MOST_REPLICATES}; {shown(seeds)} was given")
    if precision is not None and (real(precision) is None or not FINEST <= precision <= COARSEST):
        problems.append(f"precision must be a number from {FINEST} to {COARSEST}; {shown(precision)} was given")
    return problems


def cleaned(name: str, values: Sequence[Any]) -> tuple[tuple[Any, ...], list[str]]:
    """Return an axis' values in their plain form, and a sentence for each that cannot be used."""
    if (name, values) == NO_AXIS:
        return (None,), []
    return sorted_out(values, PARAMETERS[name].clean) if name in SWEPT else ((), [])


def _problems_together(base: Scenario, x: tuple[str, tuple[Any, ...]], y: tuple[str, tuple[Any, ...]]) -> list[str]:
    """Return what cannot be used together: it is enough to look at the corners, and at every word of a choice."""
    problems = []
    for one, other in product(_ends(*x), _ends(*y)):
        try:
            base.replace(**changes(base, (x[0], one), (y[0], other)))
        except ValueError as error:
            problems += str(error).split("\n")
    return problems


def _ends(name: str, values: tuple[Any, ...]) -> Sequence[Any]:
    return values if name not in PARAMETERS or PARAMETERS[name].kind == "choice" else sorted({min(values), max(values)})
