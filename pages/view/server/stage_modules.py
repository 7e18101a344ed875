"""The stage's modules on their way to the browser: one script, at an address that holds its hash, so it never changes.

The script that Streamlit mounts is a stub that imports them from there (`hosts/streamlit/stub.js`). Where a host starts
the app in its own way, so that our addresses are not served, the script goes with the page instead. They are joined as
the server starts, since a hundred requests would cost a second on a busy machine; nothing is built.
"""

import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path, PurePosixPath
from threading import Event

from pages.view.words.made import module

FOLDER = Path(__file__).parent.parent / "stage"
ENTRY = "hosts/streamlit/mount.js"
STUB = "hosts/streamlit/stub.js"
FEED = "hosts/streamlit/feed.js"
THEME = "hosts/streamlit/theme.js"
"""Scripts that Streamlit mounts as they are: they import nothing."""
MOUNTED = Event()
"""Set where the addresses of `pages.view.server.routes` are served; not by a host that starts pages in its own way."""
IMPORT = re.compile(r'^import (\{[^}]*\}) from "([^"]+)";\n', re.MULTILINE)
MADE = re.compile(r"lib/made/(\w+)\.js")
EXPORTED = re.compile(r"^export (?:async )?(?:function\*?|class|const) (\w+)", re.MULTILINE)


@cache
def source(name: str) -> str:
    """Return the text of a module by its path below the stage's folder; that of words is made where it is missing."""
    made = MADE.fullmatch(name)
    return module(made[1]) if made else (FOLDER / name).read_text()


def imports_of(name: str) -> list[str]:
    """Return the modules that one imports, by their paths below the stage's folder."""
    return [_resolved(name, address) for _, address in IMPORT.findall(source(name))]


@cache
def in_order(entry: str = ENTRY) -> tuple[str, ...]:
    """Return a module and all that it needs, each after what it needs itself.

    Raises:
        ValueError: where modules import one another in a circle.
    """
    found: dict[str, None] = {}
    open_now: list[str] = []

    def enter(name: str) -> None:
        if name in open_now:
            raise ValueError(f"a circle of imports: {' → '.join([*open_now, name])}")
        if name in found:
            return
        open_now.append(name)
        for needed in imports_of(name):
            enter(needed)
        found[open_now.pop()] = None

    enter(entry)
    return tuple(found)


@cache
def digest() -> str:
    """Return a hash of all modules: another one as soon as one of them changes."""
    return hashlib.sha256(joined().encode()).hexdigest()[:16]


@cache
def packed() -> bytes:
    """Return the joined script compressed."""
    return gzip.compress(joined().encode(), 6, mtime=0)


def stub() -> str:
    """Return the script that Streamlit mounts."""
    return source(STUB).replace('"{DIGEST}"', json.dumps(digest()))


@cache
def joined(entry: str = ENTRY) -> str:
    """Return one script that does what the entry does: each module a function that returns what it exports."""
    *needed, last = in_order(entry)
    return "\n".join([*(f"const {_variable(name)} = {_enclosed(name)};" for name in needed), _opened(last)])


def _enclosed(name: str) -> str:
    text = _opened(name)
    names = ", ".join(EXPORTED.findall(text))
    return f"(() => {{\n{re.sub('^export ', '', text, flags=re.MULTILINE)}\nreturn {{ {names} }};\n}})()"


def _opened(name: str) -> str:
    """Return a module with its imports taken from the variables of other modules."""

    def taken(match: re.Match[str]) -> str:
        names, address = match.groups()
        return f"const {names.replace(' as ', ': ')} = {_variable(_resolved(name, address))};\n"

    return IMPORT.sub(taken, source(name))


def _variable(name: str) -> str:
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))


def _resolved(importer: str, address: str) -> str:
    parts = list(PurePosixPath(importer).parent.parts)
    for part in PurePosixPath(address).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
