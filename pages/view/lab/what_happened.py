"""What there is to notice in a run, and what to try next: messages made from the run."""

from typing import Any

from model import Run
from pages.view.words.message import Message, message, rounded_percent

A_FEW = 0.03
"""A smaller share than this is told as a number."""
Tries = list[tuple[Message, dict[str, Any]]]
"""What to try: a message, and the settings that change."""


def notice(run: Run) -> list[Message]:
    """Return two to four messages on what to look at."""
    return [said for part in (_first_crash, _crashes, _space, _worst) if (said := part(run))]


def _first_crash(run: Run) -> Message:
    if not run.crashes:
        return _no_crash(run)
    first = run.crashes[0]
    if first.by_operator:
        return message("notice-broken-first", minute=first.tick)
    if first.tick == run.scenario.cut_off_at + run.scenario.cut_off_for:
        return message("notice-crashed-at-contact", requests=first.closings)
    return message("notice-crashed-first", minute=first.tick, requests=first.closings)


def _no_crash(run: Run) -> Message:
    most = int(run.closings.max())
    if not most:
        return message("notice-nobody-searched")
    minute = int(run.closings.max(axis=1).argmax())
    risk = float(run.chances(minute).max())
    if not risk:
        return message("notice-no-crash-fixed", requests=most, minute=minute)
    return message("notice-no-crash", requests=most, minute=minute, percent=rounded_percent(risk, 1))


def _crashes(run: Run) -> Message | None:
    if len(run.crashes) < 2:
        return None
    stranded, cut = int(run.series("stranded").sum()), int(run.series("cut_off").max())
    return message("notice-stranded", times=stranded, volumes=cut)


def _space(run: Run) -> Message | None:
    free, searching = run.series("free_slots"), run.series("searching")
    gone = ((free == 0) & (searching > 0)).nonzero()[0]
    if not len(gone):
        fewest = int(free.min())
        return message("notice-space-left", slots=fewest) if fewest else None
    minute = int(gone[0])
    later = sum(crash.tick >= minute for crash in run.crashes)
    if not later:
        return message("notice-space-gone", minute=minute)
    return message("notice-space-gone-crashes", minute=minute, later=later, crashes=len(run.crashes))


def _worst(run: Run) -> Message | None:
    stuck = run.series("stuck")
    minute = int(stuck.argmax())
    most, volumes = int(stuck[minute]), run.scenario.volumes
    if not most:
        return None
    if most / volumes < A_FEW:
        return message("notice-worst-few", minute=minute, stuck=most, volumes=volumes)
    return message("notice-worst", minute=minute, percent=rounded_percent(most / volumes))


def tries(run: Run) -> Tries:
    """Return two or three changes worth trying on this very luck."""
    now, end = run.scenario, run.outcome
    if end.fate == "over" and not end.crashed:
        return _harder(run)
    found: Tries = []
    if end.fate != "over" and (stopped := _stopped_at(run)) is not None:
        minute = min(stopped + 20, now.ticks)
        found.append(
            (message("try-search-again", minute=minute), {"actions": (*now.actions, (minute, "stop_search", 0))})
        )
    if end.fate != "over" and not now.actions and run.crashes and now.ticks > 40:
        minute = min(run.crashes[0].tick + 1, now.ticks)
        rescue = ((minute, "stop_search", 1), (min(minute + 20, now.ticks), "stop_search", 0))
        found.append((message("try-stop-search", minute=minute), {"actions": rescue}))
    if now.backoff < 3:
        found.append((message("try-patience"), {"backoff": 3}))
    if end.fate in ("held", "raging") and now.ticks <= 600:
        found.append((message("try-longer", minutes=2 * now.ticks), {"ticks": 2 * now.ticks}))
    if now.spare_capacity < 0.1:
        found.append((message("try-room"), {"spare_capacity": 0.1}))
    if now.bug_probability > 0:
        found.append((message("try-fix"), {"bug_probability": 0.0}))
    return found[:3]


def _stopped_at(run: Run) -> int | None:
    """Return the minute of an action that stopped the search for good, if it is the last thing done."""
    if not run.scenario.actions:
        return None
    tick, name, value = run.scenario.actions[-1]
    return tick if (name, value) == ("stop_search", 1) and tick < run.ticks else None


def _harder(run: Run) -> Tries:
    now = run.scenario
    found: Tries = []
    if not now.cut_off_for:
        found.append((message("try-mistake"), {"cut_off_for": 5, "ticks": 240}))
    if now.bug_probability == 0:
        found.append((message("try-bug"), {"bug_probability": 0.001}))
    if now.spare_capacity > 0.02:
        found.append((message("try-less-room"), {"spare_capacity": 0.02}))
    if now.cut_off_for and now.cut_off_fraction < 0.3:
        found.append((message("try-larger-cut"), {"cut_off_fraction": 0.3}))
    return found[:3]
