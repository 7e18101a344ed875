"""One minute of a run, summed up for the sentences that tell it."""

from model.engine.compiled import kernel
from model.engine.state import Record, Records, record
from model.rules.states import Cause, State

MINUTE = record(
    ("tick", "i8"),
    ("begin", "i8"),  # its events: from here …
    ("end", "i8"),  # … to before this one
    ("nodes", "i8"),
    ("volumes", "i8"),
    ("short_of_room", "i8"),
    ("isolated", "i8"),  # nodes that a cut takes
    ("reconnected", "i8"),
    ("mistrusting", "i8"),
    ("found_again", "i8"),
    ("gone_offline", "i8"),
    ("restarted", "i8"),
    ("enlarged", "i8"),
    ("contact", "?"),
    ("raced", "i8"),  # nodes that tripped the race
    ("broken", "i8"),  # nodes that the operator broke
    ("most_closings", "i8"),
    ("stopped", "?"),  # the operator has stopped the search
    ("crashed_before", "?"),
    ("full_before", "?"),  # the last free slot was taken
    ("half_before", "?"),  # half the nodes were down
    ("all_before", "?"),
    ("troubled", "?"),  # a volume was stuck before, or a node crashed
)
"""One minute: what its events add to its counts, and what of those before it still matters."""


@kernel
def sum_events(minute: Record, events: Records) -> None:
    """Sum up what happened to volumes and nodes in a minute."""
    minute.reconnected = minute.mistrusting = minute.found_again = minute.gone_offline = 0
    minute.restarted = minute.enlarged = minute.raced = minute.broken = minute.most_closings = 0
    minute.contact = False
    for e in range(minute.begin, minute.end):
        event = events[e]
        if event.volume >= 0:
            minute.reconnected += event.cause == Cause.RECONNECTED
            minute.mistrusting += event.cause == Cause.CONTACT
            minute.found_again += event.cause == Cause.RESTART
            minute.gone_offline += event.cause == Cause.CRASH and event.state == State.OFFLINE
        else:
            minute.contact = minute.contact or event.cause == Cause.NODE_CONTACT
            minute.restarted += event.cause == Cause.NODE_RESTARTED
            minute.enlarged += event.cause == Cause.NODE_CAPACITY
            minute.broken += event.cause == Cause.NODE_BROKEN
            if event.cause == Cause.NODE_CRASHED:
                minute.raced += 1
                minute.most_closings = max(minute.most_closings, event.by)
