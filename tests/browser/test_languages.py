"""Stage and cards speak a language that nobody speaks: nothing of it stands in code, and longer words break nothing."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route

from pages.view.server.stage_modules import joined
from pages.view.words.made import written
from pages.view.words.pseudo import LANGUAGE
from tests.browser.cards import card, opened
from tests.browser.stage import Stage

WORDS = re.compile(r"export const words = (.*);\n")
SAID = """(root) => {
  const told = [];
  const NAMED = ["aria-label", "title", "placeholder", "aria-valuetext"];
  const prose = ".sg-words, .sg-folds, style, script, .sg-share input, .sg-share textarea";
  const walk = (node) => {
    if (node.nodeType === Node.TEXT_NODE) told.push(node.textContent);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches(prose)) return;
    for (const name of NAMED) told.push(node.getAttribute(name) ?? "");
    for (const child of node.childNodes) walk(child);
  };
  walk(root);
  return [...new Set(told.map((text) => text.trim()).filter(Boolean))];
}"""
ENGLISH = re.compile(r"(?<![\w(])[A-Za-z]{3,}(?!\w)")
NOT_WORDS = {"and"}
"""The browser knows how its language lists things; this one borrows from English."""
WIDER = """(root) => [document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ...[...root.querySelectorAll("button, .sg-lever-words, .sg-caption, .sg-odds-words")]
    .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 2 && node.clientWidth > 0
      && getComputedStyle(node).overflow !== "visible")
    .map((node) => node.className)]"""
PATHS = [
    "/lab?seed=8&t=20&v=1",
    "/lab?seed=8&do=20:stop_search:1&t=30&v=1",
    "/same_luck?seed=7&right=backoff:5&t=42&v=1",
    "/?scene=crash",
]


def foreign(route: Route) -> None:
    """Answer with the script that is asked for, with the words of the language that nobody speaks."""
    (ours,) = WORDS.findall(written("en"))
    (odd,) = WORDS.findall(written(LANGUAGE))
    script = joined(Path(urlsplit(route.request.url).path).stem)
    assert ours in script
    route.fulfill(body=script.replace(ours, odd), content_type="text/javascript")


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", PATHS)
def test_every_word_of_the_stage_is_a_message_and_longer_ones_find_room(page: Page, path: str, width: int):
    page.set_viewport_size({"width": width, "height": 900})
    page.route("**/api/stage/*/stage.js", foreign)
    page.goto(path)
    stage = Stage(page).ready()
    for summary in stage.root.locator("summary:visible").all():
        summary.click()
    stage.root.locator("table, .sg-fold[open] li").first.wait_for()
    told = stage.root.evaluate(SAID)
    assert len(told) > 60
    english = {text for text in told if set(ENGLISH.findall(text)) - NOT_WORDS}
    assert english == set()
    over, *cut_off = stage.root.evaluate(WIDER)
    assert over <= 0
    assert cut_off == []


def test_what_every_card_has_is_a_message(page: Page):
    page.route("**/api/stage/*/card.js", foreign)
    opened(page)
    fates = card(page, "map")
    fates.locator(".pic-tools .pic-button").first.click()
    cell = fates.locator(".pic-cell").first.get_attribute("aria-label")
    bar = fates.locator(".pic-bar").get_attribute("aria-label")
    buttons = fates.locator(".pic-button, .pic-notice h3").all_text_contents()
    assert len(buttons) == 6
    assert [text for text in [*buttons, bar, cell.rpartition(". ")[2]] if ENGLISH.search(text)] == []
