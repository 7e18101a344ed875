"""What is said of a run, as a stream of numbers that compiled loops write.

For each fact there stand in it its code (`model.rules.facts`), how many numbers it has, and these.
"""

from model.engine.compiled import kernel
from model.engine.rounding import rounded
from model.engine.state import Floats, Record, record
from model.rules.actions import KINDS

BOOK = record(
    ("used", "i8"),  # numbers written
    ("last", "i8"),  # where the last fact begins
    ("captions_told", "i8"),  # how many minutes have a caption of their own
    ("flags_told", "i8"),
)
"""How far the stream is written."""

SET_BACKOFF, FIX_BUG, FIX_NODES = KINDS["set_backoff"].code, KINDS["fix_bug"].code, KINDS["fix_nodes"].code
ADD_CAPACITY, STOP_SEARCH, THROTTLE = (KINDS[n].code for n in ("add_capacity", "stop_search", "throttle"))
RECONNECT, CRASH_NODE = KINDS["reconnect"].code, KINDS["crash_node"].code
RESTART_NODES, CUT_OFF = KINDS["restart_nodes"].code, KINDS["cut_off"].code
REQUEST_LIMIT, RETRY_BUDGET = KINDS["request_limit"].code, KINDS["retry_budget"].code


@kernel
def fact(stream: Floats, book: Record, code: int) -> None:
    """Begin a fact."""
    book.last = book.used
    stream[book.used] = 1 * code  # a plain number: numba turns no code into a float
    stream[book.used + 1] = 0
    book.used += 2


@kernel
def add(stream: Floats, book: Record, number: float) -> None:
    """Give the last fact one more number."""
    stream[book.used] = number
    stream[book.last + 1] += 1
    book.used += 1


@kernel
def fact_1(stream: Floats, book: Record, code: int, one: float) -> None:
    """Write a fact of one number."""
    fact(stream, book, code)
    add(stream, book, one)


@kernel
def fact_2(stream: Floats, book: Record, code: int, one: float, other: float) -> None:
    """Write a fact of two numbers."""
    fact_1(stream, book, code, one)
    add(stream, book, other)


@kernel
def fact_3(stream: Floats, book: Record, code: int, one: float, other: float, third: float) -> None:
    """Write a fact of three numbers."""
    fact_2(stream, book, code, one, other)
    add(stream, book, third)


@kernel
def percent(share: float) -> float:
    """Return a share in per cent, with as many digits as it was given."""
    return rounded(share * 1e8) / 1e6


@kernel
def close_percent(share: float) -> float:
    """Return a share in per cent to two decimals, to more where it would read 0 or 100 and is neither."""
    scale = 100.0
    while 0.0 < share < 1.0 and scale < 1e9 and (share * scale < 0.005 or (1.0 - share) * scale < 0.005):
        scale *= 10.0
    return rounded(share * 100.0 * scale) / scale
