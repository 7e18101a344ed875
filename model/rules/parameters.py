"""What a parameter is: its unit, range, lever stops, label and help, and the sentence for a value out of range."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

SHOWN = 40
"""So many characters of a bad value are told back."""
LONGEST = 16
"""Beyond so many digits a number is written with an exponent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One setting of a scenario.

    ``kind`` is ``whole``, ``number``, ``choice`` or ``actions``; ``low`` and ``high`` are included; ``stops`` are
    the positions of its lever (empty where it has none); ``default`` is None where it depends on other settings.
    """

    name: str = ""
    kind: str
    default: Any
    unit: str = ""
    low: float = 0
    high: float = 0
    stops: tuple[float, ...] = ()
    choices: tuple[str, ...] = ()
    label: str
    help: str
    topic: str

    def rule(self) -> str:
        """Return what a value must be, for example ``backoff must be a whole number from 0 to 8``."""
        if self.kind == "choice":
            return f"{self.name} must be one of {', '.join(self.choices)}"
        noun = "a whole number" if self.kind == "whole" else "a number"
        return f"{self.name} must be {noun} from {plain(self.low)} to {plain(self.high)}"

    def clean(self, value: Any) -> Any:
        """Return the value as a plain int, float or str; raise ValueError where it breaks the rule."""
        if self.kind == "choice":
            if isinstance(value, str) and value in self.choices:
                return str(value)
            raise ValueError(self.rule())
        number = whole(value) if self.kind == "whole" else real(value)
        if number is None or not self.low <= number <= self.high:
            raise ValueError(self.rule())
        return number

    def parse(self, text: str) -> Any:
        """Return what a link or a command line says, as a value of this kind; raise ValueError where it is not one."""
        if self.kind == "choice":
            return self.clean(text)
        return self.clean(number_in(text))


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


def _setting(kind: str, default: Any, low: float, high: float, **words: Any) -> Any:
    parameter = Parameter(kind=kind, default=default, low=low, high=high, **words)
    return field(default=default, metadata={"parameter": parameter})


def whole_number(default: int | None, low: int, high: int, **words: Any) -> Any:
    """Declare a whole-number field of a scenario."""
    return _setting("whole", default, low, high, **words)


def number(default: float, low: float, high: float, **words: Any) -> Any:
    """Declare a real-number field of a scenario."""
    return _setting("number", default, low, high, **words)


def choice(default: str, choices: Sequence[str], **words: Any) -> Any:
    """Declare a field of a scenario that is one of a few words."""
    return _setting("choice", default, 0, 0, choices=tuple(choices), **words)


def action_list(**words: Any) -> Any:
    """Declare the field that holds the operator's actions."""
    return _setting("actions", (), 0, 0, **words)
