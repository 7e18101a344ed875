"""What can be worked out on paper, against what the engine does; tolerances are standard errors.

A mean of independent samples may be off by 4 standard errors, estimated from the samples themselves, which chance
does in one case of 16 000.
"""

from math import comb

import numpy as np
import pytest

from model import Run, Scenario, simulate, simulate_many
from model.runs.measures import storm_number
from tests.model.helpers import standard_errors_off

SIGMAS = 4


# The cut: a volume is cut off if either of its two nodes is among the k isolated of N


@pytest.mark.parametrize("fraction", [0.05, 0.15, 0.3, 0.5, 0.8])
@pytest.mark.parametrize("shape", ["scattered", "together"])
def test_the_share_of_volumes_cut_off(fraction, shape):
    scenarios = [
        Scenario(seed=seed, cut_off_fraction=fraction, cut_off_shape=shape, ticks=10, nodes=40) for seed in range(400)
    ]
    cut = simulate_many(scenarios, series=False).last("cut_off") / 400
    isolated = round(fraction * 40)
    exactly = 1 - comb(40 - isolated, 2) / comb(40, 2)
    assert standard_errors_off(cut, exactly) < SIGMAS
    assert exactly == pytest.approx(1 - (1 - fraction) ** 2, abs=0.01)  # as a rule of thumb


def test_reconnect_and_background_take_their_share():
    runs = [
        simulate(Scenario(seed=seed, reconnect=0.3, ticks=15, spare_capacity=0, bug_probability=0))
        for seed in range(200)
    ]
    trusted = [1 - run.series("searching")[15] / run.series("cut_off")[14] for run in runs]
    assert standard_errors_off(trusted, 0.3) < SIGMAS
    calm = Scenario(cut_off_for=0, background=0.01, ticks=1)
    lost = simulate_many([calm.replace(seed=seed) for seed in range(400)]).series("everyday")[:, 1] / 640
    assert standard_errors_off(lost, 0.01) < SIGMAS


# One tick of admission: balls into bins


def expected_accepted(run: Run, tick: int, free: np.ndarray) -> float:
    """Return how many of a tick's requests find space on average, given who asks.

    Of the m requests that other nodes send, node n receives a binomial number, each with chance 1 / (N - 1); it
    accepts at most as many as it has free slots.
    """
    nodes = run.scenario.nodes
    own = np.bincount(run.requests_of(tick)["sender"], minlength=nodes)
    total = 0.0
    for n in range(nodes):
        others = int(own.sum() - own[n])
        chances = [1.0 - 1 / (nodes - 1), 1 / (nodes - 1)]
        for received in range(int(free[n])):  # E min(k, X) = k - sum over j < k of (k - j) P(X = j)
            chance = comb(others, received) * chances[1] ** received * chances[0] ** (others - received)
            total -= (free[n] - received) * chance
        total += free[n]
    return total


@pytest.mark.parametrize("slots_per_node", [1, 2, 5])
def test_one_tick_of_admission_is_balls_into_bins(slots_per_node):
    residuals = []
    for seed in range(300):
        run = simulate(Scenario(seed=seed, spare_capacity=slots_per_node / 20, ticks=15))
        before = run.snapshot(14)
        expected = expected_accepted(run, 15, before.slots - before.held)
        residuals.append(run.series("accepted")[15] - expected)
    assert standard_errors_off(residuals, 0) < SIGMAS
    assert np.std(residuals) > 0.5  # it is chance, not nothing, that is averaged


def test_who_asks_a_full_peer_is_accepted_by_chance_alone():
    early = []
    for seed in range(300):
        sent = simulate(Scenario(seed=seed, ticks=15)).requests_of(15)
        order = sent["volume"] - sent["volume"].mean()
        early.append((order * sent["accepted"]).sum() / np.abs(order).sum())
    assert standard_errors_off(early, 0) < SIGMAS  # neither low nor high numbers are favoured


# Crashes: 1 - (1 - p)^(c (c - 1) / 2)


