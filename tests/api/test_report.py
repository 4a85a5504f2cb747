"""The report that a chair opens."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

from api.report import Row, document_page, index_page
from models.finding import Severity
from tests.api.samples import SENSITIVE, reviewed

SCRIPT = "<script>alert(1)</script>"


class Tags(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.words += data


def test_it_carries_its_marking_at_head_and_foot() -> None:
    words = Tags(document_page(reviewed())).words
    assert words.count("OFFICIAL-SENSITIVE") >= 2


def test_each_finding_tells_what_why_where_and_what_to_do() -> None:
    sample = reviewed()
    words = " ".join(Tags(document_page(sample)).words.split())
    for finding in sample.report.findings:
        assert finding.message in words
        assert finding.hint in words
        assert str(finding.sources[0]) in words


def test_rules_that_could_not_be_judged_are_told_with_the_reason() -> None:
    sample = reviewed()
    words = " ".join(Tags(document_page(sample)).words.split())
    for rule in sample.report.not_assessed:
        assert rule.reason in words


def test_nothing_in_it_runs_or_is_fetched() -> None:
    page = Tags(document_page(reviewed()))
    assert not {"script", "iframe", "object", "img", "form"} & set(page.tags)
    assert not [link for link in page.links if re.match(r"(?i)\w+:|//", link)]


def test_a_script_in_the_document_stays_text() -> None:
    sample = reviewed()
    finding = replace(sample.report.findings[0], quote=SCRIPT, message=SCRIPT, section=SCRIPT)
    document = replace(sample.document, filename=f"{SCRIPT}.docx", subject=None)
    page = document_page(
        replace(sample, document=document, case=SCRIPT, report=replace(sample.report, findings=(finding,)))
    )
    assert "script" not in Tags(page).tags
    assert SCRIPT in Tags(page).words


def test_a_script_in_a_file_name_stays_text_in_the_index() -> None:
    row = Row(f"{SCRIPT}.docx", SCRIPT, findings=((Severity.HIGH, 1),), state="refused", reason=SCRIPT)
    page = index_page([row], SENSITIVE, "today")
    assert "script" not in Tags(page).tags


def test_its_policy_forbids_everything_but_its_own_style() -> None:
    page = document_page(reviewed())
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy.group(1)
