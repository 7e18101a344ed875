"""Share: links, codes for phones, frames."""

import re

import pytest
import segno
from playwright.sync_api import Page, expect

from tests.browser.stage import Stage

PATH = re.compile(r"M(\d+),(\d+)h(\d+)v1h-\d+z")


@pytest.fixture
def share(page: Page) -> Stage:
    stage = Stage(page).knows().open("/lab?seed=8&do=20:stop_search:1&t=22")
    stage.at(22)
    stage.button("Share").click()
    return stage


def rows_of(picture):
    d = picture.locator("path").last.get_attribute("d")
    size = int(picture.get_attribute("viewBox").split()[-1]) - 8
    rows = [[0] * size for _ in range(size)]
    for x, y, long in PATH.findall(d):
        for column in range(int(x), int(x) + int(long)):
            rows[int(y) - 4][column - 4] = 1
    return rows


def link_of(stage, title):
    field = stage.root.get_by_label(f"Link: {title}")
    stage.root.get_by_role("img", name="Code of this link").first.wait_for()
    return field.input_value()


def test_the_link_is_the_address_at_this_moment(share):
    link = link_of(share, "This run at this moment")
    assert link.split("/lab")[1] == share.page.url.split("/lab")[1]
    assert link.endswith("/lab?seed=8&do=20:stop_search:1&t=22&v=1")


def test_the_codes_say_what_the_links_say(share):
    for number, title in enumerate(["This run at this moment", "Everyone gets their own luck"]):
        link = link_of(share, title)
        picture = share.root.locator(".sg-qr-code").nth(number)
        assert rows_of(picture) == [list(row) for row in segno.make_qr(link, error="m").matrix]


def test_a_link_for_everyone_deals_a_luck_of_ones_own(share):
    link = link_of(share, "Everyone gets their own luck")
    assert link.endswith("/lab?do=20:stop_search:1&seed=any&v=1")
    share.page.goto("/lab?" + link.split("?")[1])
    share.ready()
    seen = [int(re.search(r"seed (\d+)", share.root.locator(".sg-luck-line").inner_text())[1])]
    share.page.goto("/")
    share.page.goto("/lab?" + link.split("?")[1])
    share.ready()
    seen.append(int(re.search(r"seed (\d+)", share.root.locator(".sg-luck-line").inner_text())[1]))
    assert seen[0] != seen[1]


def test_another_host_goes_into_link_and_code(share):
    before = link_of(share, "This run at this moment")
    host = share.root.get_by_label("Where it is served")
    host.fill("storm.example:9000")
    host.press("Tab")
    field = share.root.get_by_label("Link: This run at this moment")
    expect(field).to_have_value(before.replace(before.split("/")[2], "storm.example:9000"))


def test_a_link_is_copied_on_plain_http_too(share):
    share.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    link = link_of(share, "This run at this moment")
    share.root.get_by_role("button", name="Copy link").first.click()
    expect(share.root.get_by_text("Copied.", exact=True).first).to_be_visible()
    field = share.root.get_by_label("Link: This run at this moment")
    assert field.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)") == link


def test_a_code_grows_for_the_last_row_and_escape_closes(share):
    code = share.root.get_by_role("button", name=re.compile("^Code: This run"))
    link_of(share, "This run at this moment")
    small = code.bounding_box()["width"]
    code.click()
    assert code.bounding_box()["width"] > 1.5 * small
    code.click()
    share.page.keyboard.press("Escape")
    expect(share.root.get_by_role("dialog", name="Share")).to_be_hidden()


def test_a_frame_shows_the_same_run(share):
    link = link_of(share, "This run at this moment")
    share.root.get_by_text("A frame for your own page").click()
    code = share.root.get_by_label("Code of the frame").input_value()
    assert f'src="{link.replace("&", "&amp;")}&amp;embed=true"' in code
    share.page.goto(link[link.index("/lab") :] + "&embed=true")
    share.ready().at(22)


def test_a_link_of_newer_rules_stays_as_it_is_until_something_is_changed(page: Page):
    """It says so, moments are written into it, Share shares it, and the first changed setting makes it one of ours."""
    stage = Stage(page).knows().open("/lab?seed=8&backoff=1&quorum=2&t=20&v=7")
    stage.at(20)
    expect(stage.root.get_by_text("v 7: made with newer rules; this may be another run").first).to_be_visible()
    stage.button("One minute on").click()
    kept = re.compile(r"/lab\?seed=8&backoff=1&quorum=2&v=7&t=21$")
    expect(page).to_have_url(kept)
    stage.button("Share").click()
    assert kept.search(link_of(stage, "This run at this moment"))
    page.keyboard.press("Escape")
    stage.lever("Backoff").press("ArrowRight")
    expect(page).to_have_url(re.compile(r"backoff=2.*v=1"))
    assert "quorum" not in page.url


