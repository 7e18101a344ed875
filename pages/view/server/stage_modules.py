"""The stage's modules, and those of cards, on their way to the browser: as one script each.

Its address holds a hash, so it never changes. The script that Streamlit mounts is a stub that imports it from there
(`hosts/streamlit/stub.js`). Where a host starts the app in its own way, so that our addresses are not served, the
script goes with the page instead. They are joined as the server starts, since a hundred requests would cost a second on
a busy machine; nothing is built.
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
ENTRIES = {"stage": "hosts/streamlit/mount.js", "card": "hosts/streamlit/card/mount.js"}
"""By what is mounted, the module that does so."""
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
def in_order(entry: str) -> tuple[str, ...]:
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
    return hashlib.sha256("\0".join(map(joined, ENTRIES)).encode()).hexdigest()[:16]


@cache
def packed(what: str) -> bytes:
    """Return a joined script compressed."""
    return gzip.compress(joined(what).encode(), 6, mtime=0)


def stub(what: str) -> str:
    """Return the script that Streamlit mounts for one of `ENTRIES`."""
    return source(STUB).replace('"{DIGEST}"', json.dumps(digest())).replace('"{ENTRY}"', json.dumps(what))


def code_beside(what: str) -> dict[str, str]:
    """Return what goes along with the first data of one of `ENTRIES`: its script, where that has no address."""
    return {} if MOUNTED.is_set() else {"code": joined(what)}


@cache
def joined(what: str) -> str:
    """Return one script for one of `ENTRIES`: each module that it needs a function that returns what it exports."""
    *needed, last = in_order(ENTRIES[what])
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
