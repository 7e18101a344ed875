"""The steps of the Dockerfile, taken one by one without Docker: as they say, from what they copy, as somebody else."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import pytest

from tests.dockerfile import all_of, command, copied, environment, instructions
from tests.server import ROOT, end, free_port

pytestmark = pytest.mark.slow
COMPILED = ".compiled"


@pytest.fixture(scope="module")
def image():
    """A folder as the image has it, a Python with what the image installs, and who runs the server."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        root.chmod(0o755)
        yield built(root / "app", root / "python")


def built(app: Path, python: Path) -> tuple[Path, Path, int]:
    """Take the steps."""
    app.mkdir()
    uv = [sys.executable, "-m", "uv"]
    subprocess.run([*uv, "venv", "--quiet", "--python", everybodys_python(), str(python)], check=True)
    tool = [*uv, "pip", "install", "--quiet", "--python", str(python / "bin" / "python")]
    subprocess.run([*tool, "--requirement", str(ROOT / "requirements.txt")], check=True)
    for source, target in copied():
        if source.is_dir():
            shutil.copytree(source, app / target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
        else:
            (app / target).mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, app / target)
    user = 0
    for word, rest in instructions():
        if word == "USER":
            user = int(rest)
        elif word == "RUN" and "pip install" not in rest and "useradd" not in rest:
            taken = subprocess.run(["sh", "-ec", rest], **around(app, python, user), capture_output=True, text=True)
            assert taken.returncode == 0, taken.stderr
    return app, python, user


def everybodys_python() -> str:
    """Return a Python that others than root can run too: the system's, where there is one."""
    system = Path("/usr/bin/python3")
    return str(system if os.geteuid() == 0 and system.exists() else sys.executable)


def around(app: Path, python: Path, user: int, **more: str) -> dict[str, object]:
    """Return in which folder, with what environment and as whom a step is taken; as others only where root asks."""
    kept = {name: os.environ[name] for name in ("LANG",) if name in os.environ}
    path = f"{python / 'bin'}:/usr/bin:/bin"
    where: dict[str, object] = {"cwd": app, "env": kept | environment() | {"PATH": path} | more}
    if user and os.geteuid() == 0:
        where |= {"user": user, "group": user, "extra_groups": []}
    return where


def compiled(app: Path) -> dict[str, int]:
    """Return the files of compiled code, and when each was written."""
    return {str(file): file.stat().st_mtime_ns for file in (app / COMPILED).rglob("*.nb[ic]")}


def test_the_server_starts_at_once_with_what_was_compiled_and_is_healthy(image, tmp_path):
    app, python, user = image
    before, port = compiled(app), free_port()
    assert len(before) > 5
    words = [word.replace("8501", str(port)).replace("0.0.0.0", "127.0.0.1") for word in command(all_of("CMD")[0])]
    health = [word.replace("8501", str(port)) for word in command(all_of("HEALTHCHECK")[0])]
    began = time.perf_counter()
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(words, **around(app, python, user), stdout=output, stderr=subprocess.STDOUT)
    try:
        while subprocess.run(health, **around(app, python, user), capture_output=True).returncode:
            assert server.poll() is None, log.read_text()
            assert time.perf_counter() - began < 60
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/odds?v=1", timeout=60) as answer:
            assert len(answer.read()) > 1000
        assert os.geteuid() or Path("/proc", str(server.pid)).stat().st_uid == user
    finally:
        end(server)
    said = log.read_text()
    assert "Traceback" not in said
    assert "compiled in" not in said
    assert compiled(app) == before


def test_what_was_compiled_is_loaded_and_not_compiled_again(image):
    app, python, user = image
    asked = (
        "from model.ahead import compile_ahead; compile_ahead(); from model.engine import coupled, journal, play;"
        "entries = play.play_many, coupled.play_coupled, play.play_on, play.set_up, journal.replay;"
        "found = [f.stats for f in entries];"
        "print([sum(s.cache_hits.values()) for s in found], [sum(s.cache_misses.values()) for s in found])"
    )
    told = subprocess.run(
        ["python", "-c", asked], **around(app, python, user), capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[1, 1, 1, 1, 1] [0, 0, 0, 0, 0]"


def test_another_cpu_would_not_take_what_was_compiled_for_this_one(image):
    """The check above can fail: with the CPU of this machine as target, the same code is compiled anew."""
    app, python, user = image
    asked = (
        "from model import Scenario, simulate; from model.engine.play import set_up; simulate(Scenario(ticks=5));"
        "print(set_up.stats)"
    )
    where = around(app, python, user)
    del where["env"]["NUMBA_CPU_NAME"]
    told = subprocess.run(["python", "-c", asked], **where, capture_output=True, text=True, check=True)
    assert "cache_hits={}" in told.stdout.replace("Counter()", "{}")


def test_the_image_holds_what_a_visitor_needs_and_no_tools_of_ours(image):
    _, python, _ = image
    there = {path.name for path in python.glob("lib/python3*/site-packages/*")}
    assert {"streamlit", "numba", "networkx"} <= there
    assert not {"pytest", "mypy", "playwright", "mesa", "scipy", "hypothesis"} & there
    assert not list((image[0]).rglob("tests"))
