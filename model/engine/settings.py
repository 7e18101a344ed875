"""Scenarios as records and arrays that compiled code reads."""

from collections.abc import Sequence

import numpy as np

from model.engine.state import CLUSTER, SETTINGS, Floats, Records
from model.rules.actions import KINDS as ACTIONS
from model.scenario import PARAMETERS, Scenario

CODES = {name: parameter.choices.index for name, parameter in PARAMETERS.items() if parameter.kind == "choice"}
UNSET = (0,) * (len(CLUSTER.names) - len(SETTINGS) - 1)


def clusters_of(scenarios: Sequence[Scenario]) -> Records:
    """Return the settings of each scenario as a record, shape (K,)."""
    names = [name for name, _ in SETTINGS]
    clusters = np.zeros(len(scenarios), CLUSTER)
    for k, scenario in enumerate(scenarios):
        values = (getattr(scenario, name) for name in names)
        codes = (CODES[name](value) if name in CODES else value for name, value in zip(names, values, strict=True))
        clusters[k] = (*codes, len(scenario.actions), *UNSET)
    return clusters


def actions_of(scenarios: Sequence[Scenario]) -> Floats:
    """Return the actions as (tick, code, value), shape (K, most actions, 3)."""
    rows = np.zeros((len(scenarios), max((len(s.actions) for s in scenarios), default=0), 3))
    for k, scenario in enumerate(scenarios):
        for number, (tick, name, value) in enumerate(scenario.actions):
            rows[k, number] = tick, ACTIONS[name].code, value or 0
    return rows
