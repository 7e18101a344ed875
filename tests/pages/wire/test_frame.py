"""The picture's bytes: what goes in comes out, and the run can be replayed from it."""

import numpy as np
import pytest

from model import Scenario, simulate
from model.rules.states import COUNTS
from pages.view.lab.levers import LEVERS, lever_values
from pages.view.wire import arrays as wire
from pages.view.wire.arrays import SAMPLE
from pages.view.wire.decode import decode
from pages.view.wire.frame import Picture, encode

NOBODY = 65535
SCENARIOS = {
    "storm": Scenario(),
    "actions": Scenario(
        backoff=2,
        restart_after=30,
        actions=(
            (20, "add_capacity", 0.05),
            (25, "crash_node", 3),
            (30, "fix_nodes", 0.5),
            (40, "cut_off", 4),
            (60, "restart_nodes", None),
            (70, "reconnect", 0.5),
        ),
    ),
    "an open cut": Scenario(ticks=12, cut_off_for=50),
    "cells": Scenario(nodes=10, peers="cells", cells=3, ticks=40),
    "a quiet day": Scenario(cut_off_fraction=0, ticks=30),
}


@pytest.fixture(params=SCENARIOS, scope="module")
def told(request):
    run = simulate(SCENARIOS[request.param])
    header, (arrays,) = decode(encode([run], Picture(query=run.scenario.to_query())))
    return run, header, arrays


def test_the_run_replays_from_its_picture(told):
    run, _, arrays = told
    state = np.zeros(run.scenario.volumes, int)
    primary, partner = arrays["primary"].astype(int), arrays["mirror"].astype(int)
    old = np.full_like(primary, NOBODY)
    for tick in range(run.ticks + 1):
        for i in range(arrays["event_start"][tick], arrays["event_start"][tick + 1]):
            v = arrays["event_volume"][i]
            state[v], primary[v] = arrays["event_state"][i], arrays["event_primary"][i]
            partner[v], old[v] = arrays["event_partner"][i], arrays["event_old"][i]
        now = run.snapshot(tick)
        assert np.array_equal(state, now.state)
        assert np.array_equal(primary, now.primary)
        assert np.array_equal(partner, np.where(now.partner < 0, NOBODY, now.partner))
        assert np.array_equal(old, np.where(now.old < 0, NOBODY, now.old))


def test_nodes_go_up_and_down_as_in_the_run(told):
    run, _, arrays = told
    for tick in range(run.ticks + 1):
        last_crash = {
            int(n): int(t) for t, n in zip(arrays["crash_tick"], arrays["crash_node"], strict=True) if t <= tick
        }
        back = [
            (int(t), int(n)) for t, n in zip(arrays["restart_tick"], arrays["restart_node"], strict=True) if t <= tick
        ]
        up = np.array(
            [
                not (n in last_crash and not any(m == n and t > last_crash[n] for t, m in back))
                for n in range(run.scenario.nodes)
            ]
        )
        cut = any(start <= tick < end for start, end in zip(arrays["cut_from"], arrays["cut_until"], strict=True))
        now = run.snapshot(tick)
        assert np.array_equal(up, now.up)
        assert set(np.flatnonzero(~now.contact)) == (set(arrays["cut_node"].tolist()) if cut else set())


def test_slots_follow_the_operators_additions(told):
    run, _, arrays = told
    slots = arrays["slots"].astype(int)
    for node, number in zip(arrays["capacity_node"], arrays["capacity_slots"], strict=True):
        slots[node] = number
    assert np.array_equal(slots, run.snapshot(run.ticks).slots)


