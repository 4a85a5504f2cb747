from __future__ import annotations

from pathlib import Path

import pytest

from models.errors import SettingsError
from pipeline.outbox import MANIFEST, NotOurs, Outbox


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()} - {MANIFEST}


def test_a_second_run_replaces_its_own_files(tmp_path: Path) -> None:
    for content in (b"first", b"second"):
        outbox = Outbox(tmp_path / "out", tmp_path)
        outbox.write("case/copy.docx", content)
        outbox.close()
    assert (tmp_path / "out" / "case" / "copy.docx").read_bytes() == b"second"
    assert files(tmp_path / "out") == {"case/copy.docx"}


def test_somebody_elses_file_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "copy.docx").write_bytes(b"theirs")
    with pytest.raises(NotOurs, match="did not make"):
        Outbox(tmp_path, tmp_path).write("copy.docx", b"ours")
    assert (tmp_path / "copy.docx").read_bytes() == b"theirs"


def test_an_output_that_somebody_changed_is_theirs(tmp_path: Path) -> None:
    Outbox(tmp_path, tmp_path).write("copy.docx", b"ours")
    (tmp_path / "copy.docx").write_bytes(b"edited")
    with pytest.raises(NotOurs):
        Outbox(tmp_path, tmp_path).write("copy.docx", b"ours again")
    assert (tmp_path / "copy.docx").read_bytes() == b"edited"


def test_a_copy_that_the_new_run_does_not_make_goes(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path / "out", tmp_path)
    outbox.write("now-quarantined.docx", b"copy")
    outbox.write("edited.docx", b"copy")
    outbox.close()
    (tmp_path / "out" / "edited.docx").write_bytes(b"edited")
    Outbox(tmp_path / "out", tmp_path).close()
    assert files(tmp_path / "out") == {"edited.docx"}


def test_a_run_over_another_folder_leaves_what_was_there(tmp_path: Path) -> None:
    Outbox(tmp_path / "out", tmp_path / "a").write("copy.docx", b"copy")
    for _ in range(2):
        Outbox(tmp_path / "out", tmp_path / "b").close()
    assert files(tmp_path / "out") == {"copy.docx"}


@pytest.mark.parametrize("name", ["../copy.docx", "link/copy.docx", "a/../../copy.docx"])
def test_nothing_is_written_outside_the_folder(tmp_path: Path, name: str) -> None:
    outbox = Outbox(tmp_path / "out", tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotOurs):
        outbox.write(name, b"copy")
    assert files(tmp_path / "elsewhere") == set()
    assert not (tmp_path / "copy.docx").exists()


def test_a_link_in_a_files_place_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    outbox = Outbox(tmp_path / "out", tmp_path)
    (tmp_path / "out" / "copy.docx").symlink_to(tmp_path / "theirs")
    with pytest.raises(NotOurs):
        outbox.write("copy.docx", b"copy")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"


def test_two_files_never_share_a_name(tmp_path: Path) -> None:
    outbox, taken = Outbox(tmp_path, tmp_path), set[str]()
    assert [outbox.free("c/minutes.redacted.docx", taken) for _ in range(3)] == [
        "c/minutes.redacted.docx",
        "c/minutes-2.redacted.docx",
        "c/minutes-3.redacted.docx",
    ]


def test_after_a_crash_the_files_written_before_it_are_still_ours(tmp_path: Path) -> None:
    Outbox(tmp_path, tmp_path).write("copy.docx", b"first")  # never closed
    with (tmp_path / MANIFEST).open("a") as manifest:
        manifest.write('{"file": "half a li')
    Outbox(tmp_path, tmp_path).write("copy.docx", b"second")
    assert (tmp_path / "copy.docx").read_bytes() == b"second"


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"theirs")
    with pytest.raises(SettingsError, match="a file, not a folder"):
        Outbox(tmp_path / "out", tmp_path)


@pytest.mark.parametrize("content", ["[]\n", "no manifest\n", '{"source": "x"}\n{}\n', '{"file": 1}\n'])
def test_a_damaged_manifest_stops_the_run(tmp_path: Path, content: str) -> None:
    (tmp_path / MANIFEST).write_text(content)
    with pytest.raises(NotOurs, match="damaged"):
        Outbox(tmp_path, tmp_path)
