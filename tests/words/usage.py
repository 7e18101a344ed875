"""Where messages are used: the calls in JavaScript and Python, and what they give."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CALL = re.compile(r"""\b(?:say|mark|message)\(\s*(?:"([\w.-]+)"|`([^`]+)`)\s*([,)])""")
VALUE = re.compile(r"""\{\s*id: "([\w.-]+)"(?=\s*\}|,\s*values\b)""")
"""A message that is handed on as data, to be said within another."""
PLACE = re.compile(r"\$?\{[^}]*\}")
SAYS = {"message", "Problem"}
"""What takes the name of a message first, in Python."""
SPREAD = "…"
"""Stands among the names of a call whose values are not written out."""


@dataclass(frozen=True)
class Use:
    """A call that says a message: where, which (a pattern, where a part of the name is worked out), with what."""

    where: str
    pattern: str
    given: frozenset[str]

    def matches(self, name: str) -> bool:
        return re.fullmatch(self.pattern, name) is not None


def pattern_of(text: str) -> str:
    r"""Return a pattern for the names that a template can make.

    >>> pattern_of("state-${name}.short")
    'state\\-[\\w-]+\\.short'
    """
    return r"[\w-]+".join(re.escape(part) for part in PLACE.split(text))


def in_javascript(text: str, where: str) -> Iterator[Use]:
    """Yield the calls of a script, and the messages that it hands on as data."""
    for call in CALL.finditer(text):
        given = names_of(text, call.end()) if call[3] == "," else set()
        yield Use(where, re.escape(call[1]) if call[1] else pattern_of(call[2]), frozenset(given))
    for value in VALUE.finditer(text):
        yield Use(where, re.escape(value[1]), frozenset({SPREAD}))


def names_of(text: str, begin: int) -> set[str]:
    """Return the names in the object that begins at the next brace; `SPREAD`, where there is none or one is spread."""
    rest = text[begin:].lstrip()
    if not rest.startswith("{"):
        return {SPREAD}
    names, depth, part, quote = set(), 0, "", ""
    for letter in rest:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'`":
            quote = letter
        if not quote:
            depth += (letter in "{([") - (letter in "})]")
            if (letter == "," and depth == 1) or depth == 0:
                names |= name_in(part)
                part = ""
                if depth == 0:
                    return names
                continue
        part += letter if depth > 1 or letter != "{" else ""
    raise ValueError(f"a call has no end: {rest[:60]}")


def name_in(part: str) -> set[str]:
    found = re.match(r"\s*(?:(\.\.\.)|([\w$]+)|\"([\w-]+)\")", part)
    return set() if found is None else {SPREAD if found[1] else found[2] or found[3]}


def in_python(text: str, where: str) -> Iterator[Use]:
    """Yield the calls of ``message("name", value=…)`` and of ``Problem`` in a Python file."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAYS and node.args:
            given = frozenset(one.arg or SPREAD for one in node.keywords)
            match node.args[0]:
                case ast.Constant(value=str(name)):
                    yield Use(where, re.escape(name), given)
                case ast.JoinedStr(values=parts):
                    text_of = [str(one.value) if isinstance(one, ast.Constant) else "{}" for one in parts]
                    yield Use(where, pattern_of("".join(text_of)), given)


def uses() -> list[Use]:
    """Return every call of the stage and of the server."""
    found: list[Use] = []
    for folder, suffix, read in (
        ("pages/view/stage", "js", in_javascript),
        ("pages", "py", in_python),
        ("model", "py", in_python),
    ):
        for file in sorted((ROOT / folder).rglob(f"*.{suffix}")):
            found += read(file.read_text(), str(file.relative_to(ROOT)))
    return found
