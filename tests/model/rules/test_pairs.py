"""Pairs of settings under one luck, and the spare slot that decides."""

import pytest

from model import simulate
from model.analysis.butterfly import find_butterfly
from model.rules.pairs import BUTTERFLIES, EDGE, PAIRS, butterfly
from model.runs.divergence import divergence


@pytest.mark.parametrize("seed", BUTTERFLIES)
def test_one_spare_slot_of_64_decides(seed):
    left, right = (simulate(scenario) for scenario in butterfly(seed))
    assert (int(left.series("free_slots")[0]), int(right.series("free_slots")[0])) == (64, 63)
    assert (left.start.slots - right.start.slots).sum() == 1
    assert (left.fate, right.fate) == BUTTERFLIES[seed]
    assert left.scenario.replace(spare_capacity=right.scenario.spare_capacity) == right.scenario


@pytest.mark.parametrize("seed", BUTTERFLIES)
def test_it_begins_with_the_one_volume_that_misses_that_slot(seed):
    left, right = (simulate(scenario) for scenario in butterfly(seed))
    found = divergence(left, right)
    (one,) = found.differences
    (node,) = (left.start.slots != right.start.slots).nonzero()[0]
    assert (one.reason, one.turns[0].asked, one.turns[1].asked) == ("refused", node, node)
    assert found.seen > found.tick


def test_with_the_same_settings_two_lucks_end_differently():
    ends = {simulate(EDGE.replace(seed=seed)).fate for seed in BUTTERFLIES}
    assert ends == {"over", "collapsed"}


@pytest.mark.parametrize(("seed", "fates"), BUTTERFLIES.items())
def test_each_is_the_first_that_the_search_finds(seed, fates):
    assert find_butterfly(fates, last=seed) == seed
    assert find_butterfly(fates, last=3) is None


def test_the_pairs_differ_in_what_they_are_named_for():
    named = {
        name: {key for key in right.changed() | left.changed() if getattr(left, key) != getattr(right, key)}
        for name, (left, right) in PAIRS.items()
    }
    assert named == {
        "backoff": {"backoff"},
        "fix": {"bug_probability"},
        "space": {"spare_capacity"},
        "jitter": {"jitter"},
        "cells": {"peers"},
        "reconnect": {"reconnect"},
    }


WORSE = ("over", "held", "raging", "collapsed")


@pytest.mark.parametrize("name", PAIRS)
def test_the_right_one_fares_better(name):
    left, right = (simulate(scenario) for scenario in PAIRS[name])
    assert WORSE.index(left.fate) > WORSE.index(right.fate)
