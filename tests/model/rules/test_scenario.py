"""Settings: every range to its border, and a sentence for all that is beyond it."""

import dataclasses
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from model import PARAMETERS, Scenario
from model.rules.actions import KINDS

# Name, default, lowest and highest value, as the page has them.
WHOLE = {
    "nodes": (64, 4, 1000),
    "volumes_per_node": (10, 1, 40),
    "cut_off_at": (10, 1, 5000),
    "cut_off_for": (5, 0, 5000),
    "backoff": (0, 0, 8),
    "request_limit": (0, 0, 64),
    "copy_ticks": (5, 1, 500),
    "restart_after": (0, 0, 10_000),
    "ticks": (240, 1, 5000),
    "seed": (1, 0, 2**32 - 1),
}
REAL = {
    "spare_capacity": (0.05, 0, 1),
    "cut_off_fraction": (0.15, 0, 1),
    "reconnect": (0.0, 0, 1),
    "background": (0.0, 0, 0.1),
    "retry_budget": (0.0, 0, 1),
    "bug_probability": (0.001, 0, 0.1),
    "fixed_share": (0.0, 0, 1),
}
CHOICES = {
    "peers": ("cluster", "cells", "ring", "random"),
    "cut_off_shape": ("scattered", "together"),
    "jitter": ("equal", "none", "full", "decorrelated"),
}
NUMBERS = WHOLE | REAL
NOT_NUMBERS = [
    "5",
    "",
    None,
    True,
    False,
    np.True_,
    np.array(True),
    float("nan"),
    float("inf"),
    -float("inf"),
    [1],
    {},
    1j,
    b"5",
    object,
]


def sentences(**settings: Any) -> list[str]:
    """Return the sentences of a refusal, none if the scenario is accepted."""
    try:
        Scenario(**settings)
    except ValueError as error:
        return str(error).split("\n")
    return []


def test_every_parameter_is_here():
    assert set(PARAMETERS) == {*WHOLE, *REAL, *CHOICES, "cells", "degree", "actions"}
    assert [field.name for field in dataclasses.fields(Scenario)] == list(PARAMETERS)


@pytest.mark.parametrize("name", NUMBERS)
def test_defaults_and_ranges_are_those_of_the_rules(name):
    default, low, high = NUMBERS[name]
    parameter = PARAMETERS[name]
    assert (parameter.default, parameter.low, parameter.high) == (default, low, high)
    assert getattr(Scenario(), name) == default
    assert type(getattr(Scenario(), name)) is (int if name in WHOLE else float)


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=str)
def test_every_parameter_has_its_words_and_its_stops_in_range(parameter):
    assert parameter.label
    assert parameter.help.endswith(".")
    assert parameter.topic
    assert list(parameter.stops) == sorted(set(parameter.stops))
    assert all(parameter.clean(stop) == stop for stop in parameter.stops)


def test_levers_stop_where_the_rules_say():
    assert PARAMETERS["spare_capacity"].stops == tuple(k / 100 for k in range(21))
    assert PARAMETERS["backoff"].stops == (0, 1, 2, 3, 4, 5)
    steps = [0, *(float(f"{step}e{power}") for power in (-5, -4, -3) for step in (1, 2, 3, 5)), 0.01]
    assert list(PARAMETERS["bug_probability"].stops) == steps


@pytest.mark.parametrize("name", NUMBERS)
def test_a_range_includes_its_borders_and_nothing_beyond(name):
    _, low, high = NUMBERS[name]
    room = {"volumes_per_node": 1, "nodes": 4} if name == "ticks" else {"ticks": 5}
    beyond = 1 if name in WHOLE else 1e-9
    for value in (low, high):
        assert getattr(Scenario(**{**room, name: value}), name) == value
    for value in (low - beyond, high + beyond, 10**400, -(10**400), 1e300):
        (sentence,) = sentences(**{**room, name: value})
        assert sentence.startswith(f"{name} must be a{' whole' if name in WHOLE else ''} number from ")
        assert sentence.endswith(" was given")


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_number_may_be_written_as_a_float_but_not_have_a_fraction(name):
    default, _, _ = WHOLE[name]
    scenario = Scenario(**{name: float(default)})
    assert scenario == Scenario()
    assert type(getattr(scenario, name)) is int
    assert len(sentences(**{name: default + 0.5})) == 1


@pytest.mark.parametrize("name", [*NUMBERS, *CHOICES])
@pytest.mark.parametrize("value", [value for value in NOT_NUMBERS if value is not None], ids=repr)
def test_what_is_no_number_and_no_choice_is_refused(name, value):
    assert len(sentences(**{name: value})) == 1


