"""Addresses of pages, as people type and mail them, asked of the server itself."""

import urllib.error
import urllib.request

import pytest
from starlette.requests import Request

from pages.view.server import addresses
from pages.view.server.addresses import answer_for, no_such_page
from tests.pages.server.test_odds import HOSTILE

HTML = "text/html,application/xhtml+xml"


def asked(path, query="", accept=HTML, method="GET"):
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": []}
    scope["headers"].append((b"accept", accept.encode()))
    return answer_for(Request(scope))


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/Lab", "/lab"),
        ("/LAB/", "/lab"),
        ("/lab/", "/lab"),
        ("/lab).", "/lab"),
        ("/same-luck", "/same_luck"),
        ("/Tipping Point", "/tipping_point"),
        ("/lab.html", "/lab"),
        ("/story", "/"),
        ("/index.html", "/"),
    ],
)
def test_a_page_is_found_as_it_was_meant(path, to):
    answer = asked(path, "backoff=3&seed=any")
    assert (answer.status_code, answer.headers["location"]) == (307, f"{to}?backoff=3&seed=any")


@pytest.mark.parametrize(
    ("path", "nearest"), [("/labb", "Lab"), ("/tiping_point", "Tipping point"), ("/storyy", "Story")]
)
def test_what_is_no_page_is_answered_with_the_nearest(path, nearest):
    answer = asked(path)
    words = answer.body.decode()
    assert answer.status_code == 404
    assert f"There is no page {path[1:]}" in words
    assert f"Did you mean {nearest}?" in words
    assert words.index(f">{nearest}</a>") == min(words.index(f">{label}</a>") for label in addresses.NAMES.values())


def test_where_nothing_is_near_all_pages_are_named():
    words = asked("/wp-admin").body.decode()
    assert "Did you mean" not in words
    assert all(f">{label}</a>" in words for label in addresses.NAMES.values())


@pytest.mark.parametrize(
    "path",
    ["/", "/lab", "/same_luck", "/favicon.png", "/_stcore/health", "/api/odds", "/static/js/x.js", "/~/component"],
)
def test_all_else_is_left_to_the_app(path):
    assert asked(path) is None


def test_only_who_reads_a_page_is_answered():
    assert asked("/labb", accept="*/*") is None
    assert asked("/labb", method="POST") is None


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "x" * 3000, "{name}", "%", "\x00", "\r\nSet-Cookie: a=b"]
)
def test_nothing_from_outside_is_shown_as_markup(name):
    words = no_such_page(name, "/")
    assert "<script" not in words
    assert len(words) < 2000


@pytest.mark.parametrize("query", HOSTILE, ids=[query[:20] for query in HOSTILE])
def test_a_query_goes_along_and_nowhere_else(query):
    assert asked("/Lab", query).headers["location"].startswith("/lab?")


def test_under_the_path_of_the_app(monkeypatch):
    monkeypatch.setattr(addresses.config, "get_option", {"server.baseUrlPath": "/foo/bar/"}.get)
    assert asked("/foo/bar/Lab").headers["location"] == "/foo/bar/lab"
    assert 'href="/foo/bar/lab"' in asked("/foo/bar/labb").body.decode()
    assert asked("/Lab") is None


def test_the_server_answers_so(server):
    request = urllib.request.Request(f"{server.url}/Lab?backoff=3", headers={"Accept": HTML})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.url == f"{server.url}/lab?backoff=3"
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(f"{server.url}/labb", headers={"Accept": HTML}), timeout=60)
    assert refused.value.code == 404
    assert refused.value.headers["Content-Security-Policy"]
    refused.value.close()
