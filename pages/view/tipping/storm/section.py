"""The section of the storm number: what it is, what it does not say, and what predicts better."""

from typing import Any

import numpy as np

from model import Scenario
from model.analysis.outlook import alike
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section
from pages.view.tipping.replicates.figures import HEIGHT
from pages.view.tipping.replicates.replicates import QUANTILES, Own, own
from pages.view.tipping.replicates.sections import series_table
from pages.view.tipping.seeds import seeds_words
from pages.view.tipping.storm.figures import alike_figure, storm_figure
from pages.view.tipping.storm.storm import Storm, begin, counted_seeds
from pages.view.tipping.storm.words import (
    ALIKE,
    CHOSEN,
    LINE_WORDS,
    NOTHING,
    WHAT,
    counter_sentence,
    own_words,
    says,
    stood_words,
)


def show(storm: Storm, scenario: Scenario, choices: Choices) -> Content:
    """Return the storm number over time, and beside it how lucks end that stand like the run in view."""
    mine = own(scenario)
    hits, runs = alike(storm.standing, storm.collapsed, mine.standing)
    sentence = say(storm)
    minutes = list(range(len(runs)))
    told = [says(int(a), int(b)) for a, b in zip(hits, runs, strict=True)]
    counts = {"lucks_like_this_run": runs.astype(float), "of_these_collapse": hits.astype(float)}
    return Content(
        sentence=sentence,
        plots=[
            Plot(figure=storm_figure(storm, mine), alt=f"The storm number over time. {sentence}", path={"x": minutes}),
            Plot(
                figure=alike_figure(hits, runs),
                alt="Minute by minute, how many collapse of the lucks that stand like this run.",
                path={"x": minutes, "words": LINE_WORDS, "says": told},
            ),
        ],
        notice=notice(storm, mine, scenario),
        table=table(storm, mine, told),
        csv=series_table(
            {"storm_number_this_run": mine.storm}
            | {f"storm_number_{round(100 * q)}_per_cent": row for q, row in zip(QUANTILES, storm.number, strict=True)}
            | counts
        ),
    )


def say(storm: Storm) -> str:
    """Return what being below 1 was worth."""
    at = storm.minute
    if at is None:
        return NOTHING
    sides = storm.sides
    return counter_sentence(at, int(sides.below[at]), int(sides.below_ended[at]), len(storm.collapsed))


def notice(storm: Storm, mine: Own, scenario: Scenario) -> list[str]:
    """Return what the number is, what predicts better, and which lucks say so."""
    above, moves = np.flatnonzero(mine.storm > 1), ~np.isnan(mine.storm)
    words = [*WHAT, own_words(int(above[0]) if len(above) else None, len(above), int(moves.sum()))]
    if storm.minute is not None:
        words += [stood(storm, mine, storm.minute), CHOSEN]
    return [*words, ALIKE, seeds_words(counted_seeds(scenario))]


def stood(storm: Storm, mine: Own, at: int) -> str:
    """Return how the run in view stands in a minute, and how lucks end that stand like it."""
    hits, runs = alike(storm.standing, storm.collapsed, mine.standing)
    one = mine.standing
    return stood_words(
        at, float(one.stuck[0, at]), bool(one.is_left[0, at]), int(one.up[0, at]), int(hits[at]), int(runs[at])
    )


def table(storm: Storm, mine: Own, told: list[str]) -> Table:
    """Return each minute's storm number, how lucks below and above 1 end, and those that stand like this run."""
    sides = storm.sides
    rows = [
        (
            minute,
            _storm(value),
            _storm(storm.number[2, minute]),
            _of(sides.below_ended[minute], sides.below[minute]),
            _of(sides.above_ended[minute], sides.above[minute]),
            told[minute],
        )
        for minute, value in enumerate(mine.storm)
        if not np.isnan(value) or not np.isnan(storm.number[2, minute])
    ]
    columns = ("minute", "this run", "the middle luck", "below 1: collapse", "above 1: collapse", "lucks like this run")
    return Table(caption="The storm number, minute by minute, and how lucks end", columns=columns, rows=rows)


def _of(hits: Any, runs: Any) -> str:
    return f"{hits} of {runs}" if runs else "–"


def _storm(value: float) -> str:
    return "–" if np.isnan(value) else "nobody finds a home" if np.isinf(value) else f"{value:.2f}"


STORM = Section(name="storm", begin=begin, show=show, waiting="Playing many lucks …", room=HEIGHT)
