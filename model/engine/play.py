"""One run tick by tick, and many runs in one call."""

import numpy as np
import numpy.typing as npt

from model.engine.compiled import entry, kernel
from model.engine.counting import expect_stranded, measure
from model.engine.crashes import crash
from model.engine.facts import enough_room, write_log, write_requests
from model.engine.outcome import END, fate_of, tell_end
from model.engine.start import begin
from model.engine.state import COUNTED, NODE, ODDS_KEPT, REQUEST, VOLUME, Floats, Ints, Record, Records
from model.engine.tick import QUIET, open_tick


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


@entry
def set_up(cluster: Record, nodes: Records, volumes: Records, count: Ints, odds: Floats) -> Ints:
    """Compile `begin` for Python."""
    return begin(cluster, nodes, volumes, count, odds)


@entry
def play_on(
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
    """Compile `play` for Python."""
    play(
        cluster,
        nodes,
        volumes,
        requests,
        table,
        odds,
        actions,
        counts,
        expected_stranded,
        events,
        sent_log,
        log,
        closings,
    )
