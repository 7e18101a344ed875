"""The command line: a run, many, or a sweep (`model.cli.sweep_command`), and how it ended in one line.

Exit code 0: done; 2: bad input or a file that cannot be written, a sentence for each on standard error; 130: stopped
by Ctrl-C.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator, Sequence
from typing import TextIO

from model.cli.options import RefusedError, asked, parser
from model.cli.progress import Progress
from model.cli.report import Many, One, Report
from model.cli.sweep_command import work_sweep
from model.rules.spelling import shown
from model.runs.ensemble import simulate_many
from model.runs.simulation import simulate
from model.scenario import PARAMETERS, Scenario

BAD, INTERRUPTED = 2, 130
MOST_SEED = int(PARAMETERS["seed"].high)


def play_many(scenario: Scenario, seeds: int) -> Report:
    """Play so many lucks of a scenario, in parts that Ctrl-C can come between."""
    scenarios = [scenario.replace(seed=(scenario.seed + k) % (MOST_SEED + 1)) for k in range(seeds)]
    parts = []
    with Progress(seeds) as progress:
        while progress.done < seeds:
            part = simulate_many(scenarios[progress.done : progress.done + progress.next_part], series=False)
            parts.append(part)
            progress.move(len(part))
    return Many(scenario, parts)


@contextlib.contextmanager
def opened(name: str) -> Iterator[TextIO]:
    """Yield the file, or standard output for ``-``; raise OSError where it cannot be written."""
    if name == "-":
        yield sys.stdout
        return
    if "\0" in name:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), name)
    with open(name, "w", encoding="utf-8", newline="") as file:
        yield file


def work(words: Sequence[str]) -> int:
    """Do what the command line asks for; return the exit code."""
    if words and words[0] == "sweep":
        return work_sweep(words[1:], opened)
    if {"-h", "--help"} & set(words):
        print(parser().format_help(), end="")
        return 0
    options, scenario, seeds = asked(words)
    name = options.csv or options.json
    with opened(name) if name else contextlib.nullcontext() as file:
        report = One(simulate(scenario)) if seeds is None else play_many(scenario, seeds)
        if file is not None:
            (report.write_csv if options.csv else report.write_json)(file)
    print(report.outcome(), file=sys.stderr if name == "-" else sys.stdout)
    return 0


def main(words: Sequence[str] | None = None) -> int:
    """Do what the command line asks for (``sys.argv`` if None); return the exit code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
    try:
        code = work(sys.argv[1:] if words is None else words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _let_go_of_standard_output()
        return 0
    except OSError as error:
        print(f"{shown(error.filename or 'standard output')} cannot be written: {error.strerror}", file=sys.stderr)
        _let_go_of_standard_output()
        return BAD
    except RefusedError as error:
        print(error, file=sys.stderr)
        return BAD
    except KeyboardInterrupt:
        return INTERRUPTED


def _let_go_of_standard_output() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain about it at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
