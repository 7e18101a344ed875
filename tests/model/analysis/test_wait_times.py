"""Closed forms of waiting: how often a volume asks that never finds space, under each backoff level and jitter.

No slot is free and no node crashes; contact returns at 15, and all ask for ever. A mean over volumes may be off by 4
of its standard errors, which chance does in one case of 16 000.
"""

import numpy as np
import pytest

from model import Run, Scenario, simulate
from tests.model.helpers import standard_errors_off

SIGMAS = 4
MIRRORED = 0

HOPELESS = Scenario(spare_capacity=0, bug_probability=0, cut_off_fraction=0.5)


def mean_wait(jitter: str, level: int) -> float:
    """Return the mean wait in ticks in the long run, when every w is 2^A.

    None: w. Equal: rounding w/2 + U(0, w/2) up gives w/2 + 1 ... w alike, (3 w/2 + 1) / 2 on average, but 1 for w = 1.
    Full: 1 ... w alike, (w + 1) / 2. Decorrelated: each wait is drawn from the one before; the distribution it settles
    in is found by iteration, on a grid.
    """
    w = 2**level
    match jitter:
        case "none":
            return w
        case "equal":
            return max(1, (3 * w / 2 + 1) / 2 if w > 1 else 1)
        case "full":
            return (w + 1) / 2
    return decorrelated_mean_wait(w) if level else 1


def decorrelated_mean_wait(most: int) -> float:
    """Return the mean of ceil(X) where X' = min(most, U(1, 3 X)): the last cell of the grid is exactly ``most``."""
    cells = 400 * (most - 1)
    width = (most - 1) / cells
    middles = 1 + width * (np.arange(cells) + 0.5)
    waits = np.append(middles, most)
    chance = np.zeros(cells + 1)
    chance[0] = 1
    for _ in range(60):
        # From X the next is in a cell with chance width / (3 X - 1) as far as 3 X reaches, the rest is at the top.
        density = chance * width / (3 * waits - 1)
        reach = np.minimum((3 * waits - 1) / width, cells)
        whole = reach.astype(int)
        steps = np.zeros(cells + 1)
        np.add.at(steps, whole, density)
        below = np.cumsum(steps[::-1])[::-1]
        following = np.append(below[1:], 0)
        np.add.at(following, whole, density * (reach - whole))
        following[cells] = 1 - following[:cells].sum()
        chance = following
    return float((chance * np.ceil(waits)).sum())


def requests_per_volume(run: Run, first: int, last: int) -> np.ndarray:
    """Return how often each volume that searches asks from one tick to another, both included."""
    rows = run.requests[run.log["sent"][first - 1] : run.log["sent"][last]]
    times = np.bincount(rows["volume"], minlength=run.scenario.volumes)
    return times[run.snapshot(first).state != MIRRORED]


def test_equal_jitter_waits_as_long_as_the_formula_says():
    assert [mean_wait("equal", level) for level in range(6)] == [1, 2, 3.5, 6.5, 12.5, 24.5]


def test_the_grid_finds_the_wait_of_a_plain_simulation():
    luck = np.random.default_rng(1)
    for level in (1, 2, 4):
        wait, total = np.ones(20_000), 0.0
        for tick in range(80):
            wait = np.minimum(2**level, luck.uniform(1, 3 * wait))
            total += np.ceil(wait).mean() if tick >= 40 else 0
        assert decorrelated_mean_wait(2**level) == pytest.approx(total / 40, rel=0.005)


@pytest.mark.parametrize("level", range(6))
@pytest.mark.parametrize("jitter", ["none", "equal", "full", "decorrelated"])
def test_requests_of_a_volume_that_never_finds_space(jitter, level):
    first, ticks = 1001, 2048  # long past the first waits, and a whole number of the longest
    run = simulate(HOPELESS.replace(jitter=jitter, backoff=level, ticks=first + ticks - 1))
    times = requests_per_volume(run, first, first + ticks - 1)
    expected = ticks / mean_wait(jitter, level)
    assert len(times) > 400
    if level == 0 or jitter == "none" or mean_wait(jitter, level) == 2 == 2**level:
        assert (times == expected).all()  # no chance in it: everybody comes back in step
    else:
        assert standard_errors_off(times, expected) < SIGMAS
        assert times.mean() == pytest.approx(expected, rel=0.01)


def first_waits(jitter: str) -> np.ndarray:
    """Return the first two waits of every volume that searches."""
    run = simulate(HOPELESS.replace(jitter=jitter, backoff=8, ticks=40, nodes=1000))
    asked: dict[int, list[int]] = {}
    for tick in range(15, 41):
        for v in run.requests_of(tick)["volume"].tolist():
            asked.setdefault(v, []).append(tick)
    return np.array([np.diff(times[:3]) for times in asked.values()])


@pytest.mark.parametrize(("jitter", "second"), [("none", {2}), ("equal", {2}), ("full", {1, 2})])
def test_the_first_wait_is_one_tick_and_the_second_comes_from_two(jitter, second):
    waits = first_waits(jitter)
    assert set(waits[:, 0]) == {1}
    assert set(waits[:, 1]) == second
    if jitter == "full":
        assert standard_errors_off(waits[:, 1], 1.5) < SIGMAS


def test_decorrelated_jitter_draws_each_wait_from_the_one_before():
    waits = first_waits("decorrelated")
    assert set(waits[:, 0]) == {2, 3}  # U(1, 3), rounded up
    assert standard_errors_off(waits[:, 0], 2.5) < SIGMAS
    first = 1 + 2 * (np.arange(2000) + 0.5) / 2000
    share = (np.arange(500) + 0.5) / 500
    expected = np.ceil(1 + share[:, None] * (3 * first - 1)).mean()
    assert standard_errors_off(waits[:, 1], expected) < SIGMAS
