"""The story: all scenes load, every number in them is that of its run, and adding one touches one place."""

import re
import shutil
from datetime import datetime
from functools import cache
from itertools import chain

import numpy as np
import pytest

from model import Cause, Scenario, State, simulate, simulate_many
from model.rules.presets import DAY, PRESETS
from pages.view.link.scene import asked_scene
from pages.view.story import header as story_header
from pages.view.story import scenes as scene_files
from pages.view.story.header import question, scene_header, story
from pages.view.story.scenes import FILLED, FOLDER, STORM, Scene, paragraph, read_scene, said, scenes, variant
from tests.pages.test_app import app, asks, config, picture, problems

NAMES = [scene.name for scene in scenes()]
BY_NAME = {scene.name: scene for scene in scenes()}
STUCK = (State.CUT_OFF, State.SEARCHING, State.OFFLINE)


def plain(parts):
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def words_of(name):
    scene = scene_header(BY_NAME[name])
    asked = scene["question"]
    spoken = [scene["words"], [asked["ask"]] if asked else [], scene["after"]]
    return list(chain.from_iterable(spoken))


def numbers_in(name):
    """Every number that a scene tells of its run, in order."""
    marked = (part for words in words_of(name) for part in words if not isinstance(part, str))
    return [text for text, mark in marked if mark not in ("strong", "record", "reader")]


def at(run, tick, *states):
    state = run.snapshot(tick).state
    return sum(int((state == one).sum()) for one in states)


def free(run, tick):
    now = run.snapshot(tick)
    return int((now.slots - now.held)[now.up].sum())


@cache
def ends(**settings):
    return simulate_many([Scenario(seed=seed, **settings) for seed in range(1, 101)], series=False)


def collapsing(**settings):
    return f"{(ends(**settings).fates == 'collapsed').sum()}"


def asking(run, *ticks):
    return [run.requests_of(t) for t in ticks]


def first_without(run, *states):
    """The first minute from which on nobody is in one of these states."""
    return max(t for t in range(run.ticks + 1) if at(run, t, *states)) + 1


# What each scene tells, worked out without `model.runs.run_facts`: from snapshots, requests, crashes and settings.


def start_tells(run):
    return ["64"]


def mirror_tells(run):
    return ["nine", f"{len(run.start.primary)} volumes"]


def mend_tells(run):
    lost = [t for t in range(run.ticks + 1) if (run.events_of(t)["cause"] == Cause.EVERYDAY).any()]
    home = [t for t in range(run.ticks + 1) if (run.events_of(t)["cause"] == Cause.FINISHED).any()]
    return [f"{home[0] - lost[0]} minutes"]


def wrong_turn_tells(run):
    return [f"{(~run.snapshot(10).contact).sum()} nodes", "64", f"{at(run, 10, State.CUT_OFF)} volumes"]


def everyone_tells(run):
    return [f"{len(run.requests_of(15))} volumes", f"{free(run, 14)}"]


def space_tells(run):
    levels = [free(run, t) for t in range(run.ticks + 1)]
    full = levels.index(0)
    back = next(t for t in range(full, run.ticks) if levels[t])
    gone = max(np.flatnonzero(levels)) + 1
    return [f"{len(run.requests_of(15))} volumes", f"{levels[0]}", f"{full}", f"{back}", f"{levels[back]}", f"{gone}"]


def again_tells(run):
    whole = asking(run, 17, 18, 19)
    assert not any(asked["accepted"].any() for asked in whole)
    return ["16", f"{sum(map(len, whole))} requests", "17", "19", "none"]


def ordinary_day_tells(run):
    lost = sum(int((run.events_of(t)["cause"] == Cause.EVERYDAY).sum()) for t in range(run.ticks + 1))
    days = (ends(**DAY).last("crashes") > 0).sum()
    return [
        "0.1 %",
        f"{lost} volumes",
        f"{run.ticks} minutes",
        {2: "two"}[run.closings.max()],
        "none",
        f"{days}",
        "100",
    ]


