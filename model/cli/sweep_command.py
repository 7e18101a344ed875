"""``python -m model sweep``: a map from the command line, with a bar; broken off, it goes on where it was."""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from model.cli.options import RefusedError
from model.cli.progress import Progress
from model.cli.report import many
from model.cli.sweep_file import read_npz, same_question, write_csv, write_npz
from model.cli.sweep_options import Asked, asked_sweep, sweep_parser
from model.rules.spelling import shown
from model.rules.states import FATES
from model.sweeps.grid import Sweep
from model.sweeps.sweep import sweep

OFTEN = 1.0
"""What is played is kept every so many seconds."""


def work_sweep(words: Sequence[str], opened: Callable[[str], contextlib.AbstractContextManager[TextIO]]) -> int:
    """Do what the command line asks for; return the exit code."""
    if {"-h", "--help"} & set(words):
        print(sweep_parser().format_help(), end="")
        return 0
    asked = asked_sweep(words)
    part = part_of(asked)
    known = taken_up(part, asked.begun)
    with opened(asked.csv) if asked.csv else contextlib.nullcontext() as table:
        made = _swept(asked, known, part)
        if asked.npz:
            write_npz(made, Path(asked.npz))
        if table is not None:
            write_csv(made, table)
    if part is not None:
        part.unlink(missing_ok=True)
    print(outcome(made), file=sys.stderr if asked.csv == "-" else sys.stdout)
    return 0


def part_of(asked: Asked) -> Path | None:
    """Return the file that keeps what is played until all is done, None where no file is asked for."""
    name = asked.npz or (asked.csv if asked.csv != "-" else None)
    if not name or "\0" in name:
        return None
    return Path(f"{name}.part")


def taken_up(part: Path | None, begun: Sweep) -> Sweep:
    """Return what an earlier try of the same sweep has played.

    Raises:
        RefusedError: where the file holds something else.
    """
    if part is None or not part.exists():
        return begun
    try:
        known = read_npz(part)
    except ValueError:
        known = None
    if known is None or not same_question(known, begun):
        raise RefusedError(f"{shown(part.name)} holds another sweep; move it away, or write to another file")
    return known


def _swept(asked: Asked, known: Sweep, part: Path | None) -> Sweep:
    """Play what is missing; keep it now and then, and when it is broken off."""
    with _kept(known, part) as keep, Progress(max(1, asked.begun.runs.size)) as bar:

        def report(so_far: Sweep, done: int, of: int) -> None:
            keep(so_far)
            bar.total = of
            bar.move(done - bar.done)

        return sweep(
            known.base, asked.x, asked.y, seeds=asked.seeds, precision=asked.precision, so_far=known, progress=report
        )


@contextlib.contextmanager
def _kept(known: Sweep, part: Path | None) -> Iterator[Callable[[Sweep], None]]:
    """Yield what to call with the sweep so far; it is written at once, now and then, and at an interrupt."""
    latest, due = known, 0.0

    def keep(so_far: Sweep) -> None:
        nonlocal latest, due
        latest = so_far
        if part is not None and time.monotonic() >= due:
            write_npz(latest, part)
            due = time.monotonic() + (OFTEN if len(latest.facts) else 0)

    keep(known)
    try:
        yield keep
    except KeyboardInterrupt:
        if part is not None:
            write_npz(latest, part)
        raise


def outcome(made: Sweep) -> str:
    """Return in one line how many runs ended how, and in how many cells luck decides."""
    total = made.counts.sum(axis=(0, 1))
    fates = ", ".join(f"{total[FATES.index(fate)]} {fate}" for fate in reversed(FATES))
    low, high = made.interval("collapsed")
    open_cells = int(((low < 0.5) & (high > 0.5)).sum())
    cells = f"{many(len(made.x), 'cell')} of {made.x_name}"
    if made.y_name:
        cells = f"{len(made.x)} x {len(made.y)} cells of {made.x_name} and {made.y_name}"
    runs = f"{many(len(made.facts), 'run')}: {fates}"
    return f"{cells}, {runs}; in {many(open_cells, 'cell')} it is open whether most collapse"
