"""Between a scenario and the compiled loops: settings as a record, one run tick by tick, many runs in one call."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from model.engine.compiled import allocating, entry, kernel
from model.engine.operator import operate
from model.engine.peers import CELLS, join_groups, peer_table
from model.engine.phases import (
    admit,
    back_off,
    close,
    crash,
    cut,
    expect_stranded,
    finish_copies,
    measure,
    search,
)
from model.engine.state import (
    CLUSTER,
    EVENT,
    NODE,
    ODDS_KEPT,
    REQUEST,
    SENT,
    SETTINGS,
    VOLUME,
    Floats,
    Ints,
    Record,
    Records,
    set_bug,
    start_nodes,
    start_volumes,
)
from model.rules.actions import KINDS as ACTIONS
from model.rules.states import FATES, Count, State
from model.scenario import PARAMETERS, Scenario

COUNTED = len(Count)
PEAK_STUCK, CALM_FROM = COUNTED, COUNTED + 1
"""Columns of a run's end after its last row: the most volumes stuck at once; since when it is over, -1 if it is not."""
END = COUNTED + 2
OVER, HELD, RAGING, COLLAPSED = range(len(FATES))
QUIET = -1
"""In place of the number of requests of a tick in which nothing can change."""
EVENTS_A_TICK = 8
"""A volume changes at most so often in a tick, operator's actions aside; a node less often."""

CODES = {name: parameter.choices.index for name, parameter in PARAMETERS.items() if parameter.kind == "choice"}
UNSET = (0,) * (len(CLUSTER.names) - len(SETTINGS) - 1)


def clusters_of(scenarios: Sequence[Scenario]) -> Records:
    """Return the settings of each scenario as a record, shape (K,)."""
    names = [name for name, _ in SETTINGS]
    clusters = np.zeros(len(scenarios), CLUSTER)
    for k, scenario in enumerate(scenarios):
        values = (getattr(scenario, name) for name in names)
        codes = (CODES[name](value) if name in CODES else value for name, value in zip(names, values, strict=True))
        clusters[k] = (*codes, len(scenario.actions), *UNSET)
    return clusters


def actions_of(scenarios: Sequence[Scenario]) -> Floats:
    """Return the actions as (tick, code, value), shape (K, most actions, 3)."""
    rows = np.zeros((len(scenarios), max((len(s.actions) for s in scenarios), default=0), 3))
    for k, scenario in enumerate(scenarios):
        for number, (tick, name, value) in enumerate(scenario.actions):
            rows[k, number] = tick, ACTIONS[name].code, value or 0
    return rows


@allocating
def begin(cluster: Record, nodes: Records, volumes: Records, count: Ints, odds: Floats) -> Ints:
    """Set the cluster up as it is at the start and count it; return its table of peers."""
    join_groups(nodes, cluster.cells if cluster.peers == CELLS else 1)
    table = peer_table(cluster.peers, cluster.nodes, cluster.degree, cluster.seed)
    start_nodes(cluster, nodes)
    start_volumes(cluster, nodes, volumes, table)
    set_bug(cluster, odds, cluster.bug_probability)
    count[:] = 0
    count[State.MIRRORED] = cluster.volumes
    count[Count.NODES_UP] = cluster.nodes
    measure(cluster, count, nodes)
    return table


@kernel
def play(
    cluster: Record,
    nodes: Records,
    volumes: Records,
    requests: Records,
    table: Ints,
    odds: Floats,
    actions: Floats,
    counts: Ints,
    expected_stranded: Floats,
    events: Records,
    sent_log: Records,
    log: Records,
    closings: Ints,
) -> None:
    """Play the ticks after ``cluster.tick`` to the end, or until the room for facts may not do for one more."""
    while cluster.tick < cluster.ticks:
        if cluster.recording and not enough_room(cluster, actions, events, sent_log):
            break
        sent = open_tick(
            cluster, counts, nodes, volumes, requests, table, odds, actions, expected_stranded, events, log
        )
        if sent == QUIET:
            continue
        count = counts[cluster.tick]
        if expected_stranded.size > 0:
            expected_stranded[cluster.tick] = expect_stranded(count, nodes, volumes)
        if cluster.recording:
            write_requests(cluster, volumes, requests, sent_log, sent)
        crash(cluster, count, nodes, volumes, events)
        measure(cluster, count, nodes)
        if cluster.recording:
            write_log(cluster, log[cluster.tick])
            for n in range(cluster.nodes):
                closings[cluster.tick, n] = nodes[n].closings


