"""``python -m model sweep``: the same runs as `sweep`, tables, sentences, and going on after it was killed."""

import csv
import io
import os
import signal
import subprocess
import time
from pathlib import Path

import numpy as np
import pytest

from model import FATES, Scenario, Sweep, simulate_many, sweep
from model.cli.command import main
from model.cli.sweep_file import read_npz, write_npz
from model.sweeps.replicates import FACTS
from tests.ctrl_c import LISTENING

ROOT = Path(__file__).parent.parent.parent.parent
SMALL = ["--nodes", "16", "--volumes-per-node=6", "--ticks", "90"]
BASE = Scenario(nodes=16, volumes_per_node=6, ticks=90)
AXES = ["--x", "backoff", "0..2", "--y", "bug_probability", "0,0.002,0.01"]


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of one command line."""
    code = main(["sweep", *words])
    return (code, *capsys.readouterr())


@pytest.fixture(scope="module")
def expected() -> Sweep:
    return sweep(BASE, ("backoff", range(3)), ("bug_probability", [0, 0.002, 0.01]), seeds=4)


def same(one: Sweep, other: Sweep) -> bool:
    """Say whether two sweeps hold the same numbers of the same settings."""
    axes = [(made.x_name, made.x, made.y_name, made.y, made.base) for made in (one, other)]
    return axes[0] == axes[1] and (one.runs == other.runs).all() and (one.facts == other.facts).all()


def test_the_file_holds_the_sweep(tmp_path: Path, capsys: pytest.CaptureFixture[str], expected: Sweep):
    file = tmp_path / "map.npz"
    code, out, err = call(capsys, *AXES, *SMALL, "--seeds=4", "--npz", str(file))
    assert (code, err) == (0, "")
    assert same(read_npz(file), expected)
    assert list(tmp_path.iterdir()) == [file]
    total = expected.counts.sum(axis=(0, 1))
    assert out.startswith(
        f"3 x 3 cells of backoff and bug_probability, 36 runs: {total[FATES.index('collapsed')]} coll"
    )


def test_the_table_has_a_row_a_cell(capsys: pytest.CaptureFixture[str], expected: Sweep):
    code, out, err = call(capsys, *AXES, *SMALL, "--seeds", "4", "--csv", "-")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert err.count("\n") == 1
    assert [(row["backoff"], float(row["bug_probability"])) for row in rows] == [
        (str(x), y) for x in range(3) for y in (0, 0.002, 0.01)
    ]
    for row, (i, j) in zip(rows, np.ndindex(3, 3), strict=True):
        assert [int(row[fate]) for fate in FATES] == expected.counts[i, j].tolist()
        assert float(row["collapsed_low"]) == pytest.approx(expected.interval("collapsed")[0][i, j], abs=1e-6)
        assert float(row["crashed_90"]) == pytest.approx(expected.quantiles("crashed", 0.9)[i, j])
        assert float(row["half_over_by"]) == pytest.approx(expected.time_to_over()[i, j], nan_ok=True)


def test_values_can_be_spelled_as_ranges_lists_and_words(capsys: pytest.CaptureFixture[str]):
    code, out, _ = call(
        capsys, *SMALL, "--x", "spare-capacity", "0..0.2:3", "--y=jitter none,full", "--seeds=1", "--csv=-"
    )
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [(float(row["spare_capacity"]), row["jitter"]) for row in rows] == [
        (x, y) for x in (0, 0.1, 0.2) for y in ("none", "full")
    ]


def test_an_axis_can_be_the_minute_or_the_value_of_an_action(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "late.npz"
    axes = ["--x", "add-capacity.tick", "20..22", "--y", "add_capacity.value", "0..0.2:3"]
    words = [*axes, "--action", "40:add_capacity:0.05", *SMALL, "--seeds=4"]
    code, out, _ = call(capsys, *words, "--csv=-", "--npz", str(file))
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert [(row["add_capacity.tick"], row["add_capacity.value"]) for row in rows] == [
        (str(tick), value) for tick in (20, 21, 22) for value in ("0.0", "0.1", "0.2")
    ]
    played = [
        [str(fate) for fate in simulate_many([one.replace(seed=seed) for seed in range(1, 5)]).fates]
        for tick in (20, 21, 22)
        for value in (0, 0.1, 0.2)
        for one in [BASE.replace(actions=((tick, "add_capacity", value),))]
    ]
    assert [[int(row[fate]) for fate in FATES] for row in rows] == [
        [fates.count(fate) for fate in FATES] for fates in played
    ]
    made = read_npz(file)
    base = BASE.replace(actions=((40, "add_capacity", 0.05),))
    assert same(made, sweep(base, ("add_capacity.tick", [20, 21, 22]), ("add_capacity.value", [0, 0.1, 0.2]), seeds=4))


def test_a_sweep_is_over_one_setting_where_no_second_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The numbers are those of the same sweep from Python; broken off, it goes on from its part."""
    file = tmp_path / "line.npz"
    words = [*SMALL, "--x", "backoff", "0..3", "--seeds=4"]
    made = sweep(BASE, ("backoff", range(4)), seeds=4)
    write_npz(sweep(BASE, ("backoff", range(4)), seeds=2), Path(f"{file}.part"))
    code, out, err = call(capsys, *words, "--npz", str(file))
    assert (code, err) == (0, "")
    assert out.startswith("4 cells of backoff, 16 runs: ")
    assert same(read_npz(file), made)
    code, out, _ = call(capsys, *words, "--csv=-")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert list(rows[0])[:3] == ["backoff", "lucks", "over"]
    assert [[int(row[fate]) for fate in FATES] for row in rows] == made.counts[:, 0].tolist()


