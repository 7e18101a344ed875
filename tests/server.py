"""Starts Stormglass as visitors meet it: one Streamlit server, in a process of its own."""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
LONGEST_START = 90  # seconds


@dataclass(frozen=True)
class Server:
    """A running server: its address, its log, and its process."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def is_healthy(self) -> bool:
        """Say whether it answers Streamlit's own health probe."""
        try:
            with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=5) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def log_tail(self, lines: int = 30) -> str:
        """Return the end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])


@contextmanager
def serve(log: Path, *options: str, port: int | None = None, script: str = "app.py") -> Iterator[Server]:
    """Start a server that writes to ``log``, wait until it answers, and end it afterwards.

    Args:
        log: The file for what the server prints.
        options: More of Streamlit's options, such as ``"--server.fileWatcherType", "auto"``.
        port: Where it listens; any free port by default.
        script: What Streamlit runs.

    Raises:
        RuntimeError: The server ended by itself or does not answer; the message has the end of its log.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    command += ["--server.fileWatcherType", "none", *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}", log, process)
    try:
        wait_until_healthy(server)
        yield server
    finally:
        end(process)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(server: Server) -> None:
    """Return once the server answers.

    Raises:
        RuntimeError: It ended by itself or takes longer than ``LONGEST_START``.
    """
    deadline = time.monotonic() + LONGEST_START
    while not server.is_healthy():
        if server.process.poll() is not None:
            raise RuntimeError(f"The server ended by itself. The end of its log:\n{server.log_tail()}")
        if time.monotonic() > deadline:
            raise RuntimeError(f"The server does not answer. The end of its log:\n{server.log_tail()}")
        time.sleep(0.1)


def end(process: subprocess.Popen[bytes]) -> None:
    """Ask the process to end, and insist if it does not."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