def test_series_requests_and_chances_are_the_runs(told):
    run, header, arrays = told
    assert header["runs"][0]["series"] == list(COUNTS)
    assert np.array_equal(arrays["series"], run.counts.T)
    assert np.array_equal(arrays["storm_number"], run.series("storm_number"), equal_nan=True)
    assert header["runs"][0]["requests"] == "all"
    for tick in range(run.ticks + 1):
        rows = slice(arrays["request_start"][tick], arrays["request_start"][tick + 1])
        asked = run.requests_of(tick)
        assert np.array_equal(arrays["request_to"][rows], asked["receiver"])
        assert np.array_equal(arrays["request_from"][rows], asked["sender"])
        assert np.array_equal(arrays["request_accepted"][rows], asked["accepted"])
        fixed = arrays["fix_rank"] < arrays["fixed_count"][tick]
        c = arrays["closings"][tick].astype(float)
        chance = np.where(fixed, 0, 1 - (1 - arrays["bug"][tick]) ** (c * (c - 1) / 2))
        assert np.allclose(chance, run.chances(tick), atol=1e-12)


def test_crashes_number_the_events_they_caused(told):
    run, _, arrays = told
    for crash in run.crashes:
        assert arrays["crash_tick"][crash.number] == crash.tick
        assert arrays["crash_node"][crash.number] == crash.node
        stranded = arrays["event_volume"][(arrays["event_cause"] == 6) & (arrays["event_by"] == crash.number)]
        assert np.array_equal(stranded, run.stranded_by(crash))


def test_two_runs_travel_in_one_picture():
    one, two = simulate(Scenario(seed=8)), simulate(Scenario(seed=8, backoff=5))
    header, arrays = decode(encode([one, two], Picture(query={}, seq=4, tick=7, levers=lever_values(one.scenario))))
    assert [run["fate"] for run in header["runs"]] == [one.fate, two.fate]
    assert np.array_equal(arrays[1]["series"], two.counts.T)
    assert (header["seq"], header["tick"], len(header["levers"])) == (4, 7, len(LEVERS))


def test_every_array_is_aligned():
    header, _ = decode(encode([simulate(Scenario())], Picture(query={})))
    assert all(offset % 8 == 0 for _, _, offset in header["runs"][0]["arrays"].values())


def test_of_very_many_requests_a_fair_sample_travels(monkeypatch):
    run = simulate(Scenario(nodes=400, volumes_per_node=20, bug_probability=0, spare_capacity=0.02))
    monkeypatch.setattr(wire, "MOST_REQUESTS", len(run.requests) - 1)
    header, (arrays,) = decode(encode([run], Picture(query={})))
    assert header["runs"][0]["requests"] == "sample"
    sampled = np.diff(arrays["request_start"].astype(int))
    assert np.array_equal(sampled, np.minimum(run.series("requests"), SAMPLE))
    many = run.series("requests") > SAMPLE
    expected = (run.series("accepted") / np.maximum(run.series("requests"), 1) * SAMPLE)[many].sum()
    until = np.concatenate([[0], np.cumsum(arrays["request_accepted"], dtype=int)])
    accepted = np.diff(until[arrays["request_start"].astype(int)])
    assert abs(accepted[many].sum() - expected) < 5 * np.sqrt(expected)


def test_of_one_node_every_request_travels_where_the_others_are_sampled(monkeypatch):
    run = simulate(Scenario(nodes=100, ticks=60))
    header, (arrays,) = decode(encode([run], Picture(query={}, focus=17)))
    assert "focus" not in header["runs"][0], "all requests are there anyway"
    assert "own_start" not in arrays
    monkeypatch.setattr(wire, "MOST_REQUESTS", 100)
    for nobody in (None, 100, -1):
        header, (arrays,) = decode(encode([run], Picture(query={}, focus=nobody)))
        assert ("focus" in header["runs"][0], "own_start" in arrays) == (False, False)
    header, (arrays,) = decode(encode([run], Picture(query={}, focus=17)))
    assert header["runs"][0]["focus"] == 17
    for tick in range(run.ticks + 1):
        rows = slice(arrays["own_start"][tick], arrays["own_start"][tick + 1])
        asked = run.requests_of(tick)
        mine = asked[(asked["sender"] == 17) | (asked["receiver"] == 17)]
        names = {"volume": "volume", "from": "sender", "to": "receiver", "accepted": "accepted"}
        for name, field in names.items():
            assert np.array_equal(arrays[f"own_{name}"][rows], mine[field])


def test_bytes_of_another_kind_are_refused():
    with pytest.raises(ValueError, match="not a picture"):
        decode(b"PNG!....")
