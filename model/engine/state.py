"""The state of a run as the engine holds it: what is known of the cluster, each node, each volume, each request.

One record holds the settings, dials and counters of a run; nodes, volumes, this tick's requests and what is written
down are arrays of records. A tick is played on two bundles of them, `RunState` and `Journal`; a phase is given what it
needs. ``NOBODY`` stands where a volume has no partner or no old copy.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from model.rules.states import Count
from model.scenario import PARAMETERS

NOBODY = -1
COUNTED = len(Count)
EVENTS_A_TICK = 8
"""A volume changes at most so often in a tick, operator's actions aside; a node less often."""
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
    ("chance", "f8"),  # wide fields first, so that none lies across two words
    ("tokens", "f8"),  # its retry budget
    ("slots", "i4"),
    ("held", "i4"),
    ("restart_at", "i4"),
    ("asked", "i4"),  # requests sent to it in this tick that it opens, whether or not anybody is there
    ("sent", "i4"),  # requests that it sent in this tick; kept where there is a request limit
    ("serves", "i4"),  # volumes whose primary it is; counted where there is a retry budget
    ("last_request", "i4"),
    ("short", "i4"),  # slots that are missing on it for two copies of each volume whose primary it is
    ("closings", "i4"),
    ("fallen", "i4"),  # the number of its crash if it crashed in this tick, else NOBODY
    ("first_peer", "i4"),  # its group, in which everyone knows everyone; not looked at where there is a table of peers
    ("group_size", "i4"),
    ("up", "?"),
    ("contact", "?"),
    ("isolated", "?"),  # a cut takes this node
    ("fixed", "?"),  # it runs without the bug
    ("broken", "?"),  # the operator breaks it in this tick
    ("returned", "?"),  # it crashed and came back by itself
    ("spare", "u2"),  # fills it up to whole words
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
    ("key", "u8"),
    ("volume", "i4"),
    ("receiver", "i4"),
    ("before", "i4"),  # the previous request to the same receiver, or NOBODY
    ("opened", "?"),  # by its receiver; while phase 3 chooses, whether it goes
    ("accepted", "?"),
    ("spare", "u2"),
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

SENT = record(("volume", "i4"), ("sender", "i2"), ("receiver", "i2"), ("opened", "?"), ("accepted", "?"))

LOG = record(("events", "i8"), ("sent", "i8"), ("bug", "f8"), ("fixed_nodes", "i4"))


class RunState(NamedTuple):
    """A run in the midst of it."""

    cluster: Record
    nodes: Records
    volumes: Records
    requests: Records
    """Room for those of one tick, shape (V,)."""
    peers: Ints
    """The table of peers, shape (N, d); no columns where groups say who knows whom."""
    odds: Floats
    """The chance to crash of a node that closes so many requests, as far as it is kept ready."""
    actions: Floats
    """(tick, code, value), shape (A, 3)."""


class Journal(NamedTuple):
    """What is written down of a run; all but the counts may be empty."""

    counts: Ints
    """Shape (T+1, number of `Count`)."""
    expected_stranded: Floats
    """Shape (T+1,), or (0,): it is not worked out."""
    events: Records
    requests: Records
    log: Records
    """Where each tick's events and requests end, and what the operator has set; shape (T+1,)."""
    closings: Ints
    """Requests that closed on each node, shape (T+1, N)."""


Kept = tuple[Records, Records, Records, Ints]
NOTHING: Kept = (np.zeros(0, EVENT), np.zeros(0, SENT), np.zeros(0, LOG), np.zeros((0, 0), np.int32))
"""In place of events, requests, log and closings, where they are not kept."""
