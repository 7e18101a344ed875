"""The section of jitter: its shares are those of single runs, told at an equal wait."""

import re

from model import Scenario, simulate
from model.analysis.wait_times import mean_wait
from pages.view.tipping.jitter.section import JITTER, seeds_for
from tests.pages.tipping.wanted import wanted_job

SMALL = Scenario(nodes=32, ticks=100, bug_probability=0.002)


def test_the_share_of_the_backoff_in_view_is_that_of_single_runs():
    scenario = SMALL.replace(backoff=2)
    known = []
    made = JITTER.begin(scenario, {}).work(wanted_job(lambda result, done, of: known.append(result)))
    shown = JITTER.show(made, scenario, {})
    fates = [simulate(scenario.replace(seed=seed)).fate for seed in seeds_for(scenario)]
    share = round(100 * fates.count("collapsed") / len(fates))
    assert shown.sentence.startswith(f"At an equal mean wait of {mean_wait(2, 'equal'):g} minutes, ")
    assert f"{share} % with equal jitter ({len(fates)} lucks, " in shown.sentence
    first = JITTER.show(known[0], scenario, {})
    assert first.sentence == "1 of 17 settings played so far."


def test_which_level_is_in_view_changes_what_is_told_and_not_what_is_played():
    one, other = SMALL.replace(backoff=2), SMALL.replace(backoff=3, jitter="full", seed=7)
    assert JITTER.begin(one, {}).key == JITTER.begin(other, {}).key
    made = JITTER.begin(one, {}).work(wanted_job())
    told = [re.search(r"mean wait of ([\d.]+) ", JITTER.show(made, of, {}).sentence).group(1) for of in (one, other)]
    assert told == ["3.5", "4.5"]
