"""The words of the Lab's workbench: what one can start from, and what an operator can do."""

from collections.abc import Mapping

CARDS: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    (
        "The storm",
        "Nearly every cluster collapses. Worse than the real event, most of which kept working.",
        {"storm": ""},
    ),
    ("An ordinary day", "The same bug, and no network mistake: next to nothing happens.", {"ordinary_day": ""}),
    (
        "Like 2011",
        "Milder, and with a rescue: at minute 40 the search is stopped, at 120 space comes. Tuned to resemble what was "
        "published, not a reconstruction.",
        {"like_2011": ""},
    ),
    ("On the edge", "Half the bug. About half the clusters collapse: luck decides.", {"on_the_edge": ""}),
    (
        "Backoff holds it",
        "Everyone waits up to half an hour. Few are lost; some still wait at the end.",
        {"backoff_holds": ""},
    ),
    ("Room to breathe", "Three times the free space: over within the hour.", {"room": ""}),
    ("Bug fixed", "The same rush, and no crash.", {"bug_fixed": ""}),
    ("Cells contain it", "Four cells, the mistake in one: that one is lost, three never notice.", {"cells": ""}),
    (
        "A small change",
        "No ordinary day shows the difference. In a storm it takes three times as many clusters down.",
        {
            "small_day_before": "before, a day",
            "small_day_after": "after, a day",
            "small_storm_before": "before, a storm",
            "small_storm_after": "after, a storm",
        },
    ),
    (
        "The fleet runs other code",
        "Half the nodes without the bug: half the storms stop. Three quarters: all of them.",
        {"half_fleet": "half of it", "most_of_the_fleet": "three quarters"},
    ),
    ("Reconnect first", "Half the volumes trust their old copy again: few clusters collapse.", {"reconnect": ""}),
    (
        "Admission limit",
        "No node opens more than three requests a minute. Its own searches fill the limit, so hardly anybody finds "
        "room: the storm rages on.",
        {"admission_limit": ""},
    ),
    (
        "Retry budget",
        "Who was refused may ask again only when others find room. It holds the storm; few more get home.",
        {"retry_budget": ""},
    ),
    ("A thousand nodes", "The same storm from further away: luck hardly matters.", {"thousand": ""}),
)
"""The cards "Start from": title, promise, and the presets behind it with their names where there are several."""

CHOICES = {
    "cluster": "everyone asks everyone",
    "cells": "only the own cell",
    "ring": "the nearest on a ring",
    "random": "a few, drawn at random",
    "scattered": "any nodes",
    "together": "the lowest-numbered",
    "none": "no jitter",
    "equal": "equal",
    "full": "full",
    "decorrelated": "decorrelated",
}
"""What the choices of a setting are called; jitters by the field's own names."""

ACTS: tuple[tuple[str, str, str, Mapping[str, str], str], ...] = (
    ("stop", "Stop search", "Nobody sends a request until the search goes on.", {"stop_search:1": ""}, ""),
    (
        "add",
        "Add capacity",
        "New free slots on the nodes that are up, as a share of all copies.",
        {f"add_capacity:{share}": f"{round(share * 100)} %" for share in (0.02, 0.05, 0.08, 0.1, 0.2)},
        "add_capacity:0.05",
    ),
    (
        "wait",
        "Back off",
        "Whoever is refused from now on waits up to this long before asking again.",
        {f"set_backoff:{level}": f"{2**level} min" for level in (1, 2, 3, 4, 5, 6)},
        "set_backoff:5",
    ),
    (
        "bug",
        "Fix the bug",
        "The fix runs on all nodes from now on, or on some of them.",
        {
            "fix_bug:0": "all",
            "fix_nodes:0.75": "75 %",
            "fix_nodes:0.5": "50 %",
            "fix_nodes:0.25": "25 %",
        },
        "fix_bug:0",
    ),
    (
        "throttle",
        "Throttle",
        "At most this many requests a minute, as a share of the number of nodes.",
        {f"throttle:{share}": f"{round(share * 100)} %" for share in (0.1, 0.3, 0.5, 1.0)} | {"throttle:0": "off"},
        "throttle:0.3",
    ),
    (
        "limit",
        "Request limit",
        "A node opens at most this many requests a minute, its own among them.",
        {f"request_limit:{limit}": f"{limit}" for limit in (1, 3, 5, 10)} | {"request_limit:0": "off"},
        "request_limit:3",
    ),
    (
        "budget",
        "Retry budget",
        "Each acceptance earns a node this much of a retry for its volumes.",
        {f"retry_budget:{share}": f"{round(share * 100)} %" for share in (0.1, 0.3, 1.0)} | {"retry_budget:0": "off"},
        "retry_budget:0.3",
    ),
    (
        "reconnect",
        "Reconnect",
        "So many of the waiting volumes trust their old copy again.",
        {f"reconnect:{share}": f"{round(share * 100)} %" for share in (0.25, 0.5, 0.75, 1.0)},
        "reconnect:0.5",
    ),
    (
        "restart",
        "Restart nodes",
        "Every crashed node comes back at once, with all it holds.",
        {"restart_nodes": ""},
        "",
    ),
    (
        "cut",
        "Cut again",
        "The same nodes lose contact once more, for this long.",
        {f"cut_off:{ticks}": f"{ticks} min" for ticks in (2, 5, 10, 30)},
        "cut_off:5",
    ),
)
"""What an operator can do now: icon, name, help, the choices as a link writes them with words, and the usual one."""
AGAIN = ("Search again", "stop_search:0", "Everybody may ask for space again.")
"""What takes the place of "Stop search" while the search is stopped."""
