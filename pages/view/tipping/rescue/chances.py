"""The chance to save: what is over, what does not collapse and what is stuck, by the minute in which one acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from model import Scenario
from model.analysis.rescue import Chances
from pages.view.card.message import Content, Plot, Table
from pages.view.tipping.rescue.chances_words import (
    Judged,
    chances_notice,
    chances_sentence,
    fresh_words,
    seeds_notice,
    spared_words,
    stop_words,
)
from pages.view.tipping.rescue.figures import chances_figure
from pages.view.tipping.rescue.words import RESCUE_NAMES, so_far
from pages.view.tipping.seeds import FIRST, seeds_of

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Tried:
    """What is known of each rescue, and of the best one on fresh lucks."""

    found: Mapping[str, Chances]
    again: Chances | None = None
    """The best rescue in its last good minute; on lucks by which nobody chose it."""


def last_half(chances: Chances) -> int | None:
    """Return the last minute that was tried in which it still brings half of the lucks to over."""
    good = chances.ticks[chances.share_over >= HALF]
    return int(good[-1]) if len(good) else None


def best_of(found: Mapping[str, Chances]) -> tuple[str, int] | None:
    """Return the rescue that brings half to over latest, and that minute; of equals the one that brings most."""
    good = {name: tick for name, one in found.items() if (tick := last_half(one)) is not None}
    if not good:
        return None
    name = max(good, key=lambda name: (good[name], _at(found[name], "", good[name]).over))
    return name, good[name]


def draw_anew(found: Mapping[str, Chances], play: Callable[[str, int, int], Chances]) -> Tried:
    """Return what was found with the best of it played on fresh lucks by ``play(name, minute, first luck)``."""
    best = best_of(found)
    if best is None:
        return Tried(found)
    return Tried(found, play(*best, FIRST["chances"] + found[best[0]].replicates))


def _at(chances: Chances, name: str, tick: int, fresh: bool = False) -> Judged:
    (row,) = (chances.ticks == tick).nonzero()[0]
    return Judged(
        name, tick, int(chances.over[row]), int(chances.saved[row]), chances.of, float(chances.stuck[row]), fresh
    )


def judged(tried: Tried) -> Judged | None:
    """Return the best rescue: as fresh lucks judge it, where they are played and some of them collapse."""
    best = best_of(tried.found)
    if best is None:
        return None
    if tried.again is not None and tried.again.of:
        return _at(tried.again, *best, fresh=True)
    return _at(tried.found[best[0]], *best)


def show_chances(tried: Tried, scenario: Scenario) -> Content:
    """Return what becomes of the lucks that collapse, against the minute of acting."""
    found = tried.found
    one = next(iter(found.values()))
    best = judged(tried) if one.of else None
    sentence = chances_sentence(best, one.of, one.replicates, scenario.volumes)
    if not one.of:
        return Content(sentence=sentence)
    sentence = so_far(len(found)) + sentence
    return Content(
        sentence=sentence,
        plots=[Plot(figure=chances_figure(found), alt=f"Share that is over against the minute of acting. {sentence}")],
        notice=_notice(tried, best, scenario),
        table=_table(found),
        csv=_csv(found),
    )


def _notice(tried: Tried, best: Judged | None, scenario: Scenario) -> list[str]:
    found = tried.found
    halves = {name: last_half(one) for name, one in found.items()}
    spared = max(
        (_at(one, name, int(tick)) for name, one in found.items() for tick in one.ticks),
        key=lambda at: at.saved - at.over,
    )
    one = next(iter(found.values()))
    words = chances_notice(halves)
    together = halves.get("as_in_2011")
    if together is not None and halves["stop_search"] is None:
        words.append(stop_words(*(_at(found[name], name, together) for name in ("stop_search", "as_in_2011"))))
    if spared.saved > spared.over:
        words.append(spared_words(spared, scenario.volumes))
    words.append(seeds_notice(scenario.cut_off_at + scenario.cut_off_for, scenario.ticks))
    seeds = seeds_of("chances", 2 * one.replicates)
    fresh = seeds[one.replicates :] if best is not None and best.fresh else None
    return [*words, fresh_words(seeds[: one.replicates], fresh)]


def _table(found: Mapping[str, Chances]) -> Table:
    one = next(iter(found.values()))
    return Table(
        caption=(
            f"Of {one.of} lucks that collapse if nobody acts: how many are over with it, begun in this minute · how "
            "many do not collapse · the median of the volumes stuck at the end"
        ),
        columns=("minute", *(RESCUE_NAMES[name] for name in found)),
        rows=[
            (int(tick), *(f"{each.over[k]} · {each.saved[k]} · {each.stuck[k]:g}" for each in found.values()))
            for k, tick in enumerate(one.ticks)
        ],
    )


def _csv(found: Mapping[str, Chances]) -> Table:
    rows = []
    for name, one in found.items():
        low, high = one.interval_over()
        rows += [
            (int(tick), name, one.of, int(one.over[k]), float(low[k]), float(high[k]), int(one.saved[k]), one.stuck[k])
            for k, tick in enumerate(one.ticks)
        ]
    columns = ("minute", "action", "lucks", "over", "over_low", "over_high", "not_collapsed", "median_stuck")
    return Table(caption="", columns=columns, rows=rows)
