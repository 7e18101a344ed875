"""The same rules in C and in Mesa, to hold the engine's time against."""

import math
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from model import FATES, Scenario, simulate_many

SOURCE = Path(__file__).parent / "peer.c"
COMPILERS = ("cc", "gcc", "clang")
Shares = list[list[int]]
"""Of each setting, how many runs ended in each fate, in the order of `FATES`."""


def compiler() -> str | None:
    """Return a C compiler, or None."""
    return next((found for name in COMPILERS if (found := shutil.which(name))), None)


def play_in_c(settings: Sequence[Scenario], runs: int, repeats: int) -> tuple[list[float], Shares]:
    """Return the seconds that the C loop takes for so many lucks of each setting, and their fates."""
    lines = "".join(f"{one.backoff} {one.bug_probability!r} {one.spare_capacity!r}\n" for one in settings)
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "peer"
        subprocess.run([str(compiler()), "-O2", "-o", str(program), str(SOURCE), "-lm"], check=True)
        seconds = []
        for _ in range(repeats):
            done = subprocess.run([str(program), str(runs)], input=lines, capture_output=True, text=True, check=True)
            *rows, last = done.stdout.splitlines()
            seconds.append(float(last))
    return seconds, [[int(number) for number in row.split()] for row in rows]


def play_in_engine(settings: Sequence[Scenario], runs: int, repeats: int) -> tuple[list[float], Shares]:
    """Return the same of the engine, in one thread; every run has a luck of its own."""
    scenarios = [one.replace(seed=runs * k + luck) for k, one in enumerate(settings) for luck in range(runs)]
    seconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        codes = simulate_many(scenarios, series=False, threads=1).fate_codes
        seconds.append(time.perf_counter() - start)
    table = codes.reshape(len(settings), runs)
    return seconds, [[int((row == code).sum()) for code in range(len(FATES))] for row in table]


def disagreement(ours: Shares, theirs: Shares) -> float:
    """Return by how many standard errors the numbers of runs of one fate differ, for the fate where it is most.

    Runs are independent and a setting's shares are taken from both together, so the difference summed over all
    settings has the variance sum 2 n q (1 - q).
    """
    worst = 0.0
    for code in range(len(FATES)):
        difference = variance = 0.0
        for mine, other in zip(ours, theirs, strict=True):
            runs = sum(mine)
            share = (mine[code] + other[code]) / (2 * runs)
            difference += mine[code] - other[code]
            variance += 2 * runs * share * (1 - share)
        if variance > 0:
            worst = max(worst, abs(difference) / math.sqrt(variance))
    return worst


def seconds_in_mesa(lucks: int) -> float:
    """Return how many seconds a default run takes in Mesa, on average."""
    from tests.bench.mesa_peer import simulate_peer

    simulate_peer(seed=0)
    seconds = []
    for seed in range(1, lucks + 1):
        start = time.perf_counter()
        simulate_peer(seed=seed)
        seconds.append(time.perf_counter() - start)
    return statistics.mean(seconds)
