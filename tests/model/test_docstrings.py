"""A name between single backticks in a docstring of the model is one that there is."""

import ast
import builtins
import importlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from model import PARAMETERS
from model.rules.actions import KINDS
from model.runs.measures import MEASURES
from tests.server import ROOT

MODEL = ROOT / "model"
NAMED = re.compile(r"(?<!`)`([A-Za-z_][\w./]*)(?:\(\))?`(?!`)")
FILES = sorted(file for file in MODEL.rglob("*.py") if file.name != "__main__.py")
WORDS = {*PARAMETERS, *KINDS, *MEASURES, *dir(builtins)}


def module_of(file: Path) -> str:
    """Return the name by which a file of the model is imported."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def texts(file: Path) -> Iterator[str]:
    """Yield the docstrings of a file, those below attributes too."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value


@cache
def defined() -> set[str]:
    """Return every name that the model defines: modules, functions, classes, their fields, constants; no variables."""
    found = {file.stem for file in FILES}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, (ast.Module, ast.ClassDef)):
                found |= set(names_in(node))
    return found


def names_in(scope: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Yield the names that a module or a class gives to what it holds."""
    for node in scope.body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.name
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def exists(name: str, known: set[str]) -> bool:
    """Say whether a name is one of the model's, a path to one, or a file of it."""
    if "/" in name or name.endswith((".py", ".md", ".js")):
        return any((folder / name).exists() for folder in (ROOT, *(file.parent for file in FILES)))
    module, _, attribute = name.rpartition(".")
    if name.startswith("model."):
        try:
            return bool(importlib.import_module(name))
        except ImportError:
            return hasattr(importlib.import_module(module), attribute)
    return all(part in known for part in name.split("."))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(MODEL)))
def test_what_a_docstring_names_exists(file: Path):
    known = defined() | WORDS
    assert [name for text in texts(file) for name in NAMED.findall(text) if not exists(name, known)] == []


def test_a_name_that_does_not_exist_is_found():
    known = defined() | WORDS
    assert not exists("play_on_and_on", known)
    assert not exists("model.runs.run.Walk", known)
    assert exists("model.runs.run.Run", known)
    assert exists("Run.snapshot", known)
