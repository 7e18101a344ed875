"""Is it the trigger? After a collapse every node is restarted; nothing triggers what comes then but the rush itself."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor

import numpy as np

from model.analysis.rescue import COLLAPSED, RESCUES, Cancel, Rescue, played
from model.rules.actions import Action
from model.rules.states import FATES
from model.runs.certainty import Share
from model.runs.tally import OnProgress, Tally
from model.scenario import Scenario

AGAIN_AT, TICKS = 120, 400
TRIGGERS = ("cut_off", "crash_node")
"""The operator's actions that can begin a storm."""
REMEDIES: Mapping[str, Rescue] = {
    "nothing": (),
    **{name: RESCUES[name] for name in ("throttle", "set_backoff", "fix_bug")},
}
"""What may come with the restart, each at so many ticks after it."""


def trigger_ends(scenario: Scenario, at: int) -> int:
    """Return the tick by which every trigger has ended, a cut or a node that the operator breaks; 0 if none.

    The operator's actions from tick ``at`` on are left out.

    >>> cut_twice = Scenario(actions=((50, "cut_off", 7), (130, "cut_off", 7)))
    >>> trigger_ends(Scenario(), 120), trigger_ends(cut_twice, 120)
    (15, 57)
    """
    cut = [scenario.cut_off_at + scenario.cut_off_for] if scenario.cut_off_for else []
    acts = [action for action in _acts_before(scenario, at) if action[1] in TRIGGERS]
    again = [tick + int(value or 0) if name == "cut_off" else tick for tick, name, value in acts]
    return max([0, *cut, *again])


def until(scenario: Scenario, at: int) -> Scenario:
    """Return the scenario up to a tick, without what the operator would do from it on."""
    return scenario.replace(actions=_acts_before(scenario, at), ticks=at)


def _acts_before(scenario: Scenario, at: int) -> tuple[Action, ...]:
    return tuple(action for action in scenario.actions if action[0] < at)


def restarted(scenario: Scenario, also: Sequence[Action] = (), *, at: int = AGAIN_AT, ticks: int = TICKS) -> Scenario:
    """Return the scenario with every node restarted at a tick, and nothing triggered from it on.

    Args:
        scenario: the settings; what its operator would do from that tick on is left out.
        also: what the operator does instead.
        at: when the nodes restart.
        ticks: how long the run lasts.

    Raises:
        ValueError: where a cut lasts until then or longer, or the settings do not allow so many ticks or actions.

    >>> restarted(Scenario(), ((120, "throttle", 0.3),)).to_query()
    {'ticks': '400', 'do': '120:restart_nodes,120:throttle:0.3'}
    """
    ends = trigger_ends(scenario, at)
    if ends >= at:
        raise ValueError(f"at must be after tick {ends}, when the trigger ends; {at} was given")
    actions = (*_acts_before(scenario, at), (at, "restart_nodes", None), *also)
    return scenario.replace(ticks=ticks, actions=actions)


def never_triggered(scenario: Scenario, *, at: int = AGAIN_AT, ticks: int = TICKS) -> Scenario:
    """Return the same cluster on a quiet day: no cut, and no more of the operator's actions than `restarted` keeps.

    >>> never_triggered(Scenario(actions=((40, "crash_node", 3), (50, "add_capacity", 0.1)))).to_query()
    {'cut_off_for': '0', 'ticks': '400', 'do': '50:add_capacity:0.1'}
    """
    helps = tuple(action for action in _acts_before(scenario, at) if action[1] not in TRIGGERS)
    return scenario.replace(cut_off_for=0, ticks=ticks, actions=helps)


def second_storm(
    scenario: Scenario,
    also: Sequence[Action] = (),
    *,
    at: int = AGAIN_AT,
    ticks: int = TICKS,
    replicates: int = 200,
    first: int = 1,
    executor: Executor | None = None,
    progress: OnProgress | None = None,
    cancel: Cancel | None = None,
) -> dict[str, Share]:
    """Restart every node of the lucks that have collapsed by a tick, and tell the share of each fate they come to.

    Args:
        scenario: the settings; their own seed and length do not matter, nor what the operator does from that tick on.
        also: what the operator does beside it.
        at: when the nodes restart, and by when a luck has to have collapsed to be counted.
        ticks: how long the runs last.
        replicates: how many lucks.
        first: the seed of the first; the others follow it.
        executor: plays the parts; threads of its own if None.
        progress: called after every part with how many runs are played, of how many.
        cancel: says whether to stop.

    Raises:
        CancelledError: where it was told to stop.
        ValueError: where a cut lasts until then or longer, or the settings do not allow so many ticks or actions.

    >>> again = second_storm(Scenario(), replicates=100)
    >>> again["collapsed"].of, again["collapsed"].share > 0.85
    (96, True)
    """
    tally, last = Tally(2 * replicates, progress), first + replicates - 1
    after = restarted(scenario, also, at=at, ticks=ticks)
    (lost,) = played(until(scenario, at), [{}], first, last, executor=executor, tally=tally, cancel=cancel)
    (second,) = played(after, [{}], first, last, executor=executor, tally=tally, cancel=cancel)
    codes = second["fate"][lost["fate"] == COLLAPSED]
    ended = np.bincount(codes, minlength=len(FATES)).tolist()
    return {fate: Share(count, len(codes)) for fate, count in zip(FATES, ended, strict=True)}
