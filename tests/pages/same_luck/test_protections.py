"""The eight combinations of the three protections: the lucks are the model's, the words follow from their numbers."""

import re
import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import FATES, Scenario, simulate, simulate_many
from model.rules.pairs import STORM
from model.rules.presets import PRESETS
from pages.view.link.pair import read_pair
from pages.view.same_luck import protections as module
from pages.view.same_luck.protections import HIGH, LEVER, WIDE, combinations, fan, names_of, values, values_told
from pages.view.same_luck.verdict_messages import NAMES, does, key, verdict
from pages.view.server.pool import Pool, Rank
from tests.pages.server.test_odds import calls, frames
from tests.words.speakers import english

SMALL = Scenario(nodes=16, volumes_per_node=5, ticks=60)


def points(path):
    return np.array([[float(x) for x in pair.split(",")] for pair in re.findall(r"[\d.e-]+,[\d.e-]+", path)])


def test_the_protections_are_those_of_the_presets():
    off_on = values(STORM, STORM)
    on = {LEVER[name]: with_it for name, (_, with_it) in off_on.items()}
    assert on["backoff"] == PRESETS["backoff_holds"].scenario.backoff
    assert on["bug_probability"] == PRESETS["bug_fixed"].scenario.bug_probability
    assert on["spare_capacity"] == PRESETS["room"].scenario.spare_capacity
    assert {LEVER[name]: off for name, (off, _) in off_on.items()} == {name: getattr(STORM, name) for name in on}


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ({"backoff": 1}, {"backoff": 3}, {"backoff": (1, 3)}),
        ({"backoff": 3}, {"backoff": 1}, {"backoff": (3, 5)}),
        ({"backoff": 6}, {"backoff": 6}, {"backoff": (0, 6)}),
        ({"bug_probability": 0.0}, {"bug_probability": 0.01}, {"fix": (0.001, 0.0)}),
        ({"bug_probability": 0.002}, {"bug_probability": 0.0001}, {"fix": (0.002, 0.0001)}),
        ({}, {"spare_capacity": 0.0492}, {"space": (0.05, 0.15)}),
        ({"spare_capacity": 0.2}, {}, {"space": (0.05, 0.2)}),
    ],
)
def test_the_levers_say_what_with_and_without_mean(left, right, expected):
    found = values(Scenario(**left), Scenario(**right))
    assert {name: found[name] for name in expected} == expected


def test_there_are_eight_and_each_differs_from_none_by_its_protections():
    settings = combinations(STORM, STORM)
    none = settings[frozenset()]
    assert len(settings) == 8
    assert next(iter(settings)) == frozenset()
    for which, scenario in settings.items():
        assert scenario.replace(**{LEVER[name]: getattr(none, LEVER[name]) for name in which}) == none
        assert all(getattr(scenario, LEVER[name]) != getattr(none, LEVER[name]) for name in which)


def test_all_else_is_as_on_the_left():
    left = SMALL.replace(jitter="none", peers="cells", actions=((9, "stop_search", 1),))
    for scenario in combinations(left, left.replace(jitter="full")).values():
        assert (scenario.jitter, scenario.peers, scenario.actions) == ("none", "cells", left.actions)


def test_a_fan_is_of_the_lucks_that_the_model_plays():
    found = fan(SMALL)
    runs = [simulate(SMALL.replace(seed=seed)) for seed in range(1, 101)]
    ended = [sum(run.fate == fate for run in runs) for fate in FATES]
    assert found.fates == (*ended, sum(run.outcome.held == "short of room" for run in runs))
    stuck = np.array([run.series("stuck") for run in runs]) / SMALL.volumes
    line = points(found.median)
    at = np.rint(line[:, 0] / WIDE * 60).astype(int)
    assert (at[0], at[-1]) == (0, 60)
    assert np.allclose(HIGH - 1 - line[:, 1], np.median(stuck, axis=0)[at] * (HIGH - 2), atol=0.01)
    band = points(found.band)
    high, low = band[: len(at)], band[len(at) :][::-1]
    ordered = np.sort(stuck, axis=0)
    for edge, rank in ((low, 0.1 * 99), (high, 0.9 * 99)):
        below, above = ordered[int(rank)], ordered[int(rank) + 1]
        quantile = below + (rank - int(rank)) * (above - below)
        assert np.allclose(HIGH - 1 - edge[:, 1], quantile[at] * (HIGH - 2), atol=0.01)


def test_the_luck_in_view_makes_no_difference():
    assert fan(SMALL.replace(seed=99)) == fan(SMALL)


# --- words


def ends(**fates):
    """Return the fates of all eight, 100 lucks each; what is not named collapses."""
    all_sets = combinations(STORM, STORM)
    named = {key(which): which for which in all_sets}
    found = dict.fromkeys(all_sets, (0, 0, 0, 100, 0))
    return found | {named[name.replace("_", "-")]: to for name, to in fates.items()}


