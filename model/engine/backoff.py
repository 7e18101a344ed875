"""Phase 5: who was refused waits, longer each time."""

import numpy as np

from model.engine.chance import Purpose, deal, uniform
from model.engine.compiled import kernel
from model.engine.state import Record, Records
from model.scenario import PARAMETERS

EQUAL, FULL, DECORRELATED = 1, 2, 3
JITTERS = PARAMETERS["jitter"].choices


@kernel
def back_off(cluster: Record, volumes: Records, requests: Records, sent: int) -> None:
    """Phase 5: who was refused, or got no answer, waits longer than before, up to 2^A ticks."""
    key = deal(cluster.seed, Purpose.JITTER, cluster.tick)
    for i in range(sent):
        if requests[i].accepted:
            continue
        volume = volumes[requests[i].volume]
        volume.refusals += 1
        wait = 1.0
        if cluster.backoff > 0:
            drawn = uniform(key, requests[i].volume)
            wait = jittered(cluster.jitter, cluster.backoff, volume.refusals, volume.wait, drawn)
        volume.wait = wait
        volume.due = cluster.tick + max(1, int(np.ceil(wait)))


@kernel
def jittered(jitter: int, level: int, refusals: int, last: float, drawn: float) -> float:
    """Return the wait after the ``refusals``-th refusal in ticks, before it is rounded up."""
    wait = float(2 ** min(level, refusals - 1))
    if jitter == EQUAL:
        return wait / 2 + drawn * (wait / 2)
    if jitter == FULL:
        return drawn * wait
    if jitter == DECORRELATED:
        return min(float(2**level), 1 + drawn * (3 * last - 1))
    return wait
