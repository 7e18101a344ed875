"""Stormglass, the model: a cluster that keeps two copies of every volume, and the storm that can follow a cut.

>>> run = simulate(Scenario(backoff=5, seed=7))
>>> run.fate
'held'
"""

from model.rules.states import FATES, Cause, State
from model.runs.ensemble import Ensemble, simulate_many
from model.runs.run import Run
from model.runs.simulation import simulate
from model.scenario import PARAMETERS, VERSION, Scenario
from model.sweeps.grid import Sweep
from model.sweeps.sweep import sweep

__all__ = [
    "FATES",
    "PARAMETERS",
    "VERSION",
    "Cause",
    "Ensemble",
    "Run",
    "Scenario",
    "State",
    "Sweep",
    "simulate",
    "simulate_many",
    "sweep",
]
