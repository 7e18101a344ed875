"""One run tick by tick, and many runs in one call."""

import numpy as np
import numpy.typing as npt

from model.engine.compiled import entry, kernel
from model.engine.journal import enough_room
from model.engine.outcome import END, fate_of, tell_end
from model.engine.start import begin
from model.engine.state import (
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
)
from model.engine.tick import QUIET, close_tick, open_tick


@kernel
def play(state: RunState, journal: Journal) -> None:
    """Play the ticks after ``cluster.tick`` to the end, or until the room for facts may not do for one more."""
    cluster = state.cluster
    while cluster.tick < cluster.ticks:
        if cluster.recording and not enough_room(cluster, state.actions, journal):
            break
        sent = open_tick(state, journal)
        if sent != QUIET:
            close_tick(state, journal, sent)


@entry
def play_many(
    clusters: Records,
    actions: Floats,
    starts: npt.NDArray[np.int64],
    counts: Ints,
    expected_stranded: Floats,
    fates: npt.NDArray[np.int8],
    ends: Ints,
    nothing: Kept,
) -> None:
    """Play runs one after the other; each writes its fate and last row, and all its rows where there is room.

    Args:
        clusters: settings, shape (K,).
        actions: shape (K, A, 3).
        starts: where each run's rows begin in ``counts``, shape (K,); -1: they are not kept.
        counts: shape (all rows, number of `Count`).
        expected_stranded: shape (all rows,); not worked out where rows are not kept.
        fates: shape (K,).
        ends: the last row of each run, but for ``crashes`` all of its crashes, then `PEAK_STUCK`, `CALM_FROM`, `SHORT`;
            shape (K, `END`).
        nothing: `NOTHING`.
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
        peers = begin(cluster, nodes, volumes, own[0], odds)
        state = RunState(cluster, nodes, volumes, requests, peers, odds, actions[k])
        play(state, Journal(own, expected, nothing[0], nothing[1], nothing[2], nothing[3]))
        fates[k] = fate_of(own, cluster.nodes, cluster.volumes)
        tell_end(state, own, fates[k], ends[k])


@entry
def set_up(cluster: Record, nodes: Records, volumes: Records, count: Ints, odds: Floats) -> Ints:
    """Compile `begin` for Python."""
    return begin(cluster, nodes, volumes, count, odds)


@entry
def play_on(state: RunState, journal: Journal) -> None:
    """Compile `play` for Python."""
    play(state, journal)
