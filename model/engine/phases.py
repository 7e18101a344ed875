"""One tick of the storm, in the order of the rules (`model/README.md`); phase 1 is in `operator.py`."""

import numpy as np

from model.engine.chance import Purpose, deal, draw, smallest, uniform
from model.engine.compiled import allocating, kernel
from model.engine.peers import peer
from model.engine.state import (
    NOBODY,
    Floats,
    Ints,
    Record,
    Records,
    chance_of,
    change,
    give_up_target,
    mistrust_mirror,
    notice,
    promote_old,
    release_old,
    search_anew,
)
from model.rules.states import Cause, Count, State
from model.scenario import PARAMETERS

EQUAL, FULL, DECORRELATED = 1, 2, 3
JITTERS = PARAMETERS["jitter"].choices


@kernel
def cut(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 2: a cut begins, or contact returns; cuts that overlap or touch are one. Then everyday losses."""
    if cluster.tick == cluster.cut_off_at and cluster.cut_off_for > 0:
        cluster.cut_until = max(cluster.cut_until, cluster.tick + cluster.cut_off_for)
    if cluster.cut_until > cluster.tick:
        lose_contact(cluster, count, nodes, volumes, events)
    elif cluster.cut_until == cluster.tick:
        regain_contact(cluster, count, nodes, volumes, events)
    if cluster.background > 0.0:
        lose_everyday(cluster, count, nodes, volumes, events)


@kernel
def lose_contact(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Cut the isolated nodes off, unless they are; volumes with a copy there lose sight of it."""
    for n in range(cluster.nodes):
        if nodes[n].isolated and nodes[n].contact:
            nodes[n].contact = False
            notice(cluster, events, n, Cause.NODE_CUT, 0)
            count[Count.CUTS] = 1
    if count[Count.CUTS] == 0:
        return
    for v in range(cluster.volumes):
        volume = volumes[v]
        if volume.partner == NOBODY or (nodes[volume.primary].contact and nodes[volume.partner].contact):
            continue
        if volume.state == State.MIRRORED:
            change(cluster, count, volumes, events, v, State.CUT_OFF, Cause.CUT, NOBODY)
        elif volume.state == State.COPYING:
            give_up_target(nodes, volume)
            search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.CUT, NOBODY)


