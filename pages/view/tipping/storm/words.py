"""The words beside the storm number; every number in them comes from the lucks that were played."""

from model.analysis.outlook import NODES_NEAR, STUCK_NEAR
from model.runs.certainty import wilson
from pages.view.tipping.map.words import share_words
from pages.view.words.english import about, many

FEW = 10
"""Of fewer lucks no share is told."""
NOTHING = "In no luck is the storm number ever below 1: nothing moves, or nobody finds a home."


def sure(hits: int, runs: int) -> str:
    r"""Return the 95 % interval of a share.

    >>> sure(741, 792)
    '92–95\xa0%'
    """
    low, high = wilson(hits, runs)
    return share_words(float(low), float(high))


def counter_sentence(minute: int, below: int, collapsed: int, lucks: int) -> str:
    """Return what became of the lucks whose storm number was below 1 in a minute that other lucks had chosen."""
    if not below:
        return f"In minute {minute} the storm number is below 1 in none of {many(lucks, 'luck')}."
    verb = "collapses" if collapsed == 1 else "collapse"
    end = f"{collapsed} of those {below} {verb} all the same" if collapsed else f"none of those {below} collapses"
    words = f"In minute {minute} the storm number is below 1 in {below} of {many(lucks, 'luck')}, and {end} "
    words += f"({sure(collapsed, below)})"
    return (
        f"{words}: below 1 does not mean that it dies down."
        if float(wilson(collapsed, below)[0]) > 0.05
        else f"{words}."
    )


def says(hits: int, runs: int) -> str:
    r"""Return how many of the lucks that stood alike collapse.

    >>> says(205, 214), says(2, 4)
    ('205 of 214 collapse (92–98\xa0%)', 'there are only 4, too few to say')
    """
    return (
        f"{hits} of {runs} collapse ({sure(hits, runs)})" if runs >= FEW else f"there are only {runs}, too few to say"
    )


def stood_words(minute: int, stuck: float, is_left: bool, up: int, hits: int, runs: int) -> str:
    """Return what the state of the run in view in a minute says of its end."""
    slots = "slots still free" if is_left else "no slot free"
    return (
        f"What predicts better is how a run stands. In minute {minute} this run has {about(stuck)} of its volumes "
        f"stuck, {slots} and {many(up, 'node')} up; of the lucks that stand like it then, {says(hits, runs)}."
    )


def own_words(first: int | None, above: int, of: int) -> str:
    """Return when the run's storm number is above 1."""
    if of == 0:
        return "Nothing moves in this run, so it has no storm number."
    if first is None:
        return f"In none of the {many(of, 'minute')} in which something moves is this run's storm number above 1."
    return (
        f"In {above} of the {many(of, 'minute')} in which something moves, the first of them minute {first}, this "
        "run's storm number is above 1."
    )


WHAT = [
    (
        "The storm number: volumes that crashes were expected to strand in the last 5 minutes, for each one that found "
        "a home in them. Above 1, more flowed in than out; below 1, less."
    ),
    (
        "It looks back, and it is no reproduction number: it does not say what one stuck volume brings about later, "
        "nor how much space is left. As long as many find a home it is low, while the last slots go."
    ),
    "It jumps to the rim when nobody finds a home any more: even a small danger is then without end.",
]
ALIKE = (
    f"Lucks stand alike in a minute where their shares stuck differ by no more than {about(STUCK_NEAR)} of the "
    f"volumes, their nodes up by no more than {about(NODES_NEAR)} of all (or one node), and where both have a slot "
    "free or neither has."
)
CHOSEN = "The minute was chosen by other lucks than those that are counted."
LINE_WORDS = "Minute {minute}: of the lucks that stand like this run then, {says}."
"""What is said of the minute on the stage; ``says`` is `says` of each minute."""
