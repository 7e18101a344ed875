"""The bar: it leads to every page, and says which one is open."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pages.view.page.frame import DEEPER, PAGES

ROOT = Path(__file__).parent.parent.parent
ALL = [page for page, _ in (*PAGES, *DEEPER)]


def test_the_bar_leads_to_every_page_there_is():
    there = sorted(str(file.relative_to(ROOT)) for file in [ROOT / "app.py", *(ROOT / "pages").glob("*.py")])
    assert sorted(ALL) == there


@pytest.mark.parametrize("page", ALL)
def test_every_page_has_the_bar_and_the_menu(page):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    at = at.run() if page == "app.py" else at.switch_page(page).run()
    assert not at.exception
    labels = [link.proto.label for link in at.get("page_link")]
    assert set(labels) >= {label for _, label in (*PAGES, *DEEPER)}


def test_the_menu_names_the_page_that_is_open():
    page, label = DEEPER[0]
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).switch_page(page).run()
    assert [popover.proto.popover.label for popover in at.get("popover")] == [label]
