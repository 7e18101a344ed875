"""The re-mirroring storm once more, written from its rules alone, in Mesa.

A second implementation to hold beside the first: nodes and volumes are objects, a tick is eight phases in the
order of the rules, and luck comes from one ordinary stream. Only statistics over many seeds can be compared.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from mesa import Agent, Model

ROWS = (
    "nodes_up", "mirrored", "cut_off", "searching", "copying", "offline", "stuck", "requests", "accepted",
    "refused", "crashes", "newly_stuck", "stranded", "relieved", "free_slots", "most_closings",
    "expected_stranded", "storm_number",
)  # fmt: skip
FULL_BUCKET = 10
WINDOW = 5  # ticks that the storm number looks back on, the present one included


class State(IntEnum):
    """What a volume is doing."""

    MIRRORED = 0
    CUT_OFF = 1
    SEARCHING = 2
    COPYING = 3
    OFFLINE = 4


STUCK = frozenset({State.CUT_OFF, State.SEARCHING, State.OFFLINE})


@dataclass(frozen=True, kw_only=True)
class PeerParameters:
    """One run's settings; times in ticks, shares and chances as fractions, None for the most allowed."""

    nodes: int = 64
    volumes_per_node: int = 10
    spare_capacity: float = 0.05
    peers: str = "cluster"
    cells: int | None = None
    degree: int | None = None
    cut_off_fraction: float = 0.15
    cut_off_shape: str = "scattered"
    cut_off_at: int = 10
    cut_off_for: int = 5
    reconnect: float = 0.0
    background: float = 0.0
    backoff: int = 0
    jitter: str = "equal"
    request_limit: int = 0
    retry_budget: float = 0.0
    bug_probability: float = 0.001
    fixed_share: float = 0.0
    copy_ticks: int = 5
    restart_after: int = 0
    ticks: int = 240
    actions: tuple[tuple[int, str, float | None], ...] = ()
    seed: int = 1


def rounded(x: float) -> int:
    """Return the nearest whole number, halves upwards."""
    return math.floor(x + 0.5)


class PeerNode(Agent):
    """A storage node: its slots, whether it is up and in contact, and what it closed this tick."""

    def __init__(self, model: Model, index: int) -> None:
        """Start up and in contact, with no slots yet."""
        super().__init__(model)
        self.index = index
        self.peers: list[PeerNode] = []
        self.slots = 0
        self.held = 0
        self.up = True
        self.in_contact = True
        self.fixed = False
        self.back_at: int | None = None
        self.closings = 0
        self.crash_chance = 0.0
        self.tokens = FULL_BUCKET
        self.came_back_alone = False

    @property
    def free(self) -> int:
        """Slots that hold nothing."""
        return self.slots - self.held

    @property
    def reachable(self) -> bool:
        """Whether it can send and receive."""
        return self.up and self.in_contact

    def come_up(self) -> None:
        """Restart with all it held, and with all its patience for retries."""
        self.up, self.back_at, self.tokens = True, None, FULL_BUCKET

    def earn(self, tokens: float) -> None:
        """Put tokens into the bucket, as far as they fit."""
        self.tokens = min(FULL_BUCKET, self.tokens + tokens)

    def go_down(self, back_at: int | None) -> None:
        """Crash; back_at is the tick of the restart, None for never."""
        self.up, self.back_at = False, back_at


