"""One run and its raw facts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from model.engine.chance import Purpose, draws
from model.engine.closing import crash_chances
from model.engine.journal import replay
from model.engine.outcome import fate_code
from model.engine.peers import peer_graph
from model.engine.state import NOBODY, Floats, Ints, Records
from model.rules.states import FATES, Cause, Count, State
from model.runs.measures import MEASURES, named_series
from model.runs.outcome import Outcome, outcome_of
from model.runs.pictures import curve
from model.scenario import Scenario

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Where every volume and node stood at the end of one tick; arrays of shape (V,), slots and up (N,)."""

    state: Ints
    primary: Ints
    partner: Ints
    """The mirror (MIRRORED, CUT_OFF) or the target (COPYING), else -1."""
    old: Ints
    """The old copy, else -1."""
    up: npt.NDArray[np.bool_]
    contact: npt.NDArray[np.bool_]
    slots: Ints

    @property
    def held(self) -> npt.NDArray[np.int64]:
        """Slots taken on each node, shape (N,)."""
        holders = np.concatenate([self.primary, self.partner, self.old])
        return np.bincount(holders[holders >= 0], minlength=len(self.up))


@dataclass(frozen=True, slots=True)
class Crash:
    """One crash; ``number`` is what a stranded volume's event names as its cause."""

    number: int
    tick: int
    node: int
    closings: int
    by_operator: bool


