"""A visitor without a plan: clicks, drags, types, goes back, reloads. The same number makes the same visit."""

from contextlib import suppress
from random import Random

from playwright.sync_api import Error, Page

from tests.pages.link.test_fuzz_links import random_link

KEYS = (
    *("Space", "Enter", "Escape", "Tab", "Shift+Tab", "Home", "End", "PageUp", "PageDown", "ArrowLeft", "ArrowRight"),
    *(
        "ArrowUp",
        "ArrowDown",
        "Shift+ArrowRight",
        "Shift+ArrowLeft",
        "[",
        "]",
        "v",
        "?",
        "Control+z",
        "Control+Shift+z",
    ),
)
TEXTS = ("0", "7", "-3", "1e9", "0.5", "999999", "abc", "<b>x</b>", "", "١٢", "16")
SIZES = ((1440, 900), (390, 780), (320, 640), (820, 1100), (1920, 1080))
KINDS = "a[href], button, summary, select, input, textarea, canvas, [role=slider], [tabindex='0']"
FIND = """() => {
  const found = [];
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      if (!node.matches(KINDS)) continue;
      if (node.host && node.host !== location.host) continue;
      const { width, height } = node.getBoundingClientRect();
      if (width > 1 && height > 1 && node.checkVisibility?.({ visibilityProperty: true })) found.push(node);
    }
  };
  look(document);
  return found;
}""".replace("KINDS", f'"{KINDS}"')
PLACE = """([number, across, down]) => {
  const found = (FIND)();
  if (!found.length) return null;
  const node = found[Math.floor(number * found.length)];
  node.scrollIntoView({ block: "center" });
  const box = node.getBoundingClientRect();
  return [box.left + box.width * across, box.top + box.height * down];
}""".replace("FIND", FIND)
CHOOSE = """(number) => {
  const menus = (FIND)().filter((node) => node.matches("select"));
  if (!menus.length) return;
  const menu = menus[Math.floor(number * menus.length)];
  menu.selectedIndex = Math.floor(number * 997) % menu.options.length;
  menu.dispatchEvent(new Event("change", { bubbles: true }));
}""".replace("FIND", FIND)

STAY = """addEventListener("click", (event) => {
  if (event.composedPath().some((node) => node.tagName === "A" && node.host && node.host !== location.host))
    event.preventDefault();
}, true);"""
"""A source that is cited lies elsewhere: its link is a way out of the visit, also for Tab and Enter."""

# As the keyboard does; but Chromium never answers to a text for a page that is just being left.
WRITE = "(text) => document.execCommand('insertText', false, text)"


class Monkey:
    """One visit, made from its number; ``did`` tells it step by step."""

    def __init__(self, page: Page, number: int) -> None:
        self.page, self.luck, self.did = page, Random(f"monkey {number}"), list[str]()
        page.context.add_init_script(STAY)

    def visit(self, pages: list[str], steps: int) -> None:
        """Open a page, and do whatever comes to mind; the empty page before the first is no page to go back to."""
        self.follow(self.luck.choice(pages))
        self.page.context.new_cdp_session(self.page).send("Page.resetNavigationHistory")
        deeds = (self.click, self.click, self.click, self.press, self.press, self.drag, self.type, self.choose)
        rare = (self.go_back, self.go_forward, self.reload, self.resize, self.scroll, lambda: self.follow("/lab"))
        for _ in range(steps):
            deed = self.luck.choice(rare) if self.luck.random() < 0.2 else self.luck.choice(deeds)
            with suppress(Error):  # what it aimed at may be gone meanwhile: that is how people click
                deed()
            if self.luck.random() < 0.3:
                self.page.wait_for_timeout(self.luck.randrange(250))

    def note(self, *words: object) -> None:
        """Keep what was done, for whoever has to find out."""
        self.did.append(" ".join(map(str, words)))

    def somewhere(self) -> tuple[float, float] | None:
        """Return a point on something that can be used."""
        luck = self.luck
        found = self.page.evaluate(PLACE, [luck.random(), luck.uniform(0.1, 0.9), luck.uniform(0.1, 0.9)])
        return tuple(found) if found else None

    def click(self) -> None:
        """Click on something, sometimes twice."""
        if place := self.somewhere():
            self.note("click", *map(round, place))
            self.page.mouse.click(*place, click_count=self.luck.choice((1, 1, 1, 2)))

    def drag(self) -> None:
        """Press on something and let go elsewhere."""
        if place := self.somewhere():
            self.note("drag", *map(round, place))
            self.page.mouse.move(*place)
            self.page.mouse.down()
            self.page.mouse.move(
                place[0] + self.luck.randint(-300, 300), place[1] + self.luck.randint(-60, 60), steps=5
            )
            self.page.mouse.up()

    def press(self) -> None:
        """Press a key some times."""
        key = self.luck.choice(KEYS)
        self.note("press", key)
        for _ in range(self.luck.choice((1, 1, 2, 6))):
            self.page.keyboard.press(key)

    def type(self) -> None:
        """Click somewhere and type."""
        self.click()
        text = self.luck.choice(TEXTS)
        self.note("type", repr(text))
        self.page.keyboard.press("Control+a")
        self.page.evaluate(WRITE, text)
        self.page.keyboard.press("Enter")

    def choose(self) -> None:
        """Choose something from a menu."""
        number = self.luck.random()
        self.note("choose", number)
        self.page.evaluate(CHOOSE, number)

    def follow(self, path: str) -> None:
        """Open an address, mostly of a link that somebody spoilt."""
        if self.luck.random() < 0.7:
            path = f"{path}?{random_link(self.luck.randrange(10_000))}"
        self.note("follow", path)
        self.page.goto(path)

    def go_back(self) -> None:
        """Go back."""
        self.note("back")
        self.page.go_back()

    def go_forward(self) -> None:
        """Go forward."""
        self.note("forward")
        self.page.go_forward()

    def reload(self) -> None:
        """Reload."""
        self.note("reload")
        self.page.reload()

    def resize(self) -> None:
        """Turn the phone, or take another one."""
        width, height = self.luck.choice(SIZES)
        self.note("resize", width, height)
        self.page.set_viewport_size({"width": width, "height": height})

    def scroll(self) -> None:
        """Turn the wheel."""
        self.note("scroll")
        self.page.mouse.wheel(0, self.luck.randint(-900, 900))
