"""The bench can be started, holds figures against limits, and counts differences in standard errors."""

import asyncio
import math
import random

import pytest

from pages.view.tipping.map.section import USUAL
from pages.view.tipping.sections import ORDER
from tests.bench.__main__ import main
from tests.bench.classroom import missed, percentile, troubles
from tests.bench.clock import Row
from tests.bench.peers import SOURCE, disagreement
from tests.bench.soak import Look, is_flat
from tests.bench.tipping import FINEST, LARGEST, Reader
from tests.bench.visitor import TEACHER, Seen, Walk, seq_of
from tests.server import Server


def test_the_bench_says_what_it_can_measure(capsys: pytest.CaptureFixture[str]):
    from tests.bench.rows import ROWS

    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    out = " ".join(capsys.readouterr().out.split())
    assert all(f"{name}: " in out for name in ROWS)


def test_a_name_that_cannot_be_measured_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["weather"])
    assert "weather cannot be measured" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("measured", "at_least", "kept"), [(1.4, False, True), (1.6, False, False), (1.4, True, False)]
)
def test_an_arrow_marks_what_is_over_its_limit(measured: float, at_least: bool, kept: bool):
    row = Row(name="a", measured=measured, unit="x", limit=1.5, at_least=at_least)
    assert row.kept == kept
    assert ("←" in row.cells()[4]) == (not kept)


def test_a_figure_without_a_limit_has_no_ratio():
    assert Row(name="a", measured=math.nan, unit="").cells()[3:5] == ("", "")


def test_an_arrow_marks_what_should_not_be_there_at_all():
    assert Row(name="errors", measured=0, unit="", limit=0).cells()[4] == ""
    assert Row(name="errors", measured=1, unit="", limit=0).cells()[4] == " ←"


def shares(luck: random.Random, settings: list[float], runs: int) -> list[list[int]]:
    """Return of each setting how many of its runs ended so, and how many otherwise."""
    hits = [sum(luck.random() < share for _ in range(runs)) for share in settings]
    return [[count, runs - count, 0, 0] for count in hits]


def test_two_samples_of_the_same_shares_differ_by_about_one_standard_error():
    luck = random.Random(1)
    settings = [number / 50 for number in range(51)]
    worst = [disagreement(shares(luck, settings, 20), shares(luck, settings, 20)) for _ in range(300)]
    assert math.sqrt(sum(value**2 for value in worst) / len(worst)) == pytest.approx(1, abs=0.2)


def test_other_shares_are_seen_to_differ():
    luck = random.Random(2)
    assert disagreement(shares(luck, [0.5] * 100, 20), shares(luck, [0.6] * 100, 20)) > 4


def test_the_peer_in_c_has_the_settings_that_the_engine_has():
    from model import Scenario

    default, source = Scenario(), SOURCE.read_text(encoding="utf-8")
    for name, value in {
        "NODES": default.nodes,
        "VOLUMES": default.volumes,
        "TICKS": default.ticks,
        "CUT_AT": default.cut_off_at,
        "CUT_FOR": default.cut_off_for,
        "COPY_TICKS": default.copy_ticks,
        "CUT_SHARE": default.cut_off_fraction,
    }.items():
        assert f" {name} = {value}" in source


def memory(*megabytes: float) -> list[Look]:
    """Return looks that hold each value for a third of the time."""
    return [Look(k, megabytes[k // 30]) for k in range(90)]


@pytest.mark.parametrize(
    ("megabytes", "flat"),
    [((300, 350, 350), True), ((300, 350, 367), True), ((300, 350, 369), False), ((400, 300, 300), True)],
)
def test_memory_that_grows_after_the_first_third_is_not_flat(megabytes: tuple[float, ...], flat: bool):
    assert is_flat(memory(*megabytes)) == flat


def test_a_short_look_at_the_memory_proves_nothing():
    assert not is_flat(memory(300, 300, 300)[:20])


def test_the_log_of_a_server_is_searched_for_errors():
    assert troubles("  URL: http://127.0.0.1:8501\n") == []
    assert troubles("fine\nTraceback (most recent call last):\n  x\nValueError: no\n")
    seen = Seen()
    seen.counts.update({"overtaken": 3, "unanswered": 1, "left: ConnectionError": 2})
    assert missed(seen) == {"unanswered": 1, "left: ConnectionError": 2}


def test_a_percentile_is_a_value_that_was_measured():
    assert [percentile(range(1, 101), share) for share in (50, 95, 100)] == [50, 95, 100]
    assert percentile([7.0], 95) == 7
    assert math.isnan(percentile([], 95))


def test_a_class_chooses_what_the_lab_offers_and_each_visitor_its_own():
    from model import Scenario

    links = [[Walk(number).step() for _ in range(1)] for number in range(40)]
    assert len({str(link) for link in links}) > 10
    walk = Walk(3)
    for _ in range(300):
        scenario, problems = Scenario.from_query(walk.step())
        assert problems == []
        assert scenario == walk.now
    assert Walk(1).start == TEACHER != Walk(2).start


def test_a_reader_of_the_tipping_point_has_every_picture_made(server: Server):
    reader = Reader(server.url, {"nodes": "16", "volumes_per_node": "4", "ticks": "60"}, USUAL)
    asyncio.run(reader.stay())
    assert set(reader.cards) == {"map", *(section.name for section in ORDER)}
    assert {card["state"] for card in reader.cards.values()} == {"done"}
    assert reader.gone == {}


def test_the_readers_of_the_bench_ask_for_what_the_page_allows():
    from model import Scenario
    from pages.view.tipping.map.section import begin

    for query, choices in (*FINEST, *LARGEST):
        scenario, problems = Scenario.from_query(query)
        assert problems == []
        assert begin(scenario, choices).key


def test_the_number_of_a_question_is_read_from_its_picture():
    from model import Scenario, simulate
    from pages.view.wire.frame import Picture, encode

    run = simulate(Scenario(nodes=8, ticks=5))
    assert seq_of(encode([run], Picture(query={}, seq=12))) == 12
