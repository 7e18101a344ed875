"""Message files: what they hold, and the tree that a browser reads instead of them.

Messages are in Fluent syntax, ``pages/view/words/<language>/*.ftl``. Two things are ours: a line break within a message
is a space, and ``<searching>37 volumes</searching>`` marks a piece of text with a name (a state whose colour underlines
it, or ``strong``). Tags are read here and nowhere else, so nothing that comes as an argument is ever markup.

A message becomes a pattern of the tree, which is JSON::

    PATTERN = TEXT or [PART, …]
    PART = TEXT
         | {"$": variable, "o": options}          a number or a text; of Intl.NumberFormat, where there are any
         | {"list": variable, "o": options}       of Intl.ListFormat
         | {"@": id}                              another message, or a term
         | {"?": {"$": variable}, "v": {key: PATTERN}, "*": key of the default}
         | {"<": mark, "p": PATTERN}
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser, ast

FOLDER = Path(__file__).parent
TAG = re.compile(r"<(/?)([a-z_]+)>")
BREAK = re.compile(r" *\n *")
FUNCTIONS = {
    "NUMBER": ("$", {"minimumFractionDigits", "maximumFractionDigits", "useGrouping"}),
    "LIST": ("list", {"type", "style"}),
}
"""What a message can call: the part that it becomes, and its options."""
Entry = ast.Message | ast.Term
Tree = dict[str, Any]


def entries(language: str) -> list[Entry]:
    """Return all messages and terms of a language, line breaks folded.

    Raises:
        ValueError: where a file is not Fluent, or an id stands twice.
    """
    found: dict[str, Entry] = {}
    for file in sorted((FOLDER / language).glob("*.ftl")):
        for entry in read(file.read_text(), file.name):
            if found.setdefault(name_of(entry), entry) is not entry:
                raise ValueError(f"{file.name}: {name_of(entry)} stands twice")
    return list(found.values())


def read(text: str, name: str = "text") -> list[Entry]:
    """Return the messages and terms of a text, line breaks folded.

    Raises:
        ValueError: where it is not Fluent.
    """
    found = []
    for entry in FluentParser(with_spans=False).parse(text).body:
        if isinstance(entry, ast.Junk):
            raise ValueError(f"{name}: {entry.annotations[0].message}: {str(entry.content).strip()[:80]}")
        if isinstance(entry, ast.Message | ast.Term):
            found.append(entry)
    for element in texts(found):
        element.value = BREAK.sub(" ", element.value)
    return found


def texts(node: Any) -> Iterator[ast.TextElement]:
    """Yield every piece of plain text in a part of a syntax tree."""
    if isinstance(node, ast.TextElement):
        yield node
    elif isinstance(node, list):
        for one in node:
            yield from texts(one)
    elif isinstance(node, ast.BaseNode):
        for one in vars(node).values():
            yield from texts(one)


def name_of(entry: Entry) -> str:
    """Return the id of a message, or of a term with its dash."""
    return f"-{entry.id.name}" if isinstance(entry, ast.Term) else str(entry.id.name)


def tree(messages: Iterable[Entry]) -> Tree:
    r"""Return the pattern of every message and term by its id; attributes as ``id.attribute``.

    Raises:
        ValueError: where a message names one that is not there, or does what no browser here can do.

    >>> tree(read("left = { $n } volumes { is-up }\nis-up = <mirrored>are up</mirrored>"))
    {'left': [{'$': 'n'}, ' volumes ', {'@': 'is-up'}], 'is-up': [{'<': 'mirrored', 'p': 'are up'}]}
    """
    found: Tree = {}
    for entry in messages:
        name = name_of(entry)
        patterns = {name: entry.value} | {f"{name}.{one.id.name}": one.value for one in entry.attributes}
        for key, pattern in patterns.items():
            if pattern is not None:
                try:
                    found[key] = _pattern(pattern)
                except ValueError as error:
                    raise ValueError(f"{key}: {error}") from None
    for key, pattern in found.items():
        for other in references(pattern):
            if other not in found:
                raise ValueError(f"{key}: there is no {other}")
    return found


def _pattern(pattern: ast.Pattern) -> Any:
    parts: list[Any] = []
    outer: list[Any] = []
    mark = ""
    for element in pattern.elements:
        if isinstance(element, ast.Placeable):
            parts.append(_part(element.expression))
            continue
        end = 0
        for tag in TAG.finditer(element.value):
            _add(parts, element.value[end : tag.start()])
            end = tag.end()
            if mark != tag[2] * bool(tag[1]):
                raise ValueError(f"{tag[0]} has no other end here")
            if mark:
                parts, mark = [*outer, {"<": mark, "p": _short(parts)}], ""
            else:
                outer, parts, mark = parts, [], tag[2]
        _add(parts, element.value[end:])
    if mark:
        raise ValueError(f"<{mark}> has no other end here")
    return _short(parts)


def _add(parts: list[Any], text: str) -> None:
    if text:
        parts.append(text)


def _short(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts


def _part(node: Any) -> Any:
    """Return the part that an expression becomes."""
    match node:
        case ast.Placeable():
            return _part(node.expression)
        case ast.StringLiteral():
            return str(node.parse()["value"])
        case ast.VariableReference():
            return {"$": node.id.name}
        case ast.MessageReference() | ast.TermReference(arguments=None):
            dash = "-" if isinstance(node, ast.TermReference) else ""
            return {"@": f"{dash}{node.id.name}{f'.{node.attribute.name}' if node.attribute else ''}"}
        case ast.FunctionReference():
            return _call(node)
        case ast.SelectExpression():
            return _select(node)
    raise ValueError(f"{type(node).__name__} is more than we can say")


def _call(node: ast.FunctionReference) -> dict[str, Any]:
    kind, known = FUNCTIONS.get(node.id.name, ("", set()))
    given = {one.name.name: one.value.parse()["value"] for one in node.arguments.named}
    variable = node.arguments.positional[0] if len(node.arguments.positional) == 1 else None
    if not kind or set(given) - known or not isinstance(variable, ast.VariableReference):
        raise ValueError(f"{node.id.name} is called as no browser here understands it")
    options = {name: value != "false" if name == "useGrouping" else value for name, value in given.items()}
    return {kind: variable.id.name} | ({"o": options} if options else {})


def _select(node: ast.SelectExpression) -> dict[str, Any]:
    variants = {_key(one): _pattern(one.value) for one in node.variants}
    (usual,) = (_key(one) for one in node.variants if one.default)
    selector = _part(node.selector)
    if not isinstance(selector, dict) or "$" not in selector:
        raise ValueError("only a variable can choose")
    return {"?": {"$": selector["$"]}, "v": variants, "*": usual}


def _key(variant: ast.Variant) -> str:
    return str(variant.key.value if isinstance(variant.key, ast.NumberLiteral) else variant.key.name)


def parts_of(pattern: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every part of a pattern that is no text, those within parts too."""
    if isinstance(pattern, list):
        for one in pattern:
            yield from parts_of(one)
    elif isinstance(pattern, dict):
        yield pattern
        for one in (pattern.get("?"), pattern.get("p"), *pattern.get("v", {}).values()):
            yield from parts_of(one)


def references(pattern: Any) -> set[str]:
    """Return the messages that a pattern names."""
    return {part["@"] for part in parts_of(pattern) if "@" in part}


def variables(messages: Tree, name: str) -> set[str]:
    r"""Return what must be given so that a message can be said.

    >>> sorted(variables(tree(read("a = { $x } { b }\nb = { LIST($y) }")), "a"))
    ['x', 'y']
    """
    pattern = messages[name]
    own = {part[kind] for part in parts_of(pattern) for kind in ("$", "list") if kind in part}
    return own.union(*(variables(messages, other) for other in references(pattern)))
