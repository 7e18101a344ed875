"""What every page shares: its frame, the slim navigation bar, and the styles that make room for the stage."""

from pathlib import Path
from urllib.parse import quote

import streamlit as st

from pages.view.link.read import LEFT
from pages.view.server.stage_modules import THEME as THEME_SCRIPT
from pages.view.server.stage_modules import source
from pages.view.wire.config import OwnPage

HERE = Path(__file__).parent
WORDS = HERE.parent / "words" / "en"
FRONT = "app.py"
PAGES = ((FRONT, "Story"), ("pages/lab.py", "Lab"))
DEEPER = (("pages/same_luck.py", "Same luck"), ("pages/tipping_point.py", "Tipping point"))
"""What stands under "Go deeper"."""
PLACES = tuple(Path(page).stem for page, _ in (*PAGES[1:], *DEEPER))
"""How the address of each page but the front door ends."""
ICON = HERE / "stormglass.svg"
LOGO = quote(ICON.read_text().replace('"', "'"), safe="/:=' ")
THEME = st.components.v2.component(
    "stormglass.theme",
    html="<div class='themes'>\n</div>",
    css=(HERE / "theme.css").read_text(),
    js=source(THEME_SCRIPT),
)


def text(name: str) -> str:
    """Return the prose of a page, Markdown."""
    return (WORDS / f"{name}.md").read_text()


def frame(title: str, here: str) -> OwnPage:
    """Begin a page: its title in the browser, the bar with ``here`` marked, and the styles.

    Returns what a stage must know to tell whether the address is that of its own page: how that ends (nothing for
    the front door), and how the others do.
    """
    st.set_page_config(
        page_title=f"{title} · Stormglass",
        page_icon=str(ICON),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    logo = f':root {{ --logo: url("data:image/svg+xml,{LOGO}"); }}'
    st.html(f"<style>{logo}\n{(HERE / 'page.css').read_text()}</style>")
    if not st.context.is_embedded:
        bar(here)
    return {"place": Path(here).stem if here != FRONT else "", "places": PLACES}


def bar(here: str) -> None:
    """Show the navigation bar."""
    with st.container(key="bar", horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link("app.py", label="Stormglass", width="content")
        for number, (page, label) in enumerate(PAGES):
            with st.container(key="here" if page == here else f"page{number}", width="content"):
                left = st.session_state.get(LEFT) if page == "pages/lab.py" else None
                st.page_link(page, label=label, width="content", query_params=left)
        with st.container(key="deeper_here" if here in dict(DEEPER) else "deeper", width="content"):
            go_deeper(here)
        # A tuple: of a list Streamlit asks pandas whether it is a table, and loads it for that, which takes 0.5 s.
        THEME(key="theme", width="content", data={"pages": PLACES})


def go_deeper(here: str) -> None:
    """Show the menu of the pages that are not in the bar; it names the one that is open."""
    name = dict(DEEPER).get(here)
    with st.popover(name or "Go deeper", type="tertiary", width="content"):
        for page, label in DEEPER:
            with st.container(key="menu_here" if page == here else f"menu_{Path(page).stem}", width="content"):
                st.page_link(page, label=label)
