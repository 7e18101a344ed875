"""One tick, phase by phase, in the order of the rules (`model/README.md`, section 7.2)."""

from model.engine.admission import admit
from model.engine.backoff import back_off
from model.engine.closing import close
from model.engine.compiled import kernel
from model.engine.copies import finish_copies
from model.engine.counting import expect_stranded, measure
from model.engine.crashes import crash
from model.engine.cut import cut
from model.engine.everyday_losses import lose_everyday
from model.engine.journal import write_closings, write_log, write_requests
from model.engine.limits import refill
from model.engine.operator import operate
from model.engine.search import search
from model.engine.state import COUNTED, Floats, Ints, Journal, Record, Records, RunState
from model.rules.states import Count, State

QUIET = -1
"""In place of the number of requests of a tick in which nothing can change."""


@kernel
def open_tick(state: RunState, journal: Journal) -> int:
    """Play the next tick up to its crashes, phases 1 to 7; return the number of requests sent, or `QUIET`."""
    cluster, nodes, volumes, requests, peers, odds, actions = state
    events = journal.events
    cluster.tick += 1
    count, before = journal.counts[cluster.tick], journal.counts[cluster.tick - 1]
    for column in range(COUNTED):
        count[column] = before[column] if column <= Count.NODES_UP else 0
    if quiet(cluster, count, actions):
        stay(cluster, count, before, journal)
        return QUIET
    operate(cluster, count, nodes, volumes, events, actions, odds)
    cut(cluster, count, nodes, volumes, events)
    if cluster.background > 0.0:
        lose_everyday(cluster, count, nodes, volumes, events)
    sent = search(cluster, count, nodes, volumes, requests, peers)
    admit(cluster, count, nodes, volumes, events, requests, sent)
    back_off(cluster, volumes, requests, sent)
    finish_copies(cluster, count, nodes, volumes, events)
    close(cluster, count, nodes, volumes, requests, odds, sent)
    return sent


@kernel
def close_tick(state: RunState, journal: Journal, sent: int) -> None:
    """Play phase 8, the crashes, and write down what the tick brought."""
    cluster, nodes, volumes = state.cluster, state.nodes, state.volumes
    count = journal.counts[cluster.tick]
    if journal.expected_stranded.size > 0:
        journal.expected_stranded[cluster.tick] = expect_stranded(count, nodes, volumes)
    if cluster.recording:
        write_requests(cluster, volumes, state.requests, journal.requests, sent)
    end_tick(cluster, count, nodes, volumes, journal.events)
    if cluster.recording:
        write_log(cluster, journal.log[cluster.tick])
        write_closings(nodes, journal.closings[cluster.tick])


@kernel
def end_tick(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Play phase 8, count what is left, and let the retry budgets grow."""
    crash(cluster, count, nodes, volumes, events)
    measure(cluster, count, nodes, volumes)
    if cluster.retry_budget > 0.0:
        refill(cluster, nodes, volumes)


@kernel
def quiet(cluster: Record, count: Ints, actions: Floats) -> bool:
    """Say whether nothing can change in this tick: nobody waits or copies, and nothing is due to happen."""
    if count[State.SEARCHING] > 0 or count[State.COPYING] > 0 or count[State.CUT_OFF] > 0:
        return False
    if cluster.background > 0.0 or cluster.cut_until > 0 or cluster.retry_budget > 0.0:
        return False
    if cluster.restart_after > 0 and count[Count.NODES_UP] < cluster.nodes:
        return False
    for row in range(cluster.actions):
        if actions[row, 0] == cluster.tick:
            return False
    return bool(cluster.tick != cluster.cut_off_at or cluster.cut_off_for == 0)


@kernel
def stay(cluster: Record, count: Ints, before: Ints, journal: Journal) -> None:
    """Let everything be as it was the tick before; no node closes anything."""
    count[Count.STUCK] = before[Count.STUCK]
    count[Count.FREE_SLOTS] = before[Count.FREE_SLOTS]
    count[Count.OPEN_NODES] = before[Count.OPEN_NODES]
    count[Count.SHORTFALL] = before[Count.SHORTFALL]
    if journal.expected_stranded.size > 0:
        journal.expected_stranded[cluster.tick] = 0.0
    if cluster.recording:
        write_log(cluster, journal.log[cluster.tick])
