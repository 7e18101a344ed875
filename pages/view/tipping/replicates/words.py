"""The words beside pictures of many lucks; every number in them comes from the lucks that were played."""

from collections.abc import Sequence

from model.analysis.equilibria import Equilibrium
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


NO_HILL = "Nobody was stuck in these lucks, so there is no hill to draw."


def hill_sentence(crossings: Sequence[Equilibrium], always: str) -> str:
    """Return where the hill is crossed, or what one does that is not (`DriftCurve.always`)."""
    tips = [one for one in crossings if one.kind == "tipping"]
    if tips:
        return (
            f"Beyond {points(tips[-1].share)} of the volumes stuck, a minute makes it worse on average, not better: "
            "there lies the tipping point."
        )
    if crossings:
        return (
            f"What is stuck drifts towards {points(crossings[0].share)} of the volumes, from either side: no tipping "
            "point beyond."
        )
    return HILLS[always]


HILLS = {
    "feeds": (
        "With these settings the storm feeds itself at every share stuck that these lucks came to: there is no safe "
        "side."
    ),
    "fades": (
        "With these settings a minute makes it better on average at every share stuck that these lucks came to: no "
        "tipping point."
    ),
    "unsure": "In these lucks a minute does neither better nor worse than chance: too few to say where a hill lies.",
}


def tip_words(crossings: Sequence[Equilibrium]) -> list[str]:
    """Return how sure the tipping point is."""
    tips = [one for one in crossings if one.kind == "tipping"]
    return [
        f"The tipping point lies between {points(one.low)} and {points(one.high)}: there are the nearest shares on "
        "either side of it at which the change is more than chance."
        for one in tips[-1:]
    ]


def hill_notice(
    top: tuple[float, float], bottom: tuple[float, float], crossings: Sequence[Equilibrium], crossed: str
) -> list[str]:
    """Return what to look at on the hill; ``top`` and ``bottom`` are (share, volumes a minute)."""
    words = [
        (
            "The line is made of minutes that happened: at each share stuck, volumes expected to be stranded by "
            "crashes, less volumes that found a home."
        )
    ]
    words += tip_words(crossings)
    if bottom[1] < 0:
        words.append(
            f"It fades fastest at {points(bottom[0])} stuck: {-bottom[1]:.1f} volumes a minute find a home "
            "beyond those stranded."
        )
    if top[1] > 0:
        words.append(f"It feeds itself fastest at {points(top[0])} stuck: {top[1]:.1f} volumes a minute.")
    words.append(crossed)
    words.append(
        "One number does not say all of a cluster: free slots and who waits where matter too. So single runs "
        "stray from the line."
    )
    return words


DOT_WORDS = "Minute {minute} of this run begins with {x} % stuck; its expected change: {y} volumes."
"""What is said of the minute on the stage, where the dot is; the numbers are the run's."""


def crossed_words(tipping: float | None, tick: int | None, fate: str) -> str:
    """Return when the run in view crossed the tipping point for good."""
    if tipping is None:
        return "The dot is the minute on the stage: play, and watch it walk."
    if tick is None:
        return f"This run ends on the safe side of it: it is {fate}."
    return f"This run is beyond it for good from minute {tick} on, and ends {fate}. The dot is the minute on the stage."


def storm_sentence(first: int | None, above: int, of: int) -> str:
    """Return when the run's storm number is above 1."""
    if of == 0:
        return "Nothing moves in this run, so it has no storm number."
    if first is None:
        return (
            f"In none of the {many(of, 'minute')} in which something moves is this run's storm number above 1: "
            "each volume that finds a home strands fewer than one other."
        )
    return (
        f"In {above} of the {many(of, 'minute')} in which something moves, from minute {first} on, this run's storm "
        "number is above 1: each volume that finds a home costs more than one other its copy."
    )


STORM_NOTICE = [
    (
        "The storm number: volumes that crashes are expected to strand, for each one that finds a home, over the "
        "last 5 minutes. Above 1 the storm feeds itself; below 1 it dies down."
    ),
    (
        "It jumps to the rim when the last free slot is gone: nobody finds a home any more, and even a small "
        "danger is then without end."
    ),
]


def storm_middle(tick: int | None, lucks: int) -> str:
    """Return from when on most lucks are above 1."""
    if tick is None:
        return (
            f"In no minute do more than half of the {many(lucks, 'luck')} in which something moves have a storm "
            "number above 1."
        )
    return f"From minute {tick} on, the middle one of {many(lucks, 'luck')} is above 1 for the first time."


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
