"""Compiled code is kept under a name made from all that it was compiled from, so that old code is never played."""

import ast
import os
import re
import shutil
from pathlib import Path

import pytest

from model.engine import compiled
from tests.server import ROOT

MODEL = ROOT / "model"
ENGINE = sorted(str(file.relative_to(MODEL)) for file in (MODEL / "engine").rglob("*.py"))
SEES = {"model.rules.actions", "model.rules.facts", "model.rules.states", "model.scenario"}
"""What compiled code is made from beside the engine: settings of `model.scenario` only as arguments."""


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the model, from whose source the key is made."""
    shutil.copytree(MODEL, tmp_path / "model", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "MODEL", tmp_path / "model")
    monkeypatch.delenv("STORMGLASS_CACHE", raising=False)
    return tmp_path / "model"


@pytest.mark.parametrize(
    "name", [*ENGINE, "rules/actions.py", "rules/facts.py", "rules/states.py", "engine/deeper/new.py"]
)
def test_a_changed_byte_in_any_file_that_is_compiled_changes_the_key(copy: Path, name: str):
    before = compiled.cache_folder()
    (copy / name).parent.mkdir(exist_ok=True)
    with (copy / name).open("a") as file:
        file.write("#")
    assert compiled.cache_folder() != before


def test_what_is_not_compiled_leaves_the_key_as_it_is(copy: Path):
    before = compiled.cache_folder()
    with (copy / "runs" / "narrative.py").open("a") as file:
        file.write("#")
    assert compiled.cache_folder() == before


def test_only_the_engine_is_compiled():
    files = [file for file in MODEL.rglob("*.py") if MODEL / "engine" not in file.parents]
    found = [str(file) for file in files if re.search(r"engine\.compiled import|numba", file.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("name", ENGINE)
def test_the_engine_is_made_from_nothing_that_the_key_does_not_follow(name: str):
    tree = ast.parse((MODEL / name).read_text("utf-8"))
    modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    others = {module for module in modules if module.startswith("model") and not module.startswith("model.engine.")}
    assert others <= SEES


def test_make_compiles_anew_where_a_file_in_a_folder_is_newer():
    rule = re.search(r"^\$\(COMPILED\): (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert rule
    patterns = re.search(r"\$\(wildcard ([^)]*)\)", rule[1])
    assert patterns
    found = {file for pattern in patterns[1].split() for file in ROOT.glob(pattern)}
    assert found == set(MODEL.rglob("*.py"))
    assert os.path.commonpath(found) == str(MODEL)
