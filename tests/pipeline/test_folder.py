"""The main job with every real stage, once over a folder of good, bad and odd files."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx import Document as WordFile

from models.case import Stage
from models.errors import SettingsError
from pipeline.folder import FolderResult, Outcome, run_folder
from pipeline.outbox import NotOurs, Outbox
from pipeline.rows import Row, RowState
from pipeline.settings import load_settings

MARKED = "OFFICIAL-SENSITIVE"
VICTIM = "Philippa Quillfeather"

MINUTES = """
{marking}

# MAPPA Level 2 meeting minutes

Date of meeting: {date}

## Victim safety

The victim, {victim}, of 14 Larkspur Close, can be telephoned on 020 7946 0123. {victim} was told.

## Risk management plan

The offender manager will visit the address every week and report to the panel what was found there.

## Actions

DI Carver will visit {victim} by {due}.
"""


def minutes(date: str, marking: str = MARKED, due: str = "30 June 2024") -> str:
    return MINUTES.format(date=date, marking=marking, victim=VICTIM, due=due)


def word(text: str, marking: str = MARKED) -> WordFile:
    file = WordFile()
    for section in file.sections:
        section.header.paragraphs[0].text = section.footer.paragraphs[0].text = marking
    for line in filter(None, text.splitlines()):
        heading = line.startswith("#")
        file.add_paragraph(line.lstrip("# "), style="Heading 1" if heading else None)
    return file


@dataclass
class Run:
    """A run over the folder, what it told on the way, and where."""

    folder: Path
    out: Path
    result: FolderResult
    told: list[tuple[str, Stage | None]]
    outcomes: dict[str, Outcome]

    def row(self, file: str) -> Row:
        return next(r for r in self.result.rows if r.file == file)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    top = tmp_path_factory.mktemp("run")
    folder, out = top / "in", top / "out"
    case = folder / "case one"
    case.mkdir(parents=True)
    word(minutes("12 June 2024")).save(str(case / "a Quillfeather minutes.docx"))
    (case / "b.md").write_text(minutes("13 March 2024"))
    (case / "c.md").write_text(minutes("13 March 2024"))
    (case / "above.md").write_text(minutes("14 March 2024", marking="TOP SECRET"))
    (case / "unmarked.md").write_text(minutes("15 March 2024", marking=""))
    (case / "empty.docx").write_bytes(b"")
    (case / "damaged.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    (case / "picture.docx").write_bytes(b"\xff\xd8\xff\xe0" + b"\x00" * 100)
    (case / "~$lock.docx").write_bytes(b"x")
    with zipfile.ZipFile(case / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", "<x/>")
        bomb.writestr("word/document.xml", b"<a>" * 60_000_000)
    (folder / "\u0645\u062d\u0636\u0631.md").write_text(minutes("16 March 2024"))
    told: list[tuple[str, Stage | None]] = []
    outcomes: dict[str, Outcome] = {}

    def finished(outcome: Outcome, outbox: Outbox) -> None:
        outcomes[outcome.row.file] = outcome
        outbox.write(f"{outcome.row.file}.html", b"a report")

    result = run_folder(
        folder,
        out,
        settings=load_settings(workers=2),
        policy="third-party",
        progress=lambda file, stage, done, total: told.append((file, stage)),
        finished=finished,
    )
    return Run(folder, out, result, told, outcomes)


def test_every_file_has_one_row_and_no_bad_one_stops_another(run: Run) -> None:
    states = {r.file.removeprefix("case one/"): r.state for r in run.result.rows}
    assert states == {
        "a Quillfeather minutes.docx": RowState.DONE,
        "b.md": RowState.DONE,
        "c.md": RowState.DONE,
        "above.md": RowState.REFUSED,
        "unmarked.md": RowState.QUARANTINED,
        "empty.docx": RowState.REFUSED,
        "damaged.pdf": RowState.REFUSED,
        "picture.docx": RowState.REFUSED,
        "bomb.docx": RowState.REFUSED,
        "~$lock.docx": RowState.SKIPPED,
        "\u0645\u062d\u0636\u0631.md": RowState.DONE,
    }
    for row in run.result.rows:
        assert row.state is RowState.DONE or row.reason, "what is not done says why"


def test_rows_of_a_case_stand_in_order_of_their_own_dates(run: Run) -> None:
    dated = [r.dated for r in run.result.rows if r.case == "case one" and r.dated]
    assert dated == ["2024-03-13", "2024-03-13", "2024-03-15", "2024-06-12"]


def test_refusals_carry_their_code(run: Run) -> None:
    codes = {n: run.row(f"case one/{n}").code for n in ("empty.docx", "above.md", "picture.docx")}
    assert codes == {"empty.docx": "empty", "above.md": "above-ceiling", "picture.docx": "unsupported"}


def test_what_is_above_the_ceiling_is_in_nobodys_hands(run: Run) -> None:
    assert run.outcomes["case one/above.md"].judged is None
    assert not any("above" in p.name and p.suffix == ".docx" for p in run.out.rglob("*"))


def test_a_later_document_is_checked_against_the_earlier_ones(run: Run) -> None:
    judged = run.outcomes["case one/a Quillfeather minutes.docx"].judged
    assert judged
    earlier = {e.dated for f in judged.processed.report.findings for e in f.earlier}
    assert "2024-03-15" in earlier, "the risk management plan is word for word that of the meeting before"


def test_the_same_file_twice_is_said_to_be_so(run: Run) -> None:
    assert {run.row("case one/b.md").same_as, run.row("case one/c.md").same_as} == {"", "case one/b.md"}


def test_copies_are_verified_and_hold_the_victims_name_nowhere(run: Run) -> None:
    done = [r for r in run.result.rows if r.state is RowState.DONE]
    assert len(done) == 4
    for row in done:
        assert row.verified
        assert row.removed
        assert row.copy
        assert "Quillfeather" not in row.copy
        with zipfile.ZipFile(run.out / row.copy) as copy:
            parts = b"".join(copy.read(name) for name in copy.namelist())
        assert b"Quillfeather" not in parts
        assert b"Larkspur" not in parts


def test_no_copy_is_made_in_quarantine(run: Run) -> None:
    row = run.row("case one/unmarked.md")
    assert (row.copy, row.verified) == ("", None)
    assert "marking" in row.reason


def test_progress_is_told_by_file_and_stage(run: Run) -> None:
    stages = [stage for file, stage in run.told if file == "case one/b.md"]
    assert stages == [
        Stage.RECEIVE, Stage.READ, Stage.MARK, Stage.CHECK, Stage.DETECT, Stage.STORE, None,
    ]  # fmt: skip
    assert sum(stage is None for _, stage in run.told) == 10


def test_a_second_run_replaces_its_outputs_and_leaves_what_is_not_its_own(run: Run, tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "minutes.md").write_text(minutes("13 March 2024"))
    settings = load_settings(workers=1)
    first = run_folder(folder, out, settings=settings, policy="third-party").rows[0]
    second = run_folder(folder, out, settings=settings, policy="third-party").rows[0]
    assert first.copy == second.copy
    assert second.state is RowState.DONE
    (out / second.copy).write_bytes(b"edited by hand")
    third = run_folder(folder, out, settings=settings, policy="third-party").rows[0]
    assert (third.state, third.copy) == (RowState.NO_COPY, "")
    assert "did not make" in third.reason
    assert (out / second.copy).read_bytes() == b"edited by hand"


def test_a_policy_that_does_not_exist_is_told_before_anything_is_done(run: Run, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        run_folder(run.folder, tmp_path / "out", settings=load_settings(workers=1), policy="no-such-policy")


def test_the_folder_itself_is_no_place_for_outputs(run: Run) -> None:
    with pytest.raises(SettingsError, match="folder of the documents itself"):
        run_folder(run.folder, run.folder, settings=load_settings(), policy="third-party")


def test_an_empty_folder_has_no_rows(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    result = run_folder(tmp_path / "in", tmp_path / "out", settings=load_settings(), policy="third-party")
    assert result.rows == ()


def test_a_report_that_cannot_be_written_is_told_in_its_row(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "minutes.md").write_text(minutes("13 March 2024"))

    def finished(outcome: Outcome, outbox: Outbox) -> None:
        raise NotOurs("There is a file there already.", "Move it.")

    result = run_folder(
        tmp_path / "in",
        tmp_path / "out",
        settings=load_settings(workers=1),
        policy="third-party",
        finished=finished,
    )
    assert (result.rows[0].state, result.rows[0].reason) == (
        RowState.FAILED,
        "There is a file there already.",
    )
