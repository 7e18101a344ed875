"""Phase 8: nodes crash all at once, and strand volumes."""

from model.engine.chance import Purpose, deal, uniform
from model.engine.compiled import kernel
from model.engine.moves import change, give_up_target, mistrust_mirror, notice, promote_old, search_anew
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, Count, State


@kernel
def crash(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 8: the nodes that trip the race, or that the operator breaks, crash all at once."""
    key = deal(cluster.seed, Purpose.CRASH, cluster.tick)
    for n in range(cluster.nodes):
        node = nodes[n]
        node.fallen = NOBODY
        broken = node.broken and node.up
        node.broken = False
        if broken or (node.chance > 0.0 and uniform(key, n) < node.chance):
            notice(cluster, events, n, Cause.NODE_BROKEN if broken else Cause.NODE_CRASHED, node.closings)
            node.fallen = cluster.crashes
            cluster.crashes += 1
            node.up = False
            node.restart_at = cluster.tick + cluster.restart_after
            count[Count.CRASHES] += 1
            count[Count.CRASHED_AGAIN] += node.returned
    count[Count.NODES_UP] -= count[Count.CRASHES]
    if count[Count.CRASHES] > 0:
        for v in range(cluster.volumes):
            if touched(nodes, volumes[v]):
                strand(cluster, count, nodes, volumes, events, v)


@kernel
def touched(nodes: Records, volume: Record) -> bool:
    """Say whether a volume had a copy that counts on a node that just crashed."""
    here, there = nodes[volume.primary].fallen, nodes[max(volume.partner, 0)].fallen
    fell = (here != NOBODY) | ((there != NOBODY) & (volume.partner != NOBODY))  # without a branch, as above
    return bool(fell & (volume.state != State.OFFLINE))


@kernel
def strand(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records, v: int) -> None:
    """Move a volume away from the nodes that just crashed."""
    volume = volumes[v]
    by = nodes[volume.primary].fallen
    primary_fell = by != NOBODY
    if not primary_fell:
        by = nodes[volume.partner].fallen
    if volume.state == State.COPYING:
        give_up_target(nodes, volume)
    elif volume.partner != NOBODY:
        mistrust_mirror(nodes, volume)
    if primary_fell:
        if volume.old == NOBODY or not nodes[volume.old].up:
            change(cluster, count, volumes, events, v, State.OFFLINE, Cause.CRASH, by)
            return
        promote_old(volume)
    search_anew(cluster, count, volumes, events, v, cluster.tick + 1, Cause.CRASH, by)
