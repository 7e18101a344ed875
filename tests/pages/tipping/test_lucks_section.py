"""Many lucks: what is said of them is counted in single runs; each section plays lucks of its own."""

import re
from itertools import combinations

import numpy as np
import pytest

from model import Scenario, simulate
from pages.view.tipping.hill.hill import seeds_for as hill_seeds
from pages.view.tipping.jitter.section import seeds_for as jitter_seeds
from pages.view.tipping.replicates.replicates import seeds_for, widest
from pages.view.tipping.replicates.sections import LUCKS
from pages.view.tipping.replicates.words import ends_sentence
from pages.view.tipping.seeds import seeds_of
from pages.view.tipping.storm.storm import seeds_for as storm_seeds
from pages.view.tipping.theory.sections import LAW_LUCKS, MOST
from tests.pages.tipping.wanted import wanted_job

SMALL = Scenario(nodes=32, ticks=100, bug_probability=0.002)


def wilson_by_search(hits, runs):
    """The shares that lie within 1.96 of their own standard deviations of what was counted, by trying each."""
    shares = np.linspace(0, 1, 100_001)
    near = np.abs(hits / runs - shares) <= 1.959964 * np.sqrt(shares * (1 - shares) / runs)
    return shares[near][0], shares[near][-1]


def test_the_ends_and_their_intervals_are_those_of_single_runs():
    made = LUCKS.begin(SMALL, {}).work(wanted_job())
    sentence = LUCKS.show(made, SMALL, {}).sentence
    runs = [simulate(SMALL.replace(seed=seed)) for seed in seeds_for("lucks", SMALL)]
    ends = np.array([run.series("stuck")[-1] / 320 for run in runs])
    for many, words in (
        ((ends > 0.8).sum(), "end with more than four fifths"),
        ((ends < 0.2).sum(), "with less than a fifth"),
    ):
        told, low, high = re.search(rf"(\d+) \(([\d.]+)–([\d.]+)\u00a0%\) {words}", sentence).groups()
        assert int(told) == many
        for written, share in zip((low, high), wilson_by_search(many, len(runs)), strict=True):
            assert abs(float(written) / 100 - share) <= (0.0005 if "." in written else 0.005) + 2e-5


def test_no_average_is_told_where_there_are_two_ends():
    assert "average" not in ends_sentence(90, 60, 50)
    assert ends_sentence(12, 188, 0).endswith("there are two ends, and no average storm.")
    assert ends_sentence(0, 200, 0).endswith("here the lucks agree.")


def test_the_minute_in_which_lucks_differ_most_is_chosen_by_some_and_told_of_the_others():
    stuck = np.zeros((40, 3))
    stuck[::2, 1] = np.arange(20) / 20  # only those that choose differ
    minute, low, high, lucks = widest(stuck)
    assert (minute, low, high, lucks) == (1, 0, 0, 20)


@pytest.mark.parametrize("scenario", [Scenario(), Scenario(nodes=1000, volumes_per_node=20, ticks=500)])
def test_no_two_sections_play_the_same_lucks_nor_the_maps(scenario):
    played = {"map": range(1, 10_001), "lucks": seeds_for("lucks", scenario), "drift": seeds_for("drift", scenario),
              "hill": hill_seeds(scenario), "storm": storm_seeds(scenario), "jitter": jitter_seeds(scenario),
              "minute": seeds_of("minute", MOST), "law": seeds_of("law", LAW_LUCKS)}  # fmt: skip
    for one, other in combinations(played.values(), 2):
        assert not set(one) & set(other)
