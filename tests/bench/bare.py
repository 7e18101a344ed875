"""The least that a server with a compiled engine can be: a sentence on a page, a function out of numba's cache."""

import numba
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx


@numba.njit(cache=True)
def nothing() -> int:
    """Return 0."""
    return 0


if get_script_run_ctx(suppress_warning=True):
    st.write("Here is nothing.")
else:
    nothing()
    app = st.App(__file__)
