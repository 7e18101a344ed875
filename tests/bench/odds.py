"""How fast the odds are: in the queue of the server, and from a moved lever to what is seen in a browser."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from model import Scenario
from pages.view.lab.levers import lever
from pages.view.server.odds import Odds, each_for, lucks_for, stops_of
from tests.bench.clock import Row, in_ms, timed
from tests.browser.find_chromium import ADVICE, find_chromium
from tests.server import serve

Move = tuple[str, int]
MOVES = [("backoff", 1), ("backoff", 2), ("backoff", 3), ("spare_capacity", 4), ("spare_capacity", 6)]
MOVES += [("bug_probability", 8), ("bug_probability", 10), ("backoff", 2), ("backoff", 1), ("spare_capacity", 8)]
"""Levers and the stops they are moved to, one after the other, as a visitor would: storms, edges and calm."""
MOVE = """async (root, [name, at]) => {
  const input = root.querySelector(`#sg-lever-${name}`), shown = () => JSON.stringify(root.probe().query);
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const before = shown(), began = performance.now(), until = async (truth) => {
    while (!truth()) await frame();
    return performance.now() - began;
  };
  input.value = at;
  input.dispatchEvent(new Event("input"));
  const picture = await until(() => shown() !== before);
  const grid = await until(() => root.querySelector(".sg-odds-box").getAttribute("aria-busy") === "false");
  const strips = await until(() => !root.querySelector(".sg-odds.stale"));
  return { picture, grid, strips };
}"""


def back(moves: Sequence[Move]) -> list[Move]:
    """Return the way back, over the same settings."""
    at = {name: lever(name)["stops"] for name in dict(moves)}
    now = {name: [stop["value"] for stop in at[name]].index(getattr(Scenario(), name)) for name in at}
    way: list[Move] = []
    for name, stop in moves:
        way.append((name, now[name]))
        now[name] = stop
    return way[::-1]


def rows() -> Iterator[Row]:
    """The odds: queue alone, and lever to picture, grid and strips in a browser."""
    yield from in_the_queue()
    yield from in_a_browser()


def in_the_queue() -> Iterator[Row]:
    """Yield what the queue takes when nothing is known yet."""
    scenario = Scenario()
    lucks, each, stops = lucks_for(scenario), each_for(scenario), stops_of(scenario)

    def grid() -> None:
        Odds().fates(scenario, lucks)

    def strips() -> None:
        odds = Odds()
        with odds.pool.question() as question:
            for part in [part for stop in stops for part in odds.want(question, stop.scenario, each)]:
                part.result()

    threads = f"{Odds().pool.workers} modest threads"
    yield in_ms(f"odds: grid of {lucks} lucks, none known", timed(grid), note=threads)
    yield in_ms("odds: three strips, none known", timed(strips), 400, f"{len(stops)} stops x {each} lucks, {threads}")


def in_a_browser() -> Iterator[Row]:
    """Yield what a visitor waits for after moving a lever."""
    path = find_chromium()
    if path is None:
        yield Row(name="lever to picture", measured=float("nan"), unit="", note=f"skipped: {ADVICE}")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log") as server, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path)

        def visit(moves: Sequence[Move]) -> list[dict[str, Any]]:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{server.url}/lab")
            page.locator(".sg.with-odds:has(.sg-lucks):not(:has(.stale, [aria-busy=true]))").wait_for(timeout=60_000)
            found = [page.locator(".sg").evaluate(MOVE, move) for move in moves]
            page.close()
            return found

        visit([("backoff", 5)])  # the first visitor finds a server that has only just started
        cold, there, again = visit(MOVES), visit(MOVES), visit([*MOVES, *back(MOVES)])[len(MOVES) :]
        browser.close()
    told = f"{len(MOVES)} moves, local server"
    yield from _seen("nothing known", cold, told, 200)
    yield from _seen("known to the server", there, told, 200)
    yield from _seen("known to the browser", again, told, 200)


def _seen(how: str, moves: list[dict[str, Any]], told: str, limit: float) -> Iterator[Row]:
    for what, most in (("picture", limit), ("grid", None), ("strips", None)):
        seconds = [move[what] / 1e3 for move in moves]
        yield in_ms(f"lever to {what}, {how}", seconds, most, told if what == "picture" else "")
