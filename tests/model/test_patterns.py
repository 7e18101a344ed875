"""The patterns and presets that the rules promise, each over hundreds of lucks.

A share p of K lucks has the standard error sqrt(p (1 - p) / K), ours and the table's alike. A share may be off by
four of them together, and by the half of a hundredth that rounding took.
"""

from typing import Any

import numpy as np
import pytest

from model import Ensemble, Scenario, simulate, simulate_many

REPLICATES = 400
TABLE_LUCKS = 1500
FATES = ("collapsed", "raging", "held", "over")  # the order of the table
ROUNDING = 0.005
SIGMAS = 4

PATTERNS = [
    ({}, (0.94, 0.00, 0.01, 0.06)),
    ({"backoff": 1}, (0.76, 0.01, 0.04, 0.19)),
    ({"backoff": 2}, (0.09, 0.21, 0.24, 0.46)),
    ({"backoff": 3}, (0.00, 0.11, 0.49, 0.40)),
    ({"backoff": 5}, (0.00, 0.01, 0.97, 0.02)),
    ({"spare_capacity": 0.08}, (0.39, 0.01, 0.03, 0.57)),
    ({"spare_capacity": 0.1}, (0.10, 0.00, 0.01, 0.89)),
    ({"spare_capacity": 0.15}, (0.00, 0.00, 0.00, 1.00)),
    ({"bug_probability": 0.0005}, (0.53, 0.02, 0.04, 0.41)),
    ({"bug_probability": 0.0003}, (0.17, 0.04, 0.05, 0.74)),
    ({"bug_probability": 0.0001}, (0.00, 0.01, 0.02, 0.98)),
    ({"bug_probability": 0}, (0.00, 0.00, 0.00, 1.00)),
    ({"reconnect": 0.3}, (0.35, 0.00, 0.03, 0.61)),
    ({"reconnect": 0.5}, (0.03, 0.00, 0.01, 0.95)),
    ({"cut_off_fraction": 0.05}, (0.00, 0.00, 0.00, 1.00)),
    ({"cut_off_fraction": 0.1}, (0.18, 0.01, 0.02, 0.79)),
    ({"cut_off_fraction": 0.3}, (1.00, 0.00, 0.00, 0.00)),
    ({"fixed_share": 0.25}, (0.80, 0.01, 0.02, 0.17)),
    ({"fixed_share": 0.5}, (0.44, 0.06, 0.05, 0.45)),
    ({"fixed_share": 0.75}, (0.00, 0.07, 0.09, 0.85)),
    ({"backoff": 2, "jitter": "none"}, (0.38, 0.14, 0.17, 0.30)),
    ({"backoff": 2, "jitter": "full"}, (0.31, 0.10, 0.12, 0.46)),
    ({"backoff": 2, "jitter": "decorrelated"}, (0.02, 0.11, 0.21, 0.66)),
    ({"peers": "cells", "cells": 4}, (0.93, 0.00, 0.01, 0.06)),
    ({"peers": "cells", "cells": 4, "cut_off_shape": "together"}, (0.00, 0.00, 0.00, 1.00)),
]
LONG_PATTERNS = [
    ({"ticks": 600, "backoff": 2}, (0.31, 0.06, 0.11, 0.51)),
    ({"ticks": 600, "backoff": 3}, (0.02, 0.16, 0.26, 0.55)),
]


def ensemble(replicates: int = REPLICATES, series: bool = False, **settings: Any) -> Ensemble:
    return simulate_many([Scenario(seed=seed, **settings) for seed in range(1, replicates + 1)], series=series)


def tolerance(share: float, ours: int, theirs: int) -> float:
    """Return how far two shares of so many lucks may be apart; a share of none or all has an error as well."""
    share = (share * theirs + 1) / (theirs + 2)
    return SIGMAS * np.sqrt(share * (1 - share) * (1 / ours + 1 / theirs)) + ROUNDING


