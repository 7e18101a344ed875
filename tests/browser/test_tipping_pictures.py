"""The pictures of the page "Tipping point", measured on the screen: where a minute lies, what can be read and fits."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from model import Scenario, simulate
from model.analysis.drift_curve import path
from pages.view.card.colours import DARK_SCALES, SCALES, tone_at
from tests.browser.cards import PATIENCE, SMALL, card, opened
from tests.browser.stage import Stage
from tests.test_theme import READABLE, contrast

PLACE = """({ name, plot, at }) => {  // where a point of a figure lies on the screen, by the range of its axes
  const box = document.querySelectorAll(`.pic[data-card=${name}] .pic-plot`)[plot];
  const { left, top, width, height } = box.querySelector(".nsewdrag").getBoundingClientRect();
  const { xaxis, yaxis } = box._fullLayout;
  const within = (axis, value) => (value - axis.range[0]) / (axis.range[1] - axis.range[0]);
  const [x, y] = [within(xaxis, at[0]), at[1] === null ? 0.5 : Math.min(1, Math.max(0, within(yaxis, at[1])))];
  return [left + x * width, top + (1 - y) * height];
}"""
HEAD = """({ name, plot }) => {  // the middle of what marks the minute
  const head = document.querySelectorAll(`.pic[data-card=${name}] figure`)[plot].querySelector(".pic-head");
  const { left, top, width, height } = head.getBoundingClientRect();
  return head.hidden ? null : [left + width / 2, top + height / 2];
}"""

NUMBERS = """all => all.map(e => {
  const { left, top, width } = e.getBoundingClientRect();
  return [+e.textContent, getComputedStyle(e).fill, left, top, width];
})"""
TEXTS = "[...document.querySelectorAll('.pic[data-card=map] g.textpoint text')].map(e => e.textContent)"
WATCH = """() => {  // looks at every frame whether the map stands there
  const map = document.querySelector(".pic[data-card=map]"), drawing = map.querySelector(".main-svg");
  const watched = window.watched = { frames: 0, blank: 0, same: () => map.querySelector(".main-svg") === drawing };
  const look = () => {
    const image = map.querySelector(".heatmaplayer image");
    watched.frames += 1;
    watched.blank += !image?.href.baseVal || image.getBoundingClientRect().width < 50;
    requestAnimationFrame(look);
  };
  look();
}"""


def near(one, other):
    return one is not None and all(abs(a - b) <= 1.5 for a, b in zip(one, other, strict=True))


def test_the_minute_on_the_stage_is_the_dot_on_the_hill_and_the_line_on_the_other_pictures(page):
    settings = {"bug_probability": "0.0005", "seed": "4"}
    run = simulate(Scenario.from_query(settings)[0])
    before, change = path(run)
    stage = Stage(page).open("/tipping_point?bug_probability=0.0005&seed=4&t=20")
    stage.at(20)
    for name in ("lucks", "hill", "storm", "last"):
        card(page, name).scroll_into_view_if_needed()
        expect(card(page, name)).to_have_attribute("data-state", "done", timeout=PATIENCE)
        expect(card(page, name).locator(".main-svg").first).to_be_attached(timeout=PATIENCE)

    def shown(tick: int) -> None:
        stage.at(tick)
        hill = card(page, "hill")
        hill.scroll_into_view_if_needed()
        if tick == 0:
            expect(hill.locator(".pic-head")).to_be_hidden()
        else:
            x, y = 100 * float(before[tick - 1]), float(change[tick - 1])
            expect(hill.locator(".pic-now")).to_contain_text(f"Minute {tick} of this run begins with {x:.0f} % stuck")
            expect(hill.locator(".pic-now")).to_contain_text(f"change: {y:+.1f} volumes".replace("-", "\N{MINUS SIGN}"))
            place = page.evaluate(PLACE, {"name": "hill", "plot": 0, "at": [x, y]})
            assert near(page.evaluate(HEAD, {"name": "hill", "plot": 0}), place)
        for name in ("lucks", "storm", "last"):
            place = page.evaluate(PLACE, {"name": name, "plot": 0, "at": [tick, None]})
            assert near(page.evaluate(HEAD, {"name": name, "plot": 0}), place)

    shown(20)
    stage.timeline.focus()
    for key, tick in (("ArrowRight", 21), ("ArrowRight", 22), ("ArrowLeft", 21), ("End", 240), ("Home", 0)):
        page.keyboard.press(key)
        shown(tick)
        stage.timeline.focus()
    stage.timeline.scroll_into_view_if_needed()
    line = stage.timeline.bounding_box()
    page.mouse.click(line["x"] + line["width"] * 0.4, line["y"] + line["height"] / 2)
    expect(stage.root).not_to_have_attribute("data-tick", "0")
    shown(stage.tick)


def test_a_dot_goes_when_another_run_is_shown_until_its_own_hill_is_there(page):
    stage = Stage(page).open("/tipping_point?t=30")
    hill = card(page, "hill")
    hill.scroll_into_view_if_needed()
    expect(hill).to_have_attribute("data-state", "done", timeout=PATIENCE)
    expect(hill.locator(".pic-now")).to_contain_text("Minute 30 of this run")
    stage.lever("Backoff").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("backoff=1"))
    run = simulate(Scenario(backoff=1))
    share = round(100 * run.series("stuck")[29] / 640)
    expect(hill.locator(".pic-now")).to_contain_text(
        f"Minute 30 of this run begins with {share} % stuck", timeout=PATIENCE
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("projector", [False, True], ids=["usual", "projector"])
def test_the_numbers_on_the_map_stand_out_on_their_cells_as_they_are_painted(page, scheme, projector):
    page.emulate_media(color_scheme=scheme)
    opened(page, "")
    fates = card(page, "map")
    if projector:
        before = fates.locator(".main-svg").first.bounding_box()["height"]
        page.get_by_role("button", name="Large type for a projector").click()
        page.wait_for_function(
            "before => document.querySelector('.pic[data-card=map] .main-svg').clientHeight > before", arg=before
        )
    fates.scroll_into_view_if_needed()
    scale = (DARK_SCALES if scheme == "dark" else SCALES)["collapsed"]
    numbers = fates.locator("g.textpoint text")
    expect(numbers).to_have_count(99)
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen = set()
    for share, fill, left, top, width in numbers.evaluate_all(NUMBERS):
        spot = (int(left + width / 2), int(top + 1))  # above the digits
        if spot[1] >= picture.height:
            continue
        cell = "#{:02X}{:02X}{:02X}".format(*picture.getpixel(spot))
        ink = "#{:02X}{:02X}{:02X}".format(*map(int, re.findall(r"\d+", fill)[:3]))
        assert contrast(ink, cell) >= READABLE
        assert contrast(cell, tone_at(scale, share / 100)) < 1.1
        seen.add((share, ink))
    assert {share for share, _ in seen} >= {0, 100}
    assert {ink[1] for _, ink in seen} == {"0", "F"}  # dark ones and bright ones


def test_the_map_is_changed_in_place(page):
    stage = opened(page, f"{SMALL}&map_x=cut_off_fraction")
    before = card(page, "map").locator("g.textpoint text").all_text_contents()
    page.evaluate(WATCH)
    stage.lever("Spare capacity").focus()
    page.keyboard.press("End")
    expect(page).to_have_url(re.compile("spare_capacity=0.2"))
    page.wait_for_function(f"before => {TEXTS}.length === 99 && {TEXTS}.join() !== before", arg=",".join(before))
    expect(card(page, "map")).to_have_attribute("data-state", "done", timeout=PATIENCE)
    frames, blank, same = page.evaluate("[watched.frames, watched.blank, watched.same()]")
    assert frames > 3
    assert blank == 0
    assert same


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_a_wide_table_on_a_phone_scrolls_by_itself_under_a_caption_that_can_be_read(page, width):
    page.set_viewport_size({"width": width, "height": 780})
    opened(page)
    for name in ("map", "law"):
        one = card(page, name)
        one.scroll_into_view_if_needed()
        expect(one).to_have_attribute("data-state", "done", timeout=PATIENCE)
        one.get_by_role("button", name="Show as a table").click()
        region = one.get_by_role("region")
        assert region.evaluate("e => e.scrollWidth > e.clientWidth")
        for left in (0, 120, 9_999):
            region.evaluate("(e, left) => { e.scrollLeft = left; }", left)
            outer, inner = region.bounding_box(), region.locator("caption span").bounding_box()
            assert inner["x"] >= outer["x"]
            assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]
        head = region.locator("tbody th").first.bounding_box()
        assert head["width"] <= outer["width"] * 0.5
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth")
