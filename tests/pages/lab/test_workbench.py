"""What the Lab offers can be done, shown and said: actions have words and a picture, kinds of facts a sentence."""

import re
from inspect import getsource

import pytest

from model import Scenario, simulate
from model.rules.actions import KINDS
from model.rules.presets import PRESETS
from model.runs.narrative import _kind
from pages.text.captions import ACTION_WORDS, SENTENCES, did
from pages.text.workbench import ACTS, AGAIN, CARDS
from pages.view.stage_modules import FOLDER

OFFERED = [choice for *_, choices, _ in ACTS for choice in choices] + [AGAIN[1]]
GLYPHS = set(re.findall(r"^  (\w+):\s+\"M", (FOLDER / "lib" / "glyphs.js").read_text(), re.MULTILINE))
NUMBERS = {"enlarged": 3, "reconnected": 2}


@pytest.mark.parametrize("name", KINDS)
def test_every_action_has_words_for_its_flag_and_its_own_sentence(name):
    assert ACTION_WORDS[name](1)
    others = {did((1, other, 1), NUMBERS) for other in KINDS if other not in (name, "crash_node")}
    if name != "crash_node":  # told with the crash itself
        assert did((1, name, 1), NUMBERS) not in others


@pytest.mark.parametrize("entry", OFFERED)
def test_what_is_offered_can_be_done(entry):
    scenario, problems = Scenario.from_query({"nodes": "8", "ticks": "40", "do": f"5:{entry}"})
    assert problems == []
    assert len(simulate(scenario).scenario.actions) == 1


def test_every_action_is_offered_or_belongs_to_a_node():
    assert {entry.partition(":")[0] for entry in OFFERED} == set(KINDS) - {"crash_node"}


def test_every_action_on_offer_has_a_picture():
    assert {icon for icon, *_ in ACTS} <= GLYPHS


def test_every_kind_of_fact_has_a_sentence_and_every_sentence_a_fact():
    kinds = {*re.findall(r'^        \("(\w+)", ', getsource(_kind), re.MULTILINE), "calm"}
    assert kinds == set(SENTENCES)


def test_every_preset_is_on_a_card():
    assert sorted(name for _, _, names in CARDS for name in names) == sorted(PRESETS)
