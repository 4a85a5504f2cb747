"""What a rule says to a chair is said to the end."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import checks

RULES = [rule for rule in checks.catalogue() if rule.assessed]
ROOM = Path(checks.__file__).parent


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_reason_and_remedy_are_whole_sentences(rule: checks.Rule) -> None:
    for words in (rule.why, rule.hint):
        assert words.strip().endswith((".", "?", ".)", ".”")), words
        assert words == words.strip()


def test_no_string_stands_by_itself_after_another() -> None:
    """A second line of a sentence that is not joined to the first is lost without a sound."""
    stray = []
    for path in ROOM.rglob("*.py"):
        for kind in ast.walk(ast.parse(path.read_text())):
            if not isinstance(kind, ast.ClassDef):
                continue
            for before, after in zip(kind.body, kind.body[1:], strict=False):
                lost = isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)
                if lost and isinstance(before, ast.Assign) and after.value.value[:1].islower():
                    stray.append(f"{path.name}:{after.lineno}")
    assert stray == []
