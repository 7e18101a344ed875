"""Keys work wherever the focus is, but for what has such keys of its own."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

LAB = "/lab?seed=8&t=20"
HELP = "Keys and help"


@pytest.fixture
def stage(page: Page) -> Stage:
    stage = Stage(page).knows().open(LAB)
    stage.at(20)
    return stage


def plays(stage: Stage) -> None:
    """Expect Space to play, and Space to pause."""
    stage.page.keyboard.press("Space")
    expect(stage.root).to_have_attribute("data-playing", "true")
    stage.page.keyboard.press("Space")
    stage.paused()


def steps(stage: Stage) -> None:
    """Expect the arrows to step, Home and End to jump."""
    for key, tick in (("Home", 0), ("ArrowRight", 1), ("ArrowRight", 2), ("ArrowLeft", 1)):
        stage.page.keyboard.press(key)
        stage.at(tick)


PLACES = {
    "caption": lambda stage: stage.caption.click(),
    "cluster": lambda stage: stage.root.locator(".sg-view").first.click(position={"x": 3, "y": 3}),
    "legend": lambda stage: stage.root.locator(".sg-said").first.click(),
    "odds": lambda stage: stage.root.locator(".sg-odds-line").click(),
    "blank": lambda stage: stage.page.mouse.click(720, 6),
    "strip": lambda stage: stage.root.get_by_role("img", name=re.compile("^backoff 0: ")).click(),
    "luck": lambda stage: stage.root.get_by_role("button", name="seed 8: collapsed, in view").click(),
    "slots": lambda stage: stage.button("Slots").click(),
}


@pytest.mark.parametrize("place", PLACES)
def test_keys_work_after_a_click_anywhere(stage: Stage, place: str):
    PLACES[place](stage)
    plays(stage)
    if place != "luck":  # a grid has arrows of its own
        steps(stage)


def test_a_button_that_the_mouse_pressed_leaves_space_to_play_and_one_of_the_keyboard_keeps_it(stage: Stage):
    stop = stage.root.get_by_role("button", name=re.compile("^Stop search"))
    stop.click()
    expect(stage.page).to_have_url(re.compile("do=20:stop_search:1"))
    plays(stage)
    url = stage.page.url
    assert url.count("stop_search") == 1
    stage.button("One minute on").focus()
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Shift+Tab")
    before = stage.tick
    stage.page.keyboard.press("Space")
    stage.at(before + 1)
    stage.paused()


def test_search_again_by_mouse_leaves_space_to_play(stage: Stage):
    stage.root.get_by_role("button", name=re.compile("^Stop search")).click()
    stage.root.get_by_role("button", name=re.compile("^Search again")).click()
    url = stage.page.url
    plays(stage)
    assert stage.page.url.count("_search") == url.count("_search")


def test_tab_after_a_click_brings_the_keyboard_back(stage: Stage):
    stage.button("Slots").click()
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Space")
    expect(stage.button("Links")).to_have_attribute("aria-pressed", "true")
    stage.paused()


def test_space_that_was_taken_presses_nothing_as_it_comes_up(stage: Stage):
    tells = "() => window.addEventListener('keyup', event => { document.title = `up ${event.defaultPrevented}` })"
    stage.page.evaluate(tells)
    stage.button("Slots").click()
    stage.page.keyboard.press("Space")
    expect(stage.page).to_have_title("up true")
    stage.page.keyboard.press("Space")
    stage.paused()
    stage.page.keyboard.press("Tab")
    stage.page.keyboard.press("Space")
    expect(stage.page).to_have_title("up false")


def test_a_button_of_the_card_that_the_mouse_pressed_leaves_space_to_play(stage: Stage):
    stage.root.locator(".sg-view").first.click(position={"x": 40, "y": 20})
    card = stage.root.locator(".sg-card").first
    card.get_by_role("button", name="Break this node at minute 20").click()
    expect(stage.page).to_have_url(re.compile("do=20:"))
    plays(stage)
    steps(stage)
    plays(stage)


def test_a_luck_that_arrows_went_to_keeps_space(stage: Stage):
    PLACES["luck"](stage)
    stage.page.keyboard.press("ArrowRight")
    stage.page.keyboard.press("Space")
    expect(stage.page).not_to_have_url(re.compile(r"seed=8\b"))
    stage.paused()


def test_sliders_keep_their_arrows_and_leave_space(stage: Stage):
    backoff = stage.lever("Backoff")
    backoff.click(position={"x": 24, "y": 22})
    expect(backoff).to_be_focused()
    stage.page.keyboard.press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("backoff=1"))
    assert stage.tick == 20
    stage.page.keyboard.press("Home")
    expect(stage.page).not_to_have_url(re.compile("backoff="))
    assert stage.tick == 20
    plays(stage)


def test_fields_and_dialogs_keep_their_keys(stage: Stage):
    stage.root.get_by_text("Further settings", exact=True).click()
    field = stage.root.get_by_label("Nodes", exact=True)
    field.click()
    for key in ("Home", "ArrowRight", "End", " ", "v", "?"):
        stage.page.keyboard.press(key)
    assert stage.tick == 20
    stage.paused()
    expect(stage.root.get_by_role("dialog", name="Keys")).to_be_hidden()
    stage.page.mouse.click(720, 6)
    stage.page.keyboard.press("?")
    dialog = stage.root.get_by_role("dialog", name="Keys")
    expect(dialog).to_be_visible()
    dialog.get_by_role("heading").click()
    for key in ("Home", "ArrowRight", "v"):
        stage.page.keyboard.press(key)
    assert stage.tick == 20
    expect(stage.button("Slots")).to_have_attribute("aria-pressed", "true")


def test_a_menu_of_the_page_keeps_its_keys(stage: Stage):
    stage.page.get_by_text("Go deeper").click()
    expect(stage.page.get_by_role("link", name="Same luck")).to_be_visible()
    stage.page.keyboard.press("Escape")
    expect(stage.page.get_by_role("link", name="Same luck")).to_be_hidden()
    plays(stage)


@pytest.mark.parametrize("path", ["/lab?seed=8&t=20", "/same_luck?seed=7&right=backoff:5&t=20"])
def test_a_clicker_jumps_from_flag_to_flag(page: Page, path: str):
    stage = Stage(page).knows().open(path)
    page.mouse.click(720, 6)
    page.keyboard.press("PageDown")
    expect(stage.root).not_to_have_attribute("data-tick", "20")
    later = stage.tick
    assert later > 20
    page.keyboard.press("PageUp")
    expect(stage.root).not_to_have_attribute("data-tick", str(later))
    assert stage.tick < later


def test_a_clicker_turns_scenes(page: Page):
    stage = Stage(page).knows().open("/?scene=space")
    stage.root.locator("h2").first.click()
    page.keyboard.press("PageDown")
    expect(stage.root).not_to_have_attribute("data-scene", "space")
    page.keyboard.press("PageUp")
    expect(stage.root).to_have_attribute("data-scene", "space")
    page.mouse.click(1000, 6)
    page.keyboard.press("ArrowRight")
    expect(stage.root).not_to_have_attribute("data-scene", "space")


def test_beside_a_long_page_the_page_scrolls(page: Page):
    stage = Stage(page).knows().open("/tipping_point?seed=8&t=20")
    stage.at(20)
    page.locator(".st-key-contents").click(position={"x": 4, "y": 4})
    page.keyboard.press("PageDown")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 50")
    assert stage.tick == 20


def test_letters_can_be_switched_off_and_it_stays(stage: Stage):
    stage.page.mouse.click(720, 6)
    stage.page.keyboard.press("v")
    expect(stage.button("Links")).to_have_attribute("aria-pressed", "true")
    stage.root.get_by_role("button", name=HELP).click()
    letters = stage.root.get_by_role("checkbox", name=re.compile("^Keys that are a single letter"))
    letters.uncheck()
    stage.page.keyboard.press("Escape")
    stage.page.keyboard.press("v")
    plays(stage)
    expect(stage.button("Links")).to_have_attribute("aria-pressed", "true")
    stage.open(LAB).at(20)
    stage.page.keyboard.press("v")
    stage.page.keyboard.press("?")
    plays(stage)
    expect(stage.button("Slots")).to_have_attribute("aria-pressed", "true")
    expect(stage.root.get_by_role("dialog", name="Keys")).to_be_hidden()


def test_letters_can_be_switched_off_where_nothing_can_be_stored(page: Page):
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    stage = Stage(page).open(LAB)
    stage.at(20)
    stage.root.get_by_role("button", name=HELP).click()
    stage.root.get_by_role("checkbox", name=re.compile("^Keys that are a single letter")).uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    plays(stage)
    expect(stage.button("Slots")).to_have_attribute("aria-pressed", "true")


def test_escape_in_a_field_closes_the_card_of_a_node(stage: Stage):
    stage.root.get_by_text("Further settings", exact=True).click()
    stage.root.locator(".sg-view").first.click(position={"x": 40, "y": 20})
    stage.root.get_by_label("Nodes", exact=True).focus()
    card = stage.root.locator(".sg-card").first
    expect(card).to_be_visible()
    stage.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


@pytest.mark.parametrize("place", ["caption", "blank", "slots"])
def test_escape_closes_the_card_of_a_node_from_anywhere(stage: Stage, place: str):
    stage.root.locator(".sg-view").first.click(position={"x": 40, "y": 20})
    card = stage.root.locator(".sg-card").first
    expect(card).to_be_visible()
    PLACES[place](stage)
    expect(card).to_be_visible()
    stage.page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_keys_work_in_a_frame(page: Page, server):
    page.goto(f"{server.url}/_stcore/health")
    page.set_content(f'<iframe src="{server.url}{LAB}&embed=true" width="1200" height="800"></iframe>')
    frame = page.frame_locator("iframe")
    root = frame.locator(".sg")
    expect(root).to_have_attribute("data-tick", "20")
    frame.locator(".sg-caption:not(.sg-probe)").click()
    page.keyboard.press("ArrowRight")
    expect(root).to_have_attribute("data-tick", "21")
    page.keyboard.press("Space")
    expect(root).to_have_attribute("data-playing", "true")


def test_keys_work_after_a_tap(browser, server):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, base_url=server.url)
    page = context.new_page()
    stage = Stage(page).knows().open(LAB)
    stage.at(20)
    stage.caption.tap()
    steps(stage)
    stage.button("One minute on").tap()
    stage.at(2)
    plays(stage)
    context.close()
