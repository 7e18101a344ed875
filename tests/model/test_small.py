"""Everything around the engine, on clusters so small that plain Python plays them in no time: see `make coverage`."""

import io
import json
import os
import runpy
import subprocess
import sys

import numba
import numpy as np
import pytest

from model import FATES, Scenario, State, ahead, simulate, simulate_many
from model.cli import tables
from model.cli.command import main
from model.cli.progress import Progress
from model.engine.peers import groups, peer_graph
from model.engine.state import NOBODY
from model.rules.facts import Fact
from model.rules.presets import PRESETS
from model.runs.ensemble import fates_of
from model.runs.measures import MEASURES
from model.runs.narration import narrate
from model.runs.run_facts import FACTS, RunFacts
from model.sweeps.replicates import Setting, play_replicates
from tests.server import ROOT

TINY = Scenario(nodes=8, volumes_per_node=3, ticks=30, bug_probability=0.05, cut_off_fraction=0.4, seed=3)
ACTIONS = (
    (12, "set_backoff", 2), (13, "fix_nodes", 0.5), (14, "throttle", 0.5), (15, "stop_search", 1),
    (17, "stop_search", 0), (18, "cut_off", 3), (19, "crash_node", 2), (20, "add_capacity", 0.1),
    (22, "reconnect", 0.7), (24, "restart_nodes", None), (26, "fix_bug", 0),
)  # fmt: skip
KINDS = [
    TINY,
    TINY.replace(actions=ACTIONS, restart_after=4, background=0.01, reconnect=0.3, copy_ticks=2),
    TINY.replace(peers="ring", degree=4, jitter="full", backoff=2, cut_off_shape="together"),
    TINY.replace(peers="random", degree=4, jitter="decorrelated", backoff=3),
    TINY.replace(peers="cells", cells=2, jitter="none", backoff=1, spare_capacity=0.3),
    TINY.replace(cut_off_for=0, bug_probability=0),
    TINY.replace(request_limit=3, retry_budget=0.3, actions=((20, "request_limit", 2), (24, "retry_budget", 0))),
]


OTHERWISE = """
import json, sys
from model import Scenario, simulate
print(json.dumps([simulate(Scenario.from_json(text)[0]).counts.tolist() for text in json.load(sys.stdin)]))
"""


def test_what_is_compiled_ahead_plays_what_plain_python_plays():
    """The same loops in another process, plain where they are compiled here (and compiled where plain is tested)."""
    ahead.compile_ahead()
    plain = "0" if numba.config.DISABLE_JIT else "1"
    told = subprocess.run(
        [sys.executable, "-c", OTHERWISE],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": plain},
        input=json.dumps([scenario.to_json() for scenario in KINDS]),
        capture_output=True,
        text=True,
        check=True,
    )
    assert [simulate(scenario).counts.tolist() for scenario in KINDS] == json.loads(told.stdout)


def test_many_runs_at_once_are_the_runs_one_by_one():
    scenarios = [scenario.replace(ticks=30 + k) for k, scenario in enumerate(KINDS)]
    told = []
    many, runs = simulate_many(scenarios, threads=2, progress=told.append), [simulate(one) for one in scenarios]
    assert len(many) == max(told) == len(runs)
    assert many.fates.tolist() == [run.fate for run in runs]
    assert sum(many.share(fate) for fate in FATES) == pytest.approx(1)
    for k, run in enumerate(runs):
        for name in MEASURES:
            np.testing.assert_array_equal(many.series(name)[k, : run.ticks + 1], run.series(name))
        assert many.last("offline")[k] == run.series("offline")[-1]
        assert many.last("crashes")[k] == len(run.crashes)
    with pytest.raises(KeyError, match="is not measured"):
        runs[0].series("weather")
    with pytest.raises(ValueError, match="series=True"):
        simulate_many(scenarios, series=False, threads=1).series("stuck")


@pytest.mark.parametrize("scenario", KINDS)
def test_fates_of_many_lucks_are_those_of_the_runs(scenario):
    fates = [FATES[code] for code in fates_of(scenario, range(1, 6))]
    assert fates == [simulate(scenario.replace(seed=seed)).fate for seed in range(1, 6)]


