"""The words beside the pictures of acting in time; every number in them comes from runs that were played."""

from collections.abc import Mapping
from typing import NamedTuple

from model.analysis.prevention import HALF, Prevention, Room
from model.analysis.rescue import AS_IN_2011, RESCUES, Rescue
from model.runs.certainty import Share
from pages.view.tipping.map.words import share_words
from pages.view.tipping.seeds import seeds_words
from pages.view.words.english import listed, many, per_hundred, percent

RESCUE_WORDS: Mapping[str, str] = {
    "add_capacity": "add 10 % of space",
    "set_backoff": "back off, up to 32 minutes",
    "fix_bug": "fix the bug everywhere",
    "throttle": "throttle to 3 requests for 10 nodes",
    "reconnect": "reconnect every second volume",
    "stop_search": "stop the search for 20 minutes",
    "as_in_2011": "stop the search; an hour later a fifth more space, a throttle and search again, as in 2011",
}
"""What an operator might do, by its name in `TRIED`."""
RESCUE_NAMES: Mapping[str, str] = {**RESCUE_WORDS, "as_in_2011": "stop the search and make room later"}
"""The same where there is little room."""
TRIED: Mapping[str, Rescue] = {**RESCUES, "as_in_2011": AS_IN_2011}
"""All that is tried: one thing at a time, and what ended the real event."""


class Pause(NamedTuple):
    """What it does to this run to stop the search for an hour."""

    begun: int
    """The last minute in which it may begin if the rest an hour later is to end the storm."""
    stuck: int
    """Volumes, when it begins."""
    kept: int
    """Volumes, in its last minute."""


def so_far(tried: int) -> str:
    """Return what to say before a result of which not every action is part yet.

    >>> so_far(2), so_far(len(RESCUE_WORDS))
    ('2 of 7 actions tried so far. ', '')
    """
    return f"{tried} of {len(RESCUE_WORDS)} actions tried so far. " if tried < len(RESCUE_WORDS) else ""


class Until(NamedTuple):
    """Until when an action helps the run in view, and what it leaves."""

    over: int | None
    """The last minute that was tried in which it may begin and the run is over; None where it never is."""
    stuck: int
    """Volumes stuck at the end, begun then."""
    spared: int | None
    """The last minute in which it may begin and the run does not collapse; None where it always does."""
    left: int
    """Volumes stuck at the end, begun then."""


def last_sentence(ends: Mapping[str, Until], volumes: int) -> str:
    """Return with which action the run is over latest and at what price; beside it, until when it does not collapse."""
    over = {name: one.over for name, one in ends.items() if one.over is not None}
    spared = {name: one.spared for name, one in ends.items() if one.spared is not None}
    if not spared:
        return "With each of these actions this run collapses, however early it comes."
    late = max(spared, key=lambda name: spared[name])
    not_collapsed = (
        f"Not collapsed is less: it can be had until minute {spared[late]}, with “{RESCUE_NAMES[late]}”, which then "
        f"leaves {ends[late].left} of {many(volumes, 'volume')} stuck at the end."
    )
    if not over:
        return f"With none of these actions is this run over, however early it comes. {not_collapsed}"
    best = max(over, key=lambda name: over[name])
    words = (
        f"Minute {over[best]} is the last in which this can begin and this very run is over at the end, with "
        f"{ends[best].stuck} of {many(volumes, 'volume')} still stuck: {RESCUE_WORDS[best]}."
    )
    return words if spared[late] == over[best] else f"{words} {not_collapsed}"


def until_words(end: Until) -> str:
    """Return until when the run is over with an action, in short.

    >>> until_words(Until(15, 0, 42, 456))
    'over until minute 15 (0 stuck)'
    """
    return "never over" if end.over is None else f"over until minute {end.over} ({end.stuck} stuck)"


NOT_NEEDED = (
    "This run does not collapse, so no action is needed against that. Click a cell of the map that collapses, or "
    "take another luck."
)


def pause_words(pause: Pause | None) -> str:
    """Return what it does to stop the search, where it does not save the run alone."""
    if pause is None:
        return (
            "To stop the search for 20 minutes does not end this run, and space an hour later does not end it either."
        )
    return (
        f"To stop the search holds the storm, and ends nothing alone: begun in minute {pause.begun}, "
        f"{many(pause.stuck, 'volume')} are stuck then, and {pause.kept} an hour later. With a fifth more space, a "
        f"throttle and search again after that hour this run is over, if it begins in minute {pause.begun} at the "
        "latest."
    )


