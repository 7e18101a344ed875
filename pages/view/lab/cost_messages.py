"""What each lever costs, as messages made from the settings in view."""

from collections.abc import Mapping

from model import Scenario
from model.rules.spelling import plain
from pages.view.words.message import Message, message


def backoff_cost(minutes: Mapping[int, float | None]) -> Message:
    """Return what patience costs: it is a brake, also where there is nothing to fear.

    ``minutes`` are those until everyone has a home without the bug, at each backoff level in rising order from 0
    (None: not by the end).
    """
    at_once = minutes[0]
    if at_once == 0:
        return message("cost-backoff-calm")
    if at_once is None:
        return message("cost-backoff-never")
    found = [(2**level, round(after)) for level, after in minutes.items() if level and after is not None]
    waits = [message("cost-wait", minutes=wait, after=after) for wait, after in found[1:]]
    if found:
        waits.insert(0, message("cost-wait-first", minutes=found[0][0], after=found[0][1]))
    if len(found) < len(minutes) - 1:
        waits.append(message("cost-longer-never") if found else message("cost-any-never"))
    return message("cost-backoff", minutes=round(at_once), waits=waits)


def further_cost(name: str, minutes: Mapping[float, float | None]) -> Message:
    """Return what ``request_limit`` or ``retry_budget`` costs: where there is nothing to fear it is a brake.

    ``minutes`` are those until everyone has a home without the bug, at each value in rising order from 0, which is off
    (None: not by the end). The loosest is told first.
    """
    off = minutes[0]
    if off == 0:
        return message(f"calm-brake-{name}")
    if off is None:
        return message(f"never-brake-{name}")
    loosest_first = [(value, minutes[value]) for value in reversed(list(minutes)) if value]
    found = [(value, after) for value, after in loosest_first if after is not None]
    never = [plain(value) for value, after in loosest_first if after is None]
    told = [message("cost-further", value=plain(value), after=round(after)) for value, after in found]
    if never:
        told.append(message("cost-further-never", values=never))
    return message(f"cost-brake-{name}", minutes=round(off), told=told)


def bug_cost(scenario: Scenario) -> Message:
    """Return what a fix costs."""
    return message("cost-bug", nodes=scenario.nodes)


def spare_cost(bought: int, fewest: int) -> Message:
    """Return what room costs: it is bought, and idle on every quiet day."""
    return message("cost-spare", slots=bought, fewest=fewest) if bought else message("cost-spare-none")