def test_the_help_tells_how(capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, "--help")
    assert (code, err) == (0, "")
    assert all(
        word in " ".join(out.split())
        for word in ("--x NAME", "--precision", "--backoff", "--action", "add_capacity.tick 20..40", "FILE.part")
    )


ONE = "must be of a run with exactly one action add_capacity, for example 40:add_capacity:0.05; it has "
BAD = {
    "nothing": ([], ["x must be followed by a name and its values, for example --x backoff 0..8; nothing was "]),
    "no second name": ([*AXES[:3], "--y"], ["y must be followed by a name and its values, for example --y backoff "]),
    "out of range": (["--x", "backoff", "0..9", *AXES[3:]],
                     ["backoff must be a whole number from 0 to 8; 9 was given"]),
    "no such setting": ([*AXES[:3], "--y", "wind", "1,2"], ["y must be one of nodes, "]),
    "no values": ([*AXES[:3], "--y", "ticks", "--csv=-"], ["y must be followed by a name and its values, "]),
    "no range": ([*AXES[:3], "--y", "background", "0..0.1"], ["the values of background must be a list, "]),
    "no numbers": ([*AXES[:3], "--y", "ticks", "a,5"], ["ticks must be a whole number from 1 to 5000; a was given"]),
    "seeds": ([*AXES, "--seeds", "0"], ["seeds must be a whole number from 1 to 10000; 0 was given"]),
    "precision": ([*AXES, "--precision", "much"], ["precision must be a number from 0.001 to 0.5; much was given"]),
    "both": ([*AXES, "--precision=0.1", "--seeds=3"], ["seeds and precision exclude each other; choose one"]),
    "together": (["--x", "nodes", "4,1000", "--y", "ticks", "100,5000"], ["ticks must be at most 2000 with 10000 "]),
    "too much": (["--x", "cut_off_at", "1..1000", "--y", "cut_off_for", "0..999"], ["a sweep must be at most "]),
    "npz": ([*AXES, "--npz", "-"], ["npz must be followed by the name of a file"]),
    "no such action": ([*AXES[:3], "--y", "add_capacity.tick", "20..30"],
                       [f"add_capacity.tick {ONE}"]),
    "two of an action": ([*AXES[:3], "--y=add_capacity.tick 20", "--action=9:add_capacity:1,8:add_capacity:1"],
                         [f"add_capacity.tick {ONE}"]),
    "minutes": ([*AXES[:3], "--y", "add_capacity.tick", "239..260", "--action", "40:add_capacity:0.1"],
                ["the tick of add_capacity must be a whole number from 1 to 240; 241 and 19 others were given"]),
    "values": ([*AXES[:3], "--y", "add_capacity.value", "0.5,1.5", "--action", "40:add_capacity:0.1"],
               ["add_capacity must be a number from 0 to 1; 1.5 was given"]),
    "an action of no value": ([*AXES[:3], "--y", "restart_nodes.value", "0,1", "--action", "40:restart_nodes"],
                              ["y must be one of nodes, "]),
    "a bad action": ([*AXES[:3], "--y", "add_capacity.tick", "20..30", "--action", "40:add_capacity:7"],
                     ["add_capacity must be a number from 0 to 1; 40:add_capacity:7 was given"]),
    "strange": ([*AXES, "--json", "a"], ["--json=a is not an option; --help tells which there are"]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "sentences"), BAD.values(), ids=BAD)
