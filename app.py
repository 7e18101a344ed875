"""Stormglass: the front door. The storm, told scene by scene. And the server that answers beside it."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.view.ask import asked_by_address
from pages.view.headers import middleware
from pages.view.page import frame
from pages.view.ready import make_ready
from pages.view.routes import routes
from pages.view.scenes import STORM
from pages.view.stage_host import stage
from pages.view.story import asked_scene, story, story_ahead


def page() -> None:
    """Show the front door: the scene that the address asks for, and the way to the Lab."""
    here = frame("The storm", "app.py")
    scene, asked = asked_scene(asked_by_address())
    with st.container(key="story"):
        stage(asked, with_levers=False, scene=scene.name, story=story(), own_page=here)
    with st.container(key="tolab"):
        st.page_link(
            "pages/lab.py",
            label="Now try to stop it",
            icon=":material/arrow_forward:",
            query_params=STORM.to_query(),
        )


if get_script_run_ctx(suppress_warning=True):
    page()
else:  # not a visitor but `streamlit run` itself, once: what it finds here is what it serves
    make_ready()
    app = st.App(__file__, routes=routes(), middleware=middleware())
    story_ahead()