def same_bug_tells(run):
    most = int(run.closings[15:21].max())
    (minute, node), *others = np.argwhere(run.closings[:21] == most)
    assert not others
    first, pairs = run.crashes[0], f"{most * (most - 1) // 2}"
    busiest = [f"{minute}", f"{node}", f"{most}", pairs, pairs]
    return [*busiest, f"{first.tick}", f"{first.node}", f"{run.closings[first.tick][first.node]}"]


def crash_tells(run):
    before, after = (at(run, t, *STUCK) for t in (19, 20))
    assert not sum(int(asked["accepted"].sum()) for asked in asking(run, 20))
    assert at(run, 21, State.SEARCHING) < at(run, 20, State.SEARCHING)  # fewer search a minute later
    assert (free(run, 19), (run.events_of(20)["cause"] == Cause.FINISHED).any()) == (0, True)
    (found,) = asking(run, 21)
    return [f"{run.crashes[0].node}", f"{after - before} volumes", f"{found['accepted'].sum()} volumes"]


def loop_tells(run):
    low = min(range(15, 60), key=lambda t: at(run, t, *STUCK))
    up = [int(run.snapshot(t).up.sum()) for t in range(run.ticks + 1)]
    half = next(t for t, many in enumerate(up) if many <= 32)
    searching, asking_first = at(run, low, State.SEARCHING), len(run.requests_of(15))
    return [f"{low}", f"{searching} volumes", f"{asking_first}", f"{half}", f"{up.index(0)}", "64"]


def switched_on_tells(run):
    up = [int(run.snapshot(t).up.sum()) for t in range(run.ticks + 1)]
    half, none = (next(t for t in range(120, run.ticks) if up[t] <= most) for most in (32, 0))
    crashed = {10: "ten"}[sum(crash.tick == 120 for crash in run.crashes)]
    again = simulate_many([run.scenario.replace(seed=seed) for seed in range(1, 101)], series=False)
    asking = f"{len(run.requests_of(120))} volumes"
    return ["120", asking, crashed, f"{half}", f"{none}", "64", f"{(again.fates == 'collapsed').sum()}", "100"]


