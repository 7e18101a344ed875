"""A map is made of the very runs that `simulate` plays, whoever plays them; it comes coarse first, and can stop."""

import importlib
import os
import signal
import threading
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import numpy as np
import pytest

from model import FATES, Scenario, Sweep, simulate, sweep
from model.runs.certainty import half_width
from model.sweeps.replicates import Setting

BASE = Scenario(nodes=16, volumes_per_node=6, ticks=90)
BACKOFF = ("backoff", [0, 1, 3])
BUG = ("bug_probability", [0.0, 0.002, 0.01, 0.05])


SWEEP = importlib.import_module("model.sweeps.sweep")


def _lucks(one: Setting) -> range:
    return range(one.first, one.last + 1)


def _runs(part: list[Setting]) -> list[int]:
    return [luck for one in part for luck in _lucks(one)]


def same(one: Sweep, other: Sweep) -> bool:
    """Say whether two sweeps hold the same numbers."""
    return (one.runs == other.runs).all() and (one.facts == other.facts).all()


@pytest.fixture(scope="module")
def made() -> Sweep:
    return sweep(BASE, BACKOFF, BUG, seeds=6)


def test_every_luck_of_a_cell_is_the_run_that_its_seed_gives_alone(made: Sweep):
    assert (made.runs == 6).all()
    for i, backoff in enumerate(BACKOFF[1]):
        for j, bug in enumerate(BUG[1]):
            for k, luck in enumerate(made.replicates(i, j)):
                scenario = BASE.replace(backoff=backoff, bug_probability=bug, seed=k + 1)
                assert made.scenario(i, j, seed=k + 1) == scenario
                run = simulate(scenario)
                price = run.outcome
                assert luck["seed"] == k + 1
                assert FATES[luck["fate"]] == run.fate
                assert luck["crashed"] == price.crashed
                assert luck["peak_stuck"] == run.series("stuck").max()
                assert luck["calm_from"] == (-1 if price.calm_from is None else price.calm_from)
    assert len({FATES[fate] for fate in made.facts["fate"]}) >= 3


def test_shares_quantiles_and_times_are_those_of_the_lucks(made: Sweep):
    for i in range(3):
        for j in range(4):
            replicates = made.replicates(i, j)
            for code, fate in enumerate(FATES):
                assert made.share(fate)[i, j] == np.mean(replicates["fate"] == code)
            for name in ("crashed", "peak_stuck"):
                q = [0, 0.1, 0.5, 0.77, 1]
                np.testing.assert_allclose(made.quantiles(name, q)[:, i, j], np.quantile(replicates[name], q))
                assert made.quantiles(name, 0.5)[i, j] == np.median(replicates[name])
            since = sorted(np.where(replicates["calm_from"] < 0, np.inf, replicates["calm_from"]))[2]
            assert made.time_to_over()[i, j] == pytest.approx(since if since < np.inf else np.nan, nan_ok=True)
    assert np.isnan(made.time_to_over()).any()
    assert np.isfinite(made.time_to_over()).any()


def test_any_two_settings_words_too_and_settings_that_change_the_cluster():
    made = sweep(BASE.replace(degree=4), ("peers", ["cluster", "ring"]), ("nodes", [8, 16.0]), seeds=2)
    assert made.y == (8, 16)
    assert made.share("over").shape == (2, 2)
    assert (
        made.replicates(1, 0)["crashed"][1]
        == simulate(BASE.replace(degree=4, peers="ring", nodes=8, seed=2)).series("crashes").sum()
    )


def test_an_operators_actions_and_the_other_settings_are_kept():
    base = BASE.replace(actions=[(30, "add_capacity", 0.3)], jitter="full")
    made = sweep(base, BACKOFF, BUG, seeds=2)
    assert (
        made.replicates(0, 2)["peak_stuck"][1]
        == simulate(base.replace(bug_probability=0.01, seed=2)).series("stuck").max()
    )


def test_a_coarse_grid_comes_first_then_the_whole():
    told: list[tuple[Sweep, int, int]] = []
    values = np.linspace(0, 0.2, 21).tolist()
    made = sweep(
        BASE, ("spare_capacity", values), ("fixed_share", values), seeds=1, progress=lambda *news: told.append(news)
    )
    first, done, of = told[0]
    assert done == of == first.runs.sum() == 36
    assert (first.runs[::4, ::4] == 1).all()
    assert np.isnan(first.share("over")).sum() == 441 - 36
    assert not np.isnan(first.filled(first.share("over"))).any()
    assert first.filled(first.share("over"))[1, 1] == first.share("over")[0, 0]
    assert told[-1][1:] == (441, 441)
    assert same(told[-1][0], made)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


