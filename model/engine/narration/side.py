"""One of two runs that are told side by side: what stands in its arrays, followed tick by tick."""

from typing import NamedTuple

from model.engine.closing import crash_chance
from model.engine.compiled import kernel
from model.engine.state import NOBODY, Flags, Ints, Journal, Records
from model.rules.states import Cause


class Side(NamedTuple):
    """A run, and where its volumes and nodes stand at the end of the tick that was followed last."""

    journal: Journal
    fix_rank: Ints
    """The place of each node in the order in which the fix is rolled out, shape (N,)."""
    state: Ints
    primary: Ints
    partner: Ints
    """Of each volume, shape (V,)."""
    up: Flags
    contact: Flags
    """Of each node, shape (N,)."""
    causes: Ints
    """A bit for each `Cause` of a volume's changes in this tick, shape (V,)."""
    crashed: Ints
    """The node whose crash took a copy from a volume in this tick, or NOBODY."""
    sender: Ints
    receiver: Ints
    """From where and whom a volume asked in this tick, or NOBODY."""
    opened: Flags
    """Whether the one that it asked opened its request, shape (V,)."""
    fell: Ints
    """The nodes that crashed in this tick, by the numbers of their crashes; shape (N,)."""
    at: Ints
    """How many crashes there were before this tick, and in it; shape (2,)."""


@kernel
def follow(side: Side, tick: int) -> None:
    """Take over what happens in a tick."""
    side.at[0] += side.at[1]
    side.at[1] = 0
    side.causes[:] = 0
    side.crashed[:] = NOBODY
    events = side.journal.events
    begin, end = events_of(side.journal.log, tick)
    for e in range(begin, end):
        if events[e].volume == NOBODY:
            follow_node(side, events[e].primary, events[e].cause)
    for e in range(begin, end):
        event = events[e]
        v = event.volume
        if v != NOBODY:
            side.state[v], side.primary[v], side.partner[v] = event.state, event.primary, event.partner
            side.causes[v] |= 1 << event.cause
            if event.cause == Cause.CRASH:
                side.crashed[v] = side.fell[event.by - side.at[0]]
    follow_requests(side, tick)


@kernel
def follow_node(side: Side, node: int, cause: int) -> None:
    """Take over what happens to a node."""
    if cause == Cause.NODE_CRASHED or cause == Cause.NODE_BROKEN:
        side.up[node] = False
        side.fell[side.at[1]] = node
        side.at[1] += 1
    elif cause == Cause.NODE_RESTARTED:
        side.up[node] = True
    elif cause == Cause.NODE_CUT or cause == Cause.NODE_CONTACT:
        side.contact[node] = cause == Cause.NODE_CONTACT


@kernel
def follow_requests(side: Side, tick: int) -> None:
    """Note who asks whom in a tick."""
    side.sender[:] = NOBODY
    side.receiver[:] = NOBODY
    requests, log = side.journal.requests, side.journal.log
    for r in range(log[tick - 1].sent if tick > 0 else 0, log[tick].sent):
        side.sender[requests[r].volume] = requests[r].sender
        side.receiver[requests[r].volume] = requests[r].receiver
        side.opened[requests[r].volume] = requests[r].opened


@kernel
def events_of(log: Records, tick: int) -> tuple[int, int]:
    """Return where the events of a tick begin and end."""
    return log[tick - 1].events if tick > 0 else 0, log[tick].events


@kernel
def falls(side: Side, node: int) -> bool:
    """Say whether a node crashes in the tick that was followed last."""
    found = False
    for k in range(side.at[1]):
        found = found or side.fell[k] == node
    return found


@kernel
def has_cause(side: Side, tick: int, node: int, cause: int) -> bool:
    """Say whether something happens to a node in a tick."""
    begin, end = events_of(side.journal.log, tick)
    events = side.journal.events
    found = False
    for e in range(begin, end):
        event = events[e]
        found = found or (event.volume == NOBODY and event.primary == node and event.cause == cause)
    return found


@kernel
def next_fall(side: Side, tick: int, node: int) -> int:
    """Return the first later tick in which a node crashes, or 0."""
    for later in range(tick + 1, side.journal.log.size):
        if has_cause(side, later, node, Cause.NODE_CRASHED) or has_cause(side, later, node, Cause.NODE_BROKEN):
            return later
    return 0


@kernel
def chance_to_crash(side: Side, tick: int, node: int) -> float:
    """Return a node's chance to crash by the race in a tick."""
    entry, closings = side.journal.log[tick], side.journal.closings[tick, node]
    if closings < 2 or side.fix_rank[node] < entry.fixed_nodes:
        return 0.0
    return crash_chance(entry.bug, closings)
