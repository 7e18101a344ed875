"""The odds as a visitor sees and uses them: the grid of lucks, its sentence, and the strips along the levers."""

import re

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate_many
from model.runs.certainty import wilson
from pages.view.server.odds import stops_of
from pages.view.words.english import per_hundred
from tests.browser.stage import Stage

LAB = "/lab?seed=8&t=30"
WORDS = {
    "over": "over",
    "held": "held, slow",
    "short": "held, short of room",
    "raging": "still raging",
    "collapsed": "collapsed",
}


class Odds:
    """The odds beside a stage."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.stage = Stage(page).knows()
        self.box = page.locator(".sg-odds-box")
        self.lucks = page.get_by_role("group", name=re.compile("^Lucks"))

    def open(self, path: str = LAB) -> "Odds":
        self.stage.open(path)
        return self.whole()

    def whole(self) -> "Odds":
        """Wait until nothing is missing."""
        expect(self.box).to_have_attribute("aria-busy", "false")
        expect(self.page.locator(".sg-odds.stale")).to_have_count(0)
        return self

    def luck(self, seed: int):
        return self.lucks.get_by_role("button", name=re.compile(f"^seed {seed}: "))

    def say(self, scenario: Scenario) -> None:
        """Expect sentence, counts and marks of these settings."""
        fates = endings(scenario, 100)
        collapsed = fates.count("collapsed")
        verb = "collapses" if collapsed == 1 else "collapse"
        low, high = (per_hundred(float(end)) for end in wilson(collapsed, 100))
        expect(self.box).to_contain_text(f"{collapsed} of 100 clusters with these settings {verb}")
        expect(self.box).to_contain_text(f"by minute {scenario.ticks} · 95 % interval: {low}–{high} %")
        for fate in WORDS:
            shown = self.box.locator(f".sg-key-item:has(.sg-fate-{fate}) b")
            expect(shown).to_have_text(str(fates.count(fate)))
        expect(self.lucks.locator("button")).to_have_count(100)
        expect(self.lucks.locator("button[data-fate=unknown]")).to_have_count(0)
        expect(self.lucks.locator("button[data-fate=collapsed]")).to_have_count(collapsed)
        labels = [mark.get_attribute("aria-label") or "" for mark in self.lucks.locator("button").all()]
        assert [label.removesuffix(", in view") for label in labels] == [
            f"seed {seed}: {WORDS[fate]}" for seed, fate in enumerate(fates, 1)
        ]

    def strip(self, lever: str, stop: str, scenario: Scenario) -> None:
        """Expect the text of one stop of a strip."""
        name, _, value = stop.partition("=")
        found = next(one for one in stops_of(scenario) if (one.lever, one.query) == (name, value))
        fates = endings(found.scenario, 30)
        over, held, short, raging, collapsed = (fates.count(fate) for fate in WORDS)
        of_them = f" ({short} short of room)" if short else ""
        told = f"{lever}: of 30, {collapsed} collapse, {raging} rage, {held + short} held{of_them}, {over} over"
        expect(self.page.get_by_role("img", name=told, exact=True)).to_be_visible()


def lucks(scenario, many):
    return [scenario.replace(seed=seed) for seed in range(1, many + 1)]


def endings(scenario, many):
    """Return how each luck ends: its fate, or "short" where it is held for want of room."""
    runs = simulate_many(lucks(scenario, many), series=False)
    ended = zip(runs.fates.tolist(), runs.last("short_of_room").tolist(), strict=True)
    return ["short" if short else fate for fate, short in ended]


@pytest.fixture
def odds(page: Page) -> Odds:
    return Odds(page)


def test_the_odds_come_after_the_picture_and_are_those_of_the_model(odds):
    order = []
    odds.page.on("request", lambda request: "/api/odds" in request.url and order.append(odds.stage.tick))
    odds.open().say(Scenario())
    assert order == [30]  # one question, asked when a picture stood
    odds.strip("backoff 3", "backoff=3", Scenario())
    odds.strip("bug 0.05 %", "bug_probability=0.0005", Scenario())
    odds.strip("spare capacity 8 %", "spare_capacity=0.08", Scenario())
    expect(odds.page.get_by_text("Each strip: how 30 clusters end at that stop.")).to_be_visible()
    expect(odds.page.get_by_role("img", name=re.compile(r": of 30, "))).to_have_count(25)


@pytest.mark.parametrize("width", [1440, 1060, 390])
def test_nothing_jumps_when_odds_arrive_or_change(odds, width):
    odds.page.set_viewport_size({"width": width, "height": 900})
    odds.page.route("**/api/odds*", lambda route: None)  # hangs
    odds.stage.open(LAB)
    expect(odds.box).to_contain_text("– of 100")
    parts = ".sg-lucks, .sg-lever .sg-strip, .sg-slide, .sg-luck-line"
    places = f"""e => [...e.querySelectorAll('{parts}')].map(part => Math.round(
        part.getBoundingClientRect().y - e.querySelector('.sg-side').getBoundingClientRect().y))"""
    before = odds.stage.root.evaluate(places)
    odds.page.unroute("**/api/odds*")
    odds.stage.lever("Spare capacity").press("Home")
    expect(odds.box).to_contain_text("100 of 100 clusters")
    odds.whole()
    assert odds.stage.root.evaluate(places) == before
    odds.stage.lever("Spare capacity").press("End")
    expect(odds.box).to_contain_text("0 of 100 clusters")
    odds.whole()
    assert odds.stage.root.evaluate(places) == before


def test_a_lever_changes_grid_and_strips_and_going_back_asks_nothing(odds):
    odds.open()
    odds.stage.lever("Backoff").press("ArrowRight")
    odds.say(Scenario(backoff=1))
    odds.whole().strip("spare capacity 8 %", "spare_capacity=0.08", Scenario(backoff=1))
    asked = []
    odds.page.on("request", lambda request: "/api/odds" in request.url and asked.append(request.url))
    odds.stage.lever("Backoff").press("ArrowLeft")
    odds.say(Scenario())
    assert asked == []


def test_a_newer_question_drops_the_one_before(odds):
    odds.open()
    failed = []
    odds.page.on("requestfailed", lambda request: failed.append(request.url))
    odds.page.route("**/api/odds?*backoff=2*", lambda route: None)
    odds.stage.lever("Backoff").press("ArrowRight")
    with odds.page.expect_request("**/api/odds?*backoff=2*"):
        odds.stage.lever("Backoff").press("ArrowRight")
    odds.stage.lever("Backoff").press("ArrowRight")
    odds.say(Scenario(backoff=3))
    assert any("backoff=2" in url for url in failed)


def test_a_click_on_a_luck_loads_it(odds):
    odds.open()
    expect(odds.luck(8)).to_have_attribute("aria-pressed", "true")
    odds.luck(12).click()
    expect(odds.page).to_have_url(re.compile(r"[?&]seed=12(&|$)"))
    expect(odds.luck(12)).to_have_attribute("aria-pressed", "true")
    expect(odds.luck(8)).to_have_attribute("aria-pressed", "false")
    odds.stage.at(30)
    odds.say(Scenario())


def test_the_grid_is_one_stop_of_the_tab_key_and_arrows_move_in_it(odds):
    odds.open()
    odds.luck(8).focus()
    keys = odds.page.keyboard
    for key, seed in [("ArrowRight", 9), ("ArrowDown", 34), ("ArrowLeft", 33), ("End", 100), ("Home", 1)]:
        keys.press(key)
        expect(odds.luck(seed)).to_be_focused()
    keys.press("ArrowDown")
    keys.press("Enter")
    expect(odds.page).to_have_url(re.compile(r"[?&]seed=26(&|$)"))
    expect(odds.luck(26)).to_be_focused()
    odds.stage.at(30)
    keys.press("Tab")
    expect(odds.lucks.locator(":focus")).to_have_count(0)


def test_a_luck_beyond_the_grid_is_yours_and_stays_a_click_away(odds):
    odds.open("/lab?seed=4711&t=30")
    yours = odds.page.get_by_role("button", name=re.compile("^seed 4711: .*, yours$"))
    expect(yours).to_have_attribute("aria-pressed", "true")
    expect(odds.lucks.locator("[aria-pressed=true]")).to_have_count(0)
    odds.luck(3).click()
    expect(odds.page).to_have_url(re.compile(r"[?&]seed=3(&|$)"))
    expect(yours).to_have_attribute("aria-pressed", "false")
    yours.click()
    expect(odds.page).to_have_url(re.compile(r"[?&]seed=4711(&|$)"))
    expect(yours).to_have_attribute("aria-pressed", "true")


def test_a_bar_of_a_strip_moves_its_lever_there(odds):
    odds.open()
    odds.page.get_by_role("img", name=re.compile("^backoff 4: ")).click()
    expect(odds.stage.lever("Backoff")).to_have_value("4")
    odds.say(Scenario(backoff=4))


def test_actions_count_in_the_odds(odds):
    odds.open("/lab?do=16:fix_bug:0&seed=8&t=30")
    scenario = Scenario(actions=((16, "fix_bug", 0.0),))
    collapsed = simulate_many(lucks(scenario, 100), series=False).fates.tolist().count("collapsed")
    verb = "collapses" if collapsed == 1 else "collapse"
    expect(odds.box).to_contain_text(f"{collapsed} of 100 clusters with these settings and actions {verb}")


def test_a_large_cluster_says_how_many_lucks_it_has(odds):
    odds.stage.open("/lab?nodes=400&ticks=60&seed=8&t=30")
    expect(odds.box).to_have_attribute("aria-busy", "false")
    expect(odds.box).to_contain_text(re.compile(r"^\d+ of 100 clusters"))
    odds.stage.open("/lab?nodes=400&ticks=240&seed=8&t=30")
    expect(odds.box).to_have_attribute("aria-busy", "false", timeout=60_000)
    expect(odds.box).to_contain_text(re.compile(r"^\d+ of 25 clusters"))
    expect(odds.page.get_by_text("Each strip: how 10 clusters end at that stop.")).to_be_visible()


def test_where_there_are_no_odds_they_stay_away_and_nothing_breaks(page):
    page.route("**/api/odds*", lambda route: route.fulfill(status=200, content_type="text/html", body="<html>"))
    odds = Odds(page)
    odds.stage.open(LAB)
    expect(odds.box).to_be_hidden()
    odds.stage.lever("Backoff").press("ArrowRight")
    expect(page).to_have_url(re.compile("backoff=1"))
    expect(odds.box).to_be_hidden()
    expect(odds.stage.root.locator(".sg-strip").first).to_be_hidden()


@pytest.mark.parametrize("odd", ["no-preference", "reduce"])
def test_marks_turn_over_one_after_the_other_unless_motion_is_reduced(page, odd):
    page.emulate_media(reduced_motion=odd)
    odds = Odds(page).open()
    odds.box.evaluate("""box => {
        window.turned = [];
        new MutationObserver(list => window.turned.push([performance.now(), list.length]))
            .observe(box, { subtree: true, attributes: true, attributeFilter: ["data-fate"] });
    }""")
    odds.stage.lever("Spare capacity").press("End")
    expect(odds.box).to_contain_text("0 of 100 clusters with these settings collapse")
    expect(odds.lucks.locator("button[data-fate=over]")).to_have_count(100)
    turned = page.evaluate("window.turned")
    marks = sum(count for _, count in turned)
    lasted = turned[-1][0] - turned[0][0]
    assert marks > 80
    if odd == "reduce":
        assert len(turned) <= 5  # as the answers come, each at once
    else:
        assert len(turned) > 5
        assert lasted > 0.5 * marks * 8


@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
@pytest.mark.parametrize(("width", "most"), [(390, 8), (320, 10)])
def test_on_a_phone_lucks_are_as_large_as_a_fingertip_needs_and_a_tap_loads_one(page, width, most):
    page.set_viewport_size({"width": width, "height": 780})
    odds = Odds(page).open()
    assert odds.lucks.evaluate("e => new Set([...e.children].map(c => c.offsetTop)).size") <= most
    smallest = "e => Math.min(...[...e.children].map(c => Math.min(c.offsetWidth, c.offsetHeight)))"
    assert odds.lucks.evaluate(smallest) >= 24
    odds.luck(61).scroll_into_view_if_needed()
    odds.luck(61).tap()
    expect(page).to_have_url(re.compile(r"[?&]seed=61(&|$)"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_two_limits_have_strips_of_their_own_once_they_are_looked_at(odds):
    """They are asked for when the further settings are opened, follow the levers, and a stop can be pressed."""
    asked = []
    odds.page.on("request", lambda request: "/api/odds/further" in request.url and asked.append(request.url))
    odds.open()
    further = odds.stage.root.get_by_role("img", name=re.compile("^(request limit|retry budget) "))
    expect(further).to_have_count(0)
    odds.stage.lever("Backoff").press("ArrowRight")
    odds.whole()
    assert asked == []
    odds.stage.root.get_by_text("Further settings", exact=True).click()
    expect(
        odds.stage.root.get_by_role("img", name=re.compile("^(request limit|retry budget) .*: of 30, "))
    ).to_have_count(13)
    assert len(asked) == 1

    def tells(name, stop, scenario):
        over, held, short, raging, collapsed = (endings(scenario, 30).count(fate) for fate in WORDS)
        of_them = f" ({short} short of room)" if short else ""
        told = f"{name}: of 30, {collapsed} collapse, {raging} rage, {held + short} held{of_them}, {over} over"
        expect(odds.page.get_by_role("img", name=told, exact=True)).to_be_visible()

    tells("request limit 3", "3", Scenario(backoff=1, request_limit=3))
    tells("request limit off", "0", Scenario(backoff=1))
    tells("retry budget 0.3", "0.3", Scenario(backoff=1, retry_budget=0.3))
    odds.page.get_by_role("img", name=re.compile("^retry budget 0.3: ")).click()
    expect(odds.page).to_have_url(re.compile(r"[?&]retry_budget=0.3(&|$)"))
    expect(odds.stage.root.get_by_label("Retry budget", exact=True)).to_have_value("0.3")
    odds.say(Scenario(backoff=1, retry_budget=0.3))
    tells("request limit 3", "3", Scenario(backoff=1, retry_budget=0.3, request_limit=3))
    odds.stage.root.get_by_text("In words and tables").click()
    expect(odds.stage.root.locator(".sg-tables").get_by_text("request limit 3", exact=True)).to_be_visible()


def test_what_the_two_limits_cost_stands_beside_them(odds):
    odds.open()
    odds.stage.root.get_by_text("Further settings", exact=True).click()
    odds.stage.root.get_by_role("button", name="what they cost").click()
    for words in (
        "when a node opens all that it is asked; with a limit of 8",
        "when retries cost nothing; with a budget of 1",
    ):
        expect(odds.stage.root.locator(".sg-set .sg-cost").filter(has_text=words)).to_be_visible()
