"""Stormglass: the front door. A storm, a question, and the way to the Lab. And the server that answers beside it."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from model import Scenario
from pages.view.page import frame, text
from pages.view.routes import routes
from pages.view.stage_host import stage

STORM = Scenario(seed=71)


def page() -> None:
    """Show the front door."""
    frame("The storm", "app.py")
    st.markdown(text("storm"))
    with st.container(key="story"):
        stage(STORM, with_levers=False)
    st.page_link(
        "pages/lab.py", label="Now try to stop it", icon=":material/arrow_forward:", query_params=STORM.to_query()
    )


if get_script_run_ctx(suppress_warning=True):
    page()
else:  # not a visitor but `streamlit run` itself, once: what it finds here is what it serves
    app = st.App(__file__, routes=routes())
