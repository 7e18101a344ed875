"""What is worth saying of a run: a code for each kind of fact, and what its numbers are called.

How a fact reads stands in message files; its message is called as its code is: ``CAPTION_CUT`` is ``caption-cut``.
"""

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import Any


class Fact(IntEnum):
    """What happens in a minute, what the operator does, moments worth a flag, how a run ends, where two runs part."""

    CAPTION_START = 0
    CAPTION_CALM = 1
    CAPTION_COPYING = 2
    CAPTION_CUT = 3
    CAPTION_CUT_GOES_ON = 4
    CAPTION_CONTACT = 5
    CAPTION_TRUST = 6
    CAPTION_NOBODY_HAS_TO_SEARCH = 7
    CAPTION_LOST_SIGHT = 8
    CAPTION_ALL_ASK = 9
    CAPTION_SOME_ASK = 10
    CAPTION_FOUND = 11
    CAPTION_RUSH = 12
    CAPTION_BREAK = 13
    CAPTION_BREAK_SEVERAL = 14
    CAPTION_BREAK_MANY = 15
    CAPTION_BUG_STRIKES = 16
    CAPTION_BUG_STRIKES_SEVERAL = 17
    CAPTION_CRASH = 18
    CAPTION_CRASH_SEVERAL = 19
    CAPTION_CRASH_MANY = 20
    CAPTION_STRANDS = 21
    CAPTION_GONE_OFFLINE = 22
    CAPTION_NO_NODE_LEFT = 23
    CAPTION_HALF_DOWN = 24
    CAPTION_RESTART = 25
    CAPTION_FOUND_AGAIN = 26
    CAPTION_ALL_DOWN = 27
    CAPTION_EVERYDAY = 28
    CAPTION_SPACE_GONE = 29
    CAPTION_STOPPED = 30
    CAPTION_WAITING = 31
    CAPTION_NO_SLOT = 32
    CAPTION_REFUSED = 33
    CAPTION_SEARCHING = 34
    CAPTION_STILL_SEARCHING = 35
    CAPTION_OVER = 36
    CAPTION_AFTER = 37
    CAPTION_ALL_HOME = 38
    CAPTION_ALL_MIRRORED = 39
    CAPTION_DOWN = 40
    CAPTION_DOWN_OFFLINE = 41

    CAPTION_DID_BACKOFF = 50
    CAPTION_DID_FIX_BUG = 51
    CAPTION_DID_SET_BUG = 52
    CAPTION_DID_FIX_NODES = 53
    CAPTION_DID_ADD_CAPACITY = 54
    CAPTION_DID_STOP = 55
    CAPTION_DID_SEARCH_AGAIN = 56
    CAPTION_DID_THROTTLE = 57
    CAPTION_DID_THROTTLE_OFF = 58
    CAPTION_DID_RECONNECT = 59
    CAPTION_DID_RESTART = 60
    CAPTION_DID_CUT = 61
    CAPTION_DID_REQUEST_LIMIT = 62
    CAPTION_DID_RETRY_BUDGET = 63

    FLAG_CUT = 70
    FLAG_CONTACT = 71
    FLAG_CRASH = 72
    FLAG_FULL = 73
    FLAG_HALF = 74
    FLAG_ALL = 75
    FLAG_OVER = 76

    FLAG_BACKOFF = 80
    FLAG_FIX_BUG = 81
    FLAG_SET_BUG = 82
    FLAG_FIX_NODES = 83
    FLAG_ADD_CAPACITY = 84
    FLAG_STOP = 85
    FLAG_SEARCH_AGAIN = 86
    FLAG_THROTTLE = 87
    FLAG_THROTTLE_OFF = 88
    FLAG_RECONNECT = 89
    FLAG_RESTART = 90
    FLAG_CUT_AGAIN = 91
    FLAG_BREAK = 92
    FLAG_REQUEST_LIMIT = 93
    FLAG_RETRY_BUDGET = 94

    OUTCOME_COLLAPSED_ALL = 100
    OUTCOME_COLLAPSED = 101
    OUTCOME_NO_STORM = 102
    OUTCOME_OVER_UNHARMED = 103
    OUTCOME_OVER = 104
    OUTCOME_HELD = 105
    OUTCOME_RAGING = 106
    OUTCOME_LOST = 107

    PART_NEVER = 120
    PART_REFUSED = 121
    PART_WAITED = 122
    PART_CRASH = 123
    PART_TRUSTED = 124
    PART_CUT = 125
    PART_OTHER = 126
    PART_MOVE_A_LEVER = 127
    PART_OTHERS = 128
    PART_NOT_SEEN = 129
    PART_SEEN_AT_ONCE = 130
    PART_SEEN_FROM = 131
    SURVIVOR_BROKEN = 132
    SURVIVOR = 133
    SURVIVOR_AS_MANY = 134
    SURVIVOR_AS_MANY_FIXED = 135
    SURVIVOR_MISSING_ALIKE = 136
    SURVIVOR_MISSING = 137

    @property
    def message(self) -> str:
        """The name of its message.

        >>> Fact.CAPTION_CUT_GOES_ON.message
        'caption-cut-goes-on'
        """
        return self.name.lower().replace("_", "-")