@pytest.mark.parametrize("bug", [0.0002, 0.001, 0.01])
def test_nodes_crash_as_often_as_the_formula_says(bug):
    closings, crashed = [], []
    for seed in range(60):
        run = simulate(Scenario(seed=seed, bug_probability=bug, fixed_share=0.25, ticks=60))
        fell = np.zeros(run.closings.shape, bool)
        for crash in run.crashes:
            fell[crash.tick, crash.node] = True
        assert not fell[:, run.fixed(1)].any()
        closings.append(run.closings[:, ~run.fixed(1)].ravel())
        crashed.append(fell[:, ~run.fixed(1)].ravel())
    c, fell = np.concatenate(closings), np.concatenate(crashed)
    assert not fell[c < 2].any()
    chance = 1 - (1 - bug) ** (c * (c - 1) / 2)
    tried = 0
    for low, high in ((2, 3), (3, 4), (4, 6), (6, 9), (9, 14), (14, 25), (25, 1000)):
        these = (c >= low) & (c < high)
        expected, variance = chance[these].sum(), (chance * (1 - chance))[these].sum()
        if variance >= 3:
            tried += 1
            assert abs(fell[these].sum() - expected) < SIGMAS * np.sqrt(variance), (low, high)
    assert tried >= 4


def test_a_node_closes_twice_the_mean_when_all_are_up():
    # Each request closes at its sender and at its receiver, so the nodes close two a request, and what a node
    # receives is binomial: the variance of the received is m (1/N) (1 - 1/N), N = 64.
    received = []
    for seed in range(300):
        run = simulate(Scenario(seed=seed, ticks=15))
        sent = run.requests_of(15)
        assert run.closings[15].sum() == 2 * len(sent)
        counts = np.bincount(sent["receiver"], minlength=64)
        received.append(counts.var() / (len(sent) / 64 * (1 - 1 / 64)))
    assert np.mean(received) == pytest.approx(1, abs=0.03)


# Tug of war: given the state after phase 6, stuck changes by B - accepted on average


@pytest.mark.parametrize(
    "settings",
    [
        {},
        {"backoff": 2, "jitter": "full"},
        {"fixed_share": 0.5, "copy_ticks": 2},
        {"restart_after": 20, "backoff": 1},
        {"peers": "ring", "degree": 6},
    ],
    ids=str,
)
def test_the_expected_change_of_stuck_is_expected_stranded_less_accepted(settings):
    many = simulate_many([Scenario(seed=seed, ticks=80, **settings) for seed in range(1000)])
    change = np.diff(many.series("stuck"), axis=1)[:, 15:]  # ticks 16 to 80: no cut, no contact
    expected = (many.series("expected_stranded") - many.series("accepted"))[:, 16:]
    for first, last in ((0, 1), (1, 3), (3, 8), (8, 65)):
        residual = (change - expected)[:, first:last].sum(axis=1)
        assert standard_errors_off(residual, 0) < SIGMAS, (first, last)
        assert many.series("expected_stranded")[:, 16:].mean() > 0.005


# The storm number


def test_the_storm_number_is_a_quotient_of_sums_over_five_ticks():
    stranded = np.array([0, 1.0, 2, 0, 0, 0, 0, 0, 0, 0, 3])
    accepted = np.array([0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0])
    number = storm_number(stranded, accepted)
    nothing, nobody = float("nan"), float("inf")
    # 0: nothing moves. 1: nobody finds a home. 2 to 5: 3 / 4; at 6 the window is 2 to 6. From 7 on nothing moves.
    np.testing.assert_array_equal(
        number, [nothing, nobody, 0.75, 0.75, 0.75, 0.75, 0.5, nothing, nothing, nothing, nobody]
    )
    np.testing.assert_array_equal(storm_number(np.zeros(3), np.array([0, 2, 0])), [nothing, 0, 0])


def test_the_storm_number_of_a_run_comes_from_its_series():
    run = simulate(Scenario(seed=3))
    stranded, accepted = run.series("expected_stranded"), run.series("accepted")
    for tick in (14, 15, 17, 30, 60, 240):
        window = slice(max(0, tick - 4), tick + 1)
        top, bottom = stranded[window].sum(), accepted[window].sum()
        expected = top / bottom if bottom else float("inf") if top else float("nan")
        assert run.series("storm_number")[tick] == pytest.approx(expected, nan_ok=True)


def test_the_storm_number_is_above_one_where_the_storm_grows_and_below_where_it_fades():
    grows = simulate_many([Scenario(seed=seed, ticks=25) for seed in range(50)]).series("storm_number")
    fades = simulate_many([Scenario(seed=seed, ticks=25, spare_capacity=0.15) for seed in range(50)]).series(
        "storm_number"
    )
    assert np.median(grows[:, 25]) > 1 > np.median(fades[:, 16])
