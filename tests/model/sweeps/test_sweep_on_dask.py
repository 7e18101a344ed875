"""A sweep on Dask: the same numbers from two worker processes, also when one of them is killed in the midst of it."""

import logging
import os
import signal
from collections.abc import Iterator

import numpy as np
import pytest

from model import Scenario, Sweep, sweep

distributed = pytest.importorskip("distributed")

BASE = Scenario(nodes=16, volumes_per_node=6, ticks=90)
AXES = ("backoff", [0, 1, 3]), ("bug_probability", np.linspace(0, 0.02, 21).tolist())

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="signals of another kind"),
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    # Sockets to the worker that is killed are still open when they are collected.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def client() -> Iterator["distributed.Client"]:
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=":0", silence_logs=logging.CRITICAL
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def same(one: Sweep, other: Sweep) -> bool:
    """Say whether two sweeps hold the same numbers."""
    return (one.runs == other.runs).all() and (one.facts == other.facts).all()


@pytest.mark.parametrize("how", [{"seeds": 30}, {"precision": 0.1}], ids=["seeds", "precision"])
def test_two_worker_processes_give_the_same(client: "distributed.Client", how: dict[str, float]):
    pids = client.run(os.getpid)
    assert len(set(pids.values()) - {os.getpid()}) == 2
    assert same(sweep(BASE, *AXES, **how, executor=client.get_executor()), sweep(BASE, *AXES, **how))


def test_a_worker_that_is_killed_loses_nothing(client: "distributed.Client"):
    victim = next(iter(client.run(os.getpid).values()))
    killed: list[int] = []

    def kill(so_far: Sweep, done: int, of: int) -> None:
        if not killed and done < of:
            os.kill(victim, signal.SIGKILL)
            killed.append(done)

    made = sweep(BASE, *AXES, seeds=1200, executor=client.get_executor(), progress=kill)
    assert killed
    assert killed[0] < 63 * 1200
    assert same(made, sweep(BASE, *AXES, seeds=1200))
