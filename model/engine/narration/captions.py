"""What is worth saying of each minute of a run, decided as compiled loops over its arrays."""

import numpy as np
import numpy.typing as npt

from model.engine.compiled import allocating, kernel
from model.engine.narration.crash_captions import tell_crash
from model.engine.narration.minute import sum_events
from model.engine.narration.stream import (
    ADD_CAPACITY,
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
    fact_2,
    fact_3,
    percent,
)
from model.engine.rounding import rounded
from model.engine.state import Floats, Ints, Record, Records
from model.rules.facts import Fact
from model.rules.states import Count


@kernel
def tell_minute(
    minute: Record, count: Ints, before: Ints, actions: Floats, events: Records, stream: Floats, book: Record
) -> None:
    """Write what is worth saying of a minute; ``count`` and ``before`` are what was counted in it and before it."""
    for k in range(actions.shape[0]):
        if rounded(actions[k, 0]) == minute.tick:
            tell_action(minute, rounded(actions[k, 1]), actions[k, 2], stream, book)
    tell_what_happens(minute, count, before, events, stream, book)
    minute.troubled = minute.troubled or count[Count.NEWLY_STUCK] > 0 or count[Count.CRASHES] > 0
    minute.crashed_before = minute.crashed_before or count[Count.CRASHES] > 0


@kernel
def tell_action(minute: Record, code: int, value: float, stream: Floats, book: Record) -> None:
    """Write what the operator does; a broken node is told with the crash itself."""
    if code == SET_BACKOFF:
        fact_2(stream, book, Fact.CAPTION_DID_BACKOFF, value, 1 << rounded(value))
    elif code == FIX_BUG and value == 0:
        fact(stream, book, Fact.CAPTION_DID_FIX_BUG)
    elif code == FIX_BUG:
        fact_1(stream, book, Fact.CAPTION_DID_SET_BUG, percent(value))
    elif code == FIX_NODES:
        fact_1(stream, book, Fact.CAPTION_DID_FIX_NODES, percent(value))
    elif code == ADD_CAPACITY:
        fact_2(stream, book, Fact.CAPTION_DID_ADD_CAPACITY, percent(value), minute.enlarged)
    elif code == STOP_SEARCH:
        minute.stopped = value != 0
        fact(stream, book, Fact.CAPTION_DID_STOP if value != 0 else Fact.CAPTION_DID_SEARCH_AGAIN)
    elif code == THROTTLE and value == 0:
        fact(stream, book, Fact.CAPTION_DID_THROTTLE_OFF)
    elif code == THROTTLE:
        fact_1(stream, book, Fact.CAPTION_DID_THROTTLE, percent(value))
    elif code == REQUEST_LIMIT:
        fact_1(stream, book, Fact.CAPTION_DID_REQUEST_LIMIT, value)
    elif code == RETRY_BUDGET:
        fact_1(stream, book, Fact.CAPTION_DID_RETRY_BUDGET, value)
    elif code == RECONNECT:
        fact_1(stream, book, Fact.CAPTION_DID_RECONNECT, minute.reconnected)
    elif code == RESTART_NODES:
        fact(stream, book, Fact.CAPTION_DID_RESTART)
    elif code == CUT_OFF and value != 0:
        fact_1(stream, book, Fact.CAPTION_DID_CUT, value)


@kernel
def tell_what_happens(minute: Record, count: Ints, before: Ints, events: Records, stream: Floats, book: Record) -> None:
    """Write what matters most: what is rare and has consequences before what goes on."""
    searching, cut_off = count[Count.SEARCHING], count[Count.CUT_OFF]
    if minute.tick == 0:
        fact_2(stream, book, Fact.CAPTION_START, minute.nodes, minute.volumes)
    elif count[Count.CRASHES] > 0:
        tell_crash(minute, count, before, events, stream, book)
    elif count[Count.CUTS] > 0:
        tell_cut(minute, cut_off, Fact.CAPTION_CUT, stream, book)
    elif minute.contact:
        tell_contact(minute, count, stream, book)
    elif minute.restarted > 0:
        fact_1(stream, book, Fact.CAPTION_RESTART, minute.restarted)
        if minute.found_again > 0:
            fact_1(stream, book, Fact.CAPTION_FOUND_AGAIN, minute.found_again)
    elif count[Count.NODES_UP] == 0:
        fact_2(stream, book, Fact.CAPTION_ALL_DOWN, minute.nodes, count[Count.OFFLINE])
    elif before[Count.SEARCHING] + before[Count.CUT_OFF] > 0 and searching + cut_off == 0:
        fact(stream, book, Fact.CAPTION_OVER)
        tell_what_is_left(minute, count, stream, book)
    elif cut_off > 0:
        tell_cut(minute, cut_off, Fact.CAPTION_CUT_GOES_ON, stream, book)
    else:
        tell_search(minute, count, before, stream, book)


