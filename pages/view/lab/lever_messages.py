"""What the value of a lever means, as a message."""

from pages.view.words.message import Message, message, percent


def lever_value(name: str, value: float) -> Message:
    """Return what a value of a lever means.

    >>> lever_value("spare_capacity", 0.05)
    {'id': 'lever-spare_capacity', 'values': {'percent': 5}}
    """
    if name == "backoff":
        return message("lever-backoff", level=int(value), minutes=2 ** int(value))
    if name == "bug_probability":
        return message("lever-bug_probability", percent=percent(value))
    return message("lever-spare_capacity", percent=percent(value))
