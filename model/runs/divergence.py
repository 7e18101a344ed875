"""Where two runs with the same luck part, and why: facts that a sentence can be made from.

Two runs *part* in the first tick at whose end the state of any volume differs. Their pictures *visibly* part in the
first tick from which on, for `SEEN_FOR` ticks or to the end, other nodes are up or the share of stuck volumes differs
by `SEEN_SHARE` or more: a crashed tile, or curves that an eye can tell apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from model.engine.state import Records
from model.rules.states import Cause, State
from model.runs.run import Crash, Run

SEEN_SHARE = 0.05
SEEN_FOR = 10
SHARED = ("nodes", "volumes_per_node", "ticks", "seed")
"""What two scenarios must have in common, so that their runs can be compared."""
REASONS = ("cut", "trusted", "everyday", "restarted", "waited", "refused", "finished", "crash", "other")
"""Why a volume fares differently, in the order of the phases of a tick: an earlier one can be why of a later one."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one volume in one tick of one run."""

    state: State
    causes: tuple[Cause, ...]
    """Of its changes in this tick, in order."""
    asked: int | None
    """The node that it asked for space."""
    accepted: bool
    crashed: int | None
    """The node whose crash took a copy from it."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A volume whose state differs, with what it did in both runs; ``reason`` is one of `REASONS`."""

    volume: int
    reason: str
    turns: tuple[Turn, Turn]


@dataclass(frozen=True, slots=True)
class Survivor:
    """A node that crashes in one run and not in the other, in the same tick."""

    tick: int
    node: int
    side: int
    """The run in which it crashes: 0 or 1."""
    closings: tuple[int, int]
    chances: tuple[float, float]
    absent: dict[str, tuple[int, ...]]
    """The volumes whose requests closed on it where it crashed, and did not where it lived, by what they did there:
    ``waited``, ``home`` (they had two copies, or space for one), ``elsewhere`` (they asked another node), ``stuck``,
    ``unopened`` (they asked it, and it did not open what they asked)."""
    falls: int | None
    """The tick in which it crashes in the other run after all."""
    by_operator: bool


@dataclass(frozen=True, slots=True)
class Divergence:
    """When two runs part, when one can see it, and why."""

    tick: int | None
    """None: no volume ever fares differently."""
    differences: tuple[Difference, ...]
    """The volumes that differ at the end of that tick, in order of number."""
    seen: int | None
    survivor: Survivor | None

    @property
    def main(self) -> Difference | None:
        """The first volume of those that differ for the earliest reason of the tick."""
        return min(self.differences, key=lambda one: (REASONS.index(one.reason), one.volume), default=None)


def divergence(left: Run, right: Run) -> Divergence:
    """Return where two runs part.

    Raises:
        ValueError: where the two have not the same size, length and luck.

    >>> from model import Scenario, simulate
    >>> calm = Scenario(seed=9, bug_probability=0)
    >>> divergence(simulate(calm), simulate(calm)).tick is None
    True
    """
    for name in SHARED:
        if getattr(left.scenario, name) != getattr(right.scenario, name):
            raise ValueError(f"{name} must be the same in both runs")
    tick = first_difference(left, right)
    if tick is None:
        return Divergence(None, (), None, None)
    return Divergence(tick, tuple(_differences(left, right, tick)), first_seen(left, right), survivor(left, right))


def first_difference(left: Run, right: Run) -> int | None:
    """Return the first tick at whose end the state of any volume differs."""
    states = [np.array(run.start.state) for run in (left, right)]
    for tick in range(left.ticks + 1):
        touched = [_follow(run, tick, state) for run, state in zip((left, right), states, strict=True)]
        volumes = np.concatenate(touched)
        if (states[0][volumes] != states[1][volumes]).any():
            return tick
    return None


def _follow(run: Run, tick: int, state: npt.NDArray[np.signedinteger]) -> npt.NDArray[np.signedinteger]:
    """Take over the states of one tick; return the volumes that changed."""
    events = run.events_of(tick)
    events = events[events["volume"] >= 0]
    volumes: npt.NDArray[np.signedinteger] = events["volume"]
    state[volumes] = events["state"]  # of several changes the last one stays
    return volumes


def first_seen(left: Run, right: Run) -> int | None:
    """Return the first tick from which on one can see that the two differ; None where one never can for long."""
    ups = [nodes_up(run) for run in (left, right)]
    gap = np.abs(left.series("stuck") - right.series("stuck")) / left.scenario.volumes
    seen = (ups[0] != ups[1]).any(axis=1) | (gap >= SEEN_SHARE)
    for tick in np.flatnonzero(seen):
        if seen[tick : tick + SEEN_FOR + 1].all():
            return int(tick)
    return None


