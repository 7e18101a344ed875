"""Phase 2: nodes lose contact, and regain it."""

from model.engine.chance import Purpose, deal, uniform
from model.engine.compiled import kernel
from model.engine.moves import change, give_up_target, mistrust_mirror, notice, search_anew
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, Count, State


@kernel
def cut(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 2: a cut begins, or contact returns; cuts that overlap or touch are one."""
    if cluster.tick == cluster.cut_off_at and cluster.cut_off_for > 0:
        cluster.cut_until = max(cluster.cut_until, cluster.tick + cluster.cut_off_for)
    if cluster.cut_until > cluster.tick:
        lose_contact(cluster, count, nodes, volumes, events)
    elif cluster.cut_until == cluster.tick:
        regain_contact(cluster, count, nodes, volumes, events)


@kernel
def lose_contact(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Cut the isolated nodes off, unless they are; volumes with a copy there lose sight of it."""
    for n in range(cluster.nodes):
        if nodes[n].isolated and nodes[n].contact:
            nodes[n].contact = False
            notice(cluster, events, n, Cause.NODE_CUT, 0)
            count[Count.CUTS] = 1
    if count[Count.CUTS] == 0:
        return
    for v in range(cluster.volumes):
        volume = volumes[v]
        if volume.partner == NOBODY or (nodes[volume.primary].contact and nodes[volume.partner].contact):
            continue
        if volume.state == State.MIRRORED:
            change(cluster, count, volumes, events, v, State.CUT_OFF, Cause.CUT, NOBODY)
        elif volume.state == State.COPYING:
            give_up_target(nodes, volume)
            search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.CUT, NOBODY)


@kernel
def regain_contact(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Give contact back; each cut-off volume trusts its mirror again by chance, or searches."""
    cluster.cut_until = 0
    for n in range(cluster.nodes):
        if not nodes[n].contact:
            nodes[n].contact = True
            notice(cluster, events, n, Cause.NODE_CONTACT, 0)
    key = deal(cluster.seed, Purpose.RECONNECT, cluster.tick)
    for v in range(cluster.volumes):
        if volumes[v].state != State.CUT_OFF:
            continue
        if uniform(key, v) < cluster.reconnect:
            change(cluster, count, volumes, events, v, State.MIRRORED, Cause.RECONNECTED, NOBODY)
        else:
            mistrust_mirror(nodes, volumes[v])
            search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.CONTACT, NOBODY)
