"""Where two runs with the same luck part, and why, decided as compiled loops.

Two runs *part* in the first tick at whose end the state of any volume differs. Their pictures *visibly* part in the
first tick from which on, for `SEEN_FOR` ticks or to the end, other nodes are up or the share of stuck volumes differs
by `SEEN_SHARE` or more: a crashed tile, or curves that an eye can tell apart.
"""

from model.engine.compiled import entry, kernel
from model.engine.narration.side import Side, follow
from model.engine.narration.stream import add, fact, fact_1, fact_2, fact_3
from model.engine.narration.survivor import find_survivor, tell_survivor
from model.engine.state import NOBODY, Flags, Floats, Ints, Record, record
from model.rules.facts import Fact
from model.rules.states import Cause, Count, State

SEEN_SHARE = 0.05
SEEN_FOR = 10
CUT, TRUSTED, EVERYDAY, RESTARTED, WAITED, REFUSED, FINISHED, CRASH, OTHER = range(9)
"""Why a volume fares differently, in the order of the phases of a tick: an earlier one can be why of a later one."""

PARTED = record(
    ("tick", "i8"),  # when they part; -1: never
    ("seen", "i8"),  # from when on one can see it; -1: never for long
    ("since", "i8"),  # from when on they have differed visibly until now; -1: they do not
    ("differing", "i8"),  # volumes that differ when they part
    ("volume", "i8"),  # the first of those that differ for the earliest reason, …
    ("reason", "i8"),  # … which is this
    ("known", "?"),  # the headline speaks of the crash of the survivor
    ("survivor", "i8"),  # a node that crashes on one side and lives on the other; -1: there is none
    ("fell_at", "i8"),
    ("fell_on", "i8"),
)


@entry
def tell_divergence(
    left: Side, right: Side, groups: Ints, marked: Flags, parted: Record, stream: Floats, book: Record
) -> None:
    """Write when two runs part and by what, and what follows.

    Args:
        left: as it is before the first tick.
        right: likewise.
        groups: room for those who made the difference, shape (4, 2).
        marked: the nodes on which they part, shape (2, N).
        parted: what was found.
        stream: room for what is said.
        book: how far it is written.
    """
    ticks = left.journal.log.size - 1
    parted.tick = parted.seen = parted.since = parted.survivor = -1
    for tick in range(ticks + 1):
        follow(left, tick)
        follow(right, tick)
        if parted.tick < 0:
            find_difference(left, right, tick, parted)
            if parted.tick >= 0:
                tell_headline(left, right, parted, stream, book)
                mark_nodes(left, right, marked)
        if parted.survivor < 0:
            find_survivor(left, right, tick, parted, groups)
            if parted.survivor >= 0 and parted.tick == tick and parted.reason == CRASH:
                v, node = parted.volume, parted.survivor
                parted.known = left.crashed[v] == node or right.crashed[v] == node
        look(left, right, tick, ticks, parted)
    if parted.tick < 0:
        fact(stream, book, Fact.PART_NEVER)
        fact(stream, book, Fact.PART_MOVE_A_LEVER)
    else:
        fact_1(stream, book, Fact.PART_OTHERS, parted.differing - 1)
        if parted.survivor >= 0:
            tell_survivor(left, right, parted, groups, stream, book)
        tell_seen(parted, stream, book)


@kernel
def look(left: Side, right: Side, tick: int, ticks: int, parted: Record) -> None:
    """Note whether one can see in a tick that they differ, and for how long by now."""
    differ = False
    for n in range(left.up.size):
        differ = differ or left.up[n] != right.up[n]
    gap = abs(left.journal.counts[tick, Count.STUCK] - right.journal.counts[tick, Count.STUCK])
    if not differ and gap / left.state.size < SEEN_SHARE:
        parted.since = -1
        return
    if parted.since < 0:
        parted.since = tick
    if parted.seen < 0 and (tick - parted.since == SEEN_FOR or tick == ticks):
        parted.seen = parted.since


