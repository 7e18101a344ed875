"""The words beside the chance to save; every number in them comes from runs that were played."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model.runs.certainty import wilson
from pages.view.tipping.map.words import share_words
from pages.view.tipping.rescue.words import RESCUE_NAMES, RESCUE_WORDS
from pages.view.tipping.seeds import seeds_words
from pages.view.words.english import about, listed, many


class Judged(NamedTuple):
    """What a rescue begun in one minute does for the lucks that collapse without it."""

    name: str
    tick: int
    over: int
    saved: int
    of: int
    stuck: float
    """The median of the volumes stuck at the end."""
    fresh: bool = False
    """Whether on other lucks than those it was chosen by."""

    @property
    def over_words(self) -> str:
        """How many are over, with the interval."""
        return self._words(self.over)

    @property
    def saved_words(self) -> str:
        """How many do not collapse, with the interval."""
        return self._words(self.saved)

    def _words(self, hits: int) -> str:
        low, high = wilson(hits, self.of)
        return f"{about(hits / self.of)} ({share_words(float(low), float(high))})"


def chances_sentence(best: Judged | None, of: int, lucks: int, volumes: int) -> str:
    """Return until when a rescue brings half of the lucks that would collapse to over."""
    if not of:
        return f"None of {many(lucks, 'luck')} collapses with these settings, so there is nothing to save."
    if best is None:
        return (
            f"Of {many(lucks, 'luck')}, {of} collapse if nobody acts, and with no action are half of them over, at "
            "any minute that was tried."
        )
    lost = many(best.of, "fresh luck" if best.fresh else "luck")
    return (
        f"Of {lost} that collapse if nobody acts, {best.over_words} are over with this, begun in "
        f"minute {best.tick}: {RESCUE_WORDS[best.name]}. Not collapsed are {best.saved_words}; the median "
        f"stuck at the end is {best.stuck:g} of {many(volumes, 'volume')}. Of all that was tried, nothing that "
        "begins later brought half to over."
    )


def chances_notice(halves: Mapping[str, int | None]) -> list[str]:
    """Return until when each rescue brings half to over."""
    early = [f"{RESCUE_NAMES[name]} (minute {tick})" for name, tick in halves.items() if tick is not None]
    alone = halves.get("as_in_2011") is not None
    late = [
        RESCUE_NAMES[name] for name, tick in halves.items() if tick is None and not (alone and name == "stop_search")
    ]
    words = [f"On the lucks that were tried, half are still over with: {listed(early)}."] if early else []
    if late:
        words.append(f"At no minute that was tried are half over with: {listed(late)}.")
    return words


def stop_words(alone: Judged, together: Judged) -> str:
    """Return what it is worth to stop the search, alone and with the rest of it."""
    return (
        f"To stop the search holds the storm while it lasts. Alone, begun in minute {alone.tick}, it leaves "
        f"{alone.over_words} over; with a fifth more space, a throttle and search again an hour later it is "
        f"{together.over_words}."
    )


def spared_words(at: Judged, volumes: int) -> str:
    """Return where not collapsed says least."""
    return (
        f"Not collapsed is not over. With {RESCUE_NAMES[at.name]} in minute {at.tick}, {about(at.saved / at.of)} do "
        f"not collapse and {at.over_words} are over; the median stuck at the end is {at.stuck:g} of "
        f"{many(volumes, 'volume')}."
    )


def seeds_notice(contact: int, ticks: int) -> str:
    """Return what the picture is of."""
    return (
        f"Contact is back in minute {contact}; how a luck ends is what it is in minute {ticks}. Bars show how sure the "
        "shares are: with few lucks, not very. Pale: not collapsed."
    )


def fresh_words(seeds: Sequence[int], fresh: Sequence[int] | None) -> str:
    """Return which lucks were played.

    >>> fresh_words(range(80_001, 80_101), range(80_101, 80_201))[-39:]
    'The lucks are numbers 80 101 to 80 200.'
    """
    if fresh is None:
        return seeds_words(seeds)
    return f"{seeds_words(seeds)} For the headline the best of all was played anew. {seeds_words(fresh)}"
