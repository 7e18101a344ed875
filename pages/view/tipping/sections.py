"""The sections of the page below the map, in order: each with the question that it answers."""

import streamlit as st

from pages.view.card.section import Section, card
from pages.view.link.map import AskedMap
from pages.view.tipping.hill.section import HILL
from pages.view.tipping.jitter.section import JITTER
from pages.view.tipping.replicates.sections import DRIFT, LUCKS
from pages.view.tipping.rescue.plan import PLANS
from pages.view.tipping.rescue.sections import CHANCES, LAST, PREVENT, SIZE
from pages.view.tipping.storm.section import STORM
from pages.view.tipping.theory.sections import DAY_SECTION, LAW, MINUTE
from pages.view.tipping.trigger.section import TRIGGER
from pages.view.tipping.words import CONTENTS, SECTIONS

ORDER: tuple[Section, ...] = (
    *(LUCKS, TRIGGER, HILL, STORM, LAST, CHANCES, PLANS, PREVENT),
    *(SIZE, JITTER, LAW, MINUTE, DAY_SECTION, DRIFT),
)


def contents() -> None:
    """Show the table of contents."""
    links = " · ".join(f"[{SECTIONS[section.name].title}](#{section.name})" for section in ORDER)
    with st.container(key="contents"):
        st.markdown(f"**{CONTENTS}** {links}")


def sections(asked: AskedMap) -> None:
    """Show every section; each is worked out when it is looked at."""
    for section in ORDER:
        words = SECTIONS[section.name]
        with st.container(key=f"section_{section.name}"):
            st.header(words.title, anchor=section.name)
            st.markdown(words.question)
            card(section, asked.scenario, {})
