"""The pictures of the restart: stuck volumes before and after it, and how the lucks end."""

from collections.abc import Mapping

import numpy as np
import plotly.graph_objects as go

from model import FATES
from model.runs.certainty import Share
from pages.view.card.colours import colour
from pages.view.card.figure import blank, label
from pages.view.tipping.replicates.figures import HEIGHT, add_band, legend
from pages.view.tipping.trigger.trigger import After
from pages.view.tipping.trigger.words import BAND, CUT, NAMES, RESTART, SUMMED, counted
from pages.view.words.english import per_hundred

ROOM = HEIGHT + 40
LOOKS = {
    "nothing": ("collapsed", "solid", "band"),
    "throttle": ("accent", "dash", "calm_band"),
    "set_backoff": ("ink", "dashdot", "grid"),
    "fix_bug": ("copying", "dot", "calm_band"),
}
"""Of each: the colour of its line, its dash, its band."""
PATTERNS = {"collapsed": "", "raging": "x", "held": "/", "over": ""}


def storm_figure(after: Mapping[str, After], at: int, cut: tuple[int, int] | None) -> go.Figure:
    """Return stuck over time: a band of 9 in 10 lucks before the restart and for each remedy after it."""
    figure = blank(ROOM, "model minute", "volumes stuck, per cent", margin={"l": 56, "r": 14, "t": 52, "b": 48})
    before = 100 * next(iter(after.values())).stuck[:, :at]
    minutes = np.arange(at, dtype=float)
    add_band(figure, minutes, before[0], before[2], "grid")
    figure.data[-1].update(name=BAND, showlegend=True)
    _add_middle(figure, minutes, before[1], "ink2", "solid", "before")
    figure.data[-1].update(showlegend=False)
    last = next(iter(after.values())).stuck.shape[1]
    minutes = np.arange(at, last, dtype=float)
    for name, one in after.items():
        stuck = 100 * one.stuck[:, at:]
        add_band(figure, minutes, stuck[0], stuck[2], LOOKS[name][2])
        figure.data[-1].update(showlegend=False)
    for name, one in after.items():
        _add_middle(figure, minutes, 100 * one.stuck[1, at:], *LOOKS[name][:2], f"with {NAMES[name]}")
    figure.add_vline(x=at, line={"color": colour("ink"), "width": 2})
    label(figure, at, 108, f" {RESTART}")
    if cut is not None:
        figure.add_vrect(*cut, fillcolor=colour("cut_off"), line={"width": 0})
        label(figure, cut[1], 108, f" {CUT}")
    figure.update_yaxes(range=[-1, 113], tickvals=[0, 25, 50, 75, 100])
    figure.update_xaxes(range=[0, last - 1])
    figure.update_layout(hovermode="x unified", **legend())
    figure.update_layout(legend_traceorder="normal")
    return figure


def _add_middle(figure: go.Figure, x: np.ndarray, y: np.ndarray, tone: str, dash: str, name: str) -> None:
    line = {"color": colour(tone), "width": 3, "dash": dash}
    told = [f"{per_hundred(share / 100)} %" for share in y.tolist()]
    figure.add_scatter(x=x, y=y, mode="lines", line=line, name=name, hovertext=told, hovertemplate="%{hovertext}")


def ends_figure(after: Mapping[str, After]) -> go.Figure:
    """Return a bar for each remedy: how many of the lucks collapse again, rage, are held or over."""
    names = list(after)[::-1]
    figure = blank(ROOM, "of the lucks, per cent", "", margin={"l": 12, "r": 14, "t": 52, "b": 48}, **legend())
    figure.update_layout(barmode="stack", legend_traceorder="normal")
    for fate in FATES[::-1]:
        shares = [after[name].fates[fate] for name in names]
        figure.add_bar(
            y=list(range(len(names))),
            x=[100 * one.share for one in shares],
            orientation="h",
            width=0.38,
            name=SUMMED[fate],
            marker={
                "color": colour(fate),
                "line": {"color": colour("background"), "width": 1},
                "pattern": {
                    "shape": PATTERNS[fate],
                    "fillmode": "overlay",
                    "fgcolor": colour("background"),
                    "size": 7,
                    "solidity": 0.2,
                },
            },
            hovertext=[f"with {NAMES[name]}: {_told(one, fate)}" for name, one in zip(names, shares, strict=True)],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    for row, name in enumerate(names):
        words = f"<b>with {NAMES[name]}</b><br>{headline(after[name].fates)}"
        label(figure, 0, row + 0.21, words, align="left", yanchor="bottom")
    figure.update_yaxes(visible=False, range=[-0.4, len(names) - 0.15])
    figure.update_xaxes(range=[0, 100], tickvals=[0, 25, 50, 75, 100])
    return figure


def headline(fates: Mapping[str, Share]) -> str:
    """Return what most of the lucks come to."""
    fate = max(fates, key=lambda fate: fates[fate].hits)
    return _told(fates[fate], fate)


def _told(share: Share, fate: str) -> str:
    return f"{counted(share)} {SUMMED[fate]}"