def told(found):
    """Return the verdict in English."""
    return [english(message) for message in verdict(found)]


OVER, HELD = (100, 0, 0, 0, 0), (10, 90, 0, 0, 60)


def test_none_suffices():
    assert told(ends()) == [
        "Alone, none ends the storm.",
        "Of the pairs, none ends the storm.",
        "Even all three together do not stop it.",
    ]


def test_each_suffices():
    names = ("backoff", "fix", "space", "backoff_fix", "backoff_space", "fix_space", "all")
    assert told(ends(**dict.fromkeys(names, OVER))) == [
        "Alone, each ends the storm.",
        "Of the pairs, every one ends the storm.",
        "All three together end it.",
    ]


def test_which_suffice_and_which_hold():
    found = told(
        ends(fix=OVER, backoff=HELD, fix_space=OVER, backoff_space=(94, 6, 0, 0, 0), backoff_fix=HELD, all=OVER)
    )
    assert found == [
        "Alone, the fix ends the storm; backoff only holds it; space does not stop it.",
        "Of the pairs, fix + space ends the storm; backoff + fix and backoff + space only hold it.",
        "All three together end it.",
        "Patience has a price: with the fix alone 100 of 100 are over by the end, with backoff as well 10.",
    ]


@given(st.lists(st.integers(1, 100), min_size=4, max_size=4), st.integers(0, 100))
def test_what_it_does_goes_by_the_shares(fates, short):
    over, bad = fates[0] / sum(fates), (fates[2] + fates[3]) / sum(fates)
    assert does([*fates, min(short, fates[1])]) == ("ends" if over >= 0.95 else "holds" if bad <= 0.05 else "fails")


def test_what_the_page_says_of_the_storm_is_true_of_other_lucks_too():
    """The fix ends it, space ends it, backoff alone holds it: by 200 lucks that the page does not show."""
    for which, scenario in combinations(STORM, STORM).items():
        ensemble = simulate_many([scenario.replace(seed=seed) for seed in range(1001, 1201)], series=False)
        expected = {(): "fails", ("backoff",): "holds", ("backoff", "fix"): "holds"}
        counts = [int((ensemble.fates == fate).sum()) for fate in FATES]
        assert does([*counts, 0]) == expected.get(tuple(name for name in NAMES if name in which), "ends")


def test_with_and_without_are_said_in_words():
    assert english(values_told(STORM, STORM)) == (
        "Without → with, by minute 240. Backoff: asks again every minute → waits up to 32 minutes · "
        "fix: 0.1 % per pair closing together → no bug · space: 5 % spare slots → 15 % spare slots."
    )


# --- the route


def test_the_route_tells_all_eight_and_the_verdict():
    query = "nodes=16&volumes_per_node=5&ticks=60&right=backoff:5"
    status, headers, body = calls("/api/protections", query)
    assert status == 200
    assert headers["content-type"] == "application/octet-stream"
    head, *fans, last = frames(body)
    asked = read_pair({"nodes": ["16"], "volumes_per_node": ["5"], "ticks": ["60"], "right": ["backoff:5"]})
    settings = combinations(asked.left, asked.right)
    assert head["names"] == [names_of(which) for which in settings]
    assert head["names"][0] == [{"id": f"protection{form}", "values": {"which": "none"}} for form in ("", ".title")]
    for number, (told, scenario) in enumerate(zip(fans, settings.values(), strict=True)):
        assert told["number"] == number
        assert tuple(told["fates"]) == fan(scenario).fates
        pair = read_pair({name: [value] for name, value in told["query"].items()})
        assert (pair.left.replace(seed=1), pair.right.replace(seed=1)) == (settings[frozenset()], scenario)
    found = {which: tuple(told["fates"]) for which, told in zip(settings, fans, strict=True)}
    assert last["sentences"] == verdict(found)


@pytest.mark.parametrize("query", ["right=backoff:99", "backoff=99", "right=nodes:4", "colour=red"])
def test_what_cannot_be_used_is_refused_with_its_sentence(query):
    status, _, body = calls("/api/protections", query)
    assert status == 400
    assert b"ignored" in body


def test_who_leaves_early_is_not_played_for(monkeypatch):
    played, left = [], threading.Event()

    def slow(scenario):
        played.append(scenario)
        if len(played) > 1:
            left.wait(timeout=60)
        return fan(scenario)

    pool = Pool(workers=1)
    monkeypatch.setattr(module, "POOL", pool)
    monkeypatch.setattr(module, "fan", slow)
    calls("/api/protections", "nodes=16&volumes_per_node=5&ticks=61&right=backoff:4", leave_after=2)
    left.set()
    with pool.question() as last:
        last.play(Rank.SECTIONS, int).result(60)  # the line is empty now
    assert len(played) <= 2