def nodes_up(run: Run) -> npt.NDArray[np.bool_]:
    """Return which nodes are up at the end of each tick, shape (T+1, N)."""
    up = np.repeat(np.array(run.start.up)[None, :], run.ticks + 1, axis=0)
    places = np.flatnonzero(run.events["volume"] < 0)
    ticks = np.searchsorted(run.log["events"], places, side="right")
    causes, nodes = run.events["cause"][places], run.events["primary"][places]
    fell = np.isin(causes, (Cause.NODE_CRASHED, Cause.NODE_BROKEN))
    rose = causes == Cause.NODE_RESTARTED
    for tick, node, down in zip(*(which[fell | rose].tolist() for which in (ticks, nodes, fell)), strict=True):
        up[tick:, node] = not down
    return up


def _differences(left: Run, right: Run, tick: int) -> Iterable[Difference]:
    states = [run.snapshot(tick).state for run in (left, right)]
    volumes = np.flatnonzero(states[0] != states[1]).tolist()
    turns = [_turns(run, tick, volumes, state) for run, state in zip((left, right), states, strict=True)]
    for volume, one, other in zip(volumes, *turns, strict=True):
        yield Difference(volume, _reason(one, other), (one, other))


def _turns(run: Run, tick: int, volumes: list[int], state: npt.NDArray[np.signedinteger]) -> list[Turn]:
    causes: dict[int, list[Cause]] = {volume: [] for volume in volumes}
    crashed: dict[int, int] = {}
    for event in run.events_of(tick):
        volume = int(event["volume"])
        if volume in causes:
            causes[volume].append(Cause(int(event["cause"])))
            if event["cause"] == Cause.CRASH:
                crashed[volume] = run.crashes[int(event["by"])].node
    requests = run.requests_of(tick)
    asked = dict(zip(requests["volume"].tolist(), requests["receiver"].tolist(), strict=True))
    return [
        Turn(State(int(state[v])), tuple(causes[v]), asked.get(v), Cause.ACCEPTED in causes[v], crashed.get(v))
        for v in volumes
    ]


CAUSES = {
    Cause.CUT: "cut",
    Cause.RECONNECTED: "trusted",
    Cause.EVERYDAY: "everyday",
    Cause.RESTART: "restarted",
    Cause.FINISHED: "finished",
    Cause.CRASH: "crash",
}


def _reason(one: Turn, other: Turn) -> str:
    """Return why a volume fares differently: the earliest of what only one of its turns has."""
    found = {CAUSES[cause] for cause in {*one.causes} ^ {*other.causes} if cause in CAUSES}
    if one.accepted != other.accepted:
        found.add("waited" if None in (one.asked, other.asked) else "refused")
    if one.crashed != other.crashed:
        found.add("crash")
    return min(found, key=REASONS.index, default="other")


def survivor(left: Run, right: Run) -> Survivor | None:
    """Return the first node that crashes in one run while it lives on in the other.

    Of several in the same tick it is the one whose closings differ most; None where no node's fate ever differs so.
    """
    crashes = [{(crash.tick, crash.node): crash for crash in run.crashes} for run in (left, right)]
    alone = [(place, side) for side in (0, 1) for place in crashes[side].keys() - crashes[1 - side].keys()]
    for first in sorted({tick for (tick, _), _ in alone}):
        ups = [run.snapshot(first).up for run in (left, right)]
        now = [(node, side) for (tick, node), side in alone if tick == first and ups[1 - side][node]]
        if now:
            node, side = max(now, key=lambda one: (_gap(left, right, first, one[0]), -one[0]))
            return _survivor(crashes[side][(first, node)], side, (left, right))
    return None


def _gap(left: Run, right: Run, tick: int, node: int) -> int:
    return abs(int(left.closings[tick, node]) - int(right.closings[tick, node]))


def _survivor(crash: Crash, side: int, runs: tuple[Run, Run]) -> Survivor:
    tick, node = crash.tick, crash.node
    here, there = runs[side], runs[1 - side]
    later = [other.tick for other in there.crashes if other.node == node and other.tick > tick]
    return Survivor(
        tick,
        node,
        side,
        (int(runs[0].closings[tick, node]), int(runs[1].closings[tick, node])),
        (float(runs[0].chances(tick)[node]), float(runs[1].chances(tick)[node])),
        _absent(here.closed_by(crash), there, tick, node),
        later[0] if later else None,
        crash.by_operator,
    )


def _absent(closed: Records, there: Run, tick: int, node: int) -> dict[str, tuple[int, ...]]:
    """Return who closed on a node in one run and not in the other, by what they did in the other."""
    requests = there.requests_of(tick)
    asked = requests["receiver"] == node
    near = {int(v) for v in requests["volume"][(requests["sender"] == node) | (asked & requests["opened"])]}
    unopened = {int(v) for v in requests["volume"][asked]} - near
    asking = {int(v) for v in requests["volume"]}
    state = there.snapshot(tick).state
    found: dict[str, list[int]] = {}
    for volume in closed["volume"].tolist():
        if volume in near:
            continue
        if volume in asking:
            kind = "unopened" if volume in unopened else "elsewhere"
        elif state[volume] in (State.MIRRORED, State.COPYING):
            kind = "home"
        else:
            kind = "waited" if state[volume] == State.SEARCHING else "stuck"
        found.setdefault(kind, []).append(volume)
    return {kind: tuple(volumes) for kind, volumes in found.items()}
