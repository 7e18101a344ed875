"""Where two runs part: a case worked by hand, every tick looked at, and the reasons held against the runs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Scenario, State, simulate
from model.rules.states import Cause
from model.runs.divergence import REASONS, SEEN_FOR, SEEN_SHARE, divergence, nodes_up

SMALL = Scenario(nodes=4, volumes_per_node=1, spare_capacity=0, cut_off_fraction=1, cut_off_at=1, cut_off_for=1)
"""Contact is back in tick 2, all four volumes ask, and nobody has a slot."""


def parted(left, right):
    return divergence(simulate(left), simulate(right))


def test_by_hand_who_waits_misses_the_new_slots():
    """Waits of 1, 2, 4, 8, 16 ticks without jitter: asked in ticks 2, 3, 5, 9, 17 and then in 33.

    Slots for everybody come in tick 18. Who asks every tick has one at once, who waits only in tick 33.
    """
    room = tuple((18, "add_capacity", 1.0) for _ in range(2))
    left = SMALL.replace(actions=room, bug_probability=0, ticks=60, jitter="none")
    right = left.replace(backoff=5)
    found = parted(left, right)
    assert (found.tick, found.seen) == (18, 18)
    assert [one.volume for one in found.differences] == [0, 1, 2, 3]
    for one in found.differences:
        assert one.reason == "waited"
        assert (one.turns[0].state, one.turns[1].state) == (State.COPYING, State.SEARCHING)
        assert one.turns[0].accepted
        assert one.turns[1].asked is None
    assert found.survivor is None
    assert parted(left, left.replace(backoff=4)).seen == 18  # the same waits up to 16
    soon = left.replace(actions=tuple((30, *what[1:]) for what in room))
    assert (parted(soon, soon.replace(backoff=5)).tick, parted(soon, soon.replace(backoff=5)).seen) == (30, None)


def test_by_hand_a_node_that_is_broken_takes_its_volumes():
    calm = Scenario(nodes=4, volumes_per_node=1, cut_off_for=0, ticks=20)
    run = simulate(calm)
    on_it = [v for v in range(4) if 2 in (run.start.primary[v], run.start.partner[v])]
    found = parted(calm, calm.replace(actions=((7, "crash_node", 2),)))
    assert (found.tick, found.seen) == (7, 7)
    assert [one.volume for one in found.differences] == on_it
    assert {one.reason for one in found.differences} == {"crash"}
    assert all(one.turns[1].crashed == 2 for one in found.differences)
    survivor = found.survivor
    assert (survivor.tick, survivor.node, survivor.side, survivor.by_operator) == (7, 2, 1, True)
    assert (survivor.closings, survivor.falls, survivor.absent) == ((0, 0), None, {})


def test_the_same_settings_never_part():
    scenario = Scenario(seed=5)
    assert parted(scenario, scenario) == divergence(simulate(scenario), simulate(scenario))
    assert parted(scenario, scenario).tick is None
    assert parted(scenario, scenario).main is None


@pytest.mark.parametrize("change", [{"nodes": 32}, {"volumes_per_node": 9}, {"ticks": 99}, {"seed": 2}])
def test_what_cannot_be_compared_is_refused(change):
    with pytest.raises(ValueError, match=f"{next(iter(change))} must be the same"):
        parted(Scenario(), Scenario(**change))


PAIRS = st.tuples(
    st.integers(0, 10_000),
    st.fixed_dictionaries(
        {},
        optional={
            "backoff": st.integers(0, 5),
            "bug_probability": st.sampled_from([0.0, 0.001, 0.02]),
            "spare_capacity": st.sampled_from([0.0, 0.04, 0.05, 0.2]),
            "reconnect": st.sampled_from([0.3, 1.0]),
            "jitter": st.sampled_from(["none", "full"]),
            "cut_off_fraction": st.sampled_from([0.1, 0.4]),
            "background": st.sampled_from([0.01]),
            "copy_ticks": st.integers(1, 9),
            "restart_after": st.integers(1, 20),
            "peers": st.sampled_from(["cells", "ring"]),
            "request_limit": st.integers(1, 8),
            "retry_budget": st.sampled_from([0.3, 1.0]),
            "actions": st.sampled_from([((20, "crash_node", 3), (25, "restart_nodes", None))]),
        },
    ),
)


@settings(max_examples=60)
@given(PAIRS)
def test_every_tick_looked_at_says_the_same(pair):
    seed, changes = pair
    base = Scenario(nodes=12, volumes_per_node=5, ticks=60, seed=seed, bug_probability=0.005)
    left, right = simulate(base), simulate(base.replace(**changes))
    found = divergence(left, right)
    shots = [[run.snapshot(tick) for tick in range(61)] for run in (left, right)]
    apart = [bool((one.state != other.state).any()) for one, other in zip(*shots, strict=True)]
    assert found.tick == (apart.index(True) if True in apart else None)
    if found.tick is None:
        return
    here = [shots[side][found.tick].state for side in (0, 1)]
    assert [one.volume for one in found.differences] == np.flatnonzero(here[0] != here[1]).tolist()
    for one in found.differences:
        assert [turn.state for turn in one.turns] == [states[one.volume] for states in here]
    visible = [can_be_seen(one, other) for one, other in zip(*shots, strict=True)]
    lasting = [all(visible[tick : tick + SEEN_FOR + 1]) for tick in range(61)]
    assert found.seen == (lasting.index(True) if True in lasting else None)
    check_survivor(found.survivor, (left, right), shots)


def can_be_seen(one, other):
    stuck = [int(np.isin(shot.state, (State.CUT_OFF, State.SEARCHING, State.OFFLINE)).sum()) for shot in (one, other)]
    return bool((one.up != other.up).any()) or abs(stuck[0] - stuck[1]) >= SEEN_SHARE * len(one.state)


def check_survivor(survivor, runs, shots):
    """A node that fell in one run and lived in the other, and no earlier one."""
    falls = [{(crash.tick, crash.node) for crash in run.crashes} for run in runs]
    alone = sorted((t, n) for side in (0, 1) for t, n in falls[side] - falls[1 - side] if shots[1 - side][t].up[n])
    if not alone:
        assert survivor is None
        return
    assert survivor.tick == alone[0][0]
    assert (survivor.tick, survivor.node) in falls[survivor.side]
    there = runs[1 - survivor.side]
    assert there.snapshot(survivor.tick).up[survivor.node]
    later = [tick for tick, node in sorted(falls[1 - survivor.side]) if node == survivor.node and tick > survivor.tick]
    assert survivor.falls == (later[0] if later else None)
    for side in (0, 1):
        assert survivor.closings[side] == runs[side].closings[survivor.tick, survivor.node]
        assert survivor.chances[side] == runs[side].chances(survivor.tick)[survivor.node]
    requests = there.requests_of(survivor.tick)
    reached = requests["receiver"] == survivor.node
    near = (requests["sender"] == survivor.node) | (reached & requests["opened"])
    place = (survivor.tick, survivor.node)
    crash = next(one for one in runs[survivor.side].crashes if (one.tick, one.node) == place)
    closed = set(runs[survivor.side].closed_by(crash)["volume"].tolist())
    told = [volume for volumes in survivor.absent.values() for volume in volumes]
    assert sorted(told) == sorted(closed - set(requests["volume"][near].tolist()))
    shut = requests["volume"][reached & ~requests["opened"] & ~near].tolist()
    assert sorted(survivor.absent.get("unopened", ())) == sorted(closed & set(shut))


@settings(max_examples=20)
@given(st.integers(1, 500), st.sampled_from([{"backoff": 2}, {"spare_capacity": 0.04}, {"reconnect": 0.5}]))
def test_the_reason_is_what_the_two_runs_did(seed, changes):
    runs = [simulate(Scenario(seed=seed)), simulate(Scenario(seed=seed, **changes))]
    found = divergence(*runs)
    for one in found.differences:
        assert one.reason in REASONS
        asked = [run.requests_of(found.tick) for run in runs]
        sent = [table[table["volume"] == one.volume] for table in asked]
        if one.reason == "waited":
            assert sorted(len(rows) for rows in sent) == [0, 1]
        if one.reason == "refused":
            assert [len(rows) for rows in sent] == [1, 1]
            assert sorted(int(rows["accepted"][0]) for rows in sent) == [0, 1]
        if one.reason == "trusted":
            caused = [run.events_of(found.tick) for run in runs]
            kinds = [set(rows["cause"][rows["volume"] == one.volume].tolist()) for rows in caused]
            assert (Cause.RECONNECTED in kinds[0]) != (Cause.RECONNECTED in kinds[1])


def test_which_nodes_are_up_at_every_tick():
    run = simulate(Scenario(seed=9, restart_after=20, actions=((30, "crash_node", 5), (90, "restart_nodes", None))))
    up = nodes_up(run)
    assert up.shape == (241, 64)
    for tick in range(0, 241, 10):
        assert (up[tick] == run.snapshot(tick).up).all()
    assert (up.sum(axis=1) == run.series("nodes_up")).all()


@pytest.mark.parametrize("limited", [0, 1])
def test_whose_request_a_limit_leaves_unopened_is_told_so_whichever_side_has_the_limit(limited):
    scenarios = [Scenario(seed=1), Scenario(seed=1, request_limit=3)]
    runs = [simulate(one) for one in (scenarios if limited else scenarios[::-1])]
    survivor = divergence(*runs).survivor
    assert survivor.side == 1 - limited
    asked = {
        int(one["volume"])
        for one in runs[limited].requests_of(survivor.tick)
        if one["receiver"] == survivor.node and one["sender"] != survivor.node and not one["opened"]
    }
    closed = {
        int(one["volume"])
        for one in runs[1 - limited].requests_of(survivor.tick)
        if survivor.node in (one["sender"], one["receiver"])
    }
    assert set(survivor.absent["unopened"]) == asked & closed != set()
    assert runs[limited].closings[survivor.tick, survivor.node] == 3
