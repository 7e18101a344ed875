"""What the Lab tells of a run beside its picture, and what a question asks for besides a picture.

In the header: ``"what_happened": {"notice": [MESSAGE], "tries": [{"words": MESSAGE, "query"}]}``; where it was asked
for ``"share"`` (see `pages.view.link.share`).
"""

from collections.abc import Mapping
from typing import Any

from model import Run
from pages.view.lab.what_happened import notice, tries
from pages.view.link.share import shared


def notes(run: Run) -> dict[str, Any]:
    """Return what there is to notice and to try; what cannot be set together is no suggestion."""
    suggested = []
    for words, changes in tries(run):
        try:
            suggested.append({"words": words, "query": run.scenario.replace(**changes).to_query()})
        except ValueError:
            continue
    return {"what_happened": {"notice": notice(run), "tries": suggested}}


def besides(asked: Mapping[str, str]) -> dict[str, Any]:
    """Return the answers to what a question asks for besides a picture."""
    share = shared(asked["share"]) if "share" in asked else None
    return {"share": share} if share else {}
