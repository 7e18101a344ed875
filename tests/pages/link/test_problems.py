"""What a link got wrong: the command line's sentence and the pages' message say the same, of the same values."""

import copy
import pickle
import string

import pytest

from model import Scenario
from model.rules.problems import ENGLISH, Problem
from pages.view.link.file import LARGEST_FILE, read_file
from pages.view.link.map import read_map
from pages.view.link.pair import read_pair
from pages.view.link.read import read_link
from pages.view.link.scene import asked_scene
from pages.view.words.grammar import entries, tree, variables
from tests.words.speakers import said

WRONG = [
    {"backoff": "99", "jitter": "much", "bug_probability": "x", "colour": "red"},
    {"peers": "cells", "cells": "99", "v": "0", "t": "999"},
    {"peers": "ring", "degree": "7", "seed": "-1"},
    {"nodes": "300", "volumes_per_node": "30", "ticks": "4000"},
    {"do": "1:dance,x:stop_search:1,5:restart_nodes:7,5:stop_search:3,5:add_capacity:9,7:crash_node:99"},
    {"do": ",".join(["5:stop_search:1"] * 22)},
    {f"n{k}": "1" for k in range(12)},
]
RIGHT = ["backoff:99,seed:7,colour:red,jitter:none,jitter:full", "peers:ring,degree:7", "backoff:1," * 50]
FILES = [
    "{",
    "[]",
    '{"stormglass": 0, "scenario": {}}',
    '{"stormglass": 2, "scenario": {}}',
    "x" * (LARGEST_FILE + 1),
    '{"stormglass": 1, "scenario": {"x": 1}}',
]


def problems():
    """Return problems of every kind, as a visitor's links and files bring them about."""
    found = [
        problem for query in WRONG for problem in read_link({name: [text] for name, text in query.items()}).problems
    ]
    found += read_link({"backoff": ["1", "2"], "v": ["2"]}).problems
    found += [problem for text in RIGHT for problem in read_pair({"right": [text]}).problems]
    found += read_pair({"right": ["backoff:1", "backoff:2"]}).problems
    found += read_map({"map_x": ["colour"], "map_y": ["bug_probability"]}).problems
    found += read_map({"map_x": ["bug_probability"]}).problems
    found += asked_scene({"scene": ["x"], "t": ["99"], "backoff": ["1"]})[1].problems
    found += [problem for text in FILES for problem in read_file(text, Scenario()).problems]
    found += Scenario.from_json('{"stormglass": 1, "scenario": {"actions": 7}}')[1]
    found += Scenario.from_json('{"stormglass": 1, "scenario": {"actions": [7]}}')[1]
    return found


FOUND = list(dict.fromkeys(problems()))


def within(problem):
    """Yield a problem and those that it is made of."""
    yield problem
    for value in problem.arguments.values():
        if isinstance(value, Problem):
            yield from within(value)


def test_every_kind_of_problem_comes_about():
    assert {one.message for problem in FOUND for one in within(problem)} == set(ENGLISH)


@pytest.mark.parametrize("problem", FOUND, ids=lambda problem: problem[:40])
def test_the_message_says_what_the_sentence_says(problem):
    told = problem.data()
    assert said(told["id"], **told.get("values", {})).replace("\u202f", "") == problem


@pytest.mark.parametrize("name", ENGLISH)
def test_the_message_takes_the_values_of_the_sentence(name):
    fields = {field for _, field, _, _ in string.Formatter().parse(ENGLISH[name]) if field}
    assert variables(tree(entries("en")), name) == fields


def test_a_problem_can_be_copied_and_sent():
    for problem in FOUND:
        for again in (copy.deepcopy(problem), pickle.loads(pickle.dumps(problem))):
            assert (again, again.data()) == (problem, problem.data())
