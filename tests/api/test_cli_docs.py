"""What the command line offers stands in its documentation, and nothing else does."""

from __future__ import annotations

import re

import typer

from api.cli import app
from redact import policy_names
from tests.api.conftest import ROOT

PAGE = (ROOT / "docs" / "cli.md").read_text()
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def test_every_command_has_its_section() -> None:
    documented = set(re.findall(r"countersign ([a-z-]+)", " ".join(re.findall(r"^## .*", PAGE, re.M))))
    assert documented == set(COMMANDS)


def test_every_option_stands_in_its_commands_section() -> None:
    sections = {}
    for section in re.split(r"^## ", PAGE, flags=re.M)[1:]:
        for name in re.findall(r"countersign ([a-z-]+)", section.splitlines()[0]):
            sections[name] = section
    missing = [
        f"{name} {option}"
        for name, command in COMMANDS.items()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--") and option not in ("--help",) and option not in sections[name]
    ]
    assert missing == []


def test_options_in_the_page_exist() -> None:
    offered = {option for c in COMMANDS.values() for p in c.params for option in p.opts}
    offered |= {"--help", "--install-completion", "--show-completion"}
    assert set(re.findall(r"`(--[a-z-]+)", PAGE)) <= offered


def test_every_policy_is_named() -> None:
    assert [name for name in policy_names() if f"`{name}`" not in PAGE] == []


def test_every_schema_is_linked() -> None:
    for path in (ROOT / "docs" / "schemas").glob("*.json"):
        assert f"schemas/{path.name}" in PAGE
