"""Other screens: another resolution, a finger instead of a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

SHARP = """e => [...e.querySelectorAll('.sg-base, .sg-fx, .sg-track canvas')].map(
    c => Math.round(100 * c.width / c.clientWidth) / 100)"""
NO_RESIZE = "window.addEventListener('resize', event => event.stopImmediatePropagation(), true)"
"""A window that is moved to another screen keeps its size, and so nothing says that it was resized."""


@pytest.mark.parametrize(("width", "sharp"), [(1280, [1, 1.5, 2, 2, 1]), (390, [1, 1.5, 2, 3, 1])])
def test_on_another_screen_the_picture_is_drawn_as_sharply_while_it_rests(page: Page, width, sharp):
    page.set_viewport_size({"width": width, "height": 800})
    page.add_init_script(NO_RESIZE)
    stage = Stage(page).open("/lab?seed=8&t=30")
    stage.at(30)
    screen = page.context.new_cdp_session(page)
    for ratio, drawn in zip([1, 1.5, 2, 3, 1], sharp, strict=True):
        metrics = {"width": width, "height": 800, "deviceScaleFactor": ratio, "mobile": False}
        screen.send("Emulation.setDeviceMetricsOverride", metrics)
        page.wait_for_function(f"devicePixelRatio === {ratio}")
        page.wait_for_function(
            f"e => ({SHARP})(e).every(s => Math.abs(s - {drawn}) < 0.02)", arg=stage.root.element_handle(), timeout=5000
        )
    assert stage.tick == 30


CENTRES = """e => [...e.querySelectorAll('.sg-flag')].filter(f => f.checkVisibility()).map(f => {
    const box = f.getBoundingClientRect();
    return [box.left, box.top, box.width, box.height] })"""


@pytest.mark.parametrize(
    "path", ["/lab?seed=8&t=60", "/lab?seed=8&do=20:stop_search:1,40:stop_search:0&t=60", "/?scene=loop"]
)
@pytest.mark.parametrize("width", [390, 320])
def test_on_a_phone_flags_are_24_pixels_high_and_stand_apart(page: Page, path, width):
    page.set_viewport_size({"width": width, "height": 844})
    stage = Stage(page).knows().open(path)
    expect(stage.root.locator(".sg-flag").first).to_be_visible()
    boxes = stage.root.evaluate(CENTRES)
    assert boxes
    for left, top, wide, high in boxes:
        assert min(wide, high) >= 24
        for other_left, other_top, other_wide, _ in boxes:
            if other_top != top:
                assert abs(other_top - top) >= 23.5
            elif other_left > left:
                assert other_left >= left + wide - 6 or (other_wide, wide) == (24, 24)
