"""Same luck, as a person uses it: two clusters, two sets of levers, the minute in which they part."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate
from model.rules.pairs import BUTTERFLIES, PAIRS, butterfly
from model.runs.divergence import divergence
from model.runs.parted import tell_parting
from pages.view.link.pair import pair_query, read_pair
from pages.view.same_luck.protections import combinations, fan
from pages.view.words.message import fact_message
from tests.browser.stage import Stage
from tests.words.speakers import caption_of, english

OPENING = "/same_luck"
PATIENT = "/same_luck?seed=9&right=backoff:5"


@pytest.fixture
def stage(page: Page) -> Stage:
    return Stage(page)


def pair_of(url):
    """Return the two scenarios of an address."""
    asked = read_pair(parse_qs(urlsplit(url).query, keep_blank_values=True))
    assert asked.problems == ()
    return asked.left, asked.right


def in_the_address(stage, left, right):
    """Expect the address to be the link of these two."""
    query = pair_query(left, right)
    stage.page.wait_for_function(SAME_LINK, arg=query)


SAME_LINK = """query => {
  const now = [...new URLSearchParams(location.search)].filter(([name]) => name !== "t" && name !== "v");
  return now.length === Object.keys(query).length && now.every(([name, value]) => query[name] === value);
}"""


def headline(left, right):
    """Return what is said of where these two part."""
    return english(fact_message(*tell_parting(simulate(left), simulate(right)).facts[0]))


def head(stage):
    return stage.root.get_by_role("heading", level=2, name=re.compile("^The two worlds"))


def told(stage, left, right):
    """Expect the sentence over both clusters to be theirs."""
    expect(head(stage)).to_have_text(headline(left, right))


def shows(stage, tick, left, right):
    """Expect both clusters to stand in this minute, each with its own caption."""
    stage.at_both(tick)
    for box, scenario in zip(stage.caption.all(), (left, right), strict=True):
        expect(box).to_contain_text(f"Minute {tick}. {caption_of(simulate(scenario), tick)}")


def test_the_page_says_where_they_part_and_leads_there(stage):
    left, right = PAIRS["jitter"]
    query = "&".join(f"{name}={value}" for name, value in pair_query(left, right).items())
    stage.open(f"{OPENING}?{query}")
    told(stage, left, right)
    found = divergence(simulate(left), simulate(right))
    assert found.seen > found.tick
    stage.button(f"Minute {found.tick}: they part").click()
    shows(stage, found.tick, left, right)
    stage.button(f"Minute {found.seen}: one can see it").click()
    shows(stage, found.seen, left, right)
    expect(stage.page).to_have_url(re.compile(rf"[?&]t={found.seen}(&|$)"))
    stage.page.reload()
    shows(stage.ready(), found.seen, left, right)
    flag = stage.root.get_by_role("button", name=f"the two worlds part here, minute {found.tick}", exact=True)
    flag.click()
    shows(stage, found.tick, left, right)


def test_both_sets_of_levers_by_keyboard(stage):
    stage.open(PATIENT)
    left, right = Scenario(seed=9), Scenario(seed=9, backoff=5)
    told(stage, left, right)
    stage.lever("Spare capacity, left").focus()
    stage.page.keyboard.press("ArrowRight")
    left, right = left.replace(spare_capacity=0.06), right.replace(spare_capacity=0.06)
    expect(stage.lever("Spare capacity, right")).to_have_attribute("aria-valuetext", "6 % spare slots")
    in_the_address(stage, left, right)
    stage.lever("Spare capacity, right").focus()
    stage.page.keyboard.press("ArrowLeft")
    right = right.replace(spare_capacity=0.05)
    in_the_address(stage, left, right)
    expect(stage.root.locator("[aria-live=polite]")).to_have_text(headline(left, right))
    told(stage, left, right)
    expect(stage.lever("Spare capacity, left")).to_have_attribute("aria-valuetext", "6 % spare slots")
    expect(stage.root.locator(".sg-run-name").nth(1)).to_have_text("Right: 5 % spare slots, waits up to 32 minutes")
    stage.page.keyboard.press("Control+z")
    in_the_address(stage, left, left.replace(backoff=5))


def test_a_lever_of_the_left_one_can_pass_the_right_ones_value(stage):
    stage.open("/same_luck?seed=9&right=backoff:2")
    stage.lever("Backoff, left").focus()
    for level in (1, 2, 3):
        stage.page.keyboard.press("ArrowRight")
        in_the_address(stage, Scenario(seed=9, backoff=level), Scenario(seed=9, backoff=2))
    expect(stage.lever("Backoff, right")).to_have_attribute("aria-valuetext", "waits up to 4 minutes")


def test_a_copy_of_the_left_one_never_parts_and_follows_it(stage):
    stage.open(PATIENT)
    stage.button("make both the same").click()
    in_the_address(stage, Scenario(seed=9), Scenario(seed=9))
    expect(head(stage)).to_have_text("The two worlds never part: no volume ever fares differently.")
    expect(stage.button("make both the same")).to_be_disabled()
    stage.lever("Bug, left").focus()
    stage.page.keyboard.press("Home")
    in_the_address(stage, *[Scenario(seed=9, bug_probability=0.0)] * 2)


def test_one_new_luck_for_both(stage):
    stage.open(PATIENT)
    stage.button("new luck").click()
    expect(stage.page).not_to_have_url(re.compile(r"seed=9(&|$)"))
    left, right = pair_of(stage.page.url)
    assert left.seed == right.seed != 9
    told(stage, left, right)


def test_a_pair_to_start_from(stage):
    stage.open(PATIENT)
    button = stage.root.locator(".sg-pair-start").get_by_role("button", name="One cluster, or four cells")
    button.click()
    in_the_address(stage, *PAIRS["cells"])
    told(stage, *PAIRS["cells"])
    expect(button).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("seed", BUTTERFLIES)
def test_the_butterfly_is_shown_where_it_begins_to_matter(stage, seed):
    stage.open(OPENING)
    stage.root.locator(".sg-butterfly").get_by_role("button", name=f"Seed {seed}").click()
    pair = butterfly(seed)
    in_the_address(stage, *pair)
    shows(stage, divergence(*map(simulate, pair)).tick, *pair)
    expect(stage.root.locator(".sg-run-name").nth(1)).to_have_text("Right: 63 spare slots")
    for _ in range(2):
        stage.root.get_by_role("button", name="Show what comes").first.click()
    fates = {"over": "Over", "collapsed": "Collapsed"}
    for box, fate in zip(stage.root.locator(".sg-outcome").all(), BUTTERFLIES[seed], strict=True):
        expect(box).to_contain_text(fates[fate])


def test_the_eight_combinations_follow_the_levers_and_lead_to_their_pair(stage):
    stage.open(PATIENT)
    fans = stage.root.locator(".sg-fan")
    boxes = stage.root.locator(".sg-fans")
    expect(boxes).to_have_attribute("aria-busy", "false")
    expect(fans).to_have_count(8)

    def counted(left, right):
        for box, scenario in zip(fans.all(), combinations(left, right).values(), strict=True):
            over, held, _, collapsed, short = fan(scenario).fates
            for many, verb in ((over, "over"), (held, "held"), (collapsed, "collapsed")):
                if many:
                    expect(box).to_contain_text(f"{many} {verb}")
            if short:
                expect(box).to_contain_text(f"held ({short} short of room)")

    left, right = Scenario(seed=9), Scenario(seed=9, backoff=5)
    counted(left, right)
    stage.lever("Bug, left").focus()
    stage.page.keyboard.press("ArrowLeft")
    left, right = (one.replace(bug_probability=0.0005) for one in (left, right))
    in_the_address(stage, left, right)
    expect(boxes).to_have_attribute("aria-busy", "false")
    counted(left, right)
    expect(stage.root.locator(".sg-fans-words li").first).to_contain_text("Alone, ")
    fans.filter(has_text="Fix + space").click()
    settings = list(combinations(left, right).items())
    which = next(scenario for names, scenario in settings if names == {"fix", "space"})
    in_the_address(stage, settings[0][1].replace(seed=9), which.replace(seed=9))


def test_both_curves_stand_in_one_timeline(stage):
    """The filled area ends where the left one is, the broken line where the right one is."""
    stage.open(f"{PATIENT}&t=60")
    left, right = (simulate(one) for one in (Scenario(seed=9), Scenario(seed=9, backoff=5)))
    shares = [run.series("stuck")[45] / 640 for run in (left, right)]
    found = stage.root.evaluate(COLUMN, 45.5)
    filled, line = found
    assert filled == pytest.approx(shares[0], abs=0.04)
    assert line == pytest.approx(shares[1], abs=0.04)


COLUMN = """(root, minute) => {
  const { palette, dpr, shown } = root.probe();
  const canvas = root.querySelector(".sg-track canvas");
  const { clientWidth: width, clientHeight: high } = root.querySelector(".sg-track");
  const c = canvas.getContext("2d");
  const probe = document.createElement("canvas").getContext("2d");
  const rgb = name => {
    probe.fillStyle = palette[name];
    probe.fillRect(0, 0, 1, 1);
    return [...probe.getImageData(0, 0, 1, 1).data];
  };
  const far = (d, i, to) => [0, 1, 2].reduce((sum, k) => sum + Math.abs(d[i + k] - to[k]), 0);
  const amber = rgb("searching"), ink = rgb("ink");
  let top = null, dark = null;
  for (let shift = -2; shift <= 2; shift += 1) { // a gap of the broken line, a stroke of the hatch
    const x = Math.round((minute / shown) * width * dpr) + shift;
    const { data, height } = c.getImageData(x, 0, 1, canvas.height);
    for (let y = Math.round(20 * dpr); y < height - 3 * dpr; y += 1) {
      if (far(data, y * 4, amber) < 60) top = Math.min(top ?? y, y);
      if (far(data, y * 4, ink) < 60) dark = Math.max(dark ?? 0, y);
    }
  }
  const share = y => (high - 1 - y / dpr) / (high - 19);
  return [share(top), share(dark)];
}"""
TOO_WIDE = """(root, width) => [...root.querySelectorAll("button, p, h2, h3, svg, input, li")]
  .filter(e => e.checkVisibility() && e.getBoundingClientRect().right > width + 1)
  .map(e => `${e.getAttribute("class")} ${e.textContent}`)"""


def test_a_bad_link_is_told_and_the_rest_is_kept(stage):
    stage.open("/same_luck?seed=9&right=backoff:99,jitter:none")
    expect(stage.root.get_by_role("status").first).to_contain_text("right: backoff must be a whole number from 0 to 8")
    told(stage, Scenario(seed=9), Scenario(seed=9, jitter="none"))


def test_the_menu_leads_from_the_lab_to_same_luck(stage):
    stage.open("/lab?seed=9")
    stage.page.get_by_role("button", name="Go deeper").focus()
    stage.page.keyboard.press("Enter")
    stage.page.get_by_role("link", name="Same luck").click()
    expect(stage.page).to_have_url(re.compile("/same_luck"))
    expect(head(stage)).to_be_visible()
    expect(stage.page.get_by_role("button", name="Same luck", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_on_a_phone_nothing_goes_sideways(page, width):
    page.set_viewport_size({"width": width, "height": 780})
    stage = Stage(page).open(f"{PATIENT}&t=17")
    expect(stage.root.locator(".sg-fans")).to_have_attribute("aria-busy", "false")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert stage.root.evaluate(TOO_WIDE, width) == []
    stage.button("One minute on").tap()
    stage.at_both(18)
    for side in ("left", "right"):
        stage.lever(f"Backoff, {side}").scroll_into_view_if_needed()
        expect(stage.lever(f"Backoff, {side}")).to_be_visible()