def test_an_address_that_is_no_page_says_so_and_leads_on(browser, server):
    page = browser.new_page()
    page.goto(f"{server.url}/labb")
    expect(page.get_by_role("heading", name="There is no page labb")).to_be_visible()
    page.get_by_role("link", name="Lab", exact=True).click()
    expect(page).to_have_url(re.compile("/lab($|[?])"))
    page.goto(f"{server.url}/Lab?seed=8&t=20")
    expect(page).to_have_url(re.compile(r"/lab\?seed=8&t=20"))
    page.close()


def test_a_link_keeps_the_place_where_the_app_is_served(share):
    """As it is written: https, and the path; a frame from http is warned of, one from https is not."""
    link_of(share, "This run at this moment")
    place = share.root.get_by_label("Where it is served")
    share.root.get_by_text("A frame for your own page").click()
    warning = share.root.get_by_text("This address begins with http.")
    expect(warning).to_be_visible()
    place.fill("https://uni.example/storm/")
    place.press("Tab")
    field = share.root.get_by_label("Link: This run at this moment")
    expect(field).to_have_value(re.compile("^https://uni.example/storm/lab[?]seed=8"))
    expect(place).to_have_value("https://uni.example/storm")
    expect(warning).to_be_hidden()
    share.root.get_by_role("radio", name="Everyone gets their own luck").check()
    code = share.root.get_by_label("Code of the frame")
    expect(code).to_have_value(re.compile('src="https://uni.example/storm/lab[?][^"]*seed=any[^"]*embed=true"'))


def test_the_address_stands_under_a_large_code(share):
    link = link_of(share, "This run at this moment")
    share.root.get_by_role("button", name=re.compile("^Code: This run")).click()
    expect(share.root.locator(".sg-share-address").first).to_have_text(link.split("//")[1])
    expect(share.root.locator(".sg-share-address").first).to_be_in_viewport(ratio=1)


def test_large_type_travels_only_where_the_sharer_ticks_it(share):
    share.page.keyboard.press("Escape")
    share.page.get_by_role("button", name="Large type for a projector").click()
    share.button("Share").click()
    assert "large" not in link_of(share, "This run at this moment")
    share.root.get_by_role("checkbox", name="With large type, for a projector").check()
    expect(share.root.get_by_label("Link: This run at this moment")).to_have_value(re.compile("large=1"))
    expect(share.root.get_by_label("Link: Everyone gets their own luck")).to_have_value(re.compile("seed=any.*large=1"))


def test_a_link_with_large_type_opens_so_and_it_can_be_turned_off(page: Page):
    stage = Stage(page).open("/lab?seed=8&t=20&large=1")
    expect(stage.root).to_have_attribute("data-projector", "true")
    page.get_by_role("button", name="Large type for a projector").click()
    expect(stage.root).to_have_attribute("data-projector", "false")
    stage.lever("Backoff").press("ArrowRight")
    expect(page).to_have_url(re.compile("backoff=1"))
    expect(stage.root).to_have_attribute("data-projector", "false")
    assert "large" not in page.url


def test_the_view_travels_in_the_link(page: Page):
    stage = Stage(page).open("/lab?seed=8&t=20")
    stage.button("Links").click()
    expect(page).to_have_url(re.compile("view=links"))
    stage.open("/lab?seed=8&t=20&view=links")
    expect(stage.button("Links")).to_have_attribute("aria-pressed", "true")
    stage.button("Slots").click()
    expect(page).not_to_have_url(re.compile("view="))


def test_a_section_is_scrolled_to_where_its_link_is_opened(page: Page):
    stage = Stage(page).open("/tipping_point?seed=8#hill")
    heading = page.get_by_role("heading", name="The hill")
    expect(heading).to_be_in_viewport()
    stage.root.evaluate("e => e.scrollIntoView()")
    stage.button("Share").click()
    assert link_of(stage, "This run at this moment").endswith("#hill")


@pytest.mark.parametrize("path", ["/?scene=loop", "/tipping_point", "/same_luck", "/lab"])
def test_every_page_can_be_shared(page: Page, path):
    stage = Stage(page).open(path)
    stage.button("Share").click()
    link = link_of(stage, "This run at this moment")
    assert ("scene=loop" in link) == ("scene=loop" in path)
    luck = stage.root.get_by_label("Link: Everyone gets their own luck")
    expect(luck).to_be_hidden() if "scene" in path else expect(luck).to_be_visible()
