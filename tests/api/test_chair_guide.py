"""Every command that the chair's page shows does what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.api.conftest import ROOT, Said

GUIDE = (ROOT / "docs" / "guides" / "chair.md").read_text()
CASE = ROOT / "examples" / "northshire-2018-0147"


def commands() -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The files that the commands name, in the folder that they run in."""
    shutil.copy(CASE / "04 Minutes 26 September 2018.docx", tmp_path / "march.docx")
    for name in ("june.docx", "june corrected.docx"):
        shutil.copy(CASE / "05 Minutes 16 January 2019.docx", tmp_path / name)
    (tmp_path / "cases" / "one").mkdir(parents=True)
    shutil.copy(tmp_path / "june.docx", tmp_path / "cases" / "one" / "june.docx")
    return tmp_path


def test_the_commands_run_as_they_stand_there(countersign: Callable[..., Said], files: Path) -> None:
    shown = commands()
    assert [c[1] for c in shown] == ["check", "check", "run"]
    said = [countersign(*c[1:]) for c in shown]
    assert [s.code for s in said] == [0, 0, 0], [s.err for s in said]
    assert list(docx.Document(files / "june for the minute-taker.docx").comments)
    assert "This version cleared 0 of" in said[1].out
    assert list(docx.Document(files / "out" / "one" / "june.annotated.docx").comments)
    report = (files / "out" / "one" / "june.docx.report.html").read_text()
    assert 'href="one/june.annotated.docx"' in (files / "out" / "index.html").read_text()
    for part in ("to put right first", "with findings in the margin", "june.annotated.docx"):
        assert part in report


def test_what_the_page_calls_things_is_what_the_pages_call_them() -> None:
    templates = " ".join(
        path.read_text()
        for folder in ("web", "report")
        for path in (ROOT / "api" / folder / "templates").glob("*.j2")
    )
    for name in (
        "Save the file for the minute-taker", "The corrected version", "Take the answer back",
        "Beside the last meeting", "The minutes, with findings in the margin", "Not assessed",
    ):  # fmt: skip
        assert name in GUIDE
        assert name in templates
