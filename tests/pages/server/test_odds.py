"""The odds: the fates that are shown are the model's, each is played once, nobody waits for what is overtaken."""

import asyncio
import json
import struct
import threading
import time
import urllib.error
import urllib.request
from urllib.parse import quote

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as rules
from hypothesis import strategies as st
from starlette.applications import Starlette

from model import FATES, Scenario, simulate, simulate_many
from model.rules.spelling import plain
from pages.view.lab.levers import FURTHER, LEVERS, further_stops, lever
from pages.view.server import odds as module
from pages.view.server import odds_stream
from pages.view.server import routes as served
from pages.view.server.odds import Odds, counted, each_for, further_stops_of, lucks_for, pieces_of, promise, stops_of
from pages.view.server.pool import Pool, Rank
from tests.pages.test_app import app, lab, picture

STORM = Scenario(backoff=1, actions=((30, "add_capacity", 0.05),))


def fates(scenario, lucks):
    scenarios = [scenario.replace(seed=seed) for seed in range(1, lucks + 1)]
    ensemble = simulate_many(scenarios, series=False, threads=1)
    short = ensemble.last("short_of_room") == 1
    assert (ensemble.fates[short] == "held").all()
    return bytes(np.where(short, 4, ensemble.fate_codes).astype(np.int8))


@pytest.fixture
def odds(monkeypatch):
    """Odds of this test alone, behind the route too."""
    fresh = Odds(Pool(workers=2))
    for place in (served, odds_stream):
        monkeypatch.setattr(place, "ODDS", fresh)
    return fresh


class Gate:
    """Lets pieces be played one by one, and notes which."""

    def __init__(self, monkeypatch):
        self.open = threading.Semaphore(0)
        self.begun = []
        play = module.endings_of

        def held(scenario, seeds):
            self.begun.append((scenario.backoff, seeds[0] - 1))
            assert self.open.acquire(timeout=120)
            return play(scenario, seeds)

        monkeypatch.setattr(module, "endings_of", held)

    def let(self, many):
        for _ in range(many):
            self.open.release()


@pytest.fixture
def gate(monkeypatch):
    return Gate(monkeypatch)


def until(truth):
    deadline = time.monotonic() + 120
    while not truth():
        assert time.monotonic() < deadline
        time.sleep(0.002)


# --- what is counted


@pytest.mark.parametrize("scenario", [Scenario(), STORM, Scenario(nodes=12, volumes_per_node=3, peers="ring")])
def test_the_fates_are_those_of_the_model(odds, scenario):
    assert odds.fates(scenario, lucks_for(scenario)) == fates(scenario, lucks_for(scenario))


def test_a_held_luck_is_told_by_its_kind(odds):
    """With backoff 5 all are held: 13 of 20 short of room, each as its own run says."""
    kinds = [simulate(Scenario(backoff=5, seed=seed)).outcome.held for seed in range(1, 21)]
    codes = odds.fates(Scenario(backoff=5), 20)
    assert [{1: "slow", 4: "short of room"}[code] for code in codes] == kinds
    assert counted(codes) == [0, 20, 0, 0, 13]


def test_the_luck_in_view_makes_no_difference(odds):
    assert odds.fates(Scenario(seed=99), 30) == odds.fates(Scenario(), 30)
    assert odds.played == 30