@pytest.mark.parametrize("value", [np.float64(0.5), np.float32(0.5), Fraction(1, 2)], ids=repr)
def test_numbers_of_other_makes_become_plain_ones(value):
    assert type(Scenario(reconnect=value).reconnect) is float
    assert type(Scenario(nodes=np.int16(8)).nodes) is int


@pytest.mark.parametrize("name", CHOICES)
def test_choices_are_those_of_the_rules(name):
    assert set(PARAMETERS[name].choices) == set(CHOICES[name])
    assert getattr(Scenario(), name) == CHOICES[name][0]
    for word in CHOICES[name]:
        assert getattr(Scenario(**{name: word}), name) == word
    (sentence,) = sentences(**{name: "star"})
    assert sentence == f"{name} must be one of {', '.join(PARAMETERS[name].choices)}; star was given"


def test_all_bad_fields_are_told_at_once_each_with_range_and_what_was_given():
    told = sentences(
        nodes=3, spare_capacity=float("nan"), jitter="much", backoff="two", seed=-1, actions=[(0, "fly", 1)]
    )
    assert told == [
        "nodes must be a whole number from 4 to 1000; 3 was given",
        "spare_capacity must be a number from 0 to 1; nan was given",
        "backoff must be a whole number from 0 to 8; two was given",
        "jitter must be one of none, equal, full, decorrelated; much was given",
        "seed must be a whole number from 0 to 4294967295; -1 was given",
        f"an action must be one of {', '.join(KINDS)}; 0:fly:1 was given",
    ]


def test_a_bad_value_is_told_in_one_short_printable_line():
    (sentence,) = sentences(peers="ring\n\x1b[31m" + "x" * 10_000)
    assert len(sentence) < 120
    assert sentence.isprintable()


def test_a_scenario_is_frozen_and_keyword_only():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Scenario().nodes = 5  # type: ignore[misc]
    with pytest.raises(TypeError):
        Scenario(64)  # type: ignore[call-arg]
    assert len({Scenario(), Scenario(nodes=64), Scenario(nodes=65)}) == 2


# The work limit


@pytest.mark.parametrize(("nodes", "per_node", "most"), [(1000, 40, 500), (1000, 5, 4000), (1000, 4, 5000)])
def test_volumes_times_ticks_is_at_most_twenty_million(nodes, per_node, most):
    assert Scenario(nodes=nodes, volumes_per_node=per_node, ticks=most).ticks == most
    if most < 5000:
        (sentence,) = sentences(nodes=nodes, volumes_per_node=per_node, ticks=most + 1)
        assert sentence.startswith(f"ticks must be at most {most} with {nodes * per_node} volumes")
        assert sentence.endswith(f"; {most + 1} was given")


# Cells and degree


