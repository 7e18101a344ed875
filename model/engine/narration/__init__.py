"""What is worth saying of a run, decided in compiled loops over its arrays and written down as codes and numbers."""

import numpy as np
import numpy.typing as npt

from model.engine.compiled import entry
from model.engine.narration.captions import write_captions
from model.engine.narration.ending import tell_outcome
from model.engine.narration.flags import write_flags
from model.engine.outcome import OVER, calm_from, fate_of
from model.engine.state import Floats, Ints, Record, Records


@entry
def write(
    minute: Record,
    counts: Ints,
    events: Records,
    until: npt.NDArray[np.int64],
    actions: Floats,
    stream: Floats,
    captions: Ints,
    flags: Ints,
    book: Record,
) -> None:
    """Write captions, flags and outcome of a run into a stream, and where each of them stands.

    Args:
        minute: the size of the cluster, how many nodes a cut takes, and whether a held run is short of room.
        counts: shape (T+1, number of `Count`).
        events: as a run has them.
        until: up to where the events of each tick lie, shape (T+1,).
        actions: (tick, code, value), shape (A, 3).
        stream: room for what is said.
        captions: room for ticks and places, shape (2, T+2).
        flags: room for ticks and places, shape (2, at least one more than there can be).
        book: how far each is written.
    """
    write_captions(minute, counts, events, until, actions, stream, captions, book)
    fate = fate_of(counts, minute.nodes, minute.volumes)
    calm = calm_from(counts) if fate == OVER else -1
    write_flags(minute, counts, events, until, actions, calm, stream, flags, book)
    tell_outcome(counts, fate, minute.nodes, minute.short_of_room, stream, book)
