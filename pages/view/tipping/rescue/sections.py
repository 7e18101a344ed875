"""The sections on acting in time: the last minute, the chance to save, prevention against cure, size."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from model import Scenario, Sweep
from model.analysis.prevention import Prevention, most_tries, prevent_against_cure
from model.analysis.rescue import RESCUES, Chances, LastMinute, Rescue, chances_to_save, last_minute
from model.analysis.size import against, by_size, fitting, peak_share, where_chance_decides
from model.rules.actions import MOST
from model.runs.tally import OnProgress
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.map.words import too_much
from pages.view.tipping.replicates.replicates import own
from pages.view.tipping.rescue.figures import HEIGHT, chances_figure, last_figure, prevent_figure, size_figure
from pages.view.tipping.rescue.words import (
    NOT_NEEDED,
    RESCUE_WORDS,
    chances_notice,
    chances_sentence,
    last_notice,
    last_sentence,
    prevent_notice,
    prevent_sentence,
    size_notice,
    size_sentence,
    so_far,
)

LAST_WORK, MANY_WORK = 8_000_000_000, 4_200_000_000
"""Volumes x ticks that one picture may take: of single runs, and of many lucks."""
LUCKS = (100, 50, 20, 10)
AFTER_CONTACT = (-10, -5, 0, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 140, 180)
CURES = (20, 30, 60)


def step_of(scenario: Scenario) -> int:
    """Return every how many minutes acting is tried: every minute, where that is not too much work."""
    return max(1, -(-len(RESCUES) * scenario.ticks * work(scenario) // LAST_WORK))


def has_room(scenario: Scenario) -> None:
    """Raise ValueError where no further action would go into the link."""
    if len(scenario.actions) > MOST - 2:
        raise ValueError(
            f"There are {len(scenario.actions)} actions already, and at most {MOST} go into a run: there is "
            "no room to try another."
        )


def lucks_within(scenario: Scenario, settings: int, what: str) -> int:
    """Return how many lucks of so many settings stay within the limit; raise ValueError where not even few do."""
    most = next((many for many in LUCKS if many * settings * work(scenario) <= MANY_WORK), None)
    if most is None:
        raise ValueError(too_much(what, LUCKS[-1] * settings * work(scenario) / MANY_WORK))
    return most


def each_rescue(found: Mapping[str, Any], each: int, job: Job) -> Iterator[tuple[str, Rescue, OnProgress]]:
    """Yield every action with what to tell its progress to, out of ``each`` runs; report what was found before it."""
    for number, (name, rescue) in enumerate(RESCUES.items()):
        job.report(dict(found) or None, number * each, len(RESCUES) * each)
        yield name, rescue, later(job, number * each, len(RESCUES) * each)


def later(job: Job, before: int, of: int) -> OnProgress:
    """Return what a part tells its progress to, where ``before`` runs came before it, of so many in all."""
    return lambda done, _: job.report(None, before + done, of)


def begin_last(scenario: Scenario, choices: Choices) -> Task:
    """Return the last minute of every action, for this very luck."""
    has_room(scenario)
    step = step_of(scenario)
    if step > scenario.ticks // 20 and step > 1:
        raise ValueError(too_much("The last minute to act", step / max(1, scenario.ticks // 20)))
    ticks = range(1, scenario.ticks + 1, step)

    def play(job: Job) -> dict[str, LastMinute]:
        found: dict[str, LastMinute] = {}
        for name, rescue, told in each_rescue(found, 1 + len(ticks), job):
            found[name] = last_minute(
                scenario, rescue, ticks=ticks, executor=job, progress=told, cancel=job.is_unwanted
            )
            if not found[name].needed:
                break
        return found

    return Task(key=("last", setting_of(scenario), scenario.seed), work=play)


def show_last(found: Mapping[str, LastMinute], scenario: Scenario, choices: Choices) -> Content:
    """Return until when each action saves the run in view."""
    if not all(one.needed for one in found.values()):
        return Content(sentence=NOT_NEEDED)
    step = step_of(scenario)
    last = {name: one.last for name, one in found.items()}
    sentence = so_far(len(found)) + last_sentence(last)
    stuck = own(scenario).stuck
    return Content(
        sentence=sentence,
        plots=[
            Plot(
                figure=last_figure(found, stuck, step),
                alt=f"When each action still saves this run. {sentence}",
                path={"x": list(range(len(stuck)))},
            )
        ],
        notice=last_notice(last, {name: one.gaps for name, one in found.items()}, step),
        table=Table(
            caption="The last minute at which each action saves this run",
            columns=("action", "last minute", "saves in", "of"),
            rows=[
                (
                    RESCUE_WORDS[name],
                    "never" if one.last is None else one.last,
                    f"{int(one.saved.sum())} minutes",
                    f"{len(one.ticks)} tried",
                )
                for name, one in found.items()
            ],
        ),
        csv=Table(
            caption="",
            columns=("minute", *found),
            rows=np.column_stack(
                [next(iter(found.values())).ticks, *(one.saved.astype(int) for one in found.values())]
            ).tolist(),
        ),
    )


def moments(scenario: Scenario) -> list[int]:
    """Return the minutes at which acting is tried with many lucks: close together after contact is back."""
    contact = scenario.cut_off_at + scenario.cut_off_for
    return sorted({tick for later in AFTER_CONTACT if 1 <= (tick := contact + later) <= scenario.ticks})


def begin_chances(scenario: Scenario, choices: Choices) -> Task:
    """Return the chance of being saved, of many lucks."""
    has_room(scenario)
    ticks, base = moments(scenario), scenario.replace(seed=1)
    if not ticks:
        raise ValueError("Contact comes back after the end of this run, so there is no minute to act in.")
    lucks = lucks_within(scenario, len(RESCUES) * (len(ticks) + 1), "The chance to save")
    each = lucks * (len(ticks) + 1)

    def play(job: Job) -> dict[str, Chances]:
        found: dict[str, Chances] = {}
        for name, rescue, told in each_rescue(found, each, job):
            found[name] = chances_to_save(
                base, rescue, ticks, lucks, executor=job, progress=told, cancel=job.is_unwanted
            )
            if not found[name].of:
                break
        return found

    return Task(key=("chances", setting_of(base)), work=play)


def show_chances(found: Mapping[str, Chances], scenario: Scenario, choices: Choices) -> Content:
    """Return the chance of being saved against the minute."""
    one = next(iter(found.values()))
    halves = {name: _last_half(chances) for name, chances in found.items()} if one.of else {}
    good = {name: tick for name, tick in halves.items() if tick is not None}
    best = max(good, key=lambda name: good[name]) if good else None
    told = (best, good[best], float(found[best].share[found[best].ticks == good[best]][0])) if best else None
    sentence = chances_sentence(told, one.of, one.replicates)
    if not one.of:
        return Content(sentence=sentence)
    sentence = so_far(len(found)) + sentence
    return Content(
        sentence=sentence,
        plots=[
            Plot(figure=chances_figure(found), alt=f"Chance of being saved against the minute of acting. {sentence}")
        ],
        notice=chances_notice(scenario.cut_off_at + scenario.cut_off_for, halves),
        table=Table(
            caption=f"Of {one.of} lucks that collapse if nobody acts, how many are saved by acting in this minute",
            columns=("minute", *(RESCUE_WORDS[name] for name in found)),
            rows=[
                (int(tick), *(int(chances.saved[k]) for chances in found.values())) for k, tick in enumerate(one.ticks)
            ],
        ),
    )


def _last_half(chances: Chances) -> int | None:
    good = chances.ticks[chances.share >= 0.5]
    return int(good[-1]) if len(good) else None


def begin_prevent(scenario: Scenario, choices: Choices) -> Task:
    """Return the space that saves half the lucks."""
    has_room(scenario)
    base = scenario.replace(seed=1)
    minutes = [tick for tick in CURES if tick <= scenario.ticks]
    lucks = lucks_within(scenario, most_tries(scenario, minutes), "Prevention against cure")

    def play(job: Job) -> Prevention:
        def told(done: int, of: int) -> None:
            job.report(None, done, of)

        return prevent_against_cure(base, minutes, lucks, executor=job, progress=told, cancel=job.is_unwanted)

    return Task(key=("prevent", setting_of(base)), work=play)


def show_prevent(found: Prevention, scenario: Scenario, choices: Choices) -> Content:
    """Return what space costs at the start, and later."""
    cures = {room.tick: room.share for room in found.cures}
    sentence = prevent_sentence(found.prevent.share, cures, found.collapse)
    if found.collapse <= 0.5:
        return Content(sentence=sentence)
    start = found.prevent.share
    times = {tick: share / start for tick, share in cures.items() if share and start}
    rooms = [("from the start", found.prevent), *((f"in minute {room.tick}", room) for room in found.cures)]
    return Content(
        sentence=sentence,
        plots=[Plot(figure=prevent_figure(found), alt=f"Space that saves half the lucks. {sentence}")],
        notice=prevent_notice(times, found.replicates),
        table=Table(
            caption="More space that keeps half the lucks from collapsing",
            columns=("when", "more space", "saved with it"),
            rows=[
                (
                    name,
                    "no amount is enough" if room.share is None else f"{100 * room.share:.4g} %",
                    f"{100 * room.saved:.0f} %",
                )
                for name, room in rooms
            ],
        ),
    )


def begin_size(scenario: Scenario, choices: Choices) -> Task:
    """Return the same settings with other numbers of nodes."""
    base = scenario.replace(seed=1)
    sizes = fitting(base)
    if not sizes:
        raise ValueError("No other size of cluster goes with these settings: a run would be too large.")
    volumes = sum(sizes) / base.nodes
    lucks = lucks_within(base, max(1, round(volumes)), "The same settings at every size")

    def play(job: Job) -> Sweep:
        def told(known: Sweep, done: int, of: int) -> None:
            job.report(known if (known.runs > 0).all() else None, done, of)

        return by_size(base, sizes, lucks, executor=job, progress=told, cancel=job.is_unwanted)

    return Task(key=("size", setting_of(base.replace(nodes=sizes[0]))), work=play)


def show_size(made: Sweep, scenario: Scenario, choices: Choices) -> Content:
    """Return how much luck decides at each size."""
    fate = "collapsed"
    share = made.share(fate)[:, 0]
    peaks = peak_share(made)
    sentence = size_sentence(dict(zip(made.x, share.tolist(), strict=True)), fate)
    low, high = (end[:, 0] for end in made.interval(fate))
    return Content(
        sentence=sentence,
        plots=[Plot(figure=size_figure(made, fate), alt=f"The same settings with other numbers of nodes. {sentence}")],
        notice=size_notice(
            where_chance_decides(made, fate),
            dict(zip(made.x, against(made, fate).tolist(), strict=True)),
            dict(zip(made.x, (peaks[2] - peaks[0]).tolist(), strict=True)),
            int(made.runs.min()),
        ),
        table=Table(
            caption="The same settings with other numbers of nodes",
            columns=("nodes", "lucks", "collapse", "95 % interval", "stuck at worst: 8 in 10 lucks", "middle"),
            rows=[
                (
                    int(nodes),
                    int(made.runs[k, 0]),
                    int(made.counts[k, 0, 3]),
                    f"{100 * low[k]:.0f}–{100 * high[k]:.0f} %",
                    f"{100 * peaks[0, k]:.0f}–{100 * peaks[2, k]:.0f} %",
                    f"{100 * peaks[1, k]:.0f} %",
                )
                for k, nodes in enumerate(made.x)
            ],
        ),
    )


def section(name: str, begin: Any, show: Any, waiting: str, room: int = HEIGHT) -> Section:
    """Return a section."""
    return Section(name=name, begin=begin, show=show, waiting=waiting, room=room)


LAST = section("last", begin_last, show_last, "Trying every action in every minute …")
CHANCES = section("chances", begin_chances, show_chances, "Trying every action with many lucks …", HEIGHT + 60)
PREVENT = section("prevent", begin_prevent, show_prevent, "Looking for the space that saves half …")
SIZE = section("size", begin_size, show_size, "Playing clusters of every size …")
