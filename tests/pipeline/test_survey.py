from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.errors import SettingsError
from pipeline.survey import open_inside, survey


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"words")


def test_sub_folders_are_cases_and_the_root_is_one_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, "loose.txt", "case a/minutes.docx", "case a/older/minutes.docx", "case b/referral.pdf")
    found, skipped = survey(tmp_path)
    assert {(c.name, c.case) for c in found} == {
        ("loose.txt", tmp_path.name),
        ("case a/minutes.docx", "case a"),
        ("case a/older/minutes.docx", "case a"),
        ("case b/referral.pdf", "case b"),
    }
    assert skipped == []


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "desktop.ini", "~$minutes.docx", ".hidden.docx"])
def test_what_programs_leave_behind_is_skipped_with_a_reason(tmp_path: Path, name: str) -> None:
    put(tmp_path, name, "minutes.docx")
    found, skipped = survey(tmp_path)
    assert [c.name for c in found] == ["minutes.docx"]
    assert [s.name for s in skipped] == [name]
    assert skipped[0].reason


def test_the_output_folder_inside_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "case/minutes.docx", "out/case/minutes.redacted.docx")
    found, _ = survey(tmp_path, tmp_path / "out")
    assert [c.name for c in found] == ["case/minutes.docx"]


def test_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/secret.docx", "in/case/minutes.docx")
    (tmp_path / "in" / "case" / "link.docx").symlink_to(tmp_path / "elsewhere" / "secret.docx")
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "in" / "case" / "broken.docx").symlink_to(tmp_path / "in" / "nothing")
    (tmp_path / "in" / "case" / "same.docx").symlink_to(tmp_path / "in" / "case" / "minutes.docx")
    os.mkfifo(tmp_path / "in" / "case" / "pipe.docx")
    found, skipped = survey(tmp_path / "in")
    assert [c.name for c in found] == ["case/minutes.docx", "case/same.docx"]
    assert {s.name for s in skipped} == {"case/link.docx", "linked", "case/broken.docx", "case/pipe.docx"}


def test_a_file_swapped_for_a_link_after_the_survey_is_not_read(tmp_path: Path) -> None:
    put(tmp_path, "elsewhere/secret.docx", "in/minutes.docx")
    found, _ = survey(tmp_path / "in")
    found[0].path.unlink()
    found[0].path.symlink_to(tmp_path / "elsewhere" / "secret.docx")
    with pytest.raises(OSError, match="link"):
        open_inside(found[0].path, tmp_path / "in", 100)


def test_no_more_is_read_than_it_takes_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "big").write_bytes(b"x" * 1000)
    assert len(open_inside(tmp_path / "big", tmp_path, 10)) == 11


def test_what_is_no_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="not a folder"):
        survey(tmp_path / "none")
