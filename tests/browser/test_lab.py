"""The Lab as a visitor uses it, with a real mouse and a real keyboard."""

import re

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate
from tests.browser.pages import is_still
from tests.browser.stage import Stage
from tests.words.speakers import caption_of

STORM = "/lab?seed=8"


def sentence(tick, **settings):
    return caption_of(simulate(Scenario(**settings)), tick)


def arrived_in_the_lab(stage):
    expect(stage.page).to_have_url(re.compile("/lab"))
    expect(stage.page.get_by_role("heading", name="How does one wrong turn")).to_have_count(0)
    stage.ready()


@pytest.fixture
def stage(page: Page) -> Stage:
    return Stage(page).knows()


def test_a_visitor_opens_the_lab_presses_play_and_sees_the_storm(stage):
    stage.open(STORM).at(9)
    stage.paused()
    calm = stage.picture()
    stage.button("Play").first.click()
    expect(stage.root).to_have_attribute("data-playing", "true")
    expect(stage.caption).to_contain_text("A network mistake cuts off")
    expect(stage.caption).to_contain_text("crash", timeout=30_000)
    stage.button("Pause").first.click()
    stage.paused()
    assert stage.tick > 14
    assert stage.picture() != calm
    assert f"t={stage.tick}" in stage.page.url


def test_a_lever_moved_by_keyboard_changes_picture_sentence_and_address(stage):
    stage.open(f"{STORM}&t=30").at(30)
    expect(stage.caption).to_contain_text(sentence(30, seed=8))
    before = stage.picture()
    stage.lever("Backoff").focus()
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("ArrowRight")
    expect(stage.caption).to_contain_text(sentence(30, seed=8, backoff=2))
    expect(stage.lever("Backoff")).to_have_attribute("aria-valuetext", "waits up to 4 minutes")
    expect(stage.lever("Backoff")).to_be_focused()
    stage.at(30)
    assert stage.picture() != before
    expect(stage.page).to_have_url(re.compile(r"[?&]backoff=2(&|$)"))
    expect(stage.page).to_have_url(re.compile(r"[?&]seed=8(&|$)"))


def test_a_lever_changes_the_picture_while_it_is_dragged(stage):
    stage.open(f"{STORM}&t=30").at(30)
    handle = stage.lever("Spare capacity").bounding_box()
    stage.page.mouse.move(handle["x"] + handle["width"] * 0.27, handle["y"] + handle["height"] / 2)
    stage.page.mouse.down()
    stage.page.mouse.move(handle["x"] + handle["width"] * 0.98, handle["y"] + handle["height"] / 2, steps=12)
    expect(stage.caption).to_contain_text(sentence(30, seed=8, spare_capacity=0.2))
    stage.page.mouse.up()
    expect(stage.page).to_have_url(re.compile("spare_capacity=0.2"))


def test_pause_step_both_ways_and_scrub(stage):
    stage.open(f"{STORM}&t=20").at(20)
    stage.button("One minute on").click()
    stage.at(21)
    stage.button("One minute back").click()
    stage.button("One minute back").click()
    stage.at(19)
    stage.timeline.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.at(20)
    stage.page.keyboard.press("Home")
    stage.at(0)
    line = stage.timeline.bounding_box()
    stage.page.mouse.click(line["x"] + line["width"] * 0.5, line["y"] + line["height"] * 0.8)
    assert stage.tick > 20
    expect(stage.caption).to_contain_text(sentence(stage.tick, seed=8))


def test_the_space_key_plays_and_pauses(stage):
    stage.open(STORM)
    stage.page.locator("body").press("Space")
    expect(stage.root).to_have_attribute("data-playing", "true")
    stage.page.locator("body").press("Space")
    stage.paused()


def test_reloading_the_address_finds_the_same_sentence_at_the_same_minute(stage):
    stage.open(STORM)
    stage.lever("Bug").focus()
    stage.page.keyboard.press("ArrowLeft")
    expect(stage.page).to_have_url(re.compile("bug_probability=0.0005"))
    stage.timeline.focus()
    for _ in range(8):
        stage.page.keyboard.press("ArrowRight")
    stage.at(17)
    said = stage.caption.inner_text()
    expect(stage.page).to_have_url(re.compile(r"[?&]t=17(&|$)"))
    stage.page.reload()
    stage.ready().at(17)
    assert stage.caption.inner_text() == said