@dataclass(frozen=True, repr=False, eq=False)
class Run:
    """What one scenario led to: counts per tick, and every fact that a picture or an explanation needs.

    ``events`` are the changes of volumes (fields volume, state, primary, partner, old as they are afterwards,
    cause a `Cause`, by the number of the crash that did it or -1) and of nodes (volume -1, the node in primary;
    by: closings of a crash, slots after more capacity). Those of tick t are
    ``events[events_until[t - 1] : events_until[t]]``; ``requests`` (volume, sender, receiver, opened, accepted)
    likewise; one that is not opened closes at its sender alone.
    """

    scenario: Scenario
    counts: Ints
    """Shape (T+1, number of measures in `COUNTS`)."""
    expected_stranded: Floats
    events: Records
    requests: Records
    log: Records
    closings: Ints
    """Requests that closed on each node, shape (T+1, N)."""
    start: Snapshot
    isolated: npt.NDArray[np.bool_]
    """The nodes that a cut takes, shape (N,)."""
    short_of_room: bool
    """Whether it is held for want of room."""

    @property
    def ticks(self) -> int:
        """T, the number of the last tick."""
        return self.scenario.ticks

    def series(self, name: str) -> Floats | Ints:
        """Return a measure at each tick, shape (T+1,); row 0 is the start.

        Raises:
            KeyError: where there is no such measure.
        """
        return named_series(name, self.counts, self.expected_stranded)

    @cached_property
    def fate(self) -> str:
        """How it ended: over, held, raging or collapsed."""
        return FATES[fate_code(self.counts, self.scenario.nodes, self.scenario.volumes)]

    @cached_property
    def outcome(self) -> Outcome:
        """Its fate and what it cost."""
        return outcome_of(self.fate, self.scenario.nodes, self.counts, self.short_of_room)

    def events_of(self, tick: int) -> Records:
        """Return the events of one tick, in order.

        Raises:
            IndexError: where the run has no such tick.
        """
        return self.events[self._rows("events", tick)]

    def requests_of(self, tick: int) -> Records:
        """Return the requests of one tick, in the order of their volumes.

        Raises:
            IndexError: where the run has no such tick.
        """
        return self.requests[self._rows("sent", tick)]

    def _rows(self, kind: str, tick: int) -> slice:
        self._checked(tick)
        until = self.log[kind]
        return slice(int(until[tick - 1]) if tick > 0 else 0, int(until[tick]))

    def _checked(self, tick: int) -> None:
        if not 0 <= tick <= self.ticks:
            raise IndexError(f"the tick must be a whole number from 0 to {self.ticks}; {tick} was given")

    def chances(self, tick: int) -> Floats:
        """Return each node's chance to crash by the race in one tick, shape (N,).

        Raises:
            IndexError: where the run has no such tick.
        """
        self._checked(tick)
        chance = crash_chances(float(self.log["bug"][tick]), self.closings[tick])
        chance[self.fixed(tick)] = 0.0
        return chance

    def fixed(self, tick: int) -> npt.NDArray[np.bool_]:
        """Return which nodes have the fix in one tick, shape (N,).

        Raises:
            IndexError: where the run has no such tick.
        """
        self._checked(tick)
        return self.fix_rank < int(self.log["fixed_nodes"][tick])

    @cached_property
    def fix_rank(self) -> Ints:
        """The place of each node in the order in which the fix is rolled out, shape (N,)."""
        order = np.argsort(draws(self.scenario.seed, Purpose.FIX, 0, self.scenario.nodes))
        rank = np.empty(self.scenario.nodes, np.int32)
        rank[order] = np.arange(self.scenario.nodes)
        return rank

    @cached_property
    def crashes(self) -> tuple[Crash, ...]:
        """Every crash, in order of time."""
        fell = np.isin(self.events["cause"], (Cause.NODE_CRASHED, Cause.NODE_BROKEN)) & (self.events["volume"] < 0)
        places = np.flatnonzero(fell)
        ticks = np.searchsorted(self.log["events"], places, side="right").tolist()
        nodes, closings, causes = (self.events[name][places].tolist() for name in ("primary", "by", "cause"))
        return tuple(
            Crash(number, tick, nodes[number], closings[number], causes[number] == Cause.NODE_BROKEN)
            for number, tick in enumerate(ticks)
        )

    def stranded_by(self, crash: Crash) -> Ints:
        """Return the volumes that a crash took a copy from, in order of number."""
        events = self.events_of(crash.tick)
        stranded: Ints = events["volume"][(events["cause"] == Cause.CRASH) & (events["by"] == crash.number)]
        return stranded

    def closed_by(self, crash: Crash) -> Records:
        """Return the requests that a crashing node was closing: its own volumes' and those that reached it."""
        requests = self.requests_of(crash.tick)
        reached = (requests["receiver"] == crash.node) & requests["opened"]
        closed: Records = requests[(requests["sender"] == crash.node) | reached]
        return closed

    def snapshot(self, tick: int) -> Snapshot:
        """Return where everything stood at the end of one tick.

        Raises:
            IndexError: where the run has no such tick.
        """
        self._checked(tick)
        arrays = [np.array(getattr(self.start, name)) for name in Snapshot.__slots__]
        replay(self.events[: self.log["events"][tick]], *arrays)
        return Snapshot(*arrays)

    @cached_property
    def graph(self) -> "nx.Graph":
        """The peer graph: who may ask whom for space."""
        return peer_graph(self.scenario)

    def to_networkx(self, tick: int | None = None) -> "nx.MultiGraph":
        """Return the volumes as edges, key v, between the two nodes that hold their copies at the end of a tick.

        The tick is the last if None.

        The other end is the mirror, the target, or else the old copy, as the edge's ``holds`` says; ``state`` is the
        volume's `State`, ``primary`` the node it is served from, ``old`` the node of its old copy (or None). Nodes
        carry ``up``.
        """
        import networkx as nx  # here, as in `peer_graph`

        now = self.snapshot(self.ticks if tick is None else tick)
        graph = nx.MultiGraph()
        graph.add_nodes_from((n, {"up": bool(up)}) for n, up in enumerate(now.up))
        for v in range(self.scenario.volumes):
            state, primary, partner, old = (int(a[v]) for a in (now.state, now.primary, now.partner, now.old))
            holds = "old copy" if partner == NOBODY else "target" if state == State.COPYING else "mirror"
            graph.add_edge(
                primary,
                old if partner == NOBODY else partner,
                key=v,
                state=State(state),
                holds=holds,
                primary=primary,
                old=None if old == NOBODY else old,
            )
        return graph

    def to_frame(self) -> "pd.DataFrame":
        """Return all measures as a pandas table: a row a tick, a column for each of `MEASURES`."""
        import pandas as pd  # here: nothing else of the model needs it

        return pd.DataFrame({name: self.series(name) for name in MEASURES}).rename_axis("tick")

    def __repr__(self) -> str:
        """Return what was played and how it ended, in a line."""
        of, cost = self.scenario, self.outcome
        kind = f" ({cost.held})" if cost.held else ""
        return (
            f"<Run of {of.nodes} nodes for {of.ticks} ticks, seed {of.seed}: {cost.fate}{kind}, "
            f"{cost.crashed} crashes, {cost.offline} volumes offline, {cost.waiting} waiting>"
        )

    def _repr_html_(self) -> str:
        return curve(repr(self).strip("<>"), self.series("stuck") / self.scenario.volumes)

    def __iter__(self) -> Iterator[dict[str, float]]:
        """Yield one row of measures a tick."""
        names = [count.name.lower() for count in Count]
        for tick in range(self.ticks + 1):
            yield {"tick": tick, **dict(zip(names, self.counts[tick].tolist(), strict=True))}