def test_what_cannot_be_used_is_answered_with_a_sentence(words, sentences, capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert len(err.splitlines()) == len(sentences)
    assert all(line.startswith(sentence) for line, sentence in zip(err.splitlines(), sentences, strict=True))


@pytest.mark.parametrize("kind", ["--npz", "--csv"])
def test_a_file_that_cannot_be_written_is_told(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, *AXES, *SMALL, kind, str(tmp_path / "nowhere" / "map"))
    assert (code, out) == (2, "")
    assert "cannot be written" in err
    assert err.count("\n") == 1


def test_a_part_of_another_sweep_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str], expected: Sweep):
    part = tmp_path / "map.npz.part"
    write_npz(expected, part)
    words = [*SMALL, "--backoff=1", *AXES, "--npz", str(tmp_path / "map.npz")]
    assert call(capsys, *words)[0] == 0  # the base's backoff does not matter where it is an axis
    write_npz(expected, part)
    code, _, err = call(capsys, "--copy-ticks=9", *words)
    assert (code, err) == (2, "map.npz.part holds another sweep; move it away, or write to another file\n")
    assert same(read_npz(part), expected)
    for rubbish in (b"", b"rubbish", b"PK\x03\x04"):
        part.write_bytes(rubbish)
        assert call(capsys, *words)[0] == 2


def test_a_file_with_other_arrays_holds_no_sweep(tmp_path: Path, expected: Sweep):
    file = tmp_path / "map.npz"
    write_npz(expected, file)
    good = dict(np.load(file))
    for name, value in {
        "facts": np.empty(35, FACTS), "runs": -good["runs"], "scenario": np.array("{}"), "x": good["x"][:1],
        "names": np.array(["backoff"]),
    }.items():  # fmt: skip
        np.savez(file, **(good | {name: value}))
        with pytest.raises(ValueError, match=r"holds no|"):
            read_npz(file)


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_killed_it_goes_on_where_it_was_to_the_same_end(end: signal.Signals, tmp_path: Path):
    words = ["sweep", *SMALL, "--x", "backoff", "0..5", "--y", "bug_probability", "0..0.02:21", "--precision", "0.05"]
    file, part = tmp_path / "map.npz", tmp_path / "map.npz.part"
    command = [*LISTENING, *words, "--npz", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline and not (part.exists() and len(read_npz(part).facts) > 0):
            time.sleep(0.02)
        process.send_signal(end)
        process.communicate(timeout=120)
    assert process.returncode == (-end if end == signal.SIGKILL else 130)
    assert not file.exists()
    before = read_npz(part)
    whole = sweep(BASE, ("backoff", range(6)), ("bug_probability", before.y), precision=0.05)
    assert 0 < len(before.facts) < len(whole.facts)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=300)
    assert done.stderr == b""
    assert same(read_npz(file), whole)
    assert not part.exists()


def test_what_is_known_is_not_played_again(monkeypatch, tmp_path: Path, capsys, expected: Sweep):
    part = tmp_path / "map.npz.part"
    write_npz(expected, part)
    monkeypatch.setattr("model.sweeps.executor.play_replicates", lambda *_: pytest.fail("nothing is missing"))
    assert call(capsys, *AXES, *SMALL, "--seeds=4", "--npz", str(tmp_path / "map.npz"))[0] == 0
    assert same(read_npz(tmp_path / "map.npz"), expected)
