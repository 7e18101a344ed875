"""Small things that are wrong at a glance: a bullet beside the second line, words that are cut off."""

from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

FIRST_LINES = """e => [...e.querySelectorAll('.sg-told li')].map(li => {
    const range = document.createRange();
    range.selectNodeContents(document.createTreeWalker(li, NodeFilter.SHOW_TEXT).nextNode());
    const mark = document.createElement('span');
    mark.textContent = '\\u200b';
    li.prepend(mark);
    const beside = mark.getBoundingClientRect();
    mark.remove();
    const [first] = range.getClientRects();
    return [beside.top + beside.height / 2, first.top + first.height / 2, li.getBoundingClientRect().height];
})"""


def test_a_bullet_stands_beside_its_first_line(page: Page):
    page.set_viewport_size({"width": 390, "height": 844})
    stage = Stage(page).knows().open("/lab?seed=8&t=240")
    expect(stage.root.locator(".sg-told li").first).to_be_visible()
    lines = stage.root.evaluate(FIRST_LINES)
    assert max(height for _, _, height in lines) > 40  # one of them has two lines
    assert all(abs(bullet - first) < 6 for bullet, first, _ in lines)
