"""The stage plays a recorded frame on a plain page from a plain file server: no Streamlit, no question."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from model import Scenario, simulate
from pages.view.server.stage_modules import FOLDER
from pages.view.wire.frame import Picture, encode
from pages.view.words.made import module
from tests.browser.stage import Stage

SHEETS = "".join(f'<link rel="stylesheet" href="stage/styles/{path.name}">' for path in (FOLDER / "styles").iterdir())
PAGE = f"""<!doctype html><html lang="en"><title>Replay</title>{SHEETS}
<div class="sg" data-theme="light"></div>
<script type="module">
  import {{ replay }} from "./stage/hosts/replay/mount.js";
  replay(document.querySelector(".sg"), "frame.bin");
</script></html>"""


class Quiet(SimpleHTTPRequestHandler):
    """A file server without a log."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(tmp_path: Path):
    module("en")  # is kept where the page looks for it
    run = simulate(Scenario(seed=8))
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "frame.bin").write_bytes(encode([run], Picture(query=run.scenario.to_query(), tick=20)))
    (tmp_path / "stage").symlink_to(FOLDER)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_recorded_frame_plays_without_any_server(browser: Browser, site: str):
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site)
    stage = Stage(page).ready()
    stage.at(20)
    run = simulate(Scenario(seed=8))
    assert stage.key()["mirrored"] == str(int(run.series("mirrored")[20]))
    for name in ("Share", "Open a file of settings", "what they cost"):
        expect(stage.button(name)).to_have_count(0)
    expect(stage.root.get_by_role("slider", name="Backoff")).to_have_count(0)
    stage.button("Play").first.click()
    stage.at_least(22)
    page.keyboard.press("End")
    stage.paused()
    assert errors == []
    page.close()
