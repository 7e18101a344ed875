"""How smoothly the stage plays: what a real Chromium measures while a storm is on it."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.clock import Row
from tests.browser.find_chromium import find_chromium
from tests.server import serve

SIZES = (64, 400, 1000)
VOLUMES = (10, 20)
FRAMES = 300
"""Frames that are measured, in the midst of a storm."""
STORM = {"seed": 71, "t": 13}
SCREEN = {"width": 1440, "height": 900}
RATE = 1000 / 60
LONGEST = 60_000
RENDERER = """() => {
  const gl = document.createElement("canvas").getContext("webgl");
  const told = gl?.getExtension("WEBGL_debug_renderer_info");
  return told ? gl.getParameter(told.UNMASKED_RENDERER_WEBGL) : null;
}"""
MEASURE = """([root, frames]) => new Promise(done => {
  const look = () => {
    const { times, tick } = root.probe();
    if (times.frames.length < frames && root.dataset.playing === "true") { setTimeout(look, 1000); return; }
    const p95 = list => [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)];
    const [gaps, work] = [times.gaps, times.frames].map(list => list.slice(0, frames));
    done({ gap: p95(gaps), work: p95(work), frames: work.length, tick });
  };
  look();
})"""


def frames() -> Iterator[Row]:
    """The stage playing: 95th percentiles of the time between frames, and of our work in one."""
    path = find_chromium()
    if path is None:
        yield Row(name="stage, between frames", measured=float("nan"), unit="", note="skipped: there is no Chromium")
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        serve(Path(folder) / "server.log") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path)
        for nodes in SIZES:
            for volumes in VOLUMES:
                query = urlencode({**STORM, "nodes": nodes, "volumes_per_node": volumes})
                for links in (False, True):
                    yield from in_browser(browser, f"{server.url}/lab?{query}", nodes, volumes, links)
        browser.close()


def in_browser(browser: Browser, url: str, nodes: int, volumes: int, links: bool) -> Iterator[Row]:
    """Play one storm in one view."""
    page = browser.new_page(viewport=SCREEN)
    page.goto(url)
    root = page.locator(".sg[data-tick='13']")
    root.wait_for(timeout=LONGEST)
    if links:
        page.keyboard.press("v")
        page.wait_for_function("root => root.probe().mix === 1", arg=root.element_handle())
    page.locator(".sg-play").click()
    found = page.locator(".sg").evaluate(f"root => ({MEASURE})([root, {FRAMES}])")
    renderer = renderer_of(page, browser)
    page.close()
    name = f"stage, {nodes} nodes of {volumes}, {'links' if links else 'slots'}"
    told = f"minutes 13 to {found['tick']}; {renderer}"
    yield Row(name=f"{name}: between frames", measured=found["gap"], unit="ms", limit=RATE * 1.05, note=told)
    yield Row(name=f"{name}: work", measured=found["work"], unit="ms", note=f"{found['frames']} frames")


def renderer_of(page: Page, browser: Browser) -> str:
    """Name what paints: the graphics card, or the browser's own software."""
    return page.evaluate(RENDERER) or f"software canvas, headless Chromium {browser.version}"
