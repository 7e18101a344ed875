"""The peer graph: who may ask whom for space."""

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from model.engine.chance import Purpose, deal, pick
from model.engine.compiled import allocating, kernel
from model.scenario import PARAMETERS, Scenario

if TYPE_CHECKING:
    import networkx as nx

CLUSTER, CELLS, RING, RANDOM = range(4)
KINDS = PARAMETERS["peers"].choices
TRIES_PER_PEER = 10


@kernel
def join_groups(nodes: Any, cells: int) -> None:
    """Divide the nodes into groups that know only themselves: node n is in group floor(n cells / N)."""
    count = nodes.size
    for n in range(count):
        cell = n * cells // count
        first = -(-cell * count // cells)
        nodes[n].first_peer = first
        nodes[n].group_size = -(-(cell + 1) * count // cells) - first


@allocating
def peer_table(kind: int, nodes: int, degree: int, seed: int) -> npt.NDArray[np.int32]:
    """Return the peers (N, d) of each node in rising order; no columns where groups say who knows whom."""
    if kind != RING and kind != RANDOM:
        return np.empty((nodes, 0), np.int32)
    ends = ring_edges(nodes, degree)
    if kind == RANDOM:
        shuffle_edges(ends, nodes, degree, seed)
    return neighbour_table(ends, nodes, degree)


@allocating
def ring_edges(nodes: int, degree: int) -> npt.NDArray[np.int32]:
    """Return the edges (N d / 2, 2) that join each node to the d / 2 nearest on each side."""
    ends = np.empty((nodes * degree // 2, 2), np.int32)
    for node in range(nodes):
        for step in range(degree // 2):
            ends[node * (degree // 2) + step, 0] = node
            ends[node * (degree // 2) + step, 1] = (node + step + 1) % nodes
    return ends


@allocating
def shuffle_edges(ends: npt.NDArray[np.int32], nodes: int, degree: int, seed: int) -> None:
    """Switch pairs of edges 10 N d times, each time only if the graph stays simple; degrees do not change."""
    joined = np.zeros((nodes, nodes), np.bool_)
    for edge in range(ends.shape[0]):
        joined[ends[edge, 0], ends[edge, 1]] = joined[ends[edge, 1], ends[edge, 0]] = True
    one, two, turn = (
        deal(seed, Purpose.FIRST_EDGE, 0),
        deal(seed, Purpose.SECOND_EDGE, 0),
        deal(seed, Purpose.TURN, 0),
    )
    for attempt in range(TRIES_PER_PEER * nodes * degree):
        first, second = pick(one, attempt, ends.shape[0]), pick(two, attempt, ends.shape[0])
        side = pick(turn, attempt, 2)
        a, b = ends[first, 0], ends[first, 1]
        c, d = ends[second, side], ends[second, 1 - side]
        if a == d or c == b or joined[a, d] or joined[c, b]:
            continue
        joined[a, b] = joined[b, a] = joined[c, d] = joined[d, c] = False
        joined[a, d] = joined[d, a] = joined[c, b] = joined[b, c] = True
        ends[first, 1] = d
        ends[second, 0], ends[second, 1] = c, b


@allocating
def neighbour_table(ends: npt.NDArray[np.int32], nodes: int, degree: int) -> npt.NDArray[np.int32]:
    """Return the neighbours (N, d) of each node in rising order: telling each its neighbours in turn sorts them."""
    unsorted, table = np.empty((nodes, degree), np.int32), np.empty((nodes, degree), np.int32)
    filled, told = np.zeros(nodes, np.int32), np.zeros(nodes, np.int32)
    for edge in range(ends.shape[0]):
        for side in range(2):
            node = ends[edge, side]
            unsorted[node, filled[node]] = ends[edge, 1 - side]
            filled[node] += 1
    for node in range(nodes):
        for place in range(degree):
            other = unsorted[node, place]
            table[other, told[other]] = node
            told[other] += 1
    return table


@kernel
def peer(nodes: Any, table: npt.NDArray[np.int32], n: int, key: np.uint64, v: int) -> int:
    """Return a uniformly random peer of node n, drawn for volume v."""
    if table.shape[1] > 0:
        return int(table[n, pick(key, v, table.shape[1])])
    other = nodes[n].first_peer + pick(key, v, nodes[n].group_size - 1)
    return int(other + 1 if other >= n else other)


def groups(scenario: Scenario) -> npt.NDArray[np.int64]:
    """Return the number of each node's cell, shape (N,); all 0 unless ``peers`` is ``cells``."""
    cells = scenario.cells if scenario.peers == "cells" else 1
    return np.arange(scenario.nodes) * cells // scenario.nodes


def peer_graph(scenario: Scenario) -> "nx.Graph":
    """Return the peer graph.

    >>> sorted(peer_graph(Scenario(nodes=5, peers="ring", degree=2)).edges)
    [(0, 1), (0, 4), (1, 2), (2, 3), (3, 4)]
    """
    import networkx as nx  # here: a run is played without it, and it would be a twentieth of a server's start

    if scenario.peers in ("ring", "random"):
        table = peer_table(KINDS.index(scenario.peers), scenario.nodes, scenario.degree, scenario.seed)
        graph = nx.Graph()
        graph.add_nodes_from(range(scenario.nodes))
        graph.add_edges_from((node, int(other)) for node, row in enumerate(table) for other in row)
        return graph
    cell = groups(scenario)
    graph = nx.disjoint_union_all([nx.complete_graph(int(size)) for size in np.bincount(cell)])
    return graph
