"""A message with its values, as it travels to whoever says it."""

from typing import Any

Message = dict[str, Any]
"""``{"id": …, "values": {name: number, text, message or a list of them}}``, as `stage/lib/messages.js` takes it."""


def message(name: str, /, **values: Any) -> Message:
    """Return a message with its values; tests find each call, so the name is written out where it is called.

    >>> message("try-longer", minutes=480)
    {'id': 'try-longer', 'values': {'minutes': 480}}
    """
    return {"id": name, "values": values} if values else {"id": name}
