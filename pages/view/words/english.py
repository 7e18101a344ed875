"""Numbers in English sentences, for the words that only a server says: those of its cards, and of the scenes."""

from typing import Any

from model.rules.spelling import plain
from pages.view.words.message import rounded_percent


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


def per_hundred(share: float, digits: int = 0) -> str:
    """Return how many in a hundred a share is, to so many digits; 0 and 100 only where it is exactly that.

    >>> per_hundred(0.413), per_hundred(0.0034), per_hundred(0.9998), per_hundred(1e-7)
    ('41', '0.3', '99.98', 'below 0.001')
    """
    value = rounded_percent(share, digits)
    if 0 < value < FINEST:
        return f"below {FINEST}"
    return f"above {100 - FINEST}" if 100 - FINEST < value < 100 else plain(value)


FINEST = 0.001
"""Shares nearer to 0 or 100 per cent are not written out."""


def about(share: float, digits: int = 0) -> str:
    """Return a share in per cent, as `per_hundred` writes it.

    >>> about(0.413), about(0.996), about(0)
    ('41 %', '99.6 %', '0 %')
    """
    return f"{per_hundred(share, digits)} %"
