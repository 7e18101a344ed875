"""What is counted at the end of a tick, beyond what the phases count."""

from model.engine.compiled import kernel
from model.engine.peers import CELLS
from model.engine.state import Ints, Record, Records
from model.rules.states import Count, State


@kernel
def measure(cluster: Record, count: Ints, nodes: Records, volumes: Records) -> None:
    """Count what the phases did not."""
    slots = held = open_nodes = 0
    for n in range(cluster.nodes):
        if nodes[n].up:
            slots += nodes[n].slots
            held += nodes[n].held
            if nodes[n].contact and nodes[n].slots > nodes[n].held:
                open_nodes += 1
    count[Count.FREE_SLOTS] = slots - held
    count[Count.OPEN_NODES] = open_nodes
    if cluster.peers == CELLS:
        count[Count.SHORTFALL] = short_in_cells(nodes, volumes)
    else:
        count[Count.SHORTFALL] = max(0, 2 * (cluster.volumes - count[State.OFFLINE]) - slots)
    count[Count.STUCK] = count[State.CUT_OFF] + count[State.SEARCHING] + count[State.OFFLINE]


@kernel
def short_in_cells(nodes: Records, volumes: Records) -> int:
    """Return the slots that are missing for two copies of each running volume, added up over the cells."""
    for n in range(nodes.size):
        nodes[n].short = -nodes[n].slots if nodes[n].up else 0
    for v in range(volumes.size):
        if volumes[v].state != State.OFFLINE:
            nodes[volumes[v].primary].short += 2
    missing = cell = 0
    for n in range(nodes.size):
        if nodes[n].first_peer == n:
            missing += max(0, cell)
            cell = 0
        cell += nodes[n].short
    return int(missing + max(0, cell))


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