@pytest.mark.parametrize("nodes", [4, 5, 7, 8, 9, 10, 64, 1000])
def test_cells_and_degree_have_defaults_and_limits_that_depend_on_nodes(nodes):
    scenario = Scenario(nodes=nodes)
    most_peers = (nodes - 1) // 2 * 2
    assert scenario.cells == min(4, nodes // 2)
    assert scenario.degree == min(8, most_peers)
    assert Scenario(nodes=nodes, peers="cells", cells=nodes // 2).cells == nodes // 2
    assert len(sentences(nodes=nodes, peers="cells", cells=nodes // 2 + 1)) == 1
    for peers in ("ring", "random"):
        assert Scenario(nodes=nodes, peers=peers, degree=most_peers).degree == most_peers
        assert len(sentences(nodes=nodes, peers=peers, degree=most_peers + 2)) == 1


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (
            {"nodes": 9, "peers": "cells", "cells": 5},
            "cells must be a whole number from 1 to 4 with 9 nodes; 5 was given",
        ),
        (
            {"nodes": 8, "peers": "ring", "degree": 8},
            "degree must be an even number from 2 to 6 with 8 nodes; 8 was given",
        ),
        ({"peers": "random", "degree": 3}, "degree must be an even number from 2 to 62 with 64 nodes; 3 was given"),
        ({"peers": "cells", "cells": 0}, "cells must be a whole number from 1 to 500; 0 was given"),
        ({"peers": "ring", "degree": 0}, "degree must be a whole number from 2 to 999; 0 was given"),
    ],
)
def test_cells_and_degree_are_refused_in_a_sentence(settings, sentence):
    assert sentences(**settings) == [sentence]


@pytest.mark.parametrize("peers", CHOICES["peers"])
def test_cells_and_degree_are_checked_only_where_they_matter(peers):
    assert len(sentences(nodes=8, peers=peers, cells=400)) == (peers == "cells")
    assert len(sentences(nodes=8, peers=peers, degree=301)) == (peers in ("ring", "random"))


# Actions

ACTION_VALUES = {
    "set_backoff": ([0, 8, 3.0], [-1, 9, 2.5]),
    "fix_bug": ([0, 0.1], [-0.001, 0.11]),
    "fix_nodes": ([0, 1], [-0.01, 1.01]),
    "add_capacity": ([0, 1], [-0.01, 1.01]),
    "stop_search": ([0, 1], [2, -1, 0.5]),
    "throttle": ([0, 1], [-0.01, 1.01]),
    "request_limit": ([0, 64, 3.0], [-1, 65, 2.5]),
    "retry_budget": ([0, 1], [-0.01, 1.01]),
    "reconnect": ([0, 1], [-0.01, 1.01]),
    "crash_node": ([0, 63], [-1, 64, 1.5]),
    "restart_nodes": ([None], [2, "all"]),
    "cut_off": ([0, 240], [-1, 241, 0.5]),
}


@pytest.mark.parametrize("name", KINDS)
def test_actions_have_ranges(name):
    good, bad = ACTION_VALUES[name]
    for value in good:
        assert Scenario(actions=[(1, name, value), (240, name, value)]).actions == (
            (1, name, value),
            (240, name, value),
        )
    for value in [
        *bad,
        *(value for value in NOT_NUMBERS if name != "restart_nodes" or not isinstance(value, bool | None)),
    ]:
        (sentence,) = sentences(actions=[(5, name, value)])
        assert sentence.startswith(name)
        assert sentence.endswith(" was given")


def test_every_action_of_the_rules_is_here():
    assert set(KINDS) == set(ACTION_VALUES)


@pytest.mark.parametrize("tick", [0, 241, 1.5, -1, "5", None, True, float("nan")])
def test_an_action_outside_the_run_is_refused(tick):
    (sentence,) = sentences(actions=[(tick, "throttle", 0.5)])
    assert sentence.startswith("the tick of throttle must be a whole number from 1 to 240; ")


@pytest.mark.parametrize(
    "actions", ["5:throttle:1", 5, b"x", [5], [()], [(5,)], [(5, "throttle")], ["ab"], [(1, 2, 3, 4)]]
)
def test_what_is_no_list_of_actions_is_refused(actions):
    assert len(sentences(actions=actions)) == 1


def test_there_are_at_most_twenty_actions():
    actions = [(tick, "restart_nodes", None) for tick in range(1, 22)]
    assert len(Scenario(actions=actions[:20]).actions) == 20
    assert sentences(actions=actions) == ["actions must be at most 20; action 21 and what follows was given"]


def test_actions_are_sorted_by_tick_and_keep_their_order_within_one():
    given = [
        (9, "throttle", 0.5),
        (5, "stop_search", 1),
        (9, "throttle", 0.2),
        (5, "stop_search", 0),
        (9, "fix_bug", 0),
    ]
    assert Scenario(actions=given).actions == (given[1], given[3], given[0], given[2], given[4])


def test_a_number_too_long_to_spell_is_refused_in_a_sentence():
    with pytest.raises(ValueError, match="nodes must be a whole number from 4 to 1000; a huge number was given"):
        Scenario(nodes=10**5000)


def test_true_is_no_version():
    with pytest.raises(ValueError, match="the file must be of version 1; True was given"):
        Scenario.from_json('{"stormglass": true, "scenario": {}}')


def test_empty_entries_of_a_link_take_no_room_from_the_others():
    scenario, problems = Scenario.from_query({"do": "," * 50 + "40:stop_search:1"})
    assert (scenario.actions, problems) == (((40, "stop_search", 1),), [])


def test_cells_and_degree_that_nobody_chose_follow_the_number_of_nodes():
    assert Scenario(nodes=5).replace(nodes=64) == Scenario(nodes=64)
    assert Scenario(nodes=64, peers="ring").replace(nodes=5).degree == 4
    assert Scenario(nodes=64, peers="ring", degree=6).replace(nodes=100).degree == 6
    with pytest.raises(ValueError, match="degree must be an even number from 2 to 4 with 5 nodes; 6 was given"):
        Scenario(nodes=64, peers="ring", degree=6).replace(nodes=5)
