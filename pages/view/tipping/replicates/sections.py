"""The sections made of many lucks: how they end, expected against real change."""

import numpy as np

from model import Scenario
from model.analysis.drift_curve import Binned
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section
from pages.view.tipping.replicates.figures import (
    HEIGHT,
    drift_figure,
    ends_figure,
    fan_figure,
)
from pages.view.tipping.replicates.replicates import (
    QUANTILES,
    Many,
    Series,
    begin_drift,
    begin_lucks,
    own,
    seeds_for,
)
from pages.view.tipping.replicates.words import (
    DRIFT_NOTICE,
    NO_DRIFT,
    drift_sentence,
    ends_sentence,
    fates_words,
    peaks_words,
    spread_words,
)
from pages.view.tipping.seeds import seeds_words

LITTLE, MUCH = 0.2, 0.8
"""A luck ends with few of its volumes stuck below this share, with most of them above."""
WAITING = "Playing many lucks …"


def show_lucks(many: Many, scenario: Scenario, choices: Choices) -> Content:
    """Return the fan and how the lucks end."""
    mine = own(scenario)
    low, high = int((many.ended < LITTLE).sum()), int((many.ended > MUCH).sum())
    sentence = ends_sentence(low, high, many.lucks - low - high)
    minutes = list(range(many.stuck.shape[1]))
    return Content(
        sentence=sentence,
        plots=[
            Plot(
                figure=fan_figure(many, mine),
                alt=f"Share of volumes stuck over time. {fates_words(many.fates, minutes[-1])}",
                path={"x": minutes},
            ),
            Plot(figure=ends_figure(many), alt=f"How many lucks end with which share stuck. {sentence}"),
        ],
        notice=[
            fates_words(many.fates, minutes[-1]),
            *peaks_words(low, high),
            spread_words(*many.widest),
            seeds_words(seeds_for("lucks", scenario)),
        ],
        table=Table(
            caption="Lucks by the share of their volumes that is stuck at the end",
            columns=("stuck at the end", "lucks"),
            rows=[
                (f"{round(100 * a)}–{round(100 * b)} %", int(count))
                for a, b, count in zip(many.edges[:-1], many.edges[1:], many.counts, strict=True)
            ],
        ),
        csv=series_table(
            {f"stuck_{round(100 * q)}_per_cent_of_lucks": row for q, row in zip(QUANTILES, many.stuck, strict=True)}
            | {"stuck_this_run": mine.stuck}
        ),
    )


def series_table(series: dict[str, Series]) -> Table:
    """Return series as the rows of a file, a minute each; empty where a number is undefined."""
    columns = np.stack(list(series.values()), axis=1)
    rows = [[minute, *(number(value) for value in row)] for minute, row in enumerate(columns)]
    return Table(caption="", columns=("minute", *series), rows=rows)


def number(value: float) -> float | str:
    """Return a number as a file has it."""
    return "" if np.isnan(value) else "inf" if np.isinf(value) else round(float(value), 5)


def show_drift(found: Binned | None, scenario: Scenario, choices: Choices) -> Content:
    """Return expected against real change."""
    if found is None or not np.isfinite(found.mean).any():
        return Content(sentence=NO_DRIFT if found is None else "Nobody was stuck in these lucks.")
    known = np.flatnonzero(np.isfinite(found.mean) & np.isfinite(found.error))
    inside = int((abs(found.mean - found.middle)[known] <= 2 * found.error[known]).sum())
    sentence = drift_sentence(inside, len(known), int(found.ticks.sum()))
    rows = [
        (f"{found.middle[k]:.2f}", f"{found.mean[k]:.2f}", f"{found.error[k]:.2f}", int(found.ticks[k])) for k in known
    ]
    columns = ("expected", "happened", "standard error", "minutes")
    return Content(
        sentence=sentence,
        plots=[Plot(figure=drift_figure(found), alt=f"Expected against real change of stuck. {sentence}")],
        notice=[*DRIFT_NOTICE, seeds_words(seeds_for("drift", scenario))],
        table=Table(caption="Change of stuck a minute, in volumes", columns=columns, rows=rows),
    )


LUCKS = Section(name="lucks", begin=begin_lucks, show=show_lucks, waiting=WAITING, room=HEIGHT)
DRIFT = Section(name="drift", begin=begin_drift, show=show_drift, waiting=WAITING, room=HEIGHT)
