"""The scenes of the story: data from ``pages/view/words/en/story/``, filled in from their runs.

A scene is one file there, ``20-name.md``: settings between two lines of ``+++`` (TOML), then its words. Adding one
touches nothing else; the order is that of the file names, and its link is ``/?scene=name``.

===============  ====================================================================================================
``title``        its heading
``preset``       the run starts from this preset of `model.rules.presets` (else from the story's storm)
``settings``     what is changed in that, by the names of `model.scenario`
``from``, ``to`` where it begins and ends: a moment of `model.runs.run_facts.moments_of`, maybe plus or minus minutes
``shows``        until when the timeline reaches (else ``to``)
``seconds``      how long it plays (else the stage's own pace)
``lit``          what stands out, the rest is faint: states (``searching``, ``free``, ``old``, ``copying``,
                 ``offline``), ``cut`` (the isolated nodes), ``crashed`` (the nodes that crash now, and whom they
                 strand), ``volume`` (the two copies of one), ``requests``
``figure``       beside the cluster: ``loop``, ``free``, ``bars`` (with ``bars = [[words, fact, of], …]``),
                 ``combinations`` (of the three protections as the scene's settings have them)
``sentences``    which sentences of ``paragraph.toml`` it stands for
``others``       other settings whose facts the words can name: ``before = { backoff = 3 }`` gives ``{before.over_at}``
``button``       the words of the button that leads on
``timeline``     false where it would say nothing
``lab``          true where it ends in the Lab
``way``          ``short``: it belongs to the short way alone; ``both``: to the whole story, too (else ``whole``)
``chapter``      the name of the part of the story that begins here
``question``     a prediction: ``ask``, ``about`` (its name in the summary), ``by`` and ``choices``; each choice has
                 ``text`` and, ``by = "curve"``: ``settings`` whose free space is its curve, the right one being the
                 scene's own; ``by = "fate"``: the ``fates`` it stands for; ``by = "each"``: ``settings``,
                 ``outcome``, what came of it, and ``scene``, which plays it: the one that is picked comes first
===============  ====================================================================================================

In the words ``{fact}`` is a number of the scene's run (`model.runs.run_facts`), ``{fact:volume}`` a number with its
noun, ``{fact:word}`` in letters, ``{fact:percent}`` a share; ``{fact:volume|searching}`` also marks it with a state.
``[about 13 %](record)`` is what the published record says, ``[...](reader)`` a reader's remark of the time. A line
``---`` parts what is said before a prediction from what is said after it.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from model import Run, Scenario, simulate
from model.rules.presets import PRESETS
from model.runs.run_facts import RunFacts, moments_of
from pages.view.words.english import about, many, percent

FOLDER = Path(__file__).parents[1] / "words" / "en" / "story"
LUCK = 71
"""One luck for the whole story: its storm begins quietly, and fades before it grows."""
STORM = Scenario(seed=LUCK)
RECORD = ("https://aws.amazon.com/message/65648/", "Amazon’s account of 29 April 2011")
NAMES = frozenset(
    {
        *("title", "preset", "settings", "from", "to", "shows", "seconds", "lit", "figure", "bars", "sentences"),
        *("others", "button", "chapter", "question", "lab", "timeline", "way"),
    }
)
MOMENT = re.compile(r"([a-z]+)([+-]\d+)?")
FILLED = re.compile(r"\{([\w.]+)(?::(\w+))?(?:\|(\w+))?\}|\[([^\]]+)\]\((record|reader)\)|\*\*([^*]+)\*\*")
WORDS = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]

Segments = list[str | list[str]]


@dataclass(frozen=True, eq=False)
class Scene:
    """One scene as it was written."""

    name: str
    data: Mapping[str, Any]
    words: str

    @property
    def scenario(self) -> Scenario:
        """The settings of its run."""
        start = {"preset": self.data["preset"]} if "preset" in self.data else {}
        return variant(start | self.data.get("settings", {}))

    @property
    def telling(self) -> RunFacts:
        """The piece of its run that it plays."""
        return RunFacts(run_of(self.scenario), self.tick("from"), self.tick("to"))

    def tick(self, key: str) -> int:
        """Return the minute that one of its moments names.

        Raises:
            ValueError: where the run has no such moment.
        """
        moments, match = moments_of(run_of(self.scenario)), MOMENT.fullmatch(self.data[key])
        if match is None or match[1] not in moments:
            raise ValueError(f"{self.name}: {key} must be one of {', '.join(moments)}; {self.data[key]} was given")
        return max(0, min(moments[match[1]] + int(match[2] or 0), self.scenario.ticks))

    def filled(self, text: str, telling: RunFacts | None = None) -> Segments:
        """Return a text with its numbers: plain pieces, and ``[piece, mark]``.

        A mark is a state, or ``run`` (a number of the run), ``record``, ``reader``, ``strong``.
        """
        parts: Segments = []
        end = 0
        for match in FILLED.finditer(text):
            parts += [text[end : match.start()], self._piece(match, telling or self.telling)]
            end = match.end()
        return [part for part in [*parts, text[end:]] if part]

    def _piece(self, match: re.Match[str], telling: RunFacts) -> list[str]:
        fact, form, mark, cited, source, strong = match.groups()
        if cited or strong:
            return [cited, source] if cited else [strong, "strong"]
        other, _, name = fact.rpartition(".")
        return [said((self.other(other) if other else telling).number(name), form), mark or "run"]

    def other(self, name: str) -> RunFacts:
        """Return the whole run of one of its other settings."""
        run = run_of(variant(self.data["others"][name]))
        return RunFacts(run, 0, run.ticks)


def variant(settings: Mapping[str, Any]) -> Scenario:
    """Return the story's storm with some settings changed; ``preset`` starts from a preset instead.

    >>> variant({"backoff": 3}).to_query()
    {'backoff': '3', 'seed': '71'}
    """
    changes = {name: value for name, value in settings.items() if name != "preset"}
    start = PRESETS[settings["preset"]].scenario if "preset" in settings else STORM
    return start.replace(**changes)


def said(number: float, form: str | None) -> str:
    """Return a number in the form that a sentence wants.

    >>> said(9, "Word"), said(1, "volume"), said(0.05, "percent"), said(10160, None)
    ('Nine', '1 volume', '5 %', '10 160')
    """
    if form == "percent":
        return about(number, 1) if number >= 0.01 else percent(number)
    if form in ("word", "Word"):
        word = WORDS[int(number)] if number < len(WORDS) else said(number, None)
        return word.capitalize() if form == "Word" else word
    return many(int(number), form or "").removesuffix("" if form else "s").strip()


@lru_cache(maxsize=40)
def run_of(scenario: Scenario) -> Run:
    """Return a run of the story; each is played once."""
    return simulate(scenario)


@cache
def scenes() -> tuple[Scene, ...]:
    """Return all scenes in their order.

    Raises:
        ValueError: where a file has a setting that no scene has.
    """
    return tuple(read_scene(file) for file in sorted(FOLDER.glob("*.md")))


def read_scene(file: Path) -> Scene:
    """Return the scene of one file.

    Raises:
        ValueError: where it has a setting that no scene has.
    """
    _, settings, words = file.read_text().split("+++\n", 2)
    data = tomllib.loads(settings)
    if strange := sorted(set(data) - NAMES):
        raise ValueError(f"{file.name}: {', '.join(strange)} is no setting of a scene")
    return Scene(file.stem.split("-", 1)[1], data, words.strip())


def paragraph() -> list[dict[str, Any]]:
    """Return the sentences of the paragraph that the story follows: ``[{"key", "text"}]``, in our words."""
    sentences: list[dict[str, Any]] = tomllib.loads((FOLDER / "paragraph.toml").read_text())["sentence"]
    return sentences
