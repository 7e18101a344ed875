"""The section of jitter: how many collapse against the mean wait, a line for each jitter."""

from collections.abc import Sequence

import plotly.graph_objects as go

from model import Scenario
from model.analysis.equal_wait import LEVELS, AtWait, Played, apart, at_wait, kinds, line_of, play_kind
from model.analysis.wait_times import first_wait, mean_wait
from model.engine.backoff import JITTERS
from pages.view.card.colours import colour
from pages.view.card.figure import blank
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.jitter.words import (
    HOW,
    NAMES,
    apart_words,
    first_words,
    level_words,
    so_far,
    wait_sentence,
)
from pages.view.tipping.map.words import share_words
from pages.view.tipping.replicates.figures import HEIGHT, legend
from pages.view.tipping.seeds import seeds_of, seeds_words

SIZES, MOST_WORK = (200, 100, 50, 20, 10), 800_000_000
"""As many lucks a setting as stay within so many volumes x ticks in all, and never fewer than the last."""
LEVEL = 2
"""Where no level of backoff is in view, the mean wait of this one is told."""
LOOKS = {
    "none": ("ink", "circle"),
    "equal": ("accent", "square"),
    "full": ("collapsed", "diamond"),
    "decorrelated": ("copying", "triangle-up"),
}


def seeds_for(scenario: Scenario) -> range:
    """Return the lucks of each setting.

    >>> len(seeds_for(Scenario())), len(seeds_for(Scenario(nodes=1000, volumes_per_node=20, ticks=500)))
    (200, 10)
    """
    size = next((n for n in SIZES if n * len(kinds()) * work(scenario) <= MOST_WORK), SIZES[-1])
    return seeds_of("jitter", size)


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the lucks of every jitter and level; which of them is in view makes no difference."""
    base, seeds = scenario.replace(seed=1, backoff=0, jitter="equal"), seeds_for(scenario)

    def play(job: Job) -> list[Played]:
        total = len(kinds()) * len(seeds)
        parts = [job.submit(play_kind, base, jitter, level, seeds) for jitter, level in kinds()]
        made: list[Played] = []
        for part in parts:
            made.append(part.result())
            job.report(list(made), len(made) * len(seeds), total)
        return made

    return Task(key=("jitter", setting_of(base)), work=play)


def wait_in_view(scenario: Scenario) -> float:
    """Return the mean wait that is told: that of the backoff in view, or of equal jitter at level 2."""
    if scenario.backoff in LEVELS:
        return mean_wait(scenario.backoff, scenario.jitter)
    return mean_wait(LEVEL, "equal")


def show(played: list[Played], scenario: Scenario, choices: Choices) -> Content:
    """Return the share that collapses against the mean wait."""
    wait = wait_in_view(scenario)
    found, is_whole = at_wait(played, wait), len(played) == len(kinds())
    sentence = wait_sentence(wait, found) if is_whole else so_far(len(played), len(kinds()))
    return Content(
        sentence=sentence,
        plots=[
            Plot(
                figure=jitter_figure(played, wait),
                alt=f"How many lucks collapse against the mean wait, for each jitter. {sentence}",
            )
        ],
        notice=[*(compared(played, found, scenario) if is_whole else ()), HOW, seeds_words(seeds_for(scenario))],
        table=table(played),
    )


def compared(played: Sequence[Played], found: Sequence[AtWait], scenario: Scenario) -> list[str]:
    """Return what differs at an equal wait, and how it looks at an equal level."""
    level = scenario.backoff if scenario.backoff in LEVELS else LEVEL
    return [
        apart_words(found, apart(found)),
        level_words(level, [one for one in played if one.level == level]),
        first_words(first_wait(level, "decorrelated"), first_wait(level, "equal")),
    ]


def table(played: Sequence[Played]) -> Table:
    """Return every jitter and level, by jitter."""
    rows = [
        (
            f"{NAMES[one.jitter]}, level {one.level}" if one.level else "level 0, any jitter",
            f"{one.wait:.3g}",
            f"{one.first:g}",
            one.hits,
            one.runs,
            share_words(*one.interval),
        )
        for one in sorted(played, key=lambda one: (one.level > 0, JITTERS.index(one.jitter), one.level))
    ]
    columns = ("backoff", "mean wait, minutes", "after the first refusal", "collapse", "of lucks", "95 % interval")
    return Table(caption="How many lucks collapse, and how long volumes wait", columns=columns, rows=rows)


def jitter_figure(played: Sequence[Played], wait: float) -> go.Figure:
    """Return a line for each jitter, with the interval of each share, and the wait that the sentence speaks of."""
    title = "mean wait, in minutes"
    figure = blank(HEIGHT + 20, title, "collapse, per cent", margin={"l": 56, "r": 14, "t": 52, "b": 48}, **legend())
    figure.add_vline(x=wait, line={"color": colour("ink2"), "width": 1.5, "dash": "dot"})
    for jitter in JITTERS:
        _add_line(figure, jitter, line_of(played, jitter))
    longest = max(one.wait for one in played)
    ticks = [2**k for k in range(6) if 2**k <= 1.1 * longest]
    figure.update_xaxes(type="log", tickvals=ticks, ticktext=[str(tick) for tick in ticks])
    figure.update_yaxes(range=[-3, 103])
    return figure


def _add_line(figure: go.Figure, jitter: str, line: Sequence[Played]) -> None:
    tone, symbol = LOOKS[jitter]
    shares = [100 * one.hits / one.runs for one in line]
    low, high = ([100 * one.interval[end] for one in line] for end in (0, 1))
    figure.add_scatter(
        x=[one.wait for one in line],
        y=shares,
        mode="lines+markers",
        name=NAMES[jitter],
        line={"color": colour(tone), "width": 2},
        marker={"size": 8, "symbol": symbol, "color": colour(tone)},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [max(0.0, end - at) for end, at in zip(high, shares, strict=True)],
            "arrayminus": [max(0.0, at - end) for end, at in zip(low, shares, strict=True)],
            "color": colour(tone),
            "thickness": 1,
            "width": 2,
        },
        hovertext=[f"level {one.level}: {one.hits} of {one.runs} collapse" for one in line],
        hovertemplate=f"{NAMES[jitter]}, %{{hovertext}}<br>mean wait %{{x:.3g}} minutes<extra></extra>",
    )


JITTER = Section(name="jitter", begin=begin, show=show, waiting="Playing every jitter …", room=HEIGHT + 20)
