"""Pictures of theory: the square law on trial, an ordinary day beside the storm, the first minute."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from model.analysis.first_minute import FirstMinute
from model.analysis.law_trial import Trial
from model.analysis.ordinary_day import Against
from model.analysis.theory import in_step
from pages.view.card.colours import colour
from pages.view.card.figure import blank
from pages.view.tipping.replicates.figures import legend
from pages.view.tipping.replicates.replicates import Series
from pages.view.tipping.theory.words import JITTER_WORDS, digits

HEIGHT = 360


def law_figure(trials: Sequence[Trial]) -> go.Figure:
    """Return measured against predicted ticks to the next crash, with the standard error of each trial."""
    good = [trial for trial in trials if np.isfinite(trial.measured)]
    figure = blank(
        HEIGHT + 40, "minutes to the next crash, predicted", "measured", margin={"l": 60, "r": 14, "t": 30, "b": 48}
    )
    ends = [0.6 * min(t.predicted for t in good), 1.6 * max(t.predicted for t in good)]
    line = {"color": colour("ink2"), "width": 1.5}
    figure.add_scatter(x=ends, y=ends, mode="lines", line=line, hoverinfo="skip", showlegend=False)
    figure.add_scatter(
        x=[t.law for t in good],
        y=[t.measured for t in good],
        mode="markers",
        name="the plain law",
        marker={"size": 8, "symbol": "circle-open", "color": colour("grey"), "line": {"width": 1.5}},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[t.predicted for t in good],
        y=[t.measured for t in good],
        mode="markers",
        name="corrected, ± 2 standard errors",
        marker={
            "size": 9,
            "color": colour("accent"),
            "symbol": ["diamond" if steps(t) > 1 else "circle" for t in good],
        },
        error_y={"type": "data", "array": [2 * t.error for t in good], "color": colour("accent"), "thickness": 1.5},
        hovertext=[trial_words(t) for t in good],
        hovertemplate="%{hovertext}<br>predicted %{x:.3g}, measured %{y:.3g} minutes<extra></extra>",
    )
    figure.update_xaxes(type="log", range=np.log10(ends).tolist(), dtick=1)
    figure.update_yaxes(type="log", range=np.log10(ends).tolist(), dtick=1)
    figure.update_layout(**legend())
    return figure


def steps(trial: Trial) -> int:
    """Return how many ticks apart all that wait come back together."""
    return in_step(trial.scenario.backoff, trial.scenario.jitter)


def trial_words(trial: Trial) -> str:
    """Return which setting a trial is of."""
    one = trial.scenario
    return (
        f"backoff {one.backoff}, {JITTER_WORDS[one.jitter]}, bug {100 * one.bug_probability:.3g} %, "
        f"{one.nodes} nodes, {trial.waiting:.0f} waiting"
    )


def minute_figure(minute: FirstMinute, cut: Series, other: Series) -> go.Figure:
    """Return the closings on a node that was cut off and on one that was not: counted (bars) and on paper (lines)."""
    figure = blank(HEIGHT, "requests that close on a node in that minute", "per cent of the nodes", **legend())
    figure.update_layout(margin={"l": 60, "r": 14, "t": 50, "b": 48}, barmode="overlay")
    for name, tone, counted, paper in (
        ("not cut off", "over", other, minute.closings_other),
        ("cut off", "collapsed", cut, minute.closings_cut_off),
    ):
        values, times = np.unique(counted, return_counts=True)
        figure.add_bar(
            x=values,
            y=100 * times / max(1, len(counted)),
            name=f"{name}: counted",
            marker={"color": colour(tone), "opacity": 0.55},
            hovertemplate=f"{name}: %{{y:.3~g}} % of the nodes close %{{x}}<extra></extra>",
        )
        figure.add_scatter(
            x=np.arange(len(paper)),
            y=100 * paper,
            mode="lines",
            name=f"{name}: on paper",
            line={"color": colour(tone), "width": 2.5, "dash": "solid" if tone == "over" else "dash"},
            hoverinfo="skip",
        )
    last = max(int(np.flatnonzero(p > 0.0005)[-1]) for p in (minute.closings_cut_off, minute.closings_other))
    figure.update_xaxes(range=[-0.7, last + 0.7])
    return figure


def odds(value: float) -> str:
    """Return an expected number, a small one as one in so many.

    >>> odds(1.268), odds(0.00001124)
    ('1.27', '1 in 89 000')
    """
    return f"1 in {digits(1 / value)}" if 0 < value < 0.1 else f"{value:.2f}"


def day_figure(against: Against) -> go.Figure:
    """Return expected crashes in a minute of an ordinary day and in the first minute of the storm."""
    names, values = (
        ("a minute<br>of an<br>ordinary day", "the storm's<br>first<br>minute"),
        (against.a_minute, against.first_minute),
    )
    figure = blank(HEIGHT, "", "expected crashes", margin={"l": 98, "r": 14, "t": 24, "b": 68})
    floor = min(value for value in values if value) / 30
    figure.add_bar(
        x=names,
        y=values,
        width=0.5,
        marker={"color": [colour("over"), colour("collapsed")]},
        text=[odds(value) for value in values],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="skip",
    )
    powers = range(int(np.ceil(np.log10(floor))), int(np.log10(max(values) * 8)) + 1)
    figure.update_yaxes(
        type="log",
        range=[float(np.log10(floor)), float(np.log10(max(values) * 8))],
        tickvals=[10.0**power for power in powers],
        ticktext=[f"{10**power}" if power >= 0 else f"1 in {digits(10**-power)}" for power in powers],
    )
    figure.update_xaxes(ticks="", tickangle=0)
    return figure