@given(
    st.integers(4, 1000),
    st.integers(1, 40),
    st.integers(1, 5000),
    st.sampled_from(["cluster", "cells", "ring", "random"]),
)
def test_the_pieces_of_a_setting_cover_its_lucks_and_cost_little(nodes, volumes, ticks, peers):
    ticks = min(ticks, 20_000_000 // (nodes * volumes))
    scenario = Scenario(nodes=nodes, volumes_per_node=volumes, ticks=ticks, peers=peers)
    pieces = list(pieces_of(scenario))
    assert [last for _, last in pieces[:-1]] == [first for first, _ in pieces[1:]]
    assert (pieces[0][0], pieces[-1][1]) == (0, lucks_for(scenario))
    assert each_for(scenario) in {last for _, last in pieces}
    assert all(
        last == first + 1 or (last - first) * module.work(scenario) <= module.PIECE_WORK for first, last in pieces
    )


def test_the_number_of_lucks_depends_on_the_cost_of_a_run_and_on_nothing_else():
    assert promise(Scenario()) == {"v": 1, "lucks": 100, "each": 30}
    assert [lucks_for(Scenario(nodes=nodes)) for nodes in (64, 160, 300, 600, 1000)] == [100, 100, 50, 25, 10]
    assert [each_for(Scenario(nodes=nodes)) for nodes in (64, 160, 300, 600, 1000)] == [30, 20, 10, 5, 5]
    for stop in stops_of(STORM):
        assert promise(stop.scenario) == promise(STORM)


def test_the_stops_are_the_named_ones_of_the_levers_and_the_nearest_come_first():
    stops = stops_of(Scenario())
    assert len(stops) == sum(map(len, LEVERS.values()))
    for name in LEVERS:
        named = [stop["query"] for stop in lever(name)["stops"] if stop["mark"]]
        assert sorted(named) == sorted(stop.query for stop in stops if stop.lever == name)
    usual = [(name, lever(name)["default"]) for name in LEVERS]
    assert [(stop.lever, stop.query) for stop in stops[: len(LEVERS)]] == usual
    for stop in stops:
        assert plain(getattr(stop.scenario, stop.lever)) == stop.query


def test_a_picture_with_levers_promises_odds_and_one_without_does_not():
    header, _ = picture(lab(nodes="400"))
    assert header["odds"] == promise(Scenario(nodes=400))
    assert "odds" not in picture(app().run())[0]


# --- asked once, shared, dropped


def test_a_fate_is_played_once_for_all_who_ask_at_the_same_time(odds):
    answers = []
    visitors = [threading.Thread(target=lambda: answers.append(odds.fates(STORM, 100))) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert set(answers) == {fates(STORM, 100)}
    assert odds.played == 100
    assert odds.fates(STORM, 100) == answers[0]
    assert odds.played == 100
    assert odds.pool.waiting == odds.pool.questions == 0


def test_the_strip_of_the_settings_in_view_costs_nothing_beside_the_grid(odds):
    answered(odds)
    assert odds.played == 100 + 30 * (len(stops_of(STORM)) - len(LEVERS))


def test_grids_come_before_strips_and_the_newest_question_first(gate):
    odds = Odds(Pool(workers=1))
    with odds.pool.question() as blocker:
        odds.want(blocker, Scenario(backoff=8), 1, Rank.GRID)
        until(lambda: gate.begun)
        with odds.pool.question() as first, odds.pool.question() as second:
            odds.want(first, Scenario(backoff=1), 30)
            odds.want(first, Scenario(backoff=2), 30, Rank.GRID)
            odds.want(second, Scenario(backoff=3), 30)
            odds.want(second, Scenario(backoff=4), 30, Rank.GRID)
            gate.let(5)
            until(lambda: len(gate.begun) == 5)
    assert [backoff for backoff, _ in gate.begun] == [8, 4, 2, 3, 1]


def test_what_is_overtaken_is_not_played(gate):
    odds = Odds(Pool(workers=1))
    with odds.pool.question() as blocker:
        odds.want(blocker, Scenario(backoff=8), 1, Rank.GRID)
        until(lambda: gate.begun)
        with odds.pool.question() as old:
            odds.want(old, Scenario(backoff=1), 100, Rank.GRID)
            shared = odds.want(old, Scenario(backoff=2), 30)
            other = odds.pool.question()
            staying = other.__enter__()
            assert odds.want(staying, Scenario(backoff=2), 30) == shared
        assert odds.dropped == 4
        with odds.pool.question() as new:
            odds.want(new, Scenario(backoff=3), 30, Rank.GRID)
            gate.let(3)
            until(lambda: not odds.pool.waiting)
        other.__exit__(None, None, None)
    assert [backoff for backoff, _ in gate.begun] == [8, 3, 2]
    assert shared[0].result() == fates(Scenario(backoff=2), 30)


def test_a_question_left_in_the_midst_of_a_piece_loses_nothing(gate):
    odds = Odds(Pool(workers=1))
    with odds.pool.question() as left:
        odds.want(left, Scenario(), 30, Rank.GRID)
        until(lambda: gate.begun)
    gate.let(1)
    assert odds.fates(Scenario(), 30) == fates(Scenario(), 30)
    assert len(gate.begun) == 1


def test_a_piece_that_fails_is_told_and_may_be_tried_again(monkeypatch):
    odds = Odds(Pool(workers=1))
    with monkeypatch.context() as broken:
        broken.setattr(module, "endings_of", lambda scenario, seeds: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            odds.fates(Scenario(), 30)
    assert odds.fates(Scenario(), 30) == fates(Scenario(), 30)


def test_memory_is_bounded_and_the_oldest_goes_first():
    odds = Odds(Pool(workers=1), most=3)
    for backoff in (0, 1, 2, 0, 3):
        odds.fates(Scenario(backoff=backoff), 1)
    assert odds.played == 4 * 30
    odds.fates(Scenario(backoff=0), 1)
    assert odds.played == 4 * 30
    odds.fates(Scenario(backoff=1), 1)
    assert odds.played == 5 * 30


# --- the route


def calls(path="/api/odds", query="v=1", leave_after=None):
    """Ask the route without a network, perhaps hang up after some parts; return status, headers and body."""

    async def call():
        sent, gone = [], asyncio.Event()

        async def receive():
            if receive.asked:
                await gone.wait()
                return {"type": "http.disconnect"}
            receive.asked = True
            return {"type": "http.request", "body": b"", "more_body": False}

        receive.asked = False

        async def send(message):
            sent.append(message)
            if leave_after is not None and len(sent) > leave_after:
                gone.set()
                await asyncio.sleep(3600)

        scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": ""}
        scope |= {"query_string": query.encode(), "headers": [], "http_version": "1.1", "scheme": "http"}
        scope |= {"server": ("test", 80), "client": ("test", 1), "asgi": {"version": "3.0", "spec_version": "2.3"}}
        await Starlette(routes=served.routes())(scope, receive, send)
        return sent

    start, *parts = asyncio.run(call())
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], headers, b"".join(part.get("body", b"") for part in parts)


def frames(body):
    found = []
    while body:
        (length,) = struct.unpack_from("<I", body)
        found.append(json.loads(body[4 : 4 + length]))
        body = body[4 + length :]
    return found


def answered(odds, scenario=STORM, path="/api/odds"):
    query = "&".join(f"{name}={quote(value)}" for name, value in scenario.to_query().items())
    status, headers, body = calls(path, f"{query}&v=1")
    assert status == 200
    return headers, frames(body)


def test_the_route_streams_the_grid_and_then_the_strips(odds):
    headers, found = answered(odds)
    assert headers["content-type"] == "application/octet-stream"
    assert headers["x-content-type-options"] == "nosniff"
    kinds = [frame["part"] for frame in found]
    assert kinds == sorted(kinds)
    grid = [frame for frame in found if frame["part"] == "grid"][-1]
    assert grid["of"] == 100
    assert bytes(map(int, grid["fates"])) == fates(STORM, 100)
    strips = {(name, stop): counts for frame in found[kinds.count("grid") :] for name, stop, counts in frame["stops"]}
    assert len(strips) == len(stops_of(STORM))
    for stop in stops_of(STORM):
        runs = simulate_many([stop.scenario.replace(seed=seed) for seed in range(1, 31)], series=False)
        *ended, short = strips[stop.lever, stop.query]
        assert ended == [round(runs.share(fate) * 30) for fate in FATES]
        assert short == runs.last("short_of_room").sum()


def test_the_strips_of_further_settings_are_answered_by_themselves_and_are_the_models(odds):
    """They have stops of their own, 0 among them; what is in view (a limit of 3, no budget) is not played twice."""
    scenario = Scenario(request_limit=3, backoff=1)
    odds.fates(scenario, 30)
    found = [stop for frame in answered(odds, scenario, "/api/odds/further")[1] for stop in frame["stops"]]
    assert odds.played == 30 * (1 + len(further_stops_of(scenario)) - 2)
    assert {(name, stop) for name, stop, _ in found} == {
        (name, stop["query"]) for name in FURTHER for stop in further_stops(name)
    }
    for name, stop, (*ended, short) in found:
        changed = scenario.replace(**{name: type(getattr(scenario, name))(stop)})
        runs = simulate_many([changed.replace(seed=seed) for seed in range(1, 31)], series=False)
        assert ended == [round(runs.share(fate) * 30) for fate in FATES]
        assert short == runs.last("short_of_room").sum()


def test_known_odds_come_in_two_frames(odds):
    answered(odds)
    _, found = answered(odds, STORM.replace(seed=12))
    assert [frame["part"] for frame in found] == ["grid", "strips"]


@pytest.mark.parametrize("parts", [1, 2, 3])
def test_a_visitor_who_leaves_leaves_nothing_behind(odds, parts):
    calls(leave_after=parts)
    until(lambda: odds.pool.waiting == 0)
    assert odds.pool.questions == 0


def test_the_route_lies_below_the_path_of_the_app(odds, monkeypatch):
    monkeypatch.setattr(served.config, "get_option", {"server.baseUrlPath": "/foo/bar/"}.get)
    assert calls(path="/foo/bar/api/odds", query="nodes=4&ticks=20")[0] == 200
    assert calls(path="/api/odds")[0] == 404


def test_too_many_at_once_are_told_to_come_again(odds):
    odds.pool.questions = served.MOST_AT_ONCE
    assert calls()[0] == 503


HOSTILE = [
    "backoff=99",
    "backoff=1&backoff=2",
    "seed=any&backoff=nan",
    "bug_probability=1e999",
    "nodes=1000&volumes_per_node=40&ticks=5000",
    "do=" + "1:break_node:1," * 60,
    "do=((((((((((",
    "v=2",
    "<script>alert(1)</script>=1",
    "a%00b=%ff%fe&c=%",
    "__import__('os').system('x')",
    "x=" + "9" * 100_000,
    "&".join(f"n{i}=1" for i in range(900)),
    "peers=%3Cb%3E",
]


@pytest.mark.parametrize("query", HOSTILE, ids=[query[:20] for query in HOSTILE])
def test_a_hostile_query_is_refused_in_plain_text(odds, query):
    status, headers, body = calls(query=query)
    assert status == 400
    assert headers["content-type"].startswith("text/plain")
    assert headers["cache-control"] == "no-store"
    assert len(body) < 3000
    assert odds.pool.questions == 0


@rules(max_examples=60)
@given(st.text(max_size=80), st.sampled_from(["", "backoff=", "do=", "seed=", "t=", "nodes=4&ticks=5&peers=", "v="]))
def test_no_query_breaks_the_route(text, name):
    status, _, _ = calls(query=f"nodes=4&volumes_per_node=1&ticks=3&{name}{quote(text)}")
    assert status in {200, 400}


def test_the_server_answers_with_odds_and_with_refusals(server):
    with urllib.request.urlopen(f"{server.url}/api/odds?backoff=5&v=1", timeout=60) as answer:
        grid = [frame for frame in frames(answer.read()) if frame["part"] == "grid"][-1]
        assert answer.headers.get_content_type() == "application/octet-stream"
    assert bytes(map(int, grid["fates"])) == fates(Scenario(backoff=5), 100)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server.url}/api/odds?backoff=99&v=1", timeout=60)
    assert refused.value.code == 400
    refused.value.close()
    assert "Traceback" not in server.log.read_text()
