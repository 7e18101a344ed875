"""Luck: draws are uniform, and those of neighbouring seeds, purposes, ticks and entities have nothing in common.

Tolerances: a chi-square of k degrees has mean k and variance 2 k, and may be off by 4.5 standard deviations; a
correlation of n pairs has the standard error 1 / sqrt(n). Every draw is fixed, so a test that passes always passes.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.engine.chance import Purpose, draw, pick, random_subset, smallest, uniform
from tests.model.helpers import hashed, key_of

SIGMAS = 4.5
COUNT = 20_000

NEIGHBOURS = [(7, Purpose.PEER, 15), (8, Purpose.PEER, 15), (7, Purpose.THROTTLE, 15), (7, Purpose.PEER, 16)]
NEIGHBOURS += [(6, Purpose.PEER, 15), (7, Purpose.BACKGROUND, 15), (7, Purpose.PEER, 14), (0, 0, 0), (0, 0, 1)]
NEIGHBOURS += [(0, 1, 0), (1, 0, 0), (2**32 - 1, 1, 1), (2**31, Purpose.PEER, 15), (15, Purpose.PEER, 7)]


def stream(key: tuple[int, int, int], count: int = COUNT) -> np.ndarray:
    """Return the draws (from 0 to 1) of the first entities under a key."""
    dealt = key_of(*key)
    return np.array([uniform(dealt, entity) for entity in range(count)])


def bits(key: tuple[int, int, int], count: int) -> list[int]:
    dealt = key_of(*key)
    return [int(draw(dealt, entity)) for entity in range(count)]


def chi_square_off(counts: np.ndarray) -> float:
    """Return by how many standard deviations the chi-square of equal chances is off."""
    degrees = len(counts) - 1
    expected = counts.sum() / len(counts)
    return float(abs(((counts - expected) ** 2).sum() / expected - degrees) / np.sqrt(2 * degrees))


@given(st.integers(0, 2**32 - 1), st.integers(0, 300), st.integers(0, 5000), st.integers(0, 40_000))
def test_a_draw_is_a_hash_of_its_four_keys(seed, purpose, tick, entity):
    expected = hashed(seed, purpose, tick, entity)
    assert int(draw(key_of(seed, purpose, tick), entity)) == expected
    assert uniform(key_of(seed, purpose, tick), entity) == (expected >> 11) / 2**53
    assert pick(key_of(seed, purpose, tick), entity, 63) == (expected >> 32) * 63 >> 32


def test_the_scrambler_is_that_of_splitmix64():
    first = [hashed(k) for k in range(3)]  # its stream for the seed 0
    assert first == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


def test_no_two_purposes_share_a_number():
    numbers = {*map(int, Purpose), *range(Purpose.CAPACITY, Purpose.CAPACITY + 20)}
    numbers |= set(range(Purpose.TRUST, Purpose.TRUST + 20))  # at most 20 actions in a tick
    assert len(numbers) == len(Purpose) - 2 + 40


@pytest.mark.parametrize("key", NEIGHBOURS, ids=str)
def test_draws_are_uniform(key):
    draws = stream(key)
    assert draws.min() >= 0
    assert draws.max() < 1
    assert chi_square_off(np.bincount((draws * 100).astype(int), minlength=100)) < SIGMAS
    pairs = (draws[::2] * 10).astype(int) * 10 + (draws[1::2] * 10).astype(int)  # neighbouring entities together
    assert chi_square_off(np.bincount(pairs, minlength=100)) < SIGMAS


@pytest.mark.parametrize("vary", range(3))
def test_draws_are_uniform_across_seeds_purposes_and_ticks(vary):
    key = [7, int(Purpose.PEER), 15]
    keys = [(*key[:vary], k, *key[vary + 1 :]) for k in range(COUNT)]
    draws = np.array([uniform(key_of(*key), 3) for key in keys])
    assert chi_square_off(np.bincount((draws * 100).astype(int), minlength=100)) < SIGMAS
    assert abs(np.corrcoef(draws[1:], draws[:-1])[0, 1]) < SIGMAS / np.sqrt(COUNT)


def test_streams_of_neighbours_are_not_correlated_also_where_shifted():
    streams = [stream(key, 4000) for key in NEIGHBOURS]
    for (one, first), (other, second) in itertools.combinations(zip(NEIGHBOURS, streams, strict=True), 2):
        for shift in (-2, -1, 0, 1, 2):
            pair = first[max(0, shift) : 4000 + min(0, shift)], second[max(0, -shift) : 4000 - max(0, shift)]
            # 455 comparisons, each beyond 5 standard errors in one case of two million.
            assert abs(np.corrcoef(*pair)[0, 1]) < 5 / np.sqrt(4000), (one, other, shift)


def test_no_stream_is_another_one_shifted():
    keys = [(seed, purpose, tick) for seed in (0, 1, 2, 7, 8) for purpose in range(15) for tick in (0, 1, 2, 15, 16)]
    seen = [number for key in keys for number in bits(key, 100)]
    assert len(set(seen)) == len(seen)  # of 37 500 draws of 64 bits no two are equal, at whatever shift


@pytest.mark.parametrize("place", range(4))
def test_turning_one_bit_of_a_key_turns_half_the_bits_of_the_draw(place):
    turned = np.zeros(64)
    trials = 0
    for base in range(200):
        keys = [base, base % 14, base * 7 % 5000, base * 31]
        before = int(draw(key_of(*keys[:3]), keys[3]))
        for bit in range(10):
            changed = [key ^ (1 << bit) if k == place else key for k, key in enumerate(keys)]
            after = before ^ int(draw(key_of(*changed[:3]), changed[3]))
            turned += [after >> b & 1 for b in range(64)]
            trials += 1
    assert np.abs(turned / trials - 0.5).max() < SIGMAS * 0.5 / np.sqrt(trials)
    assert abs(turned.sum() / trials / 64 - 0.5) < SIGMAS * 0.5 / np.sqrt(trials * 64)


@pytest.mark.parametrize("size", [1, 2, 3, 7, 63, 999])
def test_a_pick_takes_each_with_the_same_chance(size):
    key = key_of(7, Purpose.PEER, 15)
    counts = np.bincount([pick(key, entity, size) for entity in range(COUNT)], minlength=size)
    assert len(counts) == size
    assert size == 1 or chi_square_off(counts) < SIGMAS


@given(st.lists(st.integers(0, 2**64 - 1), min_size=1, max_size=60), st.data())
def test_smallest_is_what_sorting_finds(numbers, data):
    count = data.draw(st.integers(1, len(numbers)))
    assert smallest(np.array(numbers, np.uint64), count) == sorted(numbers)[count - 1]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=40), st.data())
def test_smallest_stands_equal_numbers(numbers, data):
    count = data.draw(st.integers(1, len(numbers)))
    assert smallest(np.array(numbers, np.uint64), count) == sorted(numbers)[count - 1]


def test_a_random_subset_takes_every_candidate_equally_often_and_nobody_else():
    candidates = np.arange(20) % 4 != 0  # 15 of 20
    times = np.zeros(20)
    together = 0
    for seed in range(6000):
        chosen = random_subset(key_of(seed, Purpose.CUT, 0), candidates, 5)
        assert chosen.sum() == 5
        times += chosen
        together += chosen[1] and chosen[2]
    assert not times[~candidates].any()
    error = np.sqrt(6000 / 3 * 2 / 3)  # each is in with chance 1/3
    assert np.abs(times[candidates] - 2000).max() < SIGMAS * error
    pair = 5 / 15 * 4 / 14
    assert abs(together - 6000 * pair) < SIGMAS * np.sqrt(6000 * pair * (1 - pair))


@given(st.integers(0, 2**32 - 1), st.lists(st.booleans(), min_size=1, max_size=50))
def test_subsets_of_growing_size_are_nested(seed, candidates):
    candidates = np.array(candidates)
    key = key_of(seed, Purpose.FIX, 0)
    before = np.zeros(len(candidates), bool)
    for size in range(-1, len(candidates) + 2):
        chosen = random_subset(key, candidates, size)
        assert chosen.sum() == min(max(size, 0), candidates.sum())
        assert (before <= chosen).all()
        before = chosen
    assert (before == candidates).all()
