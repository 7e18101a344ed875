"""The Lab: the stage with its levers, and the workbench: start from, act now, share, further settings."""

import streamlit as st

from pages.view.lab.notes import notes
from pages.view.lab.workbench import workbench
from pages.view.page.frame import frame, text
from pages.view.server.stage_host import stage

here = frame("Lab", "pages/lab.py")
with st.container(key="question"):
    st.markdown(text("lab"))
stage(address=True, tell=notes, own_page=here, **workbench())
