"""Phase 4: nodes with free slots accept requests."""

import numpy as np

from model.engine.chance import Purpose, deal
from model.engine.compiled import kernel
from model.engine.limits import give_token, open_requests, smallest_draw
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
    if cluster.request_limit > 0:
        open_requests(cluster, nodes, requests, sent)
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
            if cluster.retry_budget > 0.0:
                give_token(cluster, nodes[volume.primary])
    count[Count.REQUESTS] = sent
    count[Count.REFUSED] = sent - count[Count.ACCEPTED]


@kernel
def choose(node: Record, requests: Records, key: np.uint64) -> None:
    """Mark which requests a node with free slots accepts."""
    free = node.slots - node.held
    some = free < node.asked
    limit = smallest_draw(node, requests, key, free) if some else np.uint64(0)
    i = node.last_request
    while i != NOBODY:
        requests[i].accepted = not some or requests[i].key <= limit
        i = requests[i].before
