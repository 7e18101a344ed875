"""What is worth saying of a minute in which nodes crash."""

from model.engine.compiled import kernel
from model.engine.narration.stream import add, fact, fact_1, fact_2
from model.engine.state import Floats, Ints, Record, Records
from model.rules.facts import Fact
from model.rules.states import Cause, Count

MOST_NAMED = 3
"""So many crashing nodes are named; of more, only the number is told."""


@kernel
def tell_crash(minute: Record, count: Ints, before: Ints, events: Records, stream: Floats, book: Record) -> None:
    """Write which nodes crash and why, and what that leads to."""
    up = count[Count.NODES_UP]
    if minute.mistrusting > 0 and count[Count.REQUESTS] > 0:
        fact_1(stream, book, Fact.CAPTION_RUSH, minute.mistrusting)
    tell_broken(minute, events, stream, book)
    tell_raced(minute, events, stream, book)
    if up == 0:
        fact_1(stream, book, Fact.CAPTION_NO_NODE_LEFT, count[Count.OFFLINE])
        return
    fact_1(stream, book, Fact.CAPTION_STRANDS, count[Count.STRANDED])
    if minute.gone_offline > 0:
        fact_1(stream, book, Fact.CAPTION_GONE_OFFLINE, minute.gone_offline)
    if 2 * up <= minute.nodes < 2 * before[Count.NODES_UP]:
        fact(stream, book, Fact.CAPTION_HALF_DOWN)


@kernel
def tell_broken(minute: Record, events: Records, stream: Floats, book: Record) -> None:
    """Write which nodes the operator breaks."""
    if minute.broken > MOST_NAMED:
        fact_1(stream, book, Fact.CAPTION_BREAK_MANY, minute.broken)
    elif minute.broken > 0:
        fact(stream, book, Fact.CAPTION_BREAK if minute.broken == 1 else Fact.CAPTION_BREAK_SEVERAL)
        for e in range(minute.begin, minute.end):
            if events[e].volume < 0 and events[e].cause == Cause.NODE_BROKEN:
                add(stream, book, events[e].primary)


@kernel
def tell_raced(minute: Record, events: Records, stream: Floats, book: Record) -> None:
    """Write which nodes tripped the race, and what they were closing."""
    one = minute.raced == 1
    if minute.raced > MOST_NAMED:
        fact_2(stream, book, Fact.CAPTION_CRASH_MANY, minute.raced, minute.most_closings)
        return
    if minute.raced == 0:
        return
    if minute.crashed_before:
        fact(stream, book, Fact.CAPTION_CRASH if one else Fact.CAPTION_CRASH_SEVERAL)
    else:
        fact(stream, book, Fact.CAPTION_BUG_STRIKES if one else Fact.CAPTION_BUG_STRIKES_SEVERAL)
    for e in range(minute.begin, minute.end):
        if events[e].volume < 0 and events[e].cause == Cause.NODE_CRASHED:
            add(stream, book, events[e].primary)
    for e in range(minute.begin, minute.end):
        if events[e].volume < 0 and events[e].cause == Cause.NODE_CRASHED:
            add(stream, book, events[e].by)
