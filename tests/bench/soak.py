"""``python -m tests.bench.soak MINUTES``: lesson after lesson on one server, whose memory and log are watched."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.bench.classroom import COMING, COUNTED, SETTLED, counters, lesson, missed, troubles
from tests.bench.visitor import Seen
from tests.server import serve

CLASS = 20
LESSON = 40
"""Seconds that a class stays."""
EVERY = 2
"""Seconds between two looks at the memory."""
GROWTH = 0.05
"""Memory is flat if the middle of its last third is no more than this above the middle of its second third.

The first third does not count: there the caches fill, and visitors who have left are kept for two minutes.
A picture that stayed in memory for each change would add half as much again.
"""
FEWEST = 30
"""Looks at the memory, for a verdict; a minute's worth."""


class Look(NamedTuple):
    """The memory of the server, in MB, so many seconds after the beginning."""

    seconds: float
    memory: float


def growth(looks: Sequence[Look]) -> float:
    """Return by which share the memory has grown from the second to the last third of the time; NaN of too few looks.

    >>> growth([Look(second, 300 + second) for second in range(90)])
    0.08695652173913043
    """
    if len(looks) < FEWEST:
        return float("nan")
    third = looks[-1].seconds / 3
    middle = statistics.median(look.memory for look in looks if third <= look.seconds < 2 * third)
    last = statistics.median(look.memory for look in looks if look.seconds >= 2 * third)
    return last / middle - 1


def is_flat(looks: Sequence[Look]) -> bool:
    """Say whether memory has stayed flat; too few looks are no proof."""
    return growth(looks) <= GROWTH


async def soak(url: str, minutes: float) -> tuple[list[Look], list[Seen]]:
    """Have one class after the other; return the memory as it was meanwhile, and what they have seen."""
    began, looks, lessons = time.perf_counter(), list[Look](), list[Seen]()

    async def watch() -> None:
        while True:
            memory = (await asyncio.to_thread(counters, url))["memory"]
            looks.append(Look(time.perf_counter() - began, memory))
            await asyncio.sleep(EVERY)

    watcher = asyncio.create_task(watch())
    while (left := 60 * minutes - (time.perf_counter() - began)) > 0:
        stay = max(1.0, min(LESSON, left - CLASS / COMING - SETTLED))
        lessons.append(await lesson([url], CLASS, stay, first=CLASS * len(lessons)))
        print(
            f"{looks[-1].seconds:5.0f} s  {looks[-1].memory:4.0f} MB  {len(lessons[-1].pictures)} pictures", flush=True
        )
    watcher.cancel()
    return looks, lessons


def main(words: Sequence[str] | None = None) -> int:
    """Soak, and say how it was; return 1 where memory grew, the log tells of errors, or a visitor missed something."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("minutes", nargs="?", type=float, default=10, help="how long; 10 if not given")
    minutes = parser.parse_args(words).minutes
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder) / "log", script=COUNTED) as server:
        looks, lessons = asyncio.run(soak(server.url, minutes))
        bad = troubles(server.log.read_text(errors="replace"))
    bad += [f"{count} {what}" for seen in lessons for what, count in missed(seen).items()]
    pictures = sum(len(seen.pictures) for seen in lessons)
    print(f"{len(lessons)} lessons of {CLASS} visitors, {pictures} pictures")
    print(f"memory: {looks[-1].memory:.0f} MB, {growth(looks):+.1%} from the second to the last third", end="; ")
    print(f"flat is at most {GROWTH:+.0%}: {'flat' if is_flat(looks) else 'NOT FLAT'}")
    print("errors: " + ("; ".join(bad[:5]) if bad else "none"))
    return int(bool(bad) or not is_flat(looks))


if __name__ == "__main__":
    sys.exit(main())
