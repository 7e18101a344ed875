"""Every page that there is, in four looks: nothing grave for axe, no other host, no loss at 320 px and 200 %.

axe-core (MPL-2.0) comes with the package axe-playwright-python.
"""

import json
import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page, expect

from tests.browser.pages import PATHS, blank_stages, open_page
from tests.browser.stage import Stage

LOOKS = {
    "light": ("light", 1440, False),
    "dark": ("dark", 1440, False),
    "projector": ("light", 1440, True),
    "phone": ("dark", 390, False),
}
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
GRAVE = ("serious", "critical")
EXCEPT = {
    # 100 lucks stand as one grid, which the arrow keys walk; any luck can also be typed under "Further settings".
    "target-size": r"sg-luck ",
}
RUN = """async (node, options) => {
  const { violations } = await axe.run(node ?? document, options);
  const told = ({ id, impact, help }, { html, any }) => ({ id, impact, help, html, why: any[0]?.message ?? "" });
  return violations.flatMap((found) => found.nodes.map((node) => told(found, node)));
}"""


def findings(page: Page, within: Locator | None = None) -> list[str]:
    """Return what axe finds grave in a page, or in a part of it."""
    node = within.element_handle() if within else None
    found = page.evaluate(f"([node, options]) => ({RUN})(node, options)", [node, OPTIONS])
    return [
        json.dumps(finding)
        for finding in found
        if finding["impact"] in GRAVE
        and not (finding["id"] in EXCEPT and re.search(EXCEPT[finding["id"]], finding["html"]))
    ]


def put_on(page: Page, look: str) -> None:
    """Choose colours, width and size of type, before a page is opened."""
    scheme, width, large = LOOKS[look]
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    if large:
        page.add_init_script("sessionStorage.setItem('stormglass-projector', '1')")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_grave_also_with_everything_open(page: Page, path: str, look: str):
    put_on(page, look)
    open_page(page, path)
    page.evaluate(AXE_SCRIPT)
    for fold in page.locator("details:visible").all():
        fold.locator("summary").first.click()
    if page.locator(".sg").count():
        Stage(page).root.locator(".sg-focus").first.press("Enter")
        expect(page.locator(".sg-card").first).to_be_visible()
    assert findings(page) == []
    page.keyboard.press("Escape")
    for opener in ("Keys and help", "Share"):
        for button in page.get_by_role("button", name=opener, exact=True).all():
            button.click()
            assert findings(page, page.locator("dialog[open]")) == []
            page.keyboard.press("Escape")


@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_another_host_for_anything(page: Page, path: str, server):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("websocket", lambda socket: asked.append(socket.url))
    open_page(page, path)
    web = [urlsplit(url) for url in asked if urlsplit(url).scheme in ("http", "https", "ws", "wss")]
    assert {"http", "ws"} <= {address.scheme for address in web}
    assert {address.netloc for address in web} == {urlsplit(server.url).netloc}


@pytest.mark.parametrize("path", PATHS)
def test_nothing_goes_sideways_at_320_px_and_with_text_twice_as_large(page: Page, path: str):
    for width, size in ((320, "100%"), (390, "200%"), (1280, "200%")):
        page.set_viewport_size({"width": width, "height": 800})
        page.add_init_script(LARGE_TEXT % size)
        open_page(page, path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth <= main.clientWidth"), (
            width,
            size,
        )
        assert page.evaluate(CUT_OFF) == [], (width, size)
        assert blank_stages(page) == 0


LARGE_TEXT = "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '%s'; })"
CUT_OFF = """() => {
  const lost = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      if (!node.matches("button, a, label, h1, h2, h3, p, select, summary")) continue;
      if (!node.checkVisibility({ visibilityProperty: true })) continue;
      if (node.closest(".sg-hidden, .sg-probe, [aria-hidden=true], .sg-scroll") || !node.textContent.trim()) continue;
      const { left, right, width } = node.getBoundingClientRect();
      const scroller = node.closest(".st-key-bar");
      if (width <= 1 || scroller || (left >= -1 && right <= innerWidth + 1)) continue;
      lost.push(`${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 40)} ${left}–${right}`);
    }
  };
  look(document);
  return lost;
}"""
