"""What happened in a run, as facts that a sentence can be made from: one a tick, and the moments worth a flag."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.rules.states import Cause, State
from model.runs.run import Run


@dataclass(frozen=True, slots=True)
class Fact:
    """What matters most in one tick: its kind, and the numbers that its sentence needs."""

    tick: int
    kind: str
    numbers: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Flag:
    """A moment worth a flag on the timeline."""

    tick: int
    kind: str
    action: tuple[int, str, float | int | None] | None = None


def flags_of(run: Run) -> list[Flag]:
    """Return the moments worth a flag, in order of time."""
    flags = [Flag(int(t), "cut") for t in np.flatnonzero(run.series("cuts"))]
    gone_from = _first(run.series("free_slots") == 0) if run.series("free_slots")[0] > 0 else None
    marks = {
        "crash": _first(run.series("crashes") > 0),
        "full": gone_from,
        "half": _first(2 * run.series("nodes_up") <= run.scenario.nodes),
        "all": _first(run.series("nodes_up") == 0),
    }
    flags += [Flag(t, "contact") for t in _contacts(run)]
    flags += [Flag(t, kind) for kind, t in marks.items() if t is not None]
    flags += [Flag(action[0], "action", action) for action in run.scenario.actions]
    since = run.outcome.calm_from
    if since is not None and any(flag.kind != "action" for flag in flags):
        flags.append(Flag(since, "over"))
    order = ("action", "cut", "contact", "crash", "full", "half", "all", "over")
    return sorted(flags, key=lambda flag: (flag.tick, order.index(flag.kind)))


def _first(where: Any) -> int | None:
    places = np.flatnonzero(where)
    return int(places[0]) if len(places) else None


def _contacts(run: Run) -> list[int]:
    places = np.flatnonzero((run.events["volume"] < 0) & (run.events["cause"] == Cause.NODE_CONTACT))
    return [int(t) for t in np.unique(np.searchsorted(run.log["events"], places, side="right"))]


IN_SENTENCES = (
    *("mirrored", "cut_off", "searching", "copying", "offline", "nodes_up", "requests", "accepted", "crashes"),
    *("newly_stuck", "stranded", "everyday", "relieved", "free_slots", "cuts"),
)
"""The measures that sentences speak of."""


def facts_of(run: Run) -> list[Fact]:
    """Return what matters most at each tick, T+1 facts."""
    table = {name: run.series(name).tolist() for name in IN_SENTENCES}
    contacts = set(_contacts(run))
    restarts = set(_ticks_of(run, Cause.NODE_RESTARTED))
    actions: dict[int, list[Any]] = {}
    for action in run.scenario.actions:
        actions.setdefault(action[0], []).append(action)
    crashes: dict[int, list[Any]] = {}
    for crash in run.crashes:
        crashes.setdefault(crash.tick, []).append(crash)
    isolated = int(run.isolated.sum())
    stopped = False
    troubled = False
    facts = []
    for tick in range(run.ticks + 1):
        numbers = {name: values[tick] for name, values in table.items()}
        numbers["nodes"], numbers["volumes"] = run.scenario.nodes, run.scenario.volumes
        numbers["free_before"] = table["free_slots"][tick - 1] if tick else None
        numbers["waiting_before"] = table["searching"][tick - 1] + table["cut_off"][tick - 1] if tick else 0
        numbers["isolated"] = isolated
        numbers["actions"] = actions.get(tick, [])
        for action in numbers["actions"]:
            stopped = bool(action[2]) if action[1] == "stop_search" else stopped
        numbers["stopped"], numbers["troubled"] = stopped, troubled
        if tick in crashes:
            numbers |= _crash_numbers(run, tick, crashes[tick])
            numbers["first"] = tick == run.crashes[0].tick
            numbers["passes_half"] = 2 * numbers["nodes_up"] <= run.scenario.nodes < 2 * table["nodes_up"][tick - 1]
        if tick in contacts or tick in restarts or numbers["actions"]:
            numbers |= _return_numbers(run, tick)
        facts.append(Fact(tick, _kind(tick, numbers, tick in contacts, tick in restarts), numbers))
        troubled = troubled or numbers["newly_stuck"] > 0 or numbers["crashes"] > 0
    return facts


def _ticks_of(run: Run, cause: Cause) -> list[int]:
    places = np.flatnonzero((run.events["volume"] < 0) & (run.events["cause"] == cause))
    return [int(t) for t in np.unique(np.searchsorted(run.log["events"], places, side="right"))]


def _crash_numbers(run: Run, tick: int, crashes: list[Any]) -> dict[str, Any]:
    events = run.events_of(tick)
    hit = events[events["cause"] == Cause.CRASH]
    return {
        "crashed": [crash.node for crash in crashes],
        "closings": [crash.closings for crash in crashes],
        "broken": [crash.node for crash in crashes if crash.by_operator],
        "gone_offline": int((hit["state"] == State.OFFLINE).sum()),
    }


def _return_numbers(run: Run, tick: int) -> dict[str, Any]:
    events = run.events_of(tick)
    volumes, nodes = events[events["volume"] >= 0], events[events["volume"] < 0]
    return {
        "reconnected": int((volumes["cause"] == Cause.RECONNECTED).sum()),
        "mistrusting": int((volumes["cause"] == Cause.CONTACT).sum()),
        "found_again": int((volumes["cause"] == Cause.RESTART).sum()),
        "restarted": int((nodes["cause"] == Cause.NODE_RESTARTED).sum()),
        "enlarged": int((nodes["cause"] == Cause.NODE_CAPACITY).sum()),
    }


def _kind(tick: int, numbers: dict[str, Any], contact: bool, restart: bool) -> str:
    """Return what matters most: what is rare and has consequences before what goes on."""
    waiting = numbers["searching"] + numbers["cut_off"]
    rules = (
        ("start", tick == 0),
        ("crash", numbers["crashes"] > 0),
        ("cut", numbers["cuts"] > 0),
        ("contact", contact),
        ("restart", restart),
        ("all_down", numbers["nodes_up"] == 0),
        ("over", numbers["waiting_before"] > 0 and waiting == 0),
        ("cut_goes_on", numbers["cut_off"] > 0),
        ("everyday", numbers["everyday"] > 0 and numbers["everyday"] == numbers["requests"]),
        ("space_gone", bool(numbers["free_before"]) and numbers["free_slots"] == 0 and numbers["searching"] > 0),
        ("stopped", numbers["searching"] > 0 and numbers["stopped"]),
        ("waiting", numbers["searching"] > 0 and numbers["requests"] == 0),
        ("in_vain", numbers["searching"] > 0 and numbers["accepted"] == 0),
        ("searching", numbers["searching"] > 0 or numbers["requests"] > 0),
        ("copying", numbers["copying"] > 0),
        ("after", numbers["troubled"]),
    )
    return next((kind for kind, holds in rules if holds), "calm")
