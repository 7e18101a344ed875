"""A sweep as a file: a record of every run for numpy, or a table with a row a cell."""

import contextlib
import os
import zipfile
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from model.cli.report import write_table
from model.rules.states import FATES
from model.runs.certainty import LEVEL
from model.scenario import Scenario
from model.sweeps.grid import Sweep
from model.sweeps.replicates import FACTS

QUANTILES = (0.1, 0.5, 0.9)


def write_npz(made: Sweep, file: Path) -> None:
    """Write a sweep so that it is either there whole or not at all.

    Arrays ``x``, ``y`` (the values; of a sweep over one setting ``y`` means nothing), ``names`` (of the two, the
    second empty then), ``runs`` (lucks a cell), ``counts`` (how they
    ended, in the order of ``fates``), ``facts`` (a record a run), ``scenario`` (all other settings, JSON).
    """
    beside = file.with_name(f"{file.name}.writing")
    try:
        with open(beside, "wb") as stream:
            np.savez(
                stream,
                x=np.array(made.x),
                y=np.array(made.y) if made.y_name else np.empty(1),
                names=np.array([made.x_name, made.y_name]),
                runs=made.runs,
                counts=made.counts,
                facts=made.facts,
                fates=np.array(FATES),
                scenario=np.array(made.base.to_json()),
            )
        os.replace(beside, file)
    except OSError as error:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise OSError(error.errno, error.strerror, str(file)) from None


def read_npz(file: Path) -> Sweep:
    """Return the sweep that a file of `write_npz` holds.

    Raises:
        OSError: where it cannot be read.
        ValueError: where it holds no sweep.
    """
    try:
        with open(file, "rb") as stream, np.load(stream, allow_pickle=False) as held:
            base, problems = Scenario.from_json(str(held["scenario"]))
            runs, facts = held["runs"], held["facts"]
            x, y = tuple(held["x"].tolist()), tuple(held["y"].tolist())
            x_name, y_name = (str(name) for name in held["names"])
            y = y if y_name else (None,)
    except (KeyError, EOFError, TypeError, zipfile.BadZipFile) as error:
        raise ValueError("the file holds no sweep") from error
    whole = runs.shape == (len(x), len(y)) and facts.dtype == FACTS and facts.shape == (int(runs.sum()),)
    if problems or not whole or runs.min(initial=0) < 0:
        raise ValueError("the file holds no sweep")
    return Sweep(base, x_name, x, y_name, y, runs, facts)


def same_question(one: Sweep, other: Sweep) -> bool:
    """Say whether two sweeps are of the same settings, so that the runs of one are runs of the other."""
    asked = [(s.x_name, s.x, s.y_name, s.y) for s in (one, other)]
    return asked[0] == asked[1] and one.scenario(0, 0) == other.scenario(0, 0)


def write_csv(made: Sweep, file: TextIO) -> None:
    """Write a row a cell."""
    low, high = made.interval("collapsed", LEVEL)
    spread = {name: made.quantiles(name, QUANTILES) for name in ("crashed", "peak_stuck")}
    over = made.time_to_over()
    axes = [name for name in (made.x_name, made.y_name) if name]
    names = [*axes, "lucks", *FATES, "collapsed_low", "collapsed_high"]
    names += [f"{name}_{round(100 * q)}" for name in spread for q in QUANTILES]
    rows: list[list[Any]] = []
    for i, x in enumerate(made.x):
        for j, y in enumerate(made.y):
            limits = [round(float(low[i, j]), 6), round(float(high[i, j]), 6)]
            values = [round(float(value), 6) for table in spread.values() for value in table[:, i, j]]
            place = [x, y][: len(axes)]
            rows.append([*place, made.runs[i, j], *made.counts[i, j].tolist(), *limits, *values, float(over[i, j])])
    write_table(file, [*names, "half_over_by"], rows)
