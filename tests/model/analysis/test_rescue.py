"""Acting in time, against brute force; and work that tells how far it has come and can be called off."""

import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor

import numpy as np
import pytest

from model import Scenario, simulate, simulate_many
from model.analysis import rescue
from model.analysis.prevention import FINE, prevent_against_cure
from model.analysis.rescue import AS_IN_2011, RESCUES, acting, chances_to_save, collapsed, last_minute

EDGE = Scenario(bug_probability=0.0005)


# The last minute to act


@pytest.mark.parametrize("name", RESCUES)
@pytest.mark.parametrize("seed", [1, 4])
def test_the_last_minute_is_what_brute_force_finds(name: str, seed: int):
    scenario = Scenario(nodes=32, seed=seed, ticks=120, bug_probability=0.002)
    found = last_minute(scenario, RESCUES[name])
    assert found.needed
    assert found.ticks.tolist() == list(range(1, 121))
    fates, stuck = [], []
    for tick in range(1, 121):
        actions = [(tick + later, *rest) for later, *rest in RESCUES[name] if tick + later <= 120]
        run = simulate(scenario.replace(actions=actions))
        fates.append(run.fate)
        stuck.append(int(run.series("stuck")[-1]))
    saved = [fate != "collapsed" for fate in fates]
    assert found.saved.tolist() == saved
    assert found.over.tolist() == [fate == "over" for fate in fates]
    assert found.last_over == max((tick for tick in range(1, 121) if fates[tick - 1] == "over"), default=None)
    last = max((tick for tick in range(1, 121) if saved[tick - 1]), default=None)
    assert found.last == last
    assert found.stuck.tolist() == stuck
    until = found.last_over
    assert found.gaps == (0 if until is None else found.over.tolist()[:until].count(False))


def test_some_rescues_save_and_some_come_too_late():
    last = {name: last_minute(Scenario(), rescue).last for name, rescue in RESCUES.items()}
    assert all(last[name] > Scenario().cut_off_at for name in ("add_capacity", "set_backoff", "fix_bug"))
    assert last["reconnect"] is None  # the volumes that trust their copy again are too few for this luck


def test_a_run_that_does_not_collapse_needs_no_rescue():
    found = last_minute(Scenario(spare_capacity=0.2), RESCUES["fix_bug"])
    assert not found.needed
    assert found.last is None
    assert not found.saved.any()
    assert not found.over.any()
    assert found.last_over is None


def test_an_operators_actions_stay_and_what_is_too_late_falls_away():
    scenario = Scenario(ticks=50, actions=[(5, "set_backoff", 2)])
    assert acting(scenario, RESCUES["stop_search"], 30) == (
        (5, "set_backoff", 2), (30, "stop_search", 1), (50, "stop_search", 0),
    )  # fmt: skip
    assert acting(scenario, RESCUES["stop_search"], 31)[1:] == ((31, "stop_search", 1),)


def test_the_chance_to_be_saved_is_counted_among_those_that_would_collapse():
    found = chances_to_save(EDGE, RESCUES["add_capacity"], [40, 15, 200], 40)
    alone = [simulate(EDGE.replace(seed=seed)).fate == "collapsed" for seed in range(1, 41)]
    assert found.ticks.tolist() == [15, 40, 200]
    assert (found.of, found.replicates) == (sum(alone), 40)
    for row, tick in enumerate(found.ticks.tolist()):
        acted = EDGE.replace(actions=[(tick, "add_capacity", 0.1)])
        fates = [simulate(acted.replace(seed=seed)).fate for seed in range(1, 41)]
        assert found.saved[row] == sum(a and fate != "collapsed" for a, fate in zip(alone, fates, strict=True))
    low, high = found.interval()
    assert (low <= found.share).all()
    assert (found.share <= high).all()
    assert np.isnan(chances_to_save(Scenario(spare_capacity=0.3), RESCUES["fix_bug"], [5], 5).share).all()


def test_the_chance_to_be_saved_may_be_told_of_other_lucks():
    found = chances_to_save(EDGE, RESCUES["add_capacity"], [20], 30, first=80_001)
    lost = [seed for seed in range(80_001, 80_031) if simulate(EDGE.replace(seed=seed)).fate == "collapsed"]
    acted = EDGE.replace(actions=[(20, "add_capacity", 0.1)])
    assert found.of == len(lost)
    assert found.over[0] == sum(simulate(acted.replace(seed=seed)).fate == "over" for seed in lost)


# Prevent against cure


def test_the_room_that_prevents_and_the_room_that_cures_are_where_half_the_lucks_collapse():
    found = prevent_against_cure(Scenario(), (20, 60), 60)
    assert found.collapse == collapsed(Scenario(), [{}], 1, 60).mean()

    def lost(share: float, tick: int) -> float:
        if tick == 0:
            scenario = Scenario(spare_capacity=0.05 + share)
        else:
            scenario = Scenario(actions=[(tick, "add_capacity", share)])
        return simulate_many([scenario.replace(seed=seed) for seed in range(1, 61)], series=False).share("collapsed")

    for room in (found.prevent, found.cures[0]):
        assert lost(room.share, room.tick) == pytest.approx(1 - room.saved)
        assert lost(room.share, room.tick) <= 0.5 < lost(room.share - FINE, room.tick)
    assert found.prevent.share < found.cures[0].share
    assert found.cures[1].share is None  # at minute 60 not even as much again as all copies would do
    assert lost(1, 60) == pytest.approx(1 - found.cures[1].saved)
    assert lost(1, 60) > 0.5


