"""The story as the stage tells it: its scenes with their words filled in, in the configuration of its page.

::

    "story": {"record": [url, title],           the published record
              "sentences": [{"key", "text"}],   the paragraph that the story follows
              "scenes": [SCENE, ...]}
    SCENE = {"name", "title", "query": {...},   its link and the settings of its run
             "from": 14, "to": 18, "shows": 24, where it plays, and until when the timeline reaches
             "seconds": 8 or null, "lit": ["searching"], "volume": 17 or null,
             "figure": "loop" | "free" | "bars" | "combinations" | null, "bars": [[words, value, of], ...],
             "combinations": null or {"rows": [[which, [over, held, raging, collapsed]], ...],
                                      "verdict": [MESSAGE, ...]},
             "sentences": [key, ...], "button": words or null (the usual ones), "chapter": words or null,
             "timeline": false where it would say nothing, "lab": true where it ends in the Lab,
             "way": "whole" | "short" | "both",
             "words": [PARAGRAPH, ...], "after": [PARAGRAPH, ...]   after: once a prediction is made
             "question": null or {"ask": PARAGRAPH, "about": words, "by", "answer": the right choice or null,
                                  "choices": [{"text", "path": of its curve, "outcome": PARAGRAPH,
                                               "scene": that plays it}]}}
    PARAGRAPH = [SEGMENT, ...]  as in `pages.view.wire.frame`; the marks are also run, record, reader, strong
"""

from collections.abc import Mapping
from functools import cache
from threading import Lock, Thread
from typing import Any

import numpy as np

from model import Run
from model.runs.run_facts import RunFacts, replicates_of
from pages.view.same_luck.protections import combinations
from pages.view.same_luck.verdict_messages import key, verdict
from pages.view.server.odds import counted
from pages.view.story.scenes import RECORD, STORM, Scene, paragraph, run_of, scenes, variant

WIDE, HIGH = 100, 40
"""The box of a curve."""
ONCE = Lock()


def story() -> dict[str, Any]:
    """Return the whole story; it is made once, and whoever comes meanwhile waits."""
    with ONCE:
        return made()


def story_ahead() -> None:
    """Make the story in the background: its hundreds of clusters take a second, which no visitor should wait."""
    Thread(target=story, daemon=True).start()


@cache
def made() -> dict[str, Any]:
    """Return the story, made from its files and runs."""
    return {"record": list(RECORD), "sentences": paragraph(), "scenes": [scene_header(scene) for scene in scenes()]}


def scene_header(scene: Scene) -> dict[str, Any]:
    """Return one scene, its numbers filled in."""
    data, telling = scene.data, scene.telling
    before, _, after = f"\n{scene.words}".partition("\n---\n")
    return {
        "name": scene.name,
        "title": data["title"],
        "query": scene.scenario.to_query(),
        "from": telling.begin,
        "to": telling.end,
        "shows": scene.tick("shows") if "shows" in data else telling.end,
        "seconds": data.get("seconds"),
        "lit": data.get("lit", []),
        "volume": lost_first(telling.run) if "volume" in data.get("lit", []) else None,
        "figure": data.get("figure"),
        "bars": [[words, *(number_of(scene, fact) for fact in facts)] for words, *facts in data.get("bars", [])],
        "combinations": combined(scene) if data.get("figure") == "combinations" else None,
        "sentences": data.get("sentences", []),
        "button": data.get("button"),
        "chapter": data.get("chapter"),
        "timeline": data.get("timeline", True),
        "lab": data.get("lab", False),
        "way": data.get("way", "whole"),
        "words": paragraphs(scene, before),
        "after": paragraphs(scene, after),
        "question": question(scene),
    }


def paragraphs(scene: Scene, words: str) -> list[Any]:
    """Return the paragraphs of a text, filled in; they are parted by empty lines."""
    return [scene.filled(" ".join(part.split())) for part in words.split("\n\n") if part.strip()]


def combined(scene: Scene) -> dict[str, Any]:
    """Return how a hundred clusters end under each of the eight combinations of the scene's three protections."""
    settings = combinations(STORM, scene.scenario)
    ends = {which: counted(replicates_of(one).endings.tobytes()) for which, one in settings.items()}
    return {"rows": [[key(which), fates] for which, fates in ends.items()], "verdict": verdict(ends)}


def number_of(scene: Scene, fact: str) -> float:
    """Return a fact of a scene, or of one of its others, as a number."""
    other, _, name = fact.rpartition(".")
    telling = scene.telling if not other else scene.other(other)
    return telling.number(name)


def lost_first(run: Run) -> int:
    """Return the volume that is the first to lose its second copy; 0 where none does."""
    lost = run.events["volume"][run.events["volume"] >= 0]
    return int(lost[0]) if len(lost) else 0


def question(scene: Scene) -> dict[str, Any] | None:
    """Return the prediction of a scene, with the answer that the runs give."""
    asked = scene.data.get("question")
    if asked is None:
        return None
    return {
        "ask": scene.filled(asked["ask"]),
        "about": asked["about"],
        "by": asked["by"],
        "answer": answer(scene, asked["by"], asked["choices"]),
        "choices": [choice(scene, one) for one in asked["choices"]],
    }


def answer(scene: Scene, by: str, choices: list[Mapping[str, Any]]) -> int | None:
    """Return which choice the run bears out; None where each has a run of its own and none is right."""
    if by == "curve":
        return [variant(one["settings"]) for one in choices].index(scene.scenario)
    if by == "fate":
        return next(k for k, one in enumerate(choices) if run_of(scene.scenario).fate in one["fates"])
    return None


def choice(scene: Scene, one: Mapping[str, Any]) -> dict[str, Any]:
    """Return one choice: its text, maybe a curve or what came of it."""
    shown_as: dict[str, Any] = {"text": one["text"]}
    if "settings" in one:
        run = run_of(variant(one["settings"]))
        if "outcome" in one:
            shown_as["outcome"] = scene.filled(one["outcome"], RunFacts(run, 0, run.ticks))
            shown_as["scene"] = one["scene"]
        else:
            shown_as["path"] = curve(run, scene.telling.begin, scene.telling.end)
    return shown_as


def curve(run: Run, begin: int, end: int) -> str:
    """Return how many slots are free from one minute to another as an SVG path in a box of `WIDE` × `HIGH`."""
    free = np.asarray(run.series("free_slots")[begin : end + 1], float)
    heights = HIGH - np.round(free / max(free.max(), 1) * HIGH, 1)
    across = np.round(np.arange(len(free)) / max(1, len(free) - 1) * WIDE, 1)
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in zip(across, heights, strict=True))
