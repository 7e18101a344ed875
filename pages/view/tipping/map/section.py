"""The map of the page: which two settings, which fate, how fine; live from the shared odds, finer by a sweep."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from model import FATES, PARAMETERS, Scenario
from model.rules.spelling import plain
from pages.view.card.message import Content, Control, Plot, Table
from pages.view.card.section import Choices, Section, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.map.axes import AXES, Axis
from pages.view.tipping.map.fate_map import FateMap, no_counts, play_map
from pages.view.tipping.map.figure import HEIGHT, MOST_NAMED, map_figure, place_of
from pages.view.tipping.map.words import (
    DO,
    FATE_CHOICES,
    GRIDS,
    NOT_YET,
    OFF,
    cells_words,
    edge_words,
    map_sentence,
    open_words,
    too_fine,
)

USUAL = {"x": "backoff", "y": "bug_probability", "fate": "collapsed", "grid": "live"}
LINKS = {name: f"map_{name}" for name in USUAL}
"""Choice: its name in the address."""
OTHER = "spare_capacity"
"""Takes the place of an axis that was chosen for both."""
PRECISION = 0.05
SEEDS = 20
USUAL_LUCKS = 60
"""About so many lucks a cell takes on average to be known to within `PRECISION`."""
MOST_TOLD = 2000
"""A map of more cells comes without words, table and file as long as it is on its way: a second's work each time."""
MOST_WORK = 120_000_000_000
"""Volumes x ticks of one map, at most: about a minute on two cores."""


def axes_of(choices: Choices) -> tuple[Axis, Axis]:
    """Return the two axes; never the same one twice."""
    x, y = choices["x"], choices["y"]
    if x == y:
        y = next(name for name in (USUAL["y"], USUAL["x"], OTHER) if name != x)
    return AXES[x], AXES[y]


def controls(given: Choices, scenario: Scenario) -> list[Control]:
    """Return the choices of the map; what cannot be used is as usual."""
    names = {name: AXES[name].label for name in AXES}
    options: Mapping[str, Mapping[str, str]] = {"x": names, "y": names, "fate": FATE_CHOICES, "grid": GRIDS}
    labels = {"x": "Across", "y": "Upwards", "fate": "How often it", "grid": "Cells"}
    chosen = {name: given[name] if given.get(name) in options[name] else usual for name, usual in USUAL.items()}
    chosen["y"] = axes_of(chosen)[1].name
    return [
        Control(
            name=name,
            label=labels[name],
            value=chosen[name],
            choices=options[name],
            usual=USUAL[name],
            link=LINKS[name],
        )
        for name in USUAL
    ]


def values_of(axis: Axis, grid: str) -> tuple[Any, ...]:
    """Return the values of an axis."""
    return axis.live if grid == "live" else axis.finer(int(grid))


