"""The pages wired together: what reaches the stage, and what the stage's questions change."""

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, simulate
from pages.view.wire.decode import decode
from pages.view.wire.frame import MAGIC
from tests.words.speakers import english

ROOT = Path(__file__).parent.parent.parent


def app(**query):
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in query.items():
        at.query_params[name] = value
    return at


def lab(**query):
    return app(**query).switch_page("pages/lab.py").run()


def picture(at):
    assert not at.exception
    blobs = [component.proto.bytes for component in at.get("bidi_component")]
    (blob,) = [blob for blob in blobs if blob[:4] == MAGIC]
    return decode(blob)


def config(at):
    """Return what the stage was told as it was mounted."""
    (told,) = [json.loads(one.proto.json) for one in at.get("bidi_component") if one.proto.id.endswith("-stage")]
    return json.loads(told["config"])


def problems(header):
    return [english(message) for message in header["problems"]]


def asks(at, seq, **query):
    at.session_state["feed"] = {"ask": {"seq": seq, "query": query}}
    return picture(at.run())


def test_the_front_door_shows_a_storm():
    at = app().run()
    header, _ = picture(at)
    assert header["runs"][0]["fate"] == "collapsed"
    assert config(at)["story"]["scenes"][0]["title"].startswith("How does one wrong turn")
    assert header["page"] == config(at)["own_page"]["place"] == ""


def test_the_lab_shows_what_the_address_asks_for():
    header, (arrays,) = picture(lab(backoff="3", seed="7", t="42"))
    run = simulate(Scenario(backoff=3, seed=7))
    assert header["runs"][0]["fate"] == run.fate
    assert header["query"] == {"backoff": "3", "seed": "7"}
    assert header["tick"] == 42
    assert (arrays["series"] == run.counts.T).all()


def test_a_question_of_the_stage_is_answered_with_its_number():
    at = lab(seed="7")
    header, _ = asks(at, 5, backoff="2", seed="7")
    assert header["seq"] == 5
    assert header["runs"][0]["scenario"]["backoff"] == 2
    header, _ = asks(at, 6, backoff="9")
    assert problems(header) == ["backoff must be a whole number from 0 to 8; 9 was ignored and 0 is used"]


def test_what_a_page_tells_once_is_in_no_picture_and_never_changes():
    at = lab(seed="7")
    told = config(at)
    header, _ = asks(at, 5, backoff="2", seed="7", do="40:stop_search:1")
    assert config(at) == told
    assert not header.keys() & told.keys() - {"levers"}
    assert header["page"] == told["own_page"]["place"] == "lab"
    assert [lever["name"] for lever in header["levers"]] == [lever["name"] for lever in told["levers"]]


def test_a_new_address_counts_more_than_an_old_question():
    at = lab(seed="7")
    asks(at, 5, backoff="2", seed="7")
    at.query_params["seed"] = "9"
    header, _ = picture(at.run())
    assert header["runs"][0]["scenario"]["seed"] == 9
    assert header["runs"][0]["scenario"]["backoff"] == 0
    assert asks(at, 6, backoff="4", seed="9")[0]["seq"] == 6


def test_an_address_that_comes_with_a_new_question_is_what_the_stage_wrote():
    at = lab()
    asks(at, 5, backoff="1")
    at.query_params["backoff"] = "1"
    header, _ = asks(at, 6, backoff="3")
    assert (header["seq"], header["runs"][0]["scenario"]["backoff"]) == (6, 3)
    assert asks(at, 7, backoff="4")[0]["seq"] == 7
    at.query_params["backoff"] = "2"
    header, _ = picture(at.run())
    assert (header["seq"], header["runs"][0]["scenario"]["backoff"]) == (0, 2)


@pytest.mark.parametrize("ask", [None, 7, [], {"seq": "x"}, {"seq": 1, "query": "x"}, {"query": {"backoff": "1"}}])
def test_a_question_that_is_none_changes_nothing(ask):
    at = lab(seed="7")
    at.session_state["feed"] = {"ask": ask}
    header, _ = picture(at.run())
    assert header["query"] == {"seed": "7"}


def test_any_luck_stays_the_same_until_the_address_changes():
    at = lab(seed="any")
    first = picture(at)[0]["query"]
    assert picture(at.run())[0]["query"] == first


def test_a_bad_address_is_told():
    header, _ = picture(lab(backoff="99", bug_probability="<script>"))
    assert len(header["problems"]) == 2
