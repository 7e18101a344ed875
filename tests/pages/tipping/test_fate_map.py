"""The map: its counts are those of single runs, its figure says them, its edge is where the shares pass a half."""

from dataclasses import replace

import numpy as np
import pytest

from model import FATES, Scenario, simulate
from model.runs.certainty import wilson
from pages.view.server.jobs import Job
from pages.view.server.odds import Odds, each_for
from pages.view.tipping.map import section as section
from pages.view.tipping.map.fate_map import FateMap, coarse_first, no_counts, play_map
from pages.view.tipping.map.figure import map_figure, place_of
from tests.pages.tipping.wanted import wanted_job

BASE = Scenario(nodes=16, ticks=60)


@pytest.fixture(scope="module")
def small():
    empty = no_counts(BASE, "backoff", (0, 3), "bug_probability", (0.0, 0.001, 0.01))
    told = []
    return play_map(empty, wanted_job(lambda *news: told.append(news)), Odds()), told


def made_of(shares, lucks=20, base=BASE):
    """A map whose lucks collapse or are over, in these shares."""
    collapsed = np.round(np.asarray(shares) * lucks).astype(int)
    counts = np.zeros((*collapsed.shape, 4), np.int64)
    counts[..., 3], counts[..., 0] = collapsed, lucks - collapsed
    wide, high = collapsed.shape
    bugs = (0.0, 0.0005, 0.001, 0.002)[:high]
    return FateMap(base, "backoff", tuple(range(wide)), "bug_probability", bugs, counts)


def numbers_of(figure):
    """What is written in each cell."""
    (written,) = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "text"]
    return dict(zip(zip(written.x, written.y, strict=True), written.text, strict=True))


def test_every_cell_counts_the_fates_that_single_runs_have(small):
    made, told = small
    for i, backoff in enumerate(made.x):
        for j, bug in enumerate(made.y):
            cell = BASE.replace(backoff=backoff, bug_probability=bug)
            fates = [simulate(cell.replace(seed=seed)).fate for seed in range(1, each_for(cell) + 1)]
            assert made.counts[i, j].tolist() == [fates.count(fate) for fate in FATES]
    assert told[-1][1] == told[-1][2] == made.counts.sum()


def test_a_map_that_nobody_wants_any_more_ends():
    empty = no_counts(BASE, "backoff", (0, 3), "bug_probability", (0.0, 0.001))
    assert play_map(empty, Job("map", None), Odds()).counts.sum() == 0


def test_what_the_odds_know_already_is_not_played_again():
    odds = Odds()
    odds.fates(BASE, each_for(BASE))
    empty = no_counts(BASE, "backoff", (0,), "bug_probability", (0.001,))
    play_map(empty, wanted_job(), odds)
    assert odds.played == each_for(BASE)


def test_all_cells_come_once_the_coarse_ones_first():
    order = coarse_first(9, 11)
    assert len(order) == len(set(order)) == 99
    assert all(i % 4 == 0 and j % 4 == 0 for i, j in order[:9])


def test_a_cell_says_how_many_lucks_how_sure_and_what_a_click_does():
    figure = map_figure(made_of([[0.85, 0.5]], 20), "collapsed")
    (heat,) = [trace for trace in figure.data if trace.type == "heatmap"]
    assert "in 17 of 20 lucks this cluster collapses (64–95\N{NO-BREAK SPACE}%)" in heat.hovertext[0][0]
    assert numbers_of(figure) == {(0, 0): "85", (0, 1): "50"}
    low, high = wilson(17, 20)
    assert (round(float(low) * 100), round(float(high) * 100)) == (64, 95)


def test_a_cell_that_is_not_known_yet_has_a_neighbours_colour_and_no_number():
    made = made_of([[0.85, 0.5]], 20)
    made.counts[0, 1] = 0
    figure = map_figure(made, "collapsed")
    (heat,) = [trace for trace in figure.data if trace.type == "heatmap"]
    assert heat.z[1][0] == 0.85
    assert numbers_of(figure) == {(0, 0): "85"}
    assert "not played yet" in heat.hovertext[1][0]