@pytest.mark.parametrize("scenario", KINDS[:3])
def test_lucks_of_several_bug_probabilities_are_the_runs_one_by_one(scenario):
    bugs = [0, 0.002, 0.01, 0.05]
    facts = play_replicates(scenario, [Setting(0, {"bug_probability": bug}, 1, 3) for bug in bugs])
    runs = [simulate(scenario.replace(bug_probability=bug, seed=seed)) for bug in bugs for seed in (1, 2, 3)]
    assert [FATES[code] for code in facts["fate"]] == [run.fate for run in runs]
    assert facts["crashed"].tolist() == [len(run.crashes) for run in runs]
    assert facts["peak_stuck"].tolist() == [run.series("stuck").max() for run in runs]


@pytest.mark.parametrize("scenario", KINDS)
def test_a_snapshot_agrees_with_the_counts_and_the_volumes_as_edges_with_both(scenario):
    run = simulate(scenario)
    for tick in range(run.ticks + 1):
        now = run.snapshot(tick)
        for state in State:
            assert (now.state == state).sum() == run.series(state.name.lower())[tick]
        assert now.up.sum() == run.series("nodes_up")[tick]
        assert (now.slots - now.held)[now.up].sum() >= 0
    edges = run.to_networkx()
    assert edges.number_of_edges() == scenario.volumes
    for _, _, v, facts in edges.edges(keys=True, data=True):
        assert facts["state"] == now.state[v]
        assert (facts["holds"] == "old copy") == (now.partner[v] == NOBODY)
    with pytest.raises(IndexError, match="from 0 to"):
        run.snapshot(run.ticks + 1)
    assert [row["tick"] for row in run] == list(range(run.ticks + 1))


@pytest.mark.parametrize("scenario", KINDS)
def test_each_crash_names_whom_it_stranded_and_what_it_closed(scenario):
    run = simulate(scenario)
    for crash in run.crashes:
        assert run.snapshot(crash.tick).up[crash.node] == np.False_
        if not crash.by_operator:
            assert run.chances(crash.tick)[crash.node] > 0
        assert len(set(run.stranded_by(crash).tolist())) == len(run.stranded_by(crash))
        assert len(run.closed_by(crash)) <= crash.closings
    stranded = [volume for crash in run.crashes for volume in run.stranded_by(crash)]
    assert len(stranded) >= run.series("stranded").sum()


@pytest.mark.parametrize("scenario", KINDS)
def test_the_peer_graph_is_the_table_by_which_volumes_ask(scenario):
    run = simulate(scenario)
    graph = run.graph
    assert sorted(graph.edges) == sorted(peer_graph(scenario).edges)
    asked = {(int(sent["sender"]), int(sent["receiver"])) for sent in run.requests}
    assert all(graph.has_edge(*pair) for pair in asked)
    assert (groups(scenario).max() > 0) == (scenario.peers == "cells")


@pytest.mark.parametrize("scenario", KINDS)
def test_there_is_a_fact_for_each_minute_and_a_price_for_the_run(scenario):
    run = simulate(scenario)
    told, price = narrate(run), run.outcome
    assert all(told.caption(tick) for tick in range(run.ticks + 1))
    assert told.flag_ticks.tolist() == sorted(told.flag_ticks.tolist())
    assert sum(fact >= Fact.FLAG_BACKOFF for _, fact, _ in told.flags) == len(scenario.actions)
    crashes = {Fact.CAPTION_STRANDS, Fact.CAPTION_NO_NODE_LEFT}
    said = {tick for tick in range(run.ticks + 1) if crashes & {fact for fact, _ in told.caption(tick)}}
    assert {crash.tick for crash in run.crashes} <= said
    assert (price.fate, price.crashed) == (run.fate, len(run.crashes))
    assert (price.calm_from is not None) == (run.fate == "over")


TINY_LINE = ["--nodes=8", "--volumes-per-node", "3", "--ticks=30", "--bug_probability", "0.05", "--seed", "3"]


