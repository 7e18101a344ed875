"""The map: the share of lucks with one fate over two settings, and where the present settings lie on it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from model.rules.spelling import plain
from model.rules.states import FATES
from pages.view.card.colours import colour, ink_on, scale_of
from pages.view.card.figure import blank
from pages.view.tipping.map.axes import AXES
from pages.view.tipping.map.fate_map import FateMap
from pages.view.tipping.map.words import odds_words
from pages.view.words.message import rounded_percent

MOST_NAMED = 14
"""So many values of an axis are written out, and a map of no more cells a side has its numbers in them."""
HEIGHT = 430


def map_figure(fates: FateMap, fate: str, *, brief: bool = False) -> go.Figure:
    """Return the map of one fate. A cell that is not known yet has the colour of the nearest that is, and no number.

    A brief one has no words for who points at a cell.
    """
    x, y = AXES[fates.x_name], AXES[fates.y_name]
    share = fates.share(fate)
    numbered = max(share.shape) <= MOST_NAMED
    figure = blank(HEIGHT, x.title, y.title, margin={"l": 60, "r": 8, "t": 8, "b": 50})
    figure.add_heatmap(
        z=fates.filled(share).T,
        hovertext=None if brief else hover_texts(fates, fate),
        hovertemplate=None if brief else "%{hovertext}<extra></extra>",
        hoverinfo="none" if brief else None,
        colorscale=scale_of(fate),
        zmin=0,
        zmax=1,
        xgap=2 if numbered else 0,
        ygap=2 if numbered else 0,
        showscale=False,
    )
    if numbered:
        add_numbers(figure, share, fate)
    elif (fates.runs > 0).all():
        add_edge(figure, share)
    figure.update_xaxes(**ticks(fates.x, x.tick), range=[-0.5, len(fates.x) - 0.5], ticks="", showgrid=False)
    figure.update_yaxes(**ticks(fates.y, y.tick), range=[-0.5, len(fates.y) - 0.5], ticks="", showgrid=False)
    add_marker(figure, fates)
    return figure


def add_numbers(figure: go.Figure, share: np.ndarray, fate: str) -> None:
    """Write the share into each cell, per cent, in the ink that stands out on its tone; nothing where none is known."""
    places = np.argwhere(np.isfinite(share))
    shares = [float(share[i, j]) for i, j in places]
    figure.add_scatter(
        x=places[:, 0].tolist(),
        y=places[:, 1].tolist(),
        mode="text",
        text=[cell_words(value) for value in shares],
        textfont={"size": 13, "color": [ink_on(fate, value) for value in shares]},
        hoverinfo="skip",
    )


def cell_words(share: float) -> str:
    """Return how many in a hundred, short enough for a cell.

    >>> cell_words(0.413), cell_words(0.0034), cell_words(0.996), cell_words(1)
    ('41', '<1', '>99', '100')
    """
    value = rounded_percent(share)
    return "<1" if 0 < value < 1 else ">99" if 99 < value < 100 else plain(value)


def hover_texts(fates: FateMap, fate: str) -> list[list[str]]:
    """Return what each cell says when it is pointed at, rows of y."""
    x, y = AXES[fates.x_name], AXES[fates.y_name]
    low, high = fates.interval(fate)
    hits = fates.counts[..., FATES.index(fate)]

    def words(i: int, j: int) -> str:
        settings = f"<b>{x.say(fates.x[i])}<br>{y.say(fates.y[j])}</b>"
        if not fates.runs[i, j]:
            return f"{settings}<br>not played yet"
        odds = odds_words(int(hits[i, j]), int(fates.runs[i, j]), low[i, j], high[i, j], fate)
        return f"{settings}<br>{odds}<br>click: play a run of it"

    return [[words(i, j) for i in range(len(fates.x))] for j in range(len(fates.y))]


def ticks(values: Sequence[Any], word: Any) -> dict[str, Any]:
    """Return the marks of an axis whose values stand at 0, 1, 2, …; of many values only some are written out."""
    step = max(1, -(-len(values) // MOST_NAMED))
    places = list(range(0, len(values), step))
    return {"tickvals": places, "ticktext": [word(values[place]) for place in places]}


def add_edge(figure: go.Figure, share: np.ndarray) -> None:
    """Draw the line along which half of the lucks have the fate."""
    figure.add_contour(
        z=share.T,
        contours={"coloring": "none", "start": 0.5, "end": 0.5, "size": 1},
        line={"color": colour("ink"), "width": 2, "smoothing": 0.8},
        showscale=False,
        hoverinfo="skip",
    )


def add_marker(figure: go.Figure, fates: FateMap) -> None:
    """Frame the cell of the present settings; between cells, a diamond stands where they lie."""
    places = place_of(fates)
    if places is None:
        return
    x, y = places
    if x == round(x) and y == round(y):
        for tone, width in (("background", 7), ("ink", 3)):
            box = {"x0": x - 0.5, "x1": x + 0.5, "y0": y - 0.5, "y1": y + 0.5}
            figure.add_shape(type="rect", **box, line={"color": colour(tone), "width": width})
    small = max(len(fates.x), len(fates.y)) > MOST_NAMED
    if small or x != round(x) or y != round(y):
        figure.add_scatter(
            x=[x],
            y=[y],
            mode="markers",
            marker={
                "symbol": "diamond",
                "size": 15,
                "color": colour("ink"),
                "line": {"color": colour("background"), "width": 2},
            },
            hoverinfo="skip",
        )


def place_of(fates: FateMap) -> tuple[float, float] | None:
    """Return where the base's own settings lie, in cells from the lower left; None where they are off the map."""
    found = []
    for name, values in ((fates.x_name, fates.x), (fates.y_name, fates.y)):
        value = getattr(fates.base, name)
        if not values[0] <= value <= values[-1]:
            return None
        found.append(float(np.interp(value, values, range(len(values)))))
    return found[0], found[1]