@pytest.mark.parametrize(
    ("settings", "place"),
    [({}, (0, 2)), ({"backoff": 1, "bug_probability": 0.0}, (1, 0)), ({"bug_probability": 0.0015}, (0, 2.5))],
)
def test_the_marker_stands_where_the_settings_lie(settings, place):
    assert place_of(made_of(np.zeros((2, 4)), base=BASE.replace(**settings))) == pytest.approx(place)


def test_settings_off_the_map_have_no_marker_and_are_told_so():
    made = made_of(np.zeros((2, 4)), base=BASE.replace(backoff=8))
    assert place_of(made) is None
    assert section.say(made, "collapsed") == section.OFF


def test_the_edge_is_told_where_the_share_passes_a_half_for_sure():
    made = made_of([[0, 0.2, 0.9, 1], [0, 0, 0, 0]])
    along_backoff, along_bug = section.edges(made, "collapsed")
    assert "“0.05 % per pair closing together” and “0.1 % per pair closing together”" in along_bug
    assert "more than half collapse" in along_bug
    assert "“asks again every minute” and “waits up to 2 minutes”" in along_backoff
    assert "fewer than half collapse" in along_backoff


def test_no_edge_is_told_that_chance_may_have_made():
    """8 and 12 of 20 lie within 1.96 standard deviations of one half."""
    for hits in (8, 12):
        assert abs(hits / 20 - 0.5) < 1.96 * (0.25 / 20) ** 0.5
    made = made_of([[0.4, 0.6, 0.4, 0.6]])
    assert section.edges(made, "collapsed") == []
    assert section.notice(made, "collapsed")[0].startswith("In 4 of 4 cells it is open whether more than half collapse")


def test_what_is_open_between_two_sure_cells_is_counted():
    (along_bug,) = section.edges(made_of([[0, 0.4, 0.6, 1]]), "collapsed")
    assert "between “no bug” and “0.2 % per pair closing together”" in along_bug
    assert along_bug.endswith("at 2 values between them it is open.")


def test_the_table_has_the_map_from_the_top_down_and_the_file_every_cell():
    made = made_of([[0, 0.5], [0.25, 1]])
    table, numbers = section.table(made, "collapsed"), section.numbers(made)
    assert [row[1:] for row in table.rows] == [["10 of 20", "20 of 20"], ["0 of 20", "5 of 20"]]
    assert len(numbers.rows) == 4
    row = dict(zip(numbers.columns, numbers.rows[-1], strict=True))
    assert (row["backoff"], row["bug_probability"], row["lucks"], row["collapsed"]) == ("1", "0.0005", 20, 20)
    assert row["collapsed_high"] == 1


def test_finer_maps_are_swept_and_too_large_ones_refused_in_a_sentence():
    choices = section.USUAL | {"grid": "21"}
    made = section.begin(BASE, choices).work(wanted_job())
    assert made.counts.shape == (9, 21, 4)
    assert (made.runs == section.SEEDS).all()
    large = Scenario(nodes=1000, volumes_per_node=20, ticks=500)
    with pytest.raises(ValueError, match=r"9 × 101 cells .* times as long"):
        section.begin(large, section.USUAL | {"grid": "101"})


def test_a_fine_map_on_its_way_is_brief_and_the_whole_has_words_table_and_file():
    made = made_of(np.zeros((2, 2)))
    counts = np.tile(made.counts, (50, 25, 1))
    places = {"x": tuple(range(100)), "y": tuple(k / 10_000 for k in range(50)), "counts": counts}
    choices = section.USUAL | {"grid": "101"}
    known, whole = (section.show(replace(made, **places, whole=whole), BASE, choices) for whole in (False, True))
    assert known.table is known.csv is None
    assert known.cells == whole.cells
    assert len(known.plots[0].figure.to_json()) < 0.2 * len(whole.plots[0].figure.to_json())
    assert len(whole.csv.rows) == 5000
    assert "not played" not in whole.plots[0].figure.to_json()


def test_neither_luck_nor_the_place_on_the_map_makes_another_map():
    usual = dict(section.USUAL)
    key = section.begin(BASE, usual).key
    assert section.begin(BASE.replace(seed=9, backoff=3, bug_probability=0.002), usual).key == key
    assert section.begin(BASE.replace(spare_capacity=0.1), usual).key != key
