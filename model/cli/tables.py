"""The tables of parameters and actions in `model/README.md`, made from the parameters and actions themselves.

``python -m model.cli.tables`` puts them into the page.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from model.rules.actions import KINDS, ActionKind
from model.rules.parameter_kinds import Parameter
from model.rules.spelling import plain
from model.scenario import PARAMETERS, Scenario

PAGE = Path(__file__).parent.parent / "README.md"
MANY = 20
"""So many stops of a lever, which are evenly spaced then, are not told one by one."""
PLACE = "<!-- {name}: made by model.cli.tables -->\n{table}<!-- end -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def default_of(parameter: Parameter) -> str:
    """Return a default as the page tells it.

    >>> default_of(PARAMETERS["cells"])
    '4, or the most allowed'
    """
    return plain(getattr(Scenario(), parameter.name)) + (", or the most allowed" if parameter.default is None else "")


def range_of(parameter: Parameter) -> str:
    """Return the values that a parameter takes.

    >>> range_of(PARAMETERS["backoff"]), range_of(PARAMETERS["jitter"])
    ('0 to 8', 'none, equal, full, decorrelated')
    """
    if parameter.kind == "choice":
        return ", ".join(parameter.choices)
    return f"{plain(parameter.low)} to {plain(parameter.high)}"


def lever_of(parameter: Parameter) -> str:
    """Return the stops of a parameter's lever: all of them, or first, second and last where they are many.

    >>> lever_of(PARAMETERS["backoff"]), lever_of(PARAMETERS["spare_capacity"])
    ('0, 1, 2, 3, 4, 5', '0, 0.01 … 0.2')
    """
    stops = [plain(stop) for stop in parameter.stops]
    return f"{stops[0]}, {stops[1]} … {stops[-1]}" if len(stops) > MANY else ", ".join(stops)


def parameter_table() -> str:
    """Return the table of all settings but the actions."""
    rows = [
        (f"`{name}`", one.help, one.unit or "–", default_of(one), range_of(one), lever_of(one))
        for name, one in PARAMETERS.items()
        if one.kind != "actions"
    ]
    return table(("name", "meaning", "unit", "default", "range", "lever"), rows)


def value_of(kind: ActionKind) -> str:
    """Return the values that an action takes.

    >>> value_of(KINDS["crash_node"]), value_of(KINDS["stop_search"]), value_of(KINDS["set_backoff"])
    ('whole, 0 to N − 1', '1 or 0', 'whole, 0 to 8')
    """
    if kind.value in ("none", "switch"):
        return "none" if kind.value == "none" else "1 or 0"
    high = {"nodes": "N − 1", "ticks": "T"}.get(str(kind.high), plain(kind.high))
    return f"{'whole, ' if kind.value == 'whole' else ''}{plain(kind.low)} to {high}"


def action_table() -> str:
    """Return the table of what an operator can do."""
    rows = [(f"`{name}`", value_of(kind), kind.label, kind.help) for name, kind in KINDS.items()]
    return table(("action", "value", "on screen", "in short"), rows)


TABLES = {"parameters": parameter_table, "actions": action_table}


def filled(page: str) -> str:
    """Return the page with its tables as they should be."""
    for name, made in TABLES.items():
        before, after = PLACE.format(name=name, table="|").split("|")
        start, rest = page.split(before)
        page = start + before + made() + after + rest.partition(after)[2]
    return page


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
