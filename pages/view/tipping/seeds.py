"""Which lucks each section plays: lucks of its own, so that what two of them agree on is no accident of the same few.

The map has those of the odds on "Lab", from 1 on; it shares what is known with them.
"""

from collections.abc import Sequence
from concurrent.futures import CancelledError
from typing import Any

from model import Ensemble, Scenario, simulate_many
from pages.view.server.jobs import Job
from pages.view.server.pool import WORKERS

FIRST = {
    "lucks": 10_001,
    "hill": 20_001,
    "storm": 30_001,
    "jitter": 40_001,
    "drift": 50_001,
    "minute": 60_001,
    "law": 70_001,
    "chances": 80_001,
    "trigger": 90_001,
    "prevent": 100_001,
    "plan": 110_001,
    "single": 120_001,
}
"""The first luck of each section; none plays more than 10 000."""


def seeds_of(name: str, lucks: int) -> range:
    """Return the first lucks of a section.

    >>> seeds_of("law", 100)
    range(70001, 70101)
    """
    return range(FIRST[name], FIRST[name] + lucks)


def play_seeds(job: Job, scenario: Scenario, seeds: Sequence[int], *, done: int = 0, of: int = 0) -> Ensemble:
    """Play lucks of a scenario in parts, and tell how many are played.

    Args:
        job: whose work it is; it may be called off.
        scenario: what is played.
        seeds: its lucks.
        done: how many were played before.
        of: how many will be in all; these if 0.
    """

    def told(played: int) -> None:
        job.report(None, done + played, of or len(seeds))
        if job.is_unwanted():
            raise CancelledError

    scenarios = [scenario.replace(seed=seed) for seed in seeds]
    keywords: dict[str, Any] = {"threads": 4 * WORKERS, "progress": told, "executor": job}
    return simulate_many(scenarios, **keywords)


def seeds_words(seeds: Sequence[int]) -> str:
    """Return which lucks were played.

    >>> seeds_words(range(10_001, 10_201))
    'The lucks are numbers 10 001 to 10 200.'
    """
    first, last = (f"{seed:,}".replace(",", " ") if seed >= 10_000 else str(seed) for seed in (seeds[0], seeds[-1]))
    return f"The lucks are numbers {first} to {last}."
