"""Compiles the engine ahead: ``python -m model.ahead`` plays short runs, so that every entry is compiled and kept."""

from model.runs.ensemble import fates_of, simulate_many
from model.runs.narration import narrate
from model.runs.parted import tell_parting
from model.runs.simulation import simulate
from model.scenario import Scenario
from model.sweeps.replicates import Setting, play_replicates


def compile_ahead() -> None:
    """Play short runs of every kind that the engine is entered by."""
    short = Scenario(ticks=20)
    run = simulate(short)
    _ = run.fate, run.chances(20), run.snapshot(20), narrate(run)
    tell_parting(run, run)
    simulate(short.replace(backoff=8, bug_probability=0.0))  # one that is held: is it for want of room?
    simulate_many([short, short], series=False)
    fates_of(short, [1, 2])
    play_replicates(short, [Setting(0, {}, 1, 2)])


if __name__ == "__main__":
    compile_ahead()
