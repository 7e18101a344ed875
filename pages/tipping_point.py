"""Tipping point: where the edge is, why, and how sure one can be. Map and stage first, the rest as it is seen."""

import streamlit as st

from pages.view.card.section import card
from pages.view.lab.notes import notes
from pages.view.link.map import read_map
from pages.view.page.frame import frame, text
from pages.view.server.stage_host import stage, wanted
from pages.view.tipping.map.section import MAP
from pages.view.tipping.sections import contents, sections

here = frame("Tipping point", "pages/tipping_point.py")
asked = wanted(None, read_map)[1]
with st.container(key="question"):
    st.markdown(text("tipping_point"))
with st.container(key="edge"):
    with st.container(key="beside"):
        card(MAP, asked.scenario, asked.choices)
    with st.container(key="played"):
        stage(address=True, tell=notes, read=read_map, own_page=here)
contents()
sections(asked)