def empty_map(scenario: Scenario, choices: Choices) -> FateMap:
    """Return the map that was chosen, with nothing known."""
    x, y = axes_of(choices)
    return no_counts(scenario, x.name, values_of(x, choices["grid"]), y.name, values_of(y, choices["grid"]))


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the map as a task. Where the present settings lie makes no difference to it, nor does the luck."""
    empty = empty_map(scenario, choices)
    usual = {name: PARAMETERS[name].default for name in (empty.x_name, empty.y_name)}
    base = scenario.replace(**usual, seed=1)
    empty = replace(empty, base=base)
    key = ("map", setting_of(base), empty.x_name, empty.y_name, choices["grid"])
    if choices["grid"] == "live":
        return Task(key=key, work=lambda job: play_map(empty, job))
    check_work(empty, choices["grid"])
    return Task(key=key, work=finer(empty, choices["grid"]))


def check_work(empty: FateMap, grid: str) -> None:
    """Raise ValueError, with a sentence, where a map would take too long."""
    wide, high = empty.counts.shape[:2]
    lucks = USUAL_LUCKS if grid == "101" else SEEDS
    times = wide * high * lucks * work(empty.base) / MOST_WORK
    if times > 1:
        raise ValueError(too_fine(f"{wide} × {high}", max(2, np.ceil(times))))


def finer(empty: FateMap, grid: str) -> Callable[..., FateMap]:
    """Return the work for a map by `model.sweeps.sweep`."""
    from model import sweep

    def play(job: Job) -> FateMap:
        made = sweep(
            empty.base,
            (empty.x_name, empty.x),
            (empty.y_name, empty.y),
            executor=job,
            progress=lambda known, done, of: job.report(replace(empty, counts=known.counts, whole=False), done, of),
            cancel=job.is_unwanted,
            **({"precision": PRECISION} if grid == "101" else {"seeds": SEEDS}),
        )
        return replace(empty, counts=made.counts)

    return play


def show(fates: FateMap, scenario: Scenario, choices: Choices) -> Content:
    """Return the map with the present settings marked on it."""
    fate = choices["fate"]
    fates = replace(fates, base=scenario)
    x, y = AXES[fates.x_name], AXES[fates.y_name]
    brief = not fates.whole and fates.runs.size > MOST_TOLD
    figure = map_figure(fates, fate, brief=brief)
    sentence = say(fates, fate)
    return Content(
        sentence=sentence,
        plots=[
            Plot(
                figure=figure,
                alt=f"A map of how often this cluster {FATE_CHOICES[fate]}, {x.label} by {y.label}. {sentence}",
            )
        ],
        notice=notice(fates, fate),
        table=None if brief else table(fates, fate),
        csv=None if brief else numbers(fates),
        cells=cells(fates),
    )


def say(fates: FateMap, fate: str) -> str:
    """Return the sentence of the map."""
    place, cell = place_of(fates), cell_of(fates)
    if cell is not None and not fates.runs[cell]:
        return NOT_YET
    return OFF if place is None else map_sentence(here(fates, fate), fate)


def cell_of(fates: FateMap) -> tuple[int, int] | None:
    """Return the cell that the present settings are, or None where they lie between cells or off the map."""
    place = place_of(fates)
    if place is None or any(at != round(at) for at in place):
        return None
    return int(place[0]), int(place[1])


def here(fates: FateMap, fate: str) -> tuple[int, int, float, float] | None:
    """Return hits, lucks and interval of the cell in view."""
    cell = cell_of(fates)
    if cell is None or not fates.runs[cell]:
        return None
    low, high = fates.interval(fate)
    return int(fates.counts[cell][FATES.index(fate)]), int(fates.runs[cell]), float(low[cell]), float(high[cell])


def edges(fates: FateMap, fate: str) -> list[str]:
    """Return where, along the row and the column in view, the share of a fate passes one half for sure.

    That is between two cells whose 95 % intervals lie on different sides of it; in those between them it is open.
    """
    place = place_of(fates)
    if place is None or not (fates.runs > 0).all():
        return []
    side = sides(fates, fate)
    i, j = round(place[0]), round(place[1])
    found = []
    for axis, values, line, at in (
        (AXES[fates.x_name], fates.x, side[:, j], i),
        (AXES[fates.y_name], fates.y, side[i, :], j),
    ):
        turns = [(a, b) for a, b in pairwise(np.flatnonzero(line)) if line[a] != line[b]]
        if turns:
            a, b = min(turns, key=lambda ends: abs((ends[0] + ends[1]) / 2 - at))
            words = (axis.say(values[a]), axis.say(values[b]))
            found.append(edge_words(axis.label, *words, fate, bool(line[b] > 0), int(b - a - 1)))
    return found


def sides(fates: FateMap, fate: str) -> npt.NDArray[np.int8]:
    """Return of each cell whether its 95 % interval lies above one half (1), below (-1), or on both sides (0)."""
    low, high = fates.interval(fate)
    return (low > 0.5).astype(np.int8) - (high < 0.5).astype(np.int8)


def notice(fates: FateMap, fate: str) -> list[str]:
    """Return where the edge lies from here, in how many cells it is open, and how sure one can be."""
    if not (fates.runs > 0).all():
        return []
    low, high = fates.interval(fate)
    undecided = int((sides(fates, fate) == 0).sum())
    words = [cells_words(int(fates.runs.max()), fate, fates.base.ticks)] if max(fates.runs.shape) <= MOST_NAMED else []
    return [*edges(fates, fate), open_words(undecided, low.size, float((high - low).max() / 2), fate), *words]


def table(fates: FateMap, fate: str) -> Table:
    """Return the map as a table, rows from the top down as on the map."""
    x, y = AXES[fates.x_name], AXES[fates.y_name]
    hits = fates.counts[..., FATES.index(fate)]
    rows = [
        [
            y.say(value),
            *(f"{hits[i, j]} of {fates.runs[i, j]}" if fates.runs[i, j] else "–" for i in range(len(fates.x))),
        ]
        for j, value in reversed(list(enumerate(fates.y)))
    ]
    columns = [f"{y.label} \\ {x.label}", *(x.say(value) for value in fates.x)]
    return Table(caption=f"How many lucks {DO[fate]}. A cell plays a run of it.", columns=columns, rows=rows)


def numbers(fates: FateMap) -> Table:
    """Return every cell as a row of a file: its settings, lucks, fates, and each share's interval."""
    columns = [fates.x_name, fates.y_name, "lucks", *FATES]
    columns += [f"{fate}_{end}" for fate in FATES for end in ("low", "high")]
    ends = np.stack([end for fate in FATES for end in fates.interval(fate)], axis=-1).round(4)
    rows = [
        [plain(x), plain(y), int(fates.runs[i, j]), *fates.counts[i, j].tolist(), *ends[i, j].tolist()]
        for i, x in enumerate(fates.x)
        for j, y in enumerate(fates.y)
        if fates.runs[i, j]
    ]
    return Table(caption="", columns=columns, rows=rows)


def cells(fates: FateMap) -> dict[str, Any]:
    """Return the axes as a link spells them, so that the browser can ask for a cell."""
    spelled = {
        axis: {"name": name, "values": [plain(value) for value in values], "usual": plain(PARAMETERS[name].default)}
        for axis, name, values in (("x", fates.x_name, fates.x), ("y", fates.y_name, fates.y))
    }
    now = cell_of(fates)
    return spelled | {"now": f"{now[0]},{now[1]}" if now else ""}


MAP = Section(
    name="map",
    begin=begin,
    show=show,
    controls=controls,
    waiting=NOT_YET,
    at_once=True,
    room=HEIGHT,
)
