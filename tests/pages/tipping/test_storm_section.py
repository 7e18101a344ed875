"""The section of the storm number: what it says of lucks is what single runs did."""

import re

import numpy as np

from model import Scenario, simulate
from pages.view.tipping.storm.section import STORM
from pages.view.tipping.storm.storm import counted_seeds, seeds_for
from tests.pages.tipping.wanted import wanted_job

SMALL = Scenario(nodes=32, bug_probability=0.002, ticks=120)


def test_the_counter_example_and_the_outlook_are_those_of_single_runs():
    made = STORM.begin(SMALL, {}).work(wanted_job())
    shown = STORM.show(made, SMALL, {})
    counted = counted_seeds(SMALL)
    runs = [simulate(SMALL.replace(seed=seed)) for seed in counted]
    minute, below, lucks, collapsed = map(
        int,
        re.match(
            r"In minute (\d+) the storm number is below 1 in (\d+) of (\d+) lucks, and (\d+) of those", shown.sentence
        ).groups(),
    )
    are_below = [run for run in runs if run.series("storm_number")[minute] < 1]
    assert (lucks, below) == (len(runs), len(are_below))
    assert collapsed == sum(run.fate == "collapsed" for run in are_below)
    mine = simulate(SMALL)
    like = [run for run in runs if all(near(run, mine, minute))]
    hits = sum(run.fate == "collapsed" for run in like)
    (words,) = [words for words in shown.notice if words.startswith("What predicts better")]
    assert f"{hits} of {len(like)} collapse" in words or f"only {len(like)}, too few" in words


def near(one, other, minute):
    stuck, free, up = (
        [int(run.series(name)[minute]) for run in (one, other)] for name in ("stuck", "free_slots", "nodes_up")
    )
    return abs(stuck[0] - stuck[1]) <= 16, (free[0] > 0) == (free[1] > 0), abs(up[0] - up[1]) <= 1


def test_the_lucks_that_choose_the_minute_are_not_counted():
    assert set(counted_seeds(SMALL)) < set(seeds_for(SMALL))
    choosing = sorted(set(seeds_for(SMALL)) - set(counted_seeds(SMALL)))
    made = STORM.begin(SMALL, {}).work(wanted_job())
    below = sum(simulate(SMALL.replace(seed=seed)).series("storm_number") < 1 for seed in choosing)
    often = np.flatnonzero(below >= 0.9 * len(choosing))
    assert made.minute == often[-1]


def test_it_is_said_that_below_one_does_not_mean_safe():
    made = STORM.begin(Scenario(), {}).work(wanted_job())
    shown = STORM.show(made, Scenario(), {})
    assert shown.sentence.endswith("below 1 does not mean that it dies down.")
    assert any("no reproduction number" in words for words in shown.notice)
    assert not any("dies down" in words or "feeds itself" in words for words in shown.notice)
    says = shown.plots[1].path["says"]
    assert len(says) == 241
    assert all(re.fullmatch(r"\d+ of \d+ collapse \(.*\)|there are only \d+, too few to say", words) for words in says)
