"""The rows of the table: each function measures one, or a few that belong together."""

import statistics
import time
from collections.abc import Callable, Iterator

import numpy as np

from model import Scenario, simulate, simulate_many
from model.engine.outcome import END
from model.engine.play import play_many
from model.engine.settings import actions_of, clusters_of
from model.engine.state import COUNTED, NOTHING
from model.scenario import BUG_STOPS
from pages.view.wire.frame import Picture, encode
from tests.bench.classroom import behind, classes
from tests.bench.clock import Row, in_ms, in_new_process, peak_memory, timed
from tests.bench.frames import frames
from tests.bench.odds import rows as odds
from tests.bench.peers import compiler, disagreement, play_in_c, play_in_engine, seconds_in_mesa
from tests.bench.starts import start
from tests.bench.stopping import stopping
from tests.bench.sweeps import in_one_thread
from tests.bench.sweeps import rows as sweeps
from tests.bench.tipping import tipping

CORES = 2
LARGE = Scenario(nodes=1000, volumes_per_node=20, ticks=500, backoff=5)
SIDE, LUCKS = 21, 20
MESA_LUCKS = 8


def default() -> Iterator[Row]:
    """A default run: the engine alone, and with all raw facts."""
    scenario = Scenario()
    clusters, actions = clusters_of([scenario]), actions_of([scenario])
    counts, expected = np.empty((scenario.ticks + 1, COUNTED), np.int32), np.empty(scenario.ticks + 1)
    starts, fates, ends = np.zeros(1, np.int64), np.empty(1, np.int8), np.empty((1, END), np.int32)

    def alone() -> None:
        play_many(clusters.copy(), actions, starts, counts, expected, fates, ends, NOTHING)

    size = f"{scenario.nodes} nodes, {scenario.volumes} volumes, {scenario.ticks} ticks"
    yield in_ms("default run, engine alone", timed(alone), 1, size)
    yield in_ms("default run, all raw facts", timed(lambda: simulate(scenario)), 3)


def large() -> Iterator[Row]:
    """A long storm in a large cluster, with all raw facts."""
    run = simulate(LARGE)
    told = (
        f"{LARGE.nodes} nodes, {LARGE.volumes} volumes, {LARGE.ticks} ticks, backoff {LARGE.backoff}: {run.fate}, "
        f"{len(run.requests)} requests, {len(run.events)} events"
    )
    yield in_ms("large run, all raw facts", timed(lambda: simulate(LARGE)), 150, told)


def lucks() -> Iterator[Row]:
    """100 lucks of the default settings."""
    scenarios = [Scenario(seed=seed) for seed in range(100)]
    seconds = timed(lambda: simulate_many(scenarios, series=False, threads=CORES))
    yield in_ms("100 lucks of the default settings", seconds, 30, f"{CORES} threads")


def strips() -> Iterator[Row]:
    """Three odds strips."""
    stops = [Scenario(backoff=level) for level in range(6)]
    stops += [Scenario(bug_probability=bug) for bug in BUG_STOPS]
    stops += [Scenario(spare_capacity=round(step / 50, 2)) for step in range(11)]
    scenarios = [stop.replace(seed=seed) for stop in stops for seed in range(30)]
    seconds = timed(lambda: simulate_many(scenarios, series=False, threads=CORES))
    yield in_ms("three odds strips", seconds, 400, f"{len(stops)} stops x 30 lucks, {CORES} threads")


def settings_of_map() -> list[Scenario]:
    """Return the settings of the map: bug probability 0 to 0.002 by spare capacity 0 to 0.2."""
    bugs, spares = np.linspace(0, 0.002, SIDE).tolist(), np.linspace(0, 0.2, SIDE).tolist()
    return [Scenario(bug_probability=bug, spare_capacity=spare) for bug in bugs for spare in spares]


