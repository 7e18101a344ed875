"""The section "Is it the trigger?": its shares are those of single runs and of `second_storm`, its links those runs."""

import json
import re

import numpy as np
import pytest

from model import RESCUES, Scenario, second_storm, simulate
from pages.view.link.read import read_link
from pages.view.tipping.trigger.section import TRIGGER
from pages.view.tipping.trigger.trigger import acts, begin, lucks_for, minutes_for, seeds_for, ticks_for
from tests.pages.tipping.wanted import wanted_job

SMALL = Scenario(nodes=16, bug_probability=0.005, cut_off_fraction=0.25)
AT = {"minute": "90"}


def played(scenario, choices=AT, report=None):
    made = TRIGGER.begin(scenario, choices).work(wanted_job(report))
    return made, TRIGGER.show(made, scenario, choices)


@pytest.fixture(scope="module")
def small():
    return played(SMALL)


def test_the_headline_counts_the_runs_that_had_collapsed_and_collapse_again(small):
    _, shown = small
    seeds = seeds_for(SMALL, 90)
    lost = [seed for seed in seeds if simulate(SMALL.replace(seed=seed, ticks=90)).fate == "collapsed"]
    again = [
        simulate(SMALL.replace(seed=seed, ticks=370, actions=((90, "restart_nodes", None),))).fate for seed in lost
    ]
    hits = again.count("collapsed")
    assert len(lost) > 20
    assert shown.sentence.startswith(f"Of {len(seeds)} lucks {len(lost)} have collapsed by minute 90. ")
    assert f": {hits} of {len(lost)} (" in shown.sentence


def test_every_remedy_has_the_shares_that_the_model_finds(small):
    made, shown = small
    seeds = seeds_for(SMALL, 90)
    for name, one in made.after.items():
        also = acts(name, 90)
        assert [action[1:] for action in also] == [act[1:] for act in RESCUES.get(name, ())]
        found = second_storm(SMALL, also, at=90, ticks=370, replicates=len(seeds), first=seeds[0])
        assert dict(one.fates) == found
    rows = {row[0]: row[1:6] for row in shown.table.rows}
    fix = made.after["fix_bug"].fates
    assert rows["with the fix"] == (0, fix["raging"].hits, fix["held"].hits, fix["over"].hits, len(made.lost))


def test_the_band_is_of_the_lucks_that_had_collapsed_and_the_rush_is_counted_in_them(small):
    made, shown = small
    runs = [simulate(SMALL.replace(seed=seed, ticks=370, actions=((90, "restart_nodes", None),))) for seed in made.lost]
    stuck = np.array([run.series("stuck") for run in runs]) / SMALL.volumes
    low, middle, high = made.after["nothing"].stuck
    assert ((stuck < low).mean(axis=0) <= 0.05).all()
    assert ((stuck > high).mean(axis=0) <= 0.05).all()
    assert abs((stuck <= middle).mean(axis=0) - 0.5).min() < 0.05
    asking = np.median([len(run.requests_of(90)) for run in runs])
    asked = np.median([len(run.requests_of(15)) for run in runs])
    assert (
        f"In minute 90, {asking:g} of 160 volumes ask at once in the middle luck; {asked:g} did after"
        in shown.notice[1]
    )


def test_never_cut_the_same_lucks_stay_well_and_only_then_is_it_called_metastable(small):
    made, shown = small
    quiet = [simulate(SMALL.replace(seed=seed, ticks=370, cut_off_for=0)).fate for seed in seeds_for(SMALL, 90)[:40]]
    assert set(quiet) == {"over"}
    assert (made.quiet.hits, made.quiet.of) == (0, 200)
    assert "metastable" in shown.notice[0]


def test_the_buttons_open_the_very_runs(small):
    made, shown = small
    wire = json.loads(json.dumps(shown.opens.wire()))
    own = simulate(SMALL.replace(ticks=90)).fate == "collapsed"
    assert ("this run" in wire["words"]) == own
    assert len(wire["runs"]) == len(made.after)
    for (_, query, tick), name in zip(wire["runs"], made.after, strict=True):
        asked = read_link({key: [value] for key, value in query.items()})
        assert asked.problems == ()
        run = simulate(asked.scenario)
        assert (tick, run.ticks) == (90, 370)
        assert run.series("nodes_up")[89] <= 8  # half or more of 16 are down before the restart
        assert asked.scenario.actions == ((90, "restart_nodes", None), *acts(name, 90))


def test_where_few_or_none_collapse_it_says_so():
    _, none = played(SMALL.replace(bug_probability=0))
    assert none.sentence == "None of 200 lucks has collapsed by minute 90 with these settings: nothing to restart."
    assert (none.plots, none.opens) == ((), None)
    few = SMALL.replace(bug_probability=0.0001)
    made, shown = played(few)
    assert 1 <= len(made.lost) < 10
    assert re.match(rf"Only {len(made.lost)} of 200 lucks ha(s|ve) collapsed by minute 90 ", shown.sentence)


def test_what_is_known_of_some_restarts_says_so():
    known = []
    played(SMALL, report=lambda result, done, of: known.append((result, done, of)))
    partial = [result for result, *_ in known if result is not None]
    assert [TRIGGER.show(one, SMALL, AT).sentence[:7] for one in partial[:3]] == ["1 of 4 ", "2 of 4 ", "3 of 4 "]
    shares = [done / of for _, done, of in known]
    assert shares == sorted(shares)
    assert max(shares) <= 1


def test_only_minutes_after_the_trigger_are_offered():
    assert minutes_for(Scenario()) == [60, 90, 120, 180, 240]
    late = Scenario(cut_off_at=100, cut_off_for=30)
    (control,) = TRIGGER.controls({"minute": "60"}, late)
    assert (list(control.choices), control.value) == (["180", "240"], "180")
    never = Scenario(cut_off_for=400)
    assert TRIGGER.controls({}, never) == []
    with pytest.raises(ValueError, match=r"^The trigger is at work until minute 410, .* in minute 240\."):
        begin(never, {})


def test_the_largest_clusters_are_followed_as_long_as_a_run_may_be_or_refused_in_a_sentence():
    assert ticks_for(Scenario(nodes=1000, volumes_per_node=40, ticks=100), 240) == 500
    with pytest.raises(ValueError, match="would take"):
        lucks_for(Scenario(nodes=1000, volumes_per_node=40, ticks=100), 120)


def test_a_remedy_that_the_settings_have_already_is_not_tried():
    made, _ = played(SMALL.replace(backoff=5, bug_probability=0.1))
    assert list(made.after) == ["nothing", "throttle", "fix_bug"]
