"""Phase 2, after the cut: mirrors are lost for everyday reasons."""

from model.engine.chance import Purpose, deal, uniform
from model.engine.compiled import kernel
from model.engine.moves import mistrust_mirror, search_anew
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, State


@kernel
def lose_everyday(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 2, after the cut: mirrored volumes lose their mirror for everyday reasons."""
    key = deal(cluster.seed, Purpose.BACKGROUND, cluster.tick)
    for v in range(cluster.volumes):
        if volumes[v].state == State.MIRRORED and uniform(key, v) < cluster.background:
            mistrust_mirror(nodes, volumes[v])
            search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.EVERYDAY, NOBODY)
