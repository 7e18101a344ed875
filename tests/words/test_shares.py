"""A share that is written is 0 or 100 per cent only where it is exactly that."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.engine.narration.stream import close_percent
from model.runs.certainty import wilson
from pages.view.tipping.map.figure import cell_words
from pages.view.tipping.map.words import share_words
from pages.view.words.english import about, per_hundred
from pages.view.words.message import rounded_percent
from tests.server import ROOT

ENDS = re.compile(r"(?<![\d.])(0|100)(?=(?:\u00a0| )%)")
ROUNDED = re.compile(
    r"percent\(round\(|round\(100 \*|round\([^()]*\* ?100\)|100 \*[^{}]*:\.\df\}|\{y:\.\df\}+ %|\{x:\.\df\}+ %"
)
"""A share rounded in a way of its own."""
NO_SHARES = ("QUANTILES", "{round(100 * a)}–{round(100 * b)} %")
"""Lines of quantiles and of edges that are whole."""
FILES = [*(ROOT / "pages").rglob("*.py"), ROOT / "app.py"]


@given(st.integers(0, 20_000), st.integers(1, 20_000))
def test_an_interval_ends_at_0_or_100_only_where_the_share_does(hits, runs):
    hits = min(hits, runs)
    low, high = (float(end) for end in wilson(hits, runs))
    told = share_words(low, high).removesuffix("\u00a0%").split("–")
    assert (told[0] == "0") == (hits == 0)
    assert (told[-1] == "100") == (hits == runs)


@given(st.floats(0, 1, allow_subnormal=False), st.integers(0, 2))
def test_a_share_is_written_close_to_what_it_is(share, digits):
    value = rounded_percent(share, digits)
    assert abs(value - 100 * share) <= 0.5 * 10.0**-digits + 1e-9
    if 1e-11 < share < 1 - 1e-11:
        assert 0 < value < 100
        assert per_hundred(share, digits) not in ("0", "100")
        assert not ENDS.search(about(share, digits))
        assert cell_words(share) not in ("0", "100")


@pytest.mark.parametrize(
    ("share", "told"),
    [(0, 0), (1, 100), (0.5, 50), (0.12344, 12.34), (0.00003, 0.003), (0.99999, 99.999), (0.00005, 0.01)],
)
def test_a_chance_in_the_words_of_the_engine_is_never_nought_where_there_is_one(share, told):
    assert close_percent(share) == pytest.approx(told, abs=1e-12)


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_page_rounds_a_share_in_its_own_way(file: Path):
    lines = file.read_text("utf-8").splitlines()
    found = [line.strip() for line in lines if ROUNDED.search(line)]
    assert [line for line in found if not any(words in line for words in NO_SHARES)] == []


@pytest.mark.parametrize(
    "line",
    [
        "percent(round(share, 2))",
        'f"{100 * low[k]:.0f} %"',
        'f"{round(share * 100)}"',
        'f"{round(100 * share)} points"',
        'hovertemplate="%{y:.0f} %"',
    ],
)
def test_a_share_rounded_in_its_own_way_is_found(line):
    assert ROUNDED.search(line)
