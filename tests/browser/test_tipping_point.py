"""The tipping point as a visitor finds it: map, a click on a cell, the address, a phone, work called off."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.cards import PATIENCE, SMALL, card, opened
from tests.browser.stage import Stage


def test_the_map_appears_and_a_click_on_a_cell_plays_that_run_and_is_in_the_link(page):
    stage = opened(page)
    expect(card(page, "map").locator(".pic-sentence")).to_contain_text(re.compile(r"In \d+ of 30 lucks this cluster"))
    area = card(page, "map").locator(".nsewdrag").first.bounding_box()
    page.mouse.click(area["x"] + area["width"] * 3.5 / 9, area["y"] + area["height"] * 0.5 / 11)
    expect(page).to_have_url(re.compile(r"backoff=3"))
    expect(page).to_have_url(re.compile(r"bug_probability=0.01"))
    expect(stage.lever("Backoff")).to_have_value("3")
    expect(stage.root).to_have_attribute("data-playing", "true")


def test_the_keyboard_reaches_a_cell_by_the_table(page):
    stage = opened(page)
    table = card(page, "map").get_by_role("button", name="Show as a table")
    table.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(stage.lever("Backoff")).to_have_value("1")


def test_a_cell_chosen_before_the_stage_has_its_picture_is_played_afterwards(page):
    page.add_init_script("""
      let beside = null;
      globalThis[Symbol.for("stormglass")] = { get beside() { return beside; }, set beside(value) {
        beside = value;
        window.early ??= value.query() === null;
        value?.play({ nodes: "16", volumes_per_node: "4", ticks: "60", backoff: "3" });
      } };
    """)
    stage = Stage(page).open(f"/tipping_point?{SMALL}")
    expect(stage.lever("Backoff")).to_have_value("3")
    expect(stage.root).to_have_attribute("data-playing", "true")
    assert page.evaluate("window.early")


def test_the_choices_are_in_the_address_and_a_reload_finds_the_same(page):
    opened(page)
    card(page, "map").get_by_label("Across").select_option("spare_capacity")
    expect(page).to_have_url(re.compile("map_x=spare_capacity"))
    expect(card(page, "map")).to_have_attribute("data-state", "done", timeout=PATIENCE)
    said = card(page, "map").locator(".pic-sentence").inner_text()
    page.reload()
    Stage(page).ready()
    expect(card(page, "map").get_by_label("Across")).to_have_value("spare_capacity")
    expect(card(page, "map").locator(".pic-sentence")).to_have_text(said, timeout=PATIENCE)
    expect(page).to_have_url(re.compile("map_x=spare_capacity"))


def test_the_map_follows_a_lever(page):
    stage = opened(page, f"{SMALL}&map_x=cut_off_fraction")
    before = card(page, "map").locator(".pic-notice").inner_text()
    stage.lever("Spare capacity").focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("spare_capacity=0.2"))
    expect(card(page, "map")).to_have_attribute("data-state", "done", timeout=PATIENCE)
    expect(card(page, "map").locator(".pic-notice")).not_to_have_text(before, timeout=PATIENCE)


def test_work_can_be_called_off_and_taken_up_again(page):
    opened(page, "nodes=100")
    card(page, "map").get_by_label("Cells").select_option("101")
    cancel = card(page, "map").get_by_role("button", name="Cancel")
    cancel.click(timeout=PATIENCE)
    expect(card(page, "map")).to_have_attribute("data-state", "stopped")
    expect(card(page, "map").get_by_role("button", name="Begin again")).to_be_visible()


def test_a_section_tells_how_far_it_is_and_is_called_off_and_begun_again_by_keyboard(page):
    opened(page, "nodes=400&copy_ticks=7")
    prevent = card(page, "prevent")
    prevent.scroll_into_view_if_needed()
    bar = prevent.get_by_role("progressbar")
    expect(bar).to_have_attribute("aria-valuetext", re.compile(r"^[\d ]+ of [\d ]+ runs played$"), timeout=PATIENCE)
    expect(prevent.locator(".pic-bar-words")).to_have_text(re.compile(r"of [\d ]+ runs played"))
    prevent.get_by_role("button", name="Cancel").focus()
    page.keyboard.press("Enter")
    expect(prevent).to_have_attribute("data-state", "stopped")
    expect(
        prevent.get_by_role("status").filter(has_text="Cancelled before there was anything to show.")
    ).to_be_visible()
    expect(bar).to_be_hidden()
    expect(prevent.get_by_role("button", name="Begin again")).to_be_focused()
    page.keyboard.press("Enter")
    expect(prevent.get_by_role("button", name="Cancel")).to_be_focused()
    expect(prevent).to_have_attribute("data-state", "done", timeout=PATIENCE)
    expect(prevent.locator(".pic-sentence")).to_contain_text("fresh lucks")
    expect(prevent.get_by_role("button", name="Show as a table")).to_be_focused()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_on_a_phone_nothing_goes_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 780})
    opened(page)
    lucks = card(page, "lucks")
    lucks.scroll_into_view_if_needed()
    expect(lucks).to_have_attribute("data-state", "done", timeout=PATIENCE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_choice_that_is_none_is_told(page):
    stage = opened(page, f"{SMALL}&map_fate=doomed")
    note = stage.root.get_by_role("status").filter(has_text="map_fate")
    expect(note).to_contain_text("doomed was ignored and collapsed is used")


def test_a_section_is_worked_out_when_it_comes_into_sight_with_the_usual_settings_too(page):
    opened(page, "")
    lucks = card(page, "lucks")
    expect(lucks).to_have_attribute("data-state", "idle")
    lucks.scroll_into_view_if_needed()
    expect(lucks).to_have_attribute("data-state", "done", timeout=PATIENCE)
    expect(lucks.locator(".pic-sentence")).to_contain_text(re.compile(r"Of 200 lucks, \d+ "))
    expect(card(page, "drift")).to_have_attribute("data-state", "idle")


def test_after_a_restart_in_the_minute_that_is_chosen_the_very_run_opens_in_the_lab(page):
    opened(page, "nodes=16&cut_off_fraction=0.25&bug_probability=0.005")
    trigger = card(page, "trigger")
    trigger.scroll_into_view_if_needed()
    expect(trigger).to_have_attribute("data-state", "done", timeout=PATIENCE)
    trigger.get_by_label("Restart every node in").select_option("90")
    expect(trigger.locator(".pic-sentence")).to_contain_text("have collapsed by minute 90", timeout=PATIENCE)
    trigger.get_by_role("link", name="a throttle").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/lab\?.*do=90:restart_nodes,90:throttle:0\.3.*&t=90&v=1$"))
    Stage(page).ready().at(90)


def test_the_numbers_and_the_picture_are_saved(page):
    opened(page)
    fates = card(page, "map")
    with page.expect_download() as numbers:
        fates.get_by_role("button", name="Save the numbers (CSV)").click()
    rows = numbers.value.path().read_text().strip().splitlines()
    assert rows[0].startswith("backoff,bug_probability,lucks,over,held,raging,collapsed")
    assert len(rows) == 1 + 9 * 11
    assert all(sum(map(int, row.split(",")[3:7])) == int(row.split(",")[2]) for row in rows[1:])
    with page.expect_download() as picture:
        fates.get_by_role("button", name="Save the picture (PNG)").click()
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")


def test_a_question_that_got_lost_is_asked_again(page):
    opened(page)
    page.evaluate("""() => {
      const send = WebSocket.prototype.send;
      window.lost = 0;
      WebSocket.prototype.send = function (...all) { if (window.lost++ > 0) send.apply(this, all); };
    }""")
    drift = card(page, "drift")
    drift.scroll_into_view_if_needed()
    expect(drift).to_have_attribute("data-state", "done", timeout=PATIENCE)
    assert page.evaluate("window.lost") > 1
