"""A language that nobody speaks: English with accents, a third longer. What is read without them is written in code."""

from collections.abc import Iterable, Iterator

from fluent.syntax import ast

from pages.view.words.grammar import TAG, Entry, texts

LANGUAGE = "en-XA"
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "áƀçđéƒǧĥíĵķĺɱñóþǫŕšţúṽŵẋýžÁƁÇĐÉƑǦĤÍĴĶĹṀÑÓÞǪŔŠŢÚṼŴẊÝŽ"
)
LONGER = "~"


def pseudo(messages: Iterable[Entry]) -> list[Entry]:
    """Return messages with every text in them accented, and a third longer.

    >>> from pages.view.words.grammar import read, tree
    >>> tree(pseudo(read("left = <offline>{ $n } nodes</offline> are left")))
    {'left': [{'<': 'offline', 'p': [{'$': 'n'}, ' ñóđéš~~']}, ' áŕé ĺéƒţ~~']}
    """
    found: list[Entry] = [entry.clone() for entry in messages]
    for element in texts(found):
        element.value = "".join(_odd(piece) for piece in _pieces(element))
    return found


def _pieces(element: ast.TextElement) -> Iterator[str]:
    """Yield texts and tags by turns."""
    end = 0
    for tag in TAG.finditer(element.value):
        yield element.value[end : tag.start()]
        yield tag[0]
        end = tag.end()
    yield element.value[end:]


def _odd(piece: str) -> str:
    if TAG.fullmatch(piece):
        return piece
    text = piece.translate(LETTERS)
    longer = LONGER * round(sum(letter.isalpha() for letter in piece) / 3)
    return f"{text.rstrip()}{longer}{text[len(text.rstrip()) :]}"