def map_memory() -> tuple[float, float]:
    """Return the peak memory in MB before and after a map."""
    simulate_many([Scenario()], series=False)
    before = peak_memory()
    scenarios = [one.replace(seed=seed) for one in settings_of_map() for seed in range(LUCKS)]
    simulate_many(scenarios, series=False, threads=CORES)
    return before, peak_memory()


def map_sized() -> Iterator[Row]:
    """An ensemble as large as a map, and its memory."""
    scenarios = [one.replace(seed=seed) for one in settings_of_map() for seed in range(LUCKS)]
    seconds = timed(lambda: simulate_many(scenarios, series=False, threads=CORES), few=3)
    told = f"{len(settings_of_map())} settings x {LUCKS} lucks, {CORES} threads"
    yield in_ms("map", seconds, 2000, told)
    before, after = in_new_process(map_memory)
    yield Row(name="map, peak memory", measured=after, unit="MB", note=f"{before:.0f} MB of it before the map")


def payload() -> Iterator[Row]:
    """What travels to the browser, and how long it takes to make."""
    for name, scenario, limit in (("default run", Scenario(), None), ("large run", LARGE, 2)):
        run, picture = simulate(scenario), Picture(query=scenario.to_query())
        yield Row(name=f"payload, {name}", measured=len(encode([run], picture)) / 1e6, unit="MB", limit=limit)
        yield in_ms(f"payload made, {name}", timed(lambda run=run, picture=picture: encode([run], picture)))


def in_c() -> Iterator[Row]:
    """The same map against the same rules as a C loop, one core each."""
    if compiler() is None:
        yield Row(name="map, against C", measured=float("nan"), unit="", note="skipped: there is no C compiler")
        return
    settings = settings_of_map()
    play_in_engine(settings[:2], 2, 1)
    theirs, their_fates = play_in_c(settings, LUCKS, 3)
    ours, our_fates = play_in_engine(settings, LUCKS, 3)
    ratio, best = statistics.median(ours) / statistics.median(theirs), min(ours) / min(theirs)
    told = f"{statistics.median(ours):.2f} s against {statistics.median(theirs):.2f} s, one core each"
    yield Row(name="map, against C", measured=ratio, best=best, unit="x", limit=1.5, note=told)
    swept = in_one_thread(SIDE, LUCKS, 3)
    told = f"{statistics.median(swept):.2f} s: lucks that differ in the bug alone are played together; one core each"
    ratio, best = statistics.median(swept) / statistics.median(theirs), min(swept) / min(theirs)
    yield Row(name="sweep of the same map, against C", measured=ratio, best=best, unit="x", limit=1.5, note=told)
    told = "largest difference of a fate's share from the C loop's, in standard errors"
    yield Row(name="map, agreement with C", measured=disagreement(our_fates, their_fates), unit="", limit=4, note=told)


def in_mesa() -> Iterator[Row]:
    """100 default lucks against the same rules in Mesa, one core each."""
    scenarios = [Scenario(seed=seed) for seed in range(100)]
    seconds = timed(lambda: simulate_many(scenarios, series=False, threads=1))
    ours, theirs = statistics.median(seconds) / 100, seconds_in_mesa(MESA_LUCKS)
    told = f"{ours * 1e3:.2f} ms against {theirs * 1e3:.0f} ms a default run, one core each"
    yield Row(name="against Mesa", measured=theirs / ours, unit="x", limit=500, at_least=True, note=told)


ROWS: dict[str, Callable[[], Iterator[Row]]] = {
    "default": default,
    "large": large,
    "lucks": lucks,
    "strips": strips,
    "map": map_sized,
    "sweep": sweeps,
    "payload": payload,
    "odds": odds,
    "start": start,
    "class": classes,
    "nginx": behind,
    "tipping": tipping,
    "stop": stopping,
    "c": in_c,
    "mesa": in_mesa,
    "frames": frames,
}


def warm_up() -> float:
    """Compile everything, or load it; return how many seconds that took."""
    start = time.perf_counter()
    simulate(Scenario(ticks=20))
    simulate_many([Scenario(ticks=20)] * 2, series=False)
    return time.perf_counter() - start