@kernel
def open_tick(
    cluster: Record,
    counts: Ints,
    nodes: Records,
    volumes: Records,
    requests: Records,
    table: Ints,
    odds: Floats,
    actions: Floats,
    expected_stranded: Floats,
    events: Records,
    log: Records,
) -> int:
    """Play the next tick up to its crashes, phases 1 to 7; return the number of requests sent, or `QUIET`."""
    cluster.tick += 1
    count, before = counts[cluster.tick], counts[cluster.tick - 1]
    for column in range(COUNTED):
        count[column] = before[column] if column <= Count.NODES_UP else 0
    if quiet(cluster, count, actions):
        stay(cluster, count, before, expected_stranded, log)
        return QUIET
    operate(cluster, count, nodes, volumes, events, actions, odds)
    cut(cluster, count, nodes, volumes, events)
    sent = search(cluster, count, nodes, volumes, requests, table)
    admit(cluster, count, nodes, volumes, events, requests, sent)
    back_off(cluster, volumes, requests, sent)
    finish_copies(cluster, count, nodes, volumes, events)
    close(cluster, count, nodes, volumes, requests, odds, sent)
    return sent


@kernel
def quiet(cluster: Record, count: Ints, actions: Floats) -> bool:
    """Say whether nothing can change in this tick: nobody waits or copies, and nothing is due to happen."""
    if count[State.SEARCHING] > 0 or count[State.COPYING] > 0 or count[State.CUT_OFF] > 0:
        return False
    if cluster.background > 0.0 or cluster.cut_until > 0:
        return False
    if cluster.restart_after > 0 and count[Count.NODES_UP] < cluster.nodes:
        return False
    for row in range(cluster.actions):
        if actions[row, 0] == cluster.tick:
            return False
    return bool(cluster.tick != cluster.cut_off_at or cluster.cut_off_for == 0)


@kernel
def stay(cluster: Record, count: Ints, before: Ints, expected_stranded: Floats, log: Records) -> None:
    """Let everything be as it was the tick before; no node closes anything."""
    count[Count.STUCK] = before[Count.STUCK]
    count[Count.FREE_SLOTS] = before[Count.FREE_SLOTS]
    if expected_stranded.size > 0:
        expected_stranded[cluster.tick] = 0.0
    if cluster.recording:
        write_log(cluster, log[cluster.tick])


@kernel
def enough_room(cluster: Record, actions: Floats, events: Records, sent_log: Records) -> bool:
    """Say whether the facts of one more tick fit, whatever it brings."""
    today = 0
    for row in range(cluster.actions):
        today += actions[row, 0] == cluster.tick + 1
    most = (cluster.volumes + cluster.nodes) * (EVENTS_A_TICK + today)
    return bool(cluster.events + most <= events.size and cluster.sent + cluster.volumes <= sent_log.size)


@kernel
def write_requests(cluster: Record, volumes: Records, requests: Records, sent_log: Records, sent: int) -> None:
    """Write this tick's requests down: who asked, from where, whom, and whether it was accepted."""
    for i in range(sent):
        entry = sent_log[cluster.sent + i]
        entry.volume = requests[i].volume
        entry.sender = volumes[requests[i].volume].primary
        entry.receiver = requests[i].receiver
        entry.accepted = requests[i].accepted
    cluster.sent += sent


@kernel
def write_log(cluster: Record, entry: Record) -> None:
    """Write down where this tick's facts end, and the settings that the operator turns."""
    entry.events = cluster.events
    entry.sent = cluster.sent
    entry.bug = cluster.bug_probability
    entry.fixed_nodes = cluster.fixed_nodes


