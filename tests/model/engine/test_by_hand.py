"""Four nodes, four volumes, worked by hand: the table says what holds at the end of each tick, and why.

Two cells of two nodes leave every volume one peer to ask and one node to be mirrored on, so luck has nothing to
decide but the race, whose chance is one in a million. Volumes 2 and 3 sit in the other cell and never notice.
"""

import numpy as np
import pytest

from model import Run, Scenario, State, simulate
from model.engine.chance import Purpose, draw, uniform
from tests.model.helpers import key_of

P = 1e-6
SCENARIO = Scenario(
    nodes=4,
    volumes_per_node=1,
    spare_capacity=0.5,  # 4 slots, one a node: 3 slots each, 2 of them held
    peers="cells",
    cells=2,
    cut_off_fraction=0.25,  # node 0
    cut_off_shape="together",
    cut_off_at=2,
    cut_off_for=2,
    backoff=1,
    jitter="none",
    bug_probability=P,
    copy_ticks=2,
    restart_after=3,
    ticks=18,
    actions=((5, "crash_node", 1), (9, "add_capacity", 0.5), (10, "crash_node", 1), (11, "crash_node", 0)),
)

# Of volumes 0 and 1: state, primary, mirror or target, old copy. Held: on nodes 0 to 3. Then nodes up, free slots
# on nodes that are up, requests, accepted, newly stuck, stranded, relieved.
TABLE = """
 0 | M 0 1 - | M 1 0 - | 2 2 2 2 | 4 | 4 | 0 0 | 0 0 0 | both copies of every volume in its cell
 1 | M 0 1 - | M 1 0 - | 2 2 2 2 | 4 | 4 | 0 0 | 0 0 0 |
 2 | C 0 1 - | C 1 0 - | 2 2 2 2 | 4 | 4 | 0 0 | 2 0 0 | node 0 is cut off: it holds a copy of both
 3 | C 0 1 - | C 1 0 - | 2 2 2 2 | 4 | 4 | 0 0 | 0 0 0 |
 4 | Y 0 1 1 | Y 1 0 0 | 3 3 2 2 | 4 | 2 | 2 2 | 0 0 2 | contact: mirrors mistrusted; each asks the other: 1 slot free
 5 | S 0 - 1 | S 0 - 1 | 2 2 2 2 | 3 | 3 | 0 0 | 2 2 0 | node 1 crashes: 0 loses its target, 1 its primary
 6 | S 0 - 1 | S 0 - 1 | 2 2 2 2 | 3 | 3 | 2 0 | 0 0 0 | both ask node 1, which is down: refusal 1, wait 1
 7 | S 0 - 1 | S 0 - 1 | 2 2 2 2 | 3 | 3 | 2 0 | 0 0 0 | again: refusal 2, wait 2, due at 9
 8 | S 0 - 1 | S 0 - 1 | 2 2 2 2 | 4 | 4 | 0 0 | 0 0 0 | 5 + 3: node 1 is back with what it held; nobody is due
 9 | Y 0 1 1 | Y 0 1 1 | 2 4 2 2 | 4 | 6 | 2 2 | 0 0 2 | 4 more slots, one a node: node 1 has room for both
10 | S 0 - 1 | S 0 - 1 | 2 2 2 2 | 3 | 6 | 0 0 | 2 2 0 | node 1 crashes a tick too soon: both targets given up
11 | O 0 - 1 | O 0 - 1 | 2 2 2 2 | 2 | 4 | 2 0 | 0 0 0 | no answer; then node 0 crashes: no copy is left
12 | O 0 - 1 | O 0 - 1 | 2 2 2 2 | 2 | 4 | 0 0 | 0 0 0 | (they were stuck already, so nobody is newly stuck)
13 | S 1 - 0 | S 1 - 0 | 2 2 2 2 | 3 | 6 | 2 0 | 0 0 0 | node 1 is back: old copies serve, ask node 0 in vain
14 | Y 1 0 0 | Y 1 0 0 | 4 2 2 2 | 4 | 6 | 2 2 | 0 0 2 | node 0 is back, 2 slots free: both accepted, done at 16
15 | Y 1 0 0 | Y 1 0 0 | 4 2 2 2 | 4 | 6 | 0 0 | 0 0 0 |
16 | M 1 0 - | M 1 0 - | 2 2 2 2 | 4 | 8 | 0 0 | 0 0 0 | done: the old copies are released
17 | M 1 0 - | M 1 0 - | 2 2 2 2 | 4 | 8 | 0 0 | 0 0 0 |
18 | M 1 0 - | M 1 0 - | 2 2 2 2 | 4 | 8 | 0 0 | 0 0 0 |
"""
LETTERS = {State.MIRRORED: "M", State.CUT_OFF: "C", State.SEARCHING: "S", State.COPYING: "Y", State.OFFLINE: "O"}
ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]


@pytest.fixture(scope="module")
def run() -> Run:
    return simulate(SCENARIO)


def volume_in_words(run: Run, tick: int, v: int) -> str:
    now = run.snapshot(tick)
    places = ("-" if place < 0 else str(place) for place in (now.primary[v], now.partner[v], now.old[v]))
    return " ".join([LETTERS[State(now.state[v])], *places])


def measures(run: Run, tick: int, *names: str) -> str:
    return " ".join(str(run.series(name)[tick]) for name in names)