_SEARCHING = ("LOST_SIGHT", "ALL_ASK", "RUSH", "STRANDS", "FOUND_AGAIN", "EVERYDAY", "SPACE_GONE", "STOPPED")
_SURVIVOR = ("minute", "node", "here", "there", "closings", "known", "falls")
_PERCENT = ("SET_BUG", "FIX_NODES", "THROTTLE")
NUMBERS: Mapping[Fact, tuple[str, ...]] = MappingProxyType(
    dict.fromkeys(Fact, ())
    | {Fact[f"CAPTION_{name}"]: ("searching",) for name in (*_SEARCHING, "WAITING", "STILL_SEARCHING")}
    | {Fact[f"{what}_{name}"]: ("percent",) for what in ("CAPTION_DID", "FLAG") for name in _PERCENT}
    | {
        Fact.CAPTION_START: ("nodes", "volumes"),
        Fact.CAPTION_CALM: ("mirrored",),
        Fact.CAPTION_COPYING: ("copying",),
        Fact.CAPTION_CUT: ("isolated", "nodes", "cut_off"),
        Fact.CAPTION_CUT_GOES_ON: ("isolated", "nodes", "cut_off"),
        Fact.CAPTION_TRUST: ("mirrored",),
        Fact.CAPTION_SOME_ASK: ("searching", "requests"),
        Fact.CAPTION_FOUND: ("accepted",),
        Fact.CAPTION_BREAK: ("node",),
        Fact.CAPTION_BREAK_SEVERAL: ("nodes*",),
        Fact.CAPTION_BREAK_MANY: ("nodes",),
        Fact.CAPTION_BUG_STRIKES: ("node", "closings"),
        Fact.CAPTION_BUG_STRIKES_SEVERAL: ("nodes*", "closings*"),
        Fact.CAPTION_CRASH: ("node", "closings"),
        Fact.CAPTION_CRASH_SEVERAL: ("nodes*", "closings*"),
        Fact.CAPTION_CRASH_MANY: ("nodes", "closings"),
        Fact.CAPTION_GONE_OFFLINE: ("offline",),
        Fact.CAPTION_NO_NODE_LEFT: ("offline",),
        Fact.CAPTION_RESTART: ("nodes",),
        Fact.CAPTION_ALL_DOWN: ("nodes", "offline"),
        Fact.CAPTION_NO_SLOT: ("searching", "requests"),
        Fact.CAPTION_REFUSED: ("searching", "requests"),
        Fact.CAPTION_SEARCHING: ("accepted", "requests"),
        Fact.CAPTION_ALL_HOME: ("nodes",),
        Fact.CAPTION_ALL_MIRRORED: ("nodes",),
        Fact.CAPTION_DOWN: ("nodes",),
        Fact.CAPTION_DOWN_OFFLINE: ("nodes", "offline"),
        Fact.CAPTION_DID_BACKOFF: ("level", "minutes"),
        Fact.CAPTION_DID_ADD_CAPACITY: ("percent", "nodes"),
        Fact.CAPTION_DID_RECONNECT: ("mirrored",),
        Fact.CAPTION_DID_CUT: ("minutes",),
        Fact.CAPTION_DID_REQUEST_LIMIT: ("limit",),
        Fact.CAPTION_DID_RETRY_BUDGET: ("tokens",),
        Fact.FLAG_BACKOFF: ("level",),
        Fact.FLAG_ADD_CAPACITY: ("percent",),
        Fact.FLAG_RECONNECT: ("percent",),
        Fact.FLAG_CUT_AGAIN: ("minutes",),
        Fact.FLAG_BREAK: ("node",),
        Fact.FLAG_REQUEST_LIMIT: ("limit",),
        Fact.FLAG_RETRY_BUDGET: ("tokens",),
        Fact.OUTCOME_COLLAPSED_ALL: ("nodes", "offline"),
        Fact.OUTCOME_COLLAPSED: ("down", "nodes", "offline"),
        Fact.OUTCOME_OVER_UNHARMED: ("minute",),
        Fact.OUTCOME_OVER: ("minute", "crashes"),
        Fact.OUTCOME_HELD: ("crashes", "searching", "short"),
        Fact.OUTCOME_RAGING: ("minutes", "crashes", "searching", "offline"),
        Fact.OUTCOME_LOST: ("offline",),
        Fact.PART_REFUSED: ("minute", "volume", "node", "here", "there"),
        Fact.PART_WAITED: ("minute", "volume", "node", "here", "there"),
        Fact.PART_CRASH: ("minute", "volume", "node", "here", "there"),
        Fact.PART_TRUSTED: ("minute", "volume", "here", "there"),
        Fact.PART_CUT: ("minute", "volume", "here", "there"),
        Fact.PART_OTHER: ("minute", "volume", "left", "right"),
        Fact.PART_OTHERS: ("others",),
        Fact.PART_SEEN_FROM: ("minute",),
        Fact.SURVIVOR_BROKEN: ("minute", "node", "here"),
        Fact.SURVIVOR: ("lived", *_SURVIVOR),
        Fact.SURVIVOR_AS_MANY: ("percent", *_SURVIVOR),
        Fact.SURVIVOR_AS_MANY_FIXED: _SURVIVOR,
        Fact.SURVIVOR_MISSING_ALIKE: ("missing", "volume", "doing"),
        Fact.SURVIVOR_MISSING: ("missing", "groups@survivor-group:doing,volumes"),
    }
)
"""What the numbers of a fact are called, in their order; those with a star are lists and share what is left evenly.

``groups@message:one,other`` is a list of messages, each with so many of the numbers that are left.
"""


def named(fact: Fact, numbers: list[float]) -> dict[str, Any]:
    """Return the numbers of a fact by their names.

    >>> named(Fact.CAPTION_CRASH_SEVERAL, [3, 17, 20, 41])
    {'nodes': [3, 17], 'closings': [20, 41]}
    """
    names = NUMBERS[fact]
    plain = [name for name in names if name.isidentifier()]
    found: dict[str, Any] = dict(zip(plain, numbers, strict=False))
    rest, lists = numbers[len(plain) :], names[len(plain) :]
    for k, name in enumerate(lists):
        list_name, _, each = name.partition("@")
        if each:
            found[list_name] = _messages(each, rest)
        else:
            size = len(rest) // len(lists)
            found[name.removesuffix("*")] = rest[k * size : (k + 1) * size]
    return found


def _messages(each: str, numbers: list[float]) -> list[dict[str, Any]]:
    message, _, names = each.partition(":")
    inner = names.split(",")
    rows = [numbers[k : k + len(inner)] for k in range(0, len(numbers), len(inner))]
    return [{"id": message, "values": dict(zip(inner, row, strict=True))} for row in rows]
