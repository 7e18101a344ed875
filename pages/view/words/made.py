"""From message files to one ES module a language for the browser; ``python -m pages.view.words.made`` writes it.

It is written at set-up, and by a server that finds it missing or older than its files; a browser needs nothing but the
module and `stage/lib/messages.js`.
"""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from model.rules import facts
from model.rules.facts import NUMBERS, Fact
from pages.view.words.grammar import FOLDER, entries, tree
from pages.view.words.pseudo import LANGUAGE, pseudo

LANGUAGES = {"en": "en-GB"}
"""The folders of messages, and whose rules of numbers, plurals and lists hold there."""
MADE = FOLDER.parent / "stage" / "lib" / "made"
"""Where modules are kept, beside those that they are imported by; git ignores it."""


@cache
def module(language: str) -> str:
    """Return the ES module of a language; ``export const words = {locale, messages, facts}``.

    The messages are as in `grammar`; facts: by code a message, and what its numbers are called (`model.rules.facts`).
    """
    file, first = MADE / f"{language}.js", f"/* Made of pages/view/words/{language}: {digest(language)} */\n"
    try:
        known = file.read_text()
        if known.startswith(first):
            return known
    except OSError:
        pass
    text = first + written(language)
    _keep(file, text)
    return text


def digest(language: str) -> str:
    """Return a hash of all that a module is made from."""
    sources = [*sorted((FOLDER / language).glob("*.ftl")), Path(__file__), FOLDER / "grammar.py", Path(facts.__file__)]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]


def written(language: str) -> str:
    """Return the module of a language, made anew; that of `pseudo.LANGUAGE` is never kept."""
    odd = language == LANGUAGE
    messages = pseudo(entries("en")) if odd else entries(language)
    whole: dict[str, Any] = {"locale": LANGUAGES["en" if odd else language], "messages": tree(messages)}
    whole["facts"] = {int(fact): [fact.message, *NUMBERS[fact]] for fact in Fact}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return f'/** @type {{import("../messages.js").Words}} */\nexport const words = {text};\n'


def _keep(file: Path, text: str) -> None:
    """Write a file in one step, so that nobody reads half of it; where nothing can be written, it is made each time."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half = file.with_suffix(f".{os.getpid()}")
        half.write_text(text)
        half.replace(file)
    except OSError:
        pass


if __name__ == "__main__":
    for name in LANGUAGES:
        module(name)