def test_the_command_line_tells_the_run_and_writes_it(capsys, tmp_path):
    assert main(TINY_LINE) == 0
    run = simulate(TINY.replace(cut_off_fraction=Scenario().cut_off_fraction))
    assert capsys.readouterr().out.startswith(run.fate)
    assert main([*TINY_LINE, "--csv", str(tmp_path / "run.csv")]) == 0
    lines = (tmp_path / "run.csv").read_text().splitlines()
    assert lines[0] == ",".join(("minute", *MEASURES))
    assert len(lines) == run.ticks + 2
    assert main([*TINY_LINE, "--json", "-", "--action", "12:add_capacity:0.1"]) == 0
    out = capsys.readouterr().out
    written = json.loads(out[out.index("{") :])
    assert written["scenario"]["actions"] == [[12, "add_capacity", 0.1]]
    assert list(written["measures"]) == list(MEASURES)
    assert main([*TINY_LINE, "--seeds", "5", "--csv", "-"]) == 0
    assert [line.split(",")[0] for line in capsys.readouterr().out.splitlines()[-5:]] == ["3", "4", "5", "6", "7"]
    assert main([*TINY_LINE, "--seeds", "2", "--json", str(tmp_path / "runs.json")]) == 0
    assert len(json.loads((tmp_path / "runs.json").read_text())["runs"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--seeds", "0"], "seeds must be a whole number from 1"),
        (["--csv", "a", "--json", "b"], "exclude each other"),
        (["--csv"], "must be followed by the name"),
        (["--weather=5"], "is not an option"),
        (["--backoff", "many"], "backoff must be"),
        (["--backoff", "99"], "99 was given"),
        (["--csv", "no\0name", "--nodes=4", "--ticks=3"], "cannot be written"),
    ],
)
def test_the_command_line_refuses_in_sentences(words, said, capsys):
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_help_is_help_and_the_module_runs(capsys, monkeypatch):
    assert main(["--help"]) == 0
    assert "--backoff" in capsys.readouterr().out
    monkeypatch.setattr(sys, "argv", ["model", "--nodes=4", "--ticks=5"])
    with pytest.raises(SystemExit) as left:
        runpy.run_module("model", run_name="__main__")
    assert left.value.code == 0


def test_work_is_stopped_in_the_midst_or_read_by_nobody(capsys, monkeypatch):
    for error, code in ((KeyboardInterrupt(), 130), (BrokenPipeError(), 0)):

        def fail(*_, error=error):
            raise error

        monkeypatch.setattr("model.cli.command.simulate", fail)
        monkeypatch.setattr("model.cli.command._let_go_of_standard_output", lambda: None)
        assert main(["--nodes=4"]) == code


def test_a_bar_is_drawn_on_a_terminal_and_wiped_away(monkeypatch):
    screen = io.StringIO()
    screen.isatty = lambda: True
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(4) as progress:
        progress.began -= 5
        progress.move(2)
        assert "2 of 4" in screen.getvalue()
    assert screen.getvalue().endswith("\r")


def test_the_tables_of_the_page_and_the_presets_are_made_from_the_parameters():
    page = tables.PAGE.read_text(encoding="utf-8")
    assert tables.filled(page) == page
    assert all(0 <= share <= 1 for preset in PRESETS.values() for share in preset.promise.values())


@pytest.mark.parametrize("scenario", KINDS)
def test_settings_come_back_from_a_link_and_from_a_file(scenario):
    assert Scenario.from_query(scenario.to_query()) == (scenario, [])
    assert Scenario.from_json(scenario.to_json()) == (scenario, [])


@pytest.mark.parametrize("text", ["{", "[]", '{"stormglass": 0, "scenario": {}}'])
def test_what_is_no_file_of_settings_is_refused(text):
    with pytest.raises(ValueError, match="file"):
        Scenario.from_json(text)
    assert Scenario.from_query({"backoff": "many", "jitter": "full"})[1]


NEED_A_MOMENT = {
    *("cut_off", "asking", "found_at_once", "returned", "low_stuck", "low_searching", "contact_stuck", "crash_node"),
    *("crash_closings", "crash_stranded", "stuck_when_stopped", "asking_again", "crashes_again"),
    *("added", "throttled", "since_contact", "crash_pairs"),
}


@pytest.mark.parametrize("scenario", KINDS)
def test_what_a_sentence_can_tell_is_the_runs_or_the_run_has_no_such_moment(scenario):
    run = simulate(scenario)
    telling = RunFacts(run, 0, run.ticks)
    told = {}
    for fact in FACTS:
        try:
            told[fact] = telling.number(fact)
        except (KeyError, IndexError):
            assert fact in NEED_A_MOMENT
    assert told["accepted"] + told["refused"] == told["requests"] == run.series("requests").sum()
    assert told["crashes"] == len(run.crashes)
    assert 0 <= told["collapsing"] <= told["lucks"]
    assert all(0 <= tick <= run.ticks + run.scenario.copy_ticks for tick in telling.moments.values())
    assert telling.number("end_at") == run.ticks
