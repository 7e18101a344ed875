"""The Lab without a mouse: every operation, a focus that can be seen at every stop, and no trap."""

import re
from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate
from tests.browser.pages import PATHS, open_page
from tests.browser.stage import Stage
from tests.words.speakers import caption_of

LONGEST_WALK = 220
PATIENCE = 120_000  # ms: what sections work out is heavy
STOP = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const looks = (one) => [one, ...one.children].map((part) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
    return [outlineStyle === "none" ? "" : outlineStyle + outlineWidth, boxShadow];
  }).join();
  const name = (one) => one.ariaLabel || one.labels?.[0]?.textContent || one.textContent || one.tagName;
  const named = (one) => one === document.body ? "" : name(one).trim().slice(0, 80);
  const walk = (window.walk ??= { unseen: [], outside: [] });
  const left = walk.node?.isConnected && walk.node !== node;
  if (left && looks(walk.node) === walk.look) walk.unseen.push(named(walk.node));
  const { top, bottom, height } = node.getBoundingClientRect();
  if (node !== document.body && height && (bottom <= 0 || top >= innerHeight)) walk.outside.push(named(node));
  Object.assign(walk, { node, look: looks(node) });
  return named(node);
}"""

PLACE = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  const { top, bottom } = node.getBoundingClientRect();
  const down = document.querySelector("[data-testid=stMain]").scrollTop + scrollY;
  return { name: node.ariaLabel ?? node.textContent, top: top + down, bottom: bottom + down };
}"""


def step(page: Page, key: str = "Tab") -> str:
    """Press a key and return the name of what has the focus then."""
    page.keyboard.press(key)
    return str(page.evaluate(STOP))


def reach(page: Page, name: str, key: str = "Tab") -> str:
    """Press Tab until something of this name has the focus, and return its whole name."""
    seen = []
    for _ in range(LONGEST_WALK):
        seen.append(step(page, key))
        if re.search(name, seen[-1]):
            return seen[-1]
    pytest.fail(f"{name} is not among the stops: {seen}")


def unseen(page: Page) -> list[str]:
    """Return the stops so far at which nothing showed where the focus was, or that lay outside the window."""
    walk = page.evaluate("window.walk")
    return [*walk["unseen"], *walk["outside"]]


def let_cards_be_done(page: Page) -> None:
    """Look at every section that works something out, in a small cluster, until it has: its buttons come with it."""
    if page.locator(".pic").count():
        open_page(page, f"{page.url.partition('?')[0]}?nodes=16&volumes_per_node=4&ticks=60")
    for card in page.locator(".pic").all():
        card.scroll_into_view_if_needed()
        expect(card).to_have_attribute("data-state", re.compile("^(done|refused)$"), timeout=PATIENCE)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PATHS)
