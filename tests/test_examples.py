"""The first thing a newcomer does: the main job on the invented cases, through the real command."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from bench import faults
from bench.examples.faults import FAULTS, QUARANTINED, Fault
from bench.examples.secrets import GONE, KEPT

ROOT = Path(__file__).parents[1]
COUNTERSIGN = Path(sys.executable).with_name("countersign")


def stem(fault: Fault) -> str:
    return f"{fault.case}-{fault.paper + 1}-{fault.codes[0]}"


@pytest.mark.parametrize("fault", FAULTS, ids=stem)
def test_planted_fault_is_found(fault: Fault) -> None:
    raised = faults.findings(fault.case, fault.paper)
    assert any(faults.speaks_of(f, fault) for f in raised), fault.what


def test_nothing_else_is_wrong_with_the_examples() -> None:
    assert list(faults.missed()) == []


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> dict:
    out = tmp_path_factory.mktemp("run") / "out"
    done = subprocess.run(
        [COUNTERSIGN, "run", ROOT / "examples", "--out", out, "--json"],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def everything_in(copy: Path) -> str:
    """All that a curious recipient could dig out of a copy: every member unpacked, every stream inflated,
    the words as a reader puts them together, and the raw bytes."""
    found = [copy.read_bytes().decode("latin-1")]
    if copy.suffix == ".docx":
        with zipfile.ZipFile(copy) as package:
            for name in package.namelist():
                xml = package.read(name).decode("utf-8", "replace")
                found += [name, xml, re.sub(r"<[^>]+>", "", xml)]
        return "\n".join(found)
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", copy.read_bytes(), re.S):
        try:
            found.append(zlib.decompress(stream.strip(b"\r\n")).decode("latin-1"))
        except zlib.error:
            continue  # not a deflated stream: its raw bytes are searched above
    if shutil.which("pdftotext"):
        said = subprocess.run(["pdftotext", "-layout", str(copy), "-"], capture_output=True, check=True)
        found.append(said.stdout.decode())
    return "\n".join(found)


def stands_in(word: str, text: str) -> bool:
    """Whether the word is there; a short one by itself, since packed bytes hold any three letters."""
    if len(word) >= 5:
        return word.casefold() in text
    return bool(re.search(rf"(?:^|[\s(,.;:]){re.escape(word.casefold())}(?:$|[\s),.;:])", text, re.M))


def test_names_are_gone_from_every_byte_of_every_copy(run: dict) -> None:
    left = []
    copies = [d for d in run["documents"] if d["copy"]]
    assert len(copies) == len(run["documents"]) - len(QUARANTINED)
    for document in copies:
        text = everything_in(Path(document["copy"])).casefold()
        left += [f"{document['file']}: {word}" for word in GONE[document["case"]] if stands_in(word, text)]
        left += [f"{document['file']} lost {word}" for word in KEPT[:2] if word.casefold() not in text]
    assert left == []


def test_every_document_is_accounted_for(run: dict) -> None:
    files = [p for p in (ROOT / "examples").rglob("*") if p.suffix in (".docx", ".pdf")]
    assert len(run["documents"]) == len(files)
    for document in run["documents"]:
        assert document["state"] in ("ready", "quarantined")
        assert document["verified"] is (document["state"] == "ready")
        assert Path(document["report"]).is_file()
    assert [d["state"] for d in run["documents"]].count("quarantined") == len(QUARANTINED)
