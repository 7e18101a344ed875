"""How a run ended: its fate, and what is told of its end."""

from model.engine.compiled import entry, kernel
from model.engine.state import COUNTED, Ints, Record
from model.rules.states import FATES, Count

PEAK_STUCK, CALM_FROM = COUNTED, COUNTED + 1
"""Columns of a run's end after its last row: the most volumes stuck at once; since when it is over, -1 if it is not."""
END = COUNTED + 2
OVER, HELD, RAGING, COLLAPSED = range(len(FATES))


@kernel
def fate_of(counts: Ints, nodes: int, volumes: int) -> int:
    """Return how a run ended, from its counts (T+1 rows): the first that holds."""
    ticks = counts.shape[0] - 1
    last = ticks - ticks // 4
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
def tell_end(cluster: Record, counts: Ints, fate: int, end: Ints) -> None:
    """Write down a run's end: its last row, but for ``crashes`` all of them, then `PEAK_STUCK` and `CALM_FROM`."""
    for column in range(COUNTED):
        end[column] = counts[counts.shape[0] - 1, column]
    end[Count.CRASHES] = cluster.crashes
    end[PEAK_STUCK] = peak_stuck(counts)
    end[CALM_FROM] = calm_from(counts) if fate == OVER else -1


@entry
def fate_code(counts: Ints, nodes: int, volumes: int) -> int:
    """Compile `fate_of` for Python."""
    return fate_of(counts, nodes, volumes)
