"""Acting in time: what its sentences say is what single runs do, and a rescue is judged by what is over."""

import re
from functools import cache

import numpy as np
import pytest

from model import Scenario, simulate
from model.analysis.rescue import AS_IN_2011, RESCUES
from model.runs.certainty import wilson
from pages.view.tipping.rescue.sections import CHANCES, LAST, PREVENT, SIZE
from tests.pages.tipping.wanted import wanted_job

STORM = Scenario()
TOGETHER = "stop the search; an hour later a fifth more space, a throttle and search again, as in 2011"
LUCKS, FRESH = range(80_001, 80_101), range(80_101, 80_201)


@cache
def alone(seed):
    return simulate(STORM.replace(seed=seed)).fate


@cache
def ends(rescue, tick, seeds):
    """Return fate and stuck volumes of each luck that collapses if nobody acts."""
    actions = [(tick + later, name, value) for later, name, value in rescue]
    runs = [
        simulate(STORM.replace(seed=seed, actions=[one for one in actions if one[0] <= STORM.ticks]))
        for seed in seeds
        if alone(seed) == "collapsed"
    ]
    return [run.fate for run in runs], [int(run.series("stuck")[-1]) for run in runs]


def over_words(fates):
    hits, of = fates.count("over"), len(fates)
    low, high = (round(100 * float(end)) for end in wilson(hits, of))
    return f"{round(100 * hits / of)} % ({low}–{high}\u00a0%)"


@pytest.fixture(scope="module")
def tried():
    return CHANCES.begin(STORM, {}).work(wanted_job())


@pytest.fixture(scope="module")
def shown(tried):
    return CHANCES.show(tried, STORM, {})


def test_the_best_rescue_is_told_from_lucks_by_which_nobody_chose_it(shown):
    tick = int(re.search(r"begun in minute (\d+): ", shown.sentence)[1])
    fates, stuck = ends(AS_IN_2011, tick, FRESH)
    spared = over_words(["over" if fate != "collapsed" else fate for fate in fates])
    assert shown.sentence == (
        f"Of {len(fates)} fresh lucks that collapse if nobody acts, {over_words(fates)} are over with this, begun in "
        f"minute {tick}: {TOGETHER}. Not collapsed are {spared}; the median stuck at the "
        f"end is {np.median(stuck):g} of 640 volumes. Of all that was tried, nothing that begins later brought half to "
        "over."
    )
    assert shown.notice[-1] == (
        "The lucks are numbers 80 001 to 80 100. For the headline the best of all was played anew. The lucks are "
        "numbers 80 101 to 80 200."
    )


def test_half_are_over_in_the_minute_that_is_named_and_in_none_tried_later(shown):
    tick = int(re.search(r"add 10 % of space \(minute (\d+)\)", shown.notice[0])[1])
    minutes = [row[0] for row in shown.table.rows]
    for minute in minutes[minutes.index(tick) :]:
        fates, _ = ends(RESCUES["add_capacity"], minute, LUCKS)
        assert (fates.count("over") >= len(fates) / 2) == (minute == tick)


def test_not_collapsed_stands_beside_over_and_is_named_so(shown):
    (words,) = [words for words in shown.notice if words.startswith("Not collapsed is not over. ")]
    tick = int(re.search(r"With back off, up to 32 minutes in minute (\d+), ", words)[1])
    fates, stuck = ends(RESCUES["set_backoff"], tick, LUCKS)
    spared = sum(fate != "collapsed" for fate in fates)
    assert f"{round(100 * spared / len(fates))} % do not collapse and {over_words(fates)} are over" in words
    assert f"the median stuck at the end is {np.median(stuck):g} of 640 volumes." in words
    (row,) = [row for row in shown.table.rows if row[0] == tick]
    assert f"{fates.count('over')} · {spared} · {np.median(stuck):g}" in row


def test_to_stop_the_search_is_never_called_not_enough_where_it_is_part_of_what_ends_it(shown):
    (words,) = [words for words in shown.notice if words.startswith("To stop the search holds ")]
    tick = int(re.search(r"begun in minute (\d+), ", words)[1])
    by_itself, together = (ends(rescue, tick, LUCKS)[0] for rescue in (RESCUES["stop_search"], AS_IN_2011))
    assert f"it leaves {over_words(by_itself)} over;" in words
    assert words.endswith(f"it is {over_words(together)}.")
    assert not any("stop the search for 20 minutes" in one for one in shown.notice)


def test_the_picture_shows_over_with_its_interval_and_not_collapsed_beside_it(tried, shown):
    lines = shown.plots[0].figure.data
    assert len(lines) == 2 * 7
    for solid, pale, one in zip(lines[::2], lines[1::2], tried.found.values(), strict=True):
        np.testing.assert_allclose(solid.y, 100 * one.over / one.of)
        np.testing.assert_allclose(solid.y + solid.error_y.array, 100 * wilson(one.over, one.of)[1])
        np.testing.assert_allclose(pale.y, 100 * one.saved / one.of)
        assert "not collapsed" in pale.hovertemplate
    assert shown.plots[0].figure.layout.yaxis.title.text == "over at the end, per cent"


