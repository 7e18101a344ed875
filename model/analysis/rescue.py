"""The last minute to act: until when an action still saves a run, and how likely it is to save one of many.

A rescue is judged by how many of the lucks that collapse without it are *over* with it, and by how many volumes are
stuck in the end all the same. Beside these stands how many do *not collapse*: an action *saves* such a run, which may
be raging or held instead, so saved is not well.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats, Records
from model.rules.actions import Action
from model.rules.states import FATES
from model.runs.certainty import LEVEL, wilson
from model.runs.tally import OnProgress, Tally
from model.scenario import Scenario
from model.sweeps.executor import PART_WORK, PartExecutor
from model.sweeps.replicates import FACTS, Setting

COLLAPSED, OVER = FATES.index("collapsed"), FATES.index("over")
Cancel = Callable[[], bool]

Rescue = tuple[Action, ...]
"""What the operator does, each at so many ticks after the first: (later, action, value)."""
RESCUES: dict[str, Rescue] = {
    "add_capacity": ((0, "add_capacity", 0.1),),
    "set_backoff": ((0, "set_backoff", 5),),
    "fix_bug": ((0, "fix_bug", 0),),
    "throttle": ((0, "throttle", 0.3),),
    "reconnect": ((0, "reconnect", 0.5),),
    "stop_search": ((0, "stop_search", 1), (20, "stop_search", 0)),
}
"""What an operator might try; the search is stopped for twenty minutes. (Restarting nodes is not among them: in the
last minute it would undo any collapse, in name.)"""


AS_IN_2011: Rescue = (
    (0, "stop_search", 1),
    (60, "add_capacity", 0.2),
    (60, "throttle", 0.3),
    (60, "stop_search", 0),
)
"""All of it together, as in the real event: the search is stopped; an hour later there is a fifth more space and a
throttle, and everybody may search again."""


def acting(scenario: Scenario, rescue: Rescue, tick: int) -> tuple[Action, ...]:
    """Return the scenario's actions with a rescue that begins at a tick; what would come after the end is left out.

    >>> acting(Scenario(ticks=50), RESCUES["stop_search"], 40)
    ((40, 'stop_search', 1),)
    """
    new = ((tick + later, name, value) for later, name, value in rescue if tick + later <= scenario.ticks)
    return (*scenario.actions, *new)


def collapsed(
    base: Scenario,
    settings: Sequence[dict[str, Any]],
    first: int,
    last: int,
    *,
    executor: Executor | None = None,
    tally: Tally | None = None,
    cancel: Cancel | None = None,
) -> npt.NDArray[np.bool_]:
    """Return whether each luck from ``first`` to ``last`` collapses under each of several settings, as `played` does.

    >>> collapsed(Scenario(), [{}, {"bug_probability": 0}], 1, 2).tolist()
    [[True, True], [False, False]]
    """
    facts = played(base, settings, first, last, executor=executor, tally=tally, cancel=cancel)
    return np.asarray(facts["fate"] == COLLAPSED)


def played(
    base: Scenario,
    settings: Sequence[dict[str, Any]],
    first: int,
    last: int,
    *,
    executor: Executor | None = None,
    tally: Tally | None = None,
    cancel: Cancel | None = None,
) -> Records:
    """Return the facts of each luck from ``first`` to ``last`` under each of several settings.

    Dtype `FACTS`, shape (number of settings, lucks); a setting is what differs from the base.

    Args:
        base: all other settings.
        settings: what differs from them.
        first: the first luck.
        last: the last luck, included.
        executor: plays the parts; threads of its own if None.
        tally: is told of every part that is played.
        cancel: says whether to stop; it is asked after every part and at least twenty times a second.

    Raises:
        CancelledError: where it was told to stop.

    >>> played(Scenario(), [{}, {"bug_probability": 0}], 1, 2)["stuck"].tolist()
    [[640, 640], [0, 0]]
    """
    replicates, done = last - first + 1, 0
    found = np.zeros(len(settings) * replicates, FACTS)
    with PartExecutor(executor) as players:
        for part, facts in players.play(base, _parts(base, settings, first, last), cancel or _never):
            begin = part[0].cell * replicates + part[0].first - first
            found[begin : begin + len(facts)] = facts
            done += len(facts)
            if tally is not None:
                tally.played(len(facts))
    if done < len(found):
        raise CancelledError
    return found.reshape(len(settings), replicates)


def _parts(base: Scenario, settings: Sequence[dict[str, Any]], first: int, last: int) -> list[list[Setting]]:
    """Return all that is to be played, setting by setting and luck by luck, in parts of about `PART_WORK`."""
    runs = max(1, PART_WORK // (base.volumes * base.ticks))
    pieces = [
        Setting(number, values, begin, min(begin + runs - 1, last))
        for number, values in enumerate(settings)
        for begin in range(first, last + 1, runs)
    ]
    size = max(1, runs // (last - first + 1))
    return [pieces[begin : begin + size] for begin in range(0, len(pieces), size)]


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, eq=False)
class LastMinute:
    """For every tick at which one could act: what becomes of this run."""

    rescue: Rescue
    needed: bool
    """Whether the run collapses without it."""
    ticks: npt.NDArray[np.int64]
    saved: npt.NDArray[np.bool_]
    """Whether it does not collapse, of each tick; nowhere where it is not needed."""
    over: npt.NDArray[np.bool_]
    """Whether it is over, of each tick; nowhere where it is not needed."""
    stuck: npt.NDArray[np.int64]
    """The volumes stuck in the end, of each tick; 0 where it is not needed."""

    @property
    def last(self) -> int | None:
        """The last tick at which the run does not collapse with it; None where it always does, or none is needed."""
        good = self.ticks[self.saved]
        return int(good[-1]) if len(good) else None

    @property
    def last_over(self) -> int | None:
        """The last tick at which the run is over with it; None where it never is, or is not needed."""
        good = self.ticks[self.over]
        return int(good[-1]) if len(good) else None

    @property
    def gaps(self) -> int:
        """At how many ticks before `last_over` the run would not be over: luck, not time, decides there."""
        return 0 if self.last_over is None else int((~self.over[self.ticks < self.last_over]).sum())

    def stuck_at(self, tick: int) -> int:
        """Return the volumes stuck in the end where it begins at a tick that was tried."""
        (row,) = (self.ticks == tick).nonzero()[0]
        return int(self.stuck[row])


def last_minute(
    scenario: Scenario,
    rescue: Rescue,
    *,
    ticks: Sequence[int] | None = None,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> LastMinute:
    """Find until when this very run is over with a rescue: it is played once for every tick at which one could act.

    A bisection would be quicker and wrong: a minute earlier or later other requests meet, so a run can be over with it
    at 30 and at 32 but not at 31. Until when it does not collapse is told beside it: that alone may be worth little.

    Args:
        scenario: the run.
        rescue: what the operator does.
        ticks: when to try; every tick of the run if None.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, of how many.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.

    >>> found = last_minute(Scenario(), RESCUES["fix_bug"])
    >>> found.last, found.stuck_at(42), found.last_over
    (42, 456, 15)
    """
    when = np.arange(1, scenario.ticks + 1) if ticks is None else np.unique(np.asarray(ticks, np.int64))
    tally = Tally(1 + len(when), progress)

    def ends(settings: Sequence[dict[str, Any]]) -> Records:
        seed = scenario.seed
        return played(scenario, settings, seed, seed, executor=executor, tally=tally, cancel=cancel)[:, 0]

    if ends([{}])["fate"][0] != COLLAPSED:
        tally.spare(len(when))
        nowhere = np.zeros(len(when), np.bool_)
        return LastMinute(rescue, False, when, nowhere, nowhere, np.zeros(len(when), np.int64))
    acted = ends([{"actions": acting(scenario, rescue, int(t))} for t in when])
    fates = acted["fate"]
    return LastMinute(rescue, True, when, fates != COLLAPSED, fates == OVER, acted["stuck"].astype(np.int64))


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """What becomes of the lucks that collapse without a rescue, by the tick at which one acts."""

    rescue: Rescue
    ticks: npt.NDArray[np.int64]
    saved: npt.NDArray[np.int64]
    """How many do not collapse, of each tick."""
    over: npt.NDArray[np.int64]
    """How many of them are over."""
    stuck: Floats
    """The median of the volumes stuck in the end, of all that collapse without it; NaN where none does."""
    of: int
    """How many collapse without it, of those played."""
    replicates: int

    @property
    def share(self) -> Floats:
        """The share that does not collapse of those that collapse without it, NaN where none does."""
        return self._of_all(self.saved)

    @property
    def share_over(self) -> Floats:
        """The share that is over of those that collapse without it, NaN where none does."""
        return self._of_all(self.over)

    def _of_all(self, hits: npt.NDArray[np.int64]) -> Floats:
        return hits / self.of if self.of else np.full(len(self.ticks), np.nan)

    def interval(self, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Return low and high of Wilson's interval for `share`, of each tick."""
        return wilson(self.saved, np.full(len(self.saved), self.of), level)

    def interval_over(self, level: float = LEVEL) -> tuple[Floats, Floats]:
        """Return low and high of Wilson's interval for `share_over`, of each tick."""
        return wilson(self.over, np.full(len(self.over), self.of), level)