@pytest.mark.parametrize("kind", ["event", "function"])
def test_it_stops_when_told_and_returns_what_there_is(kind: str):
    event = threading.Event()
    cancel = event if kind == "event" else event.is_set
    values = np.linspace(0, 0.05, 41).tolist()
    made = sweep(BASE, BACKOFF, ("bug_probability", values), seeds=100, cancel=cancel, progress=lambda *_: event.set())
    assert 0 < made.runs.sum() < 3 * 41 * 100
    assert set(np.unique(made.runs)) == {0, 100}
    whole = sweep(BASE, BACKOFF, ("bug_probability", values), seeds=100, so_far=made)
    assert same(whole, sweep(BASE, BACKOFF, ("bug_probability", values), seeds=100))


@pytest.mark.parametrize("axes", [(BACKOFF, BUG), (BUG, BACKOFF), (BACKOFF, ("fixed_share", [0, 0.2, 0.5, 1]))])
def test_every_luck_that_is_missing_is_dealt_out_once_the_low_ones_first(axes, monkeypatch):
    monkeypatch.setattr(SWEEP, "COUPLED_WORK", 40 * 96 * 90)
    monkeypatch.setattr(SWEEP, "PART_WORK", 10 * 96 * 90)
    wanted = np.array([3, 40, 0, 7, 101, 5, 1, 0, 9, 60, 2, 30]).reshape([len(values) for _, values in axes])
    made = sweep(BASE, *axes, seeds=2)
    dealt = [(one.cell, luck) for part in SWEEP._parts(made, wanted) for one in part for luck in _lucks(one)]
    assert sorted(dealt) == [
        (cell, luck) for cell, last in enumerate(wanted.ravel().tolist()) for luck in range(3, last + 1)
    ]
    for cell in range(12):
        replicates = [luck for where, luck in dealt if where == cell]
        assert replicates == sorted(replicates)
    assert max(len(_runs(part)) for part in SWEEP._parts(made, wanted)) <= 2 * 40


def test_a_luck_that_comes_before_those_below_it_waits_or_is_left_out():
    made = sweep(BASE, BACKOFF, BUG, seeds=2)
    late = made.facts[:3].copy()
    late["seed"] = [5, 3, 4]
    known, waiting = SWEEP._merged(made, [(np.array([7, 7, 3]), late)])
    assert known.runs.ravel().tolist() == [2, 2, 2, 2, 2, 2, 2, 3, 2, 2, 2, 2]
    [(cells, facts)] = waiting
    assert list(zip(cells.tolist(), facts["seed"].tolist(), strict=True)) == [(7, 5), (3, 4)]


def test_with_a_precision_every_share_is_as_sure_as_asked_for_and_no_surer_than_need_be():
    made = sweep(BASE, BACKOFF, BUG, precision=0.08)
    shares = made.counts / made.runs[..., None]
    widths = half_width(shares, made.runs[..., None]).max(axis=-1)
    assert (widths <= 0.08).all()
    assert widths.min() > 0.05
    assert made.runs.min() < 40 < 100 < made.runs.max()
    assert np.corrcoef(made.runs.ravel(), np.abs(shares - 0.5).min(axis=-1).ravel())[0, 1] < -0.8


BAD = {
    "a setting that is none": ((("wind", [1]), BUG), {}, "an axis must be one of nodes, .*; wind was given"),
    "the luck": ((("seed", [1]), BUG), {}, "; seed was given"),
    "twice": ((BUG, BUG), {}, "must be different settings; bug_probability was given twice"),
    "nothing": ((("backoff", []), BUG), {}, "the axis backoff must have at least one value"),
    "out of range": ((("backoff", [0, 9]), BUG), {}, "backoff must be a whole number from 0 to 8; 9 was given"),
    "together": ((("nodes", [4, 1000]), ("ticks", [100, 5000])), {}, "ticks must be at most 3333"),
    "seeds": ((BACKOFF, BUG), {"seeds": 0}, "seeds must be a whole number from 1 to 10000; 0 was given"),
    "precision": ((BACKOFF, BUG), {"precision": 0.0001}, "precision must be a number from 0.001 to 0.5; 0.0001 was"),
    "too much": ((("backoff", range(9)), ("cut_off_at", range(1, 201))), {"seeds": 10_000}, "at most 10000000 runs"),
}  # fmt: skip


