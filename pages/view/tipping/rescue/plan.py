"""The section on the best plan: at most three actions, found by successive halving and judged on fresh lucks."""

from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from model import Scenario
from model.analysis.plan import MOST_ACTIONS, MOST_RUNS, BestPlan, best_plan
from model.analysis.rescue import acting
from model.rules.actions import MOST
from pages.view.card.colours import colour
from pages.view.card.figure import blank, label
from pages.view.card.message import Content, Control, Opens, Plot, Table
from pages.view.card.section import Choices, Section, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.map.words import share_words, too_much
from pages.view.tipping.rescue.figures import reach
from pages.view.tipping.rescue.plan_words import (
    MINUTE,
    OPEN,
    PLAN,
    SINGLE,
    minute_words,
    plan_notice,
    plan_sentence,
    plan_words,
)
from pages.view.tipping.rescue.sections import later
from pages.view.tipping.rescue.words import counted
from pages.view.tipping.seeds import FIRST

MINUTES, USUAL = (20, 30, 40, 60), 30
"""When the operator can first act: what is offered, and what is taken where nobody chose."""
FRESH = 1000
"""How many fresh lucks judge the best of each search; both searches together stay below `MOST_RUNS`."""
ROOM = 220
MOST_WORK = 4_200_000_000
"""Volumes x ticks that the search may take."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best plan, beside the best single action, both judged on fresh lucks."""

    plan: BestPlan
    single: BestPlan


def offered(scenario: Scenario) -> list[int]:
    """Return the minutes in which the operator can begin."""
    return [minute for minute in MINUTES if minute <= scenario.ticks]


def minute_of(choices: Choices, scenario: Scenario) -> int:
    """Return the minute in which the operator can first act; raise ValueError where the run is too short for any."""
    minutes = offered(scenario)
    if not minutes:
        raise ValueError(f"This run ends before minute {MINUTES[0]}, so there is no minute to begin in.")
    return next(
        (minute for minute in minutes if f"{minute}" == choices.get("minute")),
        USUAL if USUAL in minutes else minutes[0],
    )


def controls(given: Choices, scenario: Scenario) -> list[Control]:
    """Return the choice of the minute, where there is one."""
    minutes = offered(scenario)
    if not minutes:
        return []
    choices = {f"{minute}": minute_words(minute) for minute in minutes}
    value = f"{minute_of(given, scenario)}"
    return [Control(name="minute", label=MINUTE, value=value, choices=choices, usual=f"{USUAL}")]


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the search for the best plan; raise ValueError where it is too much, or no plan has room."""
    at, base = minute_of(choices, scenario), scenario.replace(seed=1)
    if len(scenario.actions) > MOST - MOST_ACTIONS:
        raise ValueError(f"There are {len(scenario.actions)} actions already: no plan of {MOST_ACTIONS} has room.")
    if (times := MOST_RUNS * work(scenario) / MOST_WORK) > 1:
        raise ValueError(too_much("The search for the best plan", times))

    def play(job: Job) -> Found:
        def search(most: int, before: int, luck: int) -> BestPlan:
            told = later(job, before, MOST_RUNS)
            return best_plan(
                base, at, most=most, first=luck, fresh=FRESH, executor=job, progress=told, cancel=job.is_unwanted
            )

        single = search(1, 0, FIRST["single"])
        return Found(search(MOST_ACTIONS, single.runs, FIRST["plan"]), single)

    return Task(key=("plan", setting_of(base), at), work=play)


def show(found: Found, scenario: Scenario, choices: Choices) -> Content:
    """Return the best plan as a sentence, its share of fresh lucks beside that of the best single action."""
    at = minute_of(choices, scenario)
    plan, single = found.plan, found.single
    rows = [
        (name, plan_words(one.plan, at), one.over.hits, one.over.of, share_words(*one.over.interval()), one.stuck)
        for name, one in (("best plan", plan), ("best single action", single))
    ]
    runs = [
        (name, scenario.replace(actions=acting(scenario, one.plan, at)), at)
        for name, one in ((PLAN, plan), (SINGLE, single))
    ]
    sentence = plan_sentence(plan, single, at, scenario.volumes)
    return Content(
        sentence=sentence,
        plots=[Plot(figure=figure(found), alt=f"Share of fresh lucks that are over. {sentence}")],
        notice=plan_notice(plan, plan.runs + single.runs, scenario.ticks),
        table=Table(
            caption="The best plan and the best single action, on fresh lucks",
            columns=("", "actions", "over", "of", "95 % interval", "median stuck at the end"),
            rows=rows,
        ),
        opens=Opens(words=OPEN, runs=runs),
    )


def figure(found: Found) -> go.Figure:
    """Return a bar for the best single action and for the best plan: the share that is over, with its interval."""
    shares = [found.single.over, found.plan.over]
    low, middle, high = (
        100 * np.array(ends)
        for ends in zip(*((one.interval()[0], one.share, one.interval()[1]) for one in shares), strict=True)
    )
    drawn = blank(ROOM, "over, per cent of fresh lucks", "", margin={"l": 12, "r": 14, "t": 10, "b": 48})
    bars = reach(low, middle, high, "ink", 1.5)
    drawn.add_bar(
        x=middle,
        y=[0, 1],
        orientation="h",
        width=0.4,
        marker={"color": colour("copying")},
        error_x=bars,
        hoverinfo="skip",
    )
    for row, name in enumerate((SINGLE, PLAN)):
        label(drawn, 0, row + 0.36, f"<b>{name}</b>: {counted(shares[row], 'fresh luck')}")
    drawn.update_xaxes(range=[0, 104], tickvals=[0, 25, 50, 75, 100])
    drawn.update_yaxes(visible=False, range=[-0.4, 1.6])
    return drawn


PLANS = Section(name="plan", begin=begin, show=show, controls=controls, waiting="Trying hundreds of plans …", room=ROOM)
"""The best plan."""
