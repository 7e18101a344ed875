"""What the value of a lever means, as a message."""

from typing import Any

from pages.view.words.message import Message, message, percent


def lever_value(name: str, value: float) -> Message:
    """Return what a value of a lever means.

    >>> lever_value("spare_capacity", 0.05)
    {'id': 'lever-spare_capacity', 'values': {'percent': 5}}
    """
    return message(f"lever-{name}", **_numbers(name, value))


def lever_mark(name: str, value: float) -> Message:
    """Return what stands at a stop of a lever.

    >>> lever_mark("backoff", 5)
    {'id': 'lever-backoff.mark', 'values': {'level': 5, 'minutes': 32}}
    """
    return message(f"lever-{name}.mark", **_numbers(name, value))


def _numbers(name: str, value: float) -> dict[str, Any]:
    return {"level": int(value), "minutes": 2 ** int(value)} if name == "backoff" else {"percent": percent(value)}
