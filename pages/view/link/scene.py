"""The link to the story: a scene and a minute in it; the settings are the story's own."""

from collections.abc import Mapping

from model.rules.problems import Problem
from model.rules.spelling import shown
from pages.view.link.read import Asked, few, ignored
from pages.view.link.tidy import is_silent
from pages.view.story.scenes import Scene, scenes

OWN = ("scene", "t", "v", "future", "view", "large")


def asked_scene(query: Mapping[str, list[str]]) -> tuple[Scene, Asked]:
    """Return the scene that an address asks for, with its minute and a sentence for what could not be used.

    >>> asked_scene({"scene": ["wrong-turn"]})[0].data["title"]
    'The wrong turn'
    """
    first = {name: values[0] for name, values in query.items() if values}
    names = {scene.name: scene for scene in scenes()}
    problems = [
        Problem("problem-for-the-lab", name=shown(name)) for name in first if name not in OWN and not is_silent(name)
    ]
    wanted = first.get("scene", scenes()[0].name).lower()
    if wanted not in names:
        problems.append(ignored(Problem("rule-scene", choices=tuple(names)), wanted))
    scene = names.get(wanted, scenes()[0])
    tick, late = minute(first.get("t"), scene)
    return scene, Asked(scene.scenario, tick, few([*problems, *late]))


def minute(text: str | None, scene: Scene) -> tuple[int | None, list[Problem]]:
    """Return the minute of an address, which lies within its scene."""
    begin, end = scene.tick("from"), scene.tick("to")
    if text is None:
        return None, []
    if text.isascii() and text.isdigit() and len(text) < 6 and begin <= int(text) <= end:
        return int(text), []
    return None, [ignored(Problem("rule-minute-of-scene", begin=begin, end=end), text)]