def named(pattern: tuple[dict[str, Any], Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in pattern[0].items()) or "defaults"


@pytest.mark.parametrize("pattern", PATTERNS + LONG_PATTERNS, ids=named)
def test_the_shares_of_the_fates_are_those_of_the_table(pattern):
    settings, shares = pattern
    theirs = 300 if pattern in LONG_PATTERNS else TABLE_LUCKS
    ours = ensemble(**settings)
    for fate, share in zip(FATES, shares, strict=True):
        assert ours.share(fate) == pytest.approx(share, abs=tolerance(share, REPLICATES, theirs)), fate


def test_equal_jitter_at_backoff_1_brings_everybody_back_in_step():
    run = simulate(Scenario(backoff=1, spare_capacity=0, bug_probability=0))
    sent = run.series("requests")[17:]  # refused at 15 and 16, and from then on in every second tick
    assert (sent[1::2] == sent[1]).all()
    assert (sent[::2] == 0).all()


def test_decorrelated_jitter_never_comes_back_after_one_tick():
    run = simulate(Scenario(backoff=2, jitter="decorrelated", spare_capacity=0, bug_probability=0))
    assert run.series("requests")[15] > 100
    assert run.series("requests")[16] == 0


def test_where_cells_contain_the_cut_the_others_never_notice():
    settings = {"peers": "cells", "cells": 4, "cut_off_shape": "together"}
    for seed in range(1, 31):
        run = simulate(Scenario(seed=seed, **settings))
        end = run.snapshot(run.ticks)
        assert {crash.node for crash in run.crashes} <= set(range(16))
        assert set(run.events["primary"][run.events["volume"] >= 0]) <= set(range(16))
        assert end.up[16:].all()
        assert not (end.state[end.primary >= 16] != 0).any()
    assert ensemble(**settings).last("nodes_up").mean() == pytest.approx(48, abs=0.5)  # the cell that had it is lost


def test_with_two_cells_half_the_nodes_are_lost_which_is_collapse():
    two = ensemble(peers="cells", cells=2, cut_off_shape="together")
    assert two.share("collapsed") > 0.9
    assert two.last("nodes_up").min() >= 32


def test_on_an_ordinary_day_the_same_bug_hardly_shows():
    day = ensemble(300, cut_off_fraction=0, background=0.0005, ticks=1440)
    crashed = np.mean(day.last("crashes") > 0)
    assert crashed == pytest.approx(0.015, abs=SIGMAS * np.sqrt(0.015 * 0.985 / 300))
    assert crashed > 0
    assert day.share("collapsed") == day.share("raging") == 0
    assert day.last("crashes").max() <= 3


PRESETS = {
    "The storm": ({}, "collapsed", 0.94),
    "On the edge": ({"bug_probability": 0.0005}, "collapsed", 0.53),
    "Backoff holds it": ({"backoff": 5}, "held", 0.97),
    "Room to breathe": ({"spare_capacity": 0.15}, "over", 1.0),
    "Bug fixed": ({"bug_probability": 0}, "over", 1.0),
    "A small change, before": ({"bug_probability": 0.0003}, "collapsed", 0.17),
    "A small change, after": ({"bug_probability": 0.0005}, "collapsed", 0.53),
    "Half the fleet": ({"fixed_share": 0.5}, "collapsed", 0.44),
    "Three quarters of the fleet": ({"fixed_share": 0.75}, "collapsed", 0.0),
    "Cells contain it": ({"peers": "cells", "cut_off_shape": "together"}, "over", 1.0),
    "Reconnect first": ({"reconnect": 0.5}, "collapsed", 0.03),
    "A thousand nodes": ({"nodes": 1000}, "collapsed", 1.0),
}


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_does_what_it_promises(name):
    settings, fate, share = PRESETS[name]
    replicates = 40 if settings.get("nodes") == 1000 else REPLICATES
    assert ensemble(replicates, **settings).share(fate) == pytest.approx(
        share, abs=tolerance(share, replicates, TABLE_LUCKS)
    )


@pytest.mark.parametrize(
    ("settings", "fates"),
    [
        ({"request_limit": 1}, {"held": 1}),
        ({"request_limit": 3}, {"collapsed": 0.34, "raging": 0.66}),
        ({"request_limit": 8}, {"collapsed": 0.94}),
        ({"retry_budget": 0.3}, {"held": 0.99}),
        ({"retry_budget": 1}, {"over": 0.25, "held": 0.72}),
        ({"actions": ((1, "throttle", 0.3),)}, {"over": 0.98}),
    ],
)
def test_limits_of_a_node_hold_or_rage_and_a_throttle_of_the_whole_cluster_ends_it(settings, fates):
    many = ensemble(**settings)
    for fate, share in fates.items():
        assert many.share(fate) == pytest.approx(share, abs=tolerance(share, REPLICATES, 400))


def test_under_a_limit_of_three_one_request_in_eight_is_opened():
    opened = [simulate(Scenario(seed=seed, request_limit=3)).requests["opened"].mean() for seed in range(30)]
    assert np.mean(opened) == pytest.approx(1 / 8, abs=0.02)


def test_the_rush_is_the_same_without_the_bug():
    for seed in range(1, 21):
        storm, fixed = (simulate(Scenario(seed=seed, bug_probability=p, ticks=15)) for p in (0.001, 0))
        assert storm.series("requests")[15] == fixed.series("requests")[15] > 100
        assert not fixed.crashes


def test_room_to_breathe_is_over_within_the_hour():
    room = ensemble(spare_capacity=0.15, ticks=75, series=True)  # contact returns at 15
    waiting = room.series("searching") + room.series("cut_off")
    assert np.mean((waiting[:, 15:] == 0).any(axis=1)) > 0.99


def test_backoff_loses_few_and_leaves_a_few_per_cent_waiting():
    held = ensemble(backoff=5)
    assert held.last("crashes").mean() == pytest.approx(3, abs=0.5)  # "some 3 nodes crash"
    assert 0.35 < np.mean(held.last("offline") > 0) < 0.65  # "half the runs lose a volume or two from sight"
    assert np.median(held.last("offline")[held.last("offline") > 0]) <= 2
    assert 0.01 < held.last("searching").mean() / 640 < 0.06  # "a few per cent still wait"


def test_backoff_crashes_come_in_the_first_minutes():
    crashes = ensemble(backoff=5, series=True).series("crashes").sum(axis=0)
    assert crashes[15:25].sum() > 0.8 * crashes.sum()


LIKE_2011 = {
    "cut_off_fraction": 0.1,
    "spare_capacity": 0.02,
    "backoff": 1,
    "bug_probability": 0.0007,
    "actions": ((40, "stop_search", 1), (120, "add_capacity", 0.08), (120, "throttle", 0.3), (120, "stop_search", 0)),
}


def within(sample: np.ndarray, low: float, high: float) -> bool:
    """Say whether a mean is from low to high, with room for chance."""
    room = SIGMAS * sample.std() / np.sqrt(len(sample))
    return bool(low - room <= sample.mean() <= high + room)


def test_like_2011_has_the_published_shares():
    many = ensemble(series=True, **LIKE_2011)
    stuck, stranded = many.series("stuck") / 640, many.series("stranded")[:, :40].sum(axis=1) / 640
    full = many.series("free_slots") == 0
    once_gone = stuck[full.any(axis=1), full[full.any(axis=1)].argmax(axis=1)]
    assert within(once_gone, 0.14, 0.16), "on average about 15 % stuck once space is gone"
    assert within(stranded, 0.04, 0.05), "crashes strand another 4 to 5 %"
    assert within(stuck[:, 40], 0.11, 0.12), "11 to 12 % stuck when the search stops"
    assert np.quantile(stuck[:, 40], (0.05, 0.95)) == pytest.approx((0.05, 0.23), abs=0.02), "5 to 23 % by luck"
    assert within(many.series("crashes")[:, :41].sum(axis=1), 2, 3), "2 to 3 nodes crashed"
    assert within(many.fates == "over", 0.87, 0.94), "over in about 9 of 10"
    assert within(many.last("offline") / 640, 0.001, 0.005), "a few volumes in a thousand lost from sight"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("backoff", (0, 1, 2, 3, 5)),
        ("spare_capacity", (0.05, 0.08, 0.1, 0.15)),
        ("reconnect", (0, 0.3, 0.5, 1)),
        ("fixed_share", (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_more_of_a_remedy_never_makes_more_collapse(name, values):
    shares = [ensemble(200, **{name: value}).share("collapsed") for value in values]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1]
