"""The cluster as it is at the start, and what is dealt out again later: free slots, and the fix."""

import numpy as np

from model.engine.chance import Purpose, deal, random_subset
from model.engine.closing import set_bug
from model.engine.compiled import allocating, kernel
from model.engine.counting import measure
from model.engine.limits import MOST_TOKENS
from model.engine.peers import CELLS, join_groups, peer, peer_table
from model.engine.rounding import rounded
from model.engine.state import NOBODY, Floats, Ints, Record, Records
from model.rules.states import Count, State


@allocating
def begin(cluster: Record, nodes: Records, volumes: Records, count: Ints, odds: Floats) -> Ints:
    """Set the cluster up as it is at the start and count it; return its table of peers."""
    join_groups(nodes, cluster.cells if cluster.peers == CELLS else 1)
    table = peer_table(cluster.peers, cluster.nodes, cluster.degree, cluster.seed)
    start_nodes(cluster, nodes)
    start_volumes(cluster, nodes, volumes, table)
    set_bug(cluster, odds, cluster.bug_probability)
    count[:] = 0
    count[State.MIRRORED] = cluster.volumes
    count[Count.NODES_UP] = cluster.nodes
    measure(cluster, count, nodes, volumes)
    return table


@allocating
def start_nodes(cluster: Record, nodes: Records) -> None:
    """Let all nodes be up and in contact; draw whom a cut takes, and who has the fix."""
    count = cluster.nodes
    together = cluster.cut_off_shape == 1
    cut = rounded(cluster.cut_off_fraction * count)
    isolated = random_subset(deal(cluster.seed, Purpose.CUT, 0), np.ones(count, np.bool_), cut)
    for n in range(count):
        nodes[n].up = True
        nodes[n].contact = True
        nodes[n].isolated = n < cut if together else isolated[n]
        nodes[n].fallen = NOBODY
        nodes[n].tokens = MOST_TOKENS
    fix_nodes(cluster, nodes, cluster.fixed_share)


@allocating
def fix_nodes(cluster: Record, nodes: Records, share: float) -> None:
    """Let this share of the nodes have the fix, in an order drawn once."""
    cluster.fixed_nodes = rounded(share * cluster.nodes)
    key = deal(cluster.seed, Purpose.FIX, 0)
    fixed = random_subset(key, np.ones(cluster.nodes, np.bool_), cluster.fixed_nodes)
    for n in range(cluster.nodes):
        nodes[n].fixed = fixed[n]


@kernel
def start_volumes(cluster: Record, nodes: Records, volumes: Records, table: Ints) -> None:
    """Put two copies of every volume on the nodes, then give each node its slots."""
    key = deal(cluster.seed, Purpose.MIRROR, 0)
    for v in range(cluster.volumes):
        primary = v % cluster.nodes
        mirror = peer(nodes, table, primary, key, v)
        volumes[v].state = State.MIRRORED
        volumes[v].primary = primary
        volumes[v].partner = mirror
        volumes[v].old = NOBODY
        volumes[v].wait = 1.0
        nodes[primary].held += 1
        nodes[mirror].held += 1
    for n in range(cluster.nodes):
        nodes[n].slots = nodes[n].held
    share_out(nodes, rounded(cluster.spare_capacity * 2 * cluster.volumes), deal(cluster.seed, Purpose.SPARE, 0))


@allocating
def share_out(nodes: Records, slots: int, key: np.uint64) -> None:
    """Give slots evenly to the nodes that are up, the remainder one each to distinct random ones."""
    up = np.empty(nodes.size, np.bool_)
    running = 0
    for n in range(nodes.size):
        up[n] = nodes[n].up
        running += up[n]
    if running == 0:
        return
    extra = random_subset(key, up, slots % running)
    for n in range(nodes.size):
        if up[n]:
            nodes[n].slots += slots // running + (1 if extra[n] else 0)
