"""Heavy work beside a page: once for all who wait, kept, and ended when nobody does."""

import threading
import time

from pages.view.server import jobs as module
from pages.view.server.jobs import DONE, FAILED, STOPPED, Jobs

SOON = 60  # seconds, after which it never will


def until(condition):
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


def test_two_who_want_the_same_share_one_job_and_the_result_is_kept():
    jobs, calls, go = Jobs(), [], threading.Event()

    def work(job):
        calls.append(1)
        go.wait(SOON)
        return "result"

    first, second = jobs.want("ada", "key", work), jobs.want("ben", "key", work)
    assert first is second
    go.set()
    until(lambda: first.state == DONE)
    assert jobs.want("cid", "key", work).result == "result"
    assert len(calls) == 1


def test_a_job_ends_when_everybody_has_turned_away_and_its_half_result_is_not_kept():
    jobs, ended = Jobs(), threading.Event()

    def work(job):
        job.report("half", 1, 2)
        while not job.is_unwanted():
            time.sleep(0.005)
        ended.set()
        return "half"

    job = jobs.want("ada", "key", work)
    jobs.want("ben", "key", work)
    until(lambda: job.done == 1)
    jobs.leave("ada")
    assert not job.is_unwanted()
    jobs.want("ben", "other", lambda job: "done")
    assert ended.wait(SOON)
    until(lambda: job.state == STOPPED)
    assert job.result == "half"
    assert jobs.want("ada", "key", lambda job: "whole") is not job


def test_what_was_known_when_a_job_was_called_off_stays_until_something_else_is_wanted():
    jobs = Jobs()

    def work(job):
        job.report("half", 1, 2)
        while not job.is_unwanted():
            time.sleep(0.005)

    job = jobs.want("ada", "key", work)
    until(lambda: job.done == 1)
    for _ in range(3):
        assert jobs.leave("ada", "key").result == "half"
    assert jobs.leave("ada", "other") is None
    assert jobs.leave("ben", "key") is None
    done = jobs.want("ada", "quick", lambda job: "whole")
    assert jobs.leave("ada", "key") is None
    until(lambda: done.state == DONE)
    assert jobs.leave("ada", "quick") is done  # it had ended before it was called off


def test_who_does_not_ask_again_counts_as_gone(monkeypatch):
    monkeypatch.setattr(module, "PATIENCE", 0.05)
    job = Jobs().want("ada", "key", lambda job: [time.sleep(0.005) for _ in iter(job.is_unwanted, True)])
    until(lambda: job.state == STOPPED)


def test_what_fails_is_told_and_tried_again_when_it_is_wanted_again(caplog):
    jobs = Jobs()
    job = jobs.want("ada", "key", lambda job: 1 / 0)
    until(lambda: job.state == FAILED)
    assert "could not be worked out" in caplog.text
    again = jobs.want("ada", "key", lambda job: 7)
    until(lambda: again.state == DONE)
    assert again.result == 7


def test_only_so_many_results_are_kept():
    jobs = Jobs(most=2)
    for key in range(3):
        job = jobs.want("ada", key, lambda job: "x")
        until(lambda job=job: job.state == DONE)
    assert list(jobs._known) == [1, 2]
