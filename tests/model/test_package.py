"""The package loads a name when it is asked for; what needs no engine loads none; no folder needs one above it."""

import ast
import importlib
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import model
from tests.server import ROOT

MODEL = ROOT / "model"
RULES = sorted(f"model.rules.{file.stem}" for file in (MODEL / "rules").glob("[!_]*.py"))
FOLDERS = ["rules", "engine", "runs", "sweeps", "analysis", "cli"]
"""Each may import those before it, itself, and `model.scenario`."""


def loaded(statement: str) -> set[str]:
    """Return the modules that a fresh interpreter has loaded after a statement."""
    asked = f"import sys; {statement}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(told.stdout.split())


@pytest.mark.parametrize("name", ["model", "model.scenario", *RULES])
def test_what_can_be_set_and_said_loads_no_engine(name: str):
    found = loaded(f"import {name}")
    assert name in found
    assert found & {"numba", "networkx", "numpy"} == set()
    assert {module for module in found if module.startswith("model.")} <= {"model.rules", "model.scenario", *RULES}


def test_a_scenario_from_the_package_loads_no_engine_and_a_run_does():
    assert "numba" not in loaded("from model import PARAMETERS, Scenario, State; Scenario()")
    assert "numba" in loaded("from model import simulate")


@pytest.mark.parametrize("name", model.__all__)
def test_a_public_name_is_what_its_module_calls_so(name: str):
    module = importlib.import_module(f"model.{model._MODULES[name]}")
    assert getattr(model, name) is getattr(module, name)


def test_all_public_names_are_listed_before_they_are_loaded():
    asked = "import model; print(*dir(model))"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(model.__all__) == set(model._MODULES)
    assert set(model.__all__) <= set(told.stdout.split())


def test_help_lists_every_public_name_with_what_it_does():
    told = subprocess.run(
        [sys.executable, "-c", "import model; help(model)"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in model.__all__:
        assert re.search(rf"^    (class )?{name}\b", told, re.MULTILINE), name
        if inspect.isfunction(getattr(model, name)):
            summary = (getattr(model, name).__doc__ or "").split("\n")[0]
            assert summary in told, name


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'storm'"):
        _ = model.storm


@pytest.mark.parametrize("file", sorted(MODEL.glob("*/*.py")), ids=lambda file: str(file.relative_to(MODEL)))
def test_a_folder_imports_only_those_below_it(file: Path):
    allowed = FOLDERS[: FOLDERS.index(file.parent.name) + 1]
    names = {node.module for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)}
    parts = [name.split(".")[1] for name in names if name and name.startswith("model.")]
    assert [part for part in parts if part not in allowed and part != "scenario"] == []
