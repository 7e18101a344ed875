"""What is shipped for a class works: two processes behind Debian's nginx, and every visitor stays with one."""

import asyncio
import json
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack

import pytest

from tests.bench.classroom import COUNTED, lesson, missed, troubles
from tests.bench.visitor import Seen, Visitor, odds_of
from tests.server import serve
from tests.serving.nginx import SHIPPED, behind_nginx, newcomer, with_ports

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two processes, and nginx before them."""
    folder = tmp_path_factory.mktemp("nginx")
    with ExitStack() as stack:
        servers = [stack.enter_context(serve(folder / f"log{k}", script=COUNTED)) for k in range(2)]
        ports = [int(server.url.rpartition(":")[2]) for server in servers]
        yield stack.enter_context(behind_nginx(folder, ports)), servers


def fetch(url, cookie=None, **headers):
    request = urllib.request.Request(url, headers=headers | ({"Cookie": cookie} if cookie else {}))
    return urllib.request.urlopen(request, timeout=30)


def process_of(url, cookie):
    with fetch(f"{url}/counters", cookie) as answer:
        return json.load(answer)["process"]


def test_a_first_visit_brings_a_cookie_and_later_ones_none(two):
    url, _ = two
    with fetch(f"{url}/lab") as answer:
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("stormglass=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    with fetch(f"{url}/lab", cookie.partition(";")[0]) as answer:
        assert "stormglass=" not in (answer.headers["Set-Cookie"] or "")


def test_a_visitor_stays_with_one_process_and_visitors_spread(two):
    url, _ = two
    cookies = [newcomer(url) for _ in range(60)]
    homes = Counter()
    for cookie in cookies:
        found = {process_of(url, cookie) for _ in range(4)}
        assert len(found) == 1
        homes[found.pop()] += 1
    assert len(homes) == 2
    assert min(homes.values()) >= 15


def test_pages_code_and_typeface_come_through_and_code_is_compressed(two):
    url, servers = two
    for path in ("/", "/lab", "/_stcore/health", "/_stcore/host-config", "/app/static/fonts/Inter.woff2"):
        with fetch(url + path) as mine, fetch(servers[0].url + path) as theirs:
            assert mine.status == 200
            assert mine.read() == theirs.read()
    with fetch(url) as answer:
        script = answer.read().decode().partition('src="./static/js/')[2].partition('"')[0]
    with fetch(f"{url}/static/js/{script}", **{"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"


def test_a_visitor_changes_levers_over_the_websocket_and_sees_the_odds(two):
    url, _ = two
    seen = Seen()

    async def visit():
        visitor = Visitor(url, 1, seen, newcomer(url))
        await visitor.stay(time.perf_counter() + 3, 0.3, 0.1)

    asyncio.run(visit())
    assert len(seen.opened) == 1
    assert len(seen.pictures) == seen.counts["changes"] >= 4
    assert seen.grids


def test_odds_come_as_they_are_played(two):
    """The first frame is there long before the last: nginx holds nothing back."""
    url, _ = two
    host = url.removeprefix("http://")

    async def when():
        began = time.perf_counter()
        query = {"nodes": "400", "bug_probability": "0.0004", "seed": "5"}
        return [time.perf_counter() - began async for _ in odds_of(host, query)]

    moments = asyncio.run(when())
    assert len(moments) > 3
    assert moments[0] < moments[-1] / 2


def test_where_a_process_has_gone_its_visitors_go_on_with_the_other(two, tmp_path):
    _, (stays, _) = two
    with serve(tmp_path / "log", script=COUNTED) as goes:
        ports = [int(server.url.rpartition(":")[2]) for server in (stays, goes)]
        folder = tmp_path / "front"
        folder.mkdir()
        with behind_nginx(folder, ports) as url:
            cookies = [newcomer(url) for _ in range(20)]
            homes = {cookie: process_of(url, cookie) for cookie in cookies}
            orphan = next(cookie for cookie, home in homes.items() if home == goes.process.pid)
            goes.process.terminate()
            goes.process.wait(timeout=20)
            assert process_of(url, orphan) == stays.process.pid


def test_a_class_of_twenty_has_no_trouble(two):
    url, servers = two
    seen = asyncio.run(lesson([url], 20, 4, cookies=[newcomer(url) for _ in range(20)]))
    assert seen.counts["changes"] == len(seen.pictures) >= 20
    assert not missed(seen)
    for server in servers:
        assert troubles(server.log.read_text()) == []


def test_only_the_ports_are_changed_for_the_tests():
    shipped = SHIPPED.read_text()
    changed = with_ports(shipped, 1, [2, 3])
    before, after = (set(text.splitlines()) for text in (shipped, changed))
    assert before - after == {"    listen 80;", "    server 127.0.0.1:8501;", "    server 127.0.0.1:8502;"}
    assert after - before == {"    listen 127.0.0.1:1;", "    server 127.0.0.1:2;", "    server 127.0.0.1:3;"}
