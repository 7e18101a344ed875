"""The last minute to act: until when an action still saves a run, and how likely it is to save one of many.

An action *saves* a run that would collapse if the run with it does not collapse. It may be raging or held instead:
saved is not well.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats
from model.rules.actions import Action
from model.rules.states import FATES
from model.runs.certainty import wilson
from model.runs.tally import OnProgress, Tally
from model.scenario import Scenario
from model.sweeps.executor import PART_WORK, PartExecutor
from model.sweeps.replicates import Setting

COLLAPSED = FATES.index("collapsed")
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
    """Return whether each luck from ``first`` to ``last`` collapses under each of several settings.

    Shape (number of settings, lucks); a setting is what differs from the base.

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

    >>> collapsed(Scenario(), [{}, {"bug_probability": 0}], 1, 2).tolist()
    [[True, True], [False, False]]
    """
    replicates, done = last - first + 1, 0
    lost = np.zeros(len(settings) * replicates, np.bool_)
    with PartExecutor(executor) as players:
        for part, facts in players.play(base, _parts(base, settings, first, last), cancel or _never):
            begin = part[0].cell * replicates + part[0].first - first
            lost[begin : begin + len(facts)] = facts["fate"] == COLLAPSED
            done += len(facts)
            if tally is not None:
                tally.played(len(facts))
    if done < len(lost):
        raise CancelledError
    return lost.reshape(len(settings), replicates)


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
    """For every tick at which one could act: whether that saves this run."""

    rescue: Rescue
    needed: bool
    """Whether the run collapses without it."""
    ticks: npt.NDArray[np.int64]
    saved: npt.NDArray[np.bool_]
    """Of each tick; nowhere where it is not needed."""

    @property
    def last(self) -> int | None:
        """The last tick at which it still saves the run; None where it never does, or is not needed."""
        good = self.ticks[self.saved]
        return int(good[-1]) if len(good) else None

    @property
    def gaps(self) -> int:
        """At how many earlier ticks it would not have saved the run: luck, not time, decides there."""
        return 0 if self.last is None else int((~self.saved[self.ticks < self.last]).sum())


def last_minute(
    scenario: Scenario,
    rescue: Rescue,
    *,
    ticks: Sequence[int] | None = None,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> LastMinute:
    """Find until when a rescue saves this very run: it is played once for every tick at which one could act.

    A bisection would be quicker and wrong: a minute earlier or later other requests meet, so a run can be saved at 30
    and at 32 but not at 31.

    Args:
        scenario: the run.
        rescue: what the operator does.
        ticks: when to try; every tick of the run if None.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, of how many.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.

    >>> last_minute(Scenario(), RESCUES["fix_bug"]).last
    42
    """
    when = np.arange(1, scenario.ticks + 1) if ticks is None else np.unique(np.asarray(ticks, np.int64))
    tally = Tally(1 + len(when), progress)

    def lost(settings: Sequence[dict[str, Any]]) -> npt.NDArray[np.bool_]:
        seed = scenario.seed
        return collapsed(scenario, settings, seed, seed, executor=executor, tally=tally, cancel=cancel)[:, 0]

    if not lost([{}])[0]:
        tally.spare(len(when))
        return LastMinute(rescue, False, when, np.zeros(len(when), np.bool_))
    return LastMinute(rescue, True, when, ~lost([{"actions": acting(scenario, rescue, int(t))} for t in when]))


@dataclass(frozen=True, slots=True, eq=False)
class Chances:
    """How often a rescue saves, by the tick at which one acts."""

    rescue: Rescue
    ticks: npt.NDArray[np.int64]
    saved: npt.NDArray[np.int64]
    """How many lucks, of each tick."""
    of: int
    """How many collapse without it, of those played."""
    replicates: int

    @property
    def share(self) -> Floats:
        """The share saved of those that collapse without it, NaN where none does."""
        return self.saved / self.of if self.of else np.full(len(self.ticks), np.nan)

    def interval(self, level: float = 0.95) -> tuple[Floats, Floats]:
        """Return low and high of Wilson's interval for the share, of each tick."""
        return wilson(self.saved, np.full(len(self.saved), self.of), level)


def chances_to_save(
    scenario: Scenario,
    rescue: Rescue,
    ticks: Sequence[int],
    replicates: int = 100,
    *,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> Chances:
    """Find how many of many lucks a rescue saves, for each tick at which one could act; lucks are seeds 1, 2 and so on.

    Args:
        scenario: the settings; their own seed does not matter.
        rescue: what the operator does.
        ticks: when to try.
        replicates: how many lucks.
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
    alone, *acted = collapsed(scenario, settings, 1, replicates, executor=executor, tally=tally, cancel=cancel)
    return Chances(rescue, when, np.array([(alone & ~one).sum() for one in acted]), int(alone.sum()), replicates)
