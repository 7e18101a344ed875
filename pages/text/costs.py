"""What each lever costs, in a sentence made from the settings in view."""

from collections.abc import Mapping

from model import Scenario
from pages.view.words.english import many


def backoff_cost(minutes: Mapping[int, float | None]) -> str:
    """Return what patience costs: it is a brake, also where there is nothing to fear.

    ``minutes`` are those until everyone has a home without the bug, at each backoff level in rising order from 0
    (None: not by the end).

    >>> backoff_cost({0: 7.0, 1: 9.0, 2: 15.0, 3: None}).partition("; ")[2]
    'with waits of up to 2 minutes after 9, of up to 4 after 15, with longer ones not by the end.'
    >>> backoff_cost({0: None})
    'A brake; and here even without the bug, and with all asking at once, some have no home by the end.'
    """
    at_once = minutes[0]
    if at_once == 0:
        return "Waiting is a brake: whoever loses a copy stands without a second one for longer."
    if at_once is None:
        return "A brake; and here even without the bug, and with all asking at once, some have no home by the end."
    found = [(2**level, round(after)) for level, after in minutes.items() if level and after is not None]
    patient = [f"of up to {wait} after {after}" for wait, after in found]
    if patient:
        patient[0] = patient[0].replace("of", "with waits of", 1).replace(" after", " minutes after", 1)
    if len(found) < len(minutes) - 1:
        patient.append("with longer ones not by the end" if found else "with any wait not by the end")
    asking = f"everyone has a home {many(round(at_once), 'minute')} after contact is back when all ask at once"
    return f"A brake: without the bug {asking}; {', '.join(patient)}."


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
