"""What each lever costs, in a sentence made from the settings in view."""

from model import Scenario
from pages.text.captions import many


def backoff_cost(scenario: Scenario, here: float | None, at_once: float | None) -> str:
    """Return what patience costs: it is a brake, also where there is nothing to fear."""
    if not scenario.cut_off_for or scenario.cut_off_at > scenario.ticks:
        return "Waiting is a brake: whoever loses a copy stands without a second one for longer."
    if scenario.backoff == 0:
        return f"No brake: without the bug {_until(at_once)}."
    return f"A brake: without the bug {_until(here)}. Asking at once: {_minutes(at_once)}."


def _until(minutes: float | None) -> str:
    if minutes is None:
        return "some are still without a home at the end"
    return f"everyone has a home {_minutes(minutes)} after contact is back"


def _minutes(minutes: float | None) -> str:
    return "not by the end" if minutes is None else many(round(minutes), "minute")


def bug_cost(scenario: Scenario) -> str:
    """Return what a fix costs."""
    return (
        f"A fix must be found, tested, and rolled out to all {many(scenario.nodes, 'node')} before the mistake comes."
    )


def spare_cost(bought: int, fewest: int) -> str:
    """Return what room costs: it is bought, and idle on every quiet day."""
    if not bought:
        return "Nothing is bought, and nothing is there when it is needed."
    left = "all of them are taken" if not fewest else f"{fewest} stay free"
    return f"{many(bought, 'slot')} bought, and idle on every quiet day; at the worst of this run {left}."
