"""The story as a visitor reads it: by keyboard, by finger, with predictions, and into the Lab."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.story import NAMES, PREDICTED, SCENES, SHORT, Story

SIDEWAYS = "document.documentElement.scrollWidth"


@pytest.fixture
def story(page: Page) -> Story:
    return Story(page)


def test_the_front_door_asks_and_a_storm_is_forming(story):
    story.begin()
    expect(story.words.get_by_role("heading", name="How does one wrong turn")).to_be_visible()
    story.plays()
    expect(story.caption).to_contain_text("A network mistake cuts off", timeout=20_000)
    on = story.root.get_by_role("navigation", name="Scenes").get_by_role("button")
    expect(on).to_have_text(["Show me, in three minutes", "The whole story"])
    on.last.click()
    story.tells(NAMES[1])


def test_the_short_way_is_six_scenes_and_the_whole_story_comes_after_it(story):
    story.begin().tells(SHORT[0])
    for number, name in enumerate(SHORT[1:], 2):
        story.page.keyboard.press("ArrowRight")
        story.tells(name)
        expect(story.root.locator(".sg-progress")).to_contain_text(f"{number} of 6")
    expect(story.root.get_by_role("link", name="Now try to stop it")).to_be_visible()
    story.button("The whole story").click()
    story.tells(NAMES[1])
    story.page.keyboard.press("ArrowLeft")
    story.tells(NAMES[0])


def in_order(pick):
    """All scenes, that of the picked protection before the two others."""
    others = [name for name in NAMES if name != pick]
    begin = others.index("which-one") + 1
    return [*others[:begin], pick, *others[begin:]]


def test_the_protection_that_is_picked_plays_first(story):
    story.begin("which-one").tells("which-one")
    story.predictions.filter(has_text="Fix the bug").click()
    story.tells("fix")
    story.plays()
    expect(story.words.get_by_text("You said: Fix the bug")).to_be_visible()
    expect(story.words.get_by_text("one has to know the bug")).to_be_visible()
    for name in ("backoff", "room", "together"):
        story.page.keyboard.press("ArrowRight")
        story.tells(name)
        expect(story.words.get_by_text("You said: ")).to_have_count(0)
    expect(story.words.get_by_role("table", name="The three protections").get_by_role("row")).to_have_count(9)
    for name in ("room", "backoff", "fix", "which-one"):
        story.page.keyboard.press("ArrowLeft")
        story.tells(name)


@pytest.mark.slow
def test_the_whole_story_by_keyboard_ends_in_the_lab_with_the_storm_loaded(story):
    story.begin().tells(NAMES[0])
    keyboard = story.page.keyboard
    picked = {"which-one": "room"}  # the second choice
    story.button("The whole story").click()
    for name in in_order("room")[1 : NAMES.index("end") + 1]:
        if name not in [NAMES[1], *picked.values()]:
            keyboard.press("ArrowRight")
        story.tells(name)
        if name in PREDICTED:
            story.predictions.first.focus()
            keyboard.press("ArrowDown")
            expect(story.predictions.nth(1)).to_be_focused()
            keyboard.press("Enter")
            expect(story.words.get_by_text("You said: ")).to_be_visible()
    expect(story.words.get_by_role("heading", name="What you predicted")).to_be_visible()
    keyboard.press("ArrowLeft")
    story.tells("together")
    keyboard.press("ArrowRight")
    story.tells("end")
    story.root.get_by_role("link", name="Now try to stop it").focus()
    keyboard.press("Enter")
    expect(story.page).to_have_url(re.compile(r"/lab\?seed=71(&|$)"))
    expect(story.lever("Backoff")).to_be_visible()
    story.ready().at(9)


def test_remarks_of_readers_come_after_the_end_and_lead_to_the_lab_too(story):
    story.begin("end").tells("end")
    for name in NAMES[NAMES.index("end") + 1 :]:
        story.page.keyboard.press("ArrowRight")
        story.tells(name)
    story.page.keyboard.press("ArrowRight")
    story.tells(NAMES[-1])
    expect(story.root.get_by_role("link", name="Now try to stop it")).to_be_visible()


def test_a_scene_stops_where_it_ends_and_can_be_played_again(story):
    story.begin("crash").tells("crash")
    story.hurry()
    story.ended("crash")
    story.button("Play again").click()
    story.plays()
    story.ended("crash")


def test_a_prediction_hides_the_future_until_it_is_made(story):
    story.begin("loop").tells("loop")
    begin = SCENES["loop"]["from"]
    expect(story.root).to_have_attribute("data-future", "hidden")
    story.at(begin)
    expect(story.root.get_by_role("button", name="half the nodes down", exact=False)).to_be_hidden()
    story.timeline.focus()
    story.page.keyboard.press("End")
    story.button("Play").first.click()
    story.paused()
    story.at(begin)
    line = story.timeline.bounding_box()
    story.page.mouse.click(line["x"] + line["width"] * 0.9, line["y"] + line["height"] * 0.8)
    story.at(begin)
    story.predictions.filter(has_text="Yes, it fades away").click()
    expect(story.root).to_have_attribute("data-future", "faint")
    story.plays()
    story.hurry()
    expect(story.words.get_by_text("a loop that feeds itself")).to_have_count(0)
    story.ended("loop")
    expect(story.words.get_by_text("This run: No, it grows.")).to_be_visible()
    expect(story.words.get_by_text("a loop that feeds itself")).to_be_visible()


def test_predictions_are_kept_for_the_visit_and_summed_up(story):
    story.begin("space").tells("space")
    story.predictions.nth(1).click()
    story.page.reload()
    story.ready().tells("space")
    expect(story.words.get_by_text("You said: It runs out, comes back, and is gone")).to_be_visible()
    expect(story.words.get_by_text("Just as you said.")).to_be_visible()
    story.page.goto("/lab?seed=71")
    story.ready()
    story.begin("end").tells("end")
    summary = story.words.get_by_role("region", name="Your predictions")
    expect(summary.get_by_role("listitem")).to_have_count(1)
    expect(summary).to_contain_text("and so it came")


def test_who_does_not_want_to_guess_is_shown(story):
    story.begin("which-one").tells("which-one")
    story.button("Show me without guessing").click()
    story.tells("backoff")
    story.plays()
    expect(story.words.get_by_text("Backoff holds the storm")).to_be_visible()
    expect(story.words.get_by_text("You said")).to_have_count(0)


def test_the_loop_is_lit_as_it_happens(story):
    story.begin("loop").tells("loop")
    story.button("Show me without guessing").click()
    story.hurry()
    story.ended("loop")
    arrows = story.root.locator(".sg-loop-arrow")
    run = story.probe()["panels"][0]["crashes"]
    quiet = next(t for t in range(34, 60) if t not in run)
    story.timeline.focus()
    for tick, lit in ((run[run.index(next(t for t in run if t > 40))], 4), (quiet, 1)):
        story.scrub(tick)
        expect(story.root.locator(".sg-loop-arrow.lit")).to_have_count(lit)
    expect(arrows).to_have_count(4)
    expect(story.root.get_by_role("img", name="A loop: volumes search")).to_be_visible()


def test_a_step_needs_no_answer_of_the_server(story):
    story.begin("wrong-turn").tells("wrong-turn")
    story.page.wait_for_function("() => !document.querySelector('[data-asking]')")
    story.page.context.set_offline(True)
    story.page.keyboard.press("ArrowRight")
    story.tells("everyone")
    story.plays()


def test_arrows_step_minutes_where_the_picture_has_the_focus(story):
    story.begin("again").tells("again")
    story.ended("again")
    story.timeline.focus()
    story.page.keyboard.press("ArrowLeft")
    story.at(18)
    story.tells("again")
    expect(story.page).to_have_url(re.compile(r"scene=again&t=18$"))
    story.page.reload()
    story.ready().at(18)
    story.paused()


def test_a_link_to_no_scene_is_told_and_the_story_begins(story):
    story.open("/?scene=%3Cb%3Enope%3C/b%3E")
    expect(story.root.get_by_role("status").filter(has_text="scene must be one of")).to_contain_text("<b>nope</b")
    story.tells(NAMES[0])


def test_the_story_does_not_fill_the_history(story):
    story.page.goto("/lab")
    story.ready()
    length = story.page.evaluate("history.length")
    story.page.get_by_role("link", name="Story", exact=True).click()
    story.tells(NAMES[0])
    for name in SHORT[1:5]:
        story.page.keyboard.press("ArrowRight")
        story.tells(name)
    assert story.page.evaluate("history.length") == length + 1
    story.page.go_back()
    expect(story.page).to_have_url(re.compile("/lab"))
    expect(story.lever("Backoff")).to_be_visible()
    story.page.go_forward()
    story.ready().tells(SHORT[4])


def test_sentences_of_the_paragraph_light_up_when_their_scene_was_seen(story):
    story.begin("crash").tells("crash")
    fold = story.root.locator(".sg-paragraph")
    expect(fold.locator("summary")).to_contain_text("0 of 10 sentences seen")
    story.ended("crash")
    expect(fold.locator("summary")).to_contain_text("1 of 10 sentences seen")
    fold.locator("summary").click()
    fold.locator("li").last.scroll_into_view_if_needed()
    shown, below = (story.root.locator(part).bounding_box() for part in (".sg-show", ".sg-folds"))
    assert shown["y"] + shown["height"] <= below["y"]
    expect(fold.locator("li.seen")).to_contain_text("Each node that failed left more volumes")
    expect(fold.get_by_role("link", name="Amazon’s account")).to_have_attribute("href", re.compile("message/65648"))
    fold.get_by_role("button", name="See it: The wrong turn").click()
    story.tells("wrong-turn")


def test_the_whole_story_stands_as_headed_sections_too(story):
    story.begin()
    story.root.locator(".sg-whole summary").click()
    headings = story.root.locator(".sg-whole").get_by_role("heading", level=2)
    expect(headings).to_have_text([SCENES[name]["title"] for name in NAMES])


def test_a_new_scene_is_heard(story):
    story.begin("mirror").tells("mirror")
    story.page.keyboard.press("ArrowRight")
    expect(story.root.locator("[aria-live=polite]", has_text="Scene 3: A lost copy is replaced.")).to_have_count(1)


@pytest.mark.browser_context_args(reduced_motion="reduce")
def test_with_reduced_motion_nothing_plays_by_itself(story):
    for name in ("start", "again", "april-2011"):
        story.begin("" if name == "start" else name).tells(name)
        story.paused()
        story.at(SCENES[name]["to"])
    story.begin("space").tells("space")
    story.at(SCENES["space"]["from"])
    story.predictions.first.click()
    story.at(SCENES["space"]["to"])
    expect(story.words.get_by_text("This run: It runs out, comes back, and is gone.")).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_on_a_phone_no_scene_goes_sideways_and_the_way_on_is_at_hand(page, width):
    page.set_viewport_size({"width": width, "height": 844})
    story = Story(page).begin()
    main = page.locator("[data-testid=stMain]")
    for name, after in zip(NAMES, [*NAMES[1:], None], strict=True):
        story.tells(name)
        assert page.evaluate(SIDEWAYS) <= width
        assert main.evaluate("e => e.scrollWidth <= e.clientWidth"), name
        if after is None:
            break
        on = story.root.locator(".sg-next-box button").last
        box = on.bounding_box()
        assert box["y"] + box["height"] <= 844
        on.tap()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1280, 720)])
def test_words_picture_and_way_on_stand_on_one_screen(page, width, height):
    page.set_viewport_size({"width": width, "height": height})
    story = Story(page)
    for name in SCENES:
        story.begin(name if name != "start" else "").tells(name)
        for part in (".sg-words > p >> nth=0", ".sg-view", ".sg-track", ".sg-controls", ".sg-next-box"):
            box = story.root.locator(part).first.bounding_box()
            assert box["y"] + box["height"] <= height, (name, part)
