"""Numbers in English sentences, for the words that only a server says: those of its cards, and of the scenes."""

from typing import Any

from model.rules.spelling import plain


def many(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> many(1, "volume"), many(20000, "volume")
    ('1 volume', '20 000 volumes')
    """
    digits = f"{number:,}".replace(",", " ") if number >= 10_000 else str(number)
    return f"{digits} {noun}{'' if number == 1 else 's'}"


def listed(items: list[Any]) -> str:
    """Return items as a list in words.

    >>> listed([1, 2, 3])
    '1, 2 and 3'
    """
    texts = [str(item) for item in items]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def percent(share: float) -> str:
    """Return a share in per cent.

    >>> percent(0.001), percent(0.05)
    ('0.1 %', '5 %')
    """
    return f"{plain(round(share * 100, 6))} %"
