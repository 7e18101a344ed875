"""Same luck: two clusters, one seed, one clock, two settings; where and why their worlds part."""

import streamlit as st

from pages.view.page.frame import frame, text
from pages.view.same_luck.pair_stage import pair_stage

here = frame("Same luck", "pages/same_luck.py")
with st.container(key="question"):
    st.markdown(text("same_luck"))
pair_stage(here)
