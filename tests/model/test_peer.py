"""The second route: the same rules, written in Mesa from the page alone, have the same statistics.

Every setting is played by both over many seeds, on a small cluster; luck differs, so only means can be compared.
"""

from typing import Any

import numpy as np
import pytest

from model import Ensemble, Scenario, simulate_many
from tests.bench.mesa_peer import simulate_peer

OURS, THEIRS = 2000, 120
SIGMAS = 4.5
SMALL = {"nodes": 14, "volumes_per_node": 5, "ticks": 60, "spare_capacity": 0.06, "cut_off_fraction": 0.3,
         "bug_probability": 0.01, "cut_off_at": 5, "cut_off_for": 4}  # fmt: skip

SETTINGS: dict[str, dict[str, Any]] = {
    "a storm": {},
    "backoff without jitter, more slots at 30": {
        "backoff": 2, "jitter": "none", "bug_probability": 0.003, "actions": ((30, "add_capacity", 0.05),)},
    "full jitter on a ring": {
        "backoff": 3, "jitter": "full", "peers": "ring", "degree": 4, "bug_probability": 0.005},
    "decorrelated jitter on a random graph, restarts": {
        "backoff": 3, "jitter": "decorrelated", "peers": "random", "degree": 4, "restart_after": 7},
    "cells, cut together": {"peers": "cells", "cells": 3, "cut_off_shape": "together", "backoff": 1},
    "reconnect and everyday losses": {
        "reconnect": 0.4, "background": 0.01, "copy_ticks": 3, "bug_probability": 0.005, "backoff": 1},
    "a race to fix": {
        "bug_probability": 0.02, "fixed_share": 0.3, "actions": ((11, "fix_nodes", 0.7), (20, "fix_bug", 0.001))},
    "stop, then throttle": {
        "bug_probability": 0.005, "backoff": 1,
        "actions": ((12, "stop_search", 1), (25, "add_capacity", 0.1), (25, "throttle", 0.2), (25, "stop_search", 0))},
    "patience on order": {
        "bug_probability": 0.003, "backoff": 5, "jitter": "decorrelated",
        "actions": ((20, "set_backoff", 0), (26, "set_backoff", 4))},
    "trust on order": {
        "bug_probability": 0.004, "backoff": 1, "restart_after": 12,
        "actions": ((14, "reconnect", 0.5), (25, "restart_nodes", None), (25, "reconnect", 0.3))},
    "broken by hand": {
        "bug_probability": 0.002, "spare_capacity": 0.2, "restart_after": 9, "background": 0.01,
        "actions": ((7, "crash_node", 3), (20, "crash_node", 3), (20, "crash_node", 4), (24, "restart_nodes", None))},
    "a request limit, alone and then for some time": {
        "request_limit": 4, "bug_probability": 0.02, "backoff": 1,
        "actions": ((20, "request_limit", 0), (30, "request_limit", 2))},
    "a retry budget, then less of it": {
        "retry_budget": 0.8, "bug_probability": 0.006, "actions": ((25, "retry_budget", 0.2),)},
    "both, with a throttle and restarts": {
        "retry_budget": 0.5, "request_limit": 3, "bug_probability": 0.03, "restart_after": 6,
        "actions": ((12, "throttle", 0.6), (22, "retry_budget", 0), (26, "retry_budget", 0.3), (35, "throttle", 0))},
    "nodes that flap": {"restart_after": 3, "bug_probability": 0.03},
    "cut again": {
        "bug_probability": 0.002, "spare_capacity": 0.25, "reconnect": 0.2, "cut_off_for": 0, "background": 0.01,
        "actions": ((8, "cut_off", 3), (11, "cut_off", 2), (14, "add_capacity", 0.03), (18, "cut_off", 4))},
}  # fmt: skip
SUMS = ("requests", "accepted", "crashes", "newly_stuck", "stranded", "relieved", "expected_stranded")
MEANS = ("stuck", "searching", "cut_off", "copying", "offline", "nodes_up", "free_slots", "most_closings")
ENDS = ("mirrored", "searching", "offline", "nodes_up", "free_slots")


def measured(series: Any, fates: Any) -> dict[str, np.ndarray]:
    """Return one number a run for everything compared; ``series`` gives arrays (K, T+1) by name."""
    found = {f"{name} in all": series(name).sum(axis=1) for name in SUMS}
    found |= {f"{name} on average": series(name).mean(axis=1) for name in MEANS}
    found |= {f"{name} at the end": series(name)[:, -1] for name in ENDS}
    found |= {f"requests in the ticks before {tick}": series("requests")[:, tick - 5 : tick].sum(axis=1)
              for tick in (15, 20, 25, 30, 40)}  # fmt: skip
    found["the most stuck"] = series("stuck").max(axis=1)
    return found | {fate: np.asarray(fates) == fate for fate in ("over", "held", "raging", "collapsed")}


def ours(settings: dict[str, Any]) -> dict[str, np.ndarray]:
    ensemble: Ensemble = simulate_many([Scenario(seed=seed, **settings) for seed in range(OURS)])
    return measured(ensemble.series, ensemble.fates)


def theirs(settings: dict[str, Any]) -> dict[str, np.ndarray]:
    runs = [simulate_peer(seed=seed, **settings) for seed in range(THEIRS)]
    return measured(lambda name: np.array([run[name] for run in runs]), [run["fate"] for run in runs])


def errors_off(one: np.ndarray, other: np.ndarray) -> float:
    """Return by how many standard errors two means differ, if both are of one distribution.

    Its spread is known from our many runs; one run of theirs may be as rare as one in a thousand.
    """
    spread = max(float(one.std()), np.sqrt(0.001 * 0.999))
    return float(abs(one.mean() - other.mean()) / (spread * np.sqrt(1 / len(one) + 1 / len(other))))


@pytest.mark.slow
@pytest.mark.parametrize("name", SETTINGS)
def test_mesa_has_the_same_means(name):
    settings = SMALL | SETTINGS[name]
    first, second = ours(settings), theirs(settings)
    off = {what: errors_off(first[what], second[what]) for what in first}
    far = {what: (first[what].mean(), second[what].mean()) for what, errors in off.items() if errors > SIGMAS}
    assert not far, far


def test_the_settings_cover_every_action_jitter_and_peer_graph():
    used = {action[1] for settings in SETTINGS.values() for action in settings.get("actions", ())}
    assert len(used) == 12
    for field, values in (("jitter", 4), ("peers", 4), ("cut_off_shape", 2)):
        assert len({getattr(Scenario(**SMALL | settings), field) for settings in SETTINGS.values()}) == values


def test_the_settings_are_no_calm_ones():
    for name, settings in SETTINGS.items():
        many = ours(SMALL | settings)
        assert many["crashes in all"].mean() > 0.3, name
        assert many["accepted in all"].mean() > 3, name
        assert many["requests in all"].std() > 5, name
