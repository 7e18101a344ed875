"""What all figures have in common: type, axes, margins; nothing that moves, nothing to drag."""

from typing import Any

import plotly.graph_objects as go

from pages.view.card.colours import colour

FONT = "Inter, system-ui, sans-serif"


def blank(height: int, x: str, y: str, **layout: Any) -> go.Figure:
    """Return an empty figure with the titles of its axes."""
    figure = go.Figure()
    figure.update_layout(
        template=None,
        height=height,
        font={"family": FONT, "size": 13, "color": colour("ink")},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 56, "r": 14, "t": 12, "b": 48},
        dragmode=False,
        showlegend=False,
        hoverlabel={
            "bgcolor": colour("tile"),
            "bordercolor": colour("line"),
            "font": {"family": FONT, "size": 14, "color": colour("ink")},
            "align": "left",
        },
        xaxis=axis(x),
        yaxis=axis(y),
    )
    figure.update_layout(**layout)
    return figure


def axis(title: str, **more: Any) -> dict[str, Any]:
    """Return an axis: quiet lines, a title in plain words."""
    return {
        "title": {"text": title, "font": {"size": 13, "color": colour("ink2")}, "standoff": 8},
        "fixedrange": True,
        "gridcolor": colour("grid"),
        "linecolor": colour("line"),
        "showline": True,
        "zeroline": False,
        "ticks": "outside",
        "tickcolor": colour("line"),
        "ticklen": 4,
        "tickfont": {"size": 12, "color": colour("ink2")},
        "automargin": True,
    } | more


def label(figure: go.Figure, x: Any, y: Any, text: str, tone: str = "ink", **more: Any) -> None:
    """Write on the figure, where it is meant, instead of in a legend."""
    figure.add_annotation(
        x=x, y=y, text=text, showarrow=False, font={"size": 13, "color": colour(tone)}, **({"xanchor": "left"} | more)
    )
