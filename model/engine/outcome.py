"""How a run ended: its fate, and what is told of its end."""

from model.engine.compiled import entry, kernel
from model.engine.state import COUNTED, Ints, Records, RunState
from model.rules.states import FATES, Count, State

PEAK_STUCK, CALM_FROM, SHORT = COUNTED, COUNTED + 1, COUNTED + 2
"""Columns of a run's end after its last row: the most volumes stuck at once; since when it is over, -1 if it is not;
1 if it is held for want of room."""
END = COUNTED + 3
OVER, HELD, RAGING, COLLAPSED = range(len(FATES))


@kernel
def fate_of(counts: Ints, nodes: int, volumes: int) -> int:
    """Return how a run ended, from its counts (T+1 rows): the first that holds."""
    ticks = counts.shape[0] - 1
    last = ticks - ticks // 4
    for tick in range(last + 1, ticks + 1):
        if counts[tick, Count.CRASHED_AGAIN] > 0:
            return RAGING
    if 2 * (nodes - counts[ticks, Count.NODES_UP]) >= nodes or 2 * counts[ticks, Count.OFFLINE] >= volumes:
        return COLLAPSED
    calm = False
    crashed = False
    for tick in range(last, ticks + 1):
        disturbed = counts[tick, Count.CRASHES] > 0 or counts[tick, Count.CUTS] > 0
        waiting = counts[tick, Count.SEARCHING] + counts[tick, Count.CUT_OFF]
        calm = waiting == 0 or (calm and not disturbed)
        crashed = crashed or (tick > last and counts[tick, Count.CRASHES] > 0)
    if calm:
        return OVER
    return RAGING if crashed else HELD


@kernel
def peak_stuck(counts: Ints) -> int:
    """Return the most volumes that were stuck at once."""
    peak = 0
    for tick in range(counts.shape[0]):
        peak = max(peak, counts[tick, Count.STUCK])
    return peak


@kernel
def calm_from(counts: Ints) -> int:
    """Return the first tick at which nobody waited and after which no node crashed and no cut began, or -1."""
    calm = -1
    for tick in range(counts.shape[0]):
        if counts[tick, Count.CRASHES] > 0 or counts[tick, Count.CUTS] > 0:
            calm = -1
        if calm < 0 and counts[tick, Count.SEARCHING] + counts[tick, Count.CUT_OFF] == 0:
            calm = tick
    return calm


@kernel
def tell_end(state: RunState, counts: Ints, fate: int, end: Ints) -> None:
    """Write down a run's end: its last row, but for ``crashes`` all of them, then what is made of the whole."""
    for column in range(COUNTED):
        end[column] = counts[counts.shape[0] - 1, column]
    end[Count.CRASHES] = state.cluster.crashes
    end[PEAK_STUCK] = peak_stuck(counts)
    end[CALM_FROM] = calm_from(counts) if fate == OVER else -1
    end[SHORT] = fate == HELD and short_of_room(state, counts[counts.shape[0] - 1])


@kernel
def short_of_room(state: RunState, last: Ints) -> bool:
    """Say whether room is what is missing at the end of a run, of which this is the last row.

    It is where slots are too few for two copies of each running volume, and where nothing is being copied and nobody
    who searches knows a node with a free slot.
    """
    if last[Count.SHORTFALL] > 0:
        return True
    if last[Count.COPYING] > 0:
        return False
    nodes, volumes = state.nodes, state.volumes
    for v in range(volumes.size):
        if volumes[v].state == State.SEARCHING and knows_room(nodes, state.peers, volumes[v].primary):
            return False
    return True


@kernel
def knows_room(nodes: Records, table: Ints, n: int) -> bool:
    """Say whether any peer of a node is up, in contact and has a free slot."""
    tabled = table.shape[1] > 0
    for place in range(table.shape[1] if tabled else nodes[n].group_size):
        other = table[n, place] if tabled else nodes[n].first_peer + place
        if other != n and nodes[other].up and nodes[other].contact and nodes[other].slots > nodes[other].held:
            return True
    return False


@entry
def lacks_room(state: RunState, last: Ints) -> bool:
    """Compile `short_of_room` for Python."""
    return short_of_room(state, last)


@entry
def fate_code(counts: Ints, nodes: int, volumes: int) -> int:
    """Compile `fate_of` for Python."""
    return fate_of(counts, nodes, volumes)
