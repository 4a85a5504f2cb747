"""The command line as a script sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from api.cli import app
from api.cli.faults import answered

ROOT = Path(__file__).parents[2]
COUNTERSIGN = Path(sys.executable).with_name("countersign")
MINUTES = """\
OFFICIAL-SENSITIVE

# MAPPA C - Level 2 meeting minutes

Date of meeting: 5 March 2024
Chair: Ines Okoro, Senior Probation Officer
Level: 2

## Disclosure

Disclosure to Maya Tolland was considered and made, because she has a daughter.

## Risk management plan

See body of notes.

OFFICIAL-SENSITIVE
"""


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def countersign(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Said]:
    """Run a command in an empty folder, with no settings but those given."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object, **settings: str) -> Said:
        with monkeypatch.context() as patched:
            for name in [name for name in os.environ if name.startswith("COUNTERSIGN_")]:
                patched.delenv(name)
            for name, value in settings.items():
                patched.setenv(name, value)
            capfd.readouterr()
            code = answered(app, [os.fspath(_text(argument)) for argument in arguments])
            out, err = capfd.readouterr()
        return Said(int(code), out, err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., Said]:
    """Run the installed command as a process of its own."""

    def run(*arguments: object) -> Said:
        command = [COUNTERSIGN, *(os.fspath(_text(argument)) for argument in arguments)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=tmp_path)
        return Said(done.returncode, done.stdout, done.stderr)

    return run


def _text(argument: object) -> str | Path:
    return argument if isinstance(argument, Path) else str(argument)


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    path = tmp_path / "minutes.md"
    path.write_text(MINUTES)
    return path


@cache
def schema(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads((ROOT / "docs" / "schemas" / f"{name}.json").read_text()))


def fits(name: str, answer: object) -> None:
    """The answer is what the published schema promises, key for key."""
    assert [f"{list(e.path)}: {e.message}" for e in schema(name).iter_errors(answer)] == []
