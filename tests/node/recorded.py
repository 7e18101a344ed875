"""Records a frame for the tests of `tests/node`: bytes as the browser gets them, and what Python knows of the run."""

import base64
import json
import sys

from model import Scenario, simulate
from pages.view.wire.frame import Picture, encode

run = simulate(Scenario(seed=8))
frame = encode([run], Picture(query=run.scenario.to_query()))
json.dump(
    {
        "bytes": base64.b64encode(frame).decode(),
        "counts": {
            name: run.series(name).astype(int).tolist()
            for name in ("mirrored", "cut_off", "searching", "copying", "offline", "nodes_up", "free_slots")
        },
        "crashes": [[crash.tick, crash.node, crash.closings] for crash in run.crashes],
        "fate": run.fate,
    },
    sys.stdout,
)
