"""The package as it is installed from its wheel: whole, and enough for a first look."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.api.conftest import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds, and nothing of the checkout."""
    top = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(top / "dist")]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    [wheel] = (top / "dist").iterdir()
    zipfile.ZipFile(wheel).extractall(top / "site")
    return top / "site"


def test_the_wheel_has_every_file_of_the_package(installed: Path) -> None:
    for folder in ("api/web/static", "api/web/templates", "api/report", "ingest/forms", "redact/policies"):
        there = {p.name for p in (ROOT / folder).iterdir() if p.is_file()}
        assert {p.name for p in (installed / folder).iterdir() if p.is_file()} == there
    assert not list(installed.rglob("node_modules"))
    assert not (installed / "api" / "web" / "frontend").exists()
    assert not (installed / "tests").exists()


def test_a_first_look_works_from_it(installed: Path, tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("COUNTERSIGN_")}
    environment |= {"PYTHONPATH": str(installed), "COUNTERSIGN_FOLDER": str(tmp_path / "var")}
    code = (
        "import sys, api; from api.cli import main; "
        f"assert api.__file__.startswith({str(installed)!r}), api.__file__; sys.exit(main())"
    )
    command = [sys.executable, "-c", code, "demo", "--case", "uppervale-mapp-118", "--json"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=280, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout)
    assert {a["role"] for a in answer["accounts"]} >= {"administrator", "chair", "auditor"}
    assert {d["state"] for d in answer["documents"]} <= {"ready", "quarantined"}
    assert len(answer["documents"]) == 4
