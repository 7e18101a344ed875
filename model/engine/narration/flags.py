"""The moments of a run that are worth a flag, decided as compiled loops."""

import numpy as np
import numpy.typing as npt

from model.engine.compiled import allocating, kernel
from model.engine.narration.minute import sum_events
from model.engine.narration.stream import (
    ADD_CAPACITY,
    CRASH_NODE,
    CUT_OFF,
    FIX_BUG,
    FIX_NODES,
    RECONNECT,
    REQUEST_LIMIT,
    RESTART_NODES,
    RETRY_BUDGET,
    SET_BACKOFF,
    STOP_SEARCH,
    THROTTLE,
    fact,
    fact_1,
    percent,
)
from model.engine.rounding import rounded
from model.engine.state import Floats, Ints, Record, Records
from model.rules.facts import Fact
from model.rules.states import Count


@kernel
def flag_action(code: int, value: float, stream: Floats, book: Record) -> None:
    """Write the flag of what the operator does."""
    if code == SET_BACKOFF:
        fact_1(stream, book, Fact.FLAG_BACKOFF, value)
    elif code == FIX_BUG and value == 0:
        fact(stream, book, Fact.FLAG_FIX_BUG)
    elif code == FIX_BUG:
        fact_1(stream, book, Fact.FLAG_SET_BUG, percent(value))
    elif code == FIX_NODES:
        fact_1(stream, book, Fact.FLAG_FIX_NODES, percent(value))
    elif code == ADD_CAPACITY:
        fact_1(stream, book, Fact.FLAG_ADD_CAPACITY, percent(value))
    elif code == STOP_SEARCH:
        fact(stream, book, Fact.FLAG_STOP if value != 0 else Fact.FLAG_SEARCH_AGAIN)
    elif code == THROTTLE and value == 0:
        fact(stream, book, Fact.FLAG_THROTTLE_OFF)
    elif code == THROTTLE:
        fact_1(stream, book, Fact.FLAG_THROTTLE, percent(value))
    elif code == REQUEST_LIMIT:
        fact_1(stream, book, Fact.FLAG_REQUEST_LIMIT, value)
    elif code == RETRY_BUDGET:
        fact_1(stream, book, Fact.FLAG_RETRY_BUDGET, value)
    elif code == RECONNECT:
        fact_1(stream, book, Fact.FLAG_RECONNECT, percent(value))
    elif code == CRASH_NODE:
        fact_1(stream, book, Fact.FLAG_BREAK, value)
    elif code == RESTART_NODES:
        fact(stream, book, Fact.FLAG_RESTART)
    elif code == CUT_OFF:
        fact_1(stream, book, Fact.FLAG_CUT_AGAIN, value)


@kernel
def flag_minute(minute: Record, count: Ints, stream: Floats, book: Record) -> None:
    """Write the flags of what happens of itself; most things are worth one the first time."""
    up, full = count[Count.NODES_UP], count[Count.FREE_SLOTS] == 0
    if count[Count.CUTS] > 0:
        fact(stream, book, Fact.FLAG_CUT)
    if minute.contact:
        fact(stream, book, Fact.FLAG_CONTACT)
    if count[Count.CRASHES] > 0 and not minute.crashed_before:
        fact(stream, book, Fact.FLAG_CRASH)
    if full and not minute.full_before:
        fact(stream, book, Fact.FLAG_FULL)
    if 2 * up <= minute.nodes and not minute.half_before:
        fact(stream, book, Fact.FLAG_HALF)
    if up == 0 and not minute.all_before:
        fact(stream, book, Fact.FLAG_ALL)
    minute.crashed_before = minute.crashed_before or count[Count.CRASHES] > 0
    minute.full_before = minute.full_before or full
    minute.half_before = minute.half_before or 2 * up <= minute.nodes
    minute.all_before = minute.all_before or up == 0


@allocating
def write_flags(
    minute: Record,
    counts: Ints,
    events: Records,
    until: npt.NDArray[np.int64],
    actions: Floats,
    calm: int,
    stream: Floats,
    places: Ints,
    book: Record,
) -> None:
    """Write the flags of a run in order of time; it is over from ``calm`` on (-1: it is not)."""
    minute.crashed_before = minute.half_before = minute.all_before = False
    minute.full_before = counts[0, Count.FREE_SLOTS] == 0  # where there never was any, none is taken
    disturbed = is_disturbed(counts)
    for tick in range(counts.shape[0]):
        minute.tick, minute.begin, minute.end = tick, until[tick - 1] if tick > 0 else 0, until[tick]
        sum_events(minute, events)
        begin = book.used
        for k in range(actions.shape[0]):
            if rounded(actions[k, 0]) == tick:
                flag_action(rounded(actions[k, 1]), actions[k, 2], stream, book)
        flag_minute(minute, counts[tick], stream, book)
        if tick == calm and disturbed:
            fact(stream, book, Fact.FLAG_OVER)
        note_places(tick, begin, stream, places, book)
    places[1, book.flags_told] = book.used


@kernel
def is_disturbed(counts: Ints) -> bool:
    """Say whether anything happens that is worth a flag, but for what the operator does."""
    for tick in range(counts.shape[0]):
        full = counts[tick, Count.FREE_SLOTS] == 0 and counts[0, Count.FREE_SLOTS] > 0
        if full or counts[tick, Count.CUTS] > 0 or counts[tick, Count.CRASHES] > 0:
            return True
    return False


@kernel
def note_places(tick: int, begin: int, stream: Floats, places: Ints, book: Record) -> None:
    """Note where each flag of a minute stands."""
    place = begin
    while place < book.used:
        places[0, book.flags_told], places[1, book.flags_told] = tick, place
        book.flags_told += 1
        place += 2 + rounded(stream[place + 1])
