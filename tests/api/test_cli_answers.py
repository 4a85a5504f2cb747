"""Answers, versions and the annotated file without a service."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from jsonschema import Draft202012Validator

from tests.api.conftest import MINUTES, ROOT, Said, fits

REASON = "The agency confirmed it by telephone."


@pytest.fixture
def found(countersign: Callable[..., Said], minutes: Path) -> dict[str, str]:
    """Keys of the findings on the minutes, by code."""
    return {f["code"]: f["key"] for f in countersign("check", minutes, "--json").answer["findings"]}


def answers_file(path: Path, *answers: dict[str, str]) -> Path:
    held = {"answers": list(answers)}
    schema = json.loads((ROOT / "docs" / "schemas" / "answers.json").read_text())
    assert list(Draft202012Validator(schema).iter_errors(held)) == []
    path.write_text(json.dumps(held))
    return path


def test_a_waived_finding_is_told_with_its_reason_and_no_longer_fails_the_command(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path
) -> None:
    findings = countersign("check", minutes, "--json").answer["findings"]
    grave = [f for f in findings if f["severity"] in ("block", "high")]
    assert grave
    assert countersign("check", minutes, "--fail-on", "high").code == 1
    waived = [{"key": f["key"], "answer": "waived", "reason": REASON} for f in grave]
    file = answers_file(tmp_path / "answers.json", *waived)
    said = countersign("check", minutes, "--answers", file, "--fail-on", "high", "--json")
    assert said.code == 0
    fits("check", said.answer)
    told = [f for f in said.answer["findings"] if f["answer"]]
    assert {f["key"] for f in told} == {f["key"] for f in grave}
    assert {f["answer"]["reason"] for f in told} == {REASON}
    assert f"Waived: {REASON}" in countersign("check", minutes, "--answers", file).out


def test_an_acknowledged_finding_still_fails_it(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path, found: dict[str, str]
) -> None:
    file = answers_file(
        tmp_path / "answers.json", *({"key": k, "answer": "acknowledged"} for k in found.values())
    )
    assert countersign("check", minutes, "--answers", file, "--fail-on", "low").code == 1


@pytest.mark.parametrize(
    "held",
    [
        "",
        "[]",
        '{"answers": 1}',
        '{"answers": [{"key": "x"}]}',
        '{"answers": [{"key": "x", "answer": "open"}]}',
        '{"answers": [{"key": "x", "answer": "waived", "reason": " "}]}',
        "\udcff",
    ],
)
def test_a_file_that_holds_no_answers_is_a_fault_of_usage_that_names_it(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path, held: str
) -> None:
    file = tmp_path / "answers.json"
    file.write_bytes(held.encode("utf-8", "surrogateescape"))
    said = countersign("check", minutes, "--answers", file, "--json")
    assert (said.code, said.answer["error"]["code"]) == (2, "answers")
    assert said.answer["error"]["file"].endswith("answers.json")


def test_an_answer_that_fits_no_finding_is_said(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path
) -> None:
    file = answers_file(tmp_path / "answers.json", {"key": "0" * 16, "answer": "acknowledged"})
    assert "1 of the answers fit no finding" in countersign("check", minutes, "--answers", file).err


def test_the_version_before_tells_what_this_one_cleared(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path
) -> None:
    corrected = tmp_path / "corrected.md"
    corrected.write_text(MINUTES.replace("See body of notes.", "PC Lindley visits him at home every Friday."))
    said = countersign("check", corrected, "--before", minutes, "--json")
    fits("check", said.answer)
    since = said.answer["since"]
    assert since["before"] == len(countersign("check", minutes, "--json").answer["findings"])
    assert since["cleared"]
    assert all(f["standing"] in ("new", "still-there", "reworded") for f in said.answer["findings"])
    assert "This version cleared" in countersign("check", corrected, "--before", minutes).out
    assert countersign("check", corrected, "--json").answer["since"] is None


def test_the_annotated_file_has_a_comment_for_each_finding_that_stands(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path, found: dict[str, str]
) -> None:
    everything = countersign("check", minutes, "--annotated", tmp_path / "all.docx", "--json").answer
    comments = list(docx.Document(io.BytesIO((tmp_path / "all.docx").read_bytes())).comments)
    assert len(comments) == len(everything["findings"])
    one = {"key": everything["findings"][0]["key"], "answer": "waived", "reason": REASON}
    file = answers_file(tmp_path / "answers.json", one)
    countersign("check", minutes, "--answers", file, "--annotated", tmp_path / "less.docx")
    assert len(list(docx.Document(tmp_path / "less.docx").comments)) < len(comments)


def test_the_annotated_file_replaces_nothing_and_is_a_word_file(
    countersign: Callable[..., Said], minutes: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.docx"
    there.write_text("somebody's")
    said = countersign("check", minutes, "--annotated", there, "--json")
    assert (said.code, said.answer["error"]["code"]) == (2, "exists")
    assert there.read_text() == "somebody's"
    assert countersign("check", minutes, "--annotated", tmp_path / "out.pdf").code == 2
    assert countersign("check", minutes, "--annotated", tmp_path / "none" / "out.docx").code == 2
