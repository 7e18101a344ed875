"""How the engine is compiled: numba, cached on disk, free of the interpreter lock.

``python -m model.ahead`` compiles everything ahead, so that a server's first picture does not wait.
numba judges a cached function by its own file alone, while a kernel here calls kernels of other files; so
the cache folder is named after the source of the whole engine, and a stale one is never read.
"""

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

import numba

P = ParamSpec("P")
R = TypeVar("R")

MODEL = Path(__file__).parent.parent
CONSTANTS = ("rules/actions.py", "rules/facts.py", "rules/states.py")
"""Beside the engine, the files whose constants are compiled into it."""


def cache_folder() -> Path:
    """Return the folder for compiled code of exactly this source, or a temporary one if that cannot be written."""
    digest = hashlib.sha256()
    for file in [*sorted((MODEL / "engine").rglob("*.py")), *(MODEL / name for name in CONSTANTS)]:
        digest.update(file.read_bytes())
    root = Path(os.environ.get("STORMGLASS_CACHE", MODEL.parent / ".compiled"))
    folder = root / digest.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.gettempdir()) / "stormglass" / folder.name


if "NUMBA_CACHE_DIR" not in os.environ:
    numba.config.CACHE_DIR = str(cache_folder())


def kernel(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a part of the engine that makes no arrays; plain Python where ``NUMBA_DISABLE_JIT`` is set.

    It borrows its arrays from whoever calls it and counts no references to them (``_nrt=False``): counting them is an
    atomic operation for each array at each call, more than half of a run's time, and threads get into each other's way.
    """
    return cast("Callable[P, R]", numba.njit(nogil=True, _nrt=False)(cast(Any, function)))


def allocating(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a part of the engine that makes arrays, or returns them."""
    return cast("Callable[P, R]", numba.njit(nogil=True, _nrt=True)(cast(Any, function)))


def entry(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that Python calls: free of the interpreter lock, and kept on disk with all its parts.

    Any other that Python calls would be compiled by each process anew, which takes a tenth of a second and more.
    """
    return cast("Callable[P, R]", numba.njit(nogil=True, cache=True, _nrt=True)(cast(Any, function)))
