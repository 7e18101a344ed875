"""Is it the trigger? After a collapse every node is restarted; nothing triggers what comes then but the rush itself."""

from collections.abc import Sequence
from concurrent.futures import Executor

import numpy as np

from model.analysis.rescue import COLLAPSED, Cancel, played
from model.rules.actions import Action
from model.rules.states import FATES
from model.runs.certainty import Share
from model.runs.tally import OnProgress, Tally
from model.scenario import Scenario

AGAIN_AT, TICKS = 120, 400


def second_storm(
    scenario: Scenario,
    also: Sequence[Action] = (),
    *,
    at: int = AGAIN_AT,
    ticks: int = TICKS,
    replicates: int = 200,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> dict[str, Share]:
    """Restart every node of the lucks that have collapsed by a tick, and tell the share of each fate they come to.

    Args:
        scenario: the settings; their own seed and length do not matter.
        also: what the operator does beside it.
        at: when the nodes restart, and by when a luck has to have collapsed to be counted.
        ticks: how long the runs last.
        replicates: how many lucks, seeds 1, 2 and so on.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, of how many.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.

    >>> again = second_storm(Scenario(), replicates=100)
    >>> again["collapsed"].of, again["collapsed"].share > 0.85
    (96, True)
    """
    tally = Tally(2 * replicates, progress)
    before = scenario.replace(ticks=at)
    restarted = {"ticks": ticks, "actions": (*scenario.actions, (at, "restart_nodes", None), *also)}
    (first,) = played(before, [{}], 1, replicates, executor=executor, tally=tally, cancel=cancel)
    (second,) = played(scenario, [restarted], 1, replicates, executor=executor, tally=tally, cancel=cancel)
    codes = second["fate"][first["fate"] == COLLAPSED]
    ended = np.bincount(codes, minlength=len(FATES)).tolist()
    return {fate: Share(count, len(codes)) for fate, count in zip(FATES, ended, strict=True)}
