"""What a link, a file or a command got wrong: a message with its values, which is also a sentence in plain English.

The pages say the message in their visitor's language; the command line shows the sentence.
"""

from typing import Any

from model.rules.spelling import plain

ENGLISH = {
    "rule-choice": "{name} must be one of {choices}",
    "rule-whole": "{name} must be a whole number from {low} to {high}",
    "rule-number": "{name} must be a number from {low} to {high}",
    "rule-cells": "cells must be a whole number from 1 to {most} with {nodes} nodes",
    "rule-degree": "degree must be an even number from 2 to {most} with {nodes} nodes",
    "rule-ticks": "ticks must be at most {most} with {volumes} volumes (volumes x ticks up to {work})",
    "rule-action-shape": "an action must be (tick, name, value)",
    "rule-action-name": "an action must be one of {choices}",
    "rule-action-tick": "the tick of {name} must be a whole number from 1 to {ticks}",
    "rule-action-none": "{name} takes no value",
    "rule-action-switch": "{name} must be 1 or 0",
    "rule-actions": "actions must be a list of (tick, name, value)",
    "rule-actions-most": "actions must be at most {most}",
    "rule-version": "v must be {version}, the version of the rules",
    "rule-scene": "scene must be one of {choices}",
    "rule-minute-of-scene": "t must be a whole number from {begin} to {end} in this scene",
    "problem-ignored": "{rule}; {given} was ignored",
    "problem-replaced": "{rule}; {given} was ignored and {used} is used",
    "problem-as-left": "right: {rule}; {given} was ignored and {used} is used, as on the left",
    "problem-no-setting": "{name} is no setting and was ignored",
    "problem-several": "{name} is given {times} times; the first counts",
    "problem-newer": "v {given}: made with newer rules; this may be another run",
    "problem-more": "{more} further values were ignored",
    "problem-later-actions": "action {number} and what follows",
    "problem-for-the-lab": "{name} is for the Lab and was ignored: the story has settings of its own",
    "problem-right-several": "right is given {times} times; {given} is used",
    "problem-right-most": "right: only the first {most} entries are read",
    "problem-right-shared": "right: {name} is shared by both clusters; {given} was ignored",
    "problem-right-no-setting": "right: {name} is no setting and was ignored",
    "problem-right-again": "right: {name} is given more than once; {given} is used",
    "problem-map-same": "map_x and map_y must be two settings; {given} was given for both",
    "problem-file": "The file was not opened: {why}",
    "file-no-json": "the file is not JSON",
    "file-no-scenario": "the file holds no scenario of Stormglass",
    "file-version": "the file must be of version {version}; {given} was given",
    "file-newer": "version {given}: made with newer rules; this may be another run",
    "file-too-large": "it is larger than 100 kB",
}


class Problem(str):
    """The sentence, and what it is made of.

    >>> problem = Problem("problem-ignored", rule=Problem("rule-version", version=1), given="7")
    >>> problem
    'v must be 1, the version of the rules; 7 was ignored'
    >>> problem.message, problem.arguments["given"]
    ('problem-ignored', '7')
    """

    message: str
    """Which message it is, a name in `ENGLISH`."""
    arguments: dict[str, Any]
    """The message's values: numbers, texts, lists of texts, or another problem."""

    def __new__(cls, message: str, /, **arguments: Any) -> "Problem":
        """Make the sentence."""
        made = super().__new__(
            cls, ENGLISH[message].format_map({name: _spelled(one) for name, one in arguments.items()})
        )
        made.message, made.arguments = message, arguments
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, Any]]:
        return (self.message,), self.arguments

    def data(self) -> dict[str, Any]:
        """Return the message with its values as JSON has them: ``{"id", "values"}``.

        >>> Problem("rule-whole", name="t", low=0, high=240).data()
        {'id': 'rule-whole', 'values': {'name': 't', 'low': 0, 'high': 240}}
        """
        values = {name: one.data() if isinstance(one, Problem) else one for name, one in self.arguments.items()}
        return {"id": self.message, "values": values} if values else {"id": self.message}


def _spelled(value: Any) -> str:
    return ", ".join(map(plain, value)) if isinstance(value, (list, tuple)) else plain(value)
