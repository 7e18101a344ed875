"""Acting in mid-storm, undo, presets and files, as a visitor does it."""

import json
import re
from time import monotonic

import pytest
from playwright.sync_api import Page, expect

from model import Scenario, simulate
from model.rules.presets import PRESETS
from model.runs.measures import MEASURES
from tests.browser.stage import Stage
from tests.words.speakers import caption_of

STORM = "/lab?seed=8"
STOP = (20, "stop_search", 1)
ADD = (20, "add_capacity", 0.05)


def sentence(tick, **settings):
    return caption_of(simulate(Scenario(seed=8, **settings)), tick)


def doing(value):
    return re.compile(rf"[?&]do={re.escape(value)}(&|$)")


@pytest.fixture
def stage(page: Page) -> Stage:
    return Stage(page).knows()


def drawn(stage):
    return stage.root.evaluate("e => JSON.stringify(e.probe().panels.map(p => p.drawn))")


def does(stage, name):
    stage.root.get_by_role("group", name="Levers").wait_for()
    stage.root.get_by_role("button", name=re.compile(f"^{name}.*, from minute")).click()


def test_the_search_is_stopped_in_mid_storm_and_let_go_on(stage):
    stage.open(f"{STORM}&t=20").at(20)
    expect(stage.root.get_by_text("changes this run from minute 20 on")).to_be_visible()
    does(stage, "Stop search")
    expect(stage.page).to_have_url(doing("20:stop_search:1"))
    expect(stage.caption).to_contain_text(sentence(20, actions=(STOP,)))
    stage.at(20)
    stage.button("One minute on").click()
    does(stage, "Search again")
    expect(stage.page).to_have_url(doing("20:stop_search:1,21:stop_search:0"))
    expect(stage.root.get_by_role("button", name=re.compile("^Stop search"))).to_be_visible()


def test_an_action_is_removed_and_the_old_run_is_back(stage):
    stage.open(f"{STORM}&t=30").at(30)
    expect(stage.caption).to_contain_text(sentence(30))
    before = drawn(stage)
    does(stage, "Add capacity")
    expect(stage.page).to_have_url(doing("30:add_capacity:0.05"))
    expect(stage.caption).to_contain_text(sentence(30, actions=((30, "add_capacity", 0.05),)))
    assert drawn(stage) != before
    stage.root.get_by_role("button", name="Remove: +5 % slots, minute 30").click()
    expect(stage.caption).to_contain_text(sentence(30))
    expect(stage.page).not_to_have_url(re.compile("do="))
    stage.at(30)
    expect(stage.root.get_by_role("button", name=re.compile("^Remove"))).to_have_count(0)
    assert drawn(stage) == before


def test_two_actions_of_one_minute_keep_their_order(stage):
    stage.open(f"{STORM}&t=40").at(40)
    does(stage, "Restart nodes")
    expect(stage.page).to_have_url(doing("40:restart_nodes"))
    does(stage, "Stop search")
    expect(stage.page).to_have_url(doing("40:restart_nodes,40:stop_search:1"))
    stage.page.keyboard.press("Home")
    stage.at(0)
    does(stage, "Cut again")
    expect(stage.page).to_have_url(doing("1:cut_off:5,40:restart_nodes,40:stop_search:1"))


def test_the_value_of_an_action_is_chosen_by_keyboard(stage):
    stage.open(f"{STORM}&t=20").at(20)
    how = stage.root.get_by_role("combobox", name="Fix the bug: how much")
    how.select_option("50 %")
    act = stage.root.get_by_role("button", name="Fix the bug, 50 %, from minute 20 on")
    act.focus()
    stage.page.keyboard.press("Enter")
    expect(stage.page).to_have_url(doing("20:fix_nodes:0.5"))
    expect(stage.root.get_by_role("button", name="fix on 50 %, minute 20", exact=True)).to_be_visible()


def test_a_link_with_actions_finds_the_same_run_again(stage):
    stage.open(f"{STORM}&do=20:stop_search:1,20:add_capacity:0.05&t=22").at(22)
    expect(stage.caption).to_contain_text(sentence(22, actions=(STOP, ADD)))
    expect(stage.root.get_by_role("button", name=re.compile("^Remove"))).to_have_count(2)
    address = stage.page.url
    said = stage.caption.inner_text()
    stage.page.reload()
    stage.ready().at(22)
    assert stage.caption.inner_text() == said
    assert stage.page.url == address


