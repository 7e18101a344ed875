"""How runs, ensembles and sweeps show themselves: in a line, as a small picture, as tables and graphs."""

import re
import subprocess
import sys

import numpy as np
import pytest

from model import FATES, MEASURES, Scenario, simulate, simulate_many, sweep
from tests.server import ROOT

RUN = simulate(Scenario(backoff=5))
MANY = simulate_many([Scenario(seed=seed, bug_probability=0.0005) for seed in range(40)])
SWEEP = sweep(Scenario(ticks=60, nodes=16), ("backoff", [0, 3]), ("spare_capacity", [0, 0.1, 0.2]), seeds=6)


@pytest.mark.parametrize("shown", [RUN, MANY, SWEEP], ids=["run", "ensemble", "sweep"])
def test_each_is_told_in_a_line_and_drawn_with_the_same_words(shown):
    line = repr(shown)
    assert "\n" not in line
    assert len(line) < 140
    html = shown._repr_html_()
    assert line.strip("<>") in html
    assert html.count("<rect") > 2
    assert not re.search(r"nan|inf", html)


def test_the_lines_say_how_it_ended():
    assert repr(RUN) == (
        "<Run of 64 nodes for 240 ticks, seed 1: held (short of room), 3 crashes, 0 volumes offline, 38 waiting>"
    )
    counts = {fate: int((MANY.fates == fate).sum()) for fate in FATES}
    assert repr(MANY) == f"<Ensemble of 40 runs: {', '.join(f'{n} {fate}' for fate, n in counts.items() if n)}>"
    assert repr(SWEEP) == "<Sweep of backoff (2) x spare_capacity (3): 36 runs>"


def test_a_run_as_a_table_is_its_series():
    table = RUN.to_frame()
    assert list(table.columns) == list(MEASURES)
    assert table.index.name == "tick"
    for name in MEASURES:
        np.testing.assert_array_equal(table[name], RUN.series(name))


def test_an_ensemble_as_a_table_names_what_differs():
    table = MANY.to_frame()
    assert table.columns[0] == "seed"
    assert "backoff" not in table
    assert table["fate"].tolist() == MANY.fates.tolist()
    assert table["crashes"].tolist() == MANY.last("crashes").tolist()


def test_a_sweep_as_a_table_has_a_row_a_cell():
    table = SWEEP.to_frame().set_index(["backoff", "spare_capacity"])
    assert table.index[1] == (0, 0.1)
    for fate in FATES:
        assert table.loc[(3, 0.2), fate] == SWEEP.share(fate)[1, 2]
    one = sweep(Scenario(ticks=20, nodes=8), ("backoff", [0, 3]), seeds=2)
    assert list(one.to_frame().columns)[:2] == ["backoff", "runs"]


def test_a_table_is_the_first_to_load_pandas():
    asked = (
        "import sys; from model import Scenario, simulate; run = simulate(Scenario()); print('pandas' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


@pytest.mark.parametrize("tick", [-1, 241, 999])
@pytest.mark.parametrize("name", ["events_of", "requests_of", "snapshot", "chances", "fixed", "to_networkx"])
def test_a_tick_that_a_run_has_not_is_refused_with_its_range(name, tick):
    with pytest.raises(IndexError, match=f"from 0 to 240; {tick} was given"):
        getattr(RUN, name)(tick)
