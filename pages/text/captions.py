"""The sentences of the stage, made from the facts of `model.runs.narrative`; every number in them is the run's.

A sentence is a list of segments: plain text, or ``[text, mark]`` where mark is the state whose colour underlines
it. Templates write the second as ``{text|mark}``.
"""

import re
from collections.abc import Callable
from typing import Any

from model.rules.spelling import plain
from model.runs.narrative import Fact, Flag
from model.runs.outcome import Outcome

Segments = list[str | list[str]]
MARKED = re.compile(r"\{([^|{}]*)\|([a-z_]+)\}")
MOST_NAMED = 3
"""So many crashing nodes are named; of more, only the number is told."""


def segments(text: str) -> Segments:
    """Return a template as segments.

    >>> segments("{37 volumes|searching} wait.")
    [['37 volumes', 'searching'], ' wait.']
    """
    parts: Segments = []
    end = 0
    for match in MARKED.finditer(text):
        parts += [text[end : match.start()], [match[1], match[2]]]
        end = match.end()
    return [part for part in [*parts, text[end:]] if part]


def words(parts: Segments) -> str:
    """Return a sentence without its marks."""
    return "".join(part if isinstance(part, str) else part[0] for part in parts)


def many(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> many(1, "volume"), many(20000, "volume")
    ('1 volume', '20 000 volumes')
    """
    digits = f"{number:,}".replace(",", " ") if number >= 10_000 else str(number)
    return f"{digits} {noun}{'' if number == 1 else 's'}"


def marked(number: int, state: str) -> str:
    """Return a number of volumes, marked with a state, for a template.

    >>> marked(37, "searching")
    '{37 volumes|searching}'
    """
    return f"{{{many(number, 'volume')}|{state}}}"


def listed(items: list[Any]) -> str:
    """Return items as a list in words.

    >>> listed([1, 2, 3])
    '1, 2 and 3'
    """
    texts = [str(item) for item in items]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def percent(share: float) -> str:
    """Return a share in per cent.

    >>> percent(0.001), percent(0.05)
    ('0.1 %', '5 %')
    """
    return f"{plain(round(share * 100, 6))} %"


def caption(fact: Fact) -> Segments:
    """Return the sentences for one minute."""
    acted = " ".join(did(action, fact.numbers) for action in fact.numbers["actions"] if action[1] != "crash_node")
    main = SENTENCES[fact.kind](fact.numbers)
    return segments(f"{acted} {main}".strip())


def _start(n: dict[str, Any]) -> str:
    volumes = marked(n["volumes"], "mirrored")
    return f"{many(n['nodes'], 'node')} keep {volumes}, each with a second copy elsewhere, its mirror. All is well."


def _calm(n: dict[str, Any]) -> str:
    return f"All is well: {marked(n['mirrored'], 'mirrored')} {_have(n['mirrored'])} a second copy, the mirror."


def _cut(n: dict[str, Any]) -> str:
    cut_off = n["cut_off"]
    return (
        f"A network mistake cuts off {n['isolated']} of {many(n['nodes'], 'node')}. {marked(cut_off, 'cut_off')} "
        f"cannot see {_their(cut_off)} mirror, but nothing is lost."
    )


def _cut_goes_on(n: dict[str, Any]) -> str:
    cut_off = n["cut_off"]
    return (
        f"{many(n['isolated'], 'node')} of {n['nodes']} stay{'s' if n['isolated'] == 1 else ''} cut off. "
        f"{marked(cut_off, 'cut_off')} cannot see {_their(cut_off)} mirror, and wait{_s(cut_off)} for contact."
    )


def _contact(n: dict[str, Any]) -> str:
    text = "Contact is back."
    if trusting := n["reconnected"]:
        text += f" {marked(trusting, 'mirrored')} trust{_s(trusting)} {_their(trusting)} old mirror again."
    lost = n["mistrusting"]
    if not lost:
        return text + (" Nobody has to search." if trusting and not n["searching"] else "")
    text += f" {marked(lost, 'searching')} {_have(lost)} lost sight of {_their(lost)} mirror"
    if not n["requests"]:
        return text + ", and nobody may ask for space."
    everyone = "asks" if lost == 1 else "all of them ask" if n["requests"] >= lost else f"{n['requests']} ask"
    return f"{text}, and {everyone} for a free slot at once. {_found(n)}"


def _found(n: dict[str, Any]) -> str:
    if n["accepted"] == 0:
        return "Nobody finds one."
    return f"{{{n['accepted']}|copying}} find{_s(n['accepted'])} one."


def _s(number: int) -> str:
    """Return the ending of the verb."""
    return "s" if number == 1 else ""


def _crash(n: dict[str, Any]) -> str:
    parts = [_rush(n), _broken(n), _raced(n), _aftermath(n)]
    if n["passes_half"] and n["nodes_up"]:
        parts.append("Half the nodes are down now.")
    return " ".join(part for part in parts if part)


def _broken(n: dict[str, Any]) -> str:
    return f"You break {_named(n['broken'])}." if n["broken"] else ""


def _raced(n: dict[str, Any]) -> str:
    """Return which nodes tripped the race, and what they were closing."""
    raced = {node: c for node, c in zip(n["crashed"], n["closings"], strict=True) if node not in n["broken"]}
    if not raced:
        return ""
    if len(raced) > MOST_NAMED:
        return f"{{{many(len(raced), 'node')}|crashed}} crash while closing up to {max(raced.values())} requests each."
    crash = "crashes" if len(raced) == 1 else "crash"
    text = f"{_named(list(raced))} {crash} while closing {listed(list(raced.values()))} requests at once."
    return f"The rare bug strikes: {text}" if n["first"] else text.capitalize()


def _rush(n: dict[str, Any]) -> str:
    """Return what else began in this minute, where nodes crash in the minute in which contact returns."""
    if n.get("mistrusting", 0) and n["requests"]:
        return f"Contact is back, and {marked(n['mistrusting'], 'searching')} ask for a free slot at once."
    return ""


def _named(nodes: list[int]) -> str:
    if len(nodes) > MOST_NAMED:
        return f"{len(nodes)} nodes"
    return f"node{'' if len(nodes) == 1 else 's'} {listed(nodes)}"


def _aftermath(n: dict[str, Any]) -> str:
    if n["nodes_up"] == 0:
        return f"No node is left: {marked(n['offline'], 'offline')} cannot be reached."
    stranded, gone = n["stranded"], n["gone_offline"]
    text = "No further volume is stranded."
    if stranded:
        text = f"{marked(stranded, 'searching')} lose{_s(stranded)} a copy and {_are(stranded)} stuck."
    if gone:
        text += f" {marked(gone, 'offline')} {_have(gone)} no running copy any more."
    return text


def _restart(n: dict[str, Any]) -> str:
    text = f"{many(n['restarted'], 'node')} {_are(n['restarted'])} up again with all they hold."
    if n["found_again"]:
        found = n["found_again"]
        text += f" {marked(found, 'searching')} can be reached and look{_s(found)} for a second home."
    return text


def _all_down(n: dict[str, Any]) -> str:
    return f"All {many(n['nodes'], 'node')} are down. {marked(n['offline'], 'offline')} cannot be reached."


def _over(n: dict[str, Any]) -> str:
    return f"Nobody searches any more. {_left(n)}"


def _after(n: dict[str, Any]) -> str:
    return f"Nobody searches. {_left(n)}"


def _left(n: dict[str, Any]) -> str:
    down = n["nodes"] - n["nodes_up"]
    if not down and not n["offline"]:
        home = "found a home" if n["copying"] else "both its copies"
        return f"All {many(n['nodes'], 'node')} are up, and every volume has {home}."
    text = f"{many(down, 'node')} {_are(down)} down"
    if n["offline"]:
        return f"{text}, and {marked(n['offline'], 'offline')} {_have(n['offline'])} no running copy."
    return f"{text}, but no volume is lost from sight."


def _everyday(n: dict[str, Any]) -> str:
    lost = n["everyday"]
    return (
        f"{marked(lost, 'searching')} lose{_s(lost)} {_their(lost)} mirror for an everyday reason and "
        f"ask{_s(lost)} for a free slot. {_found(n)}"
    )


def _space_gone(n: dict[str, Any]) -> str:
    still = f"{marked(n['searching'], 'searching')} still search{_es(n['searching'])}"
    return f"The last free slot is taken. {still}, and depend{_s(n['searching'])} on slots that come free again."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _their(number: int) -> str:
    return "its" if number == 1 else "their"


def _es(number: int) -> str:
    return "es" if number == 1 else ""


def _stopped(n: dict[str, Any]) -> str:
    return f"The search is stopped: {marked(n['searching'], 'searching')} wait{_s(n['searching'])}."


def _waiting(n: dict[str, Any]) -> str:
    return f"{marked(n['searching'], 'searching')} wait{_s(n['searching'])}, and nobody asks in this minute."


def _in_vain(n: dict[str, Any]) -> str:
    asked = many(n["requests"], "request")
    whole = f"all {asked} are in vain" if n["requests"] > 1 else "the one request is in vain"
    if n["free_slots"] == 0:
        return f"No slot is free: {whole}. {marked(n['searching'], 'searching')} search{_es(n['searching'])} on."
    still = f"{marked(n['searching'], 'searching')} search{_es(n['searching'])}"
    return f"{still}; {whole}: the nodes they ask are full, or do not answer."


def _searching(n: dict[str, Any]) -> str:
    text = f"{{{n['accepted']}|copying}} of {many(n['requests'], 'request')} find{_s(n['accepted'])} a free slot."
    if n["searching"]:
        return f"{text} {marked(n['searching'], 'searching')} still search{_es(n['searching'])}."
    return f"{text} Nobody is left searching."


def _copying(n: dict[str, Any]) -> str:
    return f"Nobody searches. {marked(n['copying'], 'copying')} {_are(n['copying'])} being copied."


SENTENCES: dict[str, Callable[[dict[str, Any]], str]] = {
    "start": _start,
    "calm": _calm,
    "cut": _cut,
    "cut_goes_on": _cut_goes_on,
    "contact": _contact,
    "crash": _crash,
    "restart": _restart,
    "all_down": _all_down,
    "over": _over,
    "after": _after,
    "everyday": _everyday,
    "space_gone": _space_gone,
    "stopped": _stopped,
    "waiting": _waiting,
    "in_vain": _in_vain,
    "searching": _searching,
    "copying": _copying,
}


def did(action: tuple[int, str, Any], n: dict[str, Any]) -> str:
    """Return what the operator does, as a sentence."""
    _, name, value = action
    match name:
        case "set_backoff":
            return f"You set the backoff to {value}: waits grow up to {many(2**value, 'minute')}."
        case "fix_bug":
            return "You fix the bug everywhere." if value == 0 else f"The bug now trips {percent(value)} of pairs."
        case "fix_nodes":
            return f"The fix runs on {percent(value)} of the nodes."
        case "add_capacity":
            return f"You add free slots, {percent(value)} of all copies, to {many(n['enlarged'], 'node')}."
        case "stop_search":
            return "You stop the search." if value else "You let everybody search again."
        case "throttle":
            return (
                f"You let at most {percent(value)} of the nodes' number ask per minute."
                if value
                else "No throttle any more."
            )
        case "request_limit" if value == 0:
            return "No limit on the requests of a node any more."
        case "request_limit":
            return f"You let each node open at most {many(value, 'request')} per minute."
        case "retry_budget" if value == 0:
            return "No retry budget any more."
        case "retry_budget":
            return f"You give each node a retry budget: {plain(value)} of a retry for each request accepted."
        case "reconnect":
            return f"You let volumes trust their old copies: {{{n['reconnected']}|mirrored}} do."
        case "restart_nodes":
            return "You restart the crashed nodes."
        case "cut_off":
            return f"The network is cut again for {many(value, 'minute')}." if value else ""
        case _:
            raise KeyError(f"the action {name} has no sentence")


def flag_words(flag: Flag) -> str:
    """Return the few words beside a flag."""
    if flag.action is not None:
        _, name, value = flag.action
        return ACTION_WORDS[name](value)
    return FLAG_WORDS[flag.kind]


FLAG_WORDS = {
    "cut": "network cut",
    "contact": "contact back",
    "crash": "first crash",
    "full": "no free slot left",
    "half": "half the nodes down",
    "all": "all down",
    "over": "nobody searches",
}
ACTION_WORDS: dict[str, Callable[[Any], str]] = {
    "set_backoff": lambda value: f"backoff {value}",
    "fix_bug": lambda value: "bug fixed" if value == 0 else f"bug {percent(value)}",
    "fix_nodes": lambda value: f"fix on {percent(value)}",
    "add_capacity": lambda value: f"+{percent(value)} slots",
    "stop_search": lambda value: "search stopped" if value else "search again",
    "throttle": lambda value: f"throttle {percent(value)}" if value else "throttle off",
    "request_limit": lambda value: f"request limit {value}" if value else "no request limit",
    "retry_budget": lambda value: f"retry budget {plain(value)}" if value else "no retry budget",
    "reconnect": lambda value: f"reconnect {percent(value)}",
    "crash_node": lambda value: f"node {value} broken",
    "restart_nodes": lambda value: "nodes restarted",
    "cut_off": lambda value: f"cut for {value}",
}


def outcome(price: Outcome, nodes: int, volumes: int, ticks: int) -> Segments:
    """Return how a run ended, with its price, in one or two sentences."""
    lost = f"{marked(price.offline, 'offline')} {_have(price.offline)} no running copy"
    crashes = f"{{{many(price.crashed, 'crash')}|crashed}}".replace("crashs", "crashes")
    if price.fate == "collapsed":
        down = f"all {nodes} nodes" if price.down == nodes else f"{price.down} of {nodes} nodes"
        return segments(f"Collapsed. In the end {{{down}|crashed}} are down and {lost}.")
    if price.fate == "over":
        if not price.crashed and not price.offline and not price.calm_from:
            return segments("No storm: no node crashed, and every volume is safe.")
        if not price.crashed and not price.offline:
            return segments(f"Over by minute {price.calm_from}. No node crashed, and every volume is safe.")
        return segments(f"Over by minute {price.calm_from}, after {crashes}. {_lost(price, lost)}.")
    waiting = f"{marked(price.waiting, 'searching')} still wait{_s(price.waiting)} for a second home"
    if price.fate == "held":
        after = f"after {crashes} " if price.crashed else ""
        return segments(f"Held: {after}it does no more damage, but {waiting}. {_lost(price, lost)}.")
    return segments(f"Still raging after {ticks} minutes: {crashes} so far, {waiting}, and {lost}.")


def _lost(price: Outcome, lost: str) -> str:
    return lost if price.offline else "No volume is lost from sight"
