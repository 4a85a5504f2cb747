"""E-mails and archives on the command line: one document at a time, and a run for all of them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from tests.api.conftest import MINUTES, Said, fits


def mail() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Ines Okoro <ines@example.org>", "panel@example.org"
    message["Date"], message["Subject"] = "Tue, 05 Mar 2024 10:00:00 +0000", "OFFICIAL-SENSITIVE: minutes"
    message.set_content("The minutes of the meeting are attached.")
    message.add_attachment(MINUTES, filename="minutes of Maya Tolland.txt")
    return message.as_bytes()


def test_a_message_is_read_itself_and_names_what_it_carries(
    countersign: Callable[..., Said], tmp_path: Path
) -> None:
    (tmp_path / "m.eml").write_bytes(mail())
    said = countersign("read", "m.eml", "--json")
    assert said.code == 0
    fits("read", said.answer)
    assert said.answer["format"] == "email"
    assert {"code": "attachments"}.items() <= said.answer["problems"][0].items()
    named = [block for block in said.answer["blocks"] if block["channel"] == "attachment-name"]
    assert len(named) == 1
    assert "Risk management plan" not in said.answer["text"]
    assert countersign("mark", "m.eml", "--json").answer["declared"] == "OFFICIAL-SENSITIVE"


def test_an_archive_is_refused_with_what_to_do_instead(
    countersign: Callable[..., Said], tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("minutes.txt", MINUTES)
    for command in (("read",), ("check",), ("mark",), ("detect",)):
        said = countersign(*command, "a.zip")
        assert said.code == 3
        assert "countersign run" in said.err


def test_a_run_has_a_row_a_report_and_a_copy_for_each_file(
    countersign: Callable[..., Said], tmp_path: Path
) -> None:
    folder = tmp_path / "in" / "case"
    folder.mkdir(parents=True)
    with zipfile.ZipFile(folder / "post.zip", "w") as archive:
        archive.writestr("march/m.eml", mail())
        archive.writestr("../x.txt", "x")
    said = countersign("run", "in", "--out", "out", "--json")
    fits("run", said.answer)
    rows = {row["file"].removeprefix("case/"): row for row in said.answer["documents"]}
    inner = "post.zip > march > m.eml > minutes of Maya Tolland.txt"
    assert {name: row["state"] for name, row in rows.items()} == {
        "post.zip": "unpacked",
        "post.zip > march > m.eml": "ready",
        inner: "ready",
        "post.zip > .. > x.txt": "refused",
    }
    assert len(rows["post.zip"]["carries"]) == 3
    assert "2 ready" in rows["post.zip"]["reason"]
    assert Path(rows[inner]["report"]).is_file()
    assert Path(rows[inner]["report"]).parent.name == "case"
    assert "Tolland" not in rows[inner]["copy"]
    assert Path(rows[inner]["copy"]).is_file()
    index = (tmp_path / "out" / "index.html").read_text()
    assert "It carries 3 files" in index
