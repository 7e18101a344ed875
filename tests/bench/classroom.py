"""A class: many visitors on one server, each changing something every two seconds, odds and strips included."""

import asyncio
import json
import statistics
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.bench.clock import Row
from tests.bench.visitor import Seen, Visitor
from tests.server import Server, serve

PAUSE = 2.0
"""Seconds between the changes of a visitor, on average."""
SIZES = {50: 30, 100: 20, 200: 20}
"""How large the class is, and for how many seconds it is measured, each time."""
COMING = 25
"""So many open the Lab in a second, at the beginning of a lesson."""
SETTLED = 4
"""Seconds between the last who comes and the first change."""
LIMITS = {"picture": 100, "grid": 500}
"""In ms, for the class of 50."""
COUNTED = "tests/bench/counted.py"


def classes(sizes: Sequence[int] = tuple(SIZES)) -> Iterator[Row]:
    """A class on one server: 50 visitors, 100, 200; from change to picture and odds, at first and later."""
    for many in sizes:
        with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log", script=COUNTED) as server:
            for number, when in enumerate(("nothing known", "later")):
                before, began = counters(server.url), time.perf_counter()
                seen = asyncio.run(lesson([server.url], many, SIZES.get(many, 20), first=number * many))
                after, took = counters(server.url), time.perf_counter() - began
                yield from told(f"class of {many}, {when}", many, seen, before, after, took)
            yield Row(name=f"class of {many}, peak memory", measured=after["peak"], unit="MB", note="of the server")
            yield errors(f"class of {many}", server, seen)


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


def told(name: str, many: int, seen: Seen, before: dict[str, Any], after: dict[str, Any], took: float) -> Iterator[Row]:
    """Yield what a class has seen, in ms, and what it cost."""
    said = ", ".join(f"{count} {what}" for what, count in sorted(seen.counts.items()))
    opened = percentile(seen.opened, 50) * 1e3
    note = f"95 %: {percentile(seen.opened, 95) * 1e3:.0f} ms; {len(seen.opened)} of them, {COMING} a second"
    yield Row(name=f"{name}: opening", measured=opened, unit="ms", note=note)
    for what, seconds in (("picture", seen.pictures), ("grid", seen.grids), ("strips", seen.strips)):
        note = f"95 %: {percentile(seconds, 95) * 1e3:.0f} ms; {len(seconds)} of them" + (
            f"; {said}" if what == "picture" else ""
        )
        limit = LIMITS.get(what) if many == 50 and "later" in name else None
        middle = statistics.median(seconds) * 1e3 if seconds else float("nan")
        yield Row(name=f"{name}: {what}", measured=middle, unit="ms", limit=limit, note=note)
    asked, found, played, busy = (after[key] - before[key] for key in ("asked", "found", "played", "processor"))
    note = f"of {asked} pieces; {played} runs played; server {busy / took:.0%} of a core"
    yield Row(name=f"{name}: odds known", measured=100 * found / max(asked, 1), unit="%", note=note)


def errors(name: str, server: Server, seen: Seen) -> Row:
    """Return how much of the server's log is an error; and what its visitors have missed."""
    bad = troubles(server.log.read_text(errors="replace"))
    missed = Counter({what: count for what, count in seen.counts.items() if what in BAD or what.startswith("left")})
    said = "; ".join([*bad[:3], *(f"{count} {what}" for what, count in missed.items())])
    return Row(name=f"{name}, errors", measured=len(bad) + missed.total(), unit="", limit=0, note=said)


BAD = ("unanswered", "exceptions", "odds refused")


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