@pytest.fixture(scope="module")
def last_shown():
    return LAST.show(LAST.begin(STORM, {}).work(wanted_job()), STORM, {})


def test_the_last_minute_is_one_in_which_the_run_is_over_and_its_price_is_told(last_shown):
    tick, stuck, later, left = (
        int(number)
        for number in re.fullmatch(
            r"Minute (\d+) is the last in which this can begin and this very run is over at the end, with (\d+) of 640 "
            rf"volumes still stuck: {TOGETHER}\. Not collapsed is less: it can be had until minute (\d+), with “fix "
            r"the bug everywhere”, which then leaves (\d+) of 640 volumes stuck at the end\.",
            last_shown.sentence,
        ).groups()
    )
    actions = [(tick + after, *what) for after, *what in AS_IN_2011]
    ended = simulate(STORM.replace(actions=actions))
    assert (ended.fate, ended.series("stuck")[-1]) == ("over", stuck)
    fixed = simulate(STORM.replace(actions=[(later, "fix_bug", 0)]))
    assert fixed.fate not in ("collapsed", "over")
    assert fixed.series("stuck")[-1] == left
    assert simulate(STORM.replace(actions=[(later + 1, "fix_bug", 0)])).fate == "collapsed"


def test_no_action_is_said_to_save_where_the_run_is_not_over(last_shown):
    told = [last_shown.sentence, *last_shown.notice, last_shown.table.caption]
    assert not any(re.search(r"\bsave", words) for words in told)
    rows = {row[0]: row[1:] for row in last_shown.table.rows}
    assert rows["back off, up to 32 minutes"][0] == "never"
    assert rows["fix the bug everywhere"][0] < rows["fix the bug everywhere"][2]


def test_of_the_run_in_view_it_says_what_the_stop_does_and_when_the_rest_ends_it(last_shown):
    shown = last_shown
    (words,) = [words for words in shown.notice if words.startswith("To stop the search ")]
    begun, stuck, kept = (
        int(number)
        for number in re.search(
            r"begun in minute (\d+), (\d+) volumes are stuck then, and (\d+) an hour later", words
        ).groups()
    )
    ending = [
        tick
        for tick in range(1, STORM.ticks + 1)
        if simulate(
            STORM.replace(actions=[(tick + later, *what) for later, *what in AS_IN_2011 if tick + later <= STORM.ticks])
        ).fate
        == "over"
    ]
    assert begun == ending[-1]
    held = simulate(STORM.replace(actions=[(begun, "stop_search", 1)])).series("stuck")
    assert (stuck, kept) == (held[begun], held[begun + 59])
    assert not any("Never enough" in one and "stop the search" in one for one in shown.notice)


def test_where_nothing_collapses_there_is_nothing_to_judge():
    calm = STORM.replace(bug_probability=0)
    shown = CHANCES.show(CHANCES.begin(calm, {}).work(wanted_job()), calm, {})
    assert shown.sentence == "None of 100 lucks collapses with these settings, so there is nothing to save."
    assert not shown.plots


def counted(fates, noun="lucks", among=("collapsed",), said=True):
    hits = sum((fate in among) == said for fate in fates)
    low, high = (round(100 * float(end)) for end in wilson(hits, len(fates)))
    return f"{hits} of {len(fates)} {noun} ({low}–{high}\u00a0%)"


def test_space_that_prevents_is_judged_on_lucks_by_which_it_was_not_found():
    shown = PREVENT.show(PREVENT.begin(STORM, {}).work(wanted_job()), STORM, {})
    more = float(re.search(r"From the start ([\d.]+) % more space", shown.sentence)[1]) / 100
    fates = [alone(seed) for seed in range(100_001, 100_101)]
    roomy = STORM.replace(spare_capacity=STORM.spare_capacity + more)
    fresh = [simulate(roomy.replace(seed=seed)).fate for seed in range(100_101, 100_201)]
    assert shown.sentence.startswith(f"As things are {counted(fates)} collapse. ")
    assert (
        f"with it {counted(fresh, 'fresh lucks', said=False)} do not collapse; in minute 20 it takes" in shown.sentence
    )
    assert shown.notice[-1].endswith("The lucks are numbers 100 001 to 100 200.")


def test_size_tells_how_many_lucks_and_the_interval():
    small = STORM.replace(ticks=60)
    shown = SIZE.show(SIZE.begin(small, {}).work(wanted_job()), small, {})
    lucks = int(re.search(r"With 16 nodes \S+ of (\d+) lucks", shown.sentence)[1])
    fates = [simulate(small.replace(nodes=16, seed=seed)).fate for seed in range(1, lucks + 1)]
    assert shown.sentence.startswith(f"With 16 nodes {counted(fates)} collapse, with 1000 nodes ")
