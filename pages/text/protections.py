"""The words for the eight combinations of the three protections, made from how their lucks end."""

from collections.abc import Mapping, Sequence

from pages.view.words.english import listed

NAMES = ("backoff", "fix", "space")
ENOUGH, FEW = 0.95, 0.05
Fates = Sequence[int]
"""How many lucks are over, held, raging, collapsed."""


def title(which: frozenset[str]) -> str:
    """Return what a combination is called.

    >>> title(frozenset({"space", "fix"})), title(frozenset())
    ('fix + space', 'none of them')
    """
    if len(which) == len(NAMES):
        return "all three"
    return " + ".join(name for name in NAMES if name in which) or "none of them"


def called(which: frozenset[str]) -> str:
    """Return what a combination is called within a sentence.

    >>> called(frozenset({"fix"}))
    'the fix'
    """
    return "the fix" if which == {"fix"} else title(which)


def fates_words(fates: Fates) -> str:
    """Return how the lucks of one combination end.

    >>> fates_words([3, 97, 0, 0])
    'of 100: 3 over, 97 held'
    """
    verbs = ("over", "held", "still raging", "collapsed")
    told = [f"{many} {verb}" for many, verb in zip(fates, verbs, strict=True) if many]
    return f"of {sum(fates)}: {', '.join(told)}"


def does(fates: Fates) -> str:
    """Return what a combination does: it ``ends`` the storm, only ``holds`` it, or ``fails``.

    Ends: in at least 95 of 100 lucks it is over. Holds: at most 5 of 100 collapse or still rage.

    >>> does([97, 2, 0, 1]), does([3, 97, 0, 0]), does([40, 0, 0, 60])
    ('ends', 'holds', 'fails')
    """
    over, _, raging, collapsed = (many / sum(fates) for many in fates)
    if over >= ENOUGH:
        return "ends"
    return "holds" if raging + collapsed <= FEW else "fails"


def verdict(ends: Mapping[frozenset[str], Fates]) -> list[str]:
    """Return in words which of the three suffice alone, which pairs do, and what all three do."""
    told = [_group(ends, 1, "Alone"), _group(ends, 2, "Of the pairs"), _all(ends[frozenset(NAMES)])]
    return [sentence for sentence in [*told, *_slower(ends)] if sentence]


def _group(ends: Mapping[frozenset[str], Fates], size: int, lead: str) -> str:
    named = {
        what: [called(k) for k in ends if len(k) == size and does(ends[k]) == what]
        for what in ("ends", "holds", "fails")
    }
    if not named["ends"]:
        parts = ["none ends the storm"]
    elif len(named["ends"]) == 3:
        parts = ["each ends the storm" if size == 1 else "every one ends the storm"]
    else:
        verb = "ends" if len(named["ends"]) == 1 else "end"
        parts = [f"{listed(named['ends'])} {verb} the storm"]
    if named["holds"]:
        parts.append(f"{listed(named['holds'])} only {'holds' if len(named['holds']) == 1 else 'hold'} it")
    if named["fails"] and len(named["fails"]) < 3:
        parts.append(f"{listed(named['fails'])} {'does' if len(named['fails']) == 1 else 'do'} not stop it")
    return f"{lead}, {'; '.join(parts)}."


def _all(fates: Fates) -> str:
    return {
        "ends": "All three together end it.",
        "holds": "All three together only hold it.",
        "fails": "Even all three together do not stop it.",
    }[does(fates)]


def _slower(ends: Mapping[frozenset[str], Fates]) -> list[str]:
    """Return where patience costs: a combination that is over less often with backoff than without."""
    found = []
    for which, fates in ends.items():
        if "backoff" in which or not which:
            continue
        with_it = ends[which | {"backoff"}]
        lost = (fates[0] - with_it[0]) / sum(fates)
        if does(fates) == "ends" and lost > FEW:
            found.append(
                f"Patience has a price: with {called(which)} alone {fates[0]} of {sum(fates)} are over by the end, "
                f"with backoff as well {with_it[0]}."
            )
    return found
