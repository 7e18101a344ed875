"""A file of settings, as the Lab's downloads are: read as a link is."""

from model import Scenario
from model.rules.problems import Problem
from pages.view.link.read import Asked, few

LARGEST_FILE = 100_000
"""Characters of a file of settings."""


def read_file(text: str, instead: Scenario) -> Asked:
    """Return what a file of settings asks for; where it is none, what was there before, and why.

    The address of a file that was made with newer rules says by which, until something is changed.

    >>> read_file("[]", Scenario(seed=7)).problems
    ('The file was not opened: the file holds no scenario of Stormglass',)
    """
    try:
        if len(text) > LARGEST_FILE:
            raise ValueError(Problem("file-too-large"))
        scenario, problems = Scenario.from_json(text)
    except ValueError as error:
        return Asked(instead, None, (Problem("problem-file", why=error.args[0]),))
    newer = [problem.arguments["given"] for problem in problems if problem.message == "file-newer"]
    return Asked(scenario, None, few(problems), scenario.to_query() | {"v": newer[0]} if newer else None)
