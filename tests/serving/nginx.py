"""Debian's nginx on loopback, with the configuration that we ship and other ports; never as a service of the system."""

import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.server import ROOT, end, free_port

SHIPPED = ROOT / "deploy" / "nginx.conf"
AROUND = """
daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log warn;
events {{ worker_connections 4096; }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  include {folder}/stormglass.conf;
}}
"""


def find_nginx() -> str:
    """Return where nginx is.

    Raises:
        RuntimeError: It is not installed.
    """
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if found is None:
        raise RuntimeError("nginx is missing: on Debian, apt-get install nginx-light (and stop its service)")
    return found


def with_ports(shipped: str, front: int, ports: Sequence[int]) -> str:
    """Return the shipped configuration with other ports, on loopback alone."""
    servers = "".join(f"    server 127.0.0.1:{port};\n" for port in ports)
    changed = re.sub(r"(?: +server 127\.0\.0\.1:\d+;\n)+", servers, shipped)
    return changed.replace("listen 80;", f"listen 127.0.0.1:{front};")


@contextmanager
def behind_nginx(folder: Path, ports: Sequence[int]) -> Iterator[str]:
    """Start nginx before servers on these ports; yield its address, and end it afterwards."""
    front = free_port()
    (folder / "stormglass.conf").write_text(with_ports(SHIPPED.read_text(encoding="utf-8"), front, ports))
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder))
    process = subprocess.Popen([find_nginx(), "-c", str(folder / "nginx.conf"), "-p", str(folder)])
    url = f"http://127.0.0.1:{front}"
    try:
        wait_for(url, process, folder)
        yield url
    finally:
        end(process)


def wait_for(url: str, process: "subprocess.Popen[bytes]", folder: Path) -> None:
    """Return once nginx hands on to a server.

    Raises:
        RuntimeError: It does not, within 20 seconds.
    """
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    log = folder / "error.log"
    raise RuntimeError(f"nginx does not answer. {log.read_text() if log.exists() else ''}")


def newcomer(url: str) -> str:
    """Return the cookie that a first visit brings, as a browser sends it back."""
    with urllib.request.urlopen(f"{url}/lab", timeout=30) as answer:
        return str(answer.headers["Set-Cookie"]).partition(";")[0]
