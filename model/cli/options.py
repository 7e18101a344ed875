"""The options of the command line, made from the parameters, and what they ask for."""

import argparse
from collections.abc import Sequence
from typing import Any

from model.rules.actions import KINDS, MOST, read_actions
from model.rules.parameter_kinds import Parameter
from model.rules.spelling import number_in, plain, shown
from model.scenario import PARAMETERS, Scenario

MOST_SEEDS = 100_000
USAGE = "python -m model [--SETTING VALUE]... [--action TICK:NAME:VALUE]... [--seeds N] [--csv FILE | --json FILE]\n"
USAGE += "       python -m model sweep --help: many runs for every pair of values of two settings"
EPILOG = """\
A file named - is standard output; the outcome then goes to standard error. --csv writes the measures of a run, a row
a tick, or a row a run (seed, fate, price) with --seeds. --json writes the same beside the settings and the version of
the rules. Where nobody finds a home the storm number is infinite, inf in CSV and "inf" in JSON; where nothing moves it
is undefined, nan in CSV and null in JSON."""


ACTION_FORM = "TICK:NAME or TICK:NAME:VALUE, for example 40:add_capacity:0.05"


class RefusedError(Exception):
    """The command line cannot be followed; one sentence (a line each) for every reason."""


def described(parameter: Parameter) -> str:
    """Return what a parameter's option is: help, unit, range and default.

    >>> described(PARAMETERS["copy_ticks"])
    'How long making a copy takes. (model minutes, 1 to 500; default 5)'
    """
    unit = f"{parameter.unit}, " if parameter.unit else ""
    values = f"{unit}{plain(parameter.low)} to {plain(parameter.high)}"
    if parameter.kind == "choice":
        values = ", ".join(parameter.choices)
    default = plain(getattr(Scenario(), parameter.name))
    otherwise = ", or the most allowed" if parameter.default is None else ""
    return f"{parameter.help} ({values}; default {default}{otherwise})"


def described_actions() -> str:
    """Return what the operator can do, for the help of ``--action``."""
    kinds = []
    for name, kind in KINDS.items():
        high = {"nodes": "nodes - 1", "ticks": "ticks"}.get(str(kind.high), plain(kind.high))
        value = {"none": "no value", "switch": "1 or 0"}.get(kind.value, f"{plain(kind.low)} to {high}")
        kinds.append(f"{name} ({value})")
    return f"What the operator does at a tick, again for more, up to {MOST}: {', '.join(kinds)}"


def parser() -> argparse.ArgumentParser:
    """Return the parser; every option takes text, which is looked at afterwards, all of it at once."""
    words = "Play one run of the model, or many, and say how it ended and what it cost."
    made = argparse.ArgumentParser(usage=USAGE, description=words, epilog=EPILOG, add_help=False, allow_abbrev=False)
    add_settings(made)
    group = made.add_argument_group("what to play and write")
    option(group, "seeds", "N", f"So many runs, with the luck --seed and those that follow it (1 to {MOST_SEEDS})")
    option(group, "csv", "FILE", "Write a table")
    option(group, "json", "FILE", "Write settings and measures")
    group.add_argument("-h", "--help", action="store_true", help="Say this")
    return made


def add_settings(made: argparse.ArgumentParser) -> None:
    """Give a parser an option for every setting, and one for the operator."""
    settings = [parameter for parameter in PARAMETERS.values() if parameter.kind != "actions"]
    groups = {topic: made.add_argument_group(topic) for topic in dict.fromkeys(setting.topic for setting in settings)}
    for setting in settings:
        metavar = "WORD" if setting.kind == "choice" else "VALUE"
        option(groups[setting.topic], setting.name, metavar, described(setting))
    group = made.add_argument_group("the operator")
    option(group, "action", "TICK:NAME:VALUE", described_actions(), action="append")


def option(group: Any, name: str, metavar: str, words: str, **more: Any) -> None:
    """Add an option that takes a word of text."""
    group.add_argument(f"--{name.replace('_', '-')}", metavar=metavar, help=words.replace("%", "%%"), **more)


def spelled(words: Sequence[str]) -> list[str]:
    """Return the command line with dashes in the names of options, and each tied to its value or to nothing.

    >>> spelled(["--bug_probability", "-1e-3", "--csv", "--seed=7"])
    ['--bug-probability=-1e-3', '--csv=', '--seed=7']
    """
    line: list[str] = []
    open_name = ""
    for word in (*words, "--"):
        name, equals, value = word.partition("=")
        if open_name:
            line.append(f"{open_name}=" if word.startswith("--") else f"{open_name}={word}")
        if word.startswith("--"):
            open_name = "" if equals else name.replace("_", "-")
            line += [name.replace("_", "-") + equals + value] if equals else []
        else:
            line += [] if open_name else [word]
            open_name = ""
    return line


def scenario_of(options: argparse.Namespace) -> tuple[Scenario, list[str]]:
    """Return the scenario that the options ask for, and a sentence for every value that cannot be used."""
    given: dict[str, Any] = {}
    problems: list[str] = []
    for name, parameter in PARAMETERS.items():
        text = getattr(options, name, None)
        if text is None:
            continue
        value = text if parameter.kind == "choice" else number_in(text)
        if value is None:
            problems.append(f"{parameter.rule()}; {shown(text)} was given")
        else:
            given[name] = value
    given["actions"] = []
    for text in options.action or ():
        if all(":" in part for part in text.split(",")):
            given["actions"] += read_actions(text)
        else:
            problems.append(f"action must be {ACTION_FORM}; {shown(text)} was given")
    try:
        return Scenario(**given), problems
    except ValueError as error:
        return Scenario(), problems + str(error).split("\n")


def seeds_of(options: argparse.Namespace) -> int | None:
    """Return how many runs are asked for, None for the one; raise RefusedError where that is no such number."""
    if options.seeds is None:
        return None
    count = number_in(options.seeds)
    if count is None or count != int(count) or not 1 <= count <= MOST_SEEDS:
        raise RefusedError(f"seeds must be a whole number from 1 to {MOST_SEEDS}; {shown(options.seeds)} was given")
    return int(count)


def asked(words: Sequence[str]) -> tuple[argparse.Namespace, Scenario, int | None]:
    """Return options, scenario and number of runs.

    Raises:
        RefusedError: with a sentence for everything that cannot be used.
    """
    options, strange = parser().parse_known_args(spelled(words))
    scenario, problems = scenario_of(options)
    seeds = None
    try:
        seeds = seeds_of(options)
    except RefusedError as error:
        problems.append(str(error))
    for name in ("csv", "json"):
        if getattr(options, name) == "":
            problems.append(f"{name} must be followed by the name of a file, or by - for standard output")
    if options.csv and options.json:
        problems.append("csv and json exclude each other; choose one")
    strange = [word.removesuffix("=") for word in strange]
    problems += [f"{shown(word)} is not an option; --help tells which there are" for word in strange]
    if problems:
        raise RefusedError("\n".join(problems))
    return options, scenario, seeds
