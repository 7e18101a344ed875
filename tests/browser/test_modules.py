"""The stage's code comes from its own address, once; where that is not served, with the page."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pages.view.server.stage_modules import digest
from tests.browser.cards import PATIENCE, card
from tests.browser.stage import Stage
from tests.server import serve


def test_a_second_page_brings_no_code(page: Page):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    stage = Stage(page).open("/lab?seed=8")
    assert sum(f"/api/stage/{digest()}/stage.js" in url for url in asked) == 1
    page.get_by_role("link", name="Story", exact=True).click()
    expect(page).to_have_url(re.compile(r"/(\?.*)?$"))
    stage.ready()
    page.reload()
    stage.ready()
    answered = page.evaluate(
        "() => performance.getEntriesByType('resource').filter(r => r.name.includes('/api/stage/'))"
    )
    assert all(entry["transferSize"] == 0 for entry in answered)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory):
    log: Path = tmp_path_factory.mktemp("alone") / "server.log"
    with serve(log, script="tests/serving/alone.py") as server:
        yield server


def test_without_our_addresses_the_code_comes_with_the_page(browser, alone):
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{alone.url}/?seed=8&t=20")
    stage = Stage(page).ready()
    stage.at(20)
    stage.lever("Backoff").press("ArrowRight")
    expect(page).to_have_url(re.compile("backoff=1"))
    expect(stage.root.get_by_role("region", name="Odds")).to_have_count(0)
    stage.button("Play").first.click()
    stage.at_least(22)
    assert errors == []
    page.close()


def test_without_our_addresses_a_card_says_that_it_has_no_picture_and_shows_its_table(browser, tmp_path):
    with serve(tmp_path / "server.log", script="tests/serving/alone_card.py") as server:
        page = browser.new_page()
        page.goto(server.url)
        fates = card(page, "map")
        expect(fates).to_have_attribute("data-state", "done", timeout=PATIENCE)
        expect(fates.get_by_text("The picture could not be loaded; its table is there.")).to_be_visible()
        expect(fates.get_by_role("button", name="Hide the table")).to_be_visible()
        expect(fates.locator(".pic-cell")).to_have_count(9 * 11)
        page.close()
