"""The cluster as the engine holds it, and the moves that every phase is made of.

One record holds the settings, dials and counters of a run; nodes, volumes, this tick's requests and the facts
written down are arrays of records. (Named tuples of arrays read as well, but numba counts references to every
array at every call, which costs a hundred times the work.) ``NOBODY`` stands where a volume has no partner or
no old copy.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from model.engine.chance import Purpose, deal, draw, smallest
from model.engine.compiled import allocating, kernel
from model.engine.peers import PEERS_FIELDS, peer
from model.rules.states import Cause, Count, State
from model.scenario import PARAMETERS

NOBODY = -1
ODDS_KEPT = 256

Record = Any
"""One record, fields as attributes."""
Records = npt.NDArray[Any]
"""An array of records."""
Ints = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def record(*fields: tuple[str, str]) -> Any:
    """Return a dtype whose elements have their fields as attributes, compiled or not."""
    return np.dtype((np.record, list(fields)))


SETTINGS = tuple(
    ("volumes" if name == "volumes_per_node" else name, "f8" if parameter.kind == "number" else "i8")
    for name, parameter in PARAMETERS.items()
    if parameter.kind != "actions"
)
"""The settings of a scenario; the operator turns `backoff` and `bug_probability` during the run."""

CLUSTER = record(
    *SETTINGS,
    ("actions", "i8"),  # how many
    ("tick", "i8"),
    ("fixed_nodes", "i8"),
    ("stopped", "?"),  # nobody may search
    ("allowed", "i8"),  # requests in a tick; 0: any number
    ("cut_until", "i8"),  # when contact returns; 0: there is contact
    ("recording", "?"),
    ("events", "i8"),  # how many are written of each kind of fact
    ("sent", "i8"),
    ("crashes", "i8"),
)

NODE = record(
    ("up", "?"),
    ("contact", "?"),
    ("isolated", "?"),  # a cut takes this node
    ("fixed", "?"),  # it runs without the bug
    ("broken", "?"),  # the operator breaks it in this tick
    ("slots", "i4"),
    ("held", "i4"),
    ("restart_at", "i4"),
    ("asked", "i4"),  # requests sent to it in this tick, whether or not anybody is there
    ("last_request", "i4"),
    ("closings", "i4"),
    ("fallen", "i4"),  # the number of its crash if it crashed in this tick, else NOBODY
    ("chance", "f8"),
    *PEERS_FIELDS,
)

VOLUME = record(
    ("state", "i4"),
    ("primary", "i4"),
    ("partner", "i4"),  # the mirror (MIRRORED, CUT_OFF) or the target (COPYING), else NOBODY
    ("old", "i4"),
    ("due", "i4"),  # when it may ask again (SEARCHING) or its copy is done (COPYING)
    ("refusals", "i4"),
    ("wait", "f8"),  # the last wait before rounding, for decorrelated jitter
)

REQUEST = record(
    ("volume", "i4"),
    ("receiver", "i4"),
    ("before", "i4"),  # the previous request to the same receiver, or NOBODY
    ("accepted", "?"),
    ("key", "u8"),
)

EVENT = record(
    ("by", "i4"),  # the number of the crash that caused it, or a node's new value
    ("volume", "i4"),  # NOBODY: it happened to a node, `primary`
    ("primary", "i2"),
    ("partner", "i2"),
    ("old", "i2"),
    ("state", "i1"),
    ("cause", "i1"),
)

SENT = record(("volume", "i4"), ("sender", "i2"), ("receiver", "i2"), ("accepted", "?"))


@kernel
def rounded(x: float) -> int:
    """Return x rounded half up."""
    return int(np.floor(x + 0.5))


@kernel
def crash_chance(bug: float, closings: int) -> float:
    """Return 1 - (1 - p)^(c(c-1)/2): each of the pairs of c closing requests trips the race with probability p."""
    pairs = 0.5 * closings * (closings - 1)
    return float(-np.expm1(pairs * np.log1p(-bug)))


@kernel
def set_bug(cluster: Record, odds: Floats, bug: float) -> None:
    """Turn the bug probability, and keep the common chances ready."""
    cluster.bug_probability = bug
    for closings in range(odds.size):
        odds[closings] = crash_chance(bug, closings)


@kernel
def chance_of(bug: float, odds: Floats, closings: int) -> float:
    """Return the chance to crash of a node without the fix, from the chances kept ready where it is among them."""
    return float(odds[closings]) if closings < odds.size else crash_chance(bug, closings)


@allocating
def random_subset(key: np.uint64, candidates: Flags, size: int) -> Flags:
    """Return which ``size`` of the candidates have the smallest draws under this key (all, if no more)."""
    chosen = np.zeros(candidates.size, np.bool_)
    keys = np.empty(candidates.size, np.uint64)
    found = 0
    for entity in range(candidates.size):
        if candidates[entity]:
            keys[found] = draw(key, entity)
            found += 1
    if size <= 0 or found == 0:
        return chosen
    limit = smallest(keys[:found], min(size, found))
    for entity in range(candidates.size):
        chosen[entity] = candidates[entity] and draw(key, entity) <= limit
    return chosen


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


@kernel
def change(
    cluster: Record, count: Ints, volumes: Records, events: Records, v: int, state: int, cause: int, by: int
) -> None:
    """Put a volume into a state: count it, and write the event. Its holders are already as they will be."""
    volume = volumes[v]
    before = volume.state
    volume.state = state
    count[before] -= 1
    count[state] += 1
    was_stuck = before != State.MIRRORED and before != State.COPYING
    is_stuck = state != State.MIRRORED and state != State.COPYING
    if is_stuck and not was_stuck:
        count[Count.NEWLY_STUCK] += 1
        if cause == Cause.CRASH:
            count[Count.STRANDED] += 1
        elif cause == Cause.EVERYDAY:
            count[Count.EVERYDAY] += 1
    elif was_stuck and not is_stuck:
        count[Count.RELIEVED] += 1
    if cluster.recording:
        event = events[cluster.events]
        event.volume = v
        event.state = state
        event.primary = volume.primary
        event.partner = volume.partner
        event.old = volume.old
        event.cause = cause
        event.by = by
        cluster.events += 1


@kernel
def notice(cluster: Record, events: Records, n: int, cause: int, value: int) -> None:
    """Write down what happened to a node."""
    if cluster.recording:
        event = events[cluster.events]
        event.volume = NOBODY
        event.primary = n
        event.partner = event.old = NOBODY
        event.state = NOBODY
        event.cause = cause
        event.by = value
        cluster.events += 1


@kernel
def search_anew(
    cluster: Record, count: Ints, volumes: Records, events: Records, v: int, due: int, cause: int, by: int
) -> None:
    """Let a volume start to search: no refusals yet, due at the given tick."""
    volumes[v].refusals = 0
    volumes[v].wait = 1.0
    volumes[v].due = due
    change(cluster, count, volumes, events, v, State.SEARCHING, cause, by)


@kernel
def give_up_target(nodes: Records, volume: Record) -> None:
    """Release the slot of a copy that was being made, if there is one."""
    if volume.partner != NOBODY:
        nodes[volume.partner].held -= 1
        volume.partner = NOBODY


@kernel
def release_old(nodes: Records, volume: Record) -> None:
    """Release the slot of the old copy, if there is one."""
    if volume.old != NOBODY:
        nodes[volume.old].held -= 1
        volume.old = NOBODY


@kernel
def mistrust_mirror(nodes: Records, volume: Record) -> None:
    """Let the mirror become the old copy; one that it replaces is released."""
    release_old(nodes, volume)
    volume.old = volume.partner
    volume.partner = NOBODY


@kernel
def promote_old(volume: Record) -> None:
    """Let the old copy be the primary, and the primary the old copy."""
    primary = volume.primary
    volume.primary = volume.old
    volume.old = primary