def test_the_address_does_not_fill_the_history_and_back_goes_back(stage):
    stage.page.goto("/")
    stage.ready()
    length = stage.page.evaluate("history.length")
    stage.page.get_by_role("link", name="Lab", exact=True).click()
    arrived_in_the_lab(stage)
    stage.lever("Backoff").focus()
    for _ in range(3):
        stage.page.keyboard.press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("backoff=3"))
    stage.timeline.focus()
    stage.page.keyboard.press("ArrowRight")
    stage.at(10)
    assert stage.page.evaluate("history.length") == length + 1
    stage.page.go_back()
    expect(stage.page).to_have_url(re.compile(r"/$"))
    stage.ready()
    stage.page.go_forward()
    expect(stage.page).to_have_url(re.compile("backoff=3"))
    expect(stage.lever("Backoff")).to_have_value("3")
    stage.ready().at(10)


def test_actions_in_a_link_are_played(stage):
    stage.open("/lab?do=12:stop_search:1&seed=8&t=20").at(20)
    expect(stage.caption).to_contain_text("The search is stopped")
    expect(stage.root.get_by_role("button", name="search stopped, minute 12", exact=True)).to_be_visible()


def test_a_bad_link_is_told_and_the_rest_is_kept(stage):
    stage.open("/lab?backoff=99&peers=%3Cb%3Ex%3C/b%3E&seed=8&t=16&utm_source=mail").at(16)
    note = stage.root.get_by_role("status").filter(has_text="backoff")
    expect(note).to_contain_text("backoff must be a whole number from 0 to 8; 99 was ignored and 0 is used")
    expect(note).to_contain_text("<b>x</b> was ignored")
    expect(note).not_to_contain_text("utm_source")
    expect(stage.caption).to_contain_text(sentence(16, seed=8))


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_on_a_phone_nothing_goes_sideways_and_it_plays(page, width):
    page.set_viewport_size({"width": width, "height": 780})
    stage = Stage(page).knows().open(f"{STORM}&t=20")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    stage.button("One minute on").tap()
    stage.at(21)
    stage.lever("Backoff").scroll_into_view_if_needed()
    expect(stage.lever("Backoff")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_stage_follows_the_colours_of_the_system(page, scheme):
    page.emulate_media(color_scheme=scheme)
    stage = Stage(page).knows().open(STORM)
    expect(stage.root).to_have_attribute("data-theme", scheme)


def test_the_button_in_the_bar_switches_the_colours(stage):
    stage.open(STORM)
    expect(stage.root).to_have_attribute("data-theme", "light")
    stage.page.get_by_role("button", name="Switch to dark colours").click()
    expect(stage.root).to_have_attribute("data-theme", "dark")
    expect(stage.page.get_by_role("button", name="Switch to light colours")).to_be_visible()


def test_a_luck_that_is_dealt_stays_with_its_visitor(stage):
    stage.open("/lab?backoff=1&seed=any")
    expect(stage.page).to_have_url(re.compile(r"[?&]seed=\d+(&|$)"))
    dealt = re.search(r"seed=(\d+)", stage.page.url)[1]
    stage.page.reload()
    stage.ready()
    expect(stage.page).to_have_url(re.compile(rf"[?&]seed={dealt}(&|$)"))


def test_who_leaves_in_mid_play_comes_back_to_the_moment(stage):
    stage.open(f"{STORM}&t=20").at(20)
    stage.page.keyboard.press(" ")
    expect(stage.page).to_have_url(re.compile(r"[?&]t=(2[3-9]|[3-9]\d)(&|$)"), timeout=30_000)
    left = int(re.search(r"t=(\d+)", stage.page.url)[1])
    stage.page.reload()
    stage.ready()
    assert stage.tick >= left


def test_the_lab_pressed_in_the_lab_changes_nothing(stage):
    stage.open(f"{STORM}&backoff=2&t=30").at(30)
    stage.page.get_by_role("link", name="Lab", exact=True).click()
    stage.page.get_by_role("link", name="Stormglass", exact=True).hover()
    stage.at(30)
    expect(stage.page).to_have_url(re.compile("backoff=2"))
    expect(stage.lever("Backoff")).to_have_value("2")


def test_the_lab_is_as_one_left_it(stage):
    stage.open(f"{STORM}&t=30").at(30)
    stage.lever("Backoff").press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("backoff=1"))
    stage.page.get_by_role("link", name="Story", exact=True).click()
    expect(stage.page).to_have_url(re.compile(r"/(\?|$)"))
    stage.page.get_by_role("link", name="Lab", exact=True).click()
    arrived_in_the_lab(stage)
    expect(stage.lever("Backoff")).to_have_value("1")
    expect(stage.page).to_have_url(re.compile("seed=8"))


