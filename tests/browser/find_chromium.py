"""Finds the Chromium that the browser tests drive; as a command, installs one where there is none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")
CACHES = (".cache/ms-playwright", "Library/Caches/ms-playwright")
ADVICE = (
    "The browser tests need a Chromium: install the package chromium-headless-shell or chromium, "
    "or name one in the environment variable CHROMIUM."
)
LONGEST_INSTALLATION = 300  # seconds


def find_chromium() -> str | None:
    """Return the path of the first Chromium that starts, or None."""
    return next((path for path in candidates() if starts(path)), None)


def candidates() -> Iterator[str]:
    """Yield the paths to try: the one asked for and no other, else the system's, else Playwright's own."""
    if asked_for := os.environ.get("CHROMIUM"):
        yield asked_for
        return
    yield from filter(None, map(shutil.which, NAMES))
    caches = [os.environ.get("PLAYWRIGHT_BROWSERS_PATH"), *(Path.home() / cache for cache in CACHES)]
    for cache in filter(None, caches):
        for folder in sorted(Path(cache).glob("chromium*-*"), reverse=True):
            for name in ("headless_shell", "chrome-headless-shell", "chrome", "Chromium"):
                yield from (str(path) for path in folder.rglob(name) if path.is_file())


def starts(path: str) -> bool:
    """Say whether the program runs at all: some systems have a stand-in, or lack a library it needs."""
    return run([path, "--version"], longest=30) is None


def install() -> None:
    """Try the ways there are, one after the other, until a Chromium starts."""
    print("There is no Chromium here: installing one.", file=sys.stderr)
    for command in ways_to_install():
        failure = run(command, longest=LONGEST_INSTALLATION)
        if failure is not None:
            print(f"This did not work: {' '.join(command)}\n  {failure}", file=sys.stderr)
        elif find_chromium():
            return


def ways_to_install() -> Iterator[list[str]]:
    """Yield commands: Playwright's own Chromium; for root on Debian the system's, or libraries it lacks."""
    playwright = [sys.executable, "-m", "playwright"]
    yield [*playwright, "install", "chromium-headless-shell"]
    if shutil.which("apt-get") and os.geteuid() == 0:
        packages = ["chromium-headless-shell", "fonts-dejavu-core"]
        yield ["apt-get", "update", "-qq"]
        yield ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *packages]
        yield [*playwright, "install-deps", "chromium-headless-shell"]


def run(command: list[str], longest: float) -> str | None:
    """Run a command that may not exist, may fail, may hang; return None, or in one line what went wrong."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        result = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            timeout=longest,
            check=False,
            text=True,
            errors="replace",
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    told = [line.strip() for line in result.stdout.splitlines() if line.startswith(("E:", "Error"))]
    return None if result.returncode == 0 else next(reversed(told), f"it ended with {result.returncode}")


if __name__ == "__main__":
    if not find_chromium() and "CHROMIUM" not in os.environ:
        install()
    path = find_chromium()
    print(path or ADVICE, file=sys.stdout if path else sys.stderr)
    sys.exit(path is None)
