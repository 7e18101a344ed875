"""Phases 3 and 4: what a node lets through, by its retry budget and its request limit.

A phase that chooses among a node's requests strings them together first: the node knows the last of them and how many
they are, each request the one before it.
"""

import numpy as np

from model.engine.chance import Purpose, deal, draw, smallest
from model.engine.compiled import allocating, kernel
from model.engine.state import NOBODY, Record, Records

MOST_TOKENS = 10.0
"""A node's retry budget never holds more."""
TRICKLE = 0.02
"""What a node gets each tick for each volume whose primary it is, as a share of what an acceptance gives."""


@kernel
def unstring(nodes: Records) -> None:
    """Let no request hang on any node."""
    for n in range(nodes.size):
        nodes[n].asked = 0
        nodes[n].last_request = NOBODY


@kernel
def string(node: Record, requests: Records, i: int) -> None:
    """Hang a request on a node."""
    requests[i].before = node.last_request
    node.last_request = i
    node.asked += 1


@allocating
def smallest_draw(node: Record, requests: Records, key: np.uint64, size: int) -> np.uint64:
    """Return the draw that none of ``size`` random requests of a node exceeds; each request keeps its own."""
    keys = np.empty(node.asked, np.uint64)
    i = node.last_request
    for found in range(node.asked):
        requests[i].key = keys[found] = draw(key, requests[i].volume)
        i = requests[i].before
    return smallest(keys, size)


@kernel
def keep(node: Record, requests: Records, key: np.uint64, size: int) -> None:
    """Let a random ``size`` of a node's requests through, and the others not."""
    if node.asked <= size:
        return
    limit = smallest_draw(node, requests, key, size) if size > 0 else np.uint64(0)
    i = node.last_request
    while i != NOBODY:
        requests[i].opened = size > 0 and requests[i].key <= limit
        i = requests[i].before


@kernel
def limit_senders(cluster: Record, nodes: Records, volumes: Records, requests: Records, sent: int) -> int:
    """Phase 3: hold back what retry budgets and the request limit do not allow; return how many requests go."""
    for i in range(sent):
        requests[i].opened = True
    if cluster.retry_budget > 0.0:
        for i in range(sent):
            if volumes[requests[i].volume].refusals > 0:
                string(nodes[volumes[requests[i].volume].primary], requests, i)
        key = deal(cluster.seed, Purpose.BUDGET, cluster.tick)
        for n in range(cluster.nodes):
            keep(nodes[n], requests, key, int(nodes[n].tokens))
        sent = close_ranks(nodes, requests, sent)
    if cluster.request_limit > 0:
        for i in range(sent):
            string(nodes[volumes[requests[i].volume].primary], requests, i)
        key = deal(cluster.seed, Purpose.SEND_LIMIT, cluster.tick)
        for n in range(cluster.nodes):
            nodes[n].sent = min(nodes[n].asked, cluster.request_limit)
            keep(nodes[n], requests, key, cluster.request_limit)
        sent = close_ranks(nodes, requests, sent)
    if cluster.retry_budget > 0.0:
        for i in range(sent):
            volume = volumes[requests[i].volume]
            if volume.refusals > 0:
                nodes[volume.primary].tokens -= 1.0
    return sent


@kernel
def close_ranks(nodes: Records, requests: Records, sent: int) -> int:
    """Drop the requests that are not let through; return how many are left."""
    unstring(nodes)
    going = 0
    for i in range(sent):
        if requests[i].opened:
            requests[going].volume = requests[i].volume
            requests[going].opened = True
            going += 1
    return going


@kernel
def open_requests(cluster: Record, nodes: Records, requests: Records, sent: int) -> None:
    """Phase 4: a node opens as many requests as its limit leaves beside those it sent; others hang on it no more."""
    key = deal(cluster.seed, Purpose.OPEN_LIMIT, cluster.tick)
    for n in range(cluster.nodes):
        if nodes[n].up and nodes[n].contact:
            keep(nodes[n], requests, key, cluster.request_limit - nodes[n].sent)
    unstring(nodes)
    for i in range(sent):
        if requests[i].opened:
            string(nodes[requests[i].receiver], requests, i)


@kernel
def give_token(cluster: Record, node: Record) -> None:
    """Give a node what an acceptance earns it."""
    node.tokens = min(MOST_TOKENS, node.tokens + cluster.retry_budget)


@kernel
def refill(cluster: Record, nodes: Records, volumes: Records) -> None:
    """At the end of a tick: give every node that is up a little for each volume whose primary it is."""
    for n in range(cluster.nodes):
        nodes[n].serves = 0
    for v in range(cluster.volumes):
        nodes[volumes[v].primary].serves += 1
    for n in range(cluster.nodes):
        if nodes[n].up:
            earned = TRICKLE * cluster.retry_budget * nodes[n].serves
            nodes[n].tokens = min(MOST_TOKENS, nodes[n].tokens + earned)


@kernel
def set_budget(cluster: Record, nodes: Records, budget: float) -> None:
    """Turn the retry budget; every node begins with a full one where there was none."""
    if cluster.retry_budget == 0.0:
        for n in range(cluster.nodes):
            nodes[n].tokens = MOST_TOKENS
    cluster.retry_budget = budget