@kernel
def tell_seen(parted: Record, stream: Floats, book: Record) -> None:
    """Write when one can see it."""
    if parted.seen < 0:
        fact(stream, book, Fact.PART_NOT_SEEN)
    elif parted.seen == parted.tick:
        fact(stream, book, Fact.PART_SEEN_AT_ONCE)
    else:
        fact_1(stream, book, Fact.PART_SEEN_FROM, parted.seen)


@kernel
def find_difference(left: Side, right: Side, tick: int, parted: Record) -> None:
    """Note which volumes fare differently at the end of a tick, and why the first of them does."""
    parted.differing, parted.reason = 0, OTHER + 1
    for v in range(left.state.size):
        if left.state[v] != right.state[v]:
            parted.tick = tick
            parted.differing += 1
            reason = reason_of(left, right, v)
            if reason < parted.reason:
                parted.reason, parted.volume = reason, v


@kernel
def reason_of(left: Side, right: Side, v: int) -> int:
    """Return why a volume fares differently: the earliest of what happens to it on one side only."""
    only = left.causes[v] ^ right.causes[v]
    if only >> Cause.CUT & 1:
        return CUT
    if only >> Cause.RECONNECTED & 1:
        return TRUSTED
    if only >> Cause.EVERYDAY & 1:
        return EVERYDAY
    if only >> Cause.RESTART & 1:
        return RESTARTED
    if only >> Cause.ACCEPTED & 1:
        return WAITED if left.receiver[v] == NOBODY or right.receiver[v] == NOBODY else REFUSED
    if only >> Cause.FINISHED & 1:
        return FINISHED
    return CRASH if only >> Cause.CRASH & 1 or left.crashed[v] != right.crashed[v] else OTHER


@kernel
def tell_headline(left: Side, right: Side, parted: Record, stream: Floats, book: Record) -> None:
    """Write when the two worlds part, and by what."""
    tick, v, reason = parted.tick, parted.volume, parted.reason
    accepted = left.causes[v] >> Cause.ACCEPTED & 1
    fell = left.crashed[v] if left.crashed[v] != NOBODY else right.crashed[v]
    if reason == REFUSED:
        fact_3(stream, book, Fact.PART_REFUSED, tick, v, left.receiver[v])
        add_sides(accepted == 1, stream, book)
    elif reason == WAITED:
        fact_3(stream, book, Fact.PART_WAITED, tick, v, left.receiver[v] if accepted else right.receiver[v])
        add_sides(accepted == 1, stream, book)
    elif reason == CRASH and (left.crashed[v] == NOBODY) != (right.crashed[v] == NOBODY):
        fact_3(stream, book, Fact.PART_CRASH, tick, v, fell)
        add_sides(left.crashed[v] != NOBODY, stream, book)
    elif reason == TRUSTED:
        fact_2(stream, book, Fact.PART_TRUSTED, tick, v)
        add_sides(left.state[v] == State.MIRRORED, stream, book)
    elif reason == CUT:
        fact_2(stream, book, Fact.PART_CUT, tick, v)
        add_sides(left.state[v] == State.CUT_OFF, stream, book)
    else:
        fact_3(stream, book, Fact.PART_OTHER, tick, v, left.state[v])
        add(stream, book, right.state[v])


@kernel
def add_sides(first: bool, stream: Floats, book: Record) -> None:
    """Give the last fact two sides: the one for which it holds (0 left, 1 right), and the other."""
    add(stream, book, 0 if first else 1)
    add(stream, book, 1 if first else 0)


@kernel
def mark_nodes(left: Side, right: Side, marked: Flags) -> None:
    """Mark the nodes that the volumes which fare differently live on or ask."""
    for v in range(left.state.size):
        if left.state[v] != right.state[v]:
            mark_of(left, v, marked, 0)
            mark_of(right, v, marked, 1)


@kernel
def mark_of(side: Side, v: int, marked: Flags, row: int) -> None:
    """Mark the nodes of one volume on one side."""
    marked[row, side.primary[v]] = True
    if side.partner[v] != NOBODY:
        marked[row, side.partner[v]] = True
    if side.receiver[v] != NOBODY:
        marked[row, side.receiver[v]] = True