class PeerVolume(Agent):
    """A volume: the nodes that hold its copies, its state, and its search."""

    def __init__(self, model: Model, primary: PeerNode, mirror: PeerNode) -> None:
        """Start mirrored."""
        super().__init__(model)
        self.primary: PeerNode | None = None
        self.mirror: PeerNode | None = None
        self.target: PeerNode | None = None
        self.old_copy: PeerNode | None = None
        self.state = State.MIRRORED
        self.due = self.done = self.refusals = 0
        self.wait = 1.0
        self.put("primary", primary)
        self.put("mirror", mirror)

    def put(self, role: str, node: PeerNode | None) -> None:
        """Give a role to a node, taking a slot there and releasing the slot of the node that had it."""
        before = getattr(self, role)
        if before is not None:
            before.held -= 1
        if node is not None:
            node.held += 1
        setattr(self, role, node)

    def become(self, state: State) -> None:
        """Change state, and tell the model if that makes the volume stuck or relieves it."""
        self.model.newly_stuck += state in STUCK and self.state not in STUCK
        self.model.relieved += state not in STUCK and self.state in STUCK
        self.state = state

    def start_search(self, due: int) -> None:
        """Look for space, with the patience of a beginner."""
        self.become(State.SEARCHING)
        self.due, self.refusals, self.wait = due, 0, 1.0

    def start_copy(self, target: PeerNode, done: int) -> None:
        """Copy to the peer that accepted."""
        self.put("target", target)
        self.become(State.COPYING)
        self.done = done

    def finish_copy(self) -> None:
        """Trust the new copy and release the old one."""
        self.put("mirror", self.target)
        self.put("target", None)
        self.put("old_copy", None)
        self.become(State.MIRRORED)

    def lose_mirror(self) -> None:
        """Stop trusting the mirror, whose slot stays taken."""
        self.put("old_copy", self.mirror)
        self.put("mirror", None)

    def trust_again(self) -> None:
        """Make the old copy the mirror, giving up any target."""
        self.put("target", None)
        self.put("mirror", self.old_copy)
        self.put("old_copy", None)
        self.become(State.MIRRORED)

    def swap_primary(self) -> None:
        """Make the old copy the primary, and the primary the old copy."""
        self.primary, self.old_copy = self.old_copy, self.primary

    def partner(self) -> PeerNode | None:
        """Return the node of its mirror or, failing that, its target."""
        return self.mirror or self.target


