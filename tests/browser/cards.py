"""Cards as a person sees them: words for the tests of the page "Tipping point"."""

from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

SMALL = "nodes=16&volumes_per_node=4&ticks=60"
PATIENCE = 90_000


def card(page: Page, name: str):
    return page.locator(f".pic[data-card={name}]")


def opened(page: Page, query: str = SMALL) -> Stage:
    stage = Stage(page).open(f"/tipping_point?{query}")
    expect(card(page, "map")).to_have_attribute("data-state", "done", timeout=PATIENCE)
    expect(card(page, "map").locator(".heatmaplayer image, .heatmaplayer path").first).to_be_attached(timeout=PATIENCE)
    return stage
