"""Where two runs with the same luck part, in codes and numbers: when, by what, and what follows.

>>> from model import Scenario, simulate
>>> found = tell_parting(simulate(Scenario(seed=7)), simulate(Scenario(seed=7, backoff=5)))
>>> found.tick, found.facts[0][0].message
(17, 'part-crash')
"""

from dataclasses import dataclass

import numpy as np

from model.engine.narration.divergence import PARTED, tell_divergence
from model.engine.narration.side import Side
from model.engine.narration.stream import BOOK
from model.engine.state import Journal
from model.runs.divergence import SHARED
from model.runs.narration import Told, facts_in
from model.runs.run import Run

ROOM = 64
"""So many numbers at most tell where two runs part."""
CAUSES_OF_ABSENCE = 5


@dataclass(frozen=True, eq=False)
class Parted:
    """What is worth saying of two runs side by side."""

    tick: int | None
    """When they part; None: never."""
    seen: int | None
    """From when on one can see it."""
    nodes: tuple[tuple[int, ...], tuple[int, ...]]
    """The nodes on which they part, on either side."""
    facts: Told
    """The first says when and by what they part; the others, what follows."""


def tell_parting(left: Run, right: Run) -> Parted:
    """Return what is worth saying of two runs side by side.

    Raises:
        ValueError: where the two have not the same size, length and luck.
    """
    for name in SHARED:
        if getattr(left.scenario, name) != getattr(right.scenario, name):
            raise ValueError(f"{name} must be the same in both runs")
    parted, book, stream = np.zeros(1, PARTED)[0], np.zeros(1, BOOK)[0], np.empty(ROOM)
    marked = np.zeros((2, left.scenario.nodes), np.bool_)
    groups = np.zeros((CAUSES_OF_ABSENCE, 2), np.int32)
    tell_divergence(_side(left), _side(right), groups, marked, parted, stream, book)
    nodes = tuple(tuple(np.flatnonzero(row).tolist()) for row in marked)
    told = list(facts_in(stream[: book.used]))
    return Parted(_tick(parted.tick), _tick(parted.seen), (nodes[0], nodes[1]), told)


def _tick(tick: int) -> int | None:
    return None if tick < 0 else int(tick)


def _side(run: Run) -> Side:
    """Return a run as it is before its first tick."""
    start, volumes = run.start, run.scenario.volumes
    causes, crashed, sender, receiver = np.empty((4, volumes), np.int32)
    return Side(
        Journal(run.counts, run.expected_stranded, run.events, run.requests, run.log, run.closings),
        run.fix_rank,
        np.array(start.state),
        np.array(start.primary),
        np.array(start.partner),
        np.array(start.up),
        np.array(start.contact),
        causes,
        crashed,
        sender,
        receiver,
        np.zeros(volumes, np.bool_),
        np.zeros(run.scenario.nodes, np.int32),
        np.zeros(2, np.int32),
    )
