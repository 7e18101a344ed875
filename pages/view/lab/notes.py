"""What the Lab tells of a run beside its picture, and what a question asks for besides a picture.

In the header: ``"told": {"notice": [sentence], "tries": [{"words", "query"}]}``; where they were asked for ``"share"``
(see `pages.view.link.share`) and ``"costs": {lever: sentence}``.
"""

from collections.abc import Mapping
from typing import Any

from model import Run, Scenario
from model.rules.problems import Problem
from pages.text.what_happened import notice, tries
from pages.view.lab.costs import costs
from pages.view.link.query import Asked, few
from pages.view.link.share import shared

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


def asides(aside: Mapping[str, str], run: Run) -> dict[str, Any]:
    """Return the answers to what a question asks for besides a picture."""
    share = shared(aside["share"]) if "share" in aside else None
    return ({"share": share} if share else {}) | ({"costs": costs(run)} if "costs" in aside else {})


def read_file(text: str, instead: Scenario) -> Asked:
    """Return what a file of settings asks for; where it is none, what was there before, and why.

    >>> read_file("[]", Scenario(seed=7)).problems
    ('The file was not opened: the file holds no scenario of Stormglass',)
    """
    try:
        if len(text) > LARGEST_FILE:
            raise ValueError(Problem("file-too-large"))
        scenario, problems = Scenario.from_json(text)
    except ValueError as error:
        return Asked(instead, None, (Problem("problem-file", why=error.args[0]),))
    return Asked(scenario, None, few(problems))
