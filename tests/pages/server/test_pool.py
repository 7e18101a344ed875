"""The pool: what comes first, what is shared, kept and dropped, whatever it is that is worked out."""

import threading
import time
from concurrent.futures import CancelledError, wait

import pytest

from pages.view.server.jobs import Job, Jobs
from pages.view.server.pool import Pool, Rank
from pages.view.server.shelf import Shelf

SOON = 30


@pytest.fixture
def held():
    """A pool of one thread, and what lets it go on: what is wanted meanwhile stands in line."""
    pool, go, begun = Pool(workers=1), threading.Event(), threading.Event()

    def block():
        begun.set()
        assert go.wait(SOON)

    with pool.question() as question:
        question.play(Rank.GRID, block)
        assert begun.wait(SOON)
        yield pool, go
        go.set()


def test_what_is_looked_at_most_comes_first_whoever_asked_first(held):
    pool, go = held
    played = []
    with pool.question() as question:
        parts = [question.play(rank, lambda rank=rank: played.append(rank)) for rank in reversed(Rank)]
        go.set()
        wait(parts, SOON)
    assert played == [Rank.GRID, Rank.STRIPS, Rank.COSTS, Rank.PROTECTIONS, Rank.MAP, Rank.SECTIONS]


def test_of_one_rank_the_newest_question_comes_first_and_its_pieces_in_order(held):
    pool, go = held
    played = []
    with pool.question() as old, pool.question() as new:
        parts = [
            question.play(Rank.STRIPS, lambda name=name: played.append(name))
            for question, name in ((old, "old"), (new, "first"), (new, "second"))
        ]
        go.set()
        wait(parts, SOON)
    assert played == ["first", "second", "old"]


def test_who_waits_for_several_is_told_at_once_that_they_are_dropped(held):
    pool, _ = held
    question = pool.ask()
    parts = [question.play(Rank.SECTIONS, int) for _ in range(3)]
    question.close()
    assert wait(parts, 1).not_done == set()
    assert all(part.cancelled() for part in parts)
    assert pool.waiting == pool.questions == 1  # the one that holds the thread


def test_a_part_that_is_called_off_by_who_wanted_it_is_passed_over(held):
    pool, go = held
    played = []
    with pool.question() as question:
        question.play(Rank.STRIPS, lambda: played.append("called off")).cancel()
        last = question.play(Rank.STRIPS, lambda: played.append("last"))
        go.set()
        last.result(SOON)
    assert played == ["last"]
    assert pool.waiting <= 1


def test_nothing_is_a_result_as_any_other():
    pool, shelf, made = Pool(workers=1), Shelf(most=2), []
    with pool.question() as question:
        for _ in range(3):
            assert question.want(shelf, "key", lambda: made.append(1), Rank.COSTS).result(SOON) is None
    assert (made, shelf.asked, shelf.found) == ([1], 3, 2)


def test_a_question_that_is_closed_gets_nothing_any_more():
    question = Pool(workers=1).ask()
    question.close()
    question.close()
    with pytest.raises(CancelledError):
        question.play(Rank.GRID, int).result(SOON)


def test_a_job_ends_when_its_visitor_turns_away_though_its_parts_never_came_to_their_turn(held):
    pool, _ = held
    jobs = Jobs(pool)
    job = jobs.want("ada", "key", lambda job: job.play(int))
    deadline = time.monotonic() + SOON
    while pool.waiting < 2:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    jobs.leave("ada")
    while job.state == "running":
        assert time.monotonic() < deadline
        time.sleep(0.002)
    assert job.state == "stopped"
    assert pool.waiting == 1


def test_nobody_hands_out_parts_for_nobody():
    with pytest.raises(CancelledError):
        Job("key", lambda job: None, Pool(workers=1)).submit(int)
