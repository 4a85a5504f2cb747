"""The pages for administrators, coordinators and auditors: commands that run, words that the service uses."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.service import Service
from pipeline.settings import load_settings
from tests.api.conftest import ROOT, Said

GUIDES = ROOT / "docs" / "guides"
CASE = ROOT / "examples" / "uppervale-mapp-118"
ROLES = ("administrator", "coordinator", "auditor")
EVERY = (*ROLES, "chair", "disclosure")


def text(name: str) -> str:
    return (GUIDES / f"{name}.md").read_text()


def commands(name: str) -> list[list[str]]:
    blocks = re.findall(r"```sh\n(.*?)```", text(name), re.DOTALL)
    return [shlex.split(line) for block in blocks for line in block.splitlines() if line.strip()]


def ran(countersign: Callable[..., Said], command: list[str], **settings: str) -> Said:
    """A command as it stands there, with the settings before it."""
    while "=" in command[0]:
        name, _, value = command.pop(0).partition("=")
        settings[name] = value
    assert command.pop(0) == "countersign"
    said = countersign(*command, **settings)
    assert said.code == 0, said.err
    return said


def test_the_administrators_commands_run_as_they_stand_there(
    countersign: Callable[..., Said], tmp_path: Path
) -> None:
    demo, *rest = commands("administrator")
    assert "disclosure-officer" in ran(countersign, demo).out
    for command in rest:
        ran(countersign, command, COUNTERSIGN_FOLDER="demo")
    assert (tmp_path / "monday.tar").stat().st_size > 10_000


def test_the_coordinators_commands_run_as_they_stand_there(
    countersign: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "cases").mkdir()
    shutil.copytree(CASE, tmp_path / "cases" / CASE.name)
    for command in commands("coordinator"):
        ran(countersign, command)
    assert (tmp_path / "out" / "index.html").exists()


def test_the_auditors_commands_run_as_they_stand_there(
    countersign: Callable[..., Said], tmp_path: Path
) -> None:
    Service.open(load_settings(folder=tmp_path / "var")).close()
    for command in commands("auditor"):
        ran(countersign, command, COUNTERSIGN_FOLDER="var")
    assert (tmp_path / "checkpoint.json").exists()


@pytest.mark.parametrize("name", EVERY)
def test_what_a_page_calls_things_is_what_the_service_calls_them(name: str) -> None:
    folders = (ROOT / "api" / "web" / "templates", ROOT / "api" / "report" / "templates")
    sources = [p.read_text() for folder in folders for p in folder.glob("*.j2")]
    sources += [p.read_text() for p in (ROOT / "api" / "web").rglob("*.py")]
    sources += [(ROOT / "pipeline" / "figures.py").read_text(), (ROOT / "models" / "finding.py").read_text()]
    there = " ".join(" ".join(sources).split())
    bold = {" ".join(words.split()) for words in re.findall(r"\*\*([A-Z][^*]+?)\*\*", text(name))}
    said = {words for words in bold if not words.endswith((".", ":"))}
    assert said
    assert sorted(words for words in said if words not in there) == []


@pytest.mark.parametrize("name", EVERY)
def test_every_picture_of_a_page_is_there_and_small(name: str) -> None:
    pictures = re.findall(r"!\[[^]]+\]\(([^)]+)\)", text(name))
    assert pictures
    for picture in pictures:
        assert 2_000 < (GUIDES / picture).stat().st_size < 120_000, picture