def chances_to_save(
    scenario: Scenario,
    rescue: Rescue,
    ticks: Sequence[int],
    replicates: int = 100,
    *,
    first: int = 1,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> Chances:
    """Find what a rescue does for many lucks, for each tick at which one could act.

    Args:
        scenario: the settings; their own seed does not matter.
        rescue: what the operator does.
        ticks: when to try.
        replicates: how many lucks.
        first: the seed of the first; the others follow it.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, of how many.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.

    >>> chances = chances_to_save(Scenario(), RESCUES["fix_bug"], [10, 20, 40], 30)
    >>> chances.of, bool((np.diff(chances.saved) <= 0).all())
    (29, True)
    """
    when = np.unique(np.asarray(ticks, np.int64))
    settings = [{}, *({"actions": acting(scenario, rescue, int(t))} for t in when)]
    tally = Tally(len(settings) * replicates, progress)
    last = first + replicates - 1
    alone, *acted = played(scenario, settings, first, last, executor=executor, tally=tally, cancel=cancel)
    lost = [one[alone["fate"] == COLLAPSED] for one in acted]
    return Chances(
        rescue,
        when,
        np.array([(one["fate"] != COLLAPSED).sum() for one in lost]),
        np.array([(one["fate"] == OVER).sum() for one in lost]),
        np.array([np.median(one["stuck"]) if len(one) else np.nan for one in lost]),
        int((alone["fate"] == COLLAPSED).sum()),
        replicates,
    )
