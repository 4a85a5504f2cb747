"""What the files for operators say is true of the program: settings, times, figures, units."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from api.web.server import STOP_SECONDS
from pipeline.embedded import GRACE_SECONDS
from pipeline.metrics import NAMES
from pipeline.settings import PREFIX, Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
PAGES = [*DEPLOY.iterdir(), ROOT / "docs" / "operating.md", ROOT / "docs" / "architecture.md"]
SETTINGS = {PREFIX + name.upper() for name in Settings.model_fields}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_setting_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(rf"{PREFIX}[A-Z0-9_]+", page.read_text()))
    assert named - SETTINGS - {f"{PREFIX}NAME"} == set()


def test_every_figure_is_told_of_and_no_other() -> None:
    told = re.findall(r"^\| `(countersign_[a-z_]+)", (ROOT / "docs" / "operating.md").read_text(), re.M)
    assert sorted(told) == sorted(NAMES)


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda unit: unit.name)
def test_a_unit_gives_everybody_time_to_stop(unit: Path) -> None:
    said = re.search(r"^TimeoutStopSec=(\d+)$", unit.read_text(), re.M)
    assert said
    needed = STOP_SECONDS + Settings.model_fields["stop_seconds"].default + GRACE_SECONDS
    assert int(said.group(1)) > needed
    assert f"stop_grace_period: {said.group(1)}s" in (DEPLOY / "compose.yaml").read_text()


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=lambda unit: unit.name)
def test_a_unit_is_one_that_systemd_takes(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    name = unit.name.replace("@.", "@1.")
    words = unit.read_text()
    program = re.search(r"^ExecStart=(\S+)", words, re.M)
    assert program
    (tmp_path / name).write_text(words.replace(program.group(1), "/bin/true"))
    said = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    own = [line for line in said.stderr.splitlines() if name in line]
    assert own == []
    broken = words.replace("TimeoutStopSec=", "TimeoutStopSecs=").replace(program.group(1), "/bin/true")
    (tmp_path / name).write_text(broken)
    said = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)], capture_output=True, text=True, check=False
    )
    assert "TimeoutStopSecs" in said.stderr, "the check would find a fault"
