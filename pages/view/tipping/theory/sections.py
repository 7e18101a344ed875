"""The sections on theory: the square law, an ordinary day beside the storm, the first minute; each with its error."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model import Scenario, simulate
from model.analysis.first_minute import FirstMinute, first_minute
from model.analysis.law_trial import RANGE, Trial, try_law
from model.analysis.ordinary_day import Against, storm_against_day
from pages.view.card.message import Content, Plot, Table
from pages.view.card.section import Choices, Section, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.replicates.replicates import Series
from pages.view.tipping.seeds import FIRST, seeds_of, seeds_words
from pages.view.tipping.theory.figures import HEIGHT, day_figure, law_figure, minute_figure, odds, steps, trial_words
from pages.view.tipping.theory.words import (
    DAY_NOTICE,
    JITTER_WORDS,
    day_sentence,
    digits,
    law_notice,
    law_sentence,
    minute_notice,
    minute_sentence,
)
from pages.view.words.english import about

LAW_LUCKS = 100
EVERYDAY, DAY = 0.0005, 1440
"""An ordinary day: the chance a minute of an everyday loss, and its minutes."""
MINUTE_WORK = 60_000_000
"""Volumes x ticks of the lucks in which the first minute is counted; at least `FEWEST` of them."""
MOST, FEWEST = 100, 20


def begin_law(scenario: Scenario, choices: Choices) -> Task:
    """Return the trial of the law: over settings of its own, whatever is on the stage."""

    def play(job: Job) -> list[Trial]:
        found: list[Trial] = []
        for one in RANGE:
            found.append(job.play(try_law, one, LAW_LUCKS, FIRST["law"]))
            job.report(list(found), LAW_LUCKS * len(found), LAW_LUCKS * len(RANGE))
        return found

    return Task(key="law", work=play)


def show_law(trials: list[Trial], scenario: Scenario, choices: Choices) -> Content:
    """Return measured against predicted."""
    good = [trial for trial in trials if np.isfinite(trial.measured)]
    ratios = [trial.measured / trial.predicted for trial in good]
    within = sum(abs(t.measured - t.predicted) <= 2 * t.error for t in good)
    sentence = law_sentence(within, len(good), min(ratios), max(ratios))
    plain = max(max(t.measured / t.law, t.law / t.measured) for t in good)
    together = [f"backoff {t.scenario.backoff}, {JITTER_WORDS[t.scenario.jitter]}" for t in good if steps(t) > 1]
    return Content(
        sentence=sentence,
        plots=[Plot(figure=law_figure(good), alt=f"The square law, measured against predicted. {sentence}")],
        notice=[*law_notice(list(dict.fromkeys(together)), plain), seeds_words(seeds_of("law", LAW_LUCKS))],
        table=Table(
            caption="Minutes to the next crash",
            columns=("setting", "plain law", "corrected", "measured", "standard error", "measured : corrected"),
            rows=[
                (
                    trial_words(t),
                    f"{t.law:.3g}",
                    f"{t.predicted:.3g}",
                    f"{t.measured:.3g}",
                    f"{t.error:.2g}",
                    f"{t.measured / t.predicted:.2f}",
                )
                for t in good
            ],
        ),
    )


@dataclass(frozen=True, eq=False)
class Minute:
    """The first minute on paper, and counted."""

    paper: FirstMinute
    cut: Series
    """Closings on each node that was cut off, of all lucks."""
    other: Series
    crashes: Series
    """Of each luck."""


def begin_minute(scenario: Scenario, choices: Choices) -> Task:
    """Return the first minute after contact returns."""
    base = scenario.replace(seed=1)
    if base.background or base.actions:
        raise ValueError(
            "The first minute can be worked out where nothing but the cut happens before: without everyday "
            "losses and without an operator."
        )
    paper = first_minute(base)
    contact = base.cut_off_at + base.cut_off_for
    short = base.replace(ticks=contact)
    lucks = min(MOST, max(FEWEST, MINUTE_WORK // work(short)))

    def play(job: Job) -> Minute:
        cut, other, crashes = [], [], []
        for done, seed in enumerate(seeds_of("minute", lucks), start=1):
            run = job.play(simulate, short.replace(seed=seed))
            cut.append(run.closings[contact][run.isolated])
            other.append(run.closings[contact][~run.isolated])
            crashes.append(run.series("crashes")[contact])
            job.report(None, done, lucks)
        return Minute(paper, np.concatenate(cut), np.concatenate(other), np.array(crashes, float))

    return Task(key=("minute", setting_of(base)), work=play)


def show_minute(minute: Minute, scenario: Scenario, choices: Choices) -> Content:
    """Return closings in the first minute, on paper and counted."""
    paper = minute.paper
    if not paper.isolated:
        return Content(sentence="The cut takes no node, so nobody asks when it ends.")
    sentence = minute_sentence(paper.requests, paper.accepted, paper.crashes)
    means = [float((np.arange(len(p)) * p).sum()) for p in (paper.closings_cut_off, paper.closings_other)]
    error = float(minute.crashes.std(ddof=1) / len(minute.crashes) ** 0.5)
    most = max(len(paper.closings_cut_off), len(paper.closings_other))
    rows = [
        (
            c,
            *(about(_at(p, c), 2) for p in (paper.closings_cut_off, paper.closings_other)),
            *(about(float((n == c).mean()) if len(n) else 0, 2) for n in (minute.cut, minute.other)),
        )
        for c in range(most)
        if max(_at(paper.closings_cut_off, c), _at(paper.closings_other, c)) > 0.0005
    ]
    return Content(
        sentence=sentence,
        plots=[
            Plot(
                figure=minute_figure(paper, minute.cut, minute.other),
                alt=f"Requests that close on a node in the first minute. {sentence}",
            )
        ],
        notice=[
            *minute_notice(means[0], means[1], (float(minute.crashes.mean()), error), len(minute.crashes)),
            seeds_words(seeds_of("minute", len(minute.crashes))),
        ],
        table=Table(
            caption="How many nodes close so many requests",
            columns=(
                "closings",
                "cut off, on paper",
                "not cut off, on paper",
                "cut off, counted",
                "not cut off, counted",
            ),
            rows=rows,
        ),
    )


def _at(chances: Series, c: int) -> float:
    return float(chances[c]) if c < len(chances) else 0.0


def begin_day(scenario: Scenario, choices: Choices) -> Task:
    """Return an ordinary day beside the first minute of the storm."""
    base = scenario.replace(seed=1, actions=(), background=0)
    first_minute(base)
    longest = max(1, min(DAY, 20_000_000 // base.volumes))
    day = base.replace(cut_off_for=0, background=EVERYDAY, ticks=longest, restart_after=0)
    return Task(key=("day", setting_of(base)), work=lambda job: (job.play(storm_against_day, day, base), longest))


def show_day(found: tuple[Against, int], scenario: Scenario, choices: Choices) -> Content:
    """Return expected crashes on an ordinary day and in the storm's first minute."""
    against, minutes = found
    none = not against.first_minute and not against.a_minute
    sentence = day_sentence(0 if none else against.times, against.day, minutes)
    if not against.first_minute or not against.a_minute:
        return Content(sentence=sentence)
    return Content(
        sentence=sentence,
        plots=[Plot(figure=day_figure(against), alt=f"Expected crashes in a minute. {sentence}")],
        notice=DAY_NOTICE,
        table=Table(
            caption="Expected crashes",
            columns=("when", "expected crashes"),
            rows=[
                (f"an ordinary day of {minutes} minutes", odds(against.day)),
                ("a minute of it", odds(against.a_minute)),
                ("the storm's first minute", odds(against.first_minute)),
                ("how many times more", digits(against.times)),
            ],
        ),
    )


def section(name: str, begin: Any, show: Any, waiting: str, room: int = HEIGHT) -> Section:
    """Return a section."""
    return Section(name=name, begin=begin, show=show, waiting=waiting, room=room)


LAW = section("law", begin_law, show_law, "Trying the law over many settings …", HEIGHT + 40)
MINUTE = section("minute", begin_minute, show_minute, "Counting the first minute of many lucks …")
DAY_SECTION = section("day", begin_day, show_day, "Working out an ordinary day …")
