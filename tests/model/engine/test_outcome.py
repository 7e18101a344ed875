"""Fates at their borders, from counts made by hand: 10 nodes and 100 volumes."""

import numpy as np
import pytest
from hypothesis import given, settings

from model import FATES, simulate
from model.engine.outcome import fate_of
from model.rules.states import Count
from tests.model.helpers import scenarios


def counts(ticks: int, **rows: dict[int, int]) -> np.ndarray:
    """Return counts of a run in which nothing happens but what is told, tick by tick."""
    table = np.zeros((ticks + 1, len(Count)), np.int32)
    table[:, Count.NODES_UP] = 10
    for name, values in rows.items():
        for tick, value in values.items():
            table[tick, Count[name.upper()]] = value
    return table


def fate(table: np.ndarray) -> str:
    return FATES[fate_of(table, 10, 100)]


def always(ticks: int, value: int = 1) -> dict[int, int]:
    return dict.fromkeys(range(ticks + 1), value)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({}, "over"),
        ({"nodes_up": {40: 5}}, "collapsed"),  # exactly half the nodes
        ({"nodes_up": {40: 6}}, "over"),
        ({"nodes_up": {39: 0}}, "over"),  # only the end counts
        ({"offline": {40: 50}}, "collapsed"),
        ({"offline": {40: 49}}, "over"),  # what is offline does not search
        ({"searching": always(40)}, "held"),
        ({"cut_off": always(40)}, "held"),
        ({"searching": always(40), "crashes": {31: 1}}, "raging"),  # the last 10 ticks are 31 to 40
        ({"searching": always(40), "crashes": {30: 1}}, "held"),
        ({"searching": always(40) | {30: 0}}, "over"),  # row 30 is one of the last 11
        ({"searching": always(40) | {29: 0}}, "held"),
        ({"searching": always(40) | {30: 0}, "crashes": {30: 1}}, "over"),  # "in later ticks"
        ({"searching": always(40) | {30: 0}, "crashes": {31: 1}}, "raging"),
        ({"searching": always(40) | {30: 0}, "cuts": {30: 1}}, "over"),
        ({"searching": always(40) | {30: 0}, "cuts": {31: 1}}, "held"),
        ({"searching": always(40) | {30: 0, 38: 0}, "crashes": {31: 1}}, "over"),  # another such tick, after it
        ({"crashes": {40: 1}}, "over"),  # nobody searches at 40
        ({"searching": {40: 1}, "crashes": {40: 1}}, "raging"),
        ({"copying": always(40)}, "over"),
        ({"crashes": {31: 1}, "crashed_again": {31: 1}}, "raging"),  # before all else
        ({"crashes": {30: 1}, "crashed_again": {30: 1}}, "over"),
        ({"nodes_up": {40: 5}, "crashes": {40: 1}, "crashed_again": {40: 1}}, "raging"),
        ({"nodes_up": {40: 5}, "searching": always(40), "crashes": {40: 5}}, "collapsed"),  # the first that holds
    ],
)
def test_fates_at_their_borders(rows, expected):
    assert fate(counts(40, **rows)) == expected


@pytest.mark.parametrize("ticks", [1, 2, 3])
def test_in_a_run_of_less_than_four_ticks_only_the_last_row_counts(ticks):
    assert fate(counts(ticks, searching=always(ticks) | {ticks: 0}, crashes={ticks: 1})) == "over"
    assert fate(counts(ticks, searching={ticks: 1})) == "held"
    assert fate(counts(ticks, searching=always(ticks), crashes={ticks: 1})) == "held"  # the last 0 ticks are none


def test_a_run_of_five_ticks_has_a_last_quarter_of_one_tick_and_two_rows():
    assert fate(counts(5, searching=always(5) | {4: 0})) == "over"
    assert fate(counts(5, searching=always(5) | {3: 0})) == "held"
    assert fate(counts(5, searching=always(5), crashes={5: 1})) == "raging"
    assert fate(counts(5, searching=always(5), crashes={4: 1})) == "held"


def test_half_of_an_odd_number_is_more_than_its_smaller_part():
    table = counts(40)
    for up, expected in ((3, "over"), (2, "collapsed")):
        table[:, Count.NODES_UP] = up
        assert FATES[fate_of(table, 5, 25)] == expected
    table[:, Count.NODES_UP] = 5
    for offline, expected in ((12, "over"), (13, "collapsed")):
        table[40, Count.OFFLINE] = offline
        assert FATES[fate_of(table, 5, 25)] == expected


@settings(max_examples=60)
@given(scenarios())
def test_the_fate_of_a_run_is_what_its_series_say(scenario):
    run = simulate(scenario)
    quarter = range(run.ticks - run.ticks // 4, run.ticks + 1)
    crashed, cut = run.series("crashes"), run.series("cuts")
    waiting = run.series("searching") + run.series("cut_off")
    calm = any(waiting[t] == 0 and not crashed[t + 1 :].any() and not cut[t + 1 :].any() for t in quarter)
    down = scenario.nodes - run.series("nodes_up")[-1]
    if run.series("crashed_again")[quarter.start + 1 :].any():
        expected = "raging"
    elif 2 * down >= scenario.nodes or 2 * run.series("offline")[-1] >= scenario.volumes:
        expected = "collapsed"
    elif calm:
        expected = "over"
    else:
        expected = "raging" if crashed[quarter.start + 1 :].any() else "held"
    assert run.fate == expected
