"""Maps, acting in time, two runs side by side: on clusters so small that plain Python plays them (`make coverage`)."""

import csv
import io
import threading
from concurrent.futures import CancelledError, Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import numpy as np
import pytest

from model import FATES, Scenario, simulate, sweep
from model.analysis.butterfly import find_butterfly
from model.analysis.prevention import FINE, most_tries, prevent_against_cure
from model.analysis.rescue import RESCUES, acting, chances_to_save, collapsed, last_minute
from model.cli import sweep_command
from model.cli.command import main
from model.cli.sweep_file import read_npz, write_npz
from model.rules.pairs import PAIRS, butterfly
from model.runs.certainty import half_width
from model.runs.divergence import divergence, first_seen, nodes_up
from model.sweeps.replicates import FACTS

TINY = Scenario(nodes=8, volumes_per_node=3, ticks=30, bug_probability=0.05, cut_off_fraction=0.4, seed=3)
BACKOFF, BUG = ("backoff", [0, 3]), ("bug_probability", [0, 0.02, 0.05])
WORDS = ["--nodes=8", "--volumes-per-node=3", "--ticks=30", "--cut-off-fraction=0.4"]


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of a sweep from the command line."""
    return (main(["sweep", *words, *WORDS]), *capsys.readouterr())


# Maps


@pytest.mark.parametrize("axes", [(BACKOFF, BUG), (BUG, BACKOFF), (BACKOFF, ("fixed_share", [0, 0.5]))])
def test_a_map_is_made_of_the_runs_that_its_cells_name(axes):
    made = sweep(TINY, *axes, seeds=2)
    assert (made.runs == 2).all()
    for i, j in np.ndindex(made.shape):
        for luck in made.replicates(i, j):
            run = simulate(made.scenario(i, j, seed=int(luck["seed"])))
            assert FATES[luck["fate"]] == run.fate
            assert (luck["crashed"], luck["peak_stuck"]) == (len(run.crashes), run.series("stuck").max())
    assert made.share("over") + made.share("held") == pytest.approx(1 - made.share("raging") - made.share("collapsed"))
    assert made.quantiles("crashed", 0.5).tolist() == [
        [np.median(made.replicates(i, j)["crashed"]) for j in range(made.shape[1])] for i in range(made.shape[0])
    ]
    with pytest.raises(KeyError, match="weather is not kept"):
        made.quantiles("weather", 0.5)


def test_a_map_comes_coarse_first_is_called_off_and_goes_on_where_it_was():
    values = np.linspace(0, 0.2, 9).tolist()
    asked, told, event = (TINY, BACKOFF, ("spare_capacity", values)), [], threading.Event()

    def report(so_far, done, of):
        told.append((done, of, so_far))
        event.set()

    part = sweep(*asked, seeds=1, progress=report, cancel=event)
    first = told[0][2]
    assert told[0][0] == first.runs.sum() < 18
    assert part.runs.sum() < 18
    filled = first.filled(first.share("over"))
    assert np.isnan(first.share("over")).any()
    assert not np.isnan(filled).any()
    whole = sweep(*asked, seeds=1, so_far=part, cancel=lambda: False)
    assert (whole.facts == sweep(*asked, seeds=1).facts).all()
    assert np.isnan(whole.time_to_over()).tolist() == (whole.share("over") < 0.5).tolist()
    empty = sweep(*asked, seeds=1, cancel=lambda: True)
    assert np.isnan(empty.filled(empty.share("over"))).all()


def test_a_precision_takes_lucks_where_luck_decides():
    made = sweep(TINY, BACKOFF, BUG, precision=0.3)
    shares = made.counts / made.runs[..., None]
    assert (half_width(shares, made.runs[..., None]) <= 0.3).all()
    assert made.runs.min() < made.runs.max()


class Broken(Executor):
    """A pool that has lost its workers; or one whose parts go wrong."""

    def __init__(self, error: Exception, at_once: bool) -> None:
        self.error, self.at_once = error, at_once

    def submit(self, work, /, *args, **kwargs):
        if self.at_once:
            raise self.error
        future: Future = Future()
        future.set_exception(self.error)
        return future


@pytest.mark.parametrize("at_once", [True, False])
def test_what_a_broken_pool_did_not_play_is_played_here(at_once):
    made = sweep(TINY, BACKOFF, BUG, seeds=1, executor=Broken(BrokenProcessPool("killed"), at_once))
    assert (made.facts == sweep(TINY, BACKOFF, BUG, seeds=1).facts).all()
    with pytest.raises(RuntimeError, match="no luck"):
        sweep(TINY, BACKOFF, BUG, seeds=1, executor=Broken(RuntimeError("no luck"), False))


@pytest.mark.parametrize(
    ("x", "y", "how", "sentence"),
    [
        (("wind", [1]), BUG, {}, "an axis must be one of .*; wind was given"),
        (BUG, BUG, {}, "bug_probability was given twice"),
        (("backoff", []), BUG, {}, "must have at least one value"),
        (("backoff", [9]), BUG, {"seeds": 0}, r"seeds must be a whole number(.|\n)*; 9 was given"),
        (BACKOFF, BUG, {"precision": 9}, "precision must be a number from 0.001 to 0.5; 9 was given"),
        (("nodes", [4, 1000]), ("ticks", [100, 5000]), {}, "ticks must be at most"),
        (("jitter", ["none", "full"]), ("cut_off_at", range(1, 5000)), {"seeds": 10_000}, "at most 10000000 runs"),
    ],
)
def test_a_map_that_cannot_be_is_refused_in_a_sentence(x, y, how, sentence):
    with pytest.raises(ValueError, match=sentence):
        sweep(TINY.replace(volumes_per_node=10), x, y, **how)


# Maps from the command line


def test_a_map_is_written_as_a_record_and_as_a_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    expected = sweep(TINY.replace(seed=1, bug_probability=0.001), BACKOFF, BUG, seeds=2)
    file = tmp_path / "map.npz"
    axes = ["--x", "backoff", "0,3", "--y", "bug-probability", "0,0.02,0.05", "--seeds=2"]
    code, out, _ = call(capsys, *axes, "--npz", str(file))
    assert code == 0
    assert out.startswith("2 x 3 cells of backoff and bug_probability, 12 runs: ")
    assert (read_npz(file).facts == expected.facts).all()
    assert list(tmp_path.iterdir()) == [file]
    code, out, err = call(capsys, *axes, "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert (code, len(rows)) == (0, 6)
    assert [int(row["collapsed"]) for row in rows] == expected.counts[..., FATES.index("collapsed")].ravel().tolist()
    assert err.startswith("2 x 3 cells")
    assert main(["sweep", "--help"]) == 0
    assert "--precision" in capsys.readouterr().out


def test_a_map_that_was_broken_off_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch):
    axes = ["--x", "backoff", "0..1", "--y", "jitter", "none,equal", "--precision", "0.45"]
    file = tmp_path / "map.csv"
    play = sweep_command.sweep

    def broken_off(*args, progress, **how):
        progress(play(*args, progress=progress, **how), 1, 2)
        raise KeyboardInterrupt

    monkeypatch.setattr(sweep_command, "sweep", broken_off)
    assert call(capsys, *axes, "--csv", str(file))[0] == 130
    part = tmp_path / "map.csv.part"
    played = read_npz(part)
    assert len(played.facts) > 0
    monkeypatch.setattr(sweep_command, "sweep", lambda *args, so_far, **how: so_far)
    assert call(capsys, *axes, "--csv", str(file))[0] == 0
    assert not part.exists()
    rows = csv.DictReader(io.StringIO(file.read_text()))
    assert sum(int(row["lucks"]) for row in rows) == len(played.facts)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--x", "backoff", "0..3", "--y"], "y must be followed by a name and its values"),
        (["--x", "wind", "1", "--y", "backoff", "0"], "x must be one of "),
        (["--x", "backoff", "a..b", "--y", "jitter", "none"], "must be a list, 1,2,3, or first..last"),
        (["--x", "backoff", "99", "--y", "jitter", "none"], "backoff must be a whole number from 0 to 8; 99 was"),
        (["--x", "backoff", "0", "--y", "jitter", "none", "--seeds", "x"], "seeds must be a whole number"),
        (["--x", "backoff", "0", "--y", "jitter", "none", "--precision", "x"], "precision must be a number"),
        (["--x", "backoff", "0", "--y", "jitter", "none", "--precision", ".1", "--seeds", "2"], "exclude each other"),
        (["--x", "backoff", "0", "--y", "jitter", "none", "--npz", "-"], "npz must be followed by the name of a file"),
        (["--x", "backoff", "0", "--y", "jitter", "none", "--wind", "2"], "--wind=2 is not an option"),
        (["--x", "spare-capacity", "0..0.2:3", "--y", "spare-capacity", "0"], "must be different settings"),
    ],
)
def test_a_command_line_that_asks_for_no_map_is_refused(capsys, words, sentence):
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert sentence in err


def test_what_is_no_map_is_neither_read_nor_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    part = tmp_path / "map.npz.part"
    part.write_text("a letter")
    axes = ["--x", "backoff", "0", "--y", "jitter", "none", "--seeds", "1"]
    code, _, err = call(capsys, *axes, "--npz", str(tmp_path / "map.npz"))
    assert code == 2
    assert "holds another sweep" in err
    assert part.read_text() == "a letter"
    with pytest.raises(ValueError, match=r"sweep|pickled"):
        read_npz(part)
    made = sweep(TINY, BACKOFF, BUG, seeds=1)
    np.savez(
        tmp_path / "odd.npz",
        x=[1],
        y=[1],
        names=["a", "b"],
        runs=[[5]],
        facts=np.empty(0, FACTS),
        scenario=TINY.to_json(),
    )
    with pytest.raises(ValueError, match="no sweep"):
        read_npz(tmp_path / "odd.npz")
    with pytest.raises(OSError, match="directory"):
        write_npz(made, tmp_path / "nowhere" / "map.npz")
    code, _, err = call(capsys, *axes, "--csv", str(tmp_path / "nowhere" / "map.csv"))
    assert code == 2
    assert "cannot be written" in err


# Acting in time


@pytest.mark.parametrize("name", ["fix_bug", "stop_search"])
def test_the_last_minute_is_what_playing_every_minute_finds(name):
    told = []
    found = last_minute(TINY, RESCUES[name], progress=lambda done, of: told.append((done, of)))
    fates = [simulate(TINY.replace(actions=acting(TINY, RESCUES[name], tick))).fate for tick in range(1, 31)]
    assert found.needed
    assert found.saved.tolist() == [fate != "collapsed" for fate in fates]
    saved = [tick for tick in range(1, 31) if fates[tick - 1] != "collapsed"]
    assert found.last == (saved[-1] if saved else None)
    over = [tick for tick in range(1, 31) if fates[tick - 1] == "over"]
    assert found.last_over == (over[-1] if over else None)
    assert found.gaps == (over[-1] - len(over) if over else 0)
    assert told[-1] == (31, 31)
    calm = last_minute(TINY.replace(bug_probability=0), RESCUES[name], ticks=[5, 3])
    assert (calm.needed, calm.last, calm.gaps, calm.ticks.tolist()) == (False, None, 0, [3, 5])


def test_the_chance_to_save_is_counted_among_those_that_would_collapse():
    found = chances_to_save(TINY, RESCUES["fix_bug"], [12, 5], 6)
    alone = collapsed(TINY, [{}], 1, 6)[0]
    acted = [collapsed(TINY, [{"actions": acting(TINY, RESCUES["fix_bug"], tick)}], 1, 6)[0] for tick in (5, 12)]
    assert found.of == alone.sum() > 0
    assert found.saved.tolist() == [(alone & ~one).sum() for one in acted]
    assert found.share.tolist() == (found.saved / found.of).tolist()
    low, high = found.interval()
    assert (low <= found.share).all()
    assert (found.share <= high).all()
    assert np.isnan(chances_to_save(TINY.replace(bug_probability=0), RESCUES["fix_bug"], [5], 2).share).all()


def test_prevention_takes_less_than_cure_and_can_be_called_off():
    told = []
    scenario = TINY.replace(bug_probability=0.02)
    found = prevent_against_cure(scenario, (14, 29), 4, progress=lambda done, of: told.append(done / of))
    assert told == sorted(told)
    assert told[-1] == 1
    assert len(told) <= 1 + most_tries(scenario, (14, 29)) * 4
    assert found.collapse > 0.5
    assert found.prevent.share is not None
    enough = scenario.replace(spare_capacity=round(scenario.spare_capacity + found.prevent.share, 9))
    less = scenario.replace(spare_capacity=round(scenario.spare_capacity + found.prevent.share - FINE, 9))
    assert collapsed(enough, [{}], 1, 4).mean() == 1 - found.prevent.saved <= 0.5 < collapsed(less, [{}], 1, 4).mean()
    assert all(cure.share is None or cure.share >= found.prevent.share for cure in found.cures)
    assert found.cures[1].share is None  # in the last minute but one, all is lost
    unneeded = prevent_against_cure(scenario.replace(bug_probability=0), (14,), 2)
    assert (unneeded.prevent.share, unneeded.cures[0].saved) == (0, 1)
    with pytest.raises(CancelledError):
        prevent_against_cure(scenario, (14,), 4, cancel=lambda: True)


# Two runs side by side


@pytest.mark.parametrize(
    "changes",
    [
        {"spare_capacity": 0.2},
        {"bug_probability": 0},
        {"reconnect": 0.5},
        {"background": 0.02},
        {"actions": [(14, "crash_node", 2)]},
        {"restart_after": 4, "spare_capacity": 0.2},
    ],
)
def test_two_runs_are_one_until_they_part(changes):
    slow = TINY.replace(bug_probability=0.005)
    left, right = simulate(slow), simulate(slow.replace(**changes))
    found = divergence(left, right)
    assert found.tick is not None
    before, at = ([run.snapshot(tick).state for run in (left, right)] for tick in (found.tick - 1, found.tick))
    assert (before[0] == before[1]).all()
    assert [one.volume for one in found.differences] == np.flatnonzero(at[0] != at[1]).tolist()
    assert found.main in found.differences
    for one in found.differences:
        assert [turn.state for turn in one.turns] == [states[one.volume] for states in at]
    if found.survivor is not None:
        crashed = [{(crash.tick, crash.node) for crash in run.crashes} for run in (left, right)]
        place = (found.survivor.tick, found.survivor.node)
        assert [place in one for one in crashed] == [found.survivor.side == 0, found.survivor.side == 1]
    assert first_seen(left, right) == found.seen
    for run in (left, right):
        assert nodes_up(run)[-1].tolist() == run.snapshot(run.ticks).up.tolist()


def test_a_run_beside_itself_never_parts_and_another_luck_is_refused():
    run = simulate(TINY)
    found = divergence(run, run)
    assert (found.tick, found.seen, found.main, found.survivor) == (None, None, None, None)
    with pytest.raises(ValueError, match="seed must be the same in both runs"):
        divergence(run, simulate(TINY.replace(seed=4)))


def test_the_butterfly_is_one_slot_and_a_pair_has_one_luck():
    left, right = (scenario.replace(ticks=1) for scenario in butterfly(5))
    assert simulate(left).series("free_slots")[0] - simulate(right).series("free_slots")[0] == 1
    assert find_butterfly(("over", "over"), first=3, last=2) is None
    assert all(one.seed == other.seed for one, other in PAIRS.values())