def test_the_tab_key_goes_through_the_whole_page_and_out_again(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    open_page(page, path)
    for fold in page.locator("details:visible").all():
        fold.evaluate("fold => { fold.open = true; }")
    let_cards_be_done(page)
    page.evaluate("scrollTo(0, 0)")
    stops = []
    for _ in range(LONGEST_WALK):
        stops.append(step(page))
        if stops[-1] == "" and len(stops) > 1:
            break
    assert stops[-1] == "", "the focus does not leave the page"
    assert len(stops) > 5
    assert unseen(page) == []
    assert step(page, "Shift+Tab") == stops[-2]


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_the_tab_key_goes_down_the_lab(page: Page, width: int):
    page.set_viewport_size({"width": width, "height": 844})
    Stage(page).knows().open("/lab?seed=8&t=25")
    tops = []
    for _ in range(LONGEST_WALK):
        if step(page) == "" and len(tops) > 1:
            break
        tops.append(page.evaluate(PLACE))
    up = [(one, other) for one, other in pairwise(tops) if other["bottom"] < one["top"]]
    assert up == []
    assert tops[-1]["top"] > 3 * tops[1]["bottom"]


@pytest.mark.parametrize("path", PATHS)
def test_links_of_the_bar_lead_to_their_page_in_a_new_tab_too(page: Page, path: str):
    open_page(page, path)
    for name, where in (("Stormglass", "/"), ("Story", "/"), ("Lab", "/lab")):
        link = page.locator(".st-key-bar").get_by_role("link", name=name, exact=True)
        expect(link).to_have_attribute("href", re.compile("."))
        assert urlsplit(link.evaluate("link => link.href")).path == where


def test_the_lab_is_played_changed_and_shared_by_keyboard_alone(page: Page):
    stage = Stage(page).knows().open("/lab?seed=8&t=12")
    said = lambda tick, **more: caption_of(simulate(Scenario(seed=8, **more)), tick)  # noqa: E731

    reach(page, "^Node 0, ")  # inspect a node, and break it
    step(page, "ArrowRight")
    assert step(page, "ArrowDown").startswith("Node 9, ")
    page.keyboard.press("Enter")
    expect(stage.card("Node 9")).to_be_visible()
    assert step(page) == "Close the card"
    assert step(page) == "Break this node at minute 12"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("do=12:crash_node:9"))
    expect(stage.caption).to_contain_text(said(12, actions=((12, "crash_node", 9),)))
    assert step(page, "Shift+Tab") == "Close the card"  # the focus stayed in the card that was filled anew
    assert step(page, "Escape").startswith("Node 9, ")
    expect(stage.root.locator(".sg-card")).to_be_hidden()

    reach(page, "^Model minute$")  # scrub
    for key, tick in (("ArrowRight", 13), ("PageUp", 23), ("Home", 0), ("ArrowRight", 1)):
        step(page, key)
        stage.at(tick)
    step(page, "Shift+ArrowRight")
    stage.at(10)

    reach(page, "^Play$")
    page.keyboard.press("Space")
    expect(stage.root).to_have_attribute("data-playing", "true")
    page.keyboard.press("Space")
    stage.paused()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    stage.at(0)

    for lever, parameter in (("Backoff", "backoff"), ("Bug", "bug_probability"), ("Spare", "spare_capacity")):
        reach(page, f"^{lever}")
        before = stage.lever(lever).get_attribute("aria-valuetext")
        page.keyboard.press("ArrowRight")
        expect(page).to_have_url(re.compile(f"{parameter}="))
        expect(stage.lever(lever)).not_to_have_attribute("aria-valuetext", before or "")
        expect(stage.lever(lever)).to_be_focused()
    expect(stage.lever("Backoff")).to_have_attribute("aria-valuetext", "waits up to 2 minutes")

    reach(page, "^Stop search, from minute")  # act, and take it back
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("do=1:stop_search:1,12:crash_node:9"))
    reach(page, "^Remove: search stopped, minute 1$")
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("stop_search"))
    assert step(page, "Shift+Tab") != ""

    reach(page, r"^seed 8: \w+, in view$", "Shift+Tab")  # read the odds, and take another luck
    expect(stage.root.locator(".sg-odds-line")).to_have_text(
        re.compile(r"^\d+ of 100 clusters with these settings and actions collapse")
    )
    assert step(page, "ArrowRight").startswith("seed 9: ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"[?&]seed=9(&|$)"))

    reach(page, "^Share$", "Shift+Tab")
    page.keyboard.press("Enter")
    expect(stage.root.get_by_role("dialog", name="Share")).to_be_visible()
    expect(stage.root.get_by_role("textbox", name="Link: This run at this moment")).to_have_value(re.compile("seed=9"))
    reach(page, "^Copy link$")
    page.keyboard.press("Enter")
    expect(stage.root.locator(".sg-copied").first).to_have_text(re.compile("^(Copied|Selected)"))
    assert step(page, "Escape") == "Share"
    assert unseen(page) == []
