"""Luck: every draw is a hash of (seed, purpose, tick, entity), never the next number of a stream.

So a draw does not depend on which draws were made before it: moving a lever does not deal the luck anew, and
volumes may be looked at in any order. Each of the four keys goes through the finaliser of SplitMix64 (Steele,
Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) before the next one is added, so
neighbouring seeds, purposes, ticks and entities share no structure.
"""

from enum import IntEnum

import numpy as np
import numpy.typing as npt

from model.engine.compiled import allocating, entry, kernel

STEP = np.uint64(0x9E3779B97F4A7C15)
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
S11, S27, S30, S31, S32 = (np.uint64(bits) for bits in (11, 27, 30, 31, 32))
ONE = np.uint64(1)
UNIT = 2.0**-53


class Purpose(IntEnum):
    """What a draw is for."""

    MIRROR = 1
    SPARE = 2
    CUT = 3
    FIX = 4
    FIRST_EDGE = 5
    SECOND_EDGE = 6
    TURN = 7
    RECONNECT = 8
    BACKGROUND = 9
    PEER = 10
    THROTTLE = 11
    ADMISSION = 12
    JITTER = 13
    CRASH = 14
    BUDGET = 15
    SEND_LIMIT = 16
    OPEN_LIMIT = 17
    CAPACITY = 100
    """Plus the number of the action in its tick, so that two actions in one tick draw apart."""
    TRUST = 200
    """Plus the number of the action in its tick."""


@kernel
def scramble(x: np.uint64) -> np.uint64:
    """Return the SplitMix64 finaliser of ``x``: a bijection of 64 bits in which every bit depends on all."""
    x = (x ^ (x >> S30)) * MIX_1
    x = (x ^ (x >> S27)) * MIX_2
    return x ^ (x >> S31)


@kernel
def deal(seed: int, purpose: int, tick: int) -> np.uint64:
    """Return the key of all draws for one purpose in one tick of one luck."""
    key = scramble((np.uint64(seed) + ONE) * STEP)
    key = scramble(key + (np.uint64(purpose) + ONE) * STEP)
    return scramble(key + (np.uint64(tick) + ONE) * STEP)


@kernel
def draw(key: np.uint64, entity: int) -> np.uint64:
    """Return the 64 random bits of one volume or node under a key of `deal`."""
    return scramble(key + (np.uint64(entity) + ONE) * STEP)


@entry
def draws(seed: int, purpose: int, tick: int, count: int) -> npt.NDArray[np.uint64]:
    """Return the draws of the first ``count`` volumes or nodes for one purpose in one tick of one luck."""
    key = deal(seed, purpose, tick)
    drawn = np.empty(count, np.uint64)
    for entity in range(count):
        drawn[entity] = draw(key, entity)
    return drawn


@kernel
def uniform(key: np.uint64, entity: int) -> float:
    """Return the draw as a number from 0 (included) to 1 (excluded), a multiple of 2^-53."""
    return np.float64(draw(key, entity) >> S11) * UNIT


@kernel
def pick(key: np.uint64, entity: int, size: int) -> int:
    """Return the draw as a whole number from 0 to size - 1 (the bias is below size / 2^32)."""
    return int(((draw(key, entity) >> S32) * np.uint64(size)) >> S32)


@kernel
def smallest(keys: npt.NDArray[np.uint64], count: int) -> np.uint64:
    """Return the ``count``-th smallest key: the candidates not above it are a random subset of that size.

    Hoare's "Algorithm 65: find" (1961); the keys are reordered. (numpy's partition does the same, and takes numba
    seconds to compile.)
    """
    low, high, wanted = 0, keys.size - 1, count - 1
    while low < high:
        pivot = keys[(low + high) // 2]
        i, j = low, high
        while i <= j:
            while keys[i] < pivot:
                i += 1
            while keys[j] > pivot:
                j -= 1
            if i <= j:
                keys[i], keys[j] = keys[j], keys[i]
                i, j = i + 1, j - 1
        if wanted > j and wanted < i:
            break
        if wanted <= j:
            high = j
        else:
            low = i
    return np.uint64(keys[wanted])


@allocating
def random_subset(key: np.uint64, candidates: npt.NDArray[np.bool_], size: int) -> npt.NDArray[np.bool_]:
    """Return which ``size`` of the candidates have the smallest draws under this key (all, if no more)."""
    chosen = np.zeros(candidates.size, np.bool_)
    keys = np.empty(candidates.size, np.uint64)
    found = 0
    for entity in range(candidates.size):
        if candidates[entity]:
            keys[found] = draw(key, entity)
            found += 1
    if size <= 0 or found == 0:
        return chosen
    limit = smallest(keys[:found], min(size, found))
    for entity in range(candidates.size):
        chosen[entity] = candidates[entity] and draw(key, entity) <= limit
    return chosen