@pytest.mark.parametrize(("axes", "settings", "sentence"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_answered_with_a_sentence(axes, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        sweep(BASE, *axes, **settings)


def test_threads_of_ones_own_give_the_same(made: Sweep):
    with ThreadPoolExecutor(3) as pool:
        assert same(sweep(BASE, BACKOFF, BUG, seeds=6, executor=pool), made)


class Upset(Executor):
    """Hands the first parts back undone, as a pool of processes does when one of them is killed."""

    def __init__(self, lost: int) -> None:
        self.lost = lost

    def submit(self, work, /, *args, **kwargs):
        if self.lost < 0:
            raise BrokenProcessPool("broken")
        self.lost -= 1
        future: Future = Future()
        future.set_exception(BrokenProcessPool("killed"))
        return future


@pytest.mark.parametrize("lost", [0, 1])
def test_what_a_broken_pool_did_not_do_is_done_here(made: Sweep, lost: int):
    assert same(sweep(BASE, BACKOFF, BUG, seeds=6, executor=Upset(lost)), made)


def test_an_error_in_a_part_is_told():
    class Failing(Upset):
        def submit(self, work, /, *args, **kwargs):
            future: Future = Future()
            future.set_exception(RuntimeError("no luck"))
            return future

    with pytest.raises(RuntimeError, match="no luck"):
        sweep(BASE, BACKOFF, BUG, seeds=6, executor=Failing(0))


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_a_worker_process_that_is_killed_loses_nothing():
    values = np.linspace(0, 0.05, 21).tolist()
    whole = sweep(BASE, BACKOFF, ("bug_probability", values), seeds=1200)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        victim = pool.submit(os.getpid).result()
        killed: list[int] = []

        def kill(_: Sweep, done: int, of: int) -> None:
            if not killed and done < of:
                killed.append(victim)
                os.kill(victim, signal.SIGKILL)

        made = sweep(BASE, BACKOFF, ("bug_probability", values), seeds=1200, executor=pool, progress=kill)
    assert killed
    assert same(made, whole)


ACTING = BASE.replace(actions=((20, "add_capacity", 0.05), (25, "throttle", 0.5)))


def test_an_axis_can_be_an_actions_minute_or_its_value():
    made = sweep(ACTING, ("add_capacity.tick", [12, 30]), ("throttle.value", [0.2, 0]), seeds=3)
    assert made.scenario(1, 0, 2).actions == ((25, "throttle", 0.2), (30, "add_capacity", 0.05))
    for i, j in np.ndindex(2, 2):
        fates = [simulate(made.scenario(i, j, seed)).fate for seed in (1, 2, 3)]
        assert [FATES[code] for code in made.replicates(i, j)["fate"]] == fates
    with_bug = sweep(ACTING, ("add_capacity.value", [0, 0.2]), BUG, seeds=3)
    assert with_bug.scenario(1, 1).actions[0] == (20, "add_capacity", 0.2)
    fates = [simulate(with_bug.scenario(1, 1, seed)).fate for seed in (1, 2, 3)]
    assert [FATES[code] for code in with_bug.replicates(1, 1)["fate"]] == fates


def test_a_sweep_can_be_over_one_setting():
    one = sweep(BASE, BACKOFF, seeds=4)
    assert one.shape == (3, 1)
    for i in range(3):
        fates = [simulate(BASE.replace(backoff=one.x[i], seed=seed)).fate for seed in (1, 2, 3, 4)]
        assert [FATES[code] for code in one.replicates(i, 0)["fate"]] == fates


@pytest.mark.parametrize(
    ("x", "said"),
    [
        ({"backoff": [1]}, r'x must be a name and its values, for example \("backoff", \[0, 1, 2\]\)'),
        (("backoff", 3), "x must be a name and its values"),
        (("jitter", "none"), "x must be a name and its values"),
        (("throttle.minute", [1]), "or an action's minute or value"),
        (
            ("fix_bug.tick", [1]),
            "must be of a run with exactly one action fix_bug, for example 40:fix_bug:0.05; it has 0",
        ),
        (("throttle.tick", [0, 20]), "the tick of throttle must be a whole number from 1 to"),
        (("throttle.value", [2]), "throttle must be a number from 0 to 1; 2 was given"),
    ],
)
def test_an_axis_of_another_form_is_refused_with_the_form_once(x, said):
    with pytest.raises(ValueError, match=said) as refused:
        sweep(ACTING, x)
    assert len(str(refused.value).split("\n")) == 1


def test_a_precision_below_a_hundredth_is_kept():
    fine = sweep(Scenario(nodes=4, volumes_per_node=1, ticks=12), ("backoff", [0]), precision=0.004)
    low, high = fine.interval("over")
    assert (high - low).max() / 2 <= 0.004
    with pytest.raises(ValueError, match=r"from 0.001 to 0.5"):
        sweep(BASE, BACKOFF, precision=0.0001)
