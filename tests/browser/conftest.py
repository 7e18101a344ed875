"""A browser test starts at the served app, and fails on whatever goes wrong unseen.

That is: an uncaught error in a page, an error on its console, an exception in the server's log, and any
request to another host. What is allowed nevertheless stands in ``ALLOWED``, each with its reason.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Page, WebError, expect

from tests.browser.find_chromium import ADVICE, find_chromium
from tests.server import Server

HERE = Path(__file__).parent
ALLOWED = [
    # On a deep link Streamlit asks for its own server below the page first, then at the root.
    re.compile(r"console error: .* 404 .*/\w+/_stcore/(health|host-config)\)"),
]

GONE = re.compile(
    # A visitor goes just as Streamlit closes the connection: starlette says that it was closed already.
    r"Exception in ASGI application\n(?:(?!Exception in ASGI|Uncaught app).)*?"
    r'WebSocketDisconnected: Cannot call "send" once a close message has been sent\.\n',
    re.DOTALL,
)

expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder as a browser test."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], browser_name: str) -> dict[str, Any]:
    """Launch the Chromium that is there; fail where there is none."""
    if browser_name != "chromium":
        return browser_type_launch_args
    path = find_chromium()
    if path is None:
        pytest.fail(ADVICE, pytrace=False)
    return {**browser_type_launch_args, "executable_path": path}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A laptop in English; a test changes it with the marker ``browser_context_args``."""
    return {**browser_context_args, "locale": "en-US", "viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def base_url(server: Server) -> str:
    """Let ``page.goto("/lab")`` mean the served app."""
    return server.url


@dataclass
class Witness:
    """Sees everything that goes wrong in the pages of one test."""

    host: str
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        """Watch all pages of a context, those it opens later too."""
        self.contexts.append(context)
        context.on("weberror", self.hear_error)
        context.on("console", self.hear_console)
        context.on("request", lambda request: self.hear_request(request.url))
        context.on("page", self.hear_page)

    def hear_error(self, error: WebError) -> None:
        """An exception that no script caught."""
        self.complain(f"uncaught error: {error.error.stack or error.error.message}")

    def hear_console(self, message: ConsoleMessage) -> None:
        """A message on the console: errors count."""
        if message.type == "error":
            self.complain(f"console error: {message.text} ({message.location.get('url', '')})")

    def hear_page(self, page: Page) -> None:
        """A new page: its websockets are requests too."""
        page.on("websocket", lambda socket: self.hear_request(socket.url))

    def hear_request(self, url: str) -> None:
        """A request: it may go to the server, or to what needs no network."""
        address = urlsplit(url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname != self.host:
            self.complain(f"request to another host: {url}")

    def complain(self, complaint: str) -> None:
        """Note what went wrong, unless it is allowed."""
        if not any(allowed.fullmatch(complaint) for allowed in ALLOWED):
            self.complaints.append(complaint)

    def listen_to_the_end(self) -> None:
        """Let events arrive that are still under way: they come before the answer to a question."""
        for context in self.contexts:
            for page in context.pages:
                with suppress(Error):  # a page that is just leaving does not answer, or never
                    page.wait_for_function(
                        "() => (window.asked ??= performance.now()) + 50 < performance.now()", timeout=2000
                    )


@pytest.fixture
def witness(server: Server) -> Iterator[Witness]:
    """Fail the test on whatever its pages or the server complained about while it ran."""
    seen = Witness(host=urlsplit(server.url).hostname or "")
    start = server.log.stat().st_size
    yield seen
    log = GONE.sub("", server.log.read_bytes()[start:].decode(errors="replace"))
    if "Traceback (most recent call last)" in log:
        seen.complaints.append(f"exception in the server's log:\n{log}")
    if seen.complaints:
        pytest.fail("\n".join(dict.fromkeys(seen.complaints)), pytrace=False)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], witness: Witness
) -> Iterator[Callable[..., BrowserContext]]:
    """Playwright's own, with a witness: so ``context`` and ``page`` have one too."""

    def watched(**options: Any) -> BrowserContext:
        context = new_context(**options)
        witness.watch(context)
        return context

    yield watched
    witness.listen_to_the_end()
