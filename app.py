"""Stormglass: the front door. The storm, told scene by scene. And the server that answers beside it."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.view.link.ask import asked_by_address
from pages.view.link.scene import asked_scene
from pages.view.page.frame import frame
from pages.view.server.headers import middleware
from pages.view.server.ready import make_ready
from pages.view.server.routes import routes
from pages.view.server.stage_host import stage
from pages.view.story.header import story, story_ahead
from pages.view.story.scenes import STORM


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
