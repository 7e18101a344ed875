"""The section of the hill: what it says agrees with blocks played apart, and it says no threshold where they differ."""

import re

import pytest

from model import Scenario, simulate_many
from model.analysis.drift_curve import drift_curve
from pages.view.tipping.hill.hill import BLOCKS, seeds_for, size_for
from pages.view.tipping.hill.section import HILL
from pages.view.words.english import about
from tests.pages.tipping.wanted import wanted_job

EDGE = Scenario(bug_probability=0.0005)


def blocks(scenario):
    """The crossings of each block, played by itself."""
    seeds, size = seeds_for(scenario), size_for(scenario)
    for first in range(0, len(seeds), size):
        many = simulate_many([scenario.replace(seed=seed) for seed in seeds[first : first + size]])
        yield [one.share for one in drift_curve(many).equilibria]


def played(scenario):
    known = []
    made = HILL.begin(scenario, {}).work(wanted_job(lambda result, done, of: known.append(result)))
    return made, [one for one in known if one is not None]


@pytest.fixture(scope="module")
def usual():
    return played(Scenario())


def test_with_the_usual_settings_no_threshold_is_told_but_that_blocks_differ(usual):
    shown = HILL.show(usual[0], Scenario(), {})
    assert len({len(found) for found in blocks(Scenario())}) > 1
    assert shown.sentence.startswith("How many are stuck does not decide alone: 5 blocks of 200 lucks do not agree ")
    assert "tipping point" not in shown.sentence
    assert "free slots decide" in shown.sentence
    assert not [trace for trace in shown.plots[0].figure.data if trace.marker.symbol == "diamond"]


def test_on_the_edge_the_threshold_lies_where_each_block_finds_it():
    made, _ = played(EDGE)
    shown = HILL.show(made, EDGE, {})
    alone = [found[0] for found in blocks(EDGE)]
    (low, high) = re.search(r"by themselves they say (\d+ %) to (\d+ %)", shown.sentence).groups()
    assert abs(int(low[:-2]) - 100 * min(alone)) <= 1  # its bins end elsewhere
    assert abs(int(high[:-2]) - 100 * max(alone)) <= 1
    assert f"Beyond {about(sum(alone) / BLOCKS)}" in shown.sentence


def test_before_all_blocks_are_played_nothing_is_said_of_a_threshold(usual):
    for number, known in enumerate(usual[1][:-1], start=1):
        shown = HILL.show(known, Scenario(), {})
        assert shown.sentence == f"{number} of 5 blocks of lucks played so far."
        assert not any("block by block" in words or "agree" in words for words in shown.notice)


def test_both_lines_are_drawn_and_every_block_is_marked(usual):
    figure = HILL.show(usual[0], Scenario(), {}).plots[0].figure
    names = [trace.name for trace in figure.data if trace.name]
    assert {"some slot is free", "no slot is free", "all minutes", "this run"} <= set(names)
    hollow = [trace for trace in figure.data if str(trace.marker.symbol).endswith("-open")]
    assert len(hollow) == sum(len(block) for block in usual[0].curves["all"].blocks)