def test_no_more_room_changes_nothing():
    lost = collapsed(EDGE, [{}, {"actions": acting(EDGE, ((0, "add_capacity", 0),), 20)}], 1, 60)
    np.testing.assert_array_equal(lost[0], lost[1])


def test_where_half_the_lucks_are_safe_no_room_is_needed():
    assert prevent_against_cure(Scenario(spare_capacity=0.15), (20,), 10).prevent.share == 0


# Work that tells how far it has come, and that can be called off

LONG = Scenario(bug_probability=0.002)
HEAVY = {
    "the last minute": lambda **how: last_minute(LONG, RESCUES["fix_bug"], **how),
    "a run that needs no rescue": lambda **how: last_minute(EDGE.replace(bug_probability=0), RESCUES["fix_bug"], **how),
    "the chance to save": lambda **how: chances_to_save(LONG, RESCUES["throttle"], [10, 20, 40], 40, **how),
    "prevent or cure": lambda **how: prevent_against_cure(LONG, (20, 60), 40, **how),
    "nothing to prevent": lambda **how: prevent_against_cure(LONG.replace(spare_capacity=0.2), (20,), 40, **how),
}
CALLED_OFF = {name: HEAVY[name] for name in ("the last minute", "the chance to save", "prevent or cure")}


class Counting(ThreadPoolExecutor):
    """One thread; counts the runs that were begun."""

    def __init__(self) -> None:
        super().__init__(1)
        self.begun = 0

    def submit(self, fn, /, base, part):
        def counted():
            self.begun += sum(piece.last - piece.first + 1 for piece in part)
            return fn(base, part)

        return super().submit(counted)


@pytest.mark.parametrize("work", HEAVY.values(), ids=HEAVY)
def test_progress_only_grows_and_ends_with_the_whole(work: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rescue, "PART_WORK", 7 * LONG.volumes * LONG.ticks)
    told: list[tuple[int, int]] = []
    with Counting() as crew:
        work(executor=crew, progress=lambda *news: told.append(news))
    done, of = np.array(told).T
    assert (np.diff(done) >= 0).all()
    assert (np.diff(of) <= 0).all()
    assert (np.diff(done) <= 7).all()
    assert done[-1] == of[-1] == crew.begun


@pytest.mark.parametrize("work", CALLED_OFF.values(), ids=CALLED_OFF)
def test_who_calls_off_waits_for_no_more_than_the_parts_in_hand(work: Callable, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(rescue, "PART_WORK", 3 * LONG.volumes * LONG.ticks)
    told: list[int] = []
    with Counting() as crew:
        with pytest.raises(CancelledError):
            work(executor=crew, progress=lambda done, of: told.append(done), cancel=lambda: len(told) > 5)
        at_once = crew.begun
    assert told[-1] < 40
    assert at_once <= crew.begun <= told[-1] + 2 * 3  # the part in hand, and one that began meanwhile


class Silent(Executor):
    """Hands in no part before everybody has lost patience; then it fails."""

    def submit(self, fn, /, *args):
        late: Future = Future()
        timer = threading.Timer(30, late.set_exception, [TimeoutError("nobody asked whether to stop")])
        late.add_done_callback(lambda _: timer.cancel())
        timer.start()
        return late


@pytest.mark.parametrize("work", CALLED_OFF.values(), ids=CALLED_OFF)
def test_it_is_asked_whether_to_stop_while_no_part_comes_in(work: Callable):
    asked = iter([False, False, False, True])
    with pytest.raises(CancelledError):
        work(executor=Silent(), cancel=lambda: next(asked))


def test_long_runs_are_dealt_out_one_by_one_and_short_ones_many_at_once():
    large = Scenario(nodes=1000, volumes_per_node=20, ticks=500)
    assert max(len(part) for part in rescue._parts(large, [{}] * 3, 1, 4)) == 1
    assert {part[0].last - part[0].first + 1 for part in rescue._parts(large, [{}], 1, 4)} == {2}
    small = rescue._parts(EDGE, [{}] * 30, 1, 50)
    assert len(small) == 15
    assert [piece.cell for part in small for piece in part] == list(range(30))


def test_a_rescue_is_judged_by_what_is_over_and_what_is_left_stuck():
    found = chances_to_save(EDGE, RESCUES["add_capacity"], [20, 60], 40)
    lost = [seed for seed in range(1, 41) if simulate(EDGE.replace(seed=seed)).fate == "collapsed"]
    assert found.of == len(lost)
    for row, tick in enumerate((20, 60)):
        acting_at = EDGE.replace(actions=acting(EDGE, RESCUES["add_capacity"], tick))
        runs = [simulate(acting_at.replace(seed=seed)) for seed in lost]
        assert found.over[row] == sum(run.fate == "over" for run in runs)
        assert found.saved[row] == sum(run.fate != "collapsed" for run in runs)
        assert found.stuck[row] == np.median([run.series("stuck")[-1] for run in runs])
        low, high = found.interval_over()
        assert low[row] <= found.share_over[row] <= high[row]


def test_all_of_it_together_is_the_best_of_all_tried():
    ticks = [20, 30, 40]
    together = chances_to_save(Scenario(), AS_IN_2011, ticks, 150)
    assert together.share_over == pytest.approx([1, 0.84, 0.37], abs=0.13)
    for alone in RESCUES.values():
        assert (chances_to_save(Scenario(), alone, ticks, 150).share_over <= together.share_over).all()


def test_a_fix_at_forty_saves_and_ends_nothing():
    fix = chances_to_save(Scenario(), RESCUES["fix_bug"], [40], 150)
    assert fix.share[0] > 0.4
    assert fix.share_over[0] < 0.05
    assert fix.stuck[0] > 320