@kernel
def fate_of(counts: Ints, nodes: int, volumes: int) -> int:
    """Return how a run ended, from its counts (T+1 rows): the first that holds."""
    ticks = counts.shape[0] - 1
    last = ticks - ticks // 4
    if 2 * (nodes - counts[ticks, Count.NODES_UP]) >= nodes or 2 * counts[ticks, Count.OFFLINE] >= volumes:
        return COLLAPSED
    calm = False
    crashed = False
    for tick in range(last, ticks + 1):
        disturbed = counts[tick, Count.CRASHES] > 0 or counts[tick, Count.CUTS] > 0
        waiting = counts[tick, Count.SEARCHING] + counts[tick, Count.CUT_OFF]
        calm = waiting == 0 or (calm and not disturbed)
        crashed = crashed or (tick > last and counts[tick, Count.CRASHES] > 0)
    if calm:
        return OVER
    return RAGING if crashed else HELD


@kernel
def peak_stuck(counts: Ints) -> int:
    """Return the most volumes that were stuck at once."""
    peak = 0
    for tick in range(counts.shape[0]):
        peak = max(peak, counts[tick, Count.STUCK])
    return peak


@kernel
def calm_from(counts: Ints) -> int:
    """Return the first tick at which nobody waited and after which no node crashed and no cut began, or -1."""
    calm = -1
    for tick in range(counts.shape[0]):
        if counts[tick, Count.CRASHES] > 0 or counts[tick, Count.CUTS] > 0:
            calm = -1
        if calm < 0 and counts[tick, Count.SEARCHING] + counts[tick, Count.CUT_OFF] == 0:
            calm = tick
    return calm


@kernel
def tell_end(cluster: Record, counts: Ints, fate: int, end: Ints) -> None:
    """Write down a run's end: its last row, but for ``crashes`` all of them, then `PEAK_STUCK` and `CALM_FROM`."""
    for column in range(COUNTED):
        end[column] = counts[counts.shape[0] - 1, column]
    end[Count.CRASHES] = cluster.crashes
    end[PEAK_STUCK] = peak_stuck(counts)
    end[CALM_FROM] = calm_from(counts) if fate == OVER else -1


@entry
def play_many(
    clusters: Records,
    actions: Floats,
    starts: npt.NDArray[np.int64],
    counts: Ints,
    expected_stranded: Floats,
    fates: npt.NDArray[np.int8],
    ends: Ints,
    nothing: tuple[Records, Records, Records, Ints],
) -> None:
    """Play runs one after the other; each writes its fate and last row, and all its rows where there is room.

    Args:
        clusters: settings, shape (K,).
        actions: shape (K, A, 3).
        starts: where each run's rows begin in ``counts``, shape (K,); -1: they are not kept.
        counts: shape (all rows, number of `Count`).
        expected_stranded: shape (all rows,); not worked out where rows are not kept.
        fates: shape (K,).
        ends: the last row of each run, but for ``crashes`` all of its crashes, then `PEAK_STUCK` and `CALM_FROM`;
            shape (K, `END`).
        nothing: empty events, requests, log and closings.
    """
    if ends.shape[1] != END:
        raise ValueError("the ends of runs need a column for each of their facts")
    for k in range(clusters.size):
        cluster = clusters[k]
        length = cluster.ticks + 1
        if starts[k] >= 0:
            own = counts[starts[k] : starts[k] + length]
            expected = expected_stranded[starts[k] : starts[k] + length]
        else:
            own = np.empty((length, COUNTED), np.int32)
            expected = expected_stranded[:0]
        expected[:1] = 0.0
        nodes, volumes = np.zeros(cluster.nodes, NODE), np.zeros(cluster.volumes, VOLUME)
        requests, odds = np.zeros(cluster.volumes, REQUEST), np.empty(ODDS_KEPT, np.float64)
        table = begin(cluster, nodes, volumes, own[0], odds)
        play(
            cluster,
            nodes,
            volumes,
            requests,
            table,
            odds,
            actions[k],
            own,
            expected,
            nothing[0],
            nothing[1],
            nothing[2],
            nothing[3],
        )
        fates[k] = fate_of(own, cluster.nodes, cluster.volumes)
        tell_end(cluster, own, fates[k], ends[k])


LOG = np.dtype((np.record, [("events", "i8"), ("sent", "i8"), ("bug", "f8"), ("fixed_nodes", "i4")]))
NOTHING = (np.zeros(0, EVENT), np.zeros(0, SENT), np.zeros(0, LOG), np.zeros((0, 0), np.int32))
