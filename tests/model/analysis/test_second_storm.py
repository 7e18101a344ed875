"""After a collapse every node is restarted: the shares are those of the runs, and the trigger is not needed."""

import pytest

from model import FATES, Scenario, simulate
from model.analysis.second_storm import second_storm


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
    [((), "collapsed", 1), (((120, "throttle", 0.3),), "over", 0.82), (((120, "fix_bug", 0),), "over", 1)],
)
def test_the_storm_comes_again_without_a_trigger_unless_the_rush_is_throttled_or_the_bug_fixed(also, fate, share):
    found = second_storm(Scenario(), also, replicates=150)[fate]
    assert found.of > 130
    assert found.share == pytest.approx(share, abs=0.13)


def test_where_nothing_collapses_there_is_nothing_to_tell():
    shares = second_storm(Scenario(bug_probability=0), replicates=5)
    assert {share.of for share in shares.values()} == {0}
