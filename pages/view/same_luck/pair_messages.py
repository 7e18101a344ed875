"""What to notice in two clusters with the same luck, and how their settings are called, as messages."""

from model import Run, Scenario
from model.rules.spelling import plain
from pages.view.lab.settings import OFF_AT_NOUGHT
from pages.view.words.message import Message, message, percent, rounded_percent

SIDES = ("left", "right")


def notice(left: Run, right: Run) -> list[Message]:
    """Return what to notice once both have ended."""
    crashed = [run.outcome.crashed for run in (left, right)]
    sent = [int(run.series("requests").sum()) for run in (left, right)]
    gap = (left.series("stuck") - right.series("stuck")) / left.scenario.volumes
    worst = int(abs(gap).argmax())
    told = [message("notice-pair-crashes", left=crashed[0], right=crashed[1])]
    if gap[worst]:
        side, share = SIDES[0 if gap[worst] > 0 else 1], rounded_percent(abs(float(gap[worst])))
        told.append(message("notice-pair-apart", minute=worst, percent=share, side=side))
    return [*told, message("notice-pair-requests", left=sent[0], right=sent[1])]


def setting(name: str, scenario: Scenario) -> Message:
    """Return a setting that has no lever, in few words.

    >>> setting("jitter", Scenario(jitter="none"))
    {'id': 'own-jitter', 'values': {'jitter': 'none'}}
    """
    value = getattr(scenario, name)
    if name == "reconnect":
        return message("own-reconnect", percent=percent(value))
    if name == "jitter":
        return message("own-jitter", jitter=value)
    if name == "peers":
        return message("own-peers", peers=value, cells=scenario.cells)
    if name in OFF_AT_NOUGHT and not value:
        return message("own-off", name=name.replace("_", " "))
    return message("own-other", name=name.replace("_", " "), value=plain(value))
