"""The words beside pictures of many lucks; every number in them comes from the lucks that were played."""

from pages.view.tipping.map.words import DO, DOES
from pages.view.words.english import many, percent


def points(share: float) -> str:
    """Return a share in whole per cent.

    >>> points(0.413)
    '41 %'
    """
    return percent(round(share, 2))


def fan_sentence(average: float, near: int, lucks: int) -> str:
    """Return what the average is worth: how many lucks end anywhere near it."""
    if near == 0:
        return (
            f"On average {points(average)} of the volumes end stuck, and not one of {many(lucks, 'luck')} ends "
            "within 10 points of that: the average storm never happens."
        )
    if near <= lucks / 4:
        return (
            f"On average {points(average)} of the volumes end stuck, but only {near} of {many(lucks, 'luck')} end "
            "within 10 points of that: the average storm hardly ever happens."
        )
    return (
        f"On average {points(average)} of the volumes end stuck, and {near} of {many(lucks, 'luck')} end within "
        "10 points of that: here the lucks agree."
    )


def fates_words(fates: tuple[int, ...]) -> str:
    """Return how many lucks end how."""
    order = ("over", "held", "raging", "collapsed")
    parts = [
        f"{count} {(DOES if count == 1 else DO)[fate]}"
        for fate, count in reversed(list(zip(order, fates, strict=True)))
        if count
    ]
    return f"Of {many(sum(fates), 'luck')}, {', '.join(parts)}."


def peaks_words(low: int, high: int, between: int) -> str:
    """Return how the lucks part."""
    if low and high:
        return (
            f"{low} lucks end with less than a fifth of the volumes stuck, {high} with more than four fifths; "
            f"{between} lie between."
        )
    if low or high:
        which = f"{low} lucks end with less than a fifth" if low else f"{high} lucks end with more than four fifths"
        return (
            f"{which} of the volumes stuck, {between} lie between: far from the edge there is only one peak. "
            "Halve the bug, and look again."
        )
    return f"All {between} lucks lie between a fifth and four fifths."


def spread_words(tick: int, low: float, high: float) -> str:
    """Return when the lucks differ most."""
    return (
        f"In minute {tick} the lucks differ most: 9 in 10 of them have between {points(low)} and {points(high)} "
        "of the volumes stuck."
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
