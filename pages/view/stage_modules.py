"""The stage's modules as one script, for a host that can send but one."""

import re
from functools import cache
from pathlib import Path, PurePosixPath

FOLDER = Path(__file__).parent / "stage"
ENTRY = "hosts/streamlit/mount.js"
IMPORT = re.compile(r'^import (?:\{[^}]*\}|[\w* ]+) from "([^"]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


@cache
def source(name: str) -> str:
    """Return the text of a module by its path below the stage's folder."""
    return (FOLDER / name).read_text()


def imports_of(name: str) -> list[str]:
    """Return the modules that one imports, by their paths below the stage's folder."""
    here = PurePosixPath(name).parent
    return [str(_resolved(here, address)) for address in IMPORT.findall(source(name))]


def in_order(entry: str = ENTRY) -> list[str]:
    """Return a module and all that it needs, each after what it needs itself."""
    found: dict[str, None] = {}
    entered: set[str] = set()

    def enter(name: str) -> None:
        if name in entered:
            return
        entered.add(name)
        for needed in imports_of(name):
            enter(needed)
        found[name] = None

    enter(entry)
    return list(found)


def joined(entry: str = ENTRY) -> str:
    """Return one script that does what the entry does; no two modules use one name for different things."""
    return "\n".join(EXPORT.sub("", IMPORT.sub("", source(name))) for name in in_order(entry))


def _resolved(here: PurePosixPath, address: str) -> PurePosixPath:
    parts: list[str] = []
    for part in (here / address).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return PurePosixPath(*parts)
