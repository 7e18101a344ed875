"""The words for two clusters with the same luck: where they part and why, by the facts of `model.runs.divergence`."""

from collections.abc import Callable

from model import Run, Scenario, State
from model.rules.spelling import plain
from model.runs.divergence import Difference, Divergence, Survivor
from pages.view.words.english import listed, many, percent

SIDES = ("left", "right")
DOING = {
    State.MIRRORED: "has both copies",
    State.CUT_OFF: "is cut off",
    State.SEARCHING: "searches",
    State.COPYING: "has found a home",
    State.OFFLINE: "is offline",
}


def headline(found: Divergence) -> str:
    """Return one sentence: when the two worlds part, and by what."""
    if found.tick is None or found.main is None:
        return "The two worlds never part: no volume ever fares differently."
    main = found.main
    return f"The two worlds part in minute {found.tick}: {REASONS[main.reason](main)}."


def _sides(one: Difference, first: bool) -> tuple[str, str]:
    """Return the names of two sides: the one for which it holds, and the other."""
    return SIDES if first else SIDES[::-1]


def _refused(one: Difference) -> str:
    here, there = _sides(one, one.turns[0].accepted)
    return f"volume {one.volume} gets space on node {one.turns[0].asked} on the {here}, and is refused on the {there}"


def _waited(one: Difference) -> str:
    first = one.turns[0].accepted
    here, there = _sides(one, first)
    asked = one.turns[0 if first else 1].asked
    return f"volume {one.volume} finds a home on node {asked} on the {here}; on the {there} it waits"


def _crash(one: Difference) -> str:
    here, there = _sides(one, one.turns[0].crashed is not None)
    turn = one.turns[0] if one.turns[0].crashed is not None else one.turns[1]
    if None not in (one.turns[0].crashed, one.turns[1].crashed) or turn.crashed is None:
        return _other(one)
    return (
        f"node {turn.crashed} crashes on the {here} and takes a copy of volume {one.volume}; on the {there} it stays up"
    )


def _trusted(one: Difference) -> str:
    here, there = _sides(one, one.turns[0].state == State.MIRRORED)
    return f"volume {one.volume} trusts its old copy again on the {here}; on the {there} it looks for a new home"


def _cut(one: Difference) -> str:
    here, there = _sides(one, one.turns[0].state == State.CUT_OFF)
    return f"the network mistake cuts volume {one.volume} off on the {here}, and not on the {there}"


def _other(one: Difference) -> str:
    left, right = (DOING[turn.state] for turn in one.turns)
    return f"volume {one.volume} {left} on the left and {right} on the right"


REASONS: dict[str, Callable[[Difference], str]] = {
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


def consequences(found: Divergence) -> list[str]:
    """Return what follows: how many fare differently, when one can see it, which node lives that dies elsewhere."""
    if found.tick is None:
        return ["Move one of the levers, or take another luck."]
    others = len(found.differences) - 1
    fare = "fares" if others == 1 else "fare"
    told = [f"{many(others, 'other volume')} {fare} differently, too." if others else "It is the only one."]
    if found.survivor:
        told += _survivor(found.survivor, known=_known(found))
    told.append(_seen(found))
    return told


def _known(found: Divergence) -> bool:
    """Say whether the headline speaks of the crash of that very node."""
    crashed = {turn.crashed for turn in found.main.turns} if found.main and found.main.reason == "crash" else set()
    return found.survivor is not None and found.survivor.tick == found.tick and found.survivor.node in crashed


def _seen(found: Divergence) -> str:
    if found.seen is None:
        return "One can hardly see it: the two pictures never differ much for long."
    if found.seen == found.tick:
        return "One can see it at once."
    return f"One can see it from minute {found.seen} on."


def _survivor(one: Survivor, known: bool) -> list[str]:
    here, there = SIDES[one.side], SIDES[1 - one.side]
    if one.by_operator:
        return [f"In minute {one.tick} node {one.node} is broken by hand on the {here}."]
    died, lived = one.closings[one.side], one.closings[1 - one.side]
    end = f", until minute {one.falls}" if one.falls else ""
    who = "The node" if known else f"In minute {one.tick} node {one.node}"
    begin = f"{who} crashes on the {here} while closing {many(died, 'request')}"
    if died == lived:
        chance = one.chances[1 - one.side]
        why = "without the bug" if chance == 0 else f"at a chance of {percent(round(chance, 4))}"
        return [f"{begin}; on the {there} it closes as many {why}, and lives{end}."]
    closed = "closes none" if not lived else f"closes {lived}"
    return [f"{begin}; on the {there} it {closed} and lives{end}.", *_absent(one, there)]


ABSENT = {
    "waited": ("is waiting", "are waiting"),
    "home": ("has a home already", "have a home already"),
    "elsewhere": ("asks elsewhere", "ask elsewhere"),
    "stuck": ("cannot ask", "cannot ask"),
}


def _absent(one: Survivor, there: str) -> list[str]:
    total = sum(map(len, one.absent.values()))
    if not total:
        return []
    if total == 1:
        ((kind, (volume,)),) = one.absent.items()
        return [f"The one request that is missing there is that of volume {volume}, which {ABSENT[kind][0]}."]
    kinds = [f"{len(volumes)} {ABSENT[kind][len(volumes) > 1]}" for kind, volumes in one.absent.items()]
    kinds.sort(key=lambda text: -int(text.split()[0]))
    if len(kinds) == 1:
        return [f"{total} requests are missing there: their volumes {kinds[0].partition(' ')[2]}."]
    return [f"{total} requests are missing there: of their volumes {listed(kinds)}."]


def notice(left: Run, right: Run) -> list[str]:
    """Return what to notice once both have ended."""
    prices = [run.outcome for run in (left, right)]
    sent = [int(run.series("requests").sum()) for run in (left, right)]
    gap = (left.series("stuck") - right.series("stuck")) / left.scenario.volumes
    worst = int(abs(gap).argmax())
    told = [f"Nodes that crash: {prices[0].crashed} on the left, {prices[1].crashed} on the right."]
    if gap[worst]:
        side = SIDES[0 if gap[worst] > 0 else 1]
        share = percent(round(abs(float(gap[worst])), 2))
        told.append(f"They are furthest apart in minute {worst}: {share} more of the volumes are stuck on the {side}.")
    told.append(f"Requests in all: {_digits(sent[0])} on the left, {_digits(sent[1])} on the right.")
    return told


def _digits(number: int) -> str:
    return many(number, "").strip().removesuffix("s").strip()


def setting_words(name: str, scenario: Scenario) -> str:
    """Return a setting that has no lever, in few words.

    >>> setting_words("jitter", Scenario(jitter="none")), setting_words("reconnect", Scenario(reconnect=0.5))
    ('no jitter', '50 % reconnect first')
    """
    value = getattr(scenario, name)
    if name == "reconnect":
        return f"{percent(value)} reconnect first" if value else "nobody reconnects first"
    if name == "jitter":
        return "no jitter" if value == "none" else f"{value} jitter"
    if name == "peers":
        return {"cluster": "one cluster", "cells": many(scenario.cells, "cell")}.get(value, f"peers: {value}")
    return f"{name.replace('_', ' ')}: {plain(value)}"
