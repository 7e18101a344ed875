"""The words beside pictures of many lucks; every number in them comes from the lucks that were played."""

from model.runs.certainty import wilson
from pages.view.tipping.map.words import DO, DOES, share_words
from pages.view.words.english import about, many


def counted(hits: int, runs: int) -> str:
    r"""Return a count with the 95 % interval of its share.

    >>> counted(188, 200)
    '188 (90–97\xa0%)'
    """
    low, high = wilson(hits, runs)
    return f"{hits} ({share_words(float(low), float(high))})"


def ends_sentence(low: int, high: int, between: int) -> str:
    """Return how the lucks end: no average of what is nearly nothing or nearly all, but how many are which."""
    lucks = low + high + between
    words = (
        f"Of {many(lucks, 'luck')}, {counted(high, lucks)} end with more than four fifths of their volumes stuck, "
        f"{counted(low, lucks)} with less than a fifth, {counted(between, lucks)} in between"
    )
    if low and high and between <= lucks / 10:
        return f"{words}: there are two ends, and no average storm."
    return f"{words}: here the lucks agree." if lucks in (low, high, between) else f"{words}."


def fates_words(fates: tuple[int, ...], minute: int) -> str:
    """Return how many lucks end how by a minute, the last that was played."""
    order = ("over", "held", "raging", "collapsed")
    lucks = sum(fates)
    parts = [
        f"{counted(count, lucks)} {(DOES if count == 1 else DO)[fate]}"
        for fate, count in reversed(list(zip(order, fates, strict=True)))
        if count
    ]
    return (
        f"By minute {minute}, of {many(lucks, 'luck')}, {', '.join(parts)}. In brackets: 95 % intervals of the share."
    )


def peaks_words(low: int, high: int) -> list[str]:
    """Return where there are two peaks, if there is only one here."""
    if low and high:
        return []
    return ["Away from the edge there is only one peak. Move the bug towards it on the map, and look again."]


def spread_words(tick: int, low: float, high: float, lucks: int) -> str:
    """Return when the lucks differ most."""
    return (
        f"They differ most about minute {tick}: 9 in 10 of the {many(lucks, 'luck')} that had no part in choosing it "
        f"have between {about(low)} and {about(high)} of their volumes stuck then."
    )


def drift_sentence(inside: int, bins: int, ticks: int) -> str:
    """Return how well what happened agrees with what was expected."""
    return (
        f"What was expected is what happened: of {bins} groups of minutes, {inside} lie within two standard "
        f"errors of the diagonal ({many(ticks, 'minute')} of play)."
    )


DRIFT_NOTICE = [
    (
        "For each minute the model works out the change of stuck that is to be expected: volumes that crashes "
        "will strand, less volumes that found a home. On average the change must be exactly that."
    ),
    "By chance alone about 19 in 20 groups lie within two standard errors.",
]
NO_DRIFT = "An operator broke a node by hand in these settings; that is no chance, so expected and real changes differ."