@kernel
def regain_contact(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Give contact back; each cut-off volume trusts its mirror again by chance, or searches."""
    cluster.cut_until = 0
    for n in range(cluster.nodes):
        if not nodes[n].contact:
            nodes[n].contact = True
            notice(cluster, events, n, Cause.NODE_CONTACT, 0)
    key = deal(cluster.seed, Purpose.RECONNECT, cluster.tick)
    for v in range(cluster.volumes):
        if volumes[v].state != State.CUT_OFF:
            continue
        if uniform(key, v) < cluster.reconnect:
            change(cluster, count, volumes, events, v, State.MIRRORED, Cause.RECONNECTED, NOBODY)
        else:
            mistrust_mirror(nodes, volumes[v])
            search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.CONTACT, NOBODY)


@kernel
def lose_everyday(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Let mirrored volumes lose their mirror for everyday reasons."""
    key = deal(cluster.seed, Purpose.BACKGROUND, cluster.tick)
    for v in range(cluster.volumes):
        if volumes[v].state == State.MIRRORED and uniform(key, v) < cluster.background:
            mistrust_mirror(nodes, volumes[v])
            search_anew(cluster, count, volumes, events, v, cluster.tick, Cause.EVERYDAY, NOBODY)


@kernel
def search(cluster: Record, count: Ints, nodes: Records, volumes: Records, requests: Records, table: Ints) -> int:
    """Phase 3: every volume that is due asks one random peer of its primary's node. Returns the number sent."""
    for n in range(cluster.nodes):
        nodes[n].asked = 0
        nodes[n].last_request = NOBODY
    if cluster.stopped or count[State.SEARCHING] == 0:
        return 0
    sent = 0
    for v in range(cluster.volumes):
        volume = volumes[v]
        if (volume.state == State.SEARCHING) & (volume.due <= cluster.tick):  # one branch, which is rarely taken
            home = nodes[volume.primary]
            if home.up and home.contact:
                requests[sent].volume = v
                sent += 1
    if 0 < cluster.allowed < sent:
        sent = throttle(cluster, requests, sent)
    key = deal(cluster.seed, Purpose.PEER, cluster.tick)
    for i in range(sent):
        v = requests[i].volume
        receiver = peer(nodes, table, volumes[v].primary, key, v)
        requests[i].receiver = receiver
        requests[i].accepted = False
        requests[i].before = nodes[receiver].last_request
        nodes[receiver].last_request = i
        nodes[receiver].asked += 1
    return sent


@allocating
def throttle(cluster: Record, requests: Records, sent: int) -> int:
    """Let only a random subset of the allowed size go."""
    key = deal(cluster.seed, Purpose.THROTTLE, cluster.tick)
    keys = np.empty(sent, np.uint64)
    for i in range(sent):
        requests[i].key = keys[i] = draw(key, requests[i].volume)
    limit = smallest(keys, cluster.allowed)
    going = 0
    for i in range(sent):
        if requests[i].key <= limit:
            requests[going].volume = requests[i].volume
            going += 1
    return going


@kernel
def admit(
    cluster: Record,
    count: Ints,
    nodes: Records,
    volumes: Records,
    events: Records,
    requests: Records,
    sent: int,
) -> None:
    """Phase 4: a peer that is there accepts as many requests as it has free slots, chosen at random."""
    if sent == 0:
        return
    key = deal(cluster.seed, Purpose.ADMISSION, cluster.tick)
    for n in range(cluster.nodes):
        node = nodes[n]
        if node.asked > 0 and node.slots > node.held and node.up and node.contact:
            choose(node, requests, key)
    for i in range(sent):
        if requests[i].accepted:
            volume = volumes[requests[i].volume]
            volume.partner = requests[i].receiver
            volume.due = cluster.tick + cluster.copy_ticks
            nodes[volume.partner].held += 1
            change(cluster, count, volumes, events, requests[i].volume, State.COPYING, Cause.ACCEPTED, NOBODY)
            count[Count.ACCEPTED] += 1
    count[Count.REQUESTS] = sent
    count[Count.REFUSED] = sent - count[Count.ACCEPTED]


@allocating
def choose(node: Record, requests: Records, key: np.uint64) -> None:
    """Mark which requests a node with free slots accepts."""
    free = node.slots - node.held
    some = free < node.asked
    limit = np.uint64(0)
    if some:
        keys = np.empty(node.asked, np.uint64)
        i = node.last_request
        for found in range(node.asked):
            requests[i].key = keys[found] = draw(key, requests[i].volume)
            i = requests[i].before
        limit = smallest(keys, free)
    i = node.last_request
    while i != NOBODY:
        requests[i].accepted = not some or requests[i].key <= limit
        i = requests[i].before


@kernel
def back_off(cluster: Record, volumes: Records, requests: Records, sent: int) -> None:
    """Phase 5: who was refused, or got no answer, waits longer than before, up to 2^A ticks."""
    key = deal(cluster.seed, Purpose.JITTER, cluster.tick)
    for i in range(sent):
        if requests[i].accepted:
            continue
        volume = volumes[requests[i].volume]
        volume.refusals += 1
        wait = 1.0
        if cluster.backoff > 0:
            luck = uniform(key, requests[i].volume)
            wait = jittered(cluster.jitter, cluster.backoff, volume.refusals, volume.wait, luck)
        volume.wait = wait
        volume.due = cluster.tick + max(1, int(np.ceil(wait)))


@kernel
def jittered(jitter: int, level: int, refusals: int, last: float, luck: float) -> float:
    """Return the wait after the ``refusals``-th refusal in ticks, before it is rounded up."""
    wait = float(2 ** min(level, refusals - 1))
    if jitter == EQUAL:
        return wait / 2 + luck * (wait / 2)
    if jitter == FULL:
        return luck * wait
    if jitter == DECORRELATED:
        return min(float(2**level), 1 + luck * (3 * last - 1))
    return wait


@kernel
def finish_copies(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 6: a copy that is done becomes the mirror, and the old copy is released."""
    if count[State.COPYING] == 0:
        return
    for v in range(cluster.volumes):
        volume = volumes[v]
        if volume.state != State.COPYING or volume.due > cluster.tick:
            continue
        here, there = nodes[volume.primary], nodes[volume.partner]
        if here.up and here.contact and there.up and there.contact:
            release_old(nodes, volume)
            change(cluster, count, volumes, events, v, State.MIRRORED, Cause.FINISHED, NOBODY)


@kernel
def close(
    cluster: Record,
    count: Ints,
    nodes: Records,
    volumes: Records,
    requests: Records,
    odds: Floats,
    sent: int,
) -> None:
    """Phase 7: each request closes at its sender, and at its receiver if that is there; chances to crash follow."""
    for n in range(cluster.nodes):
        nodes[n].closings = nodes[n].asked if nodes[n].up and nodes[n].contact else 0
        nodes[n].chance = 0.0
    if sent == 0:
        return
    for i in range(sent):
        nodes[volumes[requests[i].volume].primary].closings += 1
    most = 0
    for n in range(cluster.nodes):
        closings = nodes[n].closings
        most = max(most, closings)
        if closings >= 2 and not nodes[n].fixed:
            nodes[n].chance = chance_of(cluster.bug_probability, odds, closings)
    count[Count.MOST_CLOSINGS] = most


@kernel
def expect_stranded(count: Ints, nodes: Records, volumes: Records) -> float:
    """Return B, the number of volumes that this tick's closings are expected to strand."""
    total = 0.0
    if count[Count.MOST_CLOSINGS] < 2:
        return total
    for v in range(volumes.size):
        volume = volumes[v]
        held = (volume.state == State.MIRRORED) | (volume.state == State.COPYING)
        here, there = nodes[volume.primary].chance, nodes[max(volume.partner, 0)].chance
        total += (here + there - here * there) * held  # without a branch: whether it is taken cannot be foreseen
    return total


@kernel
def crash(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records) -> None:
    """Phase 8: the nodes that trip the race, or that the operator breaks, crash all at once."""
    key = deal(cluster.seed, Purpose.CRASH, cluster.tick)
    for n in range(cluster.nodes):
        node = nodes[n]
        node.fallen = NOBODY
        broken = node.broken and node.up
        node.broken = False
        if broken or (node.chance > 0.0 and uniform(key, n) < node.chance):
            notice(cluster, events, n, Cause.NODE_BROKEN if broken else Cause.NODE_CRASHED, node.closings)
            node.fallen = cluster.crashes
            cluster.crashes += 1
            node.up = False
            node.restart_at = cluster.tick + cluster.restart_after
            count[Count.CRASHES] += 1
    count[Count.NODES_UP] -= count[Count.CRASHES]
    if count[Count.CRASHES] > 0:
        for v in range(cluster.volumes):
            if touched(nodes, volumes[v]):
                strand(cluster, count, nodes, volumes, events, v)


@kernel
def touched(nodes: Records, volume: Record) -> bool:
    """Say whether a volume had a copy that counts on a node that just crashed."""
    here, there = nodes[volume.primary].fallen, nodes[max(volume.partner, 0)].fallen
    fell = (here != NOBODY) | ((there != NOBODY) & (volume.partner != NOBODY))  # without a branch, as above
    return bool(fell & (volume.state != State.OFFLINE))


@kernel
def strand(cluster: Record, count: Ints, nodes: Records, volumes: Records, events: Records, v: int) -> None:
    """Move a volume away from the nodes that just crashed."""
    volume = volumes[v]
    by = nodes[volume.primary].fallen
    primary_fell = by != NOBODY
    if not primary_fell:
        by = nodes[volume.partner].fallen
    if volume.state == State.COPYING:
        give_up_target(nodes, volume)
    elif volume.partner != NOBODY:
        mistrust_mirror(nodes, volume)
    if primary_fell:
        if volume.old == NOBODY or not nodes[volume.old].up:
            change(cluster, count, volumes, events, v, State.OFFLINE, Cause.CRASH, by)
            return
        promote_old(volume)
    search_anew(cluster, count, volumes, events, v, cluster.tick + 1, Cause.CRASH, by)


@kernel
def measure(cluster: Record, count: Ints, nodes: Records) -> None:
    """Count what the phases did not."""
    for n in range(cluster.nodes):
        if nodes[n].up:
            count[Count.FREE_SLOTS] += nodes[n].slots - nodes[n].held
    count[Count.STUCK] = count[State.CUT_OFF] + count[State.SEARCHING] + count[State.OFFLINE]