def test_more_than_twenty_actions_are_refused_in_a_sentence(stage):
    many = ",".join(f"{tick}:restart_nodes" for tick in range(20, 40))
    stage.open(f"{STORM}&do={many}&t=41").at(41)
    expect(stage.root.locator(".sg-act-full")).to_have_text(re.compile("^A run holds 20 actions at most."))
    stage.root.get_by_role("button", name=re.compile("^Stop search")).click(force=True)
    expect(stage.page).to_have_url(doing(many))
    stage.root.get_by_role("button", name=re.compile("^Remove")).first.click()
    expect(stage.root.locator(".sg-act-full")).to_be_hidden()
    does(stage, "Stop search")
    expect(stage.page).to_have_url(re.compile("41:stop_search:1"))


def test_every_change_can_be_undone_and_done_again(stage):
    stage.open(f"{STORM}&t=30").at(30)
    stage.lever("Backoff").focus()
    stage.page.keyboard.press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("backoff=1"))
    does(stage, "Stop search")
    expect(stage.page).to_have_url(doing("30:stop_search:1"))
    stage.button("new luck").click()
    expect(stage.page).not_to_have_url(re.compile(r"seed=8(&|$)"))
    expect(stage.button("undo: new luck")).to_be_visible()
    stage.button("undo: new luck").click()
    expect(stage.page).to_have_url(re.compile(r"seed=8(&|$)"))
    expect(stage.button("undo: Stop search, minute 30")).to_be_visible()
    stage.page.locator("body").press("Control+z")
    expect(stage.page).not_to_have_url(re.compile("do="))
    stage.button("undo: Backoff").click()
    expect(stage.caption).to_contain_text(sentence(30))
    expect(stage.page).not_to_have_url(re.compile("backoff="))
    expect(stage.button("undo: Backoff")).to_have_count(0)
    stage.page.locator("body").press("Control+Shift+z")
    expect(stage.page).to_have_url(re.compile("backoff=1"))
    expect(stage.lever("Backoff")).to_have_value("1")


def test_one_drag_of_a_lever_is_one_undo(stage):
    stage.open(f"{STORM}&t=30").at(30)
    stage.lever("Spare capacity").focus()
    for _ in range(5):
        stage.page.keyboard.press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("spare_capacity=0.1"))
    stage.button("undo: Spare capacity").click()
    expect(stage.page).not_to_have_url(re.compile("spare_capacity"))


def test_a_preset_is_loaded_from_its_card_and_undone(stage):
    stage.open(f"{STORM}&t=30").at(30)
    card = stage.root.get_by_role("button", name=re.compile("^Bug fixed"))
    card.click()
    expect(stage.page).to_have_url(re.compile("bug_probability=0(&|$)"))
    expect(card).to_have_attribute("aria-pressed", "true")
    preset = PRESETS["bug_fixed"].scenario
    expect(stage.caption).to_contain_text(caption_of(simulate(preset), stage.tick))
    stage.root.get_by_role("button", name="undo: “Bug fixed”").click()
    expect(stage.caption).to_contain_text(sentence(30))


def test_a_preset_is_loaded_from_the_menu(stage):
    stage.open(STORM)
    menu = stage.root.get_by_role("combobox", name="Start from")
    expect(menu).to_have_value("0")
    menu.select_option("An ordinary day")
    expect(stage.page).to_have_url(re.compile("background=0.0005"))
    stage.root.get_by_role("combobox", name="Start from").select_option("The storm")
    expect(stage.page).not_to_have_url(re.compile("background"))


def test_a_further_setting_changes_the_run_and_an_impossible_one_is_told(stage):
    stage.open(f"{STORM}&t=30").at(30)
    stage.root.get_by_text("Further settings").click()
    nodes = stage.root.get_by_label("Nodes", exact=True)
    nodes.fill("32")
    nodes.press("Enter")
    expect(stage.page).to_have_url(re.compile("nodes=32"))
    stage.root.get_by_label("Who may ask whom").last.select_option("cells")
    expect(stage.page).to_have_url(re.compile("peers=cells"))
    cells = stage.root.get_by_label("Cells", exact=True)
    cells.fill("30")
    cells.press("Enter")
    told = "cells must be a whole number from 1 to 16 with 32 nodes; 30 was ignored and 4 is used"
    expect(stage.root.locator(".sg-more-said").filter(has_text=told)).to_be_visible()
    expect(cells).to_have_value("4")


def test_reconnect_has_a_control_in_plain_sight(stage):
    stage.open(f"{STORM}&t=30").at(30)
    lever = stage.lever("Reconnect first")
    expect(lever).to_be_visible()
    lever.focus()
    stage.page.keyboard.press("ArrowRight")
    expect(stage.page).to_have_url(re.compile("reconnect=0.01(&|$)"))
    expect(stage.caption).to_contain_text(sentence(30, reconnect=0.01))


