"""What a page tells its stage once, as it mounts: JSON, in the data of the component.

It is the same for all visitors of a page, and never changes while the page is open. This docstring is the one place
where the format is written down; MESSAGE is as in `pages.view.wire.frame`.

**Configuration**::

    {"address": true,              optional: the stage keeps the address bar as the link
     "own_page": {"place", "places"},  how the address of this page ends, and those of the others
     "projector": true,            optional: large type
     "levers": [{"name": "backoff", "label": MESSAGE, "help": MESSAGE, "low": MESSAGE, "high": MESSAGE,
                 "default": "0",   what its link leaves out
                 "stops": [{"value": 0, "query": "0", "mark": MESSAGE or "",  ("": a stop without a name)
                            "words": MESSAGE}]}],
     "acts": [...],                optional: what an operator can do (pages/view/lab/workbench.py), with
     "again": [...],
     "most_acts": 20,
     "cards": [...],               optional: what one can start from, likewise
     "settings": [...],            optional: further settings (pages/view/lab/settings.py)
     "story": {...},               optional: all scenes (pages/view/story/header.py); each plays a piece of a run
     "pair": {...}}                optional: what two clusters are offered (pages/view/same_luck/pair.py)
"""

import json
from typing import Any, TypedDict


class OwnPage(TypedDict):
    """How a stage tells whether the address is that of its own page."""

    place: str
    """How it ends; nothing for the front door."""
    places: tuple[str, ...]
    """How those of the other pages do."""


def configuration(**parts: Any) -> str:
    """Return a page's configuration as it travels.

    A text: in a list among a component's data Streamlit looks for a table, and loads pandas for it.
    """
    return json.dumps(parts, separators=(",", ":"), allow_nan=False)
