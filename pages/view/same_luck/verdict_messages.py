"""What the eight combinations of the three protections do, as messages made from how their lucks end."""

from collections.abc import Mapping, Sequence

from pages.view.words.message import Message, message

NAMES = ("backoff", "fix", "space")
FATES = ("over", "held", "raging", "collapsed")
ENOUGH, FEW = 0.95, 0.05
Fates = Sequence[int]
"""How many lucks are over, held, raging, collapsed, and how many of the held are short of room."""
Ends = Mapping[frozenset[str], Fates]


def key(which: frozenset[str]) -> str:
    """Return what messages call a combination.

    >>> key(frozenset({"space", "fix"})), key(frozenset()), key(frozenset(NAMES))
    ('fix-space', 'none', 'all')
    """
    return "all" if len(which) == len(NAMES) else "-".join(name for name in NAMES if name in which) or "none"


def called(which: frozenset[str]) -> Message:
    """Return what a combination is called within a sentence."""
    return message("protection.called", which=key(which))


def fates_told(fates: Fates) -> Message:
    """Return how the lucks of one combination end."""
    *counts, short = fates
    told = [
        message("protection-fate", fate=fate, lucks=many, short=short)
        for fate, many in zip(FATES, counts, strict=True)
        if many
    ]
    return message("protection-fates", lucks=sum(counts), fates=told)


def does(fates: Fates) -> str:
    """Return what a combination does: it ``ends`` the storm, only ``holds`` it, or ``fails``.

    Ends: in at least 95 of 100 lucks it is over. Holds: at most 5 of 100 collapse or still rage.

    >>> does([97, 2, 0, 1, 0]), does([3, 97, 0, 0, 9]), does([40, 0, 0, 60, 0])
    ('ends', 'holds', 'fails')
    """
    over, _, raging, collapsed = (many / sum(fates[:-1]) for many in fates[:-1])
    if over >= ENOUGH:
        return "ends"
    return "holds" if raging + collapsed <= FEW else "fails"


def verdict(ends: Ends) -> list[Message]:
    """Return which of the three suffice alone, which pairs do, and what all three do."""
    alone, pairs = _group(ends, 1), _group(ends, 2)
    together = message("verdict-all", does=does(ends[frozenset(NAMES)]))
    return [
        message("verdict-alone", verdicts=alone),
        message("verdict-pairs", verdicts=pairs),
        together,
        *_slower(ends),
    ]


def _group(ends: Ends, size: int) -> Message:
    named = {
        what: [called(k) for k in ends if len(k) == size and does(ends[k]) == what]
        for what in ("ends", "holds", "fails")
    }
    if len(named["ends"]) == 3:
        parts = [message("verdict-each") if size == 1 else message("verdict-every")]
    elif named["ends"]:
        parts = [message("verdict-end", count=len(named["ends"]), which=named["ends"])]
    else:
        parts = [message("verdict-none")]
    if named["holds"]:
        parts.append(message("verdict-hold", count=len(named["holds"]), which=named["holds"]))
    if named["fails"] and len(named["fails"]) < 3:
        parts.append(message("verdict-fail", count=len(named["fails"]), which=named["fails"]))
    if len(parts) == 3:
        return message("verdict-three", first=parts[0], second=parts[1], third=parts[2])
    return message("verdict-two", first=parts[0], second=parts[1]) if len(parts) == 2 else parts[0]


def _slower(ends: Ends) -> list[Message]:
    """Return where patience costs: a combination that is over less often with backoff than without."""
    found = []
    for which, fates in ends.items():
        if "backoff" in which or not which:
            continue
        with_it = ends[which | {"backoff"}]
        if does(fates) == "ends" and (fates[0] - with_it[0]) / sum(fates[:-1]) > FEW:
            numbers = {"without": fates[0], "lucks": sum(fates[:-1]), "with": with_it[0]}
            found.append(message("verdict-price", which=called(which), **numbers))
    return found
