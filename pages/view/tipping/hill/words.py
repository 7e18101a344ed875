"""The words beside the hill; every number in them comes from the lucks that were played."""

from collections.abc import Sequence

from model.analysis.equilibria import Equilibrium
from pages.view.words.english import about, listed, many

NO_HILL = "Nobody was stuck in these lucks, so there is no hill to draw."
HILLS = {
    "feeds": "a minute makes it worse on average wherever it is more than chance: there is no safe side",
    "fades": "a minute makes it better on average wherever it is more than chance: no tipping point",
    "both": "no turn is more than chance, though all together shrink at some shares stuck and grow at others",
    "unsure": "a minute does neither better nor worse than chance: too few lucks to say where a hill lies",
}


def so_far(played: int, blocks: int) -> str:
    """Return how many blocks are known: nothing is said of a threshold before all are."""
    return f"{played} of {blocks} blocks of lucks played so far."


def blocks_words(blocks: int, size: int) -> str:
    """Return which blocks are spoken of.

    >>> blocks_words(5, 200)
    '5 blocks of 200 lucks'
    """
    return f"{blocks} blocks of {many(size, 'luck')}"


def hill_sentence(
    blocks: Sequence[Sequence[Equilibrium]], size: int, agreed: Sequence[Equilibrium] | None, always: str
) -> str:
    """Return where the hill is crossed, as far as all blocks agree."""
    who = blocks_words(len(blocks), size)
    if agreed is None:
        return (
            "How many are stuck does not decide alone: "
            f"{who} do not agree on where a minute turns from better to worse ({places(blocks)})."
        )
    if not agreed:
        return f"In all {who} {HILLS[always]}."
    if len(agreed) > 1:
        turns = listed([about(one.share) for one in agreed])
        return f"There is no single threshold: in all {who} the mean turns more than once, at {turns} stuck."
    shares = [block[0].share for block in blocks]
    range_words = f"by themselves they say {about(min(shares))} to {about(max(shares))}"
    if agreed[0].kind == "resting":
        return (
            f"What is stuck drifts towards {about(agreed[0].share)} of the volumes, from either side: all {who} "
            f"agree, {range_words}."
        )
    return (
        f"Beyond {about(agreed[0].share)} of the volumes stuck, a minute makes it worse on average, not better: "
        f"all {who} agree, {range_words}."
    )


def places(blocks: Sequence[Sequence[Equilibrium]]) -> str:
    """Return what each block finds for itself.

    >>> tip = Equilibrium(0.12, "tipping", 0.1, 0.2)
    >>> places([[tip], [], [tip]])
    '12 %; nowhere; 12 %'
    """
    return "; ".join(" and ".join(about(one.share) for one in block) or "nowhere" for block in blocks)


def block_by_block(blocks: Sequence[Sequence[Equilibrium]]) -> str:
    """Return where each block turns."""
    return f"Where the mean of all minutes turns, block by block: {places(blocks)}."


def contested_words(contested: tuple[float, float] | None) -> str:
    """Return where free slots decide."""
    if contested is None:
        return ""
    low, high = contested
    where = f"From {about(low)} to" if low else "Up to"
    return (
        f" {where} {about(high)} stuck, free slots decide: on average it shrinks while any is left and "
        "grows once none is."
    )


def curve_words(name: str, agreed: Sequence[Equilibrium] | None, always: str) -> str:
    """Return what one of the two curves does by itself."""
    where = {"left": "While any slot is free", "gone": "Once no slot is free"}[name]
    if agreed is None:
        return f"{where}, the blocks do not agree on where it turns: there too more than the share stuck matters."
    if agreed:
        turns = listed([f"{about(one.share)} ({one.kind})" for one in agreed])
        return f"{where}, all blocks agree that it turns at {turns}."
    return f"{where}, {HILLS[always].split(':')[0]}."


MADE_OF = (
    "The lines are made of minutes that happened: at each share stuck, volumes expected to be stranded by crashes, "
    "less volumes that found a home. A slot is free where its node is up."
)
NOT_A_LAW = (
    "Even both numbers do not say all of a cluster: how many slots are free, how many nodes are up and who waits where "
    "matter too. So single runs stray from the lines."
)
DOT_WORDS = "Minute {minute} of this run begins with {x} % stuck; its expected change: {y} volumes."
"""What is said of the minute on the stage, where the dot is; the numbers are the run's."""
WATCH = "The dot is the minute on the stage: play, and watch it walk."


def crossed_words(tipping: float | None, tick: int | None, fate: str) -> str:
    """Return when the run in view passed the threshold for good, where there is one."""
    if tipping is None:
        return WATCH
    if tick is None:
        return f"This run ends with fewer stuck than that: it is {fate}."
    return f"This run has more stuck than that for good from minute {tick} on, and ends {fate}. {WATCH}"
