"""The picture of the hill: while slots are free, once they are gone, over both; and where each block turns."""

import numpy as np
import plotly.graph_objects as go

from model.analysis.hill import Curve, Hill
from pages.view.card.colours import colour
from pages.view.card.figure import blank, label
from pages.view.tipping.replicates.figures import HEIGHT, add_band, legend
from pages.view.tipping.replicates.replicates import Own, Series
from pages.view.words.english import about

ROOM = HEIGHT + 60
LINES = {
    "left": ("some slot is free", "over", "solid", 3),
    "gone": ("no slot is free", "collapsed", "solid", 3),
    "all": ("all minutes", "ink", "dot", 2),
}
"""Of each curve: its words, colour, dash and width."""


def hill_figure(hill: Hill, own: Own) -> go.Figure:
    """Return share stuck against its expected change: the curves, where blocks cross nought, and the run's path."""
    figure = blank(ROOM, "volumes stuck, per cent", "expected change a minute, in volumes", **legend())
    figure.update_layout(margin={"l": 60, "r": 14, "t": 52, "b": 48})
    figure.add_hline(y=0, line={"color": colour("ink2"), "width": 1.5})
    figure.add_scatter(
        x=100 * own.before,
        y=own.change,
        mode="lines",
        line={"color": colour("accent"), "width": 1},
        name="this run",
        hoverinfo="skip",
    )
    means = [np.zeros(1), own.change]
    for name in LINES:
        means.append(_add_curve(figure, name, hill.curves[name]))
    _add_turns(figure, hill.curves["all"])
    span = np.concatenate(means)
    low, high = float(np.percentile(span, 1)), float(np.percentile(span, 99))
    room = max(1.0, 0.12 * (high - low))
    figure.update_yaxes(range=[low - room, high + room])
    label(figure, 0.99, high + room * 0.4, "▲ the storm feeds itself", "ink2", xref="paper", xanchor="right")
    label(figure, 0.99, low - room * 0.4, "▼ it fades", "ink2", xref="paper", xanchor="right")
    return figure


def _add_curve(figure: go.Figure, name: str, curve: Curve) -> Series:
    """Draw one curve with its error; return its means."""
    words, tone, dash, width = LINES[name]
    known = np.isfinite(curve.mean.error)
    x, mean, error = 100 * curve.mean.middle[known], curve.mean.mean[known], curve.mean.error[known]
    add_band(figure, x, mean - 2 * error, mean + 2 * error, "grid")
    figure.add_scatter(
        x=x,
        y=mean,
        mode="lines" if name == "all" else "lines+markers",
        line={"color": colour(tone), "width": width, "dash": dash},
        marker={"size": 6, "color": colour(tone)},
        error_y={"type": "data", "array": 2 * error, "color": colour(tone), "thickness": 1, "width": 2},
        name=words,
        hovertemplate=f"{words}: %{{x:.3~g}} % stuck, %{{y:.2g}} volumes a minute<extra></extra>",
    )
    return mean


def _add_turns(figure: go.Figure, curve: Curve) -> None:
    """Mark where each block crosses nought, hollow; filled, where all agree."""
    for number, block in enumerate(curve.blocks, start=1):
        for one in block:
            _add_mark(figure, one.share, one.kind, f"block {number}: {one.kind}", filled=False)
    for one in curve.agreed or ():
        _add_mark(figure, one.share, one.kind, f"all blocks agree: {one.kind}", filled=True)


def _add_mark(figure: go.Figure, share: float, kind: str, words: str, *, filled: bool) -> None:
    symbol = "diamond" if kind == "tipping" else "circle"
    figure.add_scatter(
        x=[100 * share],
        y=[0],
        mode="markers",
        marker={
            "symbol": symbol if filled else f"{symbol}-open",
            "size": 12 if filled else 9,
            "color": colour("ink"),
        },
        showlegend=False,
        hovertemplate=f"{words}, {about(share)} stuck<extra></extra>",
    )
