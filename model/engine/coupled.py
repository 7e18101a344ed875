"""Runs that differ in nothing but their bug probability are one run until a draw tells them apart.

A node crashes where its draw is below its chance, and the chance grows with the bug. So in each tick the runs of a
family (one setting, one luck, many bug probabilities in order) part into neighbouring ranges, and all through a range
the same nodes crash. Each range is played once, from the tick at which it parted from the others. What comes out is,
to the bit, what each run gives alone.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from model.engine.chance import Purpose, deal, uniform
from model.engine.closing import chance_of, set_bug
from model.engine.compiled import allocating, entry, kernel
from model.engine.operator import FIX_BUG
from model.engine.outcome import fate_of, tell_end
from model.engine.start import begin
from model.engine.state import (
    CLUSTER,
    COUNTED,
    NODE,
    ODDS_KEPT,
    REQUEST,
    VOLUME,
    Floats,
    Ints,
    Journal,
    Kept,
    Record,
    Records,
    RunState,
    record,
)
from model.engine.tick import QUIET, end_tick, open_tick

Places = npt.NDArray[np.int64]

RANGE = record(("low", "i8"), ("high", "i8"))
"""Runs of a family; ``high`` is not among them."""
Waiting = tuple[Records, Records, Records, Ints]
"""What each range that waits goes on from: cluster, nodes, volumes, the row of its tick."""


@entry
def play_coupled(
    clusters: Records,
    actions: Floats,
    firsts: Places,
    bugs: Floats,
    levels: Places,
    fates: npt.NDArray[np.int8],
    ends: Ints,
    nothing: Kept,
) -> None:
    """Play families of runs that differ in nothing but their bug probability.

    Args:
        clusters: settings of each family, shape (F,); their own bug probability does not matter.
        actions: of each family, shape (F, A, 3).
        firsts: where each family begins among the runs, and then the number of runs K; shape (F+1,).
        bugs: bug probabilities, growing; shape (B,).
        levels: the place in ``bugs`` of each run's, growing within a family; shape (K,).
        fates: written as `play_many` does; shape (K,).
        ends: written as `play_many` does; shape (K, `END`).
        nothing: `NOTHING`.
    """
    chances = np.empty((bugs.size, ODDS_KEPT), np.float64)
    for level in range(bugs.size):
        set_bug(clusters[0], chances[level], bugs[level])
    for family in range(clusters.size):
        these = slice(firsts[family], firsts[family + 1])
        play_family(
            clusters[family : family + 1],
            actions[family],
            bugs,
            chances,
            levels[these],
            fates[these],
            ends[these],
            nothing,
        )


@allocating
def play_family(
    clusters: Records,
    actions: Floats,
    bugs: Floats,
    chances: Floats,
    levels: Places,
    fates: npt.NDArray[np.int8],
    ends: Ints,
    nothing: Kept,
) -> None:
    """Play one family: a range to its end, then the range that parted from it last, until none waits."""
    cluster = clusters[0]
    nodes, volumes = np.zeros(cluster.nodes, NODE), np.zeros(cluster.volumes, VOLUME)
    requests, odds = np.zeros(cluster.volumes, REQUEST), np.empty(ODDS_KEPT, np.float64)
    counts = np.empty((cluster.ticks + 1, COUNTED), np.int32)
    cluster.bug_probability = bugs[levels[0]]
    peers = begin(cluster, nodes, volumes, counts[0], odds)
    state = RunState(cluster, nodes, volumes, requests, peers, odds, actions)
    journal = Journal(counts, odds[:0], nothing[0], nothing[1], nothing[2], nothing[3])
    ranges, waiting = room_to_wait(cluster, levels.size)
    ranges[0].high = levels.size
    now = 0
    going = go_on(state, journal)
    while True:
        if not going:
            for run in range(ranges[now].low, ranges[now].high):
                fates[run] = fate_of(counts, cluster.nodes, cluster.volumes)
                tell_end(state, counts, fates[run], ends[run])
            if now == 0:
                break
            now -= 1
            go_back(clusters, waiting, now, nodes, volumes, counts)
            take(cluster, nodes, odds, bugs, chances, levels[ranges[now].low])
        apart = first_apart(cluster, actions, nodes, bugs, chances, levels, ranges[now])
        while apart < ranges[now].high:
            stay_behind(clusters, waiting, now, nodes, volumes, counts)
            split(ranges, now, apart)
            now += 1
            take(cluster, nodes, odds, bugs, chances, levels[ranges[now].low])
            apart = first_apart(cluster, actions, nodes, bugs, chances, levels, ranges[now])
        end_tick(cluster, counts[cluster.tick], nodes, volumes, nothing[0])
        going = go_on(state, journal)


@kernel
def go_on(state: RunState, journal: Journal) -> bool:
    """Play to the next tick in which nodes may crash, up to its crashes; say whether there was one."""
    sent = QUIET
    while sent == QUIET and state.cluster.tick < state.cluster.ticks:
        sent = open_tick(state, journal)
    return sent != QUIET


@allocating
def room_to_wait(cluster: Record, runs: int) -> tuple[Records, Waiting]:
    """Return room for the ranges of so many runs: since the smaller part goes on, each is at most half the last."""
    deep = 2
    while 2 ** (deep - 2) < runs:
        deep += 1
    nodes, volumes = np.empty((deep, cluster.nodes), NODE), np.empty((deep, cluster.volumes), VOLUME)
    return np.zeros(deep, RANGE), (np.empty(deep, CLUSTER), nodes, volumes, np.empty((deep, COUNTED), np.int32))


@kernel
def same_bug(cluster: Record, actions: Floats) -> bool:
    """Say whether the operator has given all runs the same bug probability by now."""
    done = False
    for row in range(cluster.actions):
        done |= actions[row, 1] == FIX_BUG and actions[row, 0] <= cluster.tick
    return done


@kernel
def first_apart(
    cluster: Record, actions: Floats, nodes: Records, bugs: Floats, chances: Floats, levels: Places, mine: Record
) -> int:
    """Return the first run of a range in which other nodes crash in this tick than in its lowest, or its end."""
    low, apart = int(mine.low), int(mine.high)
    if apart - low == 1 or same_bug(cluster, actions):
        return apart
    key = deal(cluster.seed, Purpose.CRASH, cluster.tick)
    for n in range(cluster.nodes):
        closings = nodes[n].closings
        if closings < 2 or nodes[n].fixed:
            continue
        drawn = uniform(key, n)
        if drawn < chance(bugs, chances, levels[low], closings):
            continue
        if drawn >= chance(bugs, chances, levels[apart - 1], closings):
            continue
        spared, apart = low, apart - 1
        while apart - spared > 1:
            middle = (spared + apart) // 2
            if drawn < chance(bugs, chances, levels[middle], closings):
                apart = middle
            else:
                spared = middle
    return apart


@kernel
def chance(bugs: Floats, chances: Floats, level: int, closings: int) -> float:
    """Return the chance to crash at a level of the bug."""
    return chance_of(bugs[level], chances[level], closings)


@kernel
def split(ranges: Records, now: int, apart: int) -> None:
    """Split a range in two: the larger part waits in its place, the smaller, in the place above, goes on."""
    whole, other = ranges[now], ranges[now + 1]
    if apart - whole.low <= whole.high - apart:
        other.low, other.high, whole.low = whole.low, apart, apart
    else:
        other.low, other.high, whole.high = apart, whole.high, apart


@kernel
def stay_behind(clusters: Records, waiting: Waiting, now: int, nodes: Records, volumes: Records, counts: Ints) -> None:
    """Keep all as it is in the midst of this tick, for the range that goes on from here later."""
    waiting[0][now] = clusters[0]
    copy(nodes, waiting[1][now])
    copy(volumes, waiting[2][now])
    copy(counts[clusters[0].tick], waiting[3][now])


@kernel
def go_back(clusters: Records, waiting: Waiting, now: int, nodes: Records, volumes: Records, counts: Ints) -> None:
    """Let all be as it was when the range stayed behind; the rows before are still those that it shares."""
    clusters[0] = waiting[0][now]
    copy(waiting[1][now], nodes)
    copy(waiting[2][now], volumes)
    copy(waiting[3][now], counts[clusters[0].tick])


@kernel
def copy(source: Any, to: Any) -> None:
    """Write an array into another, element by element: numba makes a copy first where the whole is assigned."""
    for i in range(source.size):
        to[i] = source[i]


@kernel
def take(cluster: Record, nodes: Records, odds: Floats, bugs: Floats, chances: Floats, level: int) -> None:
    """Give the cluster the bug of this level, in the midst of a tick: after its closings, before its crashes."""
    cluster.bug_probability = bugs[level]
    copy(chances[level], odds)
    for n in range(cluster.nodes):
        if nodes[n].closings >= 2 and not nodes[n].fixed:
            nodes[n].chance = chance(bugs, chances, level, nodes[n].closings)
