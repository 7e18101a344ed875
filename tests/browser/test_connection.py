"""A server that goes away and comes back, or is another one: told, and mended without losing anything."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.stage import Stage
from tests.browser.test_stage import sentence
from tests.server import serve

STORM = "/lab?seed=71&t=30"
TOLD = "The connection to the server is lost"


@pytest.fixture
def visitor(browser: Browser, browser_context_args):
    """A page without a witness, as a lost connection is an error on the console."""
    context = browser.new_context(**{**browser_context_args, "base_url": None})
    page = context.new_page()
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    yield page
    context.close()
    assert not errors


@pytest.mark.slow
def test_a_restarted_server_is_told_of_and_goes_on_with_settings_and_moment(visitor, tmp_path):
    stage = Stage(visitor)
    note = stage.root.get_by_role("status").filter(has_text=TOLD)
    with serve(tmp_path / "first.log") as first:
        port = urlsplit(first.url).port
        stage.open(first.url + STORM).at(30)
        stage.lever("Backoff").focus()
        visitor.keyboard.press("ArrowRight")
        expect(stage.caption).to_contain_text(sentence(30, seed=71, backoff=1))
        stage.root.evaluate("root => { root.sameAsBefore = true; }")
    expect(note).to_be_visible()
    expect(note).to_contain_text("your settings and this moment are kept")
    stage.button("One minute on").click()
    stage.at(31)
    stage.lever("Backoff").focus()
    visitor.keyboard.press("ArrowRight")  # asks nobody
    expect(stage.lever("Backoff")).to_have_attribute("aria-valuetext", "waits up to 4 minutes")
    expect(visitor.get_by_role("dialog").filter(has_text="Connection error")).to_have_count(0)
    with serve(tmp_path / "second.log", port=port) as second:
        expect(stage.root).to_have_attribute("data-connection", "there", timeout=60_000)
        expect(note).to_have_count(0)
        expect(stage.caption).to_contain_text(f"Minute 31. {sentence(31, seed=71, backoff=2)}")
        expect(visitor).to_have_url(re.compile(r"backoff=2&seed=71&t=31"))
        visitor.keyboard.press("ArrowRight")
        expect(stage.caption).to_contain_text(f"Minute 31. {sentence(31, seed=71, backoff=3)}")
        assert stage.root.evaluate("root => root.sameAsBefore")
        assert "Traceback" not in second.log.read_text()
