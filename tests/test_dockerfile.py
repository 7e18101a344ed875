"""The Dockerfile keeps its promises: small, not as root, watched, compiled ahead for any CPU; read, not built."""

from fnmatch import fnmatch

from tests.dockerfile import all_of, command, copied, environment, instructions
from tests.server import ROOT
from tests.test_repository import imported_packages


def place(word, text):
    """Return where the first instruction of this kind with this text stands."""
    return next(k for k, one in enumerate(instructions()) if one.word == word and text in one.rest)


def test_it_begins_with_the_slim_image_of_the_python_that_is_tested():
    assert all_of("FROM") == ["python:3.11-slim"]


def test_the_server_does_not_run_as_root_and_may_write_nothing_but_compiled_code():
    (user,) = all_of("USER")
    assert int(user) > 0
    assert all(place(word, "") > place("USER", user) for word in ("CMD", "HEALTHCHECK"))
    owned = [step for rest in all_of("RUN") for step in rest.split("&&") if "chown" in step]
    assert [step.split() for step in owned] == [["chown", user, ".compiled"]]
    assert "--chown" not in " ".join(all_of("COPY"))


def test_its_health_is_asked_for_where_the_server_listens():
    (health,) = all_of("HEALTHCHECK")
    (port,) = all_of("EXPOSE")
    assert f"127.0.0.1:{port}/_stcore/health" in command(health)[-1]
    assert f"--server.port={port}" in command(all_of("CMD")[0])
    assert "--server.address=0.0.0.0" in command(all_of("CMD")[0])


def test_the_engine_is_compiled_ahead_for_any_cpu_by_who_runs_it():
    assert environment()["NUMBA_CPU_NAME"] == "generic"
    assert place("ENV", "generic") < place("RUN", "model.ahead")
    assert place("USER", "") < place("RUN", "model.ahead") < place("CMD", "")
    assert max(place("COPY", part) for part in ("model", "pages", "app.py")) < place("RUN", "touch")


def test_all_that_is_copied_is_there_and_let_through():
    lines = (ROOT / ".dockerignore").read_text().split("\n")
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    let_through = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    sources = {str(source.relative_to(ROOT)) for source, _ in copied()}
    assert all((ROOT / source).exists() for source in sources)
    assert let_through == sources
    assert not any(fnmatch("model/__pycache__", rule.removeprefix("!")) for rule in rules if rule.startswith("!"))
    assert "**/__pycache__" in rules[len(let_through) :]


def test_all_that_the_server_imports_and_reads_is_copied():
    sources = {source for source, _ in copied()}
    served = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "model").rglob("*.py")]
    own = {name for file in served for name in imported_packages(file) if (ROOT / name).is_dir()}
    assert own == {"model", "pages"}
    assert {ROOT / name for name in own} <= sources
    assert {ROOT / "static", ROOT / ".streamlit" / "config.toml", ROOT / "requirements.txt"} <= sources
