"""The promises that the repository makes about itself."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("models", "nlp", "ingest", "checks", "redact", "marking", "storage", "pipeline", "api")


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", *patterns], capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: the list of the project's own files is not known")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()]


def test_every_make_target_explains_itself() -> None:
    lines = (ROOT / "Makefile").read_text().splitlines()
    targets = [line for line in lines if re.match(r"[a-z][a-z-]*:", line)]
    assert targets
    assert [line for line in targets if "## " not in line] == []


def test_commands_in_the_readme_exist() -> None:
    text = (ROOT / "README.md").read_text()
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"(?:^|`)make ([a-z]+)", text, re.M)
    assert {"run", "test"} <= set(targets)
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.M), f"README speaks of make {target}"


def test_links_in_the_docs_lead_somewhere() -> None:
    broken = []
    for page in tracked("*.md"):
        for link in re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", page.read_text()):
            if not (page.parent / link).exists():
                broken.append(f"{page.relative_to(ROOT)}: {link}")
    assert broken == []


def test_every_decision_is_listed() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text()
    for page in (ROOT / "docs/decisions").glob("0*.md"):
        assert f"({page.name})" in listed
        text = page.read_text()
        assert all(f"**{part}.**" in text for part in ("Context", "Decision", "Consequences", "Alternatives"))


def test_lock_files_hold_hashes_and_name_no_place() -> None:
    for lock in (ROOT / "requirements").glob("*.lock"):
        text = lock.read_text()
        pins = re.findall(r"^[A-Za-z0-9._-]+==", text, re.M)
        assert pins
        assert text.count("--hash=sha256:") >= len(pins)
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)


def test_lock_files_hold_every_direct_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements/runtime.lock").read_text(), re.M))
    names = [re.split(r"[\[<>=;~! ]", line)[0].lower().replace("_", "-") for line in project["dependencies"]]
    assert [name for name in names if name not in locked] == []


def test_wheel_carries_every_room() -> None:
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]
    assert tuple(sorted(packages["packages"])) == tuple(sorted(ROOMS))


def test_no_file_of_the_shared_data_is_in_the_repository() -> None:
    data = ROOT.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    theirs = {path.stat().st_size: path for path in data.rglob("*") if path.is_file()}
    copied = [
        path
        for path in tracked()
        if path.stat().st_size > 200
        and (twin := theirs.get(path.stat().st_size)) is not None
        and twin.read_bytes() == path.read_bytes()
    ]
    assert copied == []


def test_modules_fit_in_the_head() -> None:
    """Nine in ten of the modules under 300 lines, and none over 450."""
    lengths = sorted(
        (len(path.read_text().splitlines()), str(path.relative_to(ROOT)))
        for path in tracked("*.py")
        if path.relative_to(ROOT).parts[0] in ROOMS
    )
    assert [pair for pair in lengths if pair[0] > 450] == []
    assert lengths[int(len(lengths) * 0.9)][0] < 300
