"""The settings that a map can have for its axes: their values, live and finer, and how these are written."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from model import PARAMETERS
from pages.view.tipping.map.words import AXIS_TITLES, backoff_words, bug_words, spare_words
from pages.view.words.english import many, percent


@dataclass(frozen=True, kw_only=True)
class Axis:
    """One setting as an axis of a map."""

    name: str
    live: tuple[Any, ...]
    """The values of the map that follows the levers: stops of the lever where it has one, so the odds are shared."""
    last: float
    """Where a finer axis ends."""
    tick: Callable[[Any], str]
    say: Callable[[Any], str]
    """The value in words, for a sentence."""

    @property
    def label(self) -> str:
        """What the setting is called."""
        return PARAMETERS[self.name].label

    @property
    def title(self) -> str:
        """What stands along the axis."""
        return AXIS_TITLES[self.name]

    def finer(self, many_values: int) -> tuple[Any, ...]:
        """Return about so many values over the whole axis; fewer where there are no more."""
        if PARAMETERS[self.name].kind == "whole":
            return tuple(range(int(self.last) + 1))
        if self.name == "bug_probability":
            steps = np.geomspace(0.00001, self.last, many_values - 1)
            return (0.0, *(float(f"{step:.3g}") for step in steps))
        return tuple(round(float(value), 4) for value in np.linspace(0, self.last, many_values))


def _level(level: int) -> str:
    return "at once" if level == 0 else str(2**level)


def _short(share: float) -> str:
    return "none" if share == 0 else f"{share * 100:.3g} %".replace("0.", ".", 1)


TENTHS = tuple(k / 10 for k in range(11))
AXES: dict[str, Axis] = {
    axis.name: axis
    for axis in (
        Axis(name="backoff", live=tuple(range(9)), last=8, tick=_level, say=backoff_words),
        Axis(
            name="bug_probability",
            live=(0.0, 0.00005, 0.0001, 0.0002, 0.0003, 0.0005, 0.001, 0.002, 0.003, 0.005, 0.01),
            last=0.01,
            tick=_short,
            say=bug_words,
        ),
        Axis(
            name="spare_capacity",
            live=(0.0, 0.02, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2),
            last=0.2,
            tick=_short,
            say=spare_words,
        ),
        Axis(
            name="cut_off_fraction",
            live=(0.0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5),
            last=0.5,
            tick=percent,
            say=lambda share: f"{percent(share)} of the nodes cut off",
        ),
        Axis(
            name="reconnect",
            live=TENTHS,
            last=1,
            tick=percent,
            say=lambda share: f"{percent(share)} reconnect first",
        ),
        Axis(
            name="fixed_share",
            live=TENTHS,
            last=1,
            tick=percent,
            say=lambda share: f"{percent(share)} of the nodes without the bug",
        ),
        Axis(
            name="copy_ticks",
            live=(1, 2, 5, 10, 15, 20, 30),
            last=30,
            tick=str,
            say=lambda ticks: f"{many(ticks, 'minute')} to copy",
        ),
    )
}
