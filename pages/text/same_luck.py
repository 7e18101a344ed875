"""The words of "Same luck": pairs to start from, the protections, the butterfly."""

from collections.abc import Mapping

CARDS: Mapping[str, tuple[str, str]] = {
    "backoff": ("Storm, or patience", "Right: after each refusal a volume waits longer, up to 32 minutes."),
    "fix": ("Storm, or the bug fixed", "Right: the same rush, and no node can crash by the race."),
    "space": ("Storm, or room", "Right: three times the spare slots."),
    "reconnect": ("Storm, or reconnect first", "Right: half of the volumes trust their old copy when contact is back."),
    "jitter": ("In step, or spread", "Both wait up to 4 minutes. Left without jitter: everyone comes back together."),
    "cells": ("One cluster, or four cells", "The mistake hits the same nodes. Right: each cell knows only itself."),
}
"""What to start from: title and what to look at, by the name of the pair."""
BUTTERFLY = (
    "Half the bug, and luck decides: with the very same settings one cluster recovers, another is lost. Then the whole "
    "cluster has {fewer} spare slots instead of {all}. One slot, on one node. Nothing else is different."
)
PROTECTIONS = (
    "After April 2011 Amazon named three: ask more patiently, fix the bug, keep more room. Each alone, in pairs, all "
    "together: how {lucks} clusters of this model fare."
)
SOURCE = ("Amazon's summary", "https://aws.amazon.com/message/65648/")
