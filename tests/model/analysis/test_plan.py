"""The search for a plan: what it may try, that it finds what is good, and that it is judged on lucks it never saw."""

import pytest

from model import Scenario, simulate
from model.analysis import plan as searched
from model.analysis.plan import MENU, MOST_CAPACITY, MOST_RUNS, best_plan, plans
from model.analysis.rescue import acting

SMALL = Scenario(nodes=16, ticks=90, bug_probability=0.005, cut_off_fraction=0.25)


def test_no_plan_has_more_than_it_may():
    everything = list(plans())
    assert len(set(everything)) == len(everything) > 1000
    for plan in everything:
        assert 1 <= len(plan) <= 3
        assert sum(value for _, name, value in plan if name == "add_capacity") <= MOST_CAPACITY + 1e-9
        for later, name, value in plan:
            if (name, value) == ("stop_search", 0):
                assert any(other < later for other, kind, on in plan if (kind, on) == ("stop_search", 1))


def test_the_best_is_judged_on_lucks_that_nobody_chose_by(monkeypatch):
    asked = []

    def watched(base, settings, first, last, **how):
        asked.append((len(settings), first, last))
        return played(base, settings, first, last, **how)

    played = searched.played
    monkeypatch.setattr(searched, "played", watched)
    found = best_plan(SMALL, 16, candidates=16, fresh=40)
    assert asked == [(16, 1, 4), (8, 5, 8), (4, 9, 16), (2, 17, 32), (1, 33, 72)]
    assert found.runs == sum(plans_left * (last - first + 1) for plans_left, first, last in asked)
    fates = [simulate(SMALL.replace(seed=seed, actions=acting(SMALL, found.plan, 16))).fate for seed in range(33, 73)]
    assert (found.over.hits, found.over.of) == (fates.count("over"), 40)
    assert found.looked.of == 32


def test_among_weak_plans_it_finds_the_one_that_ends_the_storm():
    weak = [("set_backoff", 0), ("throttle", 0), ("fix_bug", 0.005)]
    found = best_plan(Scenario(), 11, candidates=64, fresh=60, menu=[*weak, ("add_capacity", 0.2)])
    assert any(name == "add_capacity" for _, name, _ in found.plan)
    assert found.over.share > 0.9


def test_a_search_of_more_runs_than_allowed_is_refused():
    with pytest.raises(ValueError, match=f"at most {MOST_RUNS} runs"):
        best_plan(SMALL, 16, fresh=10_000)


def test_the_whole_menu_can_be_done():
    for name, value in MENU:
        assert Scenario(actions=((1, name, value),)).actions
