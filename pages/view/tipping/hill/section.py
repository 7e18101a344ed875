"""The section of the hill: by free slots, and a threshold only where blocks of lucks agree on one."""

from typing import Any

import numpy as np

from model import Scenario
from model.analysis.drift_curve import Binned
from model.analysis.hill import Curve, Hill
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section
from pages.view.tipping.hill.figure import ROOM, hill_figure
from pages.view.tipping.hill.hill import BLOCKS, begin, seeds_for
from pages.view.tipping.hill.words import (
    DOT_WORDS,
    MADE_OF,
    NO_HILL,
    NOT_A_LAW,
    block_by_block,
    contested_words,
    crossed_words,
    curve_words,
    hill_sentence,
    so_far,
)
from pages.view.tipping.map.words import share_words
from pages.view.tipping.replicates.replicates import Own, own
from pages.view.tipping.seeds import seeds_words


def show(hill: Hill, scenario: Scenario, choices: Choices) -> Content:
    """Return the hill, with the run's own path on it."""
    mine, everything = own(scenario), hill.curves["all"]
    if not np.isfinite(everything.mean.mean).any():
        return Content(sentence=NO_HILL)
    played = len(everything.blocks)
    sentence = say(hill) if played == BLOCKS else so_far(played, BLOCKS)
    path = {"x": [None, *(100 * mine.before).tolist()], "y": [None, *mine.change.tolist()], "words": DOT_WORDS}
    picture = f"Share stuck against its expected change, with slots free and with none. {sentence}"
    return Content(
        sentence=sentence,
        plots=[Plot(figure=hill_figure(hill, mine), alt=picture, path=path)],
        notice=notice(hill, mine, scenario),
        table=table(hill),
    )


def say(hill: Hill) -> str:
    """Return the sentence of a hill whose blocks are all played."""
    curve = hill.curves["all"]
    words = hill_sentence(curve.blocks, hill.replicates, curve.agreed, always(curve))
    return words + contested_words(hill.contested)


def always(curve: Curve) -> str:
    """Return what a curve does that no block crosses: ``feeds``, ``fades``, ``both`` in places, ``unsure``."""
    grows, shrinks = bool((curve.sides > 0).any()), bool((curve.sides < 0).any())
    return {(1, 0): "feeds", (0, 1): "fades", (1, 1): "both", (0, 0): "unsure"}[grows, shrinks]


def notice(hill: Hill, mine: Own, scenario: Scenario) -> list[str]:
    """Return what to look at on the hill."""
    everything = hill.curves["all"]
    words = [MADE_OF]
    if len(everything.blocks) == BLOCKS:
        if everything.agreed:
            words.append(block_by_block(everything.blocks))
        words += [curve_words(name, hill.curves[name].agreed, always(hill.curves[name])) for name in ("left", "gone")]
        words.append(crossed(everything, mine))
    return [*words, NOT_A_LAW, seeds_words(seeds_for(scenario))]


def crossed(curve: Curve, mine: Own) -> str:
    """Return when the run in view passed the threshold, where there is exactly one."""
    if not curve.agreed or len(curve.agreed) > 1 or curve.agreed[0].kind != "tipping":
        return crossed_words(None, None, mine.fate)
    tip = curve.agreed[0].share
    return crossed_words(tip, for_good(mine, tip), mine.fate)


def for_good(mine: Own, tipping: float) -> int | None:
    """Return the minute from which on the run stays beyond a share, or None where it ends below it."""
    below = np.flatnonzero(mine.stuck < tipping)
    after = int(below[-1]) + 1 if len(below) else 0
    return after if after < len(mine.stuck) else None


def table(hill: Hill) -> Table:
    """Return the three curves, a row a bin."""
    means = [hill.curves[name].mean for name in ("left", "gone", "all")]
    rows = [
        (
            share_words(float(means[2].edges[k]), float(means[2].edges[k + 1])),
            *(cell for mean in means for cell in (_change(mean, k), int(mean.ticks[k]), int(mean.replicates[k]))),
        )
        for k in np.flatnonzero(means[2].ticks)
    ]
    kinds = ("a slot free", "no slot free", "all")
    columns = [f"{kind}: {what}" for kind in kinds for what in ("change ± error", "minutes", "lucks")]
    caption = "At each share stuck, the expected change in volumes a minute, with its standard error"
    return Table(caption=caption, columns=("stuck", *columns), rows=rows)


def _change(mean: Binned, k: Any) -> str:
    error = f" ± {mean.error[k]:.2f}" if np.isfinite(mean.error[k]) else ""
    return f"{mean.mean[k]:.2f}{error}" if mean.ticks[k] else "–"


HILL = Section(name="hill", begin=begin, show=show, waiting="Playing blocks of lucks …", room=ROOM)
