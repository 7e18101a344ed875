"""An ordinary day, worked out: how many crashes everyday losses bring, and how many times more the storm."""

from dataclasses import dataclass

import numpy as np

from model.analysis.first_minute import first_minute
from model.analysis.theory import nodes_in_common
from model.engine.rounding import rounded
from model.engine.state import Floats
from model.scenario import Scenario

MOST_FREE = 400
"""Nodes with more free slots than this above the mean are left out of account."""


@dataclass(frozen=True, slots=True)
class Day:
    """What everyday losses alone bring."""

    crashes: float
    """Expected in the whole run."""
    requests: Floats
    """Expected a tick, shape (T+1,)."""
    full: Floats
    """Share of nodes without a free slot at the end of each tick, shape (T+1,)."""


def ordinary_day(scenario: Scenario) -> Day:
    """Work out the run as if there were no cut: what `background` alone does.

    **Crashes.** Each tick V b volumes lose their mirror and ask, from any home, any other node. Requests of a tick are
    many small chances, so with lambda expected they make lambda^2 / 2 pairs; two requests close together at some 4 / N
    nodes (`nodes_in_common`; they have the same home with the chance (m - 1) / (V - 1), m volumes on each). Each such
    pair is a crash with the chance p, on nodes without the fix: **about 2 p lambda^2 / N crashes a tick**. lambda is
    V b / (chance to be accepted): who is refused asks again, later with more backoff, but as often.

    **Full nodes.** A volume that finds a home takes a slot there, and `copy_ticks` later gives back the slot where its
    mirror was. So free slots wander. Let P(k) be the share of nodes with k free ones, l the losses a node sees a tick;
    nodes with room then take a = l / (1 - P(0)) each, and P(k) gains a P(k + 1) + l P(k - 1) - (a [k > 0] + l) P(k).
    From an even start they come to look like a geometric distribution: P(0) = 1 / (1 + mean free slots).

    It is a mean-field calculation, good to about one in ten (the spread of free slots is that of its mean, and a volume
    that waits a tick is counted as asking at once). It fails where crashes strand volumes of their own, and where space
    is so short that many wait at a time.

    >>> day = ordinary_day(Scenario(cut_off_for=0, background=0.0005, ticks=1440))
    >>> round(day.crashes, 3)
    0.016
    """
    nodes, volumes, ticks = scenario.nodes, scenario.volumes, scenario.ticks
    free, losses, requests, full = _start(scenario), np.zeros(ticks + 1), np.zeros(ticks + 1), np.zeros(ticks + 1)
    full[0], copying = free[0], 0.0
    for tick in range(1, ticks + 1):
        losses[tick] = (volumes - copying) * scenario.background
        room = 1 - full[tick - 1]
        requests[tick] = losses[tick] / room if room > 0 else volumes
        done = losses[max(0, tick - scenario.copy_ticks)]
        copying += losses[tick] - done
        free = _wander(free, losses[tick] / nodes, done / nodes)
        full[tick] = free[0]
    unfixed = 1 - rounded(scenario.fixed_share * nodes) / nodes
    at_home = (scenario.volumes_per_node - 1) / (volumes - 1)
    same, different = nodes_in_common(nodes, nodes)
    pairs = requests**2 / 2 * (at_home * same + (1 - at_home) * different)
    return Day(float(scenario.bug_probability * unfixed * pairs.sum()), requests, full)


def _start(scenario: Scenario) -> Floats:
    """Return the share of nodes with 0, 1, 2 ... free slots at the start."""
    slots, extra = divmod(rounded(scenario.spare_capacity * 2 * scenario.volumes), scenario.nodes)
    free = np.zeros(slots + MOST_FREE)
    free[slots], free[slots + 1] = 1 - extra / scenario.nodes, extra / scenario.nodes
    return free


def _wander(free: Floats, taken: float, given: float) -> Floats:
    """Return the shares a tick later: nodes with room lose ``taken`` slots in all, any node gains ``given``."""
    room = free.copy()
    room[0] = 0
    lost = room * min(1.0, taken / room.sum()) if room.sum() > 0 else room
    gained = free * given
    gained[-1] = 0
    after: Floats = free - lost - gained
    after[:-1] += lost[1:]
    after[1:] += gained[:-1]
    return after


def ordinary_day_crashes(scenario: Scenario) -> float:
    """Return the expected number of crashes of the run without its cut (`ordinary_day`).

    >>> round(ordinary_day_crashes(Scenario(background=0.0005, ticks=1440)), 3)
    0.016
    """
    return ordinary_day(scenario).crashes


@dataclass(frozen=True, slots=True)
class Against:
    """A minute of an ordinary day beside the first minute of the storm, under the same settings."""

    day: float
    """Expected crashes in the run without the cut."""
    a_minute: float
    """The same a minute, on average."""
    first_minute: float
    """Expected crashes in the minute in which contact returns."""

    @property
    def times(self) -> float:
        """How many times more likely a crash is in the storm's first minute; infinite where no ordinary day has one."""
        return self.first_minute / self.a_minute if self.a_minute else float("inf")


def storm_against_day(day: Scenario, storm: Scenario) -> Against:
    """Hold the first minute of a storm against a day; the two usually differ by cut and everyday losses alone.

    >>> against = storm_against_day(Scenario(background=0.0005, ticks=1440), Scenario())
    >>> 100_000 < against.times < 200_000
    True
    """
    crashes = ordinary_day_crashes(day)
    return Against(crashes, crashes / day.ticks, first_minute(storm).crashes)
