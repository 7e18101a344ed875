"""Phase 1: what the operator does."""

import numpy as np

from model.engine.chance import Purpose, deal, uniform
from model.engine.closing import set_bug
from model.engine.compiled import allocating, kernel
from model.engine.limits import set_budget
from model.engine.moves import change, give_up_target, notice
from model.engine.restart import restart
from model.engine.rounding import rounded
from model.engine.start import fix_nodes, share_out
from model.engine.state import NOBODY, Floats, Ints, Record, Records
from model.rules.actions import KINDS
from model.rules.states import Cause, State

SET_BACKOFF, FIX_BUG, FIX_NODES = KINDS["set_backoff"].code, KINDS["fix_bug"].code, KINDS["fix_nodes"].code
ADD_CAPACITY, STOP_SEARCH, THROTTLE = (KINDS[n].code for n in ("add_capacity", "stop_search", "throttle"))
RECONNECT, CRASH_NODE = KINDS["reconnect"].code, KINDS["crash_node"].code
RESTART_NODES, CUT_OFF = KINDS["restart_nodes"].code, KINDS["cut_off"].code
REQUEST_LIMIT, RETRY_BUDGET = KINDS["request_limit"].code, KINDS["retry_budget"].code


@kernel
def operate(
    cluster: Record,
    count: Ints,
    nodes: Records,
    volumes: Records,
    events: Records,
    actions: Floats,
    odds: Floats,
) -> None:
    """Phase 1: the actions of this tick in the order given, then the nodes that are due to restart."""
    turn = 0
    for row in range(cluster.actions):
        if actions[row, 0] == cluster.tick:
            code, value = int(actions[row, 1]), actions[row, 2]
            if code == FIX_BUG:
                set_bug(cluster, odds, value)
            elif code == ADD_CAPACITY:
                add_capacity(cluster, nodes, events, value, turn)
            elif code == RECONNECT:
                trust_again(cluster, count, nodes, volumes, events, value, turn)
            elif code == RESTART_NODES:
                restart(cluster, count, nodes, volumes, events, True)
            else:
                turn_dial(cluster, nodes, volumes, code, value)
            turn += 1
    if cluster.restart_after > 0:
        restart(cluster, count, nodes, volumes, events, False)


@kernel
def turn_dial(cluster: Record, nodes: Records, volumes: Records, code: int, value: float) -> None:
    """Do an action that only changes how the run goes on."""
    if code == SET_BACKOFF:
        set_backoff(cluster, volumes, int(value))
    elif code == FIX_NODES:
        fix_nodes(cluster, nodes, value)
    elif code == STOP_SEARCH:
        cluster.stopped = value == 1.0
    elif code == THROTTLE:
        cluster.allowed = int(np.ceil(value * cluster.nodes))
    elif code == REQUEST_LIMIT:
        cluster.request_limit = int(value)
    elif code == RETRY_BUDGET:
        set_budget(cluster, nodes, value)
    elif code == CRASH_NODE:
        nodes[int(value)].broken = True
    elif code == CUT_OFF and value > 0:
        cluster.cut_until = max(cluster.cut_until, cluster.tick + int(value))


@kernel
def set_backoff(cluster: Record, volumes: Records, level: int) -> None:
    """Wait by the new level from now on; nobody who searches waits longer than it allows."""
    cluster.backoff = level
    for v in range(cluster.volumes):
        if volumes[v].state == State.SEARCHING:
            volumes[v].due = min(volumes[v].due, cluster.tick + 2**level)


@allocating
def add_capacity(cluster: Record, nodes: Records, events: Records, fraction: float, turn: int) -> None:
    """Give the nodes that are up new slots, as a share of all copies."""
    before = nodes["slots"].copy()
    key = deal(cluster.seed, Purpose.CAPACITY + turn, cluster.tick)
    share_out(nodes, rounded(fraction * 2 * cluster.volumes), key)
    for n in range(cluster.nodes):
        if nodes[n].slots != before[n]:
            notice(cluster, events, n, Cause.NODE_CAPACITY, nodes[n].slots)


@kernel
def trust_again(
    cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records, chance: float, turn: int
) -> None:
    """Let each searching or copying volume whose holders are there trust its old copy again with this chance."""
    key = deal(cluster.seed, Purpose.TRUST + turn, cluster.tick)
    for v in range(cluster.volumes):
        volume = volumes[v]
        if (volume.state != State.SEARCHING and volume.state != State.COPYING) or volume.old == NOBODY:
            continue
        here, there = nodes[volume.primary], nodes[volume.old]
        if here.up and here.contact and there.up and there.contact and uniform(key, v) < chance:
            give_up_target(nodes, volume)
            volume.partner = volume.old
            volume.old = NOBODY
            change(cluster, count, volumes, events, v, State.MIRRORED, Cause.RECONNECTED, NOBODY)