def last_notice(ends: Mapping[str, Until], gaps: Mapping[str, int], step: int, pause: Pause | None = None) -> list[str]:
    """Return what to look at."""
    words = []
    if lost := [RESCUE_NAMES[name] for name, one in ends.items() if one.over is None and name != "stop_search"]:
        words.append(f"Never over, however early it comes: {listed(lost)}.")
    if "as_in_2011" in ends and ends["stop_search"].over is None:
        words.append(pause_words(pause))
    if holes := [f"{RESCUE_NAMES[name]} ({many(count, 'earlier minute')})" for name, count in gaps.items() if count]:
        words.append(
            "A gap is a minute at which acting would not have ended it though acting later would: other "
            f"requests meet, luck decides. There are such gaps for: {listed(holes)}."
        )
    tried = "every minute" if step == 1 else f"every {step} minutes"
    return [
        *words,
        (
            f"Each was tried by itself, in {tried} of the run. Over: nobody searches any more and no node crashes, but "
            "what lost every running copy stays stuck. Pale bars: not collapsed, which may be far from well."
        ),
    ]


def counted(share: Share, noun: str = "luck") -> str:
    r"""Return so many of so many, with the interval.

    >>> counted(Share(41, 100))
    '41 of 100 lucks (32–51\xa0%)'
    """
    return f"{share.hits or 'none'} of {many(share.of, noun)} ({share_words(*share.interval())})"


def prevent_sentence(found: Prevention) -> str:
    """Return what room costs before and after, and on how many fresh lucks the first is enough."""
    collapse = Share(round(found.collapse * found.replicates), found.replicates)
    if found.collapse <= HALF:
        return (
            f"As things are {counted(collapse)} collapse, no more than half: there is "
            "nothing to prevent by this measure."
        )
    late = [
        f"in minute {room.tick} no amount is enough"
        if room.share is None
        else f"in minute {room.tick} it takes {percent(room.share)} ({_again(room)})"
        for room in found.cures
    ]
    later = f"; {listed(late)}" if late else ""
    start = found.prevent
    more = "not even as much again as all copies" if start.share is None else f"{percent(start.share)} more space"
    enough = "would be" if start.share is None else "is"
    return (
        f"As things are {counted(collapse)} collapse. From the start {more} {enough} enough to keep half from that: "
        f"with it {counted(start.again, 'fresh luck')} do not collapse{later}."
    )


def _again(room: Room) -> str:
    return f"{room.again.hits} of {room.again.of}, {share_words(*room.again.interval())}"


def prevent_notice(times: Mapping[int, float], lucks: int, first: int) -> list[str]:
    """Return how many times dearer the cure is, and which lucks were played."""
    words = [f"In minute {tick} it takes {ratio:.1f} times as much as at the start." for tick, ratio in times.items()]
    return [
        *words,
        (
            "Space is counted as a share of all copies. Each amount was found by trying, with the same "
            f"{many(lucks, 'luck')} each time; how many it is enough for was counted on as many fresh ones. "
            f"{seeds_words(range(first, first + 2 * lucks))}"
        ),
    ]


def size_sentence(shares: Mapping[int, Share]) -> str:
    r"""Return how the share that collapses changes with the size of the cluster.

    >>> size_sentence({16: Share(41, 100), 64: Share(93, 100)})[:69]
    'With 16 nodes 41 of 100 lucks (32–51\xa0%) collapse, with 64 nodes 93 of'
    """
    small, large = min(shares), max(shares)
    return (
        f"With {many(small, 'node')} {counted(shares[small])} collapse, with {many(large, 'node')} "
        f"{counted(shares[large])}, and all else is the same."
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
            f"At the worst moment 8 in 10 lucks lie within {per_hundred(widths[small])} points of stuck volumes with "
            f"{small} nodes, within {per_hundred(widths[large])} with {large}."
        ),
        (
            "Space, cut and volumes grow with the nodes, so that each node has as much to do. "
            f"{many(lucks, 'luck')} of each size. {seeds_words(range(1, lucks + 1))}"
        ),
    ]
