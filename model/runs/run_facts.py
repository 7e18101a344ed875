"""The moments at which a scene of a story can begin or end, and the numbers that its sentences can tell.

A sentence never contains a typed-in result: it names a fact, and the run fills it in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np

from model.engine.state import Floats, Ints
from model.rules.facts import Fact
from model.runs.ensemble import Ensemble, simulate_many
from model.runs.narration import narrate
from model.runs.run import Crash, Run
from model.scenario import Scenario

REPLICATES = 100
"""So many clusters stand behind "of a hundred": seeds 1, 2, 3, … as in the Lab's grid of lucks."""


MOMENTS = {
    Fact.FLAG_CUT: "cut",
    Fact.FLAG_CONTACT: "contact",
    Fact.FLAG_CRASH: "crash",
    Fact.FLAG_FULL: "full",
    Fact.FLAG_HALF: "half",
    Fact.FLAG_ALL: "all",
    Fact.FLAG_OVER: "over",
}
"""What the flags of a run are called."""
ACTS = {"stop_search": "stop", "add_capacity": "space", "restart_nodes": "restart"}
"""What the first of each of these actions is called."""


def moments_of(run: Run) -> dict[str, int]:
    """Return the ticks of the moments that a run has, by name.

    start and end of the run; cut, contact, crash (the first), half and all (of the nodes down), over; full (the last
    free slot is taken), back (the next that comes free), gone (none from then on); low (fewest stuck between contact
    and the worst); loss (the first everyday one), home (by when its copy is done); stop and space: the operator
    stops the search, adds capacity; restart (of all nodes that are down), relapse and lost (half and all of them down
    again after it).

    >>> from model import simulate
    >>> moments_of(simulate(Scenario(seed=71)))["crash"]
    20
    """
    moments = {fact: tick for tick, fact, _ in reversed(narrate(run).flags) if fact in MOMENTS}
    found = {"start": 0, "end": run.ticks} | {MOMENTS[fact]: tick for fact, tick in moments.items()}
    found |= _space(run.series("free_slots"))
    found |= {
        ACTS[name]: tick
        for tick, name, value in reversed(run.scenario.actions)
        if name in ACTS and (name != "stop_search" or value)
    }
    if "restart" in found:
        found |= _down_again(run, found["restart"])
    if "contact" in found:
        begin = found["contact"]
        worst = found.get("half", run.ticks)
        found["low"] = begin + int(np.argmin(run.series("stuck")[begin : worst + 1]))
    losses = np.flatnonzero(run.series("everyday"))
    if len(losses):
        found["loss"] = int(losses[0])
        found["home"] = found["loss"] + run.scenario.copy_ticks
    return found


def _down_again(run: Run, restart: int) -> dict[str, int]:
    """Return when half of the nodes, and all of them, are down again after a restart."""
    up = run.series("nodes_up")[restart:]
    when = {"relapse": np.flatnonzero(2 * up <= run.scenario.nodes), "lost": np.flatnonzero(up == 0)}
    return {name: restart + int(ticks[0]) for name, ticks in when.items() if len(ticks)}


def _space(free: Floats | Ints) -> dict[str, int]:
    """Return when free space runs out, comes back, and is gone."""
    empty = np.flatnonzero(free == 0)
    if not len(empty) or free[0] == 0:
        return {}
    full = int(empty[0])
    left = np.flatnonzero(free > 0)
    later = left[left > full]
    found = {"full": full} | ({"back": int(later[0])} if len(later) else {})
    return found | ({"gone": int(left[-1]) + 1} if left[-1] + 1 < len(free) else {})


@dataclass(frozen=True, eq=False)
class RunFacts:
    """A piece of a run that is told: after tick ``begin``, up to and including tick ``end``."""

    run: Run
    begin: int
    end: int

    @cached_property
    def moments(self) -> Mapping[str, int]:
        """The moments of the run."""
        return moments_of(self.run)

    @property
    def first_crash(self) -> Crash:
        """The first crash of the run."""
        return self.run.crashes[0]

    @cached_property
    def others(self) -> Ensemble:
        """The same settings under the first `REPLICATES` seeds."""
        return replicates_of(self.run.scenario.replace(seed=1))

    def at(self, moment: str, name: str) -> int:
        """Return a count at a moment."""
        return int(self.run.series(name)[self.moments[moment]])

    def during(self, name: str) -> Ints:
        """Return a count at each tick of the piece."""
        return np.asarray(self.run.series(name)[self.begin + 1 : self.end + 1])

    def number(self, fact: str) -> float:
        """Return a fact by its name.

        Raises:
            KeyError: where there is no such fact, or this run has no such moment.
        """
        moment = fact.removesuffix("_at")
        return self.moments[moment] if moment != fact and moment in self.moments else FACTS[fact](self)