class PeerCluster(Model):
    """The cluster, one tick at a time; rows holds what was measured, row 0 the start."""

    def __init__(self, **parameters: Any) -> None:
        """Lay out nodes, peers and copies, and draw the cut's nodes and the order of the fix."""
        self.parameters = p = PeerParameters(**parameters)
        super().__init__(seed=p.seed)
        self.backoff_level, self.race = p.backoff, p.bug_probability
        self.searching_stopped = False
        self.throttle_share = 0.0
        self.request_limit, self.retry_budget = p.request_limit, p.retry_budget
        self.flapped: list[int] = []
        self.cut_is_on = False
        self.cut_ends = 0
        self.cuts_begun: list[int] = []
        self.forced_crashes: list[PeerNode] = []
        self.rows: dict[str, list] = {name: [] for name in ROWS}
        self.forget_tick()
        self.nodes = [PeerNode(self, n) for n in range(p.nodes)]
        connect(self.nodes, p, self.random)
        self.volumes = [self.new_volume(v) for v in range(p.nodes * p.volumes_per_node)]
        for node in self.nodes:
            node.slots = node.held
        self.add_slots(p.spare_capacity, self.nodes)
        self.isolated = self.draw_isolated()
        self.fix_order = self.random.sample(self.nodes, p.nodes)
        self.fix_nodes(p.fixed_share)
        self.measure()

    def new_volume(self, v: int) -> PeerVolume:
        """Make volume v, mirrored on a random peer of its primary's node."""
        primary = self.nodes[v % len(self.nodes)]
        return PeerVolume(self, primary, self.random.choice(primary.peers))

    def draw_isolated(self) -> list[PeerNode]:
        """Return the nodes that any cut isolates."""
        size = rounded(self.parameters.cut_off_fraction * len(self.nodes))
        if self.parameters.cut_off_shape == "together":
            return self.nodes[:size]
        return self.random.sample(self.nodes, size)

    def forget_tick(self) -> None:
        """Begin a tick's counts at nothing."""
        self.requests: list[tuple[PeerVolume, PeerNode]] = []
        self.unopened: set[PeerVolume] = set()
        self.refused: list[PeerVolume] = []
        self.newly_stuck = self.relieved = self.stranded = self.crash_count = 0
        self.expected_stranded = 0.0

    def in_state(self, *states: State) -> list[PeerVolume]:
        """Return the volumes now in one of the states."""
        return [volume for volume in self.volumes if volume.state in states]

    def step(self) -> None:
        """Play one tick, phase by phase."""
        self.forget_tick()
        self.actions()
        self.restart_those_due()
        self.cut()
        self.search()
        self.admission()
        self.backoff()
        self.copies_finish()
        self.closing()
        self.crashes()
        self.fill_buckets()
        self.measure()
        self.check()

    # 1. Actions

    def actions(self) -> None:
        """Carry out what the operator scheduled for this tick, except cuts, which belong to phase 2."""
        effects: dict[str, Callable] = {
            "set_backoff": self.set_backoff,
            "fix_bug": self.fix_bug,
            "fix_nodes": self.fix_nodes,
            "add_capacity": lambda share: self.add_slots(share, [node for node in self.nodes if node.up]),
            "stop_search": self.stop_search,
            "throttle": self.throttle,
            "reconnect": self.reconnect,
            "crash_node": lambda n: self.forced_crashes.append(self.nodes[int(n)]),
            "restart_nodes": lambda _: self.restart(node for node in self.nodes if not node.up),
            "cut_off": lambda _: None,
            "request_limit": self.set_request_limit,
            "retry_budget": self.set_retry_budget,
        }
        for tick, name, value in self.parameters.actions:
            if tick == self.steps:
                effects[name](value)

    def set_backoff(self, level: float) -> None:
        """Set the backoff, and let nobody who searches wait longer than its longest wait."""
        self.backoff_level = int(level)
        for volume in self.in_state(State.SEARCHING):
            volume.due = min(volume.due, self.steps + 2**self.backoff_level)

    def fix_bug(self, race: float) -> None:
        """Set the chance that a pair of closings trips the race."""
        self.race = race

    def fix_nodes(self, share: float) -> None:
        """Put the fix on this share of the nodes and take it off the others."""
        fixed = rounded(share * len(self.nodes))
        for place, node in enumerate(self.fix_order):
            node.fixed = place < fixed

    def add_slots(self, share: float, nodes: list[PeerNode]) -> None:
        """Spread this share of all copies as new slots evenly over the nodes, the remainder by lot."""
        if nodes:
            each, remainder = divmod(rounded(share * 2 * len(self.volumes)), len(nodes))
            lucky = set(self.random.sample(nodes, remainder))
            for node in nodes:
                node.slots += each + (node in lucky)

    def stop_search(self, stopped: float) -> None:
        """Forbid searching (1) or allow it (0)."""
        self.searching_stopped = bool(stopped)

    def throttle(self, share: float) -> None:
        """Limit requests per tick to this share of the nodes; 0 lifts the limit."""
        self.throttle_share = share

    def set_request_limit(self, limit: float) -> None:
        """Limit what a node opens in a tick; 0 lifts the limit."""
        self.request_limit = int(limit)

    def set_retry_budget(self, budget: float) -> None:
        """Set what an acceptance earns; where there was no budget the buckets are filled first."""
        if not self.retry_budget:
            for node in self.nodes:
                node.tokens = FULL_BUCKET
        self.retry_budget = budget

    def reconnect(self, chance: float) -> None:
        """Let volumes trust an old copy that can be reached."""
        for volume in self.in_state(State.SEARCHING, State.COPYING):
            old = volume.old_copy
            if old and old.reachable and volume.primary.reachable and self.random.random() < chance:
                volume.trust_again()

    def restart_those_due(self) -> None:
        """Bring back the nodes whose time has come."""
        due = [node for node in self.nodes if node.back_at == self.steps]
        for node in due:
            node.came_back_alone = True
        self.restart(due)

    def restart(self, nodes: Iterable[PeerNode]) -> None:
        """Bring nodes up, all first, then let the volumes that were offline search from a copy that is up."""
        for node in list(nodes):
            node.come_up()
        for volume in self.in_state(State.OFFLINE):
            if not volume.primary.up and volume.old_copy and volume.old_copy.up:
                volume.swap_primary()
            if volume.primary.up:
                volume.start_search(due=self.steps)

    # 2. Cut

    def cut(self) -> None:
        """Begin the cuts of this tick, end the one that is over, and let everyday losses happen."""
        for length in self.cuts_now():
            self.lose_contact(length)
        if self.cut_is_on and self.steps == self.cut_ends:
            self.regain_contact()
        self.everyday_losses()

    def cuts_now(self) -> list[int]:
        """Return the lengths of the cuts that begin at this tick."""
        p = self.parameters
        ordered = [int(value) for tick, name, value in p.actions if (tick, name) == (self.steps, "cut_off")]
        planned = [p.cut_off_for] if self.steps == p.cut_off_at else []
        return [length for length in planned + ordered if length > 0]

    def lose_contact(self, length: int) -> None:
        """Isolate the nodes drawn at the start; a cut that is on already only gets longer."""
        if not self.cut_is_on:
            self.cuts_begun.append(self.steps)
        self.cut_is_on = True
        self.cut_ends = max(self.cut_ends, self.steps + length)
        for node in self.isolated:
            node.in_contact = False
        for volume in self.in_state(State.MIRRORED, State.COPYING):
            if not (volume.primary.in_contact and volume.partner().in_contact):
                self.cut_volume(volume)

    def cut_volume(self, volume: PeerVolume) -> None:
        """Silence a mirrored volume, or send a copying one back to the search."""
        if volume.state == State.MIRRORED:
            volume.become(State.CUT_OFF)
        else:
            volume.put("target", None)
            volume.start_search(due=self.steps)

    def regain_contact(self) -> None:
        """Return contact; each volume that was cut off trusts its mirror again or looks for a new home."""
        self.cut_is_on = False
        for node in self.isolated:
            node.in_contact = True
        for volume in self.in_state(State.CUT_OFF):
            if self.random.random() < self.parameters.reconnect:
                volume.become(State.MIRRORED)
            else:
                volume.lose_mirror()
                volume.start_search(due=self.steps)

    def everyday_losses(self) -> None:
        """Let each mirrored volume lose its mirror with the background chance."""
        for volume in self.in_state(State.MIRRORED):
            if self.random.random() < self.parameters.background:
                volume.lose_mirror()
                volume.start_search(due=self.steps)

    # 3. Search

    def search(self) -> None:
        """Send one request from each volume that is due to a random peer of its primary's node."""
        due = [v for v in self.in_state(State.SEARCHING) if v.due <= self.steps and v.primary.reachable]
        if self.searching_stopped:
            due = []
        if self.throttle_share:
            limit = math.ceil(self.throttle_share * len(self.nodes))
            due = self.random.sample(due, min(limit, len(due)))
        due = self.within_limit(self.within_budget(due))
        for volume in due:
            volume.primary.tokens -= bool(self.retry_budget and volume.refusals)
        self.requests = [(volume, self.random.choice(volume.primary.peers)) for volume in due]

    def within_budget(self, due: list[PeerVolume]) -> list[PeerVolume]:
        """Hold back retries for which their node has no token."""
        if not self.retry_budget:
            return due
        going = [volume for volume in due if not volume.refusals]
        for node, retries in by_node(v for v in due if v.refusals).items():
            going += self.random.sample(retries, min(len(retries), math.floor(node.tokens)))
        return going

    def within_limit(self, due: list[PeerVolume]) -> list[PeerVolume]:
        """Hold back what a node may not send."""
        if not self.request_limit:
            return due
        groups = by_node(due).values()
        return [v for group in groups for v in self.random.sample(group, min(len(group), self.request_limit))]

    # 4. Admission

    def admission(self) -> None:
        """Let each reachable peer accept as many requests as it has free slots, by lot."""
        received = defaultdict(list)
        for volume, peer in self.requests:
            received[peer].append(volume)
        for peer, volumes in received.items():
            self.random.shuffle(volumes)
            opened = self.opened_by(peer, len(volumes))
            self.unopened.update(volumes[opened:])
            room = min(opened, peer.free if peer.reachable else 0)
            for volume in volumes[:room]:
                volume.start_copy(peer, done=self.steps + self.parameters.copy_ticks)
                volume.primary.earn(self.retry_budget)
            self.refused += volumes[room:]

    def opened_by(self, peer: PeerNode, received: int) -> int:
        """Return how many of the requests it received a node opens."""
        if not self.request_limit:
            return received
        sent = sum(volume.primary is peer for volume, _ in self.requests)
        return min(received, self.request_limit - sent)

    # 5. Backoff

    def backoff(self) -> None:
        """Make each volume that was refused, or not answered, wait."""
        for volume in self.refused:
            volume.refusals += 1
            volume.wait = self.jittered_wait(volume)
            volume.due = self.steps + max(1, math.ceil(volume.wait))

    def jittered_wait(self, volume: PeerVolume) -> float:
        """Return the wait in ticks, before rounding."""
        longest = 2**self.backoff_level
        wait = min(longest, 2 ** (volume.refusals - 1))
        match self.parameters.jitter:
            case "none":
                return wait
            case "equal":
                return wait / 2 + self.random.uniform(0, wait / 2)
            case "full":
                return self.random.uniform(0, wait)
            case "decorrelated":
                return min(longest, self.random.uniform(1, 3 * volume.wait))
        raise ValueError(f"jitter is none, equal, full or decorrelated, not {self.parameters.jitter}")

    # 6. Copies finish

    def copies_finish(self) -> None:
        """Turn copies that are done into mirrors."""
        for volume in self.in_state(State.COPYING):
            if volume.done <= self.steps and volume.primary.reachable and volume.target.reachable:
                volume.finish_copy()

    # 7. Closing

    def closing(self) -> None:
        """Close each request at both ends, and work out each node's crash chance and its expected price."""
        for node in self.nodes:
            node.closings = 0
        for volume, peer in self.requests:
            volume.primary.closings += 1
            peer.closings += peer.reachable and volume not in self.unopened
        for node in self.nodes:
            pairs = node.closings * (node.closings - 1) // 2
            node.crash_chance = 0.0 if node.fixed else 1 - (1 - self.race) ** pairs
        for volume in self.in_state(State.MIRRORED, State.COPYING):
            safe = (1 - volume.primary.crash_chance) * (1 - volume.partner().crash_chance)
            self.expected_stranded += 1 - safe

    # 8. Crashes

    def crashes(self) -> None:
        """Crash this tick's nodes all at once, then settle every volume that had a copy on them."""
        after = self.parameters.restart_after
        crashed = {node for node in self.nodes if node.up and self.random.random() < node.crash_chance}
        crashed |= {node for node in self.forced_crashes if node.up}
        self.forced_crashes = []
        self.flapped += [self.steps for node in crashed if node.came_back_alone]
        for node in crashed:
            node.go_down(back_at=self.steps + after if after else None)
        stuck_before = self.newly_stuck
        for volume in self.volumes if crashed else ():
            if volume.state != State.OFFLINE:
                self.settle(volume, crashed)
        self.crash_count = len(crashed)
        self.stranded = self.newly_stuck - stuck_before

    def settle(self, volume: PeerVolume, crashed: set[PeerNode]) -> None:
        """Work out what this tick's crashes do to one volume."""
        if volume.primary in crashed:
            self.settle_without_primary(volume)
        elif volume.mirror in crashed:
            volume.lose_mirror()
            volume.start_search(due=self.steps + 1)
        elif volume.target in crashed:
            volume.put("target", None)
            volume.start_search(due=self.steps + 1)

    def settle_without_primary(self, volume: PeerVolume) -> None:
        """Move the primary to a complete copy that is up, if there is one."""
        volume.put("target", None)
        if volume.mirror is not None:
            volume.lose_mirror()
        if volume.old_copy is not None and volume.old_copy.up:
            volume.swap_primary()
            volume.start_search(due=self.steps + 1)
        else:
            volume.become(State.OFFLINE)

    def fill_buckets(self) -> None:
        """Let every node that is up earn a little for each volume that it serves."""
        serving = by_node(self.volumes)
        for node in self.nodes:
            if node.up:
                node.earn(0.02 * self.retry_budget * len(serving[node]))

    # Measures

    def measure(self) -> None:
        """Add a row."""
        counts = {state.name.lower(): 0 for state in State}
        for volume in self.volumes:
            counts[volume.state.name.lower()] += 1
        up = [node for node in self.nodes if node.up]
        row = counts | {
            "nodes_up": len(up),
            "stuck": counts["cut_off"] + counts["searching"] + counts["offline"],
            "requests": len(self.requests),
            "accepted": len(self.requests) - len(self.refused),
            "refused": len(self.refused),
            "crashes": self.crash_count,
            "newly_stuck": self.newly_stuck,
            "stranded": self.stranded,
            "relieved": self.relieved,
            "free_slots": sum(node.free for node in up),
            "most_closings": max(node.closings for node in self.nodes),
            "expected_stranded": self.expected_stranded,
        }
        for name, value in row.items():
            self.rows[name].append(value)
        self.rows["storm_number"].append(self.storm_number())

    def storm_number(self) -> float:
        """Return expected strandings per volume that found a home, over the last few ticks."""
        stranded = sum(self.rows["expected_stranded"][-WINDOW:])
        accepted = sum(self.rows["accepted"][-WINDOW:])
        if accepted:
            return stranded / accepted
        return math.inf if stranded else math.nan

    def check(self) -> None:
        """Assert what holds at the end of every tick."""
        held = defaultdict(int)
        for volume in self.volumes:
            for node in (volume.primary, volume.mirror, volume.target, volume.old_copy):
                held[node] += node is not None
            assert (volume.mirror is not None) == (volume.state in (State.MIRRORED, State.CUT_OFF))
            assert (volume.target is not None) == (volume.state == State.COPYING)
            assert volume.mirror is None or volume.old_copy is None
            assert volume.primary.up == (volume.state != State.OFFLINE)
        for node in self.nodes:
            assert node.held == held[node]
            assert node.free >= 0
        stuck = self.rows["stuck"]
        assert self.newly_stuck - self.relieved == stuck[-1] - stuck[-2]

    def fate(self) -> str:
        """Return how the run ended: raging, because nodes flap to the end; else collapsed, over, raging or held."""
        rows, quarter = self.rows, self.parameters.ticks // 4
        if any(tick > self.parameters.ticks - quarter for tick in self.flapped):
            return "raging"
        down = len(self.nodes) - rows["nodes_up"][-1]
        if 2 * down >= len(self.nodes) or 2 * rows["offline"][-1] >= len(self.volumes):
            return "collapsed"
        last = range(self.parameters.ticks - quarter, self.parameters.ticks + 1)
        if any(self.quiet_from(t) for t in last):
            return "over"
        return "raging" if any(rows["crashes"][t] for t in last[1:]) else "held"

    def quiet_from(self, tick: int) -> bool:
        """Return whether nobody waited at the tick, and no node crashed and no cut began after it."""
        waiting = self.rows["searching"][tick] + self.rows["cut_off"][tick]
        disturbed = any(self.rows["crashes"][tick + 1 :]) or any(begun > tick for begun in self.cuts_begun)
        return not waiting and not disturbed


