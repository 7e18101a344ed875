"""What comes is hidden until this visit has played a run to its end, or asked."""

import re

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate
from tests.browser.stage import Stage

LUCK = 8
END = simulate(Scenario(seed=LUCK))


@pytest.fixture
def stage(page: Page) -> Stage:
    return Stage(page)


def later_flags(stage: Stage) -> list[str]:
    return stage.root.locator(".sg-flag:visible").evaluate_all("all => all.map(one => one.dataset.tick)")


def test_a_first_visit_sees_nothing_of_what_comes(stage):
    stage.open(f"/lab?seed={LUCK}").at(9)
    expect(stage.root).to_have_attribute("data-future", "hidden")
    assert [tick for tick in later_flags(stage) if int(tick) > 9] == []
    assert stage.timeline.get_attribute("aria-valuemax") == str(END.ticks)
    expect(stage.root.locator("#sg-timeline-told")).to_contain_text("Up to minute 9")
    expect(stage.root.locator(".sg-luck[data-fate=collapsed]").first).to_be_visible()
    expect(stage.root.locator(f".sg-luck[data-seed='{LUCK}']")).to_have_attribute("data-fate", "unknown")
    assert "crash" not in stage.root.get_by_role("group", name="Moments").aria_snapshot()
    stage.root.get_by_text("Data", exact=True).click()
    stage.root.locator(".sg-data button").first.click()
    expect(stage.root.get_by_text("This file tells how the run ends")).to_be_visible()


def test_asking_shows_it_for_this_visit_and_a_link_decides_anew(stage):
    stage.open(f"/lab?seed={LUCK}").at(9)
    stage.button("Show what comes").click()
    expect(stage.root).to_have_attribute("data-future", "faint")
    expect(stage.root.locator(f".sg-luck[data-seed='{LUCK}']")).to_have_attribute("data-fate", END.fate)
    assert [tick for tick in later_flags(stage) if int(tick) > 9]
    stage.open(f"/lab?seed={LUCK}&backoff=2").at(9)
    expect(stage.root).to_have_attribute("data-future", "faint")
    stage.open(f"/lab?seed={LUCK}&future=hidden").at(9)
    expect(stage.root).to_have_attribute("data-future", "hidden")
    stage.lever("Backoff").focus()
    stage.page.keyboard.press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("backoff=1.*future=hidden"))


def test_a_link_can_show_it_to_a_first_visit(stage):
    stage.open(f"/lab?seed={LUCK}&future=shown").at(9)
    expect(stage.root).to_have_attribute("data-future", "faint")


def test_a_run_at_its_end_shows_what_comes(stage):
    stage.open(f"/lab?seed={LUCK}").at(9)
    stage.timeline.focus()
    stage.page.keyboard.press("End")
    expect(stage.root).to_have_attribute("data-future", "faint")


def test_an_open_question_of_the_story_is_not_answered_for_those_who_listen(stage):
    stage.open("/?scene=loop")
    expect(stage.root.get_by_role("button", name="Show me without guessing")).to_be_visible()
    told = stage.root.locator("#sg-timeline-told").text_content() or ""
    minutes = [int(minute) for minute in re.findall(r"minute (\d+)", told)]
    assert minutes
    assert max(minutes) == stage.tick
