"""What the Lab tells of a run beside its picture, and what a question asks for besides a picture.

In the header: ``"told": {"notice": [sentence], "tries": [{"words", "query"}]}``; where it was asked for ``"share"``
(see `pages.view.share`).
"""

from typing import Any

from model import Run, Scenario
from pages.text.what_happened import notice, tries
from pages.view.link import Asked, few
from pages.view.share import shared

LARGEST_FILE = 100_000
"""Characters of a file of settings."""


def told(run: Run) -> dict[str, Any]:
    """Return what there is to notice and to try; what cannot be set together is no suggestion."""
    suggested = []
    for words, changes in tries(run):
        try:
            suggested.append({"words": words, "query": run.scenario.replace(**changes).to_query()})
        except ValueError:
            continue
    return {"told": {"notice": notice(run), "tries": suggested}}


def asides(aside: dict[str, str]) -> dict[str, Any]:
    """Return the answers to what a question asks for besides a picture."""
    share = shared(aside["share"]) if "share" in aside else None
    return {"share": share} if share else {}


def read_file(text: str, instead: Scenario) -> Asked:
    """Return what a file of settings asks for; where it is none, what was there before, and why.

    >>> read_file("[]", Scenario(seed=7)).problems
    ('The file was not opened: the file holds no scenario of Stormglass',)
    """
    try:
        if len(text) > LARGEST_FILE:
            raise ValueError("it is larger than 100 kB")
        scenario, problems = Scenario.from_json(text)
    except ValueError as error:
        return Asked(instead, None, (f"The file was not opened: {error}",))
    return Asked(scenario, None, few(problems))
