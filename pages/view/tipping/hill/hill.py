"""The work of the hill: blocks of lucks, one after the other; what is known of them is shown before all are played."""

from model import Scenario
from model.analysis.hill import Block, Hill, block_of, edges_for, hill_of
from pages.view.card.section import Choices, Task
from pages.view.server.jobs import Job
from pages.view.server.odds import setting_of, work
from pages.view.tipping.seeds import play_seeds, seeds_of

BLOCKS = 5
SIZES, MOST_WORK = (200, 100, 50, 20, 10), 400_000_000
"""As many lucks a block as stay within so many volumes x ticks in all, and never fewer than the last."""


def size_for(scenario: Scenario) -> int:
    """Return how many lucks a block has.

    >>> size_for(Scenario()), size_for(Scenario(nodes=1000, volumes_per_node=20, ticks=500))
    (200, 10)
    """
    return next((size for size in SIZES if BLOCKS * size * work(scenario) <= MOST_WORK), SIZES[-1])


def seeds_for(scenario: Scenario) -> range:
    """Return the lucks of all blocks."""
    return seeds_of("hill", BLOCKS * size_for(scenario))


def begin(scenario: Scenario, choices: Choices) -> Task:
    """Return the hill as a task; which luck is in view makes no difference."""
    base, size = scenario.replace(seed=1), size_for(scenario)

    def play(job: Job) -> Hill:
        seeds = seeds_for(scenario)
        blocks: list[Block] = []
        for first in range(0, len(seeds), size):
            many = play_seeds(job, base, seeds[first : first + size], done=first, of=len(seeds))
            if not blocks:
                edges = job.play(edges_for, many)
            blocks.append(job.play(block_of, many, edges))
            hill = hill_of(blocks, edges)
            job.report(hill, first + size, len(seeds))
        return hill

    return Task(key=("hill", setting_of(base)), work=play)
