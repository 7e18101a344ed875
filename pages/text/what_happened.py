"""What there is to notice in a run, and what to try next: sentences made from the run."""

from typing import Any

from model import Run
from pages.view.words.english import many, percent

A_FEW = 0.03
"""A smaller share than this is told as a number."""
Tries = list[tuple[str, dict[str, Any]]]
"""What to try: words, and the settings that change."""


def notice(run: Run) -> list[str]:
    """Return two to four sentences on what to look at."""
    return [sentence for part in (_first_crash, _crashes, _space, _worst) if (sentence := part(run))]


def _contact(run: Run) -> int:
    return run.scenario.cut_off_at + run.scenario.cut_off_for


def _first_crash(run: Run) -> str:
    closings = run.closings
    if not run.crashes:
        most = int(closings.max())
        if not most:
            return "Nobody had to search, so nothing could crash."
        tick = int(closings.max(axis=1).argmax())
        risk = float(run.chances(tick).max())
        words = "the bug is fixed there" if not risk else f"the chance to crash was {percent(round(risk, 3))}"
        return f"No node crashed. The busiest closed {many(most, 'request')} at once, in minute {tick}: {words}."
    first = run.crashes[0]
    if first.by_operator:
        return f"The first node to crash, in minute {first.tick}, was broken by hand."
    after = first.tick - _contact(run)
    when = "in the very minute in which contact came back" if after == 0 else f"in minute {first.tick}"
    return f"The first node crashed {when}, while closing {many(first.closings, 'request')} at once."


def _crashes(run: Run) -> str:
    if len(run.crashes) < 2:
        return ""
    stranded = int(run.series("stranded").sum())
    cut = int(run.series("cut_off").max())
    text = f"Crashes left a volume stuck {many(stranded, 'time')}"
    return f"{text}; the network mistake itself had cut off {many(cut, 'volume')}." if cut else f"{text}."


def _space(run: Run) -> str:
    free = run.series("free_slots")
    searching = run.series("searching")
    gone = [tick for tick in range(run.ticks + 1) if free[tick] == 0 and searching[tick] > 0]
    if not gone:
        fewest = int(free.min())
        return f"Space never ran out: at worst {many(fewest, 'slot')} stayed free." if fewest else ""
    later = sum(crash.tick >= gone[0] for crash in run.crashes)
    if not later:
        return f"Free space was gone in minute {gone[0]}, yet no node crashed after that."
    return f"Free space was gone in minute {gone[0]}; {later} of {len(run.crashes)} crashes came from then on."


def _worst(run: Run) -> str:
    stuck = run.series("stuck")
    worst = int(stuck.argmax())
    if not stuck[worst]:
        return ""
    share = int(stuck[worst]) / run.scenario.volumes
    if share < A_FEW:
        few = f"{many(int(stuck[worst]), 'volume')} of {run.scenario.volumes}"
        return f"At worst, in minute {worst}, {few} {_was(stuck[worst])} stuck."
    return f"At worst, in minute {worst}, {percent(round(share, 2))} of the volumes were stuck."


def _was(count: int) -> str:
    return "was" if count == 1 else "were"


def tries(run: Run) -> Tries:
    """Return two or three changes worth trying on this very luck."""
    now, price = run.scenario, run.outcome
    if price.fate == "over" and not price.crashed:
        return _harder(run)
    found: Tries = []
    if price.fate != "over" and not now.actions and run.crashes and now.ticks > 40:
        tick = min(run.crashes[0].tick + 1, now.ticks)
        rescue = ((tick, "stop_search", 1), (min(tick + 20, now.ticks), "stop_search", 0))
        found.append((f"Stop the search in minute {tick}, and let it go on 20 minutes later", {"actions": rescue}))
    if now.backoff < 3:
        found.append(("Ask more patiently: waits of up to 8 minutes", {"backoff": 3}))
    if price.fate in ("held", "raging") and now.ticks <= 600:
        found.append((f"Watch it for longer: {2 * now.ticks} minutes", {"ticks": 2 * now.ticks}))
    if now.spare_capacity < 0.1:
        found.append(("Give it more room: 10 % spare slots", {"spare_capacity": 0.1}))
    if now.bug_probability > 0:
        found.append(("Fix the bug before the storm", {"bug_probability": 0.0}))
    return found[:3]


def _harder(run: Run) -> Tries:
    now = run.scenario
    found: Tries = []
    if not now.cut_off_for:
        found.append(("Let the network mistake happen on this day", {"cut_off_for": 5, "ticks": 240}))
    if now.bug_probability == 0:
        found.append(("Put the bug back", {"bug_probability": 0.001}))
    if now.spare_capacity > 0.02:
        found.append(("Spare less: 2 % free slots", {"spare_capacity": 0.02}))
    if now.cut_off_for and now.cut_off_fraction < 0.3:
        found.append(("Cut off more nodes: 30 %", {"cut_off_fraction": 0.3}))
    return found[:3]
