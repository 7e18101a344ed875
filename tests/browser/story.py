"""The story as a person meets it: words for the tests of `tests/browser`."""

import re

from playwright.sync_api import Locator, expect

from pages.view.story.header import story
from tests.browser.stage import Stage

SCENES = {scene["name"]: scene for scene in story()["scenes"]}
NAMES = [name for name, scene in SCENES.items() if scene["way"] != "short"]
SHORT = [name for name, scene in SCENES.items() if scene["way"] != "whole"]
SPEEDS = 6
PREDICTED = [name for name, scene in SCENES.items() if scene["question"]]


class Story(Stage):
    """The story, on its page."""

    def begin(self, scene: str = "") -> "Story":
        """Open a scene by its link."""
        self.open(f"/?scene={scene}" if scene else "/")
        return self

    @property
    def words(self) -> Locator:
        """What is told beside the picture."""
        return self.root.get_by_role("region", name="The story")

    @property
    def predictions(self) -> Locator:
        """The choices of a prediction."""
        return self.root.locator(".sg-choice")

    def tells(self, name: str) -> None:
        """Expect a scene: its words, its run, and its link."""
        scene = SCENES[name]
        expect(self.words.get_by_role("heading", name=scene["title"], exact=True)).to_be_visible()
        seed = scene["query"].get("seed", "1")
        expect(self.root.locator(".sg-luck-line b")).to_have_text(f"seed {seed}")
        link = rf"[?&]scene={name}(&|$)" if name != NAMES[0] else r"/(\?.*)?$"
        expect(self.page).to_have_url(re.compile(link))
        self.page.wait_for_function(SHOWS, arg=[name, scene["query"], scene["shows"]])

    def plays(self) -> None:
        """Expect it to play."""
        expect(self.root).to_have_attribute("data-playing", "true")

    def hurry(self) -> None:
        """Play at the greatest speed from now on: a scene that is full of events takes less time than by itself."""
        for _ in range(SPEEDS):
            self.page.keyboard.press("]")

    def ended(self, name: str) -> None:
        """Expect the scene to have stopped where it ends."""
        expect(self.root).to_have_attribute("data-scene", name)
        expect(self.root).to_have_attribute("data-playing", "false", timeout=60_000)
        end = min(SCENES[name]["to"], self.probe()["panels"][0]["last"])
        expect(self.root).to_have_attribute("data-tick", str(end))


SHOWS = """([name, query, shows]) => {
  const find = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.classList.contains("sg")) return node;
      const inside = node.shadowRoot && find(node.shadowRoot);
      if (inside) return inside;
    }
    return null;
  };
  const shown = find(document)?.probe?.();
  const same = (a, b) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
  return shown?.scene === name && same(shown.query, query) && shown.shown === shows;
}"""
"""A scene and its own run are shown."""
