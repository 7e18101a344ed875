"""The words beside the best plan; every number in them comes from runs that were played."""

from model.analysis.plan import MOST_ACTIONS, MOST_CAPACITY, BestPlan
from model.analysis.rescue import Rescue
from pages.view.tipping.rescue.words import counted
from pages.view.words.english import listed, many, percent

MINUTE, OPEN, PLAN, SINGLE = "Begin in", "Open this luck in the Lab with:", "the best plan", "the best single action"


def minute_words(at: int) -> str:
    """Return a minute that can be chosen."""
    return f"minute {at}"


def act_words(name: str, value: float | None) -> str:
    """Return one action in words.

    >>> act_words("add_capacity", 0.2), act_words("stop_search", 0), act_words("set_backoff", 5)
    ('add 20 % of space', 'search again', 'back off, up to 32 minutes')
    """
    number = value or 0
    return {
        "stop_search": "stop the search" if number else "search again",
        "add_capacity": f"add {percent(number)} of space",
        "throttle": f"throttle to {number:g} requests a node and minute",
        "set_backoff": f"back off, up to {many(2 ** int(number), 'minute')}",
        "reconnect": f"reconnect {percent(number)} of the volumes that are cut off",
        "fix_bug": "fix the bug everywhere",
        "request_limit": f"let a node open at most {many(int(number), 'request')} a minute",
        "retry_budget": f"give a node a retry budget of {number:g}",
    }[name]


def plan_words(plan: Rescue, at: int) -> str:
    """Return a plan in words, minute by minute.

    >>> plan_words(((0, "stop_search", 1), (60, "add_capacity", 0.2), (60, "stop_search", 0)), 30)
    'in minute 30 stop the search, in minute 90 add 20 % of space and search again'
    """
    minutes = sorted({later for later, _, _ in plan})
    told = [listed([act_words(name, value) for later, name, value in plan if later == when]) for when in minutes]
    return ", ".join(f"in minute {at + when} {words}" for when, words in zip(minutes, told, strict=True))


def plan_sentence(plan: BestPlan, single: BestPlan, at: int, volumes: int) -> str:
    """Return the best plan with its share of fresh lucks, beside the best single action."""
    return (
        f"The best plan found that begins in minute {at}: {plan_words(plan.plan, at)}. With it "
        f"{counted(plan.over, 'fresh luck')} are over; the median stuck at the end is {plan.stuck:g} of "
        f"{many(volumes, 'volume')}. With the best single action ({plan_words(single.plan, at)}) it is "
        f"{counted(single.over, 'fresh luck')}, and {single.stuck:g} stuck."
    )


def plan_notice(plan: BestPlan, runs: int, ticks: int) -> list[str]:
    """Return how it was searched."""
    return [
        (
            f"{many(plan.candidates, 'plan')} of at most {MOST_ACTIONS} actions, with at most {percent(MOST_CAPACITY)} "
            "of space added in all, played a few lucks; the better half went on, again and again, in "
            f"{many(runs, 'run')}. On the lucks that chose it, {counted(plan.looked)} were over: the best of many "
            "looks better than it is, so it was played anew. It is the best that was found, and there may be better."
        ),
        "All lucks count here, also those that would not collapse anyway. How a luck ends is what it is in minute "
        f"{ticks}.",
    ]
