"""Size: the same settings with few nodes and with many.

Away from the edge luck decides in a small cluster, hardly in a large one. On the edge it decides at every size.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Any

import numpy as np
import numpy.typing as npt

from model.engine.state import Floats
from model.rules.states import FATES
from model.runs.certainty import wilson
from model.scenario import Scenario
from model.sweeps.grid import Sweep
from model.sweeps.sweep import Cancel, Report, sweep

SIZES = (16, 64, 256, 1000)
LITTLE = 0.1
"""Luck hardly decides where no more than this share of lucks ends otherwise than most."""


def fitting(scenario: Scenario, sizes: Sequence[int] = SIZES) -> tuple[int, ...]:
    """Return the sizes with which the other settings still go together.

    >>> fitting(Scenario(volumes_per_node=40, ticks=1000))
    (16, 64, 256)
    """
    good = []
    for nodes in sizes:
        try:
            scenario.replace(nodes=nodes)
        except ValueError:
            continue
        good.append(nodes)
    return tuple(good)


def by_size(
    scenario: Scenario,
    sizes: Sequence[int] = SIZES,
    replicates: int = 100,
    *,
    executor: Executor | None = None,
    progress: Report | None = None,
    cancel: Cancel | None = None,
) -> Sweep:
    """Play lucks of a scenario with other numbers of nodes: a sweep whose second axis has one value.

    Volumes, space and the cut grow with the nodes, so a node sees as many requests in a cluster of any size. Sizes
    that do not go with the other settings are left out (`fitting`).

    >>> made = by_size(Scenario(bug_probability=0.0005), (16, 64), 30)
    >>> made.share("collapsed")[:, 0].round(2).tolist()
    [0.4, 0.57]
    """
    own: Any = [scenario.bug_probability]
    return sweep(
        scenario,
        ("nodes", fitting(scenario, sizes)),
        ("bug_probability", own),
        seeds=replicates,
        executor=executor,
        progress=progress,
        cancel=cancel,
    )


def peak_share(made: Sweep, q: Sequence[float] = (0.1, 0.5, 0.9)) -> Floats:
    """Return quantiles over lucks of the largest share of volumes stuck at once, shape (len(q), sizes)."""
    volumes = np.array(made.x) * made.base.volumes_per_node
    shares: Floats = made.quantiles("peak_stuck", q)[:, :, 0] / volumes
    return shares


def against(made: Sweep, fate: str = "collapsed") -> npt.NDArray[np.int64]:
    """Return how many lucks end otherwise than most, by whether they have a fate or not; shape (sizes,)."""
    hits = made.counts[:, 0, FATES.index(fate)]
    few: npt.NDArray[np.int64] = np.minimum(hits, made.runs[:, 0] - hits)
    return few


def where_chance_decides(made: Sweep, fate: str = "collapsed") -> str:
    """Return where luck decides: ``small`` clusters, ``large`` ones, at ``every`` size, at ``none``; or ``unsure``.

    It decides where Wilson's 95 % interval of the share that ends otherwise than most lies above `LITTLE`, and hardly
    does where it lies below; the smallest size and the largest are looked at.

    >>> where_chance_decides(by_size(Scenario(), (16, 256), 100))
    'small'
    """
    low, high = wilson(against(made, fate), made.runs[:, 0])
    decides = ["yes" if low[k] > LITTLE else "no" if high[k] <= LITTLE else "perhaps" for k in (0, -1)]
    found = {"yes no": "small", "no yes": "large", "yes yes": "every", "no no": "none"}
    return found.get(" ".join(decides), "unsure")
