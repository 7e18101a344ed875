"""Pictures of acting in time: the last minute, the chance to save, prevention against cure, and size."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import plotly.graph_objects as go

from model import Sweep
from model.analysis.prevention import Prevention
from model.analysis.rescue import Chances, LastMinute
from model.analysis.size import peak_share
from pages.view.card.colours import colour
from pages.view.card.figure import blank, label
from pages.view.tipping.replicates.figures import legend
from pages.view.tipping.replicates.replicates import Series
from pages.view.tipping.rescue.words import RESCUE_NAMES, Until, until_words

HEIGHT = 340
TONES = ("copying", "accent", "collapsed", "raging", "cut_off", "grey", "ink")
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "cross", "star")
LATE = 0.6
"""Of a run: what lasts longer has its words on the bar, not beside it."""
PALE = 0.4
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid", "solid")


def until(one: LastMinute) -> Until:
    """Return until when an action helps the run in view."""
    ends = [0 if tick is None else one.stuck_at(tick) for tick in (one.last_over, one.last)]
    return Until(one.last_over, ends[0], one.last, ends[1])


def last_figure(found: Mapping[str, LastMinute], stuck: Series, step: int) -> go.Figure:
    """Return, over the share stuck as it came, a bar where the run is over with each action; pale, not collapsed."""
    names = [name for name in RESCUE_NAMES if name in found]
    figure = blank(HEIGHT, "model minute", "", margin={"l": 10, "r": 14, "t": 10, "b": 48})
    minutes = np.arange(len(stuck))
    figure.add_scatter(
        x=minutes,
        y=stuck * len(names) - 0.5,
        fill="tozeroy",
        fillcolor=colour("grid"),
        line={"width": 0},
        hoverinfo="skip",
    )
    for row, name in enumerate(reversed(names)):
        one = found[name]
        for good, opacity in ((one.saved, PALE), (one.over, 1)):
            for begin, end in stretches(one.ticks[good], step):
                box = {"x0": begin - step / 2, "x1": end + step / 2, "y0": row - 0.1, "y1": row + 0.18}
                figure.add_shape(type="rect", **box, fillcolor=colour("copying"), opacity=opacity, line={"width": 0})
        last = _ends_nothing(name, found) or until_words(until(one))
        label(figure, 0.005, row + 0.5, f"<b>{RESCUE_NAMES[name]}</b>", xref="paper")
        end = one.last or 0
        is_late = end > minutes[-1] * LATE
        tone, side = ("background", "right") if is_late else ("ink", "left")
        label(figure, end, row + 0.04, f" {last} ", tone, xanchor=side)
        if one.last_over is not None:
            figure.add_scatter(
                x=[one.last_over],
                y=[row + 0.04],
                mode="markers",
                marker={"symbol": "line-ns", "size": 9, "line": {"color": colour("ink"), "width": 3}},
                hovertemplate=f"{RESCUE_NAMES[name]}: {last}<extra></extra>",
            )
    figure.update_yaxes(visible=False, range=[-0.5, len(names) - 0.3])
    figure.update_xaxes(range=[0, minutes[-1]])
    return figure


def _ends_nothing(name: str, found: Mapping[str, LastMinute]) -> str:
    ends = "as_in_2011" in found and found["as_in_2011"].last_over is not None
    return "holds, but ends nothing alone" if name == "stop_search" and ends and not found[name].over.any() else ""


def stretches(ticks: Iterable[int], step: int) -> list[tuple[int, int]]:
    """Return unbroken stretches of ticks.

    >>> stretches([1, 2, 3, 7, 9], 1)
    [(1, 3), (7, 7), (9, 9)]
    """
    found: list[tuple[int, int]] = []
    for tick in (int(tick) for tick in ticks):
        if found and tick - found[-1][1] == step:
            found[-1] = (found[-1][0], tick)
        else:
            found.append((tick, tick))
    return found


def chances_figure(found: Mapping[str, Chances]) -> go.Figure:
    """Return the share that is over against the minute of acting, with its interval; pale, what does not collapse."""
    figure = blank(
        HEIGHT + 60, "acting in model minute", "over at the end, per cent", margin={"l": 56, "r": 14, "t": 92, "b": 48}
    )
    for k, (name, one) in enumerate(found.items()):
        low, high = one.interval_over()
        figure.add_scatter(
            x=one.ticks,
            y=100 * one.share_over,
            mode="lines+markers",
            name=RESCUE_NAMES[name],
            line={"color": colour(TONES[k]), "width": 2, "dash": DASHES[k]},
            marker={"symbol": SYMBOLS[k], "size": 8},
            error_y={
                "type": "data",
                "array": 100 * (high - one.share_over),
                "arrayminus": 100 * (one.share_over - low),
                "color": colour(TONES[k]),
                "thickness": 1,
                "width": 2,
            },
            hovertemplate=f"{RESCUE_NAMES[name]} in minute %{{x}}: %{{y:.3~g}} % over<extra></extra>",
        )
        figure.add_scatter(
            x=one.ticks,
            y=100 * one.share,
            mode="lines",
            name=f"{RESCUE_NAMES[name]}: not collapsed",
            showlegend=False,
            opacity=PALE,
            line={"color": colour(TONES[k]), "width": 1.5, "dash": DASHES[k]},
            customdata=one.stuck,
            hovertemplate=(
                f"{RESCUE_NAMES[name]} in minute %{{x}}: %{{y:.3~g}} % not collapsed, "
                "median stuck at the end %{customdata:.0f} volumes<extra></extra>"
            ),
        )
    figure.update_yaxes(range=[-3, 103])
    figure.update_layout(**legend())
    return figure


def prevent_figure(found: Prevention) -> go.Figure:
    """Return the space that saves half the lucks: at the start, and added later."""
    rooms = [found.prevent, *found.cures]
    names = ["from<br>the start", *(f"minute<br>{room.tick}" for room in found.cures)]
    known = [100 * (room.share or 0) for room in rooms]
    top = max([*known, 1.0])
    figure = blank(HEIGHT, "", "more space, per cent of all copies", margin={"l": 60, "r": 14, "t": 16, "b": 48})
    figure.add_bar(
        x=names,
        y=[top if room.share is None else share for room, share in zip(rooms, known, strict=True)],
        width=0.55,
        marker={
            "color": [
                colour("grid") if room.share is None else colour(tone)
                for room, tone in zip(rooms, ["copying", *["collapsed"] * len(rooms)], strict=False)
            ],
            "pattern": {"shape": ["/" if room.share is None else "" for room in rooms], "fgcolor": colour("ink2")},
        },
        text=[
            "no amount<br>is enough" if room.share is None else f"{share:.4g} %"
            for room, share in zip(rooms, known, strict=True)
        ],
        textposition="outside",
        constraintext="none",
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.update_yaxes(range=[0, top * 1.22])
    figure.update_xaxes(ticks="", tickangle=0)
    return figure


def size_figure(made: Sweep, fate: str) -> go.Figure:
    """Return, for each size, the share that collapses with its interval, and how far lucks differ at their worst."""
    names, places = [f"{nodes} nodes" for nodes in made.x], np.arange(len(made.x))
    share = made.share(fate)[:, 0]
    low, high = (end[:, 0] for end in made.interval(fate))
    peaks = peak_share(made)
    figure = blank(HEIGHT, "nodes", "per cent", margin={"l": 56, "r": 14, "t": 30, "b": 48}, **legend())
    figure.add_bar(
        x=places - 0.15,
        y=100 * share,
        width=0.4,
        name="lucks that collapse",
        marker={"color": colour("band_inner")},
        error_y=reach(100 * low, 100 * share, 100 * high, "ink", 1.5),
        customdata=names,
        hovertemplate="%{customdata}: %{y:.3~g} % of the lucks collapse<extra></extra>",
    )
    figure.add_scatter(
        x=places + 0.22,
        y=100 * peaks[1],
        mode="markers",
        name="volumes stuck at worst: 8 in 10 lucks, and the middle",
        marker={"size": 10, "color": colour("accent"), "symbol": "diamond"},
        error_y=reach(100 * peaks[0], 100 * peaks[1], 100 * peaks[2], "accent", 3),
        customdata=names,
        hovertemplate="%{customdata}: %{y:.3~g} % stuck at worst<extra></extra>",
    )
    figure.update_yaxes(range=[0, 104])
    figure.update_xaxes(
        ticks="", tickvals=places, ticktext=[str(nodes) for nodes in made.x], range=[-0.5, len(places) - 0.5]
    )
    return figure


def reach(low: Series, middle: Series, high: Series, tone: str, thickness: float) -> dict[str, Any]:
    """Return bars from low to high around a middle."""
    return {
        "type": "data",
        "array": high - middle,
        "arrayminus": middle - low,
        "color": colour(tone),
        "thickness": thickness,
        "width": 6,
    }
