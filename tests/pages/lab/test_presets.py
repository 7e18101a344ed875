"""The presets keep what their cards promise, over 200 lucks, with room for chance."""

from math import sqrt

import pytest

from model import PARAMETERS, Scenario, simulate, simulate_many
from model.rules.presets import PRESETS, SEED
from pages.view.lab.acts import ACTS, AGAIN, acts
from pages.view.lab.levers import LEVERS
from pages.view.lab.settings import MEASURED
from pages.view.lab.workbench import HIGH, WIDE, cards, workbench
from pages.view.link.read import read_link

LUCKS = 200


def ends(name, **changes):
    scenario = PRESETS[name].scenario.replace(**changes)
    return simulate_many([scenario.replace(seed=seed) for seed in range(LUCKS)], series=False)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_keeps_its_promise(name):
    ensemble = ends(name)
    for fate, share in PRESETS[name].promise.items():
        room = 4 * sqrt(max(share * (1 - share), 0.01) / len(ensemble))
        assert ensemble.share(fate) == pytest.approx(share, abs=room)


@pytest.mark.parametrize("name", PRESETS)
def test_the_run_behind_a_card_shows_what_it_promises(name):
    preset = PRESETS[name]
    assert preset.scenario.seed == SEED
    assert preset.promise[simulate(preset.scenario).fate] > 0.4


def test_like_2011_resembles_what_was_published():
    calm, storm = [], []
    for seed in range(60):
        run = simulate(PRESETS["like_2011"].scenario.replace(seed=seed))
        stuck = run.series("stuck") / run.scenario.volumes
        calm.append(stuck[39])
        storm.append(run.outcome.crashed)
        assert run.outcome.offline <= 0.03 * run.scenario.volumes
    assert sum(calm) / len(calm) == pytest.approx(0.115, abs=0.025)
    assert 2 <= sum(storm) / len(storm) <= 3.5


def test_an_ordinary_day_sees_next_to_no_crash_and_no_storm():
    for name in ("ordinary_day", "small_day_before", "small_day_after"):
        ensemble = ends(name)
        assert (ensemble.last("crashes") > 0).mean() <= 0.06
        assert ensemble.share("collapsed") == 0


def test_a_restart_ends_no_collapse_and_is_followed_by_none_of_another_kind():
    before = ends("storm", ticks=119)
    again = ends("restarted")
    assert (again.fates[before.fates == "collapsed"] == "collapsed").all()
    assert (again.fates[before.fates == "over"] == "over").all()


def test_a_small_change_shows_in_a_storm_alone():
    before, after = (ends(f"small_storm_{when}").share("collapsed") for when in ("before", "after"))
    assert after > 2 * before


def test_backoff_holds_few_are_lost_and_some_wait():
    ensemble = ends("backoff_holds")
    assert (ensemble.last("offline") <= 0.03 * 640).mean() > 0.9
    assert ensemble.last("searching").mean() > 0


def test_cells_lose_one_cell_and_no_other():
    run = simulate(PRESETS["cells"].scenario)
    assert {crash.node // 16 for crash in run.crashes} == {0}


def test_room_and_rescue_are_over_within_the_hour():
    ended = [simulate(PRESETS["room"].scenario.replace(seed=seed)).outcome for seed in range(50)]
    assert sum(price.calm_from is not None and price.calm_from <= 75 for price in ended) >= 45


@pytest.mark.parametrize("part", [part for card in cards() for part in card["parts"]])
def test_a_card_leads_where_its_link_leads(part):
    asked = read_link({name: [value] for name, value in part["query"].items()})
    assert asked.problems == ()
    assert simulate(asked.scenario).fate == part["fate"]


def test_an_outline_stays_in_its_box_and_reaches_its_end():
    for card in cards():
        for part in card["parts"]:
            heights = [int(step[1:].split("H")[0]) for step in part["path"].split("V")[1:-1] for step in ["V" + step]]
            assert all(0 <= height <= HIGH for height in heights)
            assert f"H{WIDE}" in part["path"]


@pytest.mark.parametrize("entry", [entry for _, choices, _ in ACTS for entry in choices] + [AGAIN])
def test_every_action_on_offer_is_one_that_a_link_may_carry(entry):
    asked = read_link({"do": [f"20:{entry}"]})
    assert asked.problems == ()
    assert len(asked.scenario.actions) == 1


def test_the_usual_value_is_one_of_the_choices():
    for act in acts():
        assert act["usual"] in [entry for entry, _ in act["choices"]]


def test_further_settings_have_all_that_no_lever_has():
    names = [setting["name"] for topic in workbench()["settings"] for setting in topic["settings"]]
    assert sorted(names) == sorted(set(PARAMETERS) - set(LEVERS) - {"actions", "seed"})


def fates_of_lucks(**changes):
    lucks = [Scenario(seed=seed, **changes) for seed in range(1, 201)]
    return [str(fate) for fate in simulate_many(lucks, series=False).fates]


def test_what_is_said_beside_the_two_limits_is_what_runs_do():
    three, one = fates_of_lucks(request_limit=3), fates_of_lucks(request_limit=1)
    assert MEASURED["request_limit"] == {
        "lucks": 200,
        "collapsed": three.count("collapsed"),
        "raging": three.count("raging"),
        "held": one.count("held"),
    }
    strict, loose = fates_of_lucks(retry_budget=0.3), fates_of_lucks(retry_budget=1)
    throttled = fates_of_lucks(actions=((1, "throttle", 0.3),))
    assert MEASURED["retry_budget"] == {
        "lucks": 200,
        "held": strict.count("held"),
        "over": loose.count("over"),
        "throttled": throttled.count("over"),
    }


def test_why_a_throttle_ends_what_a_budget_holds():
    lucks = [Scenario(seed=seed) for seed in range(1, 101)]
    storm, budget, throttle = (
        simulate_many([luck.replace(**changes) for luck in lucks])
        for changes in ({}, {"retry_budget": 0.3}, {"actions": ((1, "throttle", 0.3),)})
    )
    contact = [many.series("requests")[:, 15] for many in (storm, budget, throttle)]
    assert (contact[0] == contact[1]).all()  # first tries are free
    assert contact[2].max() == 20  # 3 for 10 of 64 nodes, at least one
    assert budget.last("crashes").mean() > 2 > 1 > throttle.last("crashes").mean()
    assert budget.series("free_slots")[:, -1].mean() < 32 < throttle.series("free_slots")[:, -1].mean()
