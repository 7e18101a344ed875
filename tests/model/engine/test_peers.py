"""The peer graph: who may ask whom, and that nobody asks anybody else."""

import hashlib
from collections import Counter

import networkx as nx
import numpy as np
import pytest

from model import Scenario, simulate
from model.engine.chance import Purpose
from model.engine.peers import groups, peer_graph
from tests.model.helpers import hashed

SIZES = [4, 5, 7, 10, 64]
EDGE_PURPOSES = (Purpose.FIRST_EDGE, Purpose.SECOND_EDGE, Purpose.TURN)


def edges(graph: nx.Graph) -> list[tuple[int, int]]:
    return sorted((min(edge), max(edge)) for edge in graph.edges)


@pytest.mark.parametrize("nodes", SIZES)
def test_in_a_cluster_everyone_knows_everyone(nodes):
    assert nx.utils.graphs_equal(peer_graph(Scenario(nodes=nodes)), nx.complete_graph(nodes))


@pytest.mark.parametrize(("nodes", "cells"), [(n, k) for n in (4, 5, 7, 10, 30) for k in range(1, n // 2 + 1)])
def test_cells_are_complete_equal_to_within_one_node_and_cut_as_the_rules_say(nodes, cells):
    scenario = Scenario(nodes=nodes, peers="cells", cells=cells)
    expected = [n * cells // nodes for n in range(nodes)]
    assert groups(scenario).tolist() == expected
    sizes = Counter(expected).values()
    assert len(sizes) == cells
    assert max(sizes) - min(sizes) <= 1
    assert edges(peer_graph(scenario)) == [
        (a, b) for a in range(nodes) for b in range(a + 1, nodes) if expected[a] == expected[b]
    ]


@pytest.mark.parametrize(("nodes", "degree"), [(4, 2), (5, 4), (10, 6), (64, 8), (9, 8)])
def test_on_a_ring_each_knows_the_nearest_on_each_side(nodes, degree):
    graph = peer_graph(Scenario(nodes=nodes, peers="ring", degree=degree))
    for n in range(nodes):
        assert set(graph[n]) == {(n + step) % nodes for step in range(-degree // 2, degree // 2 + 1)} - {n}


@pytest.mark.parametrize(("nodes", "degree"), [(4, 2), (5, 4), (10, 2), (12, 10), (64, 8), (200, 4)])
@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_the_random_graph_is_simple_and_regular(nodes, degree, seed):
    graph = peer_graph(Scenario(nodes=nodes, peers="random", degree=degree, seed=seed))
    assert sorted(graph) == list(range(nodes))
    assert nx.number_of_selfloops(graph) == 0
    assert {d for _, d in graph.degree} == {degree}
    assert graph.number_of_edges() == nodes * degree // 2  # in a table of neighbours, a double edge would be lost


def test_switching_edges_really_mixes():
    # In a random graph of 200 nodes an edge is one of the ring's 200 x 4 with chance about 8/199, so that of 800
    # edges 32 are expected to be, give or take 6; on the ring all are. Triangles: (d - 1)^3 / 6 = 57, on the ring 1200.
    for seed in range(5):
        graph = peer_graph(Scenario(nodes=200, peers="random", degree=8, seed=seed))
        near = sum(min((a - b) % 200, (b - a) % 200) <= 4 for a, b in graph.edges)
        assert abs(near - 800 * 8 / 199) < 4 * 6
        assert abs(sum(nx.triangles(graph).values()) / 3 - 57) < 4 * np.sqrt(57)
        assert nx.is_connected(graph)


def test_every_pair_is_joined_as_often_as_any_other():
    # Each of the 28 pairs of 8 nodes is an edge of a random 2-regular graph with chance 8 / 28.
    seeds, times = 2000, Counter()
    for seed in range(seeds):
        times.update(edges(peer_graph(Scenario(nodes=8, peers="random", degree=2, seed=seed))))
    chance = 8 / 28
    error = np.sqrt(seeds * chance * (1 - chance))
    assert len(times) == 28
    assert max(abs(count - seeds * chance) for count in times.values()) < 4.5 * error


def switched_ring(nodes: int, degree: int, seed: int) -> list[tuple[int, int]]:
    """Return the random graph's edges as the rules make them, in whole numbers of Python alone."""
    ring = [(n, (n + step) % nodes) for n in range(nodes) for step in range(1, degree // 2 + 1)]
    for attempt in range(10 * nodes * degree):
        one, two, turn = ((hashed(seed, purpose, 0, attempt) >> 32) for purpose in EDGE_PURPOSES)
        first, second = one * len(ring) >> 32, two * len(ring) >> 32
        (a, b), (c, d) = ring[first], ring[second][:: -1 if turn * 2 >> 32 else 1]
        new = [tuple(sorted(edge)) for edge in ((a, d), (c, b))]
        if a != d and c != b and not set(new) & {tuple(sorted(edge)) for edge in ring}:
            ring[first], ring[second] = (a, d), (c, b)
    return sorted((min(edge), max(edge)) for edge in ring)


@pytest.mark.parametrize(("nodes", "degree", "seed"), [(6, 2, 3), (12, 4, 5), (20, 6, 2**32 - 1)])
def test_the_random_graph_is_the_same_on_every_platform(nodes, degree, seed):
    graph = peer_graph(Scenario(nodes=nodes, peers="random", degree=degree, seed=seed))
    assert edges(graph) == switched_ring(nodes, degree, seed)


def test_one_random_graph_is_pinned():
    text = " ".join(f"{a}-{b}" for a, b in edges(peer_graph(Scenario(nodes=12, peers="random", degree=4, seed=5))))
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == "56eec1e5f9f6f71b"


def test_the_random_graph_differs_by_seed_and_by_nothing_else():
    scenario = Scenario(nodes=30, peers="random", degree=4, seed=5)
    seen = {tuple(edges(peer_graph(scenario.replace(seed=seed)))) for seed in range(20)}
    assert len(seen) == 20
    other = scenario.replace(volumes_per_node=3, backoff=4, bug_probability=0, cut_off_fraction=0.5, ticks=99)
    assert edges(peer_graph(other)) == edges(peer_graph(scenario))


PEERS = [("cluster", {}), ("cells", {"cells": 3}), ("ring", {"degree": 4}), ("random", {"degree": 4})]


@pytest.mark.parametrize(("peers", "settings"), PEERS)
def test_peers_are_drawn_evenly_from_the_neighbours_and_nobody_else(peers, settings):
    run = simulate(Scenario(nodes=14, volumes_per_node=20, peers=peers, spare_capacity=0, bug_probability=0,
                            cut_off_fraction=1, ticks=80, **settings))  # fmt: skip
    times = Counter(run.requests[["sender", "receiver"]].tolist())
    assert run.graph is run.graph
    assert set(times) == {(a, b) for a, b in run.graph.edges} | {(b, a) for a, b in run.graph.edges}
    for n in run.graph:
        counts = np.array([times[n, peer] for peer in run.graph[n]])
        expected = counts.mean()
        degrees = len(counts) - 1  # chi-square has mean k and variance 2 k
        assert ((counts - expected) ** 2).sum() / expected < degrees + 4.5 * np.sqrt(2 * degrees)


@pytest.mark.parametrize(("peers", "settings"), PEERS)
def test_mirrors_start_at_random_peers(peers, settings):
    times: Counter[tuple[int, int]] = Counter()
    scenario = Scenario(nodes=14, volumes_per_node=40, peers=peers, ticks=1, **settings)
    for seed in range(10):
        run = simulate(scenario.replace(seed=seed))
        start = run.start
        assert (start.primary == np.arange(560) % 14).all()
        assert all(run.graph.has_edge(*pair) for pair in zip(start.primary, start.partner, strict=True))
        times.update(zip(start.primary.tolist(), start.partner.tolist(), strict=True))
    if peers != "random":  # whose graph is another one for every seed
        counts = np.array(list(times.values()))
        expected = np.array([400 / run.graph.degree[a] for a, _ in times])
        assert len(counts) == 2 * run.graph.number_of_edges()
        degrees = len(counts) - 14
        assert ((counts - expected) ** 2 / expected).sum() < degrees + 4.5 * np.sqrt(2 * degrees)
