"""How values are spelled: read from a link or a command line, written into one, told back where they are bad."""

import math
from decimal import Decimal
from typing import Any

SHOWN = 40
"""So many characters of a bad value are told back."""
LONGEST = 16
"""Beyond so many digits a number is written with an exponent."""


def real(value: Any) -> float | None:
    """Return a finite float, or None for anything that is not a number (True and False are not, numpy's neither)."""
    truth = isinstance(value, bool) or getattr(getattr(value, "dtype", None), "kind", "") == "b"
    if truth or isinstance(value, (str, bytes)) or not hasattr(value, "__float__"):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number + 0.0 if math.isfinite(number) else None


def whole(value: Any) -> int | None:
    """Return an int for a whole number, also one written 5.0; None for anything else."""
    number = real(value)
    return int(number) if number is not None and number == math.floor(number) else None


def number_in(text: str) -> float | None:
    """Return the number that a short text spells in plain digits, or None.

    >>> number_in("0.0005"), number_in("1e-3"), number_in("1_000"), number_in("nan")
    (0.0005, 0.001, None, None)
    """
    text = text.strip()
    if not text or len(text) > SHOWN or not set(text) <= set("0123456789+-.eE"):
        return None
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def plain(value: Any) -> str:
    """Return a value as people write it: no trailing zeros, no exponent unless it is very small or large.

    >>> plain(1e-05), plain(5.0), plain(0.05), plain("ring")
    ('0.00001', '5', '0.05', 'ring')
    """
    if isinstance(value, float):
        text = repr(value)
        _, _, power = text.partition("e")
        if power and -LONGEST < int(power) < LONGEST:
            text = f"{Decimal(text):f}"  # of these very digits: formatting the float could round them another way
        return text.removesuffix(".0")
    return str(value)


def shown(value: Any) -> str:
    """Return a bad value for a sentence: short, on one line, printable."""
    try:
        text = plain(value) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else repr(value)
    except ValueError:  # Python does not spell a whole number of thousands of digits
        text = "a huge number"
    text = "".join(letter if letter.isprintable() else " " for letter in text[: SHOWN + 1])
    return (text[:SHOWN] + "…" if len(text) > SHOWN else text) or "nothing"
