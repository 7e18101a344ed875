"""Room for two copies of everything, worked out anew from where volumes and nodes stand."""

import numpy as np
import pytest
from hypothesis import given, settings

from model import Run, Scenario, State, simulate, simulate_many
from model.rules.states import Count
from tests.model.helpers import scenarios


def groups_of(run: Run) -> list[list[int]]:
    """Return the nodes that can reach each other by asking on and on: the cells, else all."""
    scenario = run.scenario
    if scenario.peers != "cells":
        return [list(range(scenario.nodes))]
    cells = [n * scenario.cells // scenario.nodes for n in range(scenario.nodes)]
    return [[n for n in range(scenario.nodes) if cells[n] == cell] for cell in sorted(set(cells))]


def shortfall_at(run: Run, tick: int) -> int:
    now, missing = run.snapshot(tick), 0
    for group in groups_of(run):
        running = np.isin(now.primary[now.state != State.OFFLINE], group).sum()
        missing += max(0, 2 * int(running) - sum(int(now.slots[n]) for n in group if now.up[n]))
    return missing


def starves(run: Run) -> bool:
    """Say whether nothing is copied at the end, and nobody who searches has a peer with a free slot."""
    now = run.snapshot(run.ticks)
    searching = {int(p) for p, state in zip(now.primary, now.state, strict=True) if state == State.SEARCHING}
    open_nodes = now.up & now.contact & (now.slots > now.held)
    known = any(open_nodes[peer] for n in searching for peer in run.graph.neighbors(n))
    return not known and not (now.state == State.COPYING).any()


@settings(max_examples=150)
@given(scenarios())
def test_shortfall_and_open_nodes_are_what_the_snapshots_show(scenario):
    run = simulate(scenario)
    for tick in range(run.ticks + 1):
        now = run.snapshot(tick)
        assert run.series("open_nodes")[tick] == (now.up & now.contact & (now.slots > now.held)).sum()
        assert run.series("shortfall")[tick] == shortfall_at(run, tick)


@settings(max_examples=150)
@given(scenarios())
def test_a_held_run_is_short_of_room_or_slow(scenario):
    run = simulate(scenario)
    short = shortfall_at(run, run.ticks) > 0 or starves(run)
    assert run.outcome.held == (("short of room" if short else "slow") if run.fate == "held" else None)
    many = simulate_many([scenario], series=False, threads=1)
    assert many.last("short_of_room").tolist() == [run.outcome.held == "short of room"]


@pytest.mark.parametrize(("ticks", "waiting"), [(240, 38), (1000, 15), (3000, 15)])
def test_held_by_backoff_the_first_luck_is_four_slots_short_and_fifteen_volumes_never_get_home(ticks, waiting):
    run = simulate(Scenario(backoff=5, ticks=ticks))
    assert (run.fate, run.outcome.held, run.outcome.waiting) == ("held", "short of room", waiting)
    assert run.series("shortfall")[-1] == 4


SMALL = {
    "nodes": 16, "volumes_per_node": 3, "ticks": 200, "backoff": 4, "spare_capacity": 0.06, "cut_off_fraction": 0.25,
}  # fmt: skip


def test_old_copies_can_hold_every_slot_where_none_is_missing_by_number():
    """Slots enough for two copies of each running volume, and not one free: who searches still holds its old copy."""
    run = simulate(Scenario(**SMALL, seed=35))
    now = run.snapshot(run.ticks)
    up = now.up
    assert (run.fate, run.series("shortfall")[-1], run.series("free_slots")[-1]) == ("held", 0, 0)
    assert int(now.slots[up].sum()) >= 2 * int((now.state != State.OFFLINE).sum())
    assert (now.state == State.SEARCHING).sum() == 4
    assert run.outcome.held == "short of room"


def test_a_cell_can_starve_beside_the_free_slots_of_another():
    """Six slots are free, none where the three who search may ask: on another node of their cell."""
    run = simulate(Scenario(**SMALL, peers="cells", cells=4, seed=1))
    now = run.snapshot(run.ticks)
    searching = now.primary[now.state == State.SEARCHING].tolist()
    free = np.flatnonzero(now.up & now.contact & (now.slots > now.held)).tolist()
    assert (run.fate, run.series("shortfall")[-1], run.series("free_slots")[-1]) == ("held", 0, 6)
    assert len(searching) == 3
    assert not [(one, node) for one in searching for node in free if one // 4 == node // 4 and one != node]
    assert run.outcome.held == "short of room"


def test_both_kinds_of_held_are_common():
    held = simulate_many([Scenario(backoff=5, seed=seed) for seed in range(100)], series=False)
    short = held.last("short_of_room")[held.fates == "held"]
    assert 0.05 < short.mean() < 0.95


@settings(max_examples=60)
@given(scenarios())
def test_a_node_that_comes_back_by_itself_and_crashes_again_is_counted(scenario):
    run = simulate(scenario)
    down_since: dict[int, int] = {}
    returned: set[int] = set()
    orders = {tick for tick, name, _ in scenario.actions if name == "restart_nodes"}
    again = np.zeros(run.ticks + 1, int)
    for tick in range(1, run.ticks + 1):
        for crash in run.crashes:
            due = crash.tick + scenario.restart_after
            by_itself = scenario.restart_after > 0 and tick not in orders
            if by_itself and due == tick and down_since.get(crash.node) == crash.tick:
                returned.add(crash.node)
        up = run.snapshot(tick).up
        for n in [n for n in down_since if up[n] or any(c.tick == tick and c.node == n for c in run.crashes)]:
            del down_since[n]
        for crash in run.crashes:
            if crash.tick == tick:
                again[tick] += crash.node in returned
                down_since[crash.node] = tick
    np.testing.assert_array_equal(run.series("crashed_again"), again)


def test_what_flaps_to_the_end_rages_whatever_else_is_so():
    many = simulate_many([Scenario(restart_after=30, seed=seed) for seed in range(60)])
    again = many.series("crashed_again")[:, -60:].sum(axis=1)
    assert ((many.fates == "raging") >= (again > 0)).all()
    assert (again > 0).mean() > 0.5
    assert Count.CRASHED_AGAIN.name.lower() == "crashed_again"


@pytest.mark.parametrize("ticks", [1, 2, 3])
def test_a_run_too_short_for_a_last_quarter_cannot_flap_in_it(ticks):
    assert simulate(Scenario(ticks=ticks, restart_after=1, cut_off_at=1)).fate != "raging"
