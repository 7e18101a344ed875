"""The pictures of the storm number: over time beside 1, and how lucks end that stand like the run in view."""

import numpy as np
import plotly.graph_objects as go

from model.analysis.outlook import Counts
from model.runs.certainty import wilson
from pages.view.card.colours import colour
from pages.view.card.figure import blank
from pages.view.tipping.replicates.figures import HEIGHT, add_band, add_line, legend
from pages.view.tipping.replicates.replicates import Own, Series
from pages.view.tipping.storm.storm import Storm
from pages.view.tipping.storm.words import FEW, says

HIGHEST, LOWEST = 100.0, 0.01
"""The storm number is drawn between these; what is higher, infinity too, lies on the upper rim."""


def rimmed(number: Series) -> Series:
    """Return a storm number as far as it can be drawn: infinity lies on the upper rim."""
    return np.clip(number, LOWEST, HIGHEST)


def storm_figure(storm: Storm, own: Own) -> go.Figure:
    """Return the storm number over time beside 1."""
    minutes = np.arange(storm.number.shape[1], dtype=float)
    figure = blank(HEIGHT, "model minute", "storm number", margin={"l": 64, "r": 14, "t": 30, "b": 48}, **legend())
    known = np.isfinite(rimmed(storm.number[2]))
    add_band(figure, minutes[known], rimmed(storm.number[1])[known], rimmed(storm.number[3])[known], "band_inner")
    add_line(figure, minutes, rimmed(own.storm), "accent", width=3, name="this run")
    figure.add_hline(y=1, line={"color": colour("ink"), "width": 2})
    texts = {HIGHEST: "nobody finds<br>a home", 10: "10", 1: "1", 0.1: "0.1", LOWEST: "0.01"}
    figure.update_yaxes(
        type="log", range=[-2.1, 2.15], tickvals=list(texts), ticktext=list(texts.values()), title_standoff=4
    )
    figure.update_xaxes(range=[0, minutes[-1]])
    return figure


def alike_figure(hits: Counts, runs: Counts) -> go.Figure:
    """Return, minute by minute, the share that collapses of the lucks that stand like the run in view."""
    minutes = np.arange(len(runs), dtype=float)
    low, high = wilson(hits, runs)
    enough = runs >= FEW
    share = np.where(enough, 100 * hits / np.maximum(1, runs), np.nan)
    figure = blank(
        HEIGHT, "model minute", "collapse, per cent", margin={"l": 56, "r": 14, "t": 30, "b": 48}, **legend()
    )
    add_band(figure, minutes[enough], 100 * low[enough], 100 * high[enough], "band_inner")
    figure.add_scatter(
        x=minutes,
        y=share,
        mode="lines",
        line={"color": colour("collapsed"), "width": 3},
        name="of the lucks that stand like this run",
        hovertext=[says(int(a), int(b)) for a, b in zip(hits, runs, strict=True)],
        hovertemplate="minute %{x}: %{hovertext}<extra></extra>",
    )
    figure.update_yaxes(range=[-2, 103])
    figure.update_xaxes(range=[0, minutes[-1]])
    return figure
