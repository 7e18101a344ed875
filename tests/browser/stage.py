"""The stage as a person sees it: words for the tests of `tests/browser`."""

import base64
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

READY = re.compile(r"^\d+$")


class Stage:
    """One stage on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.root = page.locator(".sg")

    def open(self, path: str) -> "Stage":
        """Go to an address and wait for the first picture."""
        self.page.goto(path)
        return self.ready()

    def knows(self) -> "Stage":
        """Let the visit be one that has seen how a run ends; before a page is opened."""
        self.page.add_init_script("try { sessionStorage.setItem('stormglass-future', 'shown') } catch {}")
        return self

    def ready(self) -> "Stage":
        """Wait until a picture stands."""
        expect(self.root).to_have_attribute("data-tick", READY)
        return self

    @property
    def tick(self) -> int:
        """The minute that is shown."""
        return int(self.root.get_attribute("data-tick") or -1)

    @property
    def caption(self) -> Locator:
        """The sentence above the cluster."""
        return self.root.locator(".sg-caption:not(.sg-probe)")

    def button(self, name: str) -> Locator:
        """A button by its name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def lever(self, name: str) -> Locator:
        """One of the three levers."""
        return self.root.get_by_role("slider", name=name)

    @property
    def timeline(self) -> Locator:
        """The scrubber."""
        return self.root.get_by_role("slider", name="Model minute")

    def at(self, tick: int) -> None:
        """Expect the stage to show this minute."""
        expect(self.root).to_have_attribute("data-tick", str(tick))
        if tick:
            expect(self.caption).to_contain_text(f"Minute {tick}.")

    def at_least(self, tick: int) -> None:
        """Wait until the stage has come so far."""
        minute = "|".join(str(t) for t in range(tick, tick + 60))
        expect(self.root).to_have_attribute("data-tick", re.compile(f"^({minute})$"), timeout=60_000)

    def at_both(self, tick: int) -> None:
        """Expect the clock of two runs to show this minute."""
        expect(self.root).to_have_attribute("data-tick", str(tick))

    def paused(self) -> None:
        """Expect nothing to move."""
        expect(self.root).to_have_attribute("data-playing", "false")

    def picture(self) -> bytes:
        """The cluster as it is painted."""
        return self.root.locator("canvas").first.screenshot()

    def key(self) -> dict[str, str]:
        """What the key lists, with its numbers ("" where it only names a shape)."""
        items = self.root.locator(".sg-run").first.locator(".sg-key-item")
        read = "items => items.map(i => [i.lastChild.textContent, i.querySelector('b').textContent])"
        return dict(items.evaluate_all(read))

    def drawn(self) -> dict[str, int]:
        """How many slots of each kind stand painted."""
        return dict(self.probe()["panels"][0]["drawn"])

    def probe(self) -> dict[str, Any]:
        """What the stage tells tests of itself (`probe` in `index.js`)."""
        return dict(self.root.evaluate("root => root.probe()"))

    def scrub(self, tick: int) -> None:
        """Click on the timeline where this minute lies, under its flags."""
        box = self.timeline.bounding_box()
        assert box
        across = box["width"] * tick / self.probe()["shown"]
        self.page.mouse.click(box["x"] + min(across, box["width"] - 1), box["y"] + box["height"] - 3)

    def pixels(self, colour: str) -> int:
        """How many pixels of the cluster have a colour of the palette, within a shade."""
        return int(self.root.evaluate(COUNT_PIXELS, colour))

    def spot(self, node: int) -> tuple[float, float]:
        """The middle of a node's tile on the screen."""
        x, y = self.root.evaluate(FIND_TILE, node)
        return x, y

    def card(self, name: str) -> Locator:
        """The card of a node, or of a chain."""
        return self.root.get_by_role("dialog", name=name)

    def facts(self, name: str) -> dict[str, str]:
        """The rows of a card."""
        rows = "e => [...e.querySelectorAll('dl div')].map(d => [d.firstChild.textContent, d.lastChild.textContent])"
        return dict(self.card(name).evaluate(rows))

    def take(self, picture: bytes) -> "Stage":
        """Hand the stage a picture as the feed would."""
        text = base64.b64encode(picture).decode()
        self.page.evaluate(
            'text => globalThis[Symbol.for("stormglass")].take(Uint8Array.from(atob(text), c => c.charCodeAt(0)))', text
        )
        return self


COUNT_PIXELS = """(root, name) => {
  const probe = document.createElement("canvas").getContext("2d");
  probe.fillStyle = getComputedStyle(root).getPropertyValue(`--sg-${name}`);
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  const canvas = root.querySelector(".sg-base");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const far = i => Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b);
  let many = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 250 && far(i) < 12) many += 1;
  return many;
}"""
FIND_TILE = """(root, node) => {
  const { left, top } = root.querySelector(".sg-view").getBoundingClientRect();
  const { x, y, w, h } = root.probe().panels[0].tiles[node];
  return [left + x + w / 2, top + y + h / 2];
}"""
