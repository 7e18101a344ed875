"""The section of the restart: is it the trigger, or does the storm keep itself going?"""

from collections.abc import Sequence

from model import FATES, Scenario, simulate
from model.analysis.second_storm import restarted, until
from pages.view.card.message import Content, Control, Opens, Plot, Table
from pages.view.card.section import Choices, Section
from pages.view.tipping.map.words import share_words
from pages.view.tipping.seeds import seeds_words
from pages.view.tipping.trigger.figure import ROOM, ends_figure, storm_figure
from pages.view.tipping.trigger.trigger import (
    USUAL,
    Restarted,
    acts,
    begin,
    minute_of,
    minutes_for,
    remedies_for,
    seeds_for,
    ticks_for,
)
from pages.view.tipping.trigger.words import (
    MINUTE,
    NAMES,
    SUMMED,
    asking_words,
    how_words,
    minute_words,
    open_words,
    quiet_words,
    remedy_words,
    sentence,
    so_far,
)


def controls(given: Choices, scenario: Scenario) -> list[Control]:
    """Return the choice of the minute, where there is one."""
    offered = minutes_for(scenario)
    if not offered:
        return []
    at = minute_of(given, scenario)
    choices = {f"{one}": minute_words(one) for one in offered}
    return [Control(name="minute", label=MINUTE, value=f"{at}", choices=choices, usual=f"{USUAL}")]


def show(found: Restarted, scenario: Scenario, choices: Choices) -> Content:
    """Return what becomes of the lucks that had collapsed."""
    at = minute_of(choices, scenario)
    again = found.after["nothing"].fates["collapsed"] if found.after else None
    words = sentence(found.lucks, len(found.lost), at, again)
    if again is None:
        return Content(sentence=words)
    words = so_far(len(found.after), len(remedies_for(scenario))) + words
    contact = scenario.cut_off_at + scenario.cut_off_for
    cut = (scenario.cut_off_at, contact) if scenario.cut_off_for else None
    return Content(
        sentence=words,
        plots=[
            Plot(
                figure=storm_figure(found.after, at, cut),
                alt=f"Volumes stuck over time, before and after every node is restarted. {words}",
            ),
            Plot(
                figure=ends_figure(found.after),
                alt="For each remedy a bar: how many lucks collapse again, how many are over.",
            ),
        ],
        notice=notice(found, scenario, at),
        table=table(found, at),
        csv=numbers(found, at),
        opens=opens(found, scenario, at),
    )


def notice(found: Restarted, scenario: Scenario, at: int) -> list[str]:
    """Return what makes it metastable, what helps, and how it was played."""
    alone = found.after["nothing"]
    quiet = [] if found.quiet is None else [quiet_words(found.quiet, alone.fates["collapsed"])]
    return [
        *quiet,
        asking_words(alone.asking, alone.asked, scenario.volumes, at),
        *(remedy_words(name, one.fates) for name, one in found.after.items() if name != "nothing"),
        how_words(at, ticks_for(scenario, at), scenario.background),
        seeds_words(seeds_for(scenario, at)),
    ]


def opens(found: Restarted, scenario: Scenario, at: int) -> Opens:
    """Return the runs that can be opened: those of the luck in view if it has collapsed by then, else of the first."""
    is_own = simulate(until(scenario, at)).fate == "collapsed"
    luck = scenario.replace(seed=scenario.seed if is_own else found.lost[0])
    ticks = ticks_for(scenario, at)
    runs = [(NAMES[name], restarted(luck, acts(name, at), at=at, ticks=ticks), at) for name in found.after]
    return Opens(words=open_words(luck.seed, is_own), runs=runs)


def table(found: Restarted, at: int) -> Table:
    """Return how the lucks end, a row for each remedy."""
    rows: list[Sequence[object]] = [
        (
            f"with {NAMES[name]}",
            *(one.fates[fate].hits for fate in FATES[::-1]),
            one.fates["collapsed"].of,
            share_words(*one.fates["collapsed"].interval()),
            share_words(*one.fates["over"].interval()),
        )
        for name, one in found.after.items()
    ]
    columns = ("restarted", *(SUMMED[fate] for fate in FATES[::-1]), "of", "collapse again, 95 %", "over, 95 %")
    return Table(caption=f"How lucks end that had collapsed, restarted in minute {at}", columns=columns, rows=rows)


def numbers(found: Restarted, at: int) -> Table:
    """Return each remedy's fates with their intervals, as rows of a file."""
    columns = ["with", "restart_minute", "lucks", *FATES]
    columns += [f"{fate}_{end}" for fate in FATES for end in ("low", "high")]
    rows = [
        (
            name,
            at,
            one.fates["over"].of,
            *(one.fates[fate].hits for fate in FATES),
            *(round(end, 4) for fate in FATES for end in one.fates[fate].interval()),
        )
        for name, one in found.after.items()
    ]
    return Table(caption="", columns=columns, rows=rows)


TRIGGER = Section(
    name="trigger", begin=begin, show=show, controls=controls, waiting="Restarting every node …", room=ROOM
)
"""Is it the trigger?"""