@lru_cache(maxsize=50)
def replicates_of(scenario: Scenario) -> Ensemble:
    """Return how clusters with these settings end under the first `REPLICATES` seeds."""
    return simulate_many([scenario.replace(seed=seed + 1) for seed in range(REPLICATES)], series=False)


FACTS: Mapping[str, Callable[[RunFacts], float]] = MappingProxyType(
    {
        "nodes": lambda t: t.run.scenario.nodes,
        "volumes": lambda t: t.run.scenario.volumes,
        "copy_ticks": lambda t: t.run.scenario.copy_ticks,
        "bug": lambda t: t.run.scenario.bug_probability,
        "spare": lambda t: t.run.scenario.spare_capacity,
        "fixed": lambda t: t.run.scenario.fixed_share,
        "longest_wait": lambda t: 2**t.run.scenario.backoff,
        "free_at_first": lambda t: t.at("start", "free_slots"),
        "empty": lambda t: t.at("start", "free_slots") / int(t.run.start.slots.sum()),
        "isolated": lambda t: int(t.run.isolated.sum()),
        "cut_off": lambda t: t.at("cut", "cut_off"),
        "asking": lambda t: t.at("contact", "requests"),
        "found_at_once": lambda t: t.at("contact", "accepted"),
        "asking_again": lambda t: t.at("restart", "requests"),
        "crashes_again": lambda t: t.at("restart", "crashes"),
        "returned": lambda t: t.at("back", "free_slots"),
        "low_searching": lambda t: t.at("low", "searching"),
        "begin": lambda t: t.begin + 1,
        "end": lambda t: t.end,
        "minutes": lambda t: t.end - t.begin,
        "since_contact": lambda t: t.run.ticks - t.moments["contact"],
        "free_at_end": lambda t: t.at("end", "free_slots"),
        "requests": lambda t: int(t.during("requests").sum()),
        "accepted": lambda t: int(t.during("accepted").sum()),
        "refused": lambda t: int(t.during("refused").sum()),
        "losses": lambda t: int(t.during("everyday").sum()),
        "crashes": lambda t: int(t.during("crashes").sum()),
        "most_requests": lambda t: int(t.during("requests").max()),
        "most_closings": lambda t: int(t.during("most_closings").max()),
        "most_pairs": lambda t: int(t.during("most_closings").max()) * (int(t.during("most_closings").max()) - 1) // 2,
        "busiest_at": lambda t: t.begin + 1 + int(t.during("most_closings").argmax()),
        "busiest_node": lambda t: int(t.run.closings[int(FACTS["busiest_at"](t))].argmax()),
        "crash_node": lambda t: t.first_crash.node,
        "crash_closings": lambda t: t.first_crash.closings,
        "crash_pairs": lambda t: t.first_crash.closings * (t.first_crash.closings - 1) // 2,
        "crash_stranded": lambda t: t.at("crash", "stranded"),
        "waiting": lambda t: t.run.outcome.waiting,
        "offline": lambda t: t.run.outcome.offline,
        "down": lambda t: t.run.outcome.down,
        "stuck_when_stopped": lambda t: t.at("stop", "stuck") / t.run.scenario.volumes,
        "added": lambda t: {name: value or 0 for _, name, value in t.run.scenario.actions}["add_capacity"],
        "throttled": lambda t: int(t.run.series("requests")[t.moments["space"] :].max()),
        "lucks": lambda t: REPLICATES,
        "collapsing": lambda t: int((t.others.fates == "collapsed").sum()),
        "ending": lambda t: int((t.others.fates == "over").sum()),
        "with_a_crash": lambda t: int((t.others.last("crashes") > 0).sum()),
    }
)
"""What a sentence can name, besides ``<moment>_at`` for each moment that the run has."""