def april_2011_tells(run):
    share = at(run, 40, *STUCK) / 640
    stuck, over = f"{share:.1%}".replace("%", " %"), first_without(run, State.SEARCHING)
    new = (run.snapshot(120).slots.sum() - run.snapshot(119).slots.sum()) / 1280
    most = max(len(run.requests_of(t)) for t in range(120, over))
    assert most == -(-64 * 3 // 10)  # three tenths of the nodes' number, rounded up
    return ["40", stuck, "120", f"{new:.0%}".replace("%", " %"), f"{most} requests", f"{over}"]


def short_mistake_tells(run):
    return [f"{(~run.snapshot(10).contact).sum()} nodes", "64", f"{at(run, 10, State.CUT_OFF)} volumes"]


def short_rush_tells(run):
    levels = [free(run, t) for t in range(run.ticks + 1)]
    full = levels.index(0)
    end = next(t for t in range(full, run.ticks) if levels[t]) - 1
    sent = sum(map(len, asking(run, *range(15, end + 1))))
    return [f"{len(run.requests_of(15))} volumes", f"{levels[14]}", f"{full}", f"{sent} requests", f"{end}"]


def short_bug_tells(run):
    first = run.crashes[0]
    closing = int(run.closings[first.tick][first.node])
    pairs = sum(range(closing))
    return ["0.1 %", f"{closing}", f"{pairs}", f"{first.node}", f"{first.tick}", crash_tells(run)[1]]


def short_loop_tells(run):
    low, searching, asked, _, none, nodes = loop_tells(run)
    return [low, searching, asked, none, nodes]


def short_protections_tells(run):
    backoff, room = simulate(STORM.replace(backoff=5)), simulate(STORM.replace(spare_capacity=0.15))
    return ["100", collapsing(), *backoff_tells(backoff)[2::2], room_tells(room)[-1], fix_tells(run)[-2], "64"]


def which_one_tells(run):
    return []


def backoff_tells(run):
    waiting = at(run, run.ticks, State.SEARCHING)
    crashed = "none" if not run.crashes else "?"
    connected = next(t for t in range(11, run.ticks) if run.snapshot(t).contact.all())
    later = f"{run.ticks - connected} minutes"
    return ["32 minutes", crashed, later, f"{free(run, run.ticks)}", f"{waiting} volumes"]


def room_tells(run):
    lucks = ends(spare_capacity=0.15)
    crashing, over = (lucks.last("crashes") > 0).sum(), (lucks.fates == "over").sum()
    return [
        f"{free(run, 0)}",
        f"{free(simulate(STORM), 0)}",
        f"{first_without(run, State.SEARCHING)}",
        "none" if not run.crashes else "?",
        f"{crashing}",
        "100",
        f"{over}",
        "100",
        f"{free(run, 0)}",
        f"{free(run, 0) / run.snapshot(0).slots.sum():.0%}".replace("%", " %"),
    ]


def fix_tells(run):
    rush, over = len(run.requests_of(15)), first_without(run, State.SEARCHING)
    return [
        f"{rush} volumes",
        f"{free(run, 14)}",
        f"{run.closings.max()}",
        "none" if not run.crashes else "?",
        f"{over}",
        f"{len(run.snapshot(0).up)}",
    ]


def together_tells(run):
    return [f"{first_without(run, State.SEARCHING)}", "100"]


def end_tells(run):
    return ["100", collapsing()]


def denial_tells(run):
    sent = sum(map(len, asking(run, *range(15, 95))))
    found = sum(int(asked["accepted"].sum()) for asked in asking(run, *range(15, 95)))
    return [f"{sent:,} requests".replace(",", " "), f"{found}"]


def small_change_tells(run):
    return ["0.03 %", "0.05 %"]


def same_code_tells(run):
    assert run.fate == "over"
    return ["50 %", "100", collapsing(fixed_share=0.5)]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_that_of_the_run(name):
    expected = globals()[f"{name.replace('-', '_')}_tells"]
    assert numbers_in(name) == expected(simulate(BY_NAME[name].scenario))


@pytest.mark.parametrize("name", NAMES)
def test_no_result_is_typed_in(name):
    scene = BY_NAME[name]
    texts = [scene.words, scene.data["title"], scene.data.get("button", "")]
    texts += [text for text, *_ in scene.data.get("bars", [])]
    if asked := scene.data.get("question"):
        texts += [asked["ask"], *(one["text"] + one.get("outcome", "") for one in asked["choices"])]
    for text in texts:
        assert re.findall(r"\d+", FILLED.sub("", text).replace("2011", "")) == []


def test_the_cited_numbers_are_those_of_the_record():
    cited = {text for name in NAMES for words in words_of(name) for text, mark in _marked(words) if mark == "record"}
    begin = datetime(2011, 4, 21, 0, 47)
    hours = {
        "three and a half days later": ((datetime(2011, 4, 24, 12, 30) - begin).total_seconds() / 3600, 3.5 * 24, 2),
        "after almost eleven hours": ((datetime(2011, 4, 21, 11, 30) - begin).total_seconds() / 3600, 11, 0.5),
        "a day after the wrong turn": ((datetime(2011, 4, 22, 2, 0) - begin).total_seconds() / 3600, 24, 1.5),
    }
    for real, claimed, room in hours.values():
        assert real == pytest.approx(claimed, abs=room)
    assert cited == set(hours) | {
        "most of the real cloud kept working",
        "sends the traffic to the wrong, smaller network",
        "about 13 %",
        "took a lost partner for dead",
        "a later repair",
        "three separate protections",
    }


def _marked(words):
    return [part for part in words if not isinstance(part, str)]


@pytest.mark.parametrize("name", NAMES)
def test_every_scene_loads_by_its_own_link(name):
    at = app(scene=name).run()
    header, (arrays,) = picture(at)
    run = simulate(BY_NAME[name].scenario)
    assert header["scene"] == name
    assert header["problems"] == []
    assert header["runs"][0]["fate"] == run.fate
    assert (arrays["series"] == run.counts.T).all()
    scene = next(scene for scene in config(at)["story"]["scenes"] if scene["name"] == name)
    assert 0 <= scene["from"] <= scene["to"] <= scene["shows"] <= run.ticks
    assert scene["title"]
    assert scene["words"] or scene["question"]


def test_the_story_asks_for_the_run_of_another_scene():
    at = app().run()
    scene = scene_header(BY_NAME["backoff"])
    header, _ = asks(at, 5, **scene["query"])
    assert (header["seq"], header["query"]) == (5, scene["query"])


def test_the_front_door_leads_to_the_lab_with_the_storm_loaded():
    at = app().run()
    link = next(link for link in at.get("page_link") if link.proto.label == "Now try to stop it")
    assert link.proto.query_string == "seed=71"
    assert STORM.to_query() == {"seed": "71"}
    assert picture(at)[0]["query"] == {"seed": "71"}


def test_a_scene_can_be_opened_at_a_minute():
    assert picture(app(scene="crash", t="20").run())[0]["tick"] == 20
    header, _ = picture(app(scene="crash", t="99").run())
    assert header["tick"] is None
    assert problems(header) == ["t must be a whole number from 19 to 21 in this scene; 99 was ignored"]


def test_a_bad_link_is_told_and_the_story_begins():
    header, _ = picture(app(scene="<b>x</b>", backoff="3", utm_source="mail", embed="true").run())
    assert header["scene"] == "start"
    assert problems(header)[0] == "backoff is for the Lab and was ignored: the story has settings of its own"
    assert problems(header)[1].startswith("scene must be one of start, mirror, ")
    assert header["problems"][1]["values"]["given"] == "<b>x</b>"
    assert len(header["problems"]) == 2


def test_adding_a_scene_touches_one_place(tmp_path, monkeypatch):
    folder = tmp_path / "story"
    shutil.copytree(FOLDER, folder)
    (folder / "17-new.md").write_text(
        '+++\ntitle = "A new one"\nfrom = "cut"\nto = "contact+3"\n+++\nOf {nodes} nodes {isolated} go.\n'
    )
    monkeypatch.setattr(scene_files, "FOLDER", folder)
    scene_files.scenes.cache_clear()
    story_header.made.cache_clear()
    try:
        names = [scene["name"] for scene in story_header.story()["scenes"]]
        assert names == [*NAMES[: NAMES.index("wrong-turn") + 1], "new", *NAMES[NAMES.index("wrong-turn") + 1 :]]
        new = story_header.story()["scenes"][names.index("new")]
        assert plain(new["words"][0]) == "Of 64 nodes 10 go."
        assert (new["from"], new["to"]) == (10, 18)
        assert asked_scene({"scene": ["new"]})[0].data["title"] == "A new one"
    finally:
        scene_files.scenes.cache_clear()
        story_header.made.cache_clear()


def test_a_scene_with_a_slip_is_refused_with_its_name(tmp_path):
    file = tmp_path / "10-bad.md"
    file.write_text('+++\ntitle = "x"\nfrom = "cut"\nto = "cut"\ncolour = "red"\n+++\nWords.\n')
    with pytest.raises(ValueError, match=r"10-bad.md: colour is no setting of a scene"):
        read_scene(file)
    with pytest.raises(ValueError, match=r"from must be one of start, end, .*; never was given"):
        Scene("x", {"from": "never"}, "").tick("from")
    with pytest.raises(KeyError):
        BY_NAME["start"].filled("{nonsense}")


def test_every_sentence_of_the_paragraph_has_its_scene():
    told_by = set(chain.from_iterable(scene["sentences"] for scene in story()["scenes"]))
    assert [sentence["key"] for sentence in paragraph()] == [
        *("before", "search", "space", "two", "again", "race", "calm", "often", "strands", "feeds")
    ]
    assert told_by == {sentence["key"] for sentence in paragraph()}


def test_the_right_curve_is_the_one_of_the_run():
    scene = BY_NAME["space"]
    asked = question(scene)
    right = asked["choices"][asked["answer"]]
    assert right["text"] == "It runs out, comes back, and is gone"
    heights = [float(point.split(",")[1]) for point in right["path"][1:].split("L")]
    levels = [free(simulate(STORM), t) for t in range(14, 54)]
    assert heights == pytest.approx([40 - 40 * level / 64 for level in levels], abs=0.06)
    assert len({one["path"] for one in asked["choices"]}) == 3
    stays_gone, _, returns = (simulate(variant(one["settings"])) for one in scene.data["question"]["choices"])
    assert max(free(stays_gone, t) for t in range(16, 54)) == 0
    assert free(returns, 53) == 64


def test_the_answer_follows_the_run():
    scene = BY_NAME["loop"]
    asked = question(scene)
    assert asked["choices"][asked["answer"]]["text"] == "No, it grows"
    mended = Scene("loop", {**scene.data, "to": "end", "settings": {"bug_probability": 0}}, "")
    asked = question(mended)
    assert asked["choices"][asked["answer"]]["text"] == "Yes, it fades away"


def test_there_are_four_predictions_and_the_last_tells_what_comes_of_each():
    asked = [scene["question"] for scene in story()["scenes"] if scene["question"]]
    assert len(asked) == 5  # one of them on the short way
    asked = [one for one in asked if one["by"] == "each"]
    each = [plain(one["outcome"]) for one in asked[-1]["choices"]]
    runs = [simulate(STORM.replace(**change)) for change in ({"backoff": 5}, {"spare_capacity": 0.15})]
    runs.append(simulate(STORM.replace(bug_probability=0)))
    assert [run.fate for run in runs] == ["held", "over", "over"]
    assert each[0] == f"none crashed, but {at(runs[0], 240, State.SEARCHING)} volumes still search in minute 240"
    for words, run in zip(each[1:], runs[1:], strict=True):
        assert words == f"over by minute {first_without(run, State.SEARCHING)}, and none crashed"


def test_a_choice_of_one_protection_is_played_by_the_scene_with_its_settings():
    for one in BY_NAME["which-one"].data["question"]["choices"]:
        assert BY_NAME[one["scene"]].scenario == variant(one["settings"])


def test_the_table_counts_a_hundred_clusters_of_each_of_the_eight_combinations():
    table = scene_header(BY_NAME["together"])["combinations"]
    settings = {"backoff": {"backoff": 5}, "fix": {"bug_probability": 0}, "space": {"spare_capacity": 0.15}}
    called = {"none": [], "all": list(settings)}
    for which, fates in table["rows"]:
        chosen = [settings[name] for name in called.get(which, which.split("-"))]
        ended = ends(**{name: value for one in chosen for name, value in one.items()}).fates
        *counts, short = fates
        assert counts == [int((ended == fate).sum()) for fate in ("over", "held", "raging", "collapsed")], which
        assert (
            short == ends(**{name: value for one in chosen for name, value in one.items()}).last("short_of_room").sum()
        )
    assert len({which for which, _ in table["rows"]}) == 8
    assert table["verdict"][0]["id"] == "verdict-alone"


def test_the_short_way_has_six_scenes_in_three_minutes():
    short = [scene for scene in story()["scenes"] if scene["way"] != "whole"]
    assert [scene["way"] for scene in short] == ["both"] + ["short"] * 5
    seconds = 0
    for scene in short:
        told = len(" ".join(plain(words) for words in words_of(scene["name"])).split())
        seconds += max(told * 60 / 200, scene["seconds"] or 0)  # read at 200 words a minute while it plays
    assert 90 < seconds <= 180
    asked_later = scene_header(BY_NAME["short-loop"])["from"]
    assert all(scene["to"] <= asked_later for scene in short[:4])  # nothing is shown before it is asked
    assert short[-1]["lab"]


def test_the_short_way_names_the_protections_and_prices_of_the_whole_story():
    scene = BY_NAME["short-protections"]
    runs = {name: variant(settings) for name, settings in scene.data["others"].items()}
    assert (runs["backoff"], runs["room"]) == (BY_NAME["backoff"].scenario, BY_NAME["room"].scenario)
    assert scene.scenario == BY_NAME["fix"].scenario
    assert runs["storm"] == STORM


def backoff_run():
    return simulate(BY_NAME["backoff"].scenario)


def test_what_the_words_claim_without_a_number_is_true():
    mend = simulate(BY_NAME["mend"].scenario)
    assert [list(mend.requests_of(t)["accepted"]) for t in range(15) if len(mend.requests_of(t))] == [[1]]
    mirror = BY_NAME["mirror"]
    assert scene_header(mirror)["volume"] == mend.requests_of(3)["volume"][0]
    storm = simulate(STORM)
    assert at(storm, 10, State.OFFLINE) == 0  # nothing is lost yet
    peaks = [max(free(storm, t) for t in range(begin, begin + 5)) for begin in (14, 20, 26, 34, 39, 44)]
    assert peaks == sorted(peaks, reverse=True)  # each time fewer come back
    assert max(len(backoff_run().requests_of(t)) for t in range(60, 241)) < 10  # few ask, though slots are free
    stranded = storm.events_of(20)[storm.events_of(20)["cause"] == Cause.CRASH]["volume"]
    assert backoff_run().outcome.held == "slow"
    assert (storm.snapshot(20).old[stranded] == storm.crashes[0].node).all()  # their old copies lie on the crashed node
    assert BY_NAME["fix"].scenario == STORM.replace(bug_probability=0)
    assert simulate(BY_NAME["april-2011"].scenario).fate == "over"
    assert PRESETS["like_2011"].scenario == BY_NAME["april-2011"].scenario


def test_a_restart_triggers_nothing_and_only_who_had_collapsed_collapses_again():
    scene = BY_NAME["switched-on"]
    run, storm = simulate(scene.scenario), simulate(STORM)
    assert (run.counts[:120] == storm.counts[:120]).all()  # the same storm until then
    assert [t for t in range(run.ticks + 1) if not run.snapshot(t).contact.all()] == [10, 11, 12, 13, 14]
    assert run.snapshot(119).up.sum() == 0
    asked = question(scene)
    assert asked["choices"][asked["answer"]]["text"] == "No, it collapses again"
    lucks = range(1, 101)
    first = [simulate(STORM.replace(seed=seed, ticks=119)).fate for seed in lucks]
    again = [simulate(scene.scenario.replace(seed=seed)).fate for seed in lucks]
    assert [fate == "collapsed" for fate in first] == [fate == "collapsed" for fate in again]


def test_the_bars_are_counted_over_a_hundred_clusters():
    small, code = scene_header(BY_NAME["small-change"])["bars"], scene_header(BY_NAME["same-code"])["bars"]
    days = [(ends(bug_probability=p, **DAY).last("crashes") > 0).sum() for p in (0.0003, 0.0005)]
    storms = [collapsing(bug_probability=p) for p in (0.0003, 0.0005)]
    assert [f"{value}" for _, value, _ in small] == [f"{day}" for day in days] + storms
    assert abs(int(days[0]) - int(days[1])) <= 3  # ordinary days cannot tell the two apart
    assert int(storms[1]) > 2 * int(storms[0])
    assert [f"{value}" for _, value, _ in code] == [collapsing(fixed_share=share) for share in (0, 0.5, 0.75)]


def test_numbers_in_letters_and_units():
    assert [said(n, "word") for n in (0, 1, 12, 13)] == ["none", "one", "twelve", "13"]
    assert [said(n, "percent") for n in (0.15, 0.0005, 0.1328125)] == ["15 %", "0.05 %", "13.3 %"]
    assert [said(n, "request") for n in (1, 12345)] == ["1 request", "12 345 requests"]
