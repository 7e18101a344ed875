"""What is made of the message files: one module a language, made anew when its files change."""

import json
import re

import pytest

from pages.view.words import made
from pages.view.words.made import LANGUAGES, digest, module, written


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(made, "MADE", tmp_path)
    module.cache_clear()
    yield tmp_path
    module.cache_clear()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_module_holds_every_message(language):
    source = re.search(r"^export const words = (.*);\n", written(language), re.DOTALL | re.MULTILINE)[1]
    whole = json.loads(source)
    assert whole["locale"] == LANGUAGES[language]
    assert len(whole["messages"]) > 0


def test_a_module_is_kept_and_read_again(folder):
    first = module("en")
    assert (folder / "en.js").read_text() == first
    (folder / "en.js").write_text(first.replace("export", "/* kept */ export"))
    module.cache_clear()
    assert "/* kept */" in module("en")


def test_a_stale_module_is_made_anew(folder):
    (folder / "en.js").write_text("/* Made of other files */\nexport const words = {};\n")
    assert module("en") == f"/* Made of pages/view/words/en: {digest('en')} */\n{written('en')}"
    assert (folder / "en.js").read_text() == module("en")


def test_where_nothing_can_be_written_it_is_made_all_the_same(folder, monkeypatch):
    (folder / "file").write_text("")
    monkeypatch.setattr(made, "MADE", folder / "file" / "words")
    assert module("en").endswith(written("en"))
