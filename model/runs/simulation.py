"""Plays one scenario and keeps every fact."""

import numpy as np

from model.engine.outcome import HELD, fate_code, lacks_room
from model.engine.play import play_on, set_up
from model.engine.settings import actions_of, clusters_of
from model.engine.state import (
    COUNTED,
    EVENT,
    EVENTS_A_TICK,
    LOG,
    NODE,
    ODDS_KEPT,
    REQUEST,
    SENT,
    VOLUME,
    Journal,
    Records,
    RunState,
)
from model.rules.states import State
from model.runs.run import Run, Snapshot
from model.scenario import Scenario

FIRST_ROOM = 4
"""Room for requests at first, in ticks' worth of every volume; it doubles when full."""


def simulate(scenario: Scenario) -> Run:
    """Play one scenario to its end and keep every fact.

    >>> simulate(Scenario()).fate
    'collapsed'
    """
    rows, volumes_count, nodes_count = scenario.ticks + 1, scenario.volumes, scenario.nodes
    cluster, actions = clusters_of([scenario])[0], actions_of([scenario])[0]
    cluster.recording = True
    nodes, volumes = np.zeros(nodes_count, NODE), np.zeros(volumes_count, VOLUME)
    requests, odds = np.zeros(volumes_count, REQUEST), np.empty(ODDS_KEPT)
    counts, expected = np.empty((rows, COUNTED), np.int32), np.zeros(rows)
    log, closings = np.zeros(rows, LOG), np.zeros((rows, nodes_count), np.int32)
    peers = set_up(cluster, nodes, volumes, counts[0], odds)
    log["bug"][0], log["fixed_nodes"][0] = scenario.bug_probability, cluster.fixed_nodes
    start = Snapshot(
        *(volumes[name].copy() for name in ("state", "primary", "partner", "old")),
        *(nodes[name].copy() for name in ("up", "contact", "slots")),
    )
    isolated = nodes["isolated"].copy()
    most = (volumes_count + nodes_count) * (EVENTS_A_TICK + len(scenario.actions))
    events, sent = np.empty(2 * most, EVENT), np.empty(FIRST_ROOM * volumes_count, SENT)
    state = RunState(cluster, nodes, volumes, requests, peers, odds, actions)
    while cluster.tick < scenario.ticks:
        if cluster.events + most > len(events):
            events = _grown(events, int(cluster.events))
        if cluster.sent + volumes_count > len(sent):
            sent = _grown(sent, int(cluster.sent))
        play_on(state, Journal(counts, expected, events, sent, log, closings))
    events, sent = events[: cluster.events], sent[: cluster.sent]
    waits = counts[-1, State.SEARCHING] + counts[-1, State.CUT_OFF] > 0  # where nobody does, nothing is held
    held = waits and fate_code(counts, nodes_count, volumes_count) == HELD
    short = bool(held and lacks_room(state, counts[-1]))
    return Run(scenario, counts, expected, events, sent, log, closings, start, isolated, short)


def _grown(records: Records, used: int) -> Records:
    """Return twice the room; pages not yet written cost nothing."""
    larger = np.empty(2 * len(records), records.dtype)
    whole = used * records.itemsize
    larger.view(np.uint8)[:whole] = records.view(np.uint8)[:whole]  # as bytes: field by field takes ten times as long
    return larger
