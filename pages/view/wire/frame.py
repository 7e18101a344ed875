"""The picture of one run, or of two on one clock, as one ``bytes`` blob for the stage.

This docstring is the one place where the format is written down. Version 2:

====================  =========================================================================
bytes 0-3             ``SGL2``
bytes 4-              a zlib stream; inflated it is:
  u32, little-endian  H, the length of the header
  H bytes             the header, JSON in UTF-8
  padding             zeros up to the next multiple of 8
  the arrays          each at ``offset`` (counted from the end of the padding, a multiple of 8),
                      little-endian, C order
====================  =========================================================================

**Header**::

    {"version": 2,
     "rules": 1,                   the version of rules and defaults: links and files carry it
     "seq": 12,                    the number of the question that this answers (0: nobody asked)
     "tick": 42 or null,           where the playhead opens on a fresh page (null: before the cut)
     "newer": {"backoff": "3", "v": "2"},  optional: the link was made with newer rules, and the address keeps it
     "query": {"backoff": "3"},    the link of these settings, only what differs from the defaults
     "page": "lab" or null,        how the address of the page ends that this is for (pages/view/wire/config.py)
     "levers": [{"name": "backoff", "value": 3, "words": MESSAGE}],
     "problems": [MESSAGE],        what the link got wrong
     "future": "hidden",           optional: while a prediction is open, nothing beyond the playhead shows
     "scene": "wrong-turn",        optional: the scene of the story that the address asks for
     "odds": {"v": 1, "lucks": 100, "each": 30},  optional: the server answers with odds (pages/view/server/routes.py)
     "pair": {...},                optional, with two runs of one luck: pages/view/same_luck/pair.py
     "what_happened": {...},       optional: what to notice and to try (pages/view/lab/notes.py)
     "share": {...},               optional: where it was asked for (pages/view/link/share.py)
     "runs": [RUN] or [RUN, RUN]}

What is the same in all pictures of a page travels once, in its configuration. A RUN may carry ``name``, a message shown
above it where there are two (else the stage names what sets their scenarios apart).

    RUN = {"scenario": {every parameter by name},
           "fate": "over" | "held" | "raging" | "collapsed",
           "short": true,                     whether it is held for want of room
           "series": ["nodes_up", ...],       the rows of the array ``series``
           "requests": "all" | "sample",      whether the request arrays hold every request
           "focus": 17,                       only with a sample: the node whose own requests are there in full
           "arrays": {name: [dtype, shape, offset]}}   dtype: u1 u2 u4 i4 f4 f8

    MESSAGE = {"id": "lever-backoff", "values": {"level": 3, "minutes": 8}}: a message of `pages/view/words` and its
              values: numbers, texts, messages, or lists of these; said in the browser. No sentence travels.
    SEGMENT = "plain text" or ["37 volumes", "searching"]: text and the state whose colour marks it
              (mirrored cut_off searching copying offline crashed)

**Arrays of a run** (T ticks, N nodes, V volumes, E events, R requests; 65535 stands for "none"):

=================================== ============ ==================================================
name                                shape        meaning
=================================== ============ ==================================================
``series``                          (S, T+1) i4  the counts named in the header, row 0 the start
``expected_stranded``               (T+1) f8     B
``storm_number``                    (T+1) f8     R; may be inf or nan
``primary`` ``mirror``              (V) u2       the holders at the start
``slots``                           (N) u2       slots at the start
``group``                           (N) u2       the cell of each node (all 0 unless peers = cells)
``event_start``                     (T+2) u4     events of tick t are [event_start[t], event_start[t+1])
``event_volume`` ``event_state``    (E) u2, u1   which volume; its state afterwards, in the order
                                                 MIRRORED 0, CUT_OFF 1, SEARCHING 2, COPYING 3, OFFLINE 4
``event_primary`` ``event_partner`` (E) u2       holders afterwards; partner: its mirror (MIRRORED,
``event_old``                                    CUT_OFF) or target (COPYING); old: its old copy
``event_cause``                     (E) u1       CUT 0, CONTACT 1, RECONNECTED 2, EVERYDAY 3,
                                                 ACCEPTED 4, FINISHED 5, CRASH 6, RESTART 7
``event_by``                        (E) u4       for CRASH the index of that crash, else 4294967295
``request_start``                   (T+2) u4     like event_start
``request_volume`` ``request_from`` (R) u2       who asks, from which node, which node is asked
``request_to``
``request_accepted``                (R) u1       1 accepted, 0 refused (no answer counts as refused)
``own_start`` ``own_volume``        like request_ only where the run has a ``focus``: every request that this
``own_from`` ``own_to``             the others   node sent or was sent
``own_accepted``
``closings``                        (T+1, N) u2  requests that closed on the node in that tick
``bug``                             (T+1) f8     p in force in that tick
``fix_rank`` ``fixed_count``        (N), (T+1)   a node has the fix where fix_rank < fixed_count;
                                    u2           else it crashes with 1 - (1 - p)^(c(c-1)/2)
``crash_tick`` ``crash_node``       (C) u2       every crash in order of time
``crash_closings``                  (C) u2       what it was closing
``crash_by_operator``               (C) u1       1 if "Break this node" did it
``restart_tick`` ``restart_node``   (Q) u2       every restart; before the searching of that tick
``cut_node``                        (K) u2       the nodes that a cut isolates
``cut_from`` ``cut_until``          (M) u2       each cut; contact is back in tick cut_until
                                                 (65535: not within the run)
``capacity_tick`` ``capacity_node`` (A) u2       slots added by the operator: the node has
``capacity_slots``                               capacity_slots from that tick on
``facts``                           (F) f8       what is worth saying, no text: for each fact its code
                                                 (`model.rules.facts`), how many numbers it has, and these
``caption_tick`` ``caption_place``  (C) u2,      a caption holds from its tick until the next; its facts
                                    (C+1) u4     are facts[caption_place[k] .. caption_place[k + 1]]
``flag_tick`` ``flag_place``        (L) u2,      the flags likewise, one fact each; the outcome, with its
                                    (L+1) u4     price, is what comes behind the last of them
=================================== ============ ==================================================

A copy accepted in tick t is done in tick t + copy_ticks. Row t of everything is the state at the end
of tick t; a node that crashed in tick t is still up while the requests of tick t travel.
"""

