"""What the server says with every answer, that the Lab stands in a frame of others, and what is kept of a visitor."""

import json
import re
import threading
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import Page, expect

from pages.view.server.headers import HEADERS
from tests.browser.pages import PATHS, open_page
from tests.browser.stage import Stage
from tests.server import ROOT

ANSWERS = (*PATHS, "/_stcore/health", "/app/static/fonts/Inter.woff2", "/api/odds?seed=1", "/api/odds?backoff=99")
KEPT_HERE = re.compile(r"stActiveTheme-.*|stormglass-.*")
SECRET = "Zebrafinch"


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_carries_the_headers(server, path):
    try:
        answer = urllib.request.urlopen(server.url + path, timeout=20)
    except urllib.error.HTTPError as refused:
        answer = refused
    with answer:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_policy_lets_no_script_and_no_request_go_elsewhere():
    rules = dict(rule.split(" ", 1) for rule in HEADERS["Content-Security-Policy"].split("; "))
    assert not any("unsafe" in rules[name] or "*" in rules[name] for name in ("script-src", "connect-src"))
    assert "://" not in HEADERS["Content-Security-Policy"]
    assert "frame-ancestors" not in rules
    assert len(re.findall("sha256-", rules["script-src"])) >= 1


@pytest.fixture
def other_site(server) -> Iterator[str]:
    """A page of another origin that shows the Lab in a frame, as a school's own page would."""
    page = f"<iframe src='{server.url}/lab?seed=8&t=20&embed=true' width=1200 height=900></iframe>".encode()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200 if self.path == "/" else 204)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page if self.path == "/" else b"")

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{site.server_port}/"
        site.shutdown()


def test_the_lab_stands_in_a_frame_of_another_site(page: Page, other_site):
    page.goto(other_site)
    stage = page.frame_locator("iframe").locator(".sg")
    expect(stage).to_have_attribute("data-tick", "20")
    stage.get_by_role("button", name="One minute on", exact=True).click()
    expect(stage).to_have_attribute("data-tick", "21")


def test_of_a_visitor_nothing_is_kept_but_the_choice_of_colours(page: Page, server, tmp_path):
    """Caches are keyed by settings; no address, file name or text of a visitor is written anywhere."""
    before = {file: file.stat().st_mtime_ns for file in files_of_the_server()}
    start = server.log.stat().st_size
    for path in PATHS:
        open_page(page, f"{path}?utm_source={SECRET}")
    stage = Stage(page).open(f"/lab?seed=8&peers={SECRET}")
    file = tmp_path / f"{SECRET}.json"
    file.write_text(json.dumps({"stormglass": 1, "scenario": {"seed": 9, SECRET: SECRET}}))
    stage.root.get_by_text("Data", exact=True).click()
    stage.root.get_by_label("A file of settings").set_input_files(file)
    expect(page).to_have_url(re.compile("seed=9"))
    page.get_by_role("button", name="Switch to dark colours").click()
    expect(stage.root).to_have_attribute("data-theme", "dark")
    kept = page.evaluate("() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert kept
    assert [name for name in kept if not KEPT_HERE.fullmatch(name)] == []
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    assert SECRET not in json.dumps(page.context.storage_state())
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"] != "_streamlit_xsrf"] == []
    assert SECRET.encode() not in server.log.read_bytes()[start:]
    assert {file: file.stat().st_mtime_ns for file in files_of_the_server()} == before


def files_of_the_server():
    """What the server could write in its own folder."""
    ours = (
        file for file in ROOT.rglob("*") if not {".git", ".venv", "node_modules"} & set(file.relative_to(ROOT).parts)
    )
    return [
        file
        for file in ours
        if file.is_file() and not re.search(r"__pycache__|_cache|test-results|\.hypothesis|\.compiled", str(file))
    ]
