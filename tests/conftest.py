"""What all tests share: the same luck on every machine, one server, and the browser last."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.server import Server, serve

# Examples are the same in every run, and compiling the engine in the midst of one is no failure.
settings.register_profile("stormglass", deadline=None, derandomize=True, database=None)
settings.load_profile("stormglass")

collect_ignore = ["bench", "serving", "pages/server/held_server.py"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """How much chance is tried: `make fuzz` asks for the nightly sizes."""
    parser.addoption("--fuzz", type=int, default=200, help="random scenarios, and as many links (nightly: 10000)")
    parser.addoption("--monkeys", type=int, default=6, help="random visits in the browser (nightly: 300)")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Stormglass, served to whoever asks, for as long as the tests run."""
    with serve(tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put browser tests last: they are the slowest, and Playwright keeps an event loop running."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
