"""Few golden runs that pin version 1 of rules and defaults: the same numbers on every machine and every day.

Where one of these fails and the rules were meant to change, `model.scenario.VERSION` must change too: links and files
that people keep lead to runs.
"""

import hashlib

import numpy as np
import pytest

from model import VERSION, Run, Scenario, simulate

COUNTED = (
    *("mirrored", "cut_off", "searching", "copying", "offline", "nodes_up", "stuck", "requests", "accepted"),
    *("refused", "crashes", "newly_stuck", "stranded", "relieved", "free_slots", "most_closings"),
)
EVENT = ("volume", "primary", "partner", "old", "state", "cause", "by")
REQUEST = ("volume", "sender", "receiver", "accepted")

EVERY_ACTION = (
    (12, "set_backoff", 2), (14, "cut_off", 4), (16, "crash_node", 7), (20, "fix_nodes", 0.5), (24, "throttle", 0.4),
    (30, "stop_search", 1), (34, "stop_search", 0), (36, "add_capacity", 0.03), (40, "fix_bug", 0.0005),
    (44, "reconnect", 0.3), (50, "restart_nodes", None),
)  # fmt: skip
GOLDEN = {
    "defaults": (Scenario(), ("collapsed", 7498, 64, "cec9441534716f69")),
    "backoff holds": (Scenario(backoff=5, seed=7), ("held", 810, 0, "17d21ec131d2caee")),
    "every action, on a ring": (
        Scenario(nodes=30, peers="ring", degree=6, jitter="full", restart_after=15, background=0.002, ticks=100,
                 reconnect=0.2, fixed_share=0.1, bug_probability=0.004, actions=EVERY_ACTION, seed=2**32 - 1),
        ("over", 743, 8, "7a1f3f3db3a05018"),
    ),
    "decorrelated, on a random graph": (
        Scenario(nodes=101, volumes_per_node=7, peers="random", degree=10, jitter="decorrelated", backoff=3, seed=11),
        ("held", 1031, 1, "4cb3eef0d759fd6b"),
    ),
    "seven cells, cut together": (
        Scenario(nodes=40, peers="cells", cells=7, cut_off_shape="together", cut_off_fraction=0.3, jitter="none",
                 backoff=2, spare_capacity=0.1, seed=0),
        ("over", 1165, 12, "77887827e957ae25"),
    ),
}  # fmt: skip
"""Scenarios with fate, requests, crashes and `fingerprint` of their runs."""


def fingerprint(run: Run) -> str:
    """Return a hash of all that was counted and all that happened."""
    columns = [run.series(name) for name in COUNTED]
    columns += [run.events[field] for field in EVENT] + [run.requests[field] for field in REQUEST]
    digest = hashlib.sha256()
    for column in columns:
        digest.update(np.ascontiguousarray(column).astype("<i8").tobytes())
    return digest.hexdigest()[:16]


@pytest.mark.parametrize("name", GOLDEN)
def test_a_golden_run_is_as_it_was(name):
    scenario, expected = GOLDEN[name]
    run = simulate(scenario)
    assert (run.fate, int(run.series("requests").sum()), len(run.crashes), fingerprint(run)) == expected


def test_these_are_the_runs_of_version_1():
    assert VERSION == 1
