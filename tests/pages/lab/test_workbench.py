"""What the Lab offers can be done, shown and said: actions have words and a picture."""

import re

import pytest

from model import Scenario, simulate
from model.rules.actions import KINDS
from model.rules.facts import Fact
from model.rules.presets import PRESETS
from model.runs.narration import narrate
from pages.view.lab.acts import ACTS, AGAIN
from pages.view.lab.workbench import CARDS
from pages.view.server.stage_modules import FOLDER

OFFERED = [choice for _, choices, _ in ACTS for choice in choices] + [AGAIN]
GLYPHS = set(re.findall(r"^  (\w+):\s+\"M", (FOLDER / "lib" / "glyphs.js").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", KINDS)
def test_every_action_has_a_flag_and_its_own_sentence(name):
    value = {"none": None, "number": 0.05}.get(KINDS[name].value, 1)
    told = narrate(simulate(Scenario(nodes=8, ticks=40, cut_off_for=0, actions=((20, name, value),))))
    assert [fact >= Fact.FLAG_BACKOFF for tick, fact, _ in told.flags if tick == 20].count(True) == 1
    said = {fact for fact, _ in told.caption(20)}
    assert Fact.CAPTION_BREAK in said if name == "crash_node" else any("DID" in fact.name for fact in said)


@pytest.mark.parametrize("entry", OFFERED)
def test_what_is_offered_can_be_done(entry):
    scenario, problems = Scenario.from_query({"nodes": "8", "ticks": "40", "do": f"5:{entry}"})
    assert problems == []
    assert len(simulate(scenario).scenario.actions) == 1


def test_every_action_is_offered_or_belongs_to_a_node():
    assert {entry.partition(":")[0] for entry in OFFERED} == set(KINDS) - {"crash_node"}


def test_every_action_on_offer_has_a_picture():
    assert {icon for icon, *_ in ACTS} <= GLYPHS


def test_every_preset_is_on_a_card():
    assert sorted(name for names in CARDS.values() for name in names) == sorted(PRESETS)
