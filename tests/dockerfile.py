"""Reads the Dockerfile: its instructions, and what of this folder an image is given."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from tests.server import ROOT


class Instruction(NamedTuple):
    """One instruction of a Dockerfile: its word in capitals, and the rest."""

    word: str
    rest: str


def instructions(file: Path = ROOT / "Dockerfile") -> list[Instruction]:
    """Return the instructions in order, each on one line."""
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Instruction(*line.split(maxsplit=1)) for line in joined.splitlines() if line.strip()]


def all_of(word: str) -> list[str]:
    """Return the rest of every instruction of one kind."""
    return [instruction.rest for instruction in instructions() if instruction.word == word]


def environment() -> dict[str, str]:
    """Return what ENV sets."""
    return dict(pair.split("=", 1) for rest in all_of("ENV") for pair in rest.split())


def command(rest: str) -> list[str]:
    """Return the words of an instruction in JSON's form, behind its options."""
    return [str(word) for word in json.loads(rest[rest.index("[") :])]


def copied() -> list[tuple[Path, str]]:
    """Return what COPY takes from this folder, and where it goes."""
    found = []
    for rest in all_of("COPY"):
        *sources, target = rest.split()
        found += [(ROOT / source, target) for source in sources]
    return found
