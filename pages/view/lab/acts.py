"""What an operator can do now, as the Lab offers it: each with the choices that a link can carry."""

from collections.abc import Iterable, Mapping
from typing import Any

from pages.view.words.message import Message, message, percent


def _shares(action: str, shares: Iterable[float]) -> dict[str, Message]:
    return {f"{action}:{share}".removesuffix(".0"): message("how-percent", percent=percent(share)) for share in shares}


def _minutes(action: str, waits: Mapping[int, int]) -> dict[str, Message]:
    return {f"{action}:{value}": message("how-minutes", minutes=minutes) for value, minutes in waits.items()}


ACTS: tuple[tuple[str, Mapping[str, Message | str], str], ...] = (
    ("stop", {"stop_search:1": ""}, "stop_search:1"),
    ("add", _shares("add_capacity", (0.02, 0.05, 0.08, 0.1, 0.2)), "add_capacity:0.05"),
    ("wait", _minutes("set_backoff", {level: 2**level for level in (1, 2, 3, 4, 5, 6)}), "set_backoff:5"),
    ("bug", {"fix_bug:0": message("how-all"), **_shares("fix_nodes", (0.75, 0.5, 0.25))}, "fix_bug:0"),
    (
        "throttle",
        {**_shares("throttle", (0.1, 0.3, 0.5, 1.0)), "throttle:0": message("how-off")},
        "throttle:0.3",
    ),
    (
        "limit",
        {
            **{f"request_limit:{limit}": message("how-requests", requests=limit) for limit in (1, 3, 5, 10)},
            "request_limit:0": message("how-off"),
        },
        "request_limit:3",
    ),
    ("budget", {**_shares("retry_budget", (0.1, 0.3, 1.0)), "retry_budget:0": message("how-off")}, "retry_budget:0.3"),
    ("reconnect", _shares("reconnect", (0.25, 0.5, 0.75, 1.0)), "reconnect:0.5"),
    ("restart", {"restart_nodes": ""}, "restart_nodes"),
    ("cut", _minutes("cut_off", {ticks: ticks for ticks in (2, 5, 10, 30)}), "cut_off:5"),
)
"""Icon, the choices as a link writes them with their words ("" where there is nothing to choose), and the usual one."""
AGAIN = "stop_search:0"
"""What takes the place of the first while the search is stopped."""


def acts() -> list[dict[str, Any]]:
    """Return what an operator can do."""
    return [
        {
            "icon": icon,
            "label": message(f"act-{icon}"),
            "help": message(f"act-{icon}.help"),
            "usual": usual,
            "choices": [[entry, words] for entry, words in choices.items()],
        }
        for icon, choices, usual in ACTS
    ]


def again() -> list[Message | str]:
    """Return name, entry and help of what takes the place of the first while the search is stopped."""
    return [message("act-search-again"), AGAIN, message("act-search-again.help")]
