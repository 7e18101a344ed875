"""A message with its values, as it travels to whoever says it."""

import math
from typing import Any

from model.rules.facts import Fact, named

Message = dict[str, Any]
"""``{"id": …, "values": {name: number, text, message or a list of them}}``, as `stage/lib/messages.js` takes it."""


def message(name: str, /, **values: Any) -> Message:
    """Return a message with its values; tests find each call, so the name is written out where it is called.

    >>> message("try-longer", minutes=480)
    {'id': 'try-longer', 'values': {'minutes': 480}}
    """
    return {"id": name, "values": values} if values else {"id": name}


def fact_message(fact: Fact, numbers: list[float]) -> Message:
    """Return a fact of a run as a message.

    >>> fact_message(Fact.CAPTION_FOUND, [12.0])
    {'id': 'caption-found', 'values': {'accepted': 12.0}}
    """
    return message(fact.message, **named(fact, numbers))


def percent(share: float) -> float:
    """Return a share in per cent, with as many digits as it was given.

    >>> percent(0.07), percent(0.0005)
    (7, 0.05)
    """
    value = round(share * 100, 6)
    return int(value) if value == int(value) else value


def rounded_percent(share: float, digits: int = 0) -> float:
    """Return a share in per cent to so many digits, finer near 0 and 100: neither is said of what is not quite so.

    >>> [rounded_percent(share) for share in (0, 0.0034, 0.005, 0.4149, 0.9951, 1)]
    [0, 0.3, 0.5, 41, 99.5, 100]
    """
    value = 100 * share
    far = min(value, 100 - value)
    if far > NOUGHT:
        finer = digits if far > 0.5 * 10.0**-digits else max(digits, -math.floor(math.log10(far)))
        value = math.floor(value * 10**finer + 0.5) / 10**finer
    return round(value) if value == round(value) or far <= NOUGHT else value


NOUGHT = 1e-9
"""Nearer than so many points to 0 or 100 per cent is what rounding leaves of either."""
