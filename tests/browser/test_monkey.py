"""Random visits: nothing that a visitor does ends in an exception, an error on the console, or a blank stage.

`make fuzz` sends 300 of them, `make test` a few. A visit is made from its number, so one that fails can be sent again:
``pytest tests/browser/test_monkey.py --monkeys 300 -k '[17-chromium]'``.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.monkey import Monkey
from tests.browser.pages import PATHS, blank_stages, stands

STEPS = 25


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """So many visits as the flag asks for."""
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("monkeys")))


def test_nothing_breaks_in_a_random_visit(page: Page, number: int):
    crashed: list[Page] = []
    page.on("crash", lambda broken: crashed.append(broken))
    monkey = Monkey(page, number)
    try:
        monkey.visit(PATHS, STEPS)
        assert not crashed
        stands(page)
        expect(page.locator("[data-note=broken]")).to_have_count(0)
        assert blank_stages(page) == 0
    except Exception as error:
        error.add_note(f"visit {number}, at {page.url}: {'; '.join(monkey.did)}")
        raise
