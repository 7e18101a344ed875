"""Where two clusters with the same luck part and why, as messages made from the facts of `model.runs.divergence`."""

from collections.abc import Callable
from typing import Any

from model import Run, Scenario
from model.rules.spelling import plain
from model.runs.divergence import Difference, Divergence, Survivor
from pages.view.words.message import Message, message, percent

SIDES = ("left", "right")


def headline(found: Divergence) -> Message:
    """Return when the two worlds part, and by what."""
    if found.tick is None or found.main is None:
        return message("part-never")
    return REASONS[found.main.reason](found.main, found.tick)


def _sides(first: bool) -> tuple[str, str]:
    """Return the names of two sides: the one for which it holds, and the other."""
    return SIDES if first else (SIDES[1], SIDES[0])


def _refused(one: Difference, minute: int) -> Message:
    here, there = _sides(one.turns[0].accepted)
    return message("part-refused", minute=minute, volume=one.volume, node=one.turns[0].asked, here=here, there=there)


def _waited(one: Difference, minute: int) -> Message:
    first = one.turns[0].accepted
    here, there = _sides(first)
    asked = one.turns[0 if first else 1].asked
    return message("part-waited", minute=minute, volume=one.volume, node=asked, here=here, there=there)


def _crash(one: Difference, minute: int) -> Message:
    fell = [turn.crashed for turn in one.turns]
    if None not in fell or fell == [None, None]:
        return _other(one, minute)
    here, there = _sides(fell[0] is not None)
    node = fell[0] if fell[0] is not None else fell[1]
    return message("part-crash", minute=minute, volume=one.volume, node=node, here=here, there=there)


def _trusted(one: Difference, minute: int) -> Message:
    here, there = _sides(one.turns[0].state.name == "MIRRORED")
    return message("part-trusted", minute=minute, volume=one.volume, here=here, there=there)


def _cut(one: Difference, minute: int) -> Message:
    here, there = _sides(one.turns[0].state.name == "CUT_OFF")
    return message("part-cut", minute=minute, volume=one.volume, here=here, there=there)


def _other(one: Difference, minute: int) -> Message:
    left, right = (turn.state.name.lower() for turn in one.turns)
    return message("part-other", minute=minute, volume=one.volume, left=left, right=right)


REASONS: dict[str, Callable[[Difference, int], Message]] = {
    "cut": _cut,
    "trusted": _trusted,
    "everyday": _other,
    "restarted": _other,
    "waited": _waited,
    "refused": _refused,
    "finished": _other,
    "crash": _crash,
    "other": _other,
}


def consequences(found: Divergence) -> list[Message]:
    """Return what follows: how many fare differently, when one can see it, which node lives that dies elsewhere."""
    if found.tick is None:
        return [message("part-move-a-lever")]
    told = [message("part-others", others=len(found.differences) - 1)]
    if found.survivor:
        told += _survivor(found.survivor, known=_known(found))
    return [*told, _seen(found)]


def _known(found: Divergence) -> bool:
    """Say whether the headline speaks of the crash of that very node."""
    crashed = {turn.crashed for turn in found.main.turns} if found.main and found.main.reason == "crash" else set()
    return found.survivor is not None and found.survivor.tick == found.tick and found.survivor.node in crashed


def _seen(found: Divergence) -> Message:
    if found.seen is None:
        return message("part-not-seen")
    return message("part-seen-at-once") if found.seen == found.tick else message("part-seen-from", minute=found.seen)


def _survivor(one: Survivor, known: bool) -> list[Message]:
    here, there = SIDES[one.side], SIDES[1 - one.side]
    if one.by_operator:
        return [message("survivor-broken", minute=one.tick, node=one.node, here=here)]
    died, lived = one.closings[one.side], one.closings[1 - one.side]
    facts: dict[str, Any] = {"minute": one.tick, "node": one.node, "here": here, "there": there, "closings": died}
    facts |= {"known": "yes" if known else "no", "falls": one.falls or 0}
    if died != lived:
        return [message("survivor", lived=lived, **facts), *_absent(one)]
    chance = one.chances[1 - one.side]
    if chance == 0:
        return [message("survivor-as-many-fixed", **facts)]
    return [message("survivor-as-many", percent=percent(round(chance, 4)), **facts)]


def _absent(one: Survivor) -> list[Message]:
    groups = sorted(one.absent.items(), key=lambda group: -len(group[1]))
    missing = sum(len(volumes) for _, volumes in groups)
    if not missing:
        return []
    if len(groups) == 1:
        ((doing, volumes),) = groups
        return [message("survivor-missing-alike", missing=missing, volume=volumes[0], doing=doing)]
    told = [message(f"absent-{doing}", volumes=len(volumes)) for doing, volumes in groups]
    return [message("survivor-missing", missing=missing, groups=told)]


def notice(left: Run, right: Run) -> list[Message]:
    """Return what to notice once both have ended."""
    crashed = [run.outcome.crashed for run in (left, right)]
    sent = [int(run.series("requests").sum()) for run in (left, right)]
    gap = (left.series("stuck") - right.series("stuck")) / left.scenario.volumes
    worst = int(abs(gap).argmax())
    told = [message("notice-pair-crashes", left=crashed[0], right=crashed[1])]
    if gap[worst]:
        side, share = SIDES[0 if gap[worst] > 0 else 1], percent(round(abs(float(gap[worst])), 2))
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
    return message("own-other", name=name.replace("_", " "), value=plain(value))
