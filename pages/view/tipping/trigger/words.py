"""The words beside the restart; every number in them comes from the lucks that were played."""

from collections.abc import Mapping

from model.runs.certainty import Share
from pages.view.tipping.map.words import share_words
from pages.view.words.english import listed, many

FEW = 10
"""Of fewer lucks nothing is told."""
NAMES: Mapping[str, str] = {
    "nothing": "nothing else",
    "throttle": "a throttle",
    "set_backoff": "more backoff",
    "fix_bug": "the fix",
}
"""What comes with the restart, in short."""
MEANS: Mapping[str, str] = {
    "nothing": "nothing else",
    "throttle": "a throttle of 3 requests for 10 nodes a minute",
    "set_backoff": "waits of up to 32 minutes",
    "fix_bug": "the bug fixed everywhere",
}
"""The same, with what it means."""
SUMMED = {"collapsed": "collapse again", "raging": "rage", "held": "are held", "over": "are over"}
ALWAYS = ("over", "collapsed")
"""These are told even where there are none."""
MINUTE = "Restart every node in"
RESTART, CUT, BAND = "every node restarts", "the cut", "9 in 10 lucks"


def minute_words(at: int) -> str:
    """Return a minute that can be chosen."""
    return f"minute {at}"


def so_far(tried: int, of: int) -> str:
    """Return what to say before a result of which not every part is known yet."""
    return f"{tried} of {of} restarts tried so far. " if tried < of else ""


def too_late(ends: int, last: int) -> str:
    """Return why nothing can be restarted without its trigger."""
    return (
        f"The trigger is at work until minute {ends}, and the last restart on offer is in minute {last}. An earlier or "
        "shorter cut will do."
    )


def counted(share: Share) -> str:
    r"""Return so many of so many, with the interval.

    >>> counted(Share(155, 187))
    '155 of 187 (77–88\xa0%)'
    """
    return f"{share.hits or 'none'} of {share.of} ({share_words(*share.interval())})"


def sentence(lucks: int, lost: int, at: int, again: Share | None) -> str:
    """Return whether the storm needs its trigger."""
    if not lost:
        return f"None of {many(lucks, 'luck')} has collapsed by minute {at} with these settings: nothing to restart."
    if again is None:
        return (
            f"Only {lost} of {many(lucks, 'luck')} {'has' if lost == 1 else 'have'} collapsed by minute {at} with "
            "these settings: too few to say what a restart does."
        )
    low, high = again.interval()
    tail = (
        "The trigger started the storm; the storm keeps itself going."
        if low > 0.5
        else "Without a trigger most storms do not come again."
        if high < 0.5
        else "Whether a storm comes again without a trigger is luck."
    )
    return (
        f"Of {many(lucks, 'luck')} {lost} have collapsed by minute {at}. Then every node is restarted, and nothing is "
        f"cut off any more: {counted(again)} collapse again. {tail}"
    )


def quiet_words(quiet: Share, again: Share) -> str:
    """Return what the same cluster does that is never cut."""
    words = f"Never cut, {counted(quiet)} collapse with these settings."
    if quiet.interval()[1] < 0.5 < again.interval()[0]:
        words += (
            " So one cluster can stay well or stay in storm, and a push decides which: that is called metastable. "
            "To end it, weaken the loop; the trigger is long gone."
        )
    return words


def asking_words(asking: float, asked: float, volumes: int, at: int) -> str:
    """Return why it begins anew: how many ask for a home then, and how many asked when the trigger had ended."""
    return (
        "A restart brings every copy back, but a volume without a mirror still looks for a new one. In "
        f"minute {at}, {asking:g} of {many(volumes, 'volume')} ask at once in the middle luck; {asked:g} did "
        "after the trigger."
    )


def remedy_words(name: str, fates: Mapping[str, Share]) -> str:
    """Return what a remedy brings about."""
    told = [f"{counted(one)} {SUMMED[fate]}" for fate, one in fates.items() if one.hits or fate in ALWAYS]
    return f"With {MEANS[name]}, {listed(told)}."


def how_words(at: int, ticks: int, background: float) -> str:
    """Return how it was played."""
    losses = " Everyday losses go on." if background else ""
    return (
        f"From minute {at} on nothing is cut off and no node is broken on purpose; what else was planned for later is "
        f"left out. Fates are those of minute {ticks}.{losses}"
    )


def open_words(seed: int, is_own: bool) -> str:
    """Return which run the buttons open."""
    return f"Open {'this run' if is_own else f'luck {seed}'} in the Lab, restarted with:"
