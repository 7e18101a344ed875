"""The model's page agrees with the model: settings, actions, measures, commands, and how it is ordered."""

import re
import shlex
from pathlib import Path

import pytest

from model import FATES, PARAMETERS, Scenario, State
from model.cli.command import main
from model.cli.tables import filled
from model.engine.backoff import JITTERS
from model.rules.actions import KINDS, MOST
from model.runs.measures import MEASURES
from model.scenario import MOST_WORK
from tests.model.test_patterns import LONG_PATTERNS, PATTERNS

PAGE = (Path(__file__).parent.parent / "model" / "README.md").read_text(encoding="utf-8")
SETTINGS = [name for name in PARAMETERS if name != "actions"]
ORDER = ["Purpose and patterns", "Entities, state variables and scales", "Process overview and scheduling",
         "Design concepts", "Initialisation", "Input", "Submodels"]  # fmt: skip


def rows_of(head: str) -> dict[str, list[str]]:
    """Return the table whose head begins so: the other cells of each row by its first, without quotes."""
    lines = PAGE.split(f"| {head} |", 1)[1].split("\n\n", 1)[0].split("<!--", 1)[0].splitlines()[2:]
    cells = [[cell.strip().replace("`", "") for cell in line.strip().strip("|").split("|")] for line in lines]
    return {first: others for first, *others in cells}


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_the_sections_follow_the_order_of_odd():
    heads = re.findall(r"^## \d+\. ([^:\n]+)", PAGE, re.MULTILINE)
    assert heads[: len(ORDER)] == ORDER


@pytest.mark.parametrize("name", SETTINGS)
def test_the_table_has_each_setting_with_its_default_range_unit_and_stops(name: str):
    parameter = PARAMETERS[name]
    _, unit, default, values, lever = rows_of("name | meaning | unit")[name]
    assert unit == (parameter.unit or "–")
    if parameter.kind == "choice":
        assert default == parameter.default
        assert values.split(", ") == list(parameter.choices)
    else:
        assert numbers(default) == [getattr(Scenario(), name)]
        assert numbers(values) == [parameter.low, parameter.high]
        assert set(numbers(lever)) <= set(parameter.stops)
        assert not parameter.stops or numbers(lever)[-1] == parameter.stops[-1]


def test_the_table_has_no_other_settings():
    assert list(rows_of("name | meaning | unit")) == SETTINGS


@pytest.mark.parametrize("name", KINDS)
def test_the_table_has_each_action_with_its_values(name: str):
    kind = KINDS[name]
    values = rows_of("action | value")[name][0]
    low_and_high = {
        "none": "none",
        "switch": "1 or 0",
        "number": f"{kind.low:g} to {kind.high}",
        "whole": f"whole, {kind.low:g} to {({'nodes': 'N − 1', 'ticks': 'T'}).get(str(kind.high), kind.high)}",
    }
    assert values == low_and_high[kind.value]


def test_every_action_is_explained_and_there_are_no_others():
    assert list(rows_of("action | value")) == list(KINDS)
    assert re.findall(r"^- `(\w+)`: ", PAGE, re.MULTILINE) == list(KINDS)


def test_the_tables_are_as_they_are_made():
    assert filled(PAGE) == PAGE


def test_every_measure_state_jitter_and_fate_is_told():
    assert sorted(" ".join(rows_of("measure | meaning")).split()) == sorted(MEASURES)
    assert list(rows_of("state | meaning")) == [state.name for state in State]
    assert list(rows_of("`jitter` | wait in ticks, before rounding")) == list(JITTERS)
    assert all(f"- **{fate}**: " in PAGE for fate in FATES)


def test_the_patterns_on_the_page_are_those_that_are_tested():
    share = r"(1|\.\d\d)"
    told = re.findall(" · ".join([share] * 4), PAGE)
    tested = [shares for _, shares in (*PATTERNS, *LONG_PATTERNS)]
    assert [tuple(float(number) for number in shares) for shares in told] == tested


def test_the_limits_in_the_text_are_the_models():
    assert f"{MOST_WORK:,}".replace(",", " ") in PAGE
    assert f"up to {MOST} times" in PAGE


def test_links_to_sections_by_number_lead_somewhere():
    sections = set(re.findall(r"^#+ (\d+(?:\.\d+)?)[. ]", PAGE, re.MULTILINE))
    assert set(re.findall(r"section (\d+(?:\.\d+)?)", PAGE)) <= sections


def test_the_commands_on_the_page_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^python -m model (.+)$", PAGE, re.MULTILINE)
    assert len(commands) >= 4
    assert [main(shlex.split(command)) for command in commands] == [0] * len(commands)
    assert (tmp_path / "run.csv").exists()
