"""The pages that there are, found as Streamlit finds them: a new one is tested without a word here."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.stage import READY

ROOT = Path(__file__).parents[2]
PATHS = ["/", *(f"/{file.stem}" for file in sorted((ROOT / "pages").glob("*.py")))]
SETTLED = """() => {
  const app = document.querySelector("[data-testid=stApp], .stApp");
  return app?.dataset.testScriptState === "notRunning" && app.dataset.testConnectionState === "CONNECTED";
}"""
STILL = """(ms) => {
  window.stillSince = (SETTLED)() ? (window.stillSince ?? performance.now()) : null;
  return window.stillSince !== null && performance.now() - window.stillSince > ms;
}""".replace("SETTLED", SETTLED)
LATE = 500  # ms: a question that is held back goes out after 300
BLANK = """(roots) => roots.filter((root) => {
  const canvas = root.querySelector(".sg-base");
  if (!canvas) return true;
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) painted += 1;
  return painted < 500;
}).length"""


def open_page(page: Page, path: str) -> None:
    """Go to an address and wait until the page stands."""
    page.goto(path)
    stands(page)


def stands(page: Page) -> None:
    """Wait until a page has run, shows no exception, and every stage on it shows a picture."""
    expect(page.locator("h1, .sg").first).to_be_attached()
    page.wait_for_function(SETTLED)
    expect(page.locator(".stException")).to_have_count(0)
    for stage in page.locator(".sg").all():
        expect(stage).to_have_attribute("data-tick", READY)
        expect(stage.locator(".sg-base").first).to_be_attached()


def is_still(page: Page) -> None:
    """Wait until nothing has run for so long that what is asked too late has been asked, and answered."""
    page.evaluate("() => { window.stillSince = null; }")
    page.wait_for_function(STILL, arg=LATE)


def blank_stages(page: Page) -> int:
    """Return how many stages of a page show nothing, once they had a while to show something."""
    for _ in range(50):
        if not page.locator(".sg").evaluate_all(BLANK):
            break
        page.wait_for_timeout(100)
    return int(page.locator(".sg").evaluate_all(BLANK))
