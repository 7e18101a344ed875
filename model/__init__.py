"""Stormglass, the model: a cluster that keeps two copies of every volume, and the storm that can follow a cut.

>>> from model import Scenario, simulate
>>> run = simulate(Scenario(backoff=5, seed=7))
>>> run.fate
'held'

What is named here is loaded when it is first asked for: whoever reads a scenario loads no engine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.analysis.drift_curve import drift, drift_curve
    from model.analysis.equal_wait import equal_wait
    from model.analysis.first_minute import first_minute
    from model.analysis.hill import hill
    from model.analysis.outlook import outlook
    from model.analysis.plan import best_plan
    from model.analysis.prevention import prevent_against_cure
    from model.analysis.rescue import AS_IN_2011, RESCUES, chances_to_save, last_minute
    from model.analysis.second_storm import second_storm
    from model.analysis.size import by_size
    from model.analysis.theory import ticks_to_next_crash
    from model.analysis.wait_times import mean_wait
    from model.rules.states import FATES, Cause, State
    from model.runs.divergence import divergence
    from model.runs.ensemble import Ensemble, simulate_many
    from model.runs.measures import MEASURES
    from model.runs.run import Run
    from model.runs.simulation import simulate
    from model.scenario import PARAMETERS, VERSION, Scenario
    from model.sweeps.grid import Sweep
    from model.sweeps.sweep import sweep

__all__ = [
    "AS_IN_2011",
    "FATES",
    "MEASURES",
    "PARAMETERS",
    "RESCUES",
    "VERSION",
    "Cause",
    "Ensemble",
    "Run",
    "Scenario",
    "State",
    "Sweep",
    "best_plan",
    "by_size",
    "chances_to_save",
    "divergence",
    "drift",
    "drift_curve",
    "equal_wait",
    "first_minute",
    "hill",
    "last_minute",
    "mean_wait",
    "outlook",
    "prevent_against_cure",
    "second_storm",
    "simulate",
    "simulate_many",
    "sweep",
    "ticks_to_next_crash",
]

_MODULES = {
    "AS_IN_2011": "analysis.rescue",
    "FATES": "rules.states",
    "MEASURES": "runs.measures",
    "PARAMETERS": "scenario",
    "RESCUES": "analysis.rescue",
    "VERSION": "scenario",
    "Cause": "rules.states",
    "Ensemble": "runs.ensemble",
    "Run": "runs.run",
    "Scenario": "scenario",
    "State": "rules.states",
    "Sweep": "sweeps.grid",
    "best_plan": "analysis.plan",
    "by_size": "analysis.size",
    "chances_to_save": "analysis.rescue",
    "divergence": "runs.divergence",
    "drift": "analysis.drift_curve",
    "drift_curve": "analysis.drift_curve",
    "equal_wait": "analysis.equal_wait",
    "first_minute": "analysis.first_minute",
    "hill": "analysis.hill",
    "last_minute": "analysis.rescue",
    "mean_wait": "analysis.wait_times",
    "outlook": "analysis.outlook",
    "prevent_against_cure": "analysis.prevention",
    "second_storm": "analysis.second_storm",
    "simulate": "runs.simulation",
    "simulate_many": "runs.ensemble",
    "sweep": "sweeps.sweep",
    "ticks_to_next_crash": "analysis.theory",
}


def __getattr__(name: str) -> object:
    """Load a public name, once."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return the public names too, loaded or not."""
    return sorted({*globals(), *__all__})
