"""The words beside the pictures of acting in time; every number in them comes from runs that were played."""

from collections.abc import Mapping

from pages.view.words.english import listed, many, percent

RESCUE_WORDS: Mapping[str, str] = {
    "add_capacity": "add 10 % of space",
    "set_backoff": "back off, up to 32 minutes",
    "fix_bug": "fix the bug everywhere",
    "throttle": "throttle to 3 requests for 10 nodes",
    "reconnect": "reconnect every second volume",
    "stop_search": "stop the search for 20 minutes",
}
"""What an operator might do, by its name in `model.analysis.rescue.RESCUES`."""


def so_far(tried: int) -> str:
    """Return what to say before a result of which not every action is part yet.

    >>> so_far(2), so_far(len(RESCUE_WORDS))
    ('2 of 6 actions tried so far. ', '')
    """
    return f"{tried} of {len(RESCUE_WORDS)} actions tried so far. " if tried < len(RESCUE_WORDS) else ""


def last_sentence(last: Mapping[str, int | None]) -> str:
    """Return which action may come latest, of those that save this run at all."""
    saving = {name: tick for name, tick in last.items() if tick is not None}
    if not saving:
        return "None of these actions saves this run, however early it comes."
    name = max(saving, key=lambda one: saving[one])
    return (
        f"Until minute {saving[name]} it is not too late: that is the last minute at which one can still "
        f"{RESCUE_WORDS[name]} and save this very run."
    )


NOT_NEEDED = (
    "This run does not collapse, so there is nothing to save it from. Click a cell of the map that collapses, or "
    "take another luck."
)


def last_notice(last: Mapping[str, int | None], gaps: Mapping[str, int], step: int) -> list[str]:
    """Return what to look at."""
    words = []
    if lost := [RESCUE_WORDS[name] for name, tick in last.items() if tick is None]:
        words.append(f"Never enough here: {listed(lost)}.")
    if holes := [f"{RESCUE_WORDS[name]} ({many(count, 'earlier minute')})" for name, count in gaps.items() if count]:
        words.append(
            "A gap is a minute at which acting would not have saved it though acting later would: other "
            f"requests meet, luck decides. There are such gaps for: {listed(holes)}."
        )
    tried = "every minute" if step == 1 else f"every {step} minutes"
    return [
        *words,
        (
            f"Each action was tried on its own, in {tried} of the run. Saved means not collapsed: some volumes "
            "may still wait."
        ),
    ]


def chances_sentence(best: tuple[str, int, float] | None, of: int, lucks: int) -> str:
    """Return until when an action saves most of the lucks that would collapse."""
    if not of:
        return f"None of {many(lucks, 'luck')} collapses with these settings, so there is nothing to save."
    if best is None:
        return (
            f"Of {many(lucks, 'luck')}, {of} collapse if nobody acts, and no action saves half of them at any "
            "minute that was tried."
        )
    name, tick, share = best
    return (
        f"To {RESCUE_WORDS[name]} in minute {tick} still saves {percent(round(share, 2))} of the lucks that "
        "collapse if nobody acts. Of all that was tried, nothing later saves half of them."
    )


def chances_notice(first: int, halves: Mapping[str, int | None]) -> list[str]:
    """Return until when each action saves half."""
    early = [f"{RESCUE_WORDS[name]} (minute {tick})" for name, tick in halves.items() if tick is not None]
    late = [RESCUE_WORDS[name] for name, tick in halves.items() if tick is None]
    words = [f"Half are still saved by: {listed(early)}."] if early else []
    if late:
        words.append(f"At no minute that was tried is half saved by: {listed(late)}.")
    return [*words, f"Contact is back in minute {first}. Bars show how sure the shares are: with few lucks, not very."]


def prevent_sentence(prevent: float | None, cures: Mapping[int, float | None], collapse: float) -> str:
    """Return what room costs before and after."""
    if collapse <= 0.5:
        return (
            f"{percent(round(collapse, 2))} of the lucks collapse as things are, no more than half: there is "
            "nothing to prevent by this measure."
        )
    start = "not even as much again as all copies" if prevent is None else f"{percent(prevent)} more space"
    late = [
        f"in minute {tick} no amount is enough" if share is None else f"in minute {tick} it takes {percent(share)}"
        for tick, share in cures.items()
    ]
    return f"Had {start} been there from the start, half the lucks would not collapse; {listed(late)}."


def prevent_notice(times: Mapping[int, float], lucks: int) -> list[str]:
    """Return how many times dearer the cure is."""
    words = [f"In minute {tick} it takes {ratio:.1f} times as much as at the start." for tick, ratio in times.items()]
    return [
        *words,
        (
            "Space is counted as a share of all copies. Each amount was found by trying, with the same "
            f"{many(lucks, 'luck')} each time."
        ),
    ]


def size_sentence(shares: Mapping[int, float], fate: str) -> str:
    """Return how the share that collapses changes with the size of the cluster."""
    small, large = min(shares), max(shares)
    return (
        f"With {small} nodes {percent(round(shares[small], 2))} of the lucks collapse, with {large} nodes "
        f"{percent(round(shares[large], 2))}, and all else is the same."
    )


DECIDES = {
    "small": "Luck decides in a small cluster, hardly in a large one",
    "large": "Here luck decides in a large cluster, hardly in a small one",
    "every": "These settings lie near the edge, and there luck decides in a cluster of any size",
    "none": "With these settings luck hardly decides in a cluster of any size",
    "unsure": "Where luck decides cannot be told from so few lucks",
}


def size_notice(where: str, against: Mapping[int, int], widths: Mapping[int, float], lucks: int) -> list[str]:
    """Return where luck decides (`where_chance_decides` of `model.analysis.size`), and how lucks differ at each."""
    small, large = min(widths), max(widths)
    return [
        (
            f"{DECIDES[where]}: with {small} nodes {against[small]} of {many(lucks, 'luck')} end otherwise than most, "
            f"with {large} nodes {against[large]}."
        ),
        (
            f"At the worst moment 8 in 10 lucks lie within {round(100 * widths[small])} points of stuck volumes with "
            f"{small} nodes, within {round(100 * widths[large])} with {large}."
        ),
        (
            "Space, cut and volumes grow with the nodes, so that each node has as much to do. "
            f"{many(lucks, 'luck')} of each size."
        ),
    ]
