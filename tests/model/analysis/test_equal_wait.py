"""Jitters at an equal mean wait: the waits by another way, the shares by single runs."""

import numpy as np
import pytest

from model import Scenario, simulate, simulate_many
from model.analysis.equal_wait import Played, apart, at_wait, equal_wait, kinds, line_of, play_kind
from model.analysis.wait_times import first_wait, mean_wait
from model.engine.backoff import JITTERS

LUCKS = 400


def drawn_waits(level, jitter, luck, volumes=4000, rounds=12):
    """Waits as the rules draw them, in ticks, shape (rounds, volumes): by dice instead of on paper."""
    most, previous, made = 2.0**level, np.ones(volumes), []
    for refusals in range(1, rounds + 1):
        w, chance = min(most, 2.0 ** (refusals - 1)), luck.random(volumes)
        wait = {
            "none": np.full(volumes, w),
            "equal": w / 2 + chance * w / 2,
            "full": chance * w,
            "decorrelated": np.minimum(most, 1 + chance * (3 * previous - 1)),
        }[jitter]
        previous = wait
        made.append(np.maximum(1, np.ceil(wait)) if level else np.ones(volumes))
    return np.array(made)


@pytest.mark.parametrize("jitter", JITTERS)
@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
def test_mean_waits_on_paper_are_those_of_the_dice(jitter, level):
    waits = drawn_waits(level, jitter, np.random.default_rng(level))
    for found, paper in ((waits[0], first_wait(level, jitter)), (waits[-1], mean_wait(level, jitter))):
        assert abs(found.mean() - paper) <= 4.5 * found.std() / len(found) ** 0.5 + 1e-9


@pytest.fixture(scope="module")
def played():
    return [play_kind(Scenario(), jitter, level, range(1, LUCKS + 1)) for jitter, level in kinds((1, 2, 3))]


def test_counts_are_those_of_single_runs():
    made = play_kind(Scenario(), "full", 2, range(5, 25))
    fates = [simulate(Scenario(jitter="full", backoff=2, seed=seed)).fate for seed in range(5, 25)]
    assert (made.hits, made.runs) == (fates.count("collapsed"), 20)


def test_at_an_equal_wait_equal_and_full_jitter_are_alike_though_not_at_an_equal_level(played):
    found = {one.jitter: one for one in at_wait(played, 3.5)}
    assert set(found) == set(JITTERS)
    different = {frozenset(pair) for pair in apart(list(found.values()))}
    assert frozenset(("equal", "full")) not in different
    assert {frozenset(("none", jitter)) for jitter in JITTERS if jitter != "none"} <= different
    assert all(0.05 < found[jitter].share < 0.16 for jitter in ("equal", "full"))  # as the model's page says
    assert 0.4 < found["none"].share < 0.56
    level = {one.jitter: one.hits / LUCKS for one in played if one.level == 2}
    assert level["full"] > 2 * level["equal"]


def test_what_is_read_between_two_levels_lies_where_other_runs_of_about_that_wait_do(played):
    """`full` at 2.5, its level 2, read between levels 1 and 3 as if level 2 were not known."""
    without = [one for one in played if (one.jitter, one.level) != ("full", 2)]
    (read,) = [one for one in at_wait(without, 2.5) if one.jitter == "full"]
    seeds = range(5001, 5001 + LUCKS)
    fresh = simulate_many([Scenario(jitter="full", backoff=2, seed=seed) for seed in seeds], series=False)
    assert abs(read.share - fresh.share("collapsed")) < 0.1


def test_at_the_wait_of_a_level_the_share_is_counted_and_not_read():
    line = [Played("equal", 1, 80, 100), Played("equal", 2, 10, 100)]
    (one,) = at_wait(line, 3.5)
    assert one.share == 0.1
    assert at_wait(line, 4) == []


def test_every_jitter_begins_with_level_nought():
    assert [one.level for one in line_of([Played("none", 0, 1, 2), Played("full", 2, 1, 2)], "full")] == [0, 2]
    assert len(kinds()) == 17


def test_equal_wait_plays_what_it_compares():
    found = {one.jitter: one for one in equal_wait(Scenario(), 3.5, range(1, 41))}
    lucks = [Scenario(backoff=2, seed=seed) for seed in range(1, 41)]  # `equal` waits 3.5 minutes at level 2
    assert found["equal"].share == simulate_many(lucks).share("collapsed")
    assert set(found) == set(JITTERS)
