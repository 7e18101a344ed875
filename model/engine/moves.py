"""The moves that every phase is made of: a volume changes, and what happened is counted and written down."""

from model.engine.compiled import kernel
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, Count, State


@kernel
def change(
    cluster: Record, count: Ints, volumes: Records, events: Records, v: int, state: int, cause: int, by: int
) -> None:
    """Put a volume into a state: count it, and write the event. Its holders are already as they will be."""
    volume = volumes[v]
    before = volume.state
    volume.state = state
    count[before] -= 1
    count[state] += 1
    was_stuck = before != State.MIRRORED and before != State.COPYING
    is_stuck = state != State.MIRRORED and state != State.COPYING
    if is_stuck and not was_stuck:
        count[Count.NEWLY_STUCK] += 1
        if cause == Cause.CRASH:
            count[Count.STRANDED] += 1
        elif cause == Cause.EVERYDAY:
            count[Count.EVERYDAY] += 1
    elif was_stuck and not is_stuck:
        count[Count.RELIEVED] += 1
    if cluster.recording:
        event = events[cluster.events]
        event.volume = v
        event.state = state
        event.primary = volume.primary
        event.partner = volume.partner
        event.old = volume.old
        event.cause = cause
        event.by = by
        cluster.events += 1


@kernel
def notice(cluster: Record, events: Records, n: int, cause: int, value: int) -> None:
    """Write down what happened to a node."""
    if cluster.recording:
        event = events[cluster.events]
        event.volume = NOBODY
        event.primary = n
        event.partner = event.old = NOBODY
        event.state = NOBODY
        event.cause = cause
        event.by = value
        cluster.events += 1


@kernel
def search_anew(
    cluster: Record, count: Ints, volumes: Records, events: Records, v: int, due: int, cause: int, by: int
) -> None:
    """Let a volume start to search: no refusals yet, due at the given tick."""
    volumes[v].refusals = 0
    volumes[v].wait = 1.0
    volumes[v].due = due
    change(cluster, count, volumes, events, v, State.SEARCHING, cause, by)


@kernel
def give_up_target(nodes: Records, volume: Record) -> None:
    """Release the slot of a copy that was being made, if there is one."""
    if volume.partner != NOBODY:
        nodes[volume.partner].held -= 1
        volume.partner = NOBODY


@kernel
def release_old(nodes: Records, volume: Record) -> None:
    """Release the slot of the old copy, if there is one."""
    if volume.old != NOBODY:
        nodes[volume.old].held -= 1
        volume.old = NOBODY


@kernel
def mistrust_mirror(nodes: Records, volume: Record) -> None:
    """Let the mirror become the old copy; one that it replaces is released."""
    release_old(nodes, volume)
    volume.old = volume.partner
    volume.partner = NOBODY


@kernel
def promote_old(volume: Record) -> None:
    """Let the old copy be the primary, and the primary the old copy."""
    primary = volume.primary
    volume.primary = volume.old
    volume.old = primary
