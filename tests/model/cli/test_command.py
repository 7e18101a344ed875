"""The command line: the same parameters, the same runs, sentences instead of tracebacks."""

import csv
import io
import json
import math
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from model import PARAMETERS, VERSION, Scenario, simulate, simulate_many
from model.cli.command import main
from model.cli.progress import Progress
from model.rules.actions import KINDS
from model.runs.measures import MEASURES
from tests.ctrl_c import IN_THE_BACKGROUND, LISTENING

ROOT = Path(__file__).parent.parent.parent.parent
SHORT = ["--ticks", "60"]


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Return the exit code, standard output and standard error of one command line."""
    code = main(words)
    return (code, *capsys.readouterr())


def started(*words: str) -> subprocess.Popen[bytes]:
    """Start ``python -m model`` with its output on pipes."""
    command = [sys.executable, "-m", "model", *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_a_run_tells_its_fate_and_price_in_one_line(capsys: pytest.CaptureFixture[str]):
    run = simulate(Scenario())
    code, out, err = call(capsys)
    assert (code, err) == (0, "")
    assert out.startswith(f"{run.fate}: {run.series('crashes').sum()} crashes, {run.series('offline')[-1]} volumes ")
    assert out.endswith("seed 1)\n")
    assert out.count("\n") == 1


def test_a_run_that_is_over_tells_since_when(capsys: pytest.CaptureFixture[str]):
    run = simulate(Scenario(spare_capacity=0.2))
    waiting = run.series("searching") + run.series("cut_off")
    out = call(capsys, "--spare-capacity", "0.2")[1]
    minute = int(out.removeprefix("over since minute ").partition(":")[0])
    assert waiting[minute] == 0
    assert waiting[minute - 1] > 0


def test_every_setting_is_an_option_and_reaches_the_run(capsys: pytest.CaptureFixture[str]):
    values = {
        "nodes": 40, "volumes_per_node": 6, "spare_capacity": 0.08, "peers": "ring", "cells": 3, "degree": 6,
        "cut_off_fraction": 0.2, "cut_off_shape": "together", "cut_off_at": 7, "cut_off_for": 4, "reconnect": 0.25,
        "background": 0.001, "backoff": 3, "jitter": "full", "bug_probability": 0.0007, "fixed_share": 0.1,
        "copy_ticks": 6, "restart_after": 50, "ticks": 90, "request_limit": 9, "retry_budget": 0.8, "seed": 12,
    }  # fmt: skip
    assert set(values) == set(PARAMETERS) - {"actions"}
    assert [name for name, value in values.items() if value == getattr(Scenario(), name)] == []
    words = [word for name, value in values.items() for word in (f"--{name.replace('_', '-')}", str(value))]
    written = json.loads(call(capsys, *words, "--json", "-")[1])["scenario"]
    assert {name: written[name] for name in values} == values


def test_underscores_do_as_well_as_dashes(capsys: pytest.CaptureFixture[str]):
    assert call(capsys, "--bug_probability=0", "--cut_off_at", "5") == call(
        capsys, "--bug-probability", "0", "--cut-off-at=5"
    )


def test_actions_can_be_given_one_by_one_or_as_a_link_does(capsys: pytest.CaptureFixture[str]):
    apart = call(capsys, "--action", "40:add_capacity:0.05", "--action", "60:restart_nodes", "--json", "-")
    assert apart == call(capsys, "--action", "40:add_capacity:0.05,60:restart_nodes", "--json", "-")
    assert json.loads(apart[1])["scenario"]["actions"] == [[40, "add_capacity", 0.05], [60, "restart_nodes", None]]


def test_help_tells_every_setting_with_unit_range_and_default_and_every_action(capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, "--help")
    text = " ".join(out.split())
    assert (code, err) == (0, "")
    for name, parameter in PARAMETERS.items():
        if name != "actions":
            assert f"--{name.replace('_', '-')} " in text
            assert f"default {getattr(Scenario(), name)}".removesuffix(".0") in text
            assert all(word in text for word in (*parameter.unit.split(), *parameter.choices))
    assert "model minutes, 0 to 10000; default 0" in text
    assert all(name in text for name in KINDS)


def test_many_seeds_are_one_line_and_the_runs_they_name(capsys: pytest.CaptureFixture[str]):
    runs = simulate_many([Scenario(backoff=2, seed=seed) for seed in range(7, 47)])
    code, out, err = call(capsys, "--backoff", "2", "--seed", "7", "--seeds", "40")
    assert (code, err) == (0, "")
    told = ", ".join(f"{round(runs.share(fate) * 40)} {fate}" for fate in ("collapsed", "raging", "held", "over"))
    short = int(runs.last("short_of_room").sum())
    assert short
    told = told.replace(" held", f" held ({short} short of room)")
    assert out.startswith(f"{told} of 40 runs, median {np.median(runs.last('crashes')):g} crash")
    assert out.endswith("seeds 7 to 46)\n")


def test_seeds_begin_again_at_nought_after_the_last(capsys: pytest.CaptureFixture[str]):
    out = call(capsys, *SHORT, "--seed", str(2**32 - 2), "--seeds", "4", "--csv", "-")[1]
    assert [row["seed"] for row in csv.DictReader(io.StringIO(out))] == ["4294967294", "4294967295", "0", "1"]


def test_a_table_of_a_run_has_every_measure_at_every_tick(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    run = simulate(Scenario())
    code, out, err = call(capsys, "--csv", str(tmp_path / "run.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "run.csv").read_text(encoding="utf-8"))))
    assert (code, err) == (0, "")
    assert out.startswith("collapsed")
    assert [int(row["minute"]) for row in rows] == list(range(241))
    for name in MEASURES:
        np.testing.assert_array_equal([float(row[name] or "nan") for row in rows], run.series(name))


def test_a_table_of_many_runs_has_a_row_each_with_seed_fate_and_price(capsys: pytest.CaptureFixture[str]):
    runs = simulate_many([Scenario(backoff=2, seed=seed) for seed in range(1, 26)])
    out = call(capsys, "--backoff", "2", "--seeds", "25", "--csv", "-")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["fate"] for row in rows] == runs.fates.tolist()
    held = zip(runs.fates.tolist(), runs.last("short_of_room").tolist(), strict=True)
    assert [row["held"] for row in rows] == [
        ("short of room" if short else "slow") if fate == "held" else "" for fate, short in held
    ]
    assert [int(row["crashed"]) for row in rows] == runs.last("crashes").tolist()
    assert [64 - int(row["down"]) for row in rows] == runs.last("nodes_up").tolist()
    assert [int(row["offline"]) for row in rows] == runs.last("offline").tolist()
    assert [int(row["waiting"]) for row in rows] == (runs.last("searching") + runs.last("cut_off")).tolist()


def test_json_gives_the_scenario_back_and_every_measure(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    scenario = Scenario(backoff=1, seed=3, actions=((40, "add_capacity", 0.05),))
    file = tmp_path / "run.json"
    assert call(capsys, "--backoff=1", "--seed=3", "--action=40:add_capacity:0.05", f"--json={file}")[0] == 0
    text = file.read_text(encoding="utf-8")
    assert Scenario.from_json(text) == (scenario, [])
    document = json.loads(text)
    assert document["stormglass"] == VERSION
    assert document["fate"] == simulate(scenario).fate
    assert document["measures"]["stuck"] == simulate(scenario).series("stuck").tolist()


def test_infinite_and_undefined_storm_numbers_survive_json(capsys: pytest.CaptureFixture[str]):
    number = simulate(Scenario()).series("storm_number")
    assert np.isinf(number).any()
    assert np.isnan(number).any()
    written = json.loads(call(capsys, "--json", "-")[1], parse_constant=pytest.fail)["measures"]["storm_number"]
    back = [math.nan if value is None else float(value) for value in written]
    np.testing.assert_array_equal(back, number)


def test_json_of_many_runs_names_each_seed_with_its_fate(capsys: pytest.CaptureFixture[str]):
    runs = json.loads(call(capsys, *SHORT, "--seeds", "3", "--seed", "5", "--json", "-")[1])["runs"]
    assert [(run["seed"], run["fate"]) for run in runs] == [
        (seed, simulate(Scenario(ticks=60, seed=seed)).fate) for seed in (5, 6, 7)
    ]


@pytest.mark.parametrize(("backoff", "seed", "kind"), [(5, 1, "short of room"), (5, 3, "slow"), (0, 1, None)])
def test_a_held_run_says_which_kind_it_is(backoff: int, seed: int, kind: str | None, capsys):
    words = ["--backoff", str(backoff), "--seed", str(seed)]
    run = simulate(Scenario(backoff=backoff, seed=seed))
    assert run.outcome.held == kind
    line = call(capsys, *words)[1]
    assert line.startswith(f"held ({kind}): " if kind else f"{run.fate}: ")
    assert json.loads(call(capsys, *words, "--json", "-")[1])["outcome"]["held"] == kind
    assert json.loads(call(capsys, *words, "--seeds", "2", "--json", "-")[1])["runs"][0]["held"] == kind


def test_a_table_on_standard_output_sends_the_outcome_to_standard_error(capsys: pytest.CaptureFixture[str]):
    code, out, err = call(capsys, *SHORT, "--csv", "-")
    assert code == 0
    assert out.startswith("minute,")
    assert err == call(capsys, *SHORT)[1]


BAD = {
    "out of range": (["--backoff", "99"], ["backoff must be a whole number from 0 to 8; 99 was given"]),
    "below": (["--bug_probability", "-1e-3"], ["bug_probability must be a number from 0 to 0.1; -0.001 was given"]),
    "no number": (["--nodes", "many"], ["nodes must be a whole number from 4 to 1000; many was given"]),
    "not looked at": (["--cells", "few"], ["cells must be a whole number from 1 to 500; few was given"]),
    "no word": (["--jitter=some"], ["jitter must be one of none, equal, full, decorrelated; some was given"]),
    "no value": (["--seed", "--ticks"], ["ticks must be a whole number from 1 to 5000; nothing was given",
                                         "seed must be a whole number from 0 to 4294967295; nothing was given"]),
    "seeds": (["--seeds", "1.5"], ["seeds must be a whole number from 1 to 100000; 1.5 was given"]),
    "infinite": (["--seeds", "1e999"], ["seeds must be a whole number from 1 to 100000; 1e999 was given"]),
    "action": (["--action", "5:fix_bug:2"], ["fix_bug must be a number from 0 to 0.1; 5:fix_bug:2 was given"]),
    "strange": (["--sed", "1"], ["--sed=1 is not an option; --help tells which there are"]),
    "a word": (["storm"], ["storm is not an option; --help tells which there are"]),
    "no file": (["--csv", "--json"], [f"{name} must be followed by the name of a file, or by - for standard output"
                                      for name in ("csv", "json")]),
    "two files": (["--csv=a", "--json=b"], ["csv and json exclude each other; choose one"]),
    "work": (["--nodes=1000", "--volumes-per-node=40", "--ticks=501"],
             ["ticks must be at most 500 with 40000 volumes (volumes x ticks up to 20000000); 501 was given"]),
}  # fmt: skip


@pytest.mark.parametrize(("words", "sentences"), BAD.values(), ids=BAD)
def test_a_bad_value_is_answered_with_a_sentence(
    words: list[str], sentences: list[str], capsys: pytest.CaptureFixture[str]
):
    code, out, err = call(capsys, *words)
    assert (code, out) == (2, "")
    assert err.splitlines() == sentences


def test_every_bad_value_has_its_sentence(capsys: pytest.CaptureFixture[str]):
    words = ["--backoff=9", "--ticks=x", "--action=1:boom", "--action=0:stop_search:1", "--seeds=0", "--wind=3"]
    err = call(capsys, *words)[2]
    assert len(err.splitlines()) == 6


@pytest.mark.parametrize("name", ["nowhere/run.csv", ".", "a\0b"])
@pytest.mark.parametrize("kind", ["--csv", "--json"])
def test_a_file_that_cannot_be_written_is_told(
    name: str, kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    code, out, err = call(capsys, kind, f"{tmp_path}/{name}")
    assert (code, out) == (2, "")
    assert "cannot be written" in err
    assert err.count("\n") == 1


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_full_disk_is_told():
    command = [sys.executable, "-m", "model", *SHORT]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("standard output cannot be written: ")
    assert done.stderr.count(b"\n") == 1


def test_a_reader_who_leaves_early_is_no_trouble():
    with started("--ticks", "5000", "--csv", "-") as process:
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize("start", [[], IN_THE_BACKGROUND], ids=["at a terminal", "in the background"])
def test_ctrl_c_ends_long_work_quietly(start: list[str], tmp_path: Path):
    file = tmp_path / "runs.csv"
    command = [*start, *LISTENING, "--seeds", "100000", "--csv", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 120
        while not file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)  # it exists once the command line has been read
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=120) == (b"", b"")
    assert process.returncode == 130


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def bar_of(monkeypatch: pytest.MonkeyPatch, where: io.StringIO, seconds: float) -> str:
    """Return what is written to standard error while ten parts of work take so long."""
    clock = [0.0]
    monkeypatch.setattr("model.cli.progress.time.perf_counter", lambda: clock[0])
    monkeypatch.setattr(sys, "stderr", where)
    with Progress(10) as progress:
        for _ in range(10):
            clock[0] += seconds / 10
            progress.move(1)
    return where.getvalue()


def test_long_work_shows_how_far_it_is_and_wipes_it_away(monkeypatch: pytest.MonkeyPatch):
    text = bar_of(monkeypatch, Terminal(), 10)
    assert "5 of 10, 5 s left" in text
    assert text.endswith(" \r")


def test_quick_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch):
    assert bar_of(monkeypatch, Terminal(), 0.3) == ""


def test_a_bar_is_drawn_for_people_only(monkeypatch: pytest.MonkeyPatch):
    assert bar_of(monkeypatch, io.StringIO(), 10) == ""


def test_parts_of_the_work_follow_the_pace(monkeypatch: pytest.MonkeyPatch):
    clock = [0.0]
    monkeypatch.setattr("model.cli.progress.time.perf_counter", lambda: clock[0])
    progress = Progress(10_000)
    for _ in range(10):
        part = progress.next_part
        clock[0] += part * 0.001
        progress.move(part)
    assert progress.next_part == pytest.approx(200, abs=1)


@pytest.mark.parametrize("text", ["40,add_capacity,0.05", "40", "stop_search", "40:stop_search:1,60"])
def test_an_action_of_another_form_is_told_the_form_once(text: str, capsys: pytest.CaptureFixture[str]):
    assert main(["--action", text]) == 2
    said = capsys.readouterr().err.splitlines()
    assert said == [f"action must be TICK:NAME or TICK:NAME:VALUE, for example 40:add_capacity:0.05; {text} was given"]
