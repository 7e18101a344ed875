"""The best plan: what its sentence says is what single runs do on lucks by which nobody chose it."""

import re

import numpy as np
import pytest

from model import Scenario, simulate
from model.analysis.plan import MOST_RUNS
from model.runs.certainty import wilson
from pages.view.tipping.rescue import plan as section
from pages.view.tipping.rescue.plan import PLANS
from tests.pages.tipping.wanted import wanted_job

SMALL = Scenario(nodes=16, ticks=100, bug_probability=0.004, cut_off_fraction=0.25)
FRESH = 60


@pytest.fixture(scope="module")
def found():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(section, "FRESH", FRESH)
        return PLANS.begin(SMALL, {"minute": "20"}).work(wanted_job())


def test_the_sentence_is_what_runs_do_with_the_plan_that_opens_in_the_lab(found):
    shown = PLANS.show(found, SMALL, {"minute": "20"})
    for one, (_, opened, minute), first in zip(
        (found.plan, found.single), shown.opens.runs, (110_001, 120_001), strict=True
    ):
        assert minute == 20
        begin = first + one.looked.of
        runs = [simulate(opened.replace(seed=seed)) for seed in range(begin, begin + FRESH)]
        hits = sum(run.fate == "over" for run in runs)
        low, high = (round(100 * float(end)) for end in wilson(hits, FRESH))
        assert re.search(rf"{hits or 'none'} of {FRESH} fresh lucks \({low}–{high}\u00a0%\)", shown.sentence)
        assert f"{np.median([run.series('stuck')[-1] for run in runs]):g} " in shown.sentence


def test_plan_and_single_keep_to_what_is_allowed(found):
    assert len(found.single.plan) == 1 <= len(found.plan.plan) <= 3
    assert sum(value for _, name, value in found.plan.plan if name == "add_capacity") <= 0.2 + 1e-9
    assert found.plan.runs + found.single.runs + 2 * (1000 - FRESH) <= MOST_RUNS
