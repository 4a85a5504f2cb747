"""Papers in which nothing is wrong, each in a layout and a voice of its own, are sent back for nothing."""

from pathlib import Path

import pytest

import ingest
from checks import check
from models.case import History
from models.finding import Severity

GOOD = sorted(Path(__file__).with_name("good").glob("*.*"))


@pytest.mark.parametrize("path", GOOD, ids=lambda p: p.stem)
def test_a_good_document_is_not_sent_back(path):
    document = ingest.read(path.read_bytes(), path.name)
    found = [(f.severity, f.code, f.message) for f in check(document).findings]
    assert document.form.name, "the form was not recognised, so nothing was judged"
    assert [f for f in found if f[0] in (Severity.BLOCK, Severity.HIGH)] == []
    assert len(found) <= 2, found


def test_a_good_second_meeting_is_not_called_stale():
    """Standing facts, conditions and plan lines repeat in it; what had to be looked at again was."""
    folder = Path(__file__).with_name("good_series")
    first, second = (ingest.read(p.read_bytes(), p.name) for p in sorted(folder.iterdir()))
    others = tuple(ingest.read(p.read_bytes(), p.name) for p in GOOD if "2015" not in p.name)
    found = check(second, History((first,), others)).findings
    assert [(f.code, f.message) for f in found] == []
