"""From message files to one ES module a language for the browser; ``python -m pages.view.words.made`` writes it.

It is written at set-up, and by a server that finds it missing or older than its files; a browser needs nothing but the
module and `stage/lib/messages.js`.
"""

import hashlib
import json
import os
from functools import cache
from pathlib import Path

from pages.view.words.grammar import FOLDER, entries, tree
from pages.view.words.pseudo import LANGUAGE, pseudo

LANGUAGES = {"en": "en-GB"}
"""The folders of messages, and whose rules of numbers, plurals and lists hold there."""
MADE = FOLDER.parents[2] / ".compiled" / "words"


@cache
def module(language: str) -> str:
    """Return the ES module of a language; ``export default {locale, messages}``, the messages as in `grammar`."""
    file, first = MADE / f"{language}.js", f"// {digest(language)}\n"
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
    sources = [*sorted((FOLDER / language).glob("*.ftl")), Path(__file__), FOLDER / "grammar.py"]
    return hashlib.sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()[:16]


def written(language: str) -> str:
    """Return the module of a language, made anew; that of `pseudo.LANGUAGE` is never kept."""
    odd = language == LANGUAGE
    messages = pseudo(entries("en")) if odd else entries(language)
    whole = {"locale": LANGUAGES["en" if odd else language], "messages": tree(messages)}
    return f"export default {json.dumps(whole, ensure_ascii=False, separators=(',', ':'))};\n"


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
