"""What is counted at the end of a tick, beyond what the phases count."""

from model.engine.compiled import kernel
from model.engine.state import Ints, Record, Records
from model.rules.states import Count, State


@kernel
def measure(cluster: Record, count: Ints, nodes: Records) -> None:
    """Count what the phases did not."""
    for n in range(cluster.nodes):
        if nodes[n].up:
            count[Count.FREE_SLOTS] += nodes[n].slots - nodes[n].held
    count[Count.STUCK] = count[State.CUT_OFF] + count[State.SEARCHING] + count[State.OFFLINE]


@kernel
def expect_stranded(count: Ints, nodes: Records, volumes: Records) -> float:
    """Return B, the number of volumes that this tick's closings are expected to strand."""
    total = 0.0
    if count[Count.MOST_CLOSINGS] < 2:
        return total
    for v in range(volumes.size):
        volume = volumes[v]
        held = (volume.state == State.MIRRORED) | (volume.state == State.COPYING)
        here, there = nodes[volume.primary].chance, nodes[max(volume.partner, 0)].chance
        total += (here + there - here * there) * held  # without a branch: whether it is taken cannot be foreseen
    return total
