"""The end of phase 1: crashed nodes come back."""

from model.engine.compiled import kernel
from model.engine.limits import MOST_TOKENS
from model.engine.moves import notice, promote_old, search_anew
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, Count, State


@kernel
def restart(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records, everyone: bool) -> None:
    """Bring back the nodes that are due (or all that are down); then look at the volumes that were offline."""
    back = 0
    for n in range(cluster.nodes):
        if not nodes[n].up and (everyone or nodes[n].restart_at == cluster.tick):
            nodes[n].up = True
            nodes[n].returned = nodes[n].returned or not everyone
            nodes[n].tokens = MOST_TOKENS
            notice(cluster, events, n, Cause.NODE_RESTARTED, 0)
            back += 1
    if back == 0:
        return
    count[Count.NODES_UP] += back
    for v in range(cluster.volumes):
        volume = volumes[v]
        if volume.state != State.OFFLINE:
            continue
        if not nodes[volume.primary].up:
            if volume.old == NOBODY or not nodes[volume.old].up:
                continue
            promote_old(volume)
        search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.RESTART, NOBODY)