import json
import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from model import PARAMETERS, VERSION, Run
from model.rules.problems import Problem
from model.rules.states import COUNTS
from pages.view.wire.arrays import events_of, nodes_of, own_requests, requests_of, start_of, told_of
from pages.view.words.message import Message

MAGIC = b"SGL2"
COMPRESSION = 2
KINDS = {"uint8": "u1", "uint16": "u2", "uint32": "u4", "int32": "i4", "float64": "f8"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What the stage is told beside the runs."""

    query: Mapping[str, str]
    levers: Sequence[Mapping[str, Any]] = ()
    seq: int = 0
    page: str | None = None
    """How the address of the page ends that this is for; None: for whatever page it comes to."""
    tick: int | None = None
    problems: Sequence[Problem] = ()
    newer: Mapping[str, str] | None = None
    """The query of a link that was made with newer rules, as the address keeps it."""
    focus: int | None = None
    """A node whose own requests travel in full, also where the others are sampled."""
    names: Sequence[Message] = ()
    """What the runs are called where there are two."""
    extra: Mapping[str, Any] | None = None


def encode(runs: Sequence[Run], picture: Picture) -> bytes:
    """Return the payload of one run, or of two on one clock."""
    blob = Blob()
    header: dict[str, Any] = {
        "version": 2,
        "rules": VERSION,
        "seq": picture.seq,
        "tick": picture.tick,
        "page": picture.page,
        "query": dict(picture.query),
        "levers": list(picture.levers),
        "problems": [problem.data() for problem in picture.problems],
        **({} if picture.newer is None else {"newer": dict(picture.newer)}),
        **(picture.extra or {}),
        "runs": [_run_header(run, picture.focus, blob) for run in runs],
    }
    for run_header, name in zip(header["runs"], picture.names, strict=False):
        run_header["name"] = name
    return blob.packed(header)


class Blob:
    """The arrays so far, each at a multiple of 8."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, array: npt.NDArray[Any]) -> list[Any]:
        """Put an array behind the others; return its dtype, shape and offset."""
        data = np.ascontiguousarray(array).tobytes()
        place = [KINDS[str(array.dtype)], list(array.shape), self.size]
        self.parts += [data, bytes(-len(data) % 8)]
        self.size += len(data) + -len(data) % 8
        return place

    def packed(self, header: Mapping[str, Any]) -> bytes:
        """Return magic, header and arrays as they travel."""
        text = json.dumps(header, separators=(",", ":"), allow_nan=False).encode()
        whole = [struct.pack("<I", len(text)), text, bytes(-(4 + len(text)) % 8), *self.parts]
        return MAGIC + zlib.compress(b"".join(whole), COMPRESSION)


def _run_header(run: Run, focus: int | None, blob: Blob) -> dict[str, Any]:
    requests, which = requests_of(run)
    own = own_requests(run, focus) if which == "sample" else {}
    arrays = start_of(run) | events_of(run) | requests | own | nodes_of(run) | told_of(run)
    scenario = run.scenario
    return {
        "scenario": {name: getattr(scenario, name) for name in PARAMETERS},
        "fate": run.fate,
        "short": run.short_of_room,
        "series": list(COUNTS),
        "requests": which,
        **({"focus": focus} if own else {}),
        "arrays": {name: blob.add(array) for name, array in arrays.items()},
    }
