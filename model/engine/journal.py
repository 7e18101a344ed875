"""What is written down of a run where every fact is kept, and how much room it takes; played back."""

from model.engine.compiled import entry, kernel
from model.engine.state import EVENTS_A_TICK, NOBODY, Flags, Floats, Ints, Journal, Record, Records
from model.rules.states import Cause


@kernel
def enough_room(cluster: Record, actions: Floats, journal: Journal) -> bool:
    """Say whether the facts of one more tick fit, whatever it brings."""
    today = 0
    for row in range(cluster.actions):
        today += actions[row, 0] == cluster.tick + 1
    most = (cluster.volumes + cluster.nodes) * (EVENTS_A_TICK + today)
    enough = cluster.events + most <= journal.events.size
    return bool(enough and cluster.sent + cluster.volumes <= journal.requests.size)


@kernel
def write_requests(cluster: Record, volumes: Records, requests: Records, written: Records, sent: int) -> None:
    """Write this tick's requests down: who asked, from where, whom, and whether it was opened and accepted."""
    for i in range(sent):
        entry = written[cluster.sent + i]
        entry.volume = requests[i].volume
        entry.sender = volumes[requests[i].volume].primary
        entry.receiver = requests[i].receiver
        entry.opened = requests[i].opened
        entry.accepted = requests[i].accepted
    cluster.sent += sent


@kernel
def write_log(cluster: Record, entry: Record) -> None:
    """Write down where this tick's facts end, and the settings that the operator turns."""
    entry.events = cluster.events
    entry.sent = cluster.sent
    entry.bug = cluster.bug_probability
    entry.fixed_nodes = cluster.fixed_nodes


@kernel
def write_closings(nodes: Records, closings: Ints) -> None:
    """Write down how many requests each node closed in this tick."""
    for n in range(nodes.size):
        closings[n] = nodes[n].closings


@entry
def replay(
    events: Records,
    state: Ints,
    primary: Ints,
    partner: Ints,
    old: Ints,
    up: Flags,
    contact: Flags,
    slots: Ints,
) -> None:
    """Apply events to where everything stood before them."""
    for i in range(events.size):
        event = events[i]
        v, n = event.volume, event.primary
        if v != NOBODY:
            state[v], primary[v], partner[v], old[v] = event.state, event.primary, event.partner, event.old
        elif event.cause == Cause.NODE_CRASHED or event.cause == Cause.NODE_BROKEN:
            up[n] = False
        elif event.cause == Cause.NODE_RESTARTED:
            up[n] = True
        elif event.cause == Cause.NODE_CUT:
            contact[n] = False
        elif event.cause == Cause.NODE_CONTACT:
            contact[n] = True
        elif event.cause == Cause.NODE_CAPACITY:
            slots[n] = event.by
