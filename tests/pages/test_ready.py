"""A server is ready before its first visitor: the engine is there, the cards are drawn, the collector lets them be."""

import gc

import pytest

from pages.view import ready, workbench


@pytest.fixture
def thawed():
    yield
    gc.unfreeze()


def test_what_all_visitors_share_is_there_and_frozen(thawed, monkeypatch):
    workbench.cards.cache_clear()
    steps = []
    monkeypatch.setattr(ready, "compile_ahead", lambda: steps.append(gc.get_freeze_count()))
    ready.make_ready()
    assert steps == [0]
    assert workbench.cards.cache_info().currsize == 1
    assert gc.get_freeze_count() > 100_000


def test_a_start_that_had_to_compile_says_so(thawed, monkeypatch, caplog):
    monkeypatch.setattr(ready, "SLOW", 0)
    with caplog.at_level("INFO", "streamlit"):
        monkeypatch.setattr(ready.logging.getLogger("streamlit"), "propagate", True)
        ready.make_ready()
    assert "The engine was compiled" in caplog.text
