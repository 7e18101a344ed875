"""The questions of `docs/notebook.md` are answered as the page says."""

import doctest
import re

from tests.server import ROOT

PAGE = ROOT / "docs" / "notebook.md"


def test_every_answer_on_the_page_is_what_python_gives():
    text = re.sub(r"^```.*$", "", PAGE.read_text("utf-8"), flags=re.MULTILINE)  # a fence is no part of an answer
    test = doctest.DocTestParser().get_doctest(text, {}, PAGE.name, str(PAGE), 0)
    told: list[str] = []
    runner = doctest.DocTestRunner()
    runner.run(test, out=told.append)
    assert runner.summarize(verbose=False).failed == 0, "".join(told)


def test_there_are_ten_questions_each_with_python():
    questions = re.split(r"^\*\*(\d+)\. ", PAGE.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert questions[::2] == [str(number) for number in range(1, 11)]
    for words in questions[1::2]:
        assert "?**" in words
        assert ">>> " in words