def test_a_lever_stands_between_its_stops_where_a_link_says_so(stage):
    stage.open(f"{STORM}&bug_probability=0.0007&t=30").at(30)
    bug = stage.lever("Bug")
    expect(bug).to_have_attribute("aria-valuetext", re.compile(r"^0\.07 %"))
    assert 8 < float(bug.input_value()) < 9
    expect(
        stage.root.locator(
            "#sg-lever-bug_probability >> xpath=ancestor::*[contains(@class,'sg-lever')][1] >> .sg-odds.now"
        )
    ).to_have_count(0)
    bug.press("ArrowLeft")
    expect(stage.page).to_have_url(re.compile("bug_probability=0.0005"))
    expect(bug).to_have_value("8")
    stage.open(f"{STORM}&bug_probability=0.0007&t=30").at(30)
    bug.press("ArrowRight")
    expect(stage.page).not_to_have_url(re.compile("bug_probability"))
    expect(bug).to_have_value("9")


@pytest.mark.parametrize("way", ["link", "back"])
def test_a_lever_moved_while_the_page_is_being_left_does_not_blank_the_next(stage, way):
    stage.page.goto("/")
    stage.ready()
    stage.page.get_by_role("link", name="Lab", exact=True).click()
    arrived_in_the_lab(stage)
    expect(stage.lever("Backoff")).to_be_visible()
    story = stage.page.get_by_role("link", name="Story", exact=True).element_handle()
    stage.root.evaluate(LEAVE_AND_ASK, [way, story])
    expect(stage.page).to_have_url(re.compile(r"/(\?.*)?$"))
    expect(stage.lever("Backoff")).to_have_count(0)
    is_still(stage.page)
    stage.ready()


LEAVE_AND_ASK = """(root, [way, link]) => {
  const input = root.querySelector(".sg-lever input");
  if (way === "back") history.back(); else link.click();
  const ask = () => { input.value = 3; input.dispatchEvent(new Event("input")); };
  if (way === "back") addEventListener("popstate", () => setTimeout(ask), { once: true }); else ask();
}"""


HOSTILE = {
    "markup": "backoff=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "a huge number": f"seed={'9' * 400}",
    "no number": "bug_probability=NaN&spare_capacity=-Infinity",
    "repeats": "&".join(f"backoff={level}" for level in range(40)),
    "unknown names": "&".join(f"%3Cscript%3E{k}=1" for k in range(60)),
    "nested actions": "do=" + "20:add_capacity:" * 30 + "1,((((,::::,1:crash_node:1:crash_node:1",
    "a long value": f"jitter={'z' * 100_000}",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_link_is_told_and_shows_the_usual_run(stage, kind):
    alerts = []
    stage.page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    stage.open(f"/lab?{HOSTILE[kind]}&t=16").at(16)
    note = stage.root.locator(".sg-note")
    expect(note).to_be_visible()
    expect(note.locator("img, script")).to_have_count(0)
    expect(stage.caption).to_contain_text(sentence(16))
    assert not alerts


def test_back_and_forward_in_a_hurry_still_show_the_lab(stage):
    stage.page.goto("/")
    stage.ready()
    stage.page.get_by_role("link", name="Lab", exact=True).click()
    arrived_in_the_lab(stage)
    for hurry in range(0, 240, 20):  # ms: also while the story is asked for, and while it is being mounted
        before = stage.lever("Backoff").input_value()
        stage.lever("Backoff").press("ArrowRight" if before == "0" else "ArrowLeft")
        expect(stage.lever("Backoff")).not_to_have_value(before)
        expect(stage.root).not_to_have_attribute("data-asking", re.compile(""))
        stage.page.go_back()
        stage.page.wait_for_timeout(hurry)  # the hurry itself
        stage.page.go_forward()
        expect(stage.lever("Backoff")).to_be_visible()
        is_still(stage.page)
        expect(stage.lever("Backoff")).to_be_visible()
