"""Two small clusters in which luck has little to say, to try the operator's actions on."""

from typing import Any

import numpy as np

from model import Cause, Run, Scenario, simulate

# Two pairs of nodes, a volume each: everything is settled by the rules. Node 0 is cut off from 2 to 4; volumes 0 and
# 1 then ask one another's node. Without spare slots they go on searching for ever.
PAIRS = Scenario(
    nodes=4,
    volumes_per_node=1,
    spare_capacity=0,
    peers="cells",
    cells=2,
    cut_off_fraction=0.25,
    cut_off_shape="together",
    cut_off_at=2,
    cut_off_for=2,
    jitter="none",
    bug_probability=0,
    ticks=20,
)
# 64 nodes, every slot taken: about 180 volumes ask every tick from 15 on, in vain.
CROWD = Scenario(spare_capacity=0, bug_probability=0, ticks=60, jitter="none")


def play(scenario: Scenario, *actions: tuple[int, str, Any], **settings: Any) -> Run:
    return simulate(scenario.replace(actions=actions, **settings))


def ticks_where(series: Any) -> list[int]:
    return np.flatnonzero(series).tolist()


def node_events(run: Run, *causes: Cause) -> list[tuple[int, int]]:
    """Return (tick, node) for what happened to nodes."""
    found = []
    for tick in range(1, run.ticks + 1):
        events = run.events_of(tick)
        mine = events[(events["volume"] < 0) & np.isin(events["cause"], causes)]
        found += [(tick, int(n)) for n in mine["primary"]]
    return found


def crashes(run: Run) -> list[tuple[int, int]]:
    return [(crash.tick, crash.node) for crash in run.crashes]
