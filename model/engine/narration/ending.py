"""How a run ends and what that costs, decided as compiled loops."""

from model.engine.compiled import kernel
from model.engine.narration.stream import add, fact, fact_1, fact_2, fact_3
from model.engine.outcome import COLLAPSED, HELD, OVER, RAGING, calm_from
from model.engine.state import Floats, Ints, Record
from model.rules.facts import Fact
from model.rules.states import Count


@kernel
def tell_outcome(counts: Ints, fate: int, nodes: int, short_of_room: int, stream: Floats, book: Record) -> None:
    """Write how a run ended, with its price."""
    ticks = counts.shape[0] - 1
    down, offline = nodes - counts[ticks, Count.NODES_UP], counts[ticks, Count.OFFLINE]
    waiting = counts[ticks, Count.SEARCHING] + counts[ticks, Count.CUT_OFF]
    crashes = 0
    for tick in range(ticks + 1):
        crashes += counts[tick, Count.CRASHES]
    if fate == COLLAPSED and down == nodes:
        fact_2(stream, book, Fact.OUTCOME_COLLAPSED_ALL, nodes, offline)
    elif fate == COLLAPSED:
        fact_3(stream, book, Fact.OUTCOME_COLLAPSED, down, nodes, offline)
    elif fate == OVER:
        tell_over(calm_from(counts), crashes, offline, stream, book)
    elif fate == HELD:
        fact_3(stream, book, Fact.OUTCOME_HELD, crashes, waiting, short_of_room)
        fact_1(stream, book, Fact.OUTCOME_LOST, offline)
    elif fate == RAGING:
        fact_3(stream, book, Fact.OUTCOME_RAGING, ticks, crashes, waiting)
        add(stream, book, offline)


@kernel
def tell_over(minute: int, crashes: int, offline: int, stream: Floats, book: Record) -> None:
    """Write since when a storm is over, and at what price."""
    if crashes == 0 and offline == 0 and minute == 0:
        fact(stream, book, Fact.OUTCOME_NO_STORM)
    elif crashes == 0 and offline == 0:
        fact_1(stream, book, Fact.OUTCOME_OVER_UNHARMED, minute)
    else:
        fact_2(stream, book, Fact.OUTCOME_OVER, minute, crashes)
        fact_1(stream, book, Fact.OUTCOME_LOST, offline)