def by_node(volumes: Iterable[PeerVolume]) -> defaultdict[PeerNode, list[PeerVolume]]:
    """Return the volumes of each node that is the primary of any."""
    groups = defaultdict(list)
    for volume in volumes:
        groups[volume.primary].append(volume)
    return groups


def connect(nodes: list[PeerNode], parameters: PeerParameters, random: Any) -> None:
    """Give every node its peers, by the peer graph that the parameters name."""
    match parameters.peers:
        case "cluster":
            connect_cells(nodes, 1)
        case "cells":
            most = len(nodes) // 2
            connect_cells(nodes, parameters.cells or min(4, most))
        case "ring" | "random":
            most = (len(nodes) - 1) // 2 * 2
            degree = parameters.degree or min(8, most)
            edges = ring_edges(len(nodes), degree)
            if parameters.peers == "random":
                switch_edges(edges, 10 * len(nodes) * degree, random)
            for a, b in edges:
                nodes[a].peers.append(nodes[b])
                nodes[b].peers.append(nodes[a])
        case unknown:
            raise ValueError(f"peers is cluster, cells, ring or random, not {unknown}")


def connect_cells(nodes: list[PeerNode], cells: int) -> None:
    """Let the nodes of each of the equal groups know one another."""
    groups = defaultdict(list)
    for node in nodes:
        groups[node.index * cells // len(nodes)].append(node)
    for group in groups.values():
        for node in group:
            node.peers = [peer for peer in group if peer is not node]


def ring_edges(size: int, degree: int) -> list[tuple[int, int]]:
    """Return the edges that join each node to the degree / 2 nearest on each side."""
    return [(n, (n + distance) % size) for n in range(size) for distance in range(1, degree // 2 + 1)]


def switch_edges(edges: list[tuple[int, int]], tries: int, random: Any) -> None:
    """Switch the ends of random pairs of edges in place, wherever the graph stays simple."""
    present = {frozenset(edge) for edge in edges}
    for _ in range(tries):
        i, j = random.randrange(len(edges)), random.randrange(len(edges))
        (a, b), (c, d) = edges[i], edges[j][:: random.choice((1, -1))]
        new = {frozenset((a, d)), frozenset((c, b))}
        if a != d and c != b and not new & present:
            present -= {frozenset((a, b)), frozenset((c, d))}
            present |= new
            edges[i], edges[j] = (a, d), (c, b)


def simulate_peer(**parameters: Any) -> dict[str, Any]:
    """Run one cluster to the end; return its fate and, under the names in ROWS, lists of length T + 1.

    Parameters are those of PeerParameters; each action is (tick, name, value), with value None for
    restart_nodes.
    """
    cluster = PeerCluster(**parameters)
    for _ in range(cluster.parameters.ticks):
        cluster.step()
    Agent._ids.pop(cluster, None)  # Mesa 3.3 keeps every model alive through this table
    return {"fate": cluster.fate(), **cluster.rows}
