"""Links to share: what they keep, where they point, and what their codes say."""

import segno

from pages.view.link import share
from pages.view.link.share import LONGEST, any_luck, code, local_address, shared
from tests.words.speakers import english


def test_the_link_of_this_moment_is_kept_as_it_is():
    address = "https://storm.example/lab?backoff=3&seed=7&do=40:add_capacity:0.05,60:stop_search:1&t=42"
    found = shared(address)
    assert found["here"]["link"] == address
    assert found["words"] == ""
    assert found["host"] == "storm.example"


def test_a_link_for_everyone_has_no_luck_and_no_moment():
    link = shared("https://storm.example/lab?seed=7&seed=8&t=42&do=40:stop_search:1")["any"]["link"]
    assert link == "https://storm.example/lab?do=40:stop_search:1&seed=any&v=1"
    assert any_luck("") == "seed=any&v=1"


def test_the_code_is_that_of_the_link():
    found = shared("https://storm.example/lab?seed=7")
    rows = [list(row) for row in segno.make_qr(found["here"]["link"], error="m").matrix]
    assert [[int(module) for module in row] for row in found["here"]["rows"]] == rows
    assert code("x") != code("y")


def test_a_phone_is_sent_to_the_address_in_the_local_network(monkeypatch):
    monkeypatch.setattr(share, "local_address", lambda: "192.168.0.7")
    for name in ("localhost", "127.0.0.1", "0.0.0.0", "[::1]", "lab.localhost"):
        found = shared(f"http://{name}:8501/lab?seed=7")
        assert found["here"]["link"] == "http://192.168.0.7:8501/lab?seed=7"
        assert found["host"] == "192.168.0.7:8501"
        assert found["words"]


def test_without_a_local_network_the_address_stays_and_it_is_said(monkeypatch):
    monkeypatch.setattr(share, "local_address", lambda: None)
    found = shared("http://localhost:8501/lab")
    assert found["here"]["link"] == "http://localhost:8501/lab"
    assert "cannot open" in english(found["words"])


def test_the_local_address_is_no_loopback():
    found = local_address()
    assert found is None or not found.startswith("127.")


def test_what_is_no_web_address_has_no_links():
    for text in ("", "javascript:alert(1)", "http://", "ftp://x/y", "http://[", "http://x:99999999/", "\x00"):
        assert shared(text) is None


def test_a_long_link_has_no_code():
    found = shared("https://storm.example/lab?do=" + "1:restart_nodes," * 400)
    assert len(found["here"]["link"]) > LONGEST
    assert found["here"]["rows"] is None


def test_a_section_and_https_and_the_path_stay():
    found = shared("https://uni.example/storm/tipping_point?seed=7&v=1#hill")
    assert found["here"]["link"] == "https://uni.example/storm/tipping_point?seed=7&v=1#hill"
    assert found["any"]["link"] == "https://uni.example/storm/tipping_point?seed=any&v=1#hill"
