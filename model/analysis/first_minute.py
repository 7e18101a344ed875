"""The first minute after contact returns, worked out exactly: all that were cut off ask at once, balls into bins."""

from dataclasses import dataclass

import numpy as np

from model.engine.rounding import rounded
from model.engine.state import Floats
from model.scenario import Scenario

NEGLIGIBLE = 1e-15


@dataclass(frozen=True, slots=True)
class FirstMinute:
    """What is to be expected in the minute in which contact returns.

    Distributions are chances of 0, 1, 2 … closings on one node; they end where the rest is below 1e-15.
    """

    isolated: int
    """How many nodes were cut off."""
    requests: float
    accepted: float
    crashes: float
    closings_cut_off: Floats
    """On a node that was cut off."""
    closings_other: Floats
    """On a node that was not."""

    @property
    def share_accepted(self) -> float:
        """Expected accepted requests as a share of expected requests; NaN where there are none."""
        return self.accepted / self.requests if self.requests else float("nan")


def binomial(trials: int, chance: float) -> Floats:
    """Return the chances of 0 ... trials hits, shape (trials + 1,).

    >>> binomial(2, 0.5).tolist()
    [0.25, 0.5, 0.25]
    """
    hits = np.zeros(trials + 1)
    hits[0] = 1.0
    for trial in range(trials):  # one trial after the other: no large factorials, no cancelling
        hits[1 : trial + 2] = hits[1 : trial + 2] * (1 - chance) + hits[: trial + 1] * chance
        hits[0] *= 1 - chance
    return hits


def together(*parts: Floats) -> Floats:
    """Return the distribution of a sum of independent numbers, as far as it matters."""
    whole = np.ones(1)
    for part in parts:
        whole = np.convolve(whole, part)
        whole = whole[: np.flatnonzero(whole > NEGLIGIBLE)[-1] + 1]
    return whole


def expected_crashes(closings: Floats, bug: float) -> float:
    """Return the chance that a node with this distribution of closings crashes: E[1 - (1 - p)^(c (c - 1) / 2)]."""
    c = np.arange(len(closings))
    return float(-(closings * np.expm1(c * (c - 1) / 2 * np.log1p(-bug))).sum())


def expected_accepted(received: Floats, free: int) -> float:
    """Return E min(k, X): how many of the requests that a node receives find one of its k free slots."""
    return float((received * np.minimum(np.arange(len(received)), free)).sum())


def first_minute(scenario: Scenario) -> FirstMinute:
    """Work out the minute in which contact returns.

    I of N nodes were isolated, each node is home to m volumes. All m of an isolated node were cut off; one of another
    node was if its mirror was isolated, with the chance q = I / (N - 1). Each that does not trust its mirror again
    (1 - `reconnect`) asks one of the N - 1 other nodes. Mirrors, trust and the peer asked are drawn for each volume on
    its own, so the closings of a node are a sum of independent binomials: its own requests, those from isolated homes
    (chance (1 - r) / (N - 1) each) and those from other homes (that times q). Means over nodes add up, whether or not
    the nodes depend on each other; so requests, accepted and crashes are exact.

    It holds for peers ``cluster`` where nothing but the cut happened before: no everyday losses, no operator.

    Raises:
        ValueError: where the peers are others, or there is no cut within the run.

    >>> minute = first_minute(Scenario())
    >>> round(minute.requests), round(minute.accepted), round(minute.crashes, 2)
    (186, 61, 1.27)
    """
    if scenario.peers != "cluster":
        raise ValueError(f"peers must be cluster for the first minute to be worked out; {scenario.peers} was given")
    if scenario.cut_off_for == 0 or scenario.cut_off_at + scenario.cut_off_for > scenario.ticks:
        raise ValueError("there must be a cut, and contact must return within the run")
    nodes, each = scenario.nodes, scenario.volumes_per_node
    isolated = rounded(scenario.cut_off_fraction * nodes)
    others = nodes - isolated
    stays = 1 - scenario.reconnect
    q, ask = isolated / (nodes - 1), stays / (nodes - 1)
    from_cut, from_others = binomial(isolated * each, ask), binomial(others * each, ask * q)
    to_cut = together(binomial(max(0, isolated - 1) * each, ask), from_others)
    to_other = together(from_cut, binomial(max(0, others - 1) * each, ask * q))
    at_cut = together(binomial(each, stays), to_cut)
    at_other = together(binomial(each, stays * q), to_other)
    bug = scenario.bug_probability
    falling = isolated * expected_crashes(at_cut, bug) + others * expected_crashes(at_other, bug)
    fixed = rounded(scenario.fixed_share * nodes) / nodes
    slots, extra = divmod(rounded(scenario.spare_capacity * 2 * scenario.volumes), nodes)
    accepted = 0.0
    for share, free in ((extra / nodes, slots + 1), (1 - extra / nodes, slots)):
        accepted += share * isolated * expected_accepted(to_cut, free)
        accepted += share * others * expected_accepted(to_other, free)
    requests = stays * each * (isolated + others * q)
    return FirstMinute(isolated, requests, accepted, falling * (1 - fixed), at_cut, at_other)
