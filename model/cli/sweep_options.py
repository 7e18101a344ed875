"""The options of ``python -m model sweep``, and what they ask for."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.cli.options import RefusedError, add_settings, option, scenario_of, spelled
from model.rules.spelling import number_in, shown
from model.scenario import PARAMETERS, Scenario
from model.sweeps.action_axes import FORM, cleaned_of_action, holds_whole_numbers, is_of_action
from model.sweeps.axes import COARSEST, FINEST, MOST_REPLICATES, NO_AXIS, SWEPT, Axis, begun, cleaned
from model.sweeps.grid import Sweep

USAGE = (
    "python -m model sweep --x NAME VALUES [--y NAME VALUES] [--seeds N | --precision P]\n"
    "       [--npz FILE] [--csv FILE] [--SETTING VALUE]... [--action TICK:NAME:VALUE]..."
)
EPILOG = """\
NAME is a setting, or the minute or value of what the operator does once: --x add_capacity.tick 20..40 moves the
minute of --action 40:add_capacity:0.05, and --y add_capacity.value 0..0.2:5 how much there is of it. VALUES are a
list, 0,0.0005,0.001 or none,equal; or whole numbers from first to last, 0..8; or so many numbers evenly from first
to last, 0..0.2:21. What is played is kept beside the file, as FILE.part, until all is done: if the work is broken
off, the same command goes on from there. --csv writes a row a cell: lucks, how many ended how, 95 % limits for the
share that collapsed, quantiles of crashes and of the most volumes stuck at once, and the minute by which half were
over (nan where fewer were). --npz writes a record of every run, for numpy."""
LONGEST_AXIS = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What to sweep and where to write it."""

    begun: Sweep
    x: Axis
    y: Axis
    seeds: int
    precision: float | None
    npz: str | None
    csv: str | None


def sweep_parser() -> argparse.ArgumentParser:
    """Return the parser; every option takes text, which is looked at afterwards, all of it at once."""
    words = "Play many runs for every value of a setting or an action, or every pair of two, and count how they end."
    made = argparse.ArgumentParser(usage=USAGE, description=words, epilog=EPILOG, add_help=False, allow_abbrev=False)
    group = made.add_argument_group("what to sweep and write")
    names = f"{', '.join(SWEPT)}; or {FORM}"
    option(group, "x", "NAME VALUES", f"A name and its values: {names}")
    option(group, "y", "NAME VALUES", "Another name and its values; without it the sweep is over one")
    option(group, "seeds", "N", f"So many lucks of each cell, 1 to N (1 to {MOST_REPLICATES}; default 20)")
    option(group, "precision", "P", f"As many as bring every share to +- P ({FINEST} to {COARSEST}, at 95 %)")
    option(group, "npz", "FILE", "Write a record of every run")
    option(group, "csv", "FILE", "Write a table, a row a cell (-: standard output)")
    group.add_argument("-h", "--help", action="store_true", help="Say this")
    add_settings(made)
    return made


def axes_tied(words: Sequence[str]) -> list[str]:
    """Return the command line with the two words of an axis as one.

    >>> axes_tied(["--x", "backoff", "0..8", "--seeds", "5"])
    ['--x=backoff 0..8', '--seeds', '5']
    """
    line: list[str] = []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word in ("--x", "--y"):
            own: list[str] = []
            while rest and len(own) < 2 and not rest[0].startswith("--"):
                own.append(rest.pop(0))
            word = f"{word}={' '.join(own)}"
        line.append(word)
    return line