@kernel
def tell_cut(minute: Record, cut_off: int, code: int, stream: Floats, book: Record) -> None:
    """Write that nodes are cut off, or still are."""
    fact_3(stream, book, code, minute.isolated, minute.nodes, cut_off)


@kernel
def tell_contact(minute: Record, count: Ints, stream: Floats, book: Record) -> None:
    """Write what becomes of those who were cut off."""
    lost, requests = minute.mistrusting, count[Count.REQUESTS]
    fact(stream, book, Fact.CAPTION_CONTACT)
    if minute.reconnected > 0:
        fact_1(stream, book, Fact.CAPTION_TRUST, minute.reconnected)
    if lost == 0:
        if minute.reconnected > 0 and count[Count.SEARCHING] == 0:
            fact(stream, book, Fact.CAPTION_NOBODY_HAS_TO_SEARCH)
        return
    if requests == 0:
        fact_1(stream, book, Fact.CAPTION_LOST_SIGHT, lost)
        return
    if requests >= lost:
        fact_1(stream, book, Fact.CAPTION_ALL_ASK, lost)
    else:
        fact_2(stream, book, Fact.CAPTION_SOME_ASK, lost, requests)
    fact_1(stream, book, Fact.CAPTION_FOUND, count[Count.ACCEPTED])


@kernel
def tell_search(minute: Record, count: Ints, before: Ints, stream: Floats, book: Record) -> None:
    """Write how the search goes on, or that nobody searches."""
    searching, requests, accepted = count[Count.SEARCHING], count[Count.REQUESTS], count[Count.ACCEPTED]
    if count[Count.EVERYDAY] > 0 and count[Count.EVERYDAY] == requests:
        fact_1(stream, book, Fact.CAPTION_EVERYDAY, requests)
        fact_1(stream, book, Fact.CAPTION_FOUND, accepted)
    elif before[Count.FREE_SLOTS] > 0 and count[Count.FREE_SLOTS] == 0 and searching > 0:
        fact_1(stream, book, Fact.CAPTION_SPACE_GONE, searching)
    elif searching > 0 and minute.stopped:
        fact_1(stream, book, Fact.CAPTION_STOPPED, searching)
    elif searching > 0 and requests == 0:
        fact_1(stream, book, Fact.CAPTION_WAITING, searching)
    elif searching > 0 and accepted == 0:
        no_slot = count[Count.FREE_SLOTS] == 0
        fact_2(stream, book, Fact.CAPTION_NO_SLOT if no_slot else Fact.CAPTION_REFUSED, searching, requests)
    elif searching > 0 or requests > 0:
        fact_2(stream, book, Fact.CAPTION_SEARCHING, accepted, requests)
        fact_1(stream, book, Fact.CAPTION_STILL_SEARCHING, searching)
    elif count[Count.COPYING] > 0:
        fact_1(stream, book, Fact.CAPTION_COPYING, count[Count.COPYING])
    elif minute.troubled:
        fact(stream, book, Fact.CAPTION_AFTER)
        tell_what_is_left(minute, count, stream, book)
    else:
        fact_1(stream, book, Fact.CAPTION_CALM, count[Count.MIRRORED])


@kernel
def tell_what_is_left(minute: Record, count: Ints, stream: Floats, book: Record) -> None:
    """Write what the storm left, once nobody searches."""
    down, offline = minute.nodes - count[Count.NODES_UP], count[Count.OFFLINE]
    if down == 0 and offline == 0:
        home = count[Count.COPYING] > 0
        fact_1(stream, book, Fact.CAPTION_ALL_HOME if home else Fact.CAPTION_ALL_MIRRORED, minute.nodes)
    elif offline > 0:
        fact_2(stream, book, Fact.CAPTION_DOWN_OFFLINE, down, offline)
    else:
        fact_1(stream, book, Fact.CAPTION_DOWN, down)


@allocating
def write_captions(
    minute: Record,
    counts: Ints,
    events: Records,
    until: npt.NDArray[np.int64],
    actions: Floats,
    stream: Floats,
    places: Ints,
    book: Record,
) -> None:
    """Write the captions of a run; a minute of which the same is said as of the one before it has none of its own."""
    last = 0
    for tick in range(counts.shape[0]):
        before = max(0, tick - 1)
        minute.tick, minute.begin, minute.end = tick, until[before] if tick > 0 else 0, until[tick]
        sum_events(minute, events)
        begin = book.used
        tell_minute(minute, counts[tick], counts[before], actions, events, stream, book)
        if tick > 0 and is_same(stream, last, begin, book.used):
            book.used = begin
        else:
            places[0, book.captions_told], places[1, book.captions_told] = tick, begin
            book.captions_told += 1
            last = begin
    places[1, book.captions_told] = book.used


@kernel
def is_same(stream: Floats, begin: int, middle: int, end: int) -> bool:
    """Say whether two neighbouring pieces of a stream are the same."""
    same = 0
    while middle + same < end and stream[begin + same] == stream[middle + same]:
        same += 1
    return middle - begin == end - middle == same