@pytest.mark.parametrize("row", ROWS, ids=[f"tick {row[0]}" for row in ROWS])
def test_every_tick_is_as_worked_by_hand(run, row):
    tick, v0, v1, held, up, free, requests, moves, _ = row
    tick = int(tick)
    assert [volume_in_words(run, tick, v) for v in range(4)] == [v0, v1, "M 2 3 -", "M 3 2 -"]
    assert " ".join(map(str, run.snapshot(tick).held)) == held
    assert measures(run, tick, "nodes_up") == up
    assert measures(run, tick, "free_slots") == free
    assert measures(run, tick, "requests", "accepted") == requests
    assert measures(run, tick, "newly_stuck", "stranded", "relieved") == moves


def test_the_table_reaches_the_end(run):
    assert [int(row[0]) for row in ROWS] == list(range(run.ticks + 1))
    assert run.fate == "over"  # nobody searches from tick 14 on: 14 is within the last 18 // 4 + 1 rows


def test_every_request_goes_to_the_other_node_of_the_cell(run):
    told = ["volume", "sender", "receiver", "accepted"]
    sent = {tick: run.requests_of(tick)[told].tolist() for tick in range(19)}
    assert {tick: requests for tick, requests in sent.items() if requests} == {
        4: [(0, 0, 1, True), (1, 1, 0, True)],  # volume, sender, receiver, accepted
        6: [(0, 0, 1, False), (1, 0, 1, False)],
        7: [(0, 0, 1, False), (1, 0, 1, False)],
        9: [(0, 0, 1, True), (1, 0, 1, True)],
        11: [(0, 0, 1, False), (1, 0, 1, False)],
        13: [(0, 1, 0, False), (1, 1, 0, False)],
        14: [(0, 1, 0, True), (1, 1, 0, True)],
    }
    opened = {tick for tick in range(19) if run.requests_of(tick)["opened"].any()}
    assert opened == {4, 9, 14}  # when node 1, or 0, is down there is nobody to open any


def test_closings_are_counted_at_both_ends_but_not_where_nobody_is(run):
    closed = {tick: row.tolist() for tick, row in enumerate(run.closings) if row.any()}
    assert closed == {
        4: [2, 2, 0, 0],  # each node sends one and receives one
        6: [2, 0, 0, 0],  # node 1 is down: only the sender closes
        7: [2, 0, 0, 0],
        9: [2, 2, 0, 0],
        11: [2, 0, 0, 0],
        13: [0, 2, 0, 0],
        14: [2, 2, 0, 0],
    }
    assert run.series("most_closings").tolist() == [max(closed.get(tick, [0])) for tick in range(19)]


def test_expected_stranded_and_storm_number(run):
    two_copies_at_risk = 2 * (1 - (1 - P) ** 2)  # two volumes, copying between two nodes that closed two requests each
    expected = np.zeros(19)
    expected[[4, 9, 14]] = two_copies_at_risk
    # At 6, 7, 11 and 13 a node closed two requests as well, but nobody MIRRORED or COPYING has a copy on it.
    np.testing.assert_allclose(run.series("expected_stranded"), expected, rtol=1e-9)
    storm = run.series("storm_number")
    assert np.isnan(storm[:4]).all()  # nothing moves
    np.testing.assert_allclose(storm[4:], two_copies_at_risk / 2, rtol=1e-9)  # 2 accepted in each of the windows


def test_crashes_are_the_operators(run):
    told = [(crash.tick, crash.node, crash.closings, crash.by_operator) for crash in run.crashes]
    assert told == [(5, 1, 0, True), (10, 1, 0, True), (11, 0, 2, True)]
    assert [run.stranded_by(crash).tolist() for crash in run.crashes] == [[0, 1], [0, 1], [0, 1]]


# Where luck does decide, the cards can be read beforehand.

TWO_FOR_ONE = SCENARIO.replace(actions=((5, "crash_node", 1),), ticks=11)


@pytest.mark.parametrize("seed", range(8))
def test_of_two_requests_for_one_slot_the_smaller_draw_wins(seed):
    run = simulate(TWO_FOR_ONE.replace(seed=seed))
    key = key_of(seed, Purpose.ADMISSION, 9)  # as in the table, but nobody adds slots: node 1 has one free
    winner = 0 if draw(key, 0) < draw(key, 1) else 1
    assert run.requests_of(9)["accepted"].tolist() == [winner == 0, winner == 1]
    assert volume_in_words(run, 9, winner) == "Y 0 1 1"
    assert volume_in_words(run, 9, 1 - winner) == "S 0 - 1"
    assert volume_in_words(run, 11, winner) == "M 0 1 -"  # its old copy is released: the slot that the other gets
    assert volume_in_words(run, 11, 1 - winner) == "S 0 - 1"  # asked at 11, before the copy of the first was done


@pytest.mark.parametrize("seed", range(8))
def test_a_node_crashes_where_its_draw_is_below_its_chance(seed):
    run = simulate(SCENARIO.replace(actions=(), bug_probability=0.1, ticks=4, seed=seed))
    key = key_of(seed, Purpose.CRASH, 4)
    fallen = [n for n in (0, 1) if uniform(key, n) < 0.1]  # two closings are one pair
    np.testing.assert_allclose(run.chances(4), [0.1, 0.1, 0, 0])
    assert [crash.node for crash in run.crashes] == fallen
    words = {(): "Y 0 1 1", (0,): "S 1 - 0", (1,): "S 0 - 1", (0, 1): "O 0 - 1"}
    assert volume_in_words(run, 4, 0) == words[tuple(fallen)]


def test_the_cards_above_decide_both_ways():
    chances = [[uniform(key_of(seed, Purpose.CRASH, 4), n) < 0.1 for n in (0, 1)] for seed in range(8)]
    assert 0 < np.sum(chances) < 16
    keys = [key_of(seed, Purpose.ADMISSION, 9) for seed in range(8)]
    assert 0 < sum(draw(key, 0) < draw(key, 1) for key in keys) < 8