def values_in(name: str, text: str) -> list[Any]:
    """Return the values that a text spells for a setting.

    Raises:
        ValueError: where it spells none.

    >>> values_in("backoff", "0..3"), values_in("spare_capacity", "0..0.2:3"), values_in("jitter", "none,full")
    ([0.0, 1.0, 2.0, 3.0], [0.0, 0.1, 0.2], ['none', 'full'])
    """
    of_action = is_of_action(name)
    if not of_action and PARAMETERS[name].kind == "choice":
        return text.split(",")
    first, dots, rest = text.partition("..")
    if not dots:
        return [part if (number := number_in(part)) is None else number for part in text.split(",")]
    last, colon, many = rest.partition(":")
    low, high, count = number_in(first), number_in(last), number_in(many)
    if low is not None and high is not None:
        whole = holds_whole_numbers(name) if of_action else PARAMETERS[name].kind == "whole"
        if not colon and whole and 0 <= high - low < LONGEST_AXIS:
            return [low + step for step in range(int(high - low) + 1)]
        if count is not None and 2 <= count <= LONGEST_AXIS and count == int(count):
            return [round(value, 12) for value in np.linspace(low, high, int(count)).tolist()]
    raise ValueError(
        f"the values of {name} must be a list, 1,2,3, or first..last for whole numbers, or first..last:many "
        f"(2 to {LONGEST_AXIS}); {shown(text)} was given"
    )


def axis_in(letter: str, text: str | None, base: Scenario | None) -> Axis:
    """Return the axis that an option asks for; raise ValueError where it asks for none.

    What an action's axis needs of the base is looked at where there is one.
    """
    if letter == "y" and text is None:
        return NO_AXIS
    name, _, values = (text or "").partition(" ")
    name = name.replace("-", "_")
    if not name or not values.strip():
        raise ValueError(
            f"{letter} must be followed by a name and its values, for example --{letter} backoff 0..8; "
            f"{shown(text or '')} was given"
        )
    if name not in SWEPT and not is_of_action(name):
        raise ValueError(f"{letter} must be one of {', '.join(SWEPT)}, or {FORM}; {shown(name)} was given")
    given = values_in(name, values.strip())
    if is_of_action(name):
        clean, problems = cleaned_of_action(base, name, given) if base else ((), [])
    else:
        clean, problems = cleaned(name, given)
    if problems:
        raise ValueError("\n".join(problems))
    return name, clean


def asked_sweep(words: Sequence[str]) -> Asked:
    """Return what a command line asks for.

    Raises:
        RefusedError: with a sentence for everything that cannot be used.
    """
    options, strange = sweep_parser().parse_known_args(spelled(axes_tied(words)))
    base, problems = scenario_of(options)
    known = None if problems else base
    axes: list[Axis] = []
    for letter in ("x", "y"):
        try:
            axes.append(axis_in(letter, getattr(options, letter), known))
        except ValueError as error:
            problems.append(str(error))
    seeds, precision, more = _how_many(options)
    problems += more
    for name in ("csv", "npz"):
        if getattr(options, name) == "" or (name == "npz" and options.npz == "-"):
            standard = ", or by - for standard output" if name == "csv" else ""
            problems.append(f"{name} must be followed by the name of a file{standard}")
    strange = [word.removesuffix("=") for word in strange]
    problems += [f"{shown(word)} is not an option; --help tells which there are" for word in strange]
    if not problems:
        try:
            start = begun(base, axes[0], axes[1], seeds, precision)
            return Asked(start, axes[0], axes[1], seeds, precision, options.npz, options.csv)
        except ValueError as error:
            problems.append(str(error))
    raise RefusedError("\n".join(problems))


def _how_many(options: argparse.Namespace) -> tuple[int, float | None, list[str]]:
    """Return seeds, precision, and what is wrong with them."""
    problems = []
    if options.seeds is not None and options.precision is not None:
        problems.append("seeds and precision exclude each other; choose one")
    seeds = 20.0 if options.seeds is None else number_in(options.seeds)
    if seeds is None or seeds != int(seeds):
        problems.append(f"seeds must be a whole number from 1 to {MOST_REPLICATES}; {shown(options.seeds)} was given")
    precision = None if options.precision is None else number_in(options.precision)
    if options.precision is not None and precision is None:
        problems.append(f"precision must be a number from {FINEST} to {COARSEST}; {shown(options.precision)} was given")
    return int(seeds or 0), precision, problems
