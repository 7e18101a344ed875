"""What is read aloud, what stands in tables, and how the stage looks to those who ask for contrast or own colours."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate
from model.runs.certainty import wilson
from pages.view.words.english import per_hundred
from tests.browser.stage import Stage
from tests.words.speakers import caption_of

STORM = "/lab?seed=8"
ROWS = "table => [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent))"

OTHER_PALETTE = """(root, usual) => new Promise((done) => {
  const look = () => (root.probe().palette.mirrored === usual ? setTimeout(look, 30) : done());
  look();
})"""


@pytest.fixture
def stage(page: Page) -> Stage:
    return Stage(page).knows()


@pytest.fixture(scope="module")
def run():
    return simulate(Scenario(seed=8))


def sentence(run, tick):
    return caption_of(run, tick)


def table(stage, caption):
    """The rows of a table that is named so."""
    found = stage.root.locator("table").filter(has=stage.page.locator("caption", has_text=re.compile(caption)))
    return found.evaluate(ROWS)


def spoken(stage):
    return stage.root.locator("[aria-live=polite]")


def test_the_cluster_stands_as_a_table_and_follows_the_minute(stage, run):
    stage.open(f"{STORM}&t=20").at(20)
    stage.root.get_by_text("In words and tables").click()
    for tick in (20, 21):
        now = run.snapshot(tick)
        down = [n for n in range(64) if not now.up[n]]
        expect(stage.root.locator(".sg-tables")).to_contain_text(f"Nodes in minute {tick}")
        expect(stage.root.locator(".sg-tables")).to_contain_text(f"{len(down)} nodes crashed: ")
        groups = {name: int(many) for name, many, _ in table(stage, f"^Nodes in minute {tick}$")}
        assert groups["crashed"] == len(down)
        assert sum(groups.values()) == 64
        nodes = table(stage, f"^Every node in minute {tick}")
        assert [int(row[0].removeprefix("node ")) for row in nodes if row[1] == "crashed"] == down
        assert [int(row[9]) for row in nodes] == run.closings[tick].tolist()
        stage.button("One minute on").click()


def test_timeline_and_tug_of_war_stand_as_a_sentence_and_a_table(stage, run):
    stage.open(f"{STORM}&t=20").at(20)
    stage.root.get_by_text("In words and tables").click()
    stuck = run.series("stuck")
    worst = int(stuck.argmax())
    told = f"Most volumes are stuck in minute {worst}: {stuck[worst]} of 640."
    expect(stage.root.locator(".sg-tables")).to_contain_text(told)
    assert told in stage.timeline.evaluate("e => e.getRootNode().getElementById('sg-timeline-told').textContent")
    for minute, _, *counts, down in table(stage, "^How many volumes are in each state"):
        names = ("mirrored", "cut_off", "searching", "copying", "offline")
        assert [int(cell) for cell in counts] == [int(run.series(name)[int(minute)]) for name in names]
        assert int(down) == 64 - run.series("nodes_up")[int(minute)]
    before = 0
    for _, stranded, other, relieved, after in table(stage, "^Newly stuck and relieved"):
        assert int(stranded) + int(other) - int(relieved) == int(after) - before
        before = int(after)
    newly, relieved = run.series("newly_stuck")[20], run.series("relieved")[20]
    tug = stage.root.get_by_role("group", name=re.compile("^Tug of war. Minute 20: "))
    expect(tug).to_have_attribute("aria-label", re.compile(f"{newly} volumes are newly stuck and {relieved} relieved"))


def test_the_odds_stand_as_a_sentence_and_a_table(stage):
    stage.open(STORM)
    expect(stage.root.locator(".sg-odds-box")).to_have_attribute("aria-busy", "false")
    stage.root.get_by_text("In words and tables").click()
    ends = {name: int(many) for name, many, _ in table(stage, "^How 100 clusters with these settings end$")}
    assert sum(ends.values()) == 100
    sure = "–".join(per_hundred(float(end)) for end in wilson(ends["collapsed"], 100)) + " %"
    expect(stage.root.locator(".sg-tables")).to_contain_text(
        f"{ends['collapsed']} of 100 clusters with these settings collapse by minute 240 ({sure}):"
    )
    rows = table(stage, "^How 30 clusters end at each stop")
    expect(stage.root.locator(".sg-odds.stale")).to_have_count(0)
    rows = table(stage, "^How 30 clusters end at each stop")
    for row in rows:
        collapse, rage, held, short, over = map(int, row[1:])
        assert collapse + rage + held + over == 30
        assert short <= held
    assert [row[0] for row in rows if row[0].endswith(", now")] == [
        "backoff 0, now",
        "bug 0.1 %, now",
        "spare capacity 5 %, now",
    ]
    first = next(row for row in rows if row[0].startswith("backoff 0"))
    strip = stage.root.get_by_role(
        "group", name=re.compile(f"^Backoff: of 30 clusters {first[1]} collapse at backoff 0, ")
    )
    expect(strip).to_be_visible()


def test_a_step_is_spoken_and_a_lever_with_its_odds(stage, run):
    stage.open(f"{STORM}&t=20").at(20)
    stage.button("One minute on").click()
    expect(spoken(stage)).to_have_text(f"Minute 21. {sentence(run, 21)}")
    stage.lever("Spare").focus()
    stage.page.keyboard.press("End")
    milder = simulate(Scenario(seed=8, spare_capacity=0.2))
    expect(spoken(stage)).to_contain_text(re.compile("0 of 100 clusters with these settings collapse"))
    expect(stage.caption).to_contain_text(sentence(milder, 21))


def test_while_it_plays_only_flags_are_spoken_and_none_talks_over_another(stage, run):
    stage.open(f"{STORM}&t=8").at(8)
    stage.root.evaluate(
        """root => { root.heard = []; const live = root.querySelector("[aria-live]"); new MutationObserver(() => {
          root.heard.push([performance.now(), live.textContent]);
        }).observe(live, { childList: true, characterData: true, subtree: true }); }"""
    )
    stage.root.get_by_role("combobox", name="Speed").select_option("4")
    stage.button("Play").first.click()
    stage.at_least(22)
    heard = stage.root.evaluate("root => root.heard")
    assert heard
    assert all(re.fullmatch(r"Minute \d+: [^.]+\.", text) for _, text in heard)
    for (then, said), (now, _) in pairwise(heard):
        assert now - then >= 400 + len(said) * 60


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_more_contrast_is_painted_too_and_follows_the_system_at_once(page, scheme):
    page.emulate_media(color_scheme=scheme)
    stage = Stage(page).knows().open(f"{STORM}&t=20")
    stage.at(20)
    assert stage.pixels("mirrored") > 200
    usual = stage.root.evaluate("root => root.probe().palette.mirrored")
    page.emulate_media(color_scheme=scheme, contrast="more")
    stage.root.evaluate(OTHER_PALETTE, usual)
    assert stage.pixels("mirrored") > 200


def test_the_systems_own_colours_are_taken(page):
    page.emulate_media(color_scheme="dark", forced_colors="active")
    stage = Stage(page).knows().open(f"{STORM}&t=20")
    stage.at(20)
    colours = stage.root.evaluate("root => [getComputedStyle(root).color, getComputedStyle(root).backgroundColor]")
    assert colours == page.evaluate(
        "() => { const e = document.createElement('p'); document.body.append(e);"
        " e.style.cssText = 'color: CanvasText; background: Canvas';"
        " const { color, backgroundColor } = getComputedStyle(e); e.remove(); return [color, backgroundColor]; }"
    )
    assert stage.pixels("searching") > 50  # the states keep their hue
