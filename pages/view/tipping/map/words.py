"""The words of the page "Tipping point"; every number in them comes from the result that is shown."""

from pages.view.words.english import many, per_hundred, percent

AXIS_TITLES = {
    "backoff": "Backoff: longest wait, in minutes",
    "bug_probability": "Bug: chance per pair closing together",
    "spare_capacity": "Spare capacity: free slots at the start",
    "cut_off_fraction": "Nodes that the mistake cuts off",
    "reconnect": "Volumes that trust their old copy again",
    "fixed_share": "Nodes without the bug",
    "copy_ticks": "Minutes to make a copy",
}
DOES = {"collapsed": "collapses", "raging": "still rages", "held": "is held", "over": "is over"}
"""What a cluster does, by its fate."""
DO = {"collapsed": "collapse", "raging": "still rage", "held": "are held", "over": "are over"}


def backoff_words(level: float) -> str:
    """Return what a backoff level means."""
    return "asks again every minute" if level == 0 else f"waits up to {many(2 ** int(level), 'minute')}"


def bug_words(probability: float) -> str:
    """Return what a bug probability means."""
    return "no bug" if probability == 0 else f"{percent(probability)} per pair closing together"


def spare_words(share: float) -> str:
    """Return what a spare capacity means."""
    return "no free slot" if share == 0 else f"{percent(share)} spare slots"


def share_words(low: float, high: float) -> str:
    r"""Return an interval of shares in per cent.

    >>> share_words(0.6396, 0.9476), share_words(0, 0.0038)
    ('64–95\xa0%', '0–0.4\xa0%')
    """
    low_words, high_words = per_hundred(low), per_hundred(high)
    return f"{low_words}\u00a0%" if low_words == high_words else f"{low_words}–{high_words}\u00a0%"


def odds_words(hits: int, runs: int, low: float, high: float, fate: str) -> str:
    r"""Return what the lucks of one cell say.

    >>> odds_words(17, 20, 0.6396, 0.9476, "collapsed")
    'in 17 of 20 lucks this cluster collapses (64–95\xa0%)'
    """
    return f"in {hits} of {many(runs, 'luck')} this cluster {DOES[fate]} ({share_words(low, high)})"


BETWEEN = "These settings lie between the cells of this map, where its diamond stands."
OFF = "These settings lie outside this map."
NOT_YET = "Playing the first lucks of every cell …"


def map_sentence(here: tuple[int, int, float, float] | None, fate: str) -> str:
    r"""Return what the map says of the settings in view: hits, lucks, and the interval of the share.

    >>> map_sentence((17, 20, 0.6396, 0.9476), "collapsed")
    'In 17 of 20 lucks this cluster collapses (64–95\xa0%).'
    """
    if here is None:
        return BETWEEN
    words = odds_words(*here, fate)
    return f"{words[0].upper()}{words[1:]}."


def edge_words(lever: str, before: str, after: str, fate: str, rises: bool, between: int) -> str:
    r"""Return between which two values of a lever the share passes one half for sure, and how many between are open.

    >>> edge_words("Bug", "0.03 %", "0.05 %", "collapsed", True, 0)
    'Along bug the edge lies between “0.03 %” and “0.05 %”: beyond it, more than half collapse (95 % intervals).'
    """
    turn = f"more than half {DO[fate]}" if rises else f"fewer than half {DO[fate]}"
    undecided = f"; at {many(between, 'value')} between them it is open" if between else ""
    return (
        f"Along {lever.lower()} the edge lies between “{before}” and “{after}”: beyond it, {turn} "
        f"(95 % intervals){undecided}."
    )


def cells_words(lucks: int, fate: str, minute: int) -> str:
    """Return what the numbers in the cells are."""
    return (
        f"The number in a cell is how many in 100 lucks {DO[fate]} by minute {minute}; {many(lucks, 'luck')} were "
        "played of each."
    )


def open_words(undecided: int, cells: int, widest: float, fate: str) -> str:
    """Return in how many cells it is open whether most end so, and how wide the widest interval is."""
    return (
        f"In {undecided} of {many(cells, 'cell')} it is open whether more than half {DO[fate]}: their 95 % intervals "
        f"lie on both sides of one half. The widest interval is ± {per_hundred(widest)} points."
    )


def too_fine(cells: str, times: float) -> str:
    """Return why a map is not made."""
    return (
        f"A map of {cells} cells with these settings would take {times:.0f} times as long as one visitor may keep this "
        "machine busy. Choose fewer cells, a smaller cluster or a shorter run."
    )


def too_much(what: str, times: float) -> str:
    """Return why something is not worked out."""
    return (
        f"{what} would take {max(2, round(times))} times as long here as one visitor may keep this machine busy. "
        "A smaller cluster or a shorter run will do."
    )


GRIDS = {
    "live": "the levers' stops",
    "21": "21 × 21",
    "41": "41 × 41",
    "101": "101 × 101, each to ± 5 %",
}
FATE_CHOICES = {
    "collapsed": "collapses",
    "raging": "still rages",
    "held": "is held",
    "over": "is over",
}