def test_settings_are_saved_and_opened_again(stage, tmp_path):
    stage.open(f"{STORM}&backoff=2&do=20:stop_search:1&t=30").at(30)
    stage.root.get_by_text("Data", exact=True).click()
    with stage.page.expect_download() as saved:
        stage.button("Save the settings (JSON)").click()
    text = saved.value.path().read_text()
    assert Scenario.from_json(text) == (Scenario(seed=8, backoff=2, actions=(STOP,)), [])
    with stage.page.expect_download() as saved:
        stage.button("Save the minutes (CSV)").click()
    assert saved.value.suggested_filename == "stormglass-minutes-backoff-2-do-20-stop_search-1-seed-8.csv"
    link, *rows = saved.value.path().read_text().splitlines()
    assert link == f"# Stormglass {stage.page.url}"
    run = simulate(Scenario(seed=8, backoff=2, actions=(STOP,)))
    assert rows[0] == ",".join(("minute", *MEASURES))  # as the command line writes them
    assert len(rows) == run.ticks + 2
    assert [int(row.split(",")[rows[0].split(",").index("searching")]) for row in rows[1:]] == run.series(
        "searching"
    ).tolist()
    stage.button("new luck").click()
    file = tmp_path / "mine.json"
    file.write_text(text)
    expect(stage.page).not_to_have_url(re.compile(r"seed=8(&|$)"))
    stage.root.get_by_label("A file of settings").set_input_files(file)
    expect(stage.page).to_have_url(re.compile(r"seed=8(&|$)"))
    expect(stage.button("undo: open a file")).to_be_visible()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<b>no</b>", "The file was not opened: the file is not JSON"),
        ("[" * 50_000, "The file was not opened: the file is not JSON"),
        (json.dumps({"stormglass": 0, "scenario": {}}), "The file was not opened: the file must be of version 1"),
        ("x" * 200_000, "it is larger than 100 kB"),
        ("", "The file was not opened: the file is not JSON"),
        ("[1, 2]", "The file was not opened: the file holds no scenario of Stormglass"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 99, "The file was not opened: the file is not JSON"),
    ],
    ids=["markup", "deep", "version", "large", "empty", "list", "picture"],
)
def test_a_bad_file_is_told_in_a_sentence_and_changes_nothing(stage, tmp_path, content, said):
    stage.open(f"{STORM}&t=30").at(30)
    stage.root.get_by_text("Data", exact=True).click()
    file = tmp_path / "bad.json"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    stage.root.get_by_label("A file of settings").set_input_files(file)
    expect(stage.root.locator(".sg-more-said").filter(has_text=said).last).to_be_visible()
    expect(stage.caption).to_contain_text(sentence(30))
    expect(stage.page).to_have_url(re.compile(r"seed=8(&|$)"))


def test_what_happened_is_told_at_the_end_with_something_to_try(stage):
    stage.open(STORM)
    expect(stage.root.get_by_text("What to notice")).to_be_hidden()
    stage.page.locator("body").press("End")
    expect(stage.root.get_by_text("What to notice")).to_be_visible()
    stage.button("Give it more room: 10 % spare slots").click()
    expect(stage.page).to_have_url(re.compile("spare_capacity=0.1"))


@pytest.mark.browser_context_args(has_touch=True, is_mobile=True)
def test_on_a_phone_one_acts_with_a_thumb_and_nothing_goes_sideways(page):
    page.set_viewport_size({"width": 390, "height": 780})
    stage = Stage(page).knows().open(f"{STORM}&t=20")
    act = stage.root.get_by_role("button", name=re.compile("^Stop search"))
    act.scroll_into_view_if_needed()
    box = act.bounding_box()
    assert box["height"] >= 44
    assert stage.lever("Backoff").bounding_box()["y"] < box["y"]
    act.tap()
    expect(page).to_have_url(doing("20:stop_search:1"))
    stage.root.get_by_text("Further settings").tap()
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_levers_tell_what_they_cost_to_those_who_ask(stage):
    stage.open(f"{STORM}&t=30").at(30)
    cost = stage.root.get_by_text(
        re.compile("^A brake: without the bug everyone has a home .* when all ask at once; with")
    )
    expect(cost).to_have_count(0)
    stage.button("what they cost").click()
    expect(cost).to_be_visible()
    stage.button("what they cost").click()
    expect(cost).to_be_hidden()


