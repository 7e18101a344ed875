"""The search for a butterfly: a luck in which one spare slot decides."""

from model.rules.pairs import butterfly
from model.runs.ensemble import simulate_many

AT_ONCE = 250


def find_butterfly(fates: tuple[str, str], first: int = 1, last: int = 10_000) -> int | None:
    """Return the first luck from ``first`` to ``last`` that ends so with all spare slots, and so with one fewer.

    >>> find_butterfly(("over", "collapsed"), 150, 200)
    176
    """
    for begin in range(first, last + 1, AT_ONCE):
        pairs = [butterfly(seed) for seed in range(begin, min(begin + AT_ONCE, last + 1))]
        ends = [simulate_many(side, series=False).fates for side in zip(*pairs, strict=True)]
        for number, ended in enumerate(zip(*ends, strict=True)):
            if ended == fates:
                return begin + number
    return None
