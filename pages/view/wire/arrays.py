"""The arrays of one run, as `pages.view.wire.frame` writes them down: a run in, little numbers out."""

from typing import Any

import numpy as np
import numpy.typing as npt

from model import Cause, Run
from model.engine.peers import groups
from model.runs.narration import narrate

NONE_2, NONE_4 = 65535, 4294967295
MOST_REQUESTS = 150_000
"""Above so many requests in a run, a fair sample of each tick travels."""
SAMPLE = 60
"""Requests of one tick in a sample."""

Arrays = dict[str, npt.NDArray[Any]]


def _short(values: npt.NDArray[Any]) -> npt.NDArray[np.uint16]:
    """Return values as u2; -1 becomes 65535."""
    return values.astype(np.int64).astype(np.uint16)


def _starts(until: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    return np.concatenate([[0], until]).astype(np.uint32)


def start_of(run: Run) -> Arrays:
    """Return where all began, and what is counted in every tick."""
    return {
        "series": np.ascontiguousarray(run.counts.T),
        "expected_stranded": run.series("expected_stranded"),
        "storm_number": run.series("storm_number"),
        "primary": _short(run.start.primary),
        "mirror": _short(run.start.partner),
        "slots": _short(run.start.slots),
        "group": _short(groups(run.scenario)),
        "closings": _short(run.closings),
        "bug": np.ascontiguousarray(run.log["bug"]),
        "fix_rank": _short(run.fix_rank),
        "fixed_count": _short(run.log["fixed_nodes"]),
    }


def events_of(run: Run) -> Arrays:
    """Return every change of a volume."""
    of_volumes = run.events["volume"] >= 0
    events = run.events[of_volumes]
    until = np.concatenate([[0], np.cumsum(of_volumes)])[run.log["events"]]
    return {
        "event_start": _starts(until),
        "event_volume": _short(events["volume"]),
        "event_state": events["state"].astype(np.uint8),
        "event_primary": _short(events["primary"]),
        "event_partner": _short(events["partner"]),
        "event_old": _short(events["old"]),
        "event_cause": events["cause"].astype(np.uint8),
        "event_by": events["by"].astype(np.int64).astype(np.uint32),
    }


def requests_of(run: Run) -> tuple[Arrays, str]:
    """Return the requests, and whether they are all of them or a sample."""
    requests, until, which = run.requests, run.log["sent"], "all"
    if len(requests) > MOST_REQUESTS:
        requests, until, which = *_sample(run), "sample"
    return {
        "request_start": _starts(until),
        "request_volume": _short(requests["volume"]),
        "request_from": _short(requests["sender"]),
        "request_to": _short(requests["receiver"]),
        "request_accepted": requests["accepted"].astype(np.uint8),
    }, which


def own_requests(run: Run, focus: int | None) -> Arrays:
    """Return every request that one node sent or was sent; nothing where there is no such node."""
    if focus is None or not 0 <= focus < run.scenario.nodes:
        return {}
    mine = (run.requests["sender"] == focus) | (run.requests["receiver"] == focus)
    requests = run.requests[mine]
    until = np.concatenate([[0], np.cumsum(mine)])[run.log["sent"]]
    return {
        "own_start": _starts(until),
        "own_volume": _short(requests["volume"]),
        "own_from": _short(requests["sender"]),
        "own_to": _short(requests["receiver"]),
        "own_accepted": requests["accepted"].astype(np.uint8),
    }


def _sample(run: Run) -> tuple[npt.NDArray[Any], npt.NDArray[np.int64]]:
    """Return at most `SAMPLE` requests of each tick, any of them with the same chance, and where each tick's end."""
    counts = np.diff(run.log["sent"], prepend=0)
    luck = np.random.Generator(np.random.Philox(key=run.scenario.seed)).random(len(run.requests))
    tick = np.repeat(np.arange(len(counts)), counts)
    order = np.lexsort((luck, tick))
    rank = np.arange(len(order)) - np.repeat(run.log["sent"] - counts, counts)
    kept = np.sort(order[rank < SAMPLE])
    return run.requests[kept], np.cumsum(np.minimum(counts, SAMPLE))


def nodes_of(run: Run) -> Arrays:
    """Return what happened to nodes: crashes, restarts, cuts, capacity."""
    places = np.flatnonzero(run.events["volume"] < 0)
    notices = run.events[places]
    ticks = np.searchsorted(run.log["events"], places, side="right")
    cause = notices["cause"]
    crashed = np.isin(cause, (Cause.NODE_CRASHED, Cause.NODE_BROKEN))
    restarted, enlarged = cause == Cause.NODE_RESTARTED, cause == Cause.NODE_CAPACITY
    begins, ends = np.unique(ticks[cause == Cause.NODE_CUT]), np.unique(ticks[cause == Cause.NODE_CONTACT])
    open_end = np.full(len(begins) - len(ends), NONE_2)
    return {
        "crash_tick": _short(ticks[crashed]),
        "crash_node": _short(notices["primary"][crashed]),
        "crash_closings": _short(notices["by"][crashed]),
        "crash_by_operator": (cause[crashed] == Cause.NODE_BROKEN).astype(np.uint8),
        "restart_tick": _short(ticks[restarted]),
        "restart_node": _short(notices["primary"][restarted]),
        "cut_node": _short(np.flatnonzero(run.isolated)),
        "cut_from": _short(begins),
        "cut_until": _short(np.concatenate([ends, open_end])),
        "capacity_tick": _short(ticks[enlarged]),
        "capacity_node": _short(notices["primary"][enlarged]),
        "capacity_slots": _short(notices["by"][enlarged]),
    }


def told_of(run: Run) -> Arrays:
    """Return what is worth saying of a run: facts in codes and numbers, and where captions and flags stand in them."""
    told = narrate(run)
    return {
        "facts": told.stream,
        "caption_tick": _short(told.caption_ticks),
        "caption_place": told.caption_places.astype(np.uint32),
        "flag_tick": _short(told.flag_ticks),
        "flag_place": told.flag_places.astype(np.uint32),
    }
