"""The sections on acting in time: the last minute, the chance to save, prevention against cure, size."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from model import FATES, Scenario, Sweep, simulate
from model.analysis.prevention import HALF, Prevention, most_tries, prevent_against_cure
from model.analysis.rescue import AS_IN_2011, Chances, LastMinute, Rescue, acting, chances_to_save, last_minute
from model.analysis.size import against, by_size, fitting, peak_share, where_chance_decides
from model.rules.actions import MOST
from model.runs.certainty import Share
from model.runs.tally import OnProgress
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.map.words import share_words, too_much
from pages.view.tipping.replicates.replicates import own
from pages.view.tipping.rescue.chances import Tried, draw_anew, show_chances
from pages.view.tipping.rescue.figures import HEIGHT, last_figure, prevent_figure, size_figure, until
from pages.view.tipping.rescue.words import (
    NOT_NEEDED,
    RESCUE_NAMES,
    TRIED,
    Pause,
    last_notice,
    last_sentence,
    prevent_notice,
    prevent_sentence,
    size_notice,
    size_sentence,
    so_far,
)
from pages.view.tipping.seeds import FIRST
from pages.view.words.english import about

LAST_WORK, MANY_WORK = 8_000_000_000, 4_500_000_000
"""Volumes x ticks that one picture may take: of single runs, and of many lucks."""
MOST_STEPS = max(len(rescue) for rescue in TRIED.values())
LUCKS = (100, 50, 20, 10)
AFTER_CONTACT = (-10, -5, 0, 2, 5, 10, 15, 20, 25, 30, 40, 50, 60, 80, 100, 140, 180)
CURES = (20, 30, 60)


def step_of(scenario: Scenario) -> int:
    """Return every how many minutes acting is tried: every minute, where that is not too much work."""
    return max(1, -(-len(TRIED) * scenario.ticks * work(scenario) // LAST_WORK))


def has_room(scenario: Scenario, steps: int = 2) -> None:
    """Raise ValueError where no rescue of so many steps would go into the link any more."""
    if len(scenario.actions) > MOST - steps:
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


def each_rescue(
    found: Mapping[str, Any], each: int, job: Job, known: Callable[[dict[str, Any]], Any] = dict
) -> Iterator[tuple[str, Rescue, OnProgress]]:
    """Yield every action with what to tell its progress to, out of ``each`` runs; report what was found before it."""
    for number, (name, rescue) in enumerate(TRIED.items()):
        job.report(known(dict(found)) if found else None, number * each, len(TRIED) * each)
        yield name, rescue, later(job, number * each, len(TRIED) * each)


def later(job: Job, before: int, of: int) -> OnProgress:
    """Return what a part tells its progress to, where ``before`` runs came before it, of so many in all."""
    return lambda done, _: job.report(None, before + done, of)


def begin_last(scenario: Scenario, choices: Choices) -> Task:
    """Return the last minute of every action, for this very luck."""
    has_room(scenario, MOST_STEPS)
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
    ends = {name: until(one) for name, one in found.items()}
    sentence = so_far(len(found)) + last_sentence(ends, scenario.volumes)
    stuck = own(scenario).stuck
    minutes = next(iter(found.values())).ticks
    columns = [column for one in found.values() for column in (one.over.astype(int), one.saved.astype(int), one.stuck)]
    return Content(
        sentence=sentence,
        plots=[
            Plot(
                figure=last_figure(found, stuck, step),
                alt=f"When this run is over with each action. {sentence}",
                path={"x": list(range(len(stuck)))},
            )
        ],
        notice=last_notice(ends, {name: one.gaps for name, one in found.items()}, step, pause_of(found, scenario)),
        table=Table(
            caption="The last minute in which each action may begin and this run is over, or does not collapse",
            columns=("action", "over until", "stuck then", "not collapsed until", "stuck then", "over in", "of"),
            rows=[
                (
                    RESCUE_NAMES[name],
                    *(("never", "") if end.over is None else (end.over, end.stuck)),
                    *(("never", "") if end.spared is None else (end.spared, end.left)),
                    f"{int(one.over.sum())} minutes",
                    f"{len(one.ticks)} tried",
                )
                for (name, one), end in zip(found.items(), ends.values(), strict=True)
            ],
        ),
        csv=Table(
            caption="",
            columns=("minute", *(f"{name}_{what}" for name in found for what in ("over", "not_collapsed", "stuck"))),
            rows=np.column_stack([minutes, *columns]).tolist(),
        ),
    )


def pause_of(found: Mapping[str, LastMinute], scenario: Scenario) -> Pause | None:
    """Return what it does to stop the search for an hour, as late as the rest of it still ends the storm."""
    begun = found["as_in_2011"].last_over if "as_in_2011" in found else None
    if begun is None:
        return None
    stuck = simulate(scenario.replace(actions=acting(scenario, AS_IN_2011, begun))).series("stuck")
    on_again = max(later for later, name, value in AS_IN_2011 if name == "stop_search")
    return Pause(begun, int(stuck[begun]), int(stuck[min(begun + on_again - 1, scenario.ticks)]))


def moments(scenario: Scenario) -> list[int]:
    """Return the minutes at which acting is tried with many lucks: close together after contact is back."""
    contact = scenario.cut_off_at + scenario.cut_off_for
    return sorted({tick for later in AFTER_CONTACT if 1 <= (tick := contact + later) <= scenario.ticks})


def begin_chances(scenario: Scenario, choices: Choices) -> Task:
    """Return the chance of being saved, of many lucks."""
    has_room(scenario, MOST_STEPS)
    ticks, base = moments(scenario), scenario.replace(seed=1)
    if not ticks:
        raise ValueError("Contact comes back after the end of this run, so there is no minute to act in.")
    lucks = lucks_within(scenario, len(TRIED) * (len(ticks) + 1), "The chance to save")
    each, first = lucks * (len(ticks) + 1), FIRST["chances"]

    def play(job: Job) -> Tried:
        found: dict[str, Chances] = {}
        for name, rescue, told in each_rescue(found, each, job, Tried):
            found[name] = chances_to_save(
                base, rescue, ticks, lucks, first=first, executor=job, progress=told, cancel=job.is_unwanted
            )
            if not found[name].of:
                return Tried(found)

        def anew(name: str, tick: int, first: int) -> Chances:
            return chances_to_save(base, TRIED[name], [tick], lucks, first=first, executor=job, cancel=job.is_unwanted)

        return draw_anew(found, anew)

    return Task(key=("chances", setting_of(base)), work=play)


def show_tried(found: Tried, scenario: Scenario, choices: Choices) -> Content:
    """Return what becomes of many lucks against the minute."""
    return show_chances(found, scenario)


def begin_prevent(scenario: Scenario, choices: Choices) -> Task:
    """Return the space that saves half the lucks."""
    has_room(scenario)
    base = scenario.replace(seed=1)
    minutes = [tick for tick in CURES if tick <= scenario.ticks]
    lucks = lucks_within(scenario, most_tries(scenario, minutes), "Prevention against cure")

    def play(job: Job) -> Prevention:
        def told(done: int, of: int) -> None:
            job.report(None, done, of)

        return prevent_against_cure(
            base, minutes, lucks, first=FIRST["prevent"], executor=job, progress=told, cancel=job.is_unwanted
        )

    return Task(key=("prevent", setting_of(base)), work=play)


def show_prevent(found: Prevention, scenario: Scenario, choices: Choices) -> Content:
    """Return what space costs at the start, and later."""
    cures = {room.tick: room.share for room in found.cures}
    sentence = prevent_sentence(found)
    if found.collapse <= HALF:
        return Content(sentence=sentence)
    start = found.prevent.share
    times = {tick: share / start for tick, share in cures.items() if share and start}
    rooms = [("from the start", found.prevent), *((f"in minute {room.tick}", room) for room in found.cures)]
    return Content(
        sentence=sentence,
        plots=[Plot(figure=prevent_figure(found), alt=f"Space that saves half the lucks. {sentence}")],
        notice=prevent_notice(times, found.replicates, found.first),
        table=Table(
            caption="More space that keeps half the lucks from collapsing",
            columns=("when", "more space", "fresh lucks that do not collapse", "of", "95 % interval"),
            rows=[
                (
                    name,
                    "no amount is enough" if room.share is None else f"{100 * room.share:.4g} %",
                    room.again.hits,
                    room.again.of,
                    share_words(*room.again.interval()),
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
    peaks = peak_share(made)
    hits = zip(made.counts[:, 0, FATES.index(fate)].tolist(), made.runs[:, 0].tolist(), strict=True)
    sentence = size_sentence({int(nodes): Share(*one) for nodes, one in zip(made.x, hits, strict=True)})
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
                    share_words(float(low[k]), float(high[k])),
                    share_words(float(peaks[0, k]), float(peaks[2, k])),
                    about(float(peaks[1, k])),
                )
                for k, nodes in enumerate(made.x)
            ],
        ),
    )


def section(name: str, begin: Any, show: Any, waiting: str, room: int = HEIGHT) -> Section:
    """Return a section."""
    return Section(name=name, begin=begin, show=show, waiting=waiting, room=room)


LAST = section("last", begin_last, show_last, "Trying every action in every minute …")
CHANCES = section("chances", begin_chances, show_tried, "Trying every action with many lucks …", HEIGHT + 60)
PREVENT = section("prevent", begin_prevent, show_prevent, "Looking for the space that saves half …")
SIZE = section("size", begin_size, show_size, "Playing clusters of every size …")
