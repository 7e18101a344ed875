"""The words of the model: a volume's states, the causes of its changes, and what is counted each tick."""

from enum import IntEnum


class State(IntEnum):
    """What a volume is doing."""

    MIRRORED = 0
    CUT_OFF = 1
    SEARCHING = 2
    COPYING = 3
    OFFLINE = 4


class Cause(IntEnum):
    """Why a volume changed (0 to 7), or what happened to a node (from 10 on)."""

    CUT = 0
    CONTACT = 1
    RECONNECTED = 2
    EVERYDAY = 3
    ACCEPTED = 4
    FINISHED = 5
    CRASH = 6
    RESTART = 7
    NODE_CRASHED = 10
    NODE_BROKEN = 11
    NODE_RESTARTED = 12
    NODE_CUT = 13
    NODE_CONTACT = 14
    NODE_CAPACITY = 15


class Count(IntEnum):
    """What is counted at the end of each tick; the first five are the volumes in each `State`."""

    MIRRORED = 0
    CUT_OFF = 1
    SEARCHING = 2
    COPYING = 3
    OFFLINE = 4
    NODES_UP = 5
    STUCK = 6
    REQUESTS = 7
    ACCEPTED = 8
    REFUSED = 9
    CRASHES = 10
    NEWLY_STUCK = 11
    STRANDED = 12
    EVERYDAY = 13
    RELIEVED = 14
    FREE_SLOTS = 15
    MOST_CLOSINGS = 16
    CUTS = 17
    OPEN_NODES = 18
    SHORTFALL = 19
    CRASHED_AGAIN = 20


COUNTS = tuple(count.name.lower() for count in Count)
FATES = ("over", "held", "raging", "collapsed")
HELD = ("slow", "short of room")
"""The two kinds of held."""
SHORT_OF_ROOM = len(FATES)
"""The code that stands for held short of room where endings tell the two kinds of held apart."""
