"""A server is ready before its first visitor: the engine is there, the cards are drawn, the collector lets them be."""

import gc
import json
import subprocess
import sys

import pytest

from pages.view.lab import workbench
from pages.view.page.frame import DEEPER, FRONT, PAGES
from pages.view.server import ready
from tests.server import ROOT

FIRST_VISIT = """
import json, sys
from numba.core.event import install_recorder
from streamlit.testing.v1 import AppTest
from pages.view.server.ready import make_ready
make_ready()
with install_recorder("numba:compile") as recorder:
    visit = AppTest.from_file("%s", default_timeout=60).run()
    for page in sys.argv[1:]:
        assert not visit.switch_page(page).run().exception
compiled = sorted({event.data["dispatcher"].py_func.__name__ for _, event in recorder.buffer})
print(json.dumps({"compiled": compiled, "loaded": sorted({"networkx", "pandas", "pyarrow"} & set(sys.modules))}))
"""
"""What a new Python does from its start until somebody has opened every page."""


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_what_all_visitors_share_is_there_and_frozen(thawed, monkeypatch):
    workbench.cards.cache_clear()
    frozen, engine = [], []

    def load():
        frozen.append(gc.get_freeze_count())
        engine.extend([k] for k in range(1000))

    monkeypatch.setattr(ready, "compile_ahead", load)
    ready.make_ready()
    assert frozen[0] > 100_000
    looked_at = {id(one) for one in gc.get_objects()}
    assert engine
    assert not looked_at & {id(one) for one in engine}  # what is frozen is not looked at
    assert workbench.cards.cache_info().currsize == 1


def test_a_start_that_had_to_compile_says_so():
    start = "from pages.view.server import ready; ready.SLOW = 0; ready.make_ready()"
    told = subprocess.run([sys.executable, "-c", start], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "The engine was compiled in" in told.stderr + told.stdout


def test_no_page_compiles_anything_or_loads_what_no_picture_needs():
    pages = [page for page, _ in (*PAGES, *DEEPER) if page != FRONT]
    words = [sys.executable, "-c", FIRST_VISIT % (ROOT / FRONT), *pages]
    told = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert json.loads(told.splitlines()[-1]) == {"compiled": [], "loaded": []}
