"""Phase 6: copies are done."""

from model.engine.compiled import kernel
from model.engine.moves import change, release_old
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, State


@kernel
def finish_copies(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 6: a copy that is done becomes the mirror, and the old copy is released."""
    if count[State.COPYING] == 0:
        return
    for v in range(cluster.volumes):
        volume = volumes[v]
        if volume.state != State.COPYING or volume.due > cluster.tick:
            continue
        here, there = nodes[volume.primary], nodes[volume.partner]
        if here.up and here.contact and there.up and there.contact:
            release_old(nodes, volume)
            change(cluster, count, volumes, events, v, State.MIRRORED, Cause.FINISHED, NOBODY)
