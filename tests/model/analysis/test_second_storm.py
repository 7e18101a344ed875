"""After a collapse every node is restarted: the shares are those of the runs, and the trigger is not needed."""

import pytest

from model import FATES, Scenario, simulate, simulate_many
from model.analysis.second_storm import never_triggered, restarted, second_storm, trigger_ends, until


def test_the_shares_are_those_of_the_runs_that_had_collapsed():
    base = Scenario(nodes=16, bug_probability=0.005, cut_off_fraction=0.25)
    also = ((120, "throttle", 0.3),)
    again = second_storm(base, also, replicates=30)
    fates = []
    for seed in range(1, 31):
        if simulate(base.replace(ticks=120, seed=seed)).fate == "collapsed":
            acting = base.replace(ticks=400, seed=seed, actions=((120, "restart_nodes", None), *also))
            fates.append(simulate(acting).fate)
    assert len(fates) > 5
    assert {fate: share.hits for fate, share in again.items()} == {fate: fates.count(fate) for fate in FATES}
    assert {share.of for share in again.values()} == {len(fates)}


@pytest.mark.parametrize(
    ("also", "fate", "share"),
    [
        ((), "collapsed", 1),
        (((120, "throttle", 0.3),), "over", 0.83),
        (((120, "fix_bug", 0),), "over", 1),
        (((120, "set_backoff", 5),), "collapsed", 0.75),
    ],
)
def test_the_storm_comes_again_without_a_trigger_unless_the_rush_is_throttled_or_the_bug_fixed(also, fate, share):
    found = second_storm(Scenario(), also, replicates=150)[fate]
    assert found.of > 130
    assert found.share == pytest.approx(share, abs=0.13)


def test_never_cut_the_same_cluster_stays_well():
    quiet = never_triggered(Scenario())
    runs = simulate_many([quiet.replace(seed=seed) for seed in range(1, 201)], series=False)
    assert (runs.share("over"), runs.last("crashes").sum()) == (1, 0)


def test_where_nothing_collapses_there_is_nothing_to_tell():
    shares = second_storm(Scenario(bug_probability=0), replicates=5)
    assert {share.of for share in shares.values()} == {0}


CUT = Scenario(
    actions=(
        (30, "crash_node", 5),
        (50, "cut_off", 60),
        (60, "add_capacity", 0.1),
        (120, "cut_off", 9),
        (150, "throttle", 0.5),
    )
)


def test_after_the_restart_nothing_is_cut_off_and_nothing_is_broken():
    run = simulate(restarted(CUT, at=120))
    assert run.scenario.actions == (*CUT.actions[:3], (120, "restart_nodes", None))
    assert run.series("cuts")[111:].sum() == 0
    assert run.snapshot(120).contact.all()
    assert all(crash.closings >= 2 for crash in run.crashes if crash.tick >= 120)  # the race alone breaks nodes
    assert (run.counts[:120] == simulate(until(CUT, 120)).counts[:120]).all()


def test_a_quiet_day_is_the_same_cluster_without_what_triggers():
    run = simulate(never_triggered(CUT))
    assert run.scenario.actions == ((60, "add_capacity", 0.1),)
    assert (run.series("cuts").sum(), run.crashes, run.fate) == (0, (), "over")


def test_a_restart_while_the_trigger_is_at_work_is_refused():
    assert trigger_ends(CUT, 120) == 110
    assert trigger_ends(Scenario(cut_off_for=0), 120) == 0
    with pytest.raises(ValueError, match=r"at must be after tick 110, when the trigger ends; 110 was given"):
        restarted(CUT, at=110)
    with pytest.raises(ValueError, match="at must be after tick 310"):
        second_storm(Scenario(cut_off_at=10, cut_off_for=300))