def test_a_stopped_search_can_be_let_go_on_in_any_minute(stage):
    stage.open(f"{STORM}&do=20:stop_search:1&t=20").at(20)
    stage.page.keyboard.press("End")
    assert stage.tick == 240
    stage.timeline.focus()
    for _ in range(2):
        stage.page.keyboard.press("PageDown")
    stage.at(220)
    does(stage, "Search again")
    expect(stage.page).to_have_url(doing("20:stop_search:1,220:stop_search:0"))


def test_a_preset_opens_before_the_first_thing_that_happens(stage):
    stage.open(f"{STORM}&t=60").at(60)
    stage.root.get_by_role("button", name=re.compile("^Like 2011")).click()
    stage.at(9)
    expect(stage.root.locator(".sg-big-play")).to_be_visible()
    stage.button("undo: “Like 2011”").click()
    stage.at(60)


def test_after_an_action_time_is_slow_for_ten_minutes(stage):
    stage.open("/lab?seed=1&backoff=5&t=100").at(100)
    does(stage, "Fix the bug")
    expect(stage.page).to_have_url(doing("100:fix_bug:0"))
    stage.button("Play").first.click()
    began = monotonic()
    stage.at_least(108)
    slow = monotonic() - began
    stage.at_least(111)
    began = monotonic()
    stage.at_least(119)
    quick = monotonic() - began
    assert slow > 4
    assert quick < slow / 2


def test_who_chose_it_pauses_after_an_action_also_on_another_visit(stage):
    stage.open("/lab?seed=8&t=20").at(20)
    pauses = stage.root.get_by_label("Pause after an action")
    expect(pauses).not_to_be_checked()
    pauses.check()
    stage.page.reload()
    stage.ready()
    expect(pauses).to_be_checked()
    stage.button("Play").first.click()
    does(stage, "Add capacity")
    stage.paused()
    assert stage.tick < 40


def test_what_is_to_try_is_rewound_and_played(stage):
    stage.open(f"{STORM}&do=20:stop_search:1&t=240").at(240)
    stage.root.get_by_role("button", name="Search again in minute 40").click()
    expect(stage.page).to_have_url(doing("20:stop_search:1,40:stop_search:0"))
    expect(stage.root).to_have_attribute("data-playing", "true")
    assert stage.tick < 40


def test_the_lucks_are_saved_as_a_table_for_either_kind_of_spreadsheet(stage):
    stage.open(f"{STORM}&backoff=3&t=30").at(30)
    expect(stage.root.locator(".sg-odds-box")).to_have_attribute("aria-busy", "false")
    stage.root.get_by_text("Data", exact=True).click()
    numbers = stage.root.get_by_label("Tables for a spreadsheet that writes")
    expect(numbers).to_have_value("point")
    numbers.select_option("comma")
    with stage.page.expect_download() as saved:
        stage.button("Save the lucks (CSV)").click()
    assert saved.value.suggested_filename == "stormglass-lucks-backoff-3.csv"
    link, head, *rows = saved.value.path().read_text().splitlines()
    assert "seed=any" in link
    assert head == "seed;fate;held"
    runs = [simulate(Scenario(backoff=3, seed=seed)) for seed in range(1, 101)]
    assert rows == [f"{run.scenario.seed};{run.fate};{run.outcome.held or ''}" for run in runs]
    with stage.page.expect_download() as saved:
        stage.button("Save the minutes (CSV)").click()
    _, head, *rows = saved.value.path().read_text().splitlines()
    expected = simulate(Scenario(backoff=3, seed=8)).series("expected_stranded")
    at = head.split(";").index("expected_stranded")
    assert [float(row.split(";")[at].replace(",", ".")) for row in rows] == pytest.approx(expected.tolist())
    stage.open(f"{STORM}&t=30").at(30)
    stage.root.get_by_text("Data", exact=True).click()
    expect(numbers).to_have_value("comma")


def test_in_a_frame_it_is_said_that_downloads_may_be_forbidden(page, server):
    page.goto(f"{server.url}/_stcore/health")
    page.set_content(
        f'<iframe src="{server.url}/lab?seed=8&t=30&future=shown&embed=true" width="1200" height="900"></iframe>'
    )
    stage = page.frame_locator("iframe").locator(".sg")
    stage.get_by_text("Data", exact=True).click()
    stage.get_by_role("button", name="Save the settings (JSON)").click()
    expect(stage.get_by_text("If nothing was saved, this frame allows no downloads: open")).to_be_visible()
