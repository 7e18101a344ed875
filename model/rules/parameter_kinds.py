"""What a parameter is: its unit, range, lever stops, label and help, and the sentence for a value out of range."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from model.rules.problems import Problem
from model.rules.spelling import number_in, real, whole


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

    def rule(self) -> Problem:
        """Return what a value must be, for example ``backoff must be a whole number from 0 to 8``."""
        if self.kind == "choice":
            return Problem("rule-choice", name=self.name, choices=self.choices)
        if self.kind == "whole":
            return Problem("rule-whole", name=self.name, low=self.low, high=self.high)
        return Problem("rule-number", name=self.name, low=self.low, high=self.high)

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
