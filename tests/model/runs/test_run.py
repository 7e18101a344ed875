"""What a run tells: measures by name, graphs, and the chain from each crash to the first."""

import dataclasses

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from model import Cause, Run, Scenario, State, simulate, simulate_many
from model.runs.measures import MEASURES
from tests.model.helpers import scenarios
from tests.model.walk import changes

NAMES = (
    *("nodes_up", "mirrored", "cut_off", "searching", "copying", "offline", "stuck", "requests", "accepted"),
    *("refused", "crashes", "newly_stuck", "stranded", "relieved", "free_slots", "most_closings"),
    *("expected_stranded", "storm_number"),
)


@pytest.fixture(scope="module")
def storm() -> Run:
    return simulate(Scenario(seed=3))


# Series


@pytest.mark.parametrize("name", NAMES)
def test_every_measure_has_its_series(storm, name):
    assert name in MEASURES
    assert storm.series(name).shape == (241,)
    ensemble = simulate_many([storm.scenario, storm.scenario.replace(ticks=100)])
    assert ensemble.series(name).shape == (2, 241)
    np.testing.assert_array_equal(ensemble.series(name)[0], storm.series(name))
    np.testing.assert_array_equal(ensemble.series(name)[1, :101], storm.series(name)[:101])
    assert np.isnan(ensemble.series(name)[1, 101:]).all()


def test_what_is_not_measured_is_a_key_error_that_says_what_is(storm):
    with pytest.raises(KeyError, match=r"weather is not measured; choose from .*stuck"):
        storm.series("weather")
    with pytest.raises(KeyError, match="weather is not measured"):
        simulate_many([storm.scenario]).series("weather")


def test_row_0_is_the_start(storm):
    assert [storm.series(name)[0] for name in ("nodes_up", "mirrored", "free_slots")] == [64, 640, 64]
    still = set(NAMES) - {"nodes_up", "mirrored", "free_slots", "storm_number"}
    assert all(storm.series(name)[0] == 0 for name in still)
    assert np.isnan(storm.series("storm_number")[0])
    assert not len(storm.events_of(0))
    assert not len(storm.requests_of(0))


def test_a_row_at_a_time_is_the_same_as_by_name(storm):
    rows = list(storm)
    assert [row["tick"] for row in rows] == list(range(241))
    assert [row["stuck"] for row in rows] == storm.series("stuck").tolist()


def test_a_run_and_its_snapshots_are_frozen_and_within_the_run(storm):
    with pytest.raises(dataclasses.FrozenInstanceError):
        storm.scenario = Scenario()
    for tick in (-1, 241):
        with pytest.raises(IndexError, match="whole number from 0 to 240"):
            storm.snapshot(tick)


# Graphs


@settings(max_examples=40)
@given(scenarios())
def test_the_volume_graph_joins_the_nodes_that_hold_the_copies(scenario):
    run = simulate(scenario)
    for tick in (0, run.ticks // 2, run.ticks):
        graph, now = run.to_networkx(tick), run.snapshot(tick)
        assert isinstance(graph, nx.MultiGraph)
        assert sorted(graph) == list(range(scenario.nodes))
        assert [graph.nodes[n]["up"] for n in range(scenario.nodes)] == now.up.tolist()
        assert sorted(key for _, _, key in graph.edges(keys=True)) == list(range(scenario.volumes))
        for a, b, v, facts in graph.edges(keys=True, data=True):
            other = now.partner[v] if now.partner[v] >= 0 else now.old[v]
            assert {a, b} == {int(now.primary[v]), int(other)}
            assert (facts["state"], facts["primary"]) == (now.state[v], now.primary[v])
            holds = {State.MIRRORED: "mirror", State.CUT_OFF: "mirror", State.COPYING: "target"}
            assert facts["holds"] == holds.get(facts["state"], "old copy")
            assert facts["old"] == (None if now.old[v] < 0 else now.old[v])


# Crashes, and what led to them


@settings(max_examples=60)
@given(scenarios())
def test_every_stranding_is_traced_to_a_crash_of_its_tick(scenario):
    run = simulate(scenario)
    assert [crash.number for crash in run.crashes] == list(range(len(run.crashes)))
    assert [crash.tick for crash in run.crashes] == sorted(crash.tick for crash in run.crashes)
    for tick in range(1, run.ticks + 1):
        numbers = {crash.number for crash in run.crashes if crash.tick == tick}
        by = run.events_of(tick)
        assert set(by["by"][by["cause"] == Cause.CRASH].tolist()) <= numbers
    found = sum(len(run.stranded_by(crash)) for crash in run.crashes)
    assert found == (run.events["cause"] == Cause.CRASH).sum()


@settings(max_examples=60)
@given(scenarios())
def test_a_crash_strands_the_volumes_that_had_a_copy_that_counts_on_its_node(scenario):
    run = simulate(scenario)
    for change in changes(run):
        if change.cause == Cause.CRASH:
            crash = run.crashes[change.by]
            assert crash.tick == change.tick
            fallen = {one.node for one in run.crashes if one.tick == change.tick}
            _, primary, partner, _ = change.before
            assert crash.node == (primary if primary in fallen else partner)
            assert change.volume in run.stranded_by(crash)


@settings(max_examples=60)
@given(scenarios())
def test_a_crashing_node_was_closing_its_own_and_what_reached_it(scenario):
    run = simulate(scenario)
    for crash in run.crashes:
        closed = run.closed_by(crash)
        assert len(closed) == crash.closings == run.closings[crash.tick, crash.node]
        assert ((closed["sender"] == crash.node) | (closed["receiver"] == crash.node)).all()


def test_the_chain_back_to_the_first_crash_can_be_walked(storm):
    """From the last crash: the request of a volume that an earlier crash stranded, and so on to the first tick."""
    assert len(storm.crashes) > 30
    stranded = {}  # the last crash before a tick that stranded a volume
    for crash in storm.crashes:
        for v in storm.stranded_by(crash):
            stranded.setdefault(int(v), []).append(crash)

    def cause_of(crash):
        """Return the latest of the earlier crashes that stranded a volume whose request this node closed."""
        closed = storm.closed_by(crash)["volume"].tolist()
        earlier = [one for v in closed for one in stranded.get(v, ()) if one.tick < crash.tick]
        return max(earlier, key=lambda one: one.number, default=None)

    link, length = storm.crashes[-1], 0
    while (before := cause_of(link)) is not None:
        assert before.number < link.number
        link, length = before, length + 1
    assert length >= 3
    # The first link closed only requests of volumes that the cut had sent searching.
    cut = {int(v) for v in storm.events_of(15)["volume"][storm.events_of(15)["cause"] == Cause.CONTACT]}
    assert set(storm.closed_by(link)["volume"].tolist()) <= cut
