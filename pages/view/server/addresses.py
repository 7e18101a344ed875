"""Addresses of pages as people type and mail them: ``/Lab``, ``/lab/``, ``/same-luck.`` go to the page that was meant.

Any other address that could be a page's is answered with a page that says so and names the nearest. Without this
Streamlit shows the front door there, below a message of its own.
"""

from difflib import get_close_matches
from html import escape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config

from model.rules.spelling import shown
from pages.view.link.tidy import TAIL
from pages.view.page.frame import DEEPER, FRONT, PAGES

NAMES = {"" if page == FRONT else Path(page).stem: label for page, label in (*PAGES, *DEEPER)}
"""How the address of each page ends, and what the page is called."""
FRONT_DOOR = ("story", "home", "index", "app", "stormglass")
"""Names by which the front door is looked for."""
NEAR = 0.5
"""How much alike a name must be to be the nearest."""
LAYOUT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>No such page · Stormglass</title>
<style>
  :root {{ color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }}
  body {{ max-width: 34rem; margin: 18vh auto; padding: 0 1.25rem; }}
  li {{ margin: .4rem 0; }}
</style>
<h1>There is no page {name}</h1>
<p>{nearest}</p>
<ul>{pages}</ul>
</html>
"""


class Addresses:
    """Answers for addresses that could be a page's and are none; all else passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the app."""
        answer = answer_for(Request(scope)) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)


def answer_for(request: Request) -> Response | None:
    """Return where the page is that was meant, or which there are; None where the address is no page's business."""
    base = (config.get_option("server.baseUrlPath") or "").strip("/")
    root = f"/{base}/" if base else "/"
    path = str(request.scope["path"])
    name = path.removeprefix(root)
    if request.method not in ("GET", "HEAD") or not path.startswith(root) or name in NAMES or not is_pages(name):
        return None
    if "text/html" not in request.headers.get("accept", ""):
        return None
    page = meant(name)
    if page is not None:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{root}{page}{query}", 307)
    return HTMLResponse(no_such_page(name, root), 404)


def is_pages(name: str) -> bool:
    """Return whether an address could be meant for a page: one name, no file and nothing of the server's own.

    >>> is_pages("Lab"), is_pages("lab/"), is_pages("lab."), is_pages("favicon.png"), is_pages("_stcore/health")
    (True, True, True, False, False)
    """
    plain = TAIL.sub("", name.rstrip("/"))
    return bool(plain) and "/" not in plain and "." not in plain.removesuffix(".html") and not plain.startswith("_")


def meant(name: str) -> str | None:
    """Return how the address ends of the page that was meant; None where there is no such page.

    >>> meant("Lab/"), meant("same-luck)."), meant("Story"), meant("labb")
    ('lab', 'same_luck', '', None)
    """
    plain = TAIL.sub("", name.rstrip("/")).lower().removesuffix(".html").replace("-", "_").replace(" ", "_")
    if plain in FRONT_DOOR:
        return ""
    return plain if plain in NAMES else None


def no_such_page(name: str, root: str) -> str:
    """Return a page that says that there is none of this name, and which there are; the nearest first."""
    called = {page or FRONT_DOOR[0]: page for page in NAMES}
    near = get_close_matches(name.lower(), called, n=1, cutoff=NEAR)
    order = sorted(NAMES, key=lambda page: page not in {called[one] for one in near})
    links = [f'<li><a href="{root}{page}">{escape(NAMES[page])}</a></li>' for page in order]
    nearest = f"Did you mean {escape(NAMES[called[near[0]]])}? There are:" if near else "There are:"
    return LAYOUT.format(name=escape(shown(name)), nearest=nearest, pages="".join(links))
