"""The three protections: how many lucks fare under each of their eight combinations, for the stage of "Same luck".

``GET /api/protections?<the link's query of two clusters>`` answers with frames as those of `pages.view.server.routes`:

``{"part": "values", "names": [[MESSAGE, its title], …], "words": MESSAGE}``
    what the combinations are called, and what is meant by without and with
``{"part": "fan", "number": 3, "band": path, "median": path, "fates": [12, 15, 3, 0, 9], "words", "query"}``
    one a combination; fates: over, held, raging, collapsed, and how many of the held are short of room. The paths lie
    in a box of `WIDE` x `HIGH`: the share of volumes that are stuck over time, the band of 10 to 90 % of the lucks and
    the middle one. ``query`` is the link of two clusters without their luck: left none of the three, right this
    combination.
``{"part": "verdict", "sentences": [MESSAGE, …]}``
    which of them suffice.

Without a protection its lever stands as on the left; with it, as on the right if that is more careful, else as in the
preset of that protection. Where the left one is as careful as the preset, it is what is meant by "with", and the
default by "without".
"""

from collections.abc import AsyncGenerator, Mapping
from functools import partial
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from model import PARAMETERS, Scenario, simulate_many
from model.rules.presets import PRESETS
from pages.view.lab.lever_messages import lever_value
from pages.view.link.pair import AskedPair, pair_query
from pages.view.same_luck.verdict_messages import NAMES, fates_told, key, verdict
from pages.view.server.odds import counted, lucks_for, setting_of
from pages.view.server.pool import POOL, Rank, result
from pages.view.server.shelf import Shelf
from pages.view.words.message import Message, message

WIDE, HIGH = 120, 48
COLUMNS = 60
KEPT = 2000
LEVER = {"backoff": "backoff", "fix": "bug_probability", "space": "spare_capacity"}
CARE = {"backoff": 1, "fix": -1, "space": 1}
"""Whether more (1) or less (-1) of the lever's value protects."""
PRESET = {
    "backoff": PRESETS["backoff_holds"].scenario.backoff,
    "fix": PRESETS["bug_fixed"].scenario.bug_probability,
    "space": PRESETS["room"].scenario.spare_capacity,
}


class Fan(NamedTuple):
    """How the lucks of one setting fare."""

    band: str
    median: str
    fates: tuple[int, ...]


def values(left: Scenario, right: Scenario) -> dict[str, tuple[Any, Any]]:
    """Return each protection's lever without it and with it.

    >>> values(Scenario(), Scenario(backoff=3))
    {'backoff': (0, 3), 'fix': (0.001, 0.0), 'space': (0.05, 0.15)}
    """
    return {name: _values(name, getattr(left, LEVER[name]), getattr(right, LEVER[name])) for name in NAMES}


def _values(name: str, left: Any, right: Any) -> tuple[Any, Any]:
    care, preset = CARE[name], PRESET[name]
    if care * right > care * left:
        return left, right
    return (left, preset) if care * preset > care * left else (PARAMETERS[LEVER[name]].default, left)


def combinations(left: Scenario, right: Scenario) -> dict[frozenset[str], Scenario]:
    """Return the eight combinations, all else as on the left; those with fewer protections first."""
    stops = values(left, right)
    sets = [
        frozenset(name for name, has in zip(NAMES, which, strict=True) if has) for which in product((1, 0), repeat=3)
    ]
    return {
        which: left.replace(**{LEVER[name]: stops[name][name in which] for name in NAMES}, seed=1)
        for which in sorted(sets, key=len)
    }


def fan(scenario: Scenario) -> Fan:
    """Return how seeds 1, 2, 3, … of a setting fare."""
    lucks = [scenario.replace(seed=seed) for seed in range(1, lucks_for(scenario) + 1)]
    ensemble = simulate_many(lucks, threads=1)
    at = np.unique(np.linspace(0, scenario.ticks, COLUMNS + 1).round().astype(int))
    shares = ensemble.series("stuck")[:, at] / scenario.volumes
    low, middle, high = np.quantile(shares, (0.1, 0.5, 0.9), axis=0)
    x = at / scenario.ticks * WIDE
    band = f"{_line(x, high)}L{_line(x[::-1], low[::-1])[1:]}Z"
    return Fan(band, _line(x, middle), tuple(counted(ensemble.endings.tobytes())))


def _line(x: npt.NDArray[Any], share: npt.NDArray[Any]) -> str:
    points = [f"{px:.4g},{HIGH - 1 - s * (HIGH - 2):.4g}" for px, s in zip(x, share, strict=True)]
    return f"M{'L'.join(points)}"


def values_told(left: Scenario, right: Scenario) -> Message:
    """Return what is meant by without and with."""
    stops = {
        name: {"off": lever_value(LEVER[name], off), "on": lever_value(LEVER[name], on)}
        for name, (off, on) in values(left, right).items()
    }
    return message(
        "protections.values",
        minute=left.ticks,
        backoff=message("protection-backoff", **stops["backoff"]),
        fix=message("protection-fix", **stops["fix"]),
        space=message("protection-space", **stops["space"]),
    )


FANS: Shelf[Fan] = Shelf(KEPT)
"""What all visitors of this server share."""


def names_of(which: frozenset[str]) -> list[Message]:
    """Return what a combination is called within a sentence, and above its picture."""
    return [message("protection", which=key(which)), message("protection.title", which=key(which))]


async def parts(asked: AskedPair) -> AsyncGenerator[Mapping[str, Any], None]:
    """Yield what there is to tell, piece by piece; what nobody waits for any more is not played."""
    settings = combinations(asked.left, asked.right)
    yield {
        "part": "values",
        "names": [names_of(which) for which in settings],
        "words": values_told(asked.left, asked.right),
    }
    none, ends = settings[frozenset()], {}
    with POOL.question() as question:
        fans = [
            question.want(FANS, setting_of(scenario), partial(fan, scenario), Rank.PROTECTIONS)
            for scenario in settings.values()
        ]
        for number, (which, scenario) in enumerate(settings.items()):
            found = await result(fans[number])
            ends[which] = found.fates
            query = pair_query(none, scenario)
            yield {
                "part": "fan",
                "number": number,
                **found._asdict(),
                "words": fates_told(found.fates),
                "query": query,
            }
        yield {"part": "verdict", "sentences": verdict(ends)}
