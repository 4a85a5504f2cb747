"""Every command that the disclosure officer's page shows does what the page says."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.api.conftest import ROOT, Said

GUIDE = (ROOT / "docs" / "guides" / "disclosure.md").read_text()
MINUTES = ROOT / "examples" / "riverhaven-2023-0032" / "MAPPA C 2023-09-28.pdf"


def test_the_commands_run_as_they_stand_there(countersign: Callable[..., Said], tmp_path: Path) -> None:
    shutil.copy(MINUTES, tmp_path / "minutes.pdf")
    blocks = re.findall(r"```sh\n(.*?)```", GUIDE, re.DOTALL)
    shown = [shlex.split(line) for block in blocks for line in block.splitlines() if line.strip()]
    assert [c[1] for c in shown] == ["redact", "summarise"]
    said = [countersign(*c[1:]) for c in shown]
    assert [s.code for s in said] == [0, 0], [s.err for s in said]
    assert [p.suffix for p in (tmp_path / "copies").iterdir() if p.suffix != ".json"] == [".pdf"]
    assert (tmp_path / "summary.docx").read_bytes().startswith(b"PK")


def test_what_the_page_calls_things_is_what_the_pages_call_them() -> None:
    templates = " ".join(p.read_text() for p in (ROOT / "api" / "web" / "templates").glob("*.j2"))
    for name in (
        "Open a disclosure", "Accept", "Search, and remove what is found", "What was done", "Draft a summary",
        "Preview", "Submit for approval", "Release", "Somebody else, or another part in the case",
    ):  # fmt: skip
        assert name in GUIDE
        assert name in templates
