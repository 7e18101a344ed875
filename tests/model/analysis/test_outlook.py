"""What a minute says of the end, against single runs that are counted one by one."""

import numpy as np
import pytest

from model import Scenario, simulate, simulate_many
from model.analysis.outlook import alike, by_storm_number, last_minute_below, outlook, standing
from model.runs.certainty import wilson

EDGE = Scenario(bug_probability=0.0005)


def lucks(scenario: Scenario, first: int, replicates: int):
    return simulate_many([scenario.replace(seed=seed) for seed in range(first, first + replicates)])


def test_runs_that_stand_alike_are_those_that_single_runs_say():
    many, mine = lucks(EDGE, 1, 60), simulate(EDGE.replace(seed=500))
    hits, runs = alike(standing(many), many.fates == "collapsed", standing(lucks(EDGE, 500, 1)))
    for tick in (12, 19, 31, 60):
        like = [one for one in map(simulate, many.scenarios) if stands_like(one, mine, tick)]
        assert runs[tick] == len(like)
        assert hits[tick] == sum(one.fate == "collapsed" for one in like)


def test_an_outlook_says_what_single_runs_say_and_how_sure_it_is():
    many, mine = lucks(EDGE, 1, 60), simulate(EDGE.replace(seed=500))
    seen = outlook(many, mine, "over")
    for tick in (12, 31, 200):
        like = [one for one in map(simulate, many.scenarios) if stands_like(one, mine, tick)]
        over = sum(one.fate == "over" for one in like)
        assert (seen.runs[tick], seen.hits[tick]) == (len(like), over)
        assert seen.share[tick] == pytest.approx(over / len(like) if like else np.nan, nan_ok=True)
    low, high = seen.interval()
    assert (low[12], high[12]) == wilson(int(seen.hits[12]), int(seen.runs[12]))


def test_an_outlook_of_other_settings_or_of_no_fate_is_refused():
    many = lucks(EDGE, 1, 3)
    with pytest.raises(ValueError, match="must be of the same settings; only their lucks may differ"):
        outlook(many, simulate(Scenario(seed=4)))
    with pytest.raises(KeyError, match="over, held, raging, collapsed"):
        outlook(many, simulate(EDGE), "dead")


def stands_like(one, other, tick):
    """Say whether two runs of 64 nodes and 640 volumes stand alike."""
    ends = [{name: int(run.series(name)[tick]) for name in ("stuck", "free_slots", "nodes_up")} for run in (one, other)]
    return (
        abs(ends[0]["stuck"] - ends[1]["stuck"]) <= 32
        and abs(ends[0]["nodes_up"] - ends[1]["nodes_up"]) <= 1
        and (ends[0]["free_slots"] > 0) == (ends[1]["free_slots"] > 0)
    )


def test_below_one_most_of_the_usual_runs_collapse_all_the_same():
    runs = [simulate(Scenario(seed=seed)) for seed in range(1, 101)]
    below = [run for run in runs if run.series("storm_number")[19] < 1]
    collapsed = [run for run in below if run.fate == "collapsed"]
    assert len(below) > 95
    assert len(collapsed) > 0.85 * len(below)
    many = lucks(Scenario(), 1, 100)
    found = by_storm_number(many.series("storm_number"), many.fates == "collapsed")
    assert (found.below[19], found.below_ended[19]) == (len(below), len(collapsed))
    assert last_minute_below(found.below, 100) == 19


def test_where_a_run_stands_predicts_its_end_better_than_its_storm_number():
    known, fresh = lucks(EDGE, 1, 600), lucks(EDGE, 2001, 150)
    ended, tick = known.fates == "collapsed", 31
    storm, stands = known.series("storm_number")[:, tick], standing(known)
    off = {"storm number": [], "standing": []}
    for k, fate in enumerate(fresh.fates):
        side = fresh.series("storm_number")[k, tick] < 1
        alone = simulate_many([fresh.scenarios[k]])
        hits, runs = alike(stands, ended, standing(alone))
        if runs[tick] < 10:
            continue
        off["storm number"].append((ended[(storm < 1) == side].mean() - (fate == "collapsed")) ** 2)
        off["standing"].append((hits[tick] / runs[tick] - (fate == "collapsed")) ** 2)
    gain = np.array(off["storm number"]) - np.array(off["standing"])
    assert gain.mean() > 2 * gain.std() / len(gain) ** 0.5


@pytest.mark.parametrize("below", [[0, 0], [0, 0, 0]])
def test_where_none_is_ever_below_one_no_minute_is_told(below):
    assert last_minute_below(np.array(below), 10) is None
