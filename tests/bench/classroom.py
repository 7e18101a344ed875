"""A class: many visitors on one server, each changing something every two seconds, odds and strips included."""

import asyncio
import json
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from tests.bench.clock import Row
from tests.bench.visitor import Seen, Visitor
from tests.server import serve
from tests.serving.nginx import behind_nginx, find_nginx, newcomer

PAUSE = 2.0
"""Seconds between the changes of a visitor, on average."""
SIZES = {50: 30, 100: 20, 200: 20}
"""How large the class is, and for how many seconds it is measured, each time."""
COMING = 25
"""So many open the Lab in a second, at the beginning of a lesson."""
SETTLED = 4
"""Seconds between the last who comes and the first change."""
LIMITS = {"picture": 100, "grid": 500, "strips": 500}
"""In ms, for the class of 50 once it is at work."""
COUNTED = "tests/bench/counted.py"


def classes() -> Iterator[Row]:
    """A class on one server: 50 visitors, 100, 200; from change to picture and odds, at first and later."""
    for many, seconds in SIZES.items():
        with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log", script=COUNTED) as server:
            name, lessons = f"class of {many}", list[Seen]()
            for when in ("nothing known", "later"):
                before, began = counters(server.url), time.perf_counter()
                lessons.append(asyncio.run(lesson([server.url], many, seconds, first=len(lessons) * many)))
                after, took = counters(server.url), time.perf_counter() - began
                limits = LIMITS if many == 50 and when == "later" else {}
                yield from told(f"{name}, {when}", lessons[-1], limits)
                yield hits(f"{name}, {when}", [before], [after], took)
            yield Row(name=f"{name}: peak memory", measured=after["peak"], unit="MB", note="of the server")
            yield errors(name, [server.log], lessons)


def behind() -> Iterator[Row]:
    """A class of 200 on two processes behind nginx, as `deploy/nginx.conf` has it."""
    name, many = "class of 200 behind nginx", 200
    try:
        find_nginx()
    except RuntimeError as missing:
        yield Row(name=name, measured=float("nan"), unit="", note=f"not measured: {missing}")
        return
    with tempfile.TemporaryDirectory() as text, ExitStack() as stack:
        folder = Path(text)
        servers = [stack.enter_context(serve(folder / f"log{k}", script=COUNTED)) for k in range(2)]
        url = stack.enter_context(behind_nginx(folder, [int(server.url.rpartition(":")[2]) for server in servers]))
        before, began = [counters(server.url) for server in servers], time.perf_counter()
        seen = asyncio.run(lesson([url], many, SIZES[many], cookies=[newcomer(url) for _ in range(many)]))
        after, took = [counters(server.url) for server in servers], time.perf_counter() - began
        yield from told(name, seen, {})
        yield hits(name, before, after, took)
        shares = sorted(now["asked"] - then["asked"] for now, then in zip(after, before, strict=True))
        yield Row(name=f"{name}: less busy process", measured=100 * shares[0] / sum(shares), unit="% of the odds")
        yield errors(name, [server.log for server in servers], [seen])


def counters(url: str) -> dict[str, Any]:
    """Return what a counted server tells of itself."""
    with urllib.request.urlopen(f"{url}/counters", timeout=30) as answer:
        return dict(json.load(answer))


async def lesson(
    urls: Sequence[str], many: int, seconds: float, *, first: int = 0, cookies: Sequence[str] = ("",)
) -> Seen:
    """Have a class come in, stay so long after the last has come, and leave; return what it has seen."""
    seen = Seen()
    comes = many / COMING
    until = time.perf_counter() + comes + SETTLED + seconds

    async def visit(number: int) -> None:
        await asyncio.sleep(number / COMING)
        visitor = Visitor(urls[number % len(urls)], first + number, seen, cookies[number % len(cookies)])
        try:
            await visitor.stay(until, PAUSE, comes - number / COMING + SETTLED + number / many * PAUSE)
        except Exception as error:
            seen.counts[f"left: {type(error).__name__} {error}"[:90]] += 1

    await asyncio.gather(*(visit(number) for number in range(many)))
    return seen


def told(name: str, seen: Seen, limits: Mapping[str, float]) -> Iterator[Row]:
    """Yield what a class has seen: how long after opening, or after a change, what was there."""
    said = ", ".join(f"{count} {what}" for what, count in sorted(seen.counts.items()))
    times = {"opening": seen.opened, "picture": seen.pictures, "grid": seen.grids, "strips": seen.strips}
    for what, seconds in times.items():
        middle, slow = (1e3 * percentile(seconds, share) for share in (50, 95))
        note = f"95 %: {slow:.0f} ms; {len(seconds)} times" + (f"; {said}" if what == "picture" else "")
        yield Row(name=f"{name}: {what}", measured=middle, unit="ms", limit=limits.get(what), note=note)


def hits(name: str, before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], took: float) -> Row:
    """Return how many of the pieces of odds that were asked for were known, or already being played for another."""
    asked, found, played, busy = (
        sum(now[key] - then[key] for now, then in zip(after, before, strict=True))
        for key in ("asked", "found", "played", "processor")
    )
    note = f"of {asked} pieces; {played} runs played; servers busy on {busy / took:.2f} cores"
    return Row(name=f"{name}: odds known", measured=100 * found / max(asked, 1), unit="%", note=note)


def errors(name: str, logs: Sequence[Path], lessons: Sequence[Seen]) -> Row:
    """Return how many lines of the servers' logs tell of an error, and how often a visitor missed something."""
    bad = [line for log in logs for line in troubles(log.read_text(errors="replace"))]
    absent = sum((missed(seen) for seen in lessons), Counter[str]())
    said = "; ".join([*bad[:3], *(f"{count} {what}" for what, count in absent.items())])
    return Row(name=f"{name}: errors", measured=len(bad) + absent.total(), unit="", limit=0, note=said)


BAD = ("unanswered", "exceptions", "odds refused", "left")


def missed(seen: Seen) -> Counter[str]:
    """Return what should not have happened to visitors, and how often it did."""
    return Counter({what: count for what, count in seen.counts.items() if what.startswith(BAD)})


def troubles(log: str) -> list[str]:
    """Return the lines of a log that tell of an error.

    >>> troubles("Traceback (most recent call last):")
    ['Traceback (most recent call last):']
    """
    words = ("Traceback", "Error", "ERROR", "Exception", "Warning", "WARNING", "CRITICAL")
    return [line for line in log.splitlines() if any(word in line for word in words)]


def percentile(seconds: Sequence[float], share: int) -> float:
    """Return the value that so many percent do not exceed; NaN of nothing."""
    return sorted(seconds)[max(0, -(-len(seconds) * share // 100) - 1)] if seconds else float("nan")
