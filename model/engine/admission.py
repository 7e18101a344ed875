"""Phase 4: nodes with free slots accept requests."""

import numpy as np

from model.engine.chance import Purpose, deal, draw, smallest
from model.engine.compiled import allocating, kernel
from model.engine.moves import change
from model.engine.state import NOBODY, Ints, Record, Records
from model.rules.states import Cause, Count, State


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
