"""The words beside jitters at an equal mean wait; every number in them comes from the lucks that were played."""

from collections.abc import Sequence

from model.analysis.equal_wait import AtWait, Played
from pages.view.tipping.map.words import share_words
from pages.view.tipping.theory.words import JITTER_WORDS
from pages.view.words.english import about, listed, many

NAMES = JITTER_WORDS | {"decorrelated": "decorrelated jitter"}
NOWHERE = "No two jitters were played at one mean wait."


def so_far(played: int, of: int) -> str:
    """Return how many settings are known: nothing is compared before all are."""
    return f"{played} of {of} settings played so far."


def shares_words(found: Sequence[AtWait]) -> str:
    """Return what each jitter comes to, with its interval."""
    return listed(
        [
            f"{about(one.share)} with {NAMES[one.jitter]} ({many(one.runs, 'luck')}, {share_words(one.low, one.high)})"
            for one in found
        ]
    )


def wait_sentence(wait: float, found: Sequence[AtWait]) -> str:
    """Return how many collapse at one mean wait."""
    if len(found) < 2:
        return NOWHERE
    return f"At an equal mean wait of {wait:.3g} minutes, {shares_words(found)} collapse."


def apart_words(found: Sequence[AtWait], different: Sequence[tuple[str, str]]) -> str:
    """Return which jitters differ by more than chance at an equal wait, and which do not."""
    if not different:
        return "None of these differ by more than chance."
    pairs = "; ".join(f"{NAMES[one]} and {NAMES[other]}" for one, other in different)
    alike = [
        f"{NAMES[one.jitter]} and {NAMES[other.jitter]}"
        for k, one in enumerate(found)
        for other in found[k + 1 :]
        if (one.jitter, other.jitter) not in different
    ]
    rest = f" Not told apart: {'; '.join(alike)}." if alike else ""
    return f"These differ by more than chance: {pairs}.{rest}"


def level_words(level: int, played: Sequence[Played]) -> str:
    """Return how the same looks at an equal level, where waits differ."""
    parts = "; ".join(
        f"{NAMES[one.jitter]} {one.wait:.3g} minutes, and {one.hits} of {many(one.runs, 'luck')} collapse "
        f"({share_words(*one.interval)})"
        for one in played
    )
    return f"At an equal level, {level}, they wait for different times: {parts}."


HOW = (
    "The mean wait is worked out on paper, for volumes that never find a home, once waits have grown. Levels are "
    "whole: between two of them a share is read along a straight line of its log-odds."
)
FIRST = (
    "It is not all that matters. Decorrelated jitter waits {decorrelated} minutes after the first refusal, the others "
    "{others}; without jitter all come back in step."
)


def first_words(decorrelated: float, others: float) -> str:
    """Return how long the first wait is."""
    return FIRST.format(decorrelated=f"{decorrelated:g}", others=f"{others:g}")
