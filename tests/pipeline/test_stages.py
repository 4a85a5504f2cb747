from __future__ import annotations

from dataclasses import replace

import pytest

from ingest import read
from models.case import History, Stage
from models.document import Document, FileFormat, ReadProblem
from models.errors import CountersignError, RefusalCode, Refused
from models.finding import CheckReport
from models.marking import MarkingOutcome
from models.people import Detection
from pipeline import stages
from pipeline.settings import Settings, load_settings
from pipeline.stages import Processed, copy_format
from tests.pipeline.test_folder import minutes

SETTINGS = load_settings()


class Here:
    """Reads in this process."""

    def read(self, data: bytes, filename: str) -> Document:
        return read(data, filename)


def document(text: str) -> Document:
    return read(text.encode(), "minutes.md")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", RefusalCode.EMPTY), (b"x" * (2**20 + 1), RefusalCode.OVER_LIMIT)]
)
def test_a_file_of_an_impossible_size_is_refused_unread(data: bytes, code: RefusalCode) -> None:
    class Never:
        def read(self, data: bytes, filename: str) -> Document:
            raise AssertionError("it was read")

    with pytest.raises(Refused) as caught:
        stages.process(data, "x.docx", reader=Never(), settings=load_settings(max_file_mb=1))
    assert caught.value.code is code
    assert caught.value.remedy


def test_a_document_above_the_ceiling_is_refused_before_anything_is_made_of_it() -> None:
    told: list[Stage] = []
    data = minutes("13 March 2024", marking="SECRET").encode()
    with pytest.raises(Refused) as caught:
        stages.process(data, "m.md", reader=Here(), settings=SETTINGS, progress=told.append)
    assert caught.value.code is RefusalCode.ABOVE_CEILING
    assert told == [Stage.RECEIVE, Stage.READ, Stage.IDENTIFY, Stage.MARK]


def test_the_ceiling_is_the_installations_own() -> None:
    secret = document(minutes("13 March 2024", marking="SECRET"))
    assert stages.mark(secret, load_settings(marking_ceiling="SECRET")).outcome is not (
        MarkingOutcome.ABOVE_CEILING
    )


def test_no_rule_passes_on_a_document_that_was_not_read_in_full() -> None:
    whole = document(minutes("13 March 2024"))
    part = replace(whole, problems=(ReadProblem("page-not-read", "Page 2 is a picture.", 2, "", True),))
    passed = stages.check(whole, History(), SETTINGS).passed
    report = stages.check(part, History(), SETTINGS)
    assert passed
    assert report.passed == ()
    assert set(passed) <= {n.code for n in report.not_assessed} | {f.code for f in report.findings}
    assert all(n.reason and n.title for n in report.not_assessed)


def test_history_can_be_looked_up_once_the_document_is_known() -> None:
    asked: list[Document] = []

    def history(document: Document) -> History:
        asked.append(document)
        return History((replace(document, filename="before.md"),))

    done = stages.process(
        minutes("13 March 2024").encode(), "m.md", reader=Here(), history=history, settings=SETTINGS
    )
    assert asked == [done.document]


@pytest.mark.parametrize(
    ("format", "copy"),
    [(FileFormat.DOCX, "docx"), (FileFormat.PDF, "pdf"), (FileFormat.TEXT, "docx")],
)
def test_a_copy_comes_in_the_family_of_the_original(format: FileFormat, copy: str) -> None:
    assert copy_format(format) == copy


def processed(text: str, settings: Settings = SETTINGS) -> Processed:
    read_in = document(text)
    return Processed(read_in, stages.mark(read_in, settings), CheckReport(), Detection())


def test_no_copy_is_made_in_quarantine_or_of_what_was_not_read_in_full() -> None:
    policy = stages.disclosure_policy("third-party", SETTINGS)
    with pytest.raises(CountersignError, match="marking is not settled"):
        stages.clean_copy(processed(minutes("13 March 2024", marking="")), policy)
    good = processed(minutes("13 March 2024"))
    part = replace(good, document=replace(good.document, problems=(ReadProblem("x", "y", None, "", True),)))
    with pytest.raises(CountersignError, match="could not be read"):
        stages.clean_copy(part, policy)


def test_the_installation_decides_whether_professionals_names_may_stay() -> None:
    for choice in (True, False):
        settings = load_settings(staff_names=choice)
        assert stages.disclosure_policy("third-party", settings).staff_names is choice
