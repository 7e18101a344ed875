"""The repository keeps its promises: it names no machine, pins what it installs, starts in one command."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MADE_BY_TOOLS = {".git", ".venv", ".compiled", ".hypothesis", "__pycache__", "node_modules", "site"}
SCIENCE_MAY_IMPORT = {"model", "networkx", "pandas", "numba", "numpy"} | sys.stdlib_module_names
PINNED = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)==[0-9][0-9a-z.+!]*(?: ; .+)?")
FONT_BUDGET = 400_000  # bytes
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
WORDS_A_MINUTE = 200  # of somebody who reads with care

# Put together here, so that this file does not contain what it looks for.
PACKAGE_HOSTS = [
    "pypi" + ".org",
    "python" + "hosted",
    "npm" + "js",
    "registry" + ".yarnpkg",
    "deb." + "debian",
    "ana" + "conda.org",
    "ghcr" + ".io",
]
HOME_FOLDERS = ["work", "root", "home", "Users"]
MACHINE_PATH = re.compile(r"(?<![\w.~])/(?:" + "|".join(HOME_FOLDERS) + r")/")


def files() -> Iterator[Path]:
    """Yield the files of the repository, without those that tools leave behind."""
    for folder, folders, names in os.walk(ROOT):
        folders[:] = [name for name in folders if name not in MADE_BY_TOOLS and not name.endswith("_cache")]
        yield from (Path(folder) / name for name in names if name != ".git")  # a file, where a checkout has several


def project() -> dict[str, list[str]]:
    """Return pyproject.toml's table of the project, with the requirements of every kind as one list."""
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = [name for names in table["optional-dependencies"].values() for name in names]
    return {"runtime": table["dependencies"], "all": table["dependencies"] + optional}


def canonical(name: str) -> str:
    """Return a package's name as lock files spell it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lock(name: str = "requirements.lock") -> list[str]:
    """Return the lock's lines that are not comments."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.lstrip().startswith("#")]


def imported_packages(file: Path) -> set[str]:
    """Return the top-level names of everything that the file imports, anywhere in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def test_the_lock_pins_every_line_and_names_no_address():
    lines = lock()
    assert lines
    assert [line for line in lines if not PINNED.fullmatch(line)] == []
    assert "://" not in (ROOT / "requirements.lock").read_text(encoding="utf-8")


def test_what_a_server_installs_is_pinned_to_the_same_and_has_no_tools():
    served = lock("requirements.txt")
    assert set(served) <= set(lock())
    names = {line.partition("==")[0] for line in served}
    assert set(map(canonical, project()["runtime"])) <= names
    assert not names & {"pytest", "mypy", "ruff", "playwright", "mesa", "hypothesis", "coverage"}


def test_the_lock_of_the_javascript_tools_pins_each_and_names_no_address():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(text)["packages"]
    assert "://" not in re.sub(r'"funding": (?:\{[^}]*\}|\[[^]]*\]|"[^"]*")', "", text)
    assert [name for name, package in packages.items() if name and not package.get("integrity")] == []
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_lock_pins_each_package_once():
    names = [line.partition("==")[0] for line in lock()]
    assert sorted(set(names)) == sorted(names)


def test_every_requirement_of_the_project_is_in_the_lock():
    pinned = {line.partition("==")[0] for line in lock()}
    wanted = {canonical(re.split(r"[^A-Za-z0-9._-]", name)[0]) for name in project()["all"]}
    assert wanted - pinned == set()


@pytest.mark.parametrize("file", sorted((ROOT / "model").rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_the_science_imports_nothing_but_numbers_and_graphs(file: Path):
    assert imported_packages(file) - SCIENCE_MAY_IMPORT == set()


def test_pages_import_only_what_a_visitor_needs_installed():
    """Neither tests nor tools of development are imported by what is served."""
    own = {"model", "pages"}
    runtime = {re.split(r"[^A-Za-z0-9_]", name)[0] for name in project()["runtime"]}
    served = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py")]
    allowed = own | runtime | sys.stdlib_module_names
    found = {str(file.relative_to(ROOT)): imported_packages(file) - allowed for file in served}
    assert {file: names for file, names in found.items() if names} == {}


def test_the_readme_begins_with_the_commands_that_start_and_test():
    blocks = re.findall(
        r"^```[^\n]*\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    assert blocks
    assert "make run" in blocks[0]
    assert "make test" in blocks[0]


def test_the_page_on_the_architecture_is_read_in_ten_minutes():
    assert len(CONTRIBUTING.split()) <= 10 * WORDS_A_MINUTE


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/performance.md"])
def test_lines_of_prose_are_at_most_as_long_as_lines_of_code(name: str):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    tables = name != "CONTRIBUTING.md"  # a row cannot be broken; a page that is read from top to bottom has none
    assert [line for line in lines if len(line) > 120 and not (tables and line.startswith("|"))] == []


def test_every_file_that_a_paper_links_to_is_there():
    texts = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "model/README.md"]
    links = {
        file.parent / link
        for file in texts
        for link in re.findall(r"\]\((?!\w+:|#)([^)#]+)", file.read_text(encoding="utf-8"))
    }
    assert ROOT / "docs/performance.md" in links
    assert [str(link) for link in links if not link.exists()] == []


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([\w./-]+(?:/|\.\w+))`", CONTRIBUTING))))
def test_what_the_page_on_the_architecture_names_is_there(name: str):
    """A file, a folder, or what stands in a file: `captions.did`."""
    if (ROOT / name).exists() or any(f"/{file.relative_to(ROOT)}".endswith(f"/{name}") for file in files()):
        return
    if name.endswith("/"):
        assert [folder for folder in (ROOT / "pages").rglob("*") if f"{folder}/".endswith(f"/{name}")]
        return
    module, _, thing = name.partition(".")
    sources = [file.read_text(encoding="utf-8") for file in files() if file.name == f"{module}.py"]
    assert any(re.search(rf"^(?:def |class )?{thing}\b", source, re.MULTILINE) for source in sources)


def test_every_make_target_that_a_text_names_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    texts = [file for file in files() if file.suffix == ".md"]
    command = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
    named = {name for file in texts for name in command.findall(file.read_text(encoding="utf-8"))}
    assert targets >= {"run", "test", "check", "lock"}
    assert named - targets == set()


def test_every_test_that_make_names_is_there():
    told = subprocess.run(
        ["make", "--dry-run", "coverage", "fuzz"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    named = set(re.findall(r"tests/[\w/]+\.py", told.stdout))
    assert len(named) > 10
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_make_alone_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"^  make ([a-z]+) ", listed, re.MULTILINE) == targets


def test_no_file_names_a_package_host_or_a_path_of_one_machine():
    found = []
    for file in files():
        text = file.read_bytes().decode(errors="ignore")
        if any(host in text for host in PACKAGE_HOSTS) or MACHINE_PATH.search(text):
            found.append(str(file.relative_to(ROOT)))
    assert found == []


def test_the_continuous_check_can_be_run():
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_the_fonts_are_small_and_carry_their_licence():
    fonts = list((ROOT / "static" / "fonts").glob("*.woff2"))
    assert fonts
    assert sum(font.stat().st_size for font in fonts) < FONT_BUDGET
    assert "SIL OPEN FONT LICENSE" in (ROOT / "static" / "fonts" / "OFL.txt").read_text(encoding="utf-8")
