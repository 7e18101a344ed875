"""A run as what is worth saying of it: captions, flags and outcome, in codes and numbers.

>>> from model import Scenario, simulate
>>> [(fact.message, numbers) for fact, numbers in narrate(simulate(Scenario(seed=8))).caption(10)]
[('caption-cut', [10.0, 64.0, 194.0])]
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.engine.narration import write
from model.engine.narration.minute import MINUTE
from model.engine.narration.stream import BOOK
from model.engine.settings import actions_of
from model.engine.state import Floats
from model.rules.facts import Fact
from model.runs.run import Run

ROOM_A_MINUTE, ROOM_AN_ACTION, ROOM_AT_THE_END = 40, 8, 16
"""So many numbers at most tell a minute and its flags, an action and its flag, and how it ends."""
FLAGS_A_MINUTE = 7

Places = npt.NDArray[np.int32]
Told = list[tuple[Fact, list[float]]]


@dataclass(frozen=True, eq=False)
class Narration:
    """What is worth saying of a run.

    ``stream`` holds for each fact its code, how many numbers it has, and these. The caption that holds from
    ``caption_ticks[k]`` on until the next one is ``stream[caption_places[k] : caption_places[k + 1]]``; the flag of
    ``flag_ticks[k]`` likewise; the outcome is what comes behind the last flag.
    """

    stream: Floats
    caption_ticks: Places
    caption_places: Places
    flag_ticks: Places
    flag_places: Places

    def caption(self, tick: int) -> Told:
        """Return what is said of a minute."""
        k = int(np.searchsorted(self.caption_ticks, tick, side="right")) - 1
        return list(facts_in(self.stream[self.caption_places[k] : self.caption_places[k + 1]]))

    @property
    def captions(self) -> list[tuple[int, Told]]:
        """Each caption with the minute from which on it holds."""
        return [(tick, self.caption(tick)) for tick in self.caption_ticks.tolist()]

    @property
    def flags(self) -> list[tuple[int, Fact, list[float]]]:
        """The flags in order of time."""
        facts = facts_in(self.stream[self.flag_places[0] : self.flag_places[-1]])
        return [(tick, *one) for tick, one in zip(self.flag_ticks.tolist(), facts, strict=True)]

    @property
    def outcome(self) -> Told:
        """How it ended, and what it cost."""
        return list(facts_in(self.stream[self.flag_places[-1] :]))


def facts_in(stream: Floats) -> Iterator[tuple[Fact, list[float]]]:
    """Yield the facts of a piece of a stream."""
    place = 0
    while place < len(stream):
        code, many = int(stream[place]), int(stream[place + 1])
        yield Fact(code), stream[place + 2 : place + 2 + many].tolist()
        place += 2 + many


def narrate(run: Run) -> Narration:
    """Return what is worth saying of a run."""
    scenario = run.scenario
    rows, acts = scenario.ticks + 1, len(scenario.actions)
    book, minute = np.zeros(1, BOOK)[0], np.zeros(1, MINUTE)[0]
    minute.nodes, minute.volumes, minute.isolated = scenario.nodes, scenario.volumes, run.isolated.sum()
    minute.short_of_room = run.short_of_room
    stream = np.empty(rows * ROOM_A_MINUTE + acts * ROOM_AN_ACTION + ROOM_AT_THE_END)
    captions, flags = np.empty((2, rows + 1), np.int32), np.empty((2, rows * FLAGS_A_MINUTE + acts + 1), np.int32)
    actions = actions_of([scenario])[0]
    write(minute, run.counts, run.events, run.log["events"], actions, stream, captions, flags, book)
    return Narration(
        stream[: book.used].copy(),
        captions[0, : book.captions_told].copy(),
        captions[1, : book.captions_told + 1].copy(),
        flags[0, : book.flags_told].copy(),
        flags[1, : book.flags_told + 1].copy(),
    )
