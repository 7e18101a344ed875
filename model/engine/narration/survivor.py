"""The first node that crashes in one of two runs while it lives on in the other, and who made the difference."""

from model.engine.compiled import kernel
from model.engine.narration.side import Side, chance_to_crash, falls, has_cause, next_fall
from model.engine.narration.stream import add, close_percent, fact_1, fact_2, fact_3
from model.engine.state import NOBODY, Floats, Ints, Record
from model.rules.facts import Fact
from model.rules.states import Cause, State

WAITED, HOME, ELSEWHERE, STUCK, UNOPENED = range(5)
"""What a volume whose request is missing did instead."""


@kernel
def find_survivor(left: Side, right: Side, tick: int, parted: Record, groups: Ints) -> None:
    """Note the node that crashes on one side alone in a tick; of several the one whose closings differ most."""
    most = -1
    for on in range(2):
        here, there = (left, right) if on == 0 else (right, left)
        for k in range(here.at[1]):
            node = here.fell[k]
            if there.up[node] and not falls(there, node):
                gap = abs(here.journal.closings[tick, node] - there.journal.closings[tick, node])
                if gap > most or (gap == most and node < parted.survivor):
                    most = gap
                    parted.survivor, parted.fell_at, parted.fell_on = node, tick, on
    if parted.survivor >= 0:
        here, there = (left, right) if parted.fell_on == 0 else (right, left)
        group_absent(here, there, parted.survivor, groups)


@kernel
def group_absent(here: Side, there: Side, node: int, groups: Ints) -> None:
    """Count the volumes whose requests closed on a node on one side and not on the other, by what they did there.

    A row of ``groups`` is how many, and the first of them.
    """
    groups[:, 0] = 0
    groups[:, 1] = NOBODY
    for v in range(here.state.size):
        if closes(here, v, node) and not closes(there, v, node):
            kind = instead(there, v, node)
            if groups[kind, 0] == 0:
                groups[kind, 1] = v
            groups[kind, 0] += 1


@kernel
def closes(side: Side, v: int, node: int) -> bool:
    """Say whether a request of a volume closes on a node: its own node, or the one that opened it."""
    asks = side.receiver[v] != NOBODY
    return bool(asks and (side.sender[v] == node or (side.receiver[v] == node and side.opened[v])))


@kernel
def instead(there: Side, v: int, node: int) -> int:
    """Return what a volume did on the other side, where no request of it closes on the node."""
    if there.receiver[v] == node:
        return UNOPENED
    if there.receiver[v] != NOBODY:
        return ELSEWHERE
    if there.state[v] == State.MIRRORED or there.state[v] == State.COPYING:
        return HOME
    return WAITED if there.state[v] == State.SEARCHING else STUCK


@kernel
def tell_survivor(left: Side, right: Side, parted: Record, groups: Ints, stream: Floats, book: Record) -> None:
    """Write which node crashes on one side alone, and why it lives on the other."""
    tick, node, on = parted.fell_at, parted.survivor, parted.fell_on
    here, there = (left, right) if on == 0 else (right, left)
    if has_cause(here, tick, node, Cause.NODE_BROKEN):
        fact_3(stream, book, Fact.SURVIVOR_BROKEN, tick, node, on)
        return
    died, lived = here.journal.closings[tick, node], there.journal.closings[tick, node]
    chance = chance_to_crash(there, tick, node)
    if died != lived:
        fact_2(stream, book, Fact.SURVIVOR, lived, tick)
    elif chance == 0:
        fact_1(stream, book, Fact.SURVIVOR_AS_MANY_FIXED, tick)
    else:
        fact_2(stream, book, Fact.SURVIVOR_AS_MANY, close_percent(chance), tick)
    add(stream, book, node)
    add(stream, book, on)
    add(stream, book, 1 - on)
    add(stream, book, died)
    add(stream, book, 1 if parted.known else 0)
    add(stream, book, next_fall(there, tick, node))
    if died != lived:
        tell_absent(groups, stream, book)


@kernel
def tell_absent(groups: Ints, stream: Floats, book: Record) -> None:
    """Write whose requests are missing, the largest group first."""
    missing, kinds, only = 0, 0, 0
    for kind in range(groups.shape[0]):
        missing += groups[kind, 0]
        if groups[kind, 0] > 0:
            kinds += 1
            only = kind
    if kinds == 1:
        fact_3(stream, book, Fact.SURVIVOR_MISSING_ALIKE, missing, groups[only, 1], only)
    if kinds < 2:
        return
    fact_1(stream, book, Fact.SURVIVOR_MISSING, missing)
    for _ in range(kinds):
        kind = largest(groups)
        add(stream, book, kind)
        add(stream, book, groups[kind, 0])
        groups[kind, 0] = 0


@kernel
def largest(groups: Ints) -> int:
    """Return the largest group; of several as large, the one whose first volume comes first."""
    best = 0
    for kind in range(1, groups.shape[0]):
        more = groups[kind, 0] > groups[best, 0]
        if more or (groups[kind, 0] == groups[best, 0] and groups[kind, 1] < groups[best, 1]):
            best = kind
    return best
