"""Pictures of many lucks: the fan and how they end, the drift."""

import numpy as np
import plotly.graph_objects as go

from model.analysis.drift_curve import Binned
from pages.view.card.colours import colour
from pages.view.card.figure import blank
from pages.view.tipping.replicates.replicates import Many, Own, Series

HEIGHT = 340


def fan_figure(many: Many, own: Own) -> go.Figure:
    """Return the share of volumes stuck over time: most lucks, half of them, the middle one, and the run in view."""
    minutes = np.arange(many.stuck.shape[1], dtype=float)
    figure = blank(HEIGHT, "model minute", "volumes stuck, per cent", margin={"l": 56, "r": 14, "t": 30, "b": 48})
    add_band(figure, minutes, 100 * many.stuck[0], 100 * many.stuck[4], "band")
    add_band(figure, minutes, 100 * many.stuck[1], 100 * many.stuck[3], "band_inner")
    add_line(figure, minutes, 100 * many.stuck[2], "ink", dash="dash", name="the middle luck of each minute")
    add_line(figure, minutes, 100 * own.stuck, "accent", width=3, name="this run")
    figure.update_yaxes(range=[0, 103])
    figure.update_xaxes(range=[0, minutes[-1]])
    figure.update_layout(hovermode="x unified", **legend())
    return figure


def legend() -> dict[str, object]:
    """Return a legend above the figure."""
    font = {"size": 12, "color": colour("ink2")}
    return {
        "showlegend": True,
        "legend": {"orientation": "h", "x": 0, "y": 1.01, "yanchor": "bottom", "font": font, "itemclick": False},
    }


def add_band(figure: go.Figure, x: Series, low: Series, high: Series, tone: str) -> None:
    """Fill what lies between two lines."""
    words = {"band": "9 in 10 lucks", "band_inner": "half of the lucks"}.get(tone)
    plain = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(x=x, y=low, showlegend=False, **plain)
    figure.add_scatter(x=x, y=high, fill="tonexty", fillcolor=colour(tone), name=words, showlegend=bool(words), **plain)


def add_line(
    figure: go.Figure, x: Series, y: Series, tone: str, *, dash: str = "solid", width: float = 2, name: str = ""
) -> None:
    """Draw a line with a name for the legend and for whoever points at it."""
    line = {"color": colour(tone), "width": width, "dash": dash}
    figure.add_scatter(x=x, y=y, mode="lines", line=line, name=name, hovertemplate="%{y:.3g}", connectgaps=False)


def ends_figure(many: Many) -> go.Figure:
    """Return how many lucks end with which share of their volumes stuck."""
    left, right = many.edges[:-1] * 100, many.edges[1:] * 100
    figure = blank(HEIGHT, "volumes stuck at the end, per cent", "lucks", margin={"l": 56, "r": 14, "t": 30, "b": 48})
    words = [
        f"{n} of {many.lucks} lucks end with<br>{a:.0f} to {b:.0f} % stuck"
        for n, a, b in zip(many.counts, left, right, strict=True)
    ]
    figure.add_bar(
        x=(left + right) / 2,
        y=many.counts,
        width=right - left,
        marker={"color": colour("collapsed"), "line": {"color": colour("background"), "width": 1}},
        hovertext=words,
        hovertemplate="%{hovertext}<extra></extra>",
    )
    figure.update_yaxes(range=[0, 1.1 * float(many.counts.max())])
    figure.update_xaxes(range=[0, 100])
    return figure


def drift_figure(drift: Binned) -> go.Figure:
    """Return the mean change of stuck against what was expected: on the diagonal, if the rules are as they say."""
    known = np.isfinite(drift.mean)
    x, y = drift.middle[known], drift.mean[known]
    figure = blank(HEIGHT, "expected change, in volumes", "change that happened")
    low, high = float(min(x.min(), y.min())), float(max(x.max(), y.max()))
    figure.add_scatter(
        x=[low, high], y=[low, high], mode="lines", line={"color": colour("ink2"), "width": 1.5}, hoverinfo="skip"
    )
    figure.add_scatter(
        x=x,
        y=y,
        mode="markers",
        marker={"size": 9, "color": colour("accent")},
        error_y={"type": "data", "array": 2 * np.nan_to_num(drift.error[known]), "color": colour("accent")},
        hovertemplate="expected %{x:.2f}, happened %{y:.2f}<extra></extra>",
    )
    return figure
