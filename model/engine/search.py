"""Phase 3: who waits and is due asks for space."""

import numpy as np

from model.engine.chance import Purpose, deal, draw, smallest
from model.engine.compiled import allocating, kernel
from model.engine.limits import limit_senders, string, unstring
from model.engine.peers import peer
from model.engine.state import Ints, Record, Records
from model.rules.states import State


@kernel
def search(cluster: Record, count: Ints, nodes: Records, volumes: Records, requests: Records, table: Ints) -> int:
    """Phase 3: every volume that is due asks one random peer of its primary's node. Returns the number sent."""
    unstring(nodes)
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
    if cluster.retry_budget > 0.0 or cluster.request_limit > 0:
        sent = limit_senders(cluster, nodes, volumes, requests, sent)
    key = deal(cluster.seed, Purpose.PEER, cluster.tick)
    for i in range(sent):
        v = requests[i].volume
        receiver = peer(nodes, table, volumes[v].primary, key, v)
        requests[i].receiver = receiver
        requests[i].opened = nodes[receiver].up & nodes[receiver].contact
        requests[i].accepted = False
        string(nodes[receiver], requests, i)
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
