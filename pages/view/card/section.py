"""Cards on a page: each is a section in a fragment of its own, which follows the run on the stage.

A card that is in sight says which run the stage shows (`stage/hosts/streamlit/card/questions.js`); the answer is what
is known by now, and the card asks again while there is more to come. So nothing waits for heavy work, and a changed
lever reruns no more than what is looked at. The figure is changed in place: Streamlit's own chart is put up anew at
each change, with blank frames, and could not follow a lever or the playhead.
"""

import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from model import Scenario
from pages.view.card.message import Content, Control, Message
from pages.view.card.words import CALLED_OFF, CALLED_OFF_EARLY, NOT_WORKED_OUT, progress_words
from pages.view.link.ask import Ask, asked_by
from pages.view.link.read import read_link
from pages.view.server.jobs import DONE, FAILED, JOBS, RUNNING, STOPPED, Job, Work
from pages.view.server.stage_modules import code_beside, stub

FOLDER = Path(__file__).parent
CARD = st.components.v2.component(
    "stormglass.card",
    html="<div class='pic'></div>",
    css=(FOLDER / "card.css").read_text(),
    js=stub("card"),
    isolate_styles=False,  # Plotly puts its styles into the page
)

Choices = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Task:
    """What a section wants worked out: a key that says all that the result depends on, and the work."""

    key: Hashable
    work: Work


@dataclass(frozen=True, kw_only=True)
class Section:
    """A section of a page: what it works out of a scenario, and how it shows it."""

    name: str
    begin: Callable[[Scenario, Choices], Task]
    """Raises ValueError, with a sentence, where too much is asked for."""
    show: Callable[[Any, Scenario, Choices], Content]
    """Of a result, maybe partial, and the run in view."""
    waiting: str
    """What is said while nothing is known yet."""
    controls: Callable[[Choices, Scenario], Sequence[Control]] = lambda choices, scenario: ()
    at_once: bool = False
    """Is worked out before anybody has looked at it, and follows a lever at once, not when it rests."""
    room: int = 360
    """Pixels that the picture will take."""


@st.fragment
def card(section: Section, scenario: Scenario, choices: Choices) -> None:
    """Show a section of this scenario, or of the one that the stage has moved on to since."""
    ask = asked_by(section.name)
    if ask is not None:
        scenario, choices = read_link(ask.query).scenario, {**choices, **ask.choices}
    message = answer(section, scenario, choices, ask)
    code = code_beside("card") if ask is None else {}
    CARD(key=section.name, data={"card": message.text(), **code}, on_ask_change=lambda: None)


def answer(section: Section, scenario: Scenario, choices: Choices, ask: Ask | None) -> Message:
    """Return what is known by now, and see to it that the rest is worked out."""
    controls = section.controls(choices, scenario)
    choices = {control.name: control.value for control in controls}
    state, job, content = "idle", None, Content(sentence=section.waiting)
    if ask is not None or section.at_once:
        try:
            state, job = _job(section, section.begin(scenario, choices), ask)
        except ValueError as error:
            JOBS.leave(_who(section))
            state, content = "refused", Content(sentence=str(error))
    if job is not None and job.result is not None:
        content = section.show(job.result, scenario, choices)
    elif state == STOPPED:
        content = Content(sentence=CALLED_OFF_EARLY)
    return Message(
        name=section.name,
        query=scenario.to_query(),
        state=state,
        content=content,
        seq=ask.number if ask else 0,
        words=_words(state, job),
        done=job.done if job else 0,
        of=job.of if job else 0,
        at_once=section.at_once,
        room=section.room,
        controls=controls,
    )


def _job(section: Section, task: Task, ask: Ask | None) -> tuple[str, Job | None]:
    """Return the state of a task for this visitor, and its job; begin it, or call it off."""
    if ask is None or not ask.stop:
        job = JOBS.want(_who(section), task.key, task.work)
        return job.state, job
    left = JOBS.leave(_who(section), task.key)
    return DONE if left is not None and left.state == DONE else STOPPED, left


def _words(state: str, job: Job | None) -> str:
    if state in (RUNNING, DONE):
        return progress_words(job.done, job.of) if job else ""
    if state == STOPPED:
        return CALLED_OFF if job is not None and job.result is not None else ""
    return NOT_WORKED_OUT if state == FAILED else ""


def _who(section: Section) -> tuple[str, str]:
    """Return a name for this visit, and that of the section: a card wants one thing at a time."""
    return st.session_state.setdefault("visitor", secrets.token_hex(8)), section.name
