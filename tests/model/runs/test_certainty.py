"""Wilson's interval against published values, against its definition, and against what it promises."""

import numpy as np
import pytest

from model.runs.certainty import chance_beyond, deviations, half_width, replicates_for, wilson

# Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table I:
# method 3 (Wilson's score interval without continuity correction), 95 %.
PUBLISHED = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("hits", "runs", "low", "high"), PUBLISHED)
def test_the_interval_is_the_published_one(hits, runs, low, high):
    assert wilson(hits, runs) == pytest.approx((low, high), abs=0.00005)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99])
def test_its_ends_are_where_a_normal_approximation_begins_to_find_the_share_strange(level):
    runs = np.array([1, 7, 40, 1000])
    for hits in (runs // 3, runs // 2, runs - 1):
        share = hits / runs
        for end in wilson(hits, runs, level):
            error = np.sqrt(end * (1 - end) / runs)
            np.testing.assert_allclose(np.abs(end - share), deviations(level) * error, atol=1e-9)


def test_it_is_the_same_from_the_other_side():
    low, high = wilson(np.arange(21), 20)
    np.testing.assert_allclose(low, (1 - high)[::-1], atol=1e-12)
    assert (low >= 0).all()
    assert (high <= 1).all()


def test_where_nothing_was_played_nothing_is_known():
    assert np.isnan(wilson(0, 0)).all()


@pytest.mark.parametrize("precision", [0.01, 0.05, 0.2])
def test_the_lucks_that_a_precision_takes_are_just_enough(precision):
    shares = np.linspace(0, 1, 41)
    needed = replicates_for(shares, precision)
    assert (half_width(shares, needed) <= precision).all()
    assert (half_width(shares, needed - 1) > precision).all()


def test_looking_before_one_stops_costs_little_of_the_confidence():
    # The rule of `sweep`: as many as a clear case takes, then as many as the share so far asks for, until it is enough.
    luck = np.random.default_rng(1)
    for share in (0.02, 0.05, 0.1, 0.3, 0.5):
        replicates = luck.random((4000, 400)) < share
        hits = np.cumsum(replicates, axis=1)
        runs = np.full(4000, replicates_for(0.0, 0.05))
        for _ in range(30):
            found = hits[np.arange(4000), runs - 1] / runs
            unsure = half_width(found, runs) > 0.05
            runs = np.where(unsure, np.maximum(replicates_for(found, 0.05), runs + 1), runs)
        low, high = wilson(hits[np.arange(4000), runs - 1], runs)
        assert not unsure.any()
        assert np.mean((low <= share) & (share <= high)) > 0.925


# Abramowitz and Stegun, table 26.10: what Student's t exceeds, on either side, with a chance of 0.05, 0.01, 0.001.
STUDENT = [(1, 12.706, 63.657, 636.619), (2, 4.303, 9.925, 31.598), (3, 3.182, 5.841, 12.924), (7, 2.365, 3.499, 5.408)]
STUDENT += [(10, 2.228, 3.169, 4.587), (19, 2.093, 2.861, 3.883), (60, 2.000, 2.660, 3.460), (120, 1.980, 2.617, 3.373)]


@pytest.mark.parametrize(("freedom", "one", "two", "three"), STUDENT)
def test_how_likely_a_mean_lies_far_off_is_what_the_table_says(freedom, one, two, three):
    for away, chance in ((one, 0.05), (two, 0.01), (three, 0.001)):
        assert chance_beyond(away, freedom) == pytest.approx(chance, rel=0.004)


def test_of_very_many_values_it_is_the_normal_distribution():
    for level in (0.5, 0.95, 0.999):
        assert chance_beyond(deviations(level), 100_000) == pytest.approx(1 - level, rel=1e-3)
    assert chance_beyond(0, 5) == pytest.approx(1)
    assert chance_beyond(np.inf, 5) == pytest.approx(0, abs=1e-12)


def test_it_is_how_often_means_of_few_values_lie_so_far_off():
    luck = np.random.default_rng(3)
    values = luck.normal(size=(40_000, 6))
    away = np.abs(values.mean(axis=1)) / (values.std(axis=1, ddof=1) / np.sqrt(6))
    for least in (1.0, 2.0, 4.0):
        expected = chance_beyond(least, 5)
        assert np.mean(away >= least) == pytest.approx(expected, abs=4 * np.sqrt(expected / 40_000))
