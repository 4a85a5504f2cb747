"""The minutes with findings in the margin, and beside the last meeting's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

from lxml import html

from api.report import document_page
from api.report.beside import Beside, beside
from api.report.margin import margin
from api.report.order import Told, by_section
from checks.survival import Past, past
from models.case import History
from models.document import Document
from models.finding import Earlier, Finding, Severity, Source
from models.structure import Confidence, DocumentKind, Fact, Facts, FormMatch
from models.text import Span
from tests.api.samples import reviewed
from tests.building import build
from tests.growth import assert_linear

KEPT = "He is seen weekly at the office by his probation officer and keeps every appointment."
LEFT = "He lives with his mother and her dog in the house by the canal."
FRESH = "He has moved to a flat of his own above the bakery in Mill Lane."
SCRIPT = "<script>alert(1)</script>"


def minutes(day: str, source: str) -> Document:
    document = build(source, f"{day}.docx")
    facts = Facts(meeting_date=Fact(day))
    return replace(document, sha256=day, form=FormMatch(kind=DocumentKind.MINUTES), facts=facts)


MARCH = minutes(
    "2026-03-03", f"# 3. Supervision\n{KEPT}\n# 4. Home\n{LEFT}\n# 9. Withdrawn part\nOld words here."
)
JUNE = minutes(
    "2026-06-09", f"# 2. Supervision\n{KEPT}\n# 4. Home\n{FRESH}\n| Owner | Due |\n| PC Lindley | |"
)


def told(document: Document, *quotes: str, earlier: Document | None = None) -> list[Told]:
    spans = [Span(at := document.text.index(q), at + len(q)) for q in quotes]
    was = (Earlier(earlier.sha256, earlier.filename, Span(0, 1), KEPT, "2026-03-03"),) if earlier else ()
    return [
        Told(
            number,
            Finding(
                f"T-{number}", Severity.HIGH, Confidence.HIGH, "A fault", "It is wrong.", "Mend it.",
                (Source("Guidance"),), span=span, quote=document.quote(span), earlier=was,
            ),
        )
        for number, span in enumerate(spans, 1)
    ]  # fmt: skip


def page_of(document: Document, before: Document, *findings: Finding, annotated: str = "") -> str:
    sample = reviewed()
    return document_page(
        replace(
            sample,
            document=document,
            report=replace(sample.report, findings=findings),
            past=past(document, History((before,))),
            annotated=annotated,
        )
    )


def compared(now: Document = JUNE, *earlier: Document) -> Beside:
    found = beside(now, past(now, History(earlier or (MARCH,))))
    assert found is not None
    return found


def test_all_words_are_there_once_and_each_finding_is_marked_where_it_stands() -> None:
    findings = told(JUNE, "seen weekly", "weekly at the office", "PC Lindley", "Home")
    found = margin(JUNE, findings)
    lines = [line for p in found.passages for cell in p.cells for line in cell]
    words = "".join(piece.text for line in lines for piece in line.pieces)
    assert "".join(words.split()) == "".join(JUNE.text.split())
    for one in findings:
        marked = [p.text for line in lines for p in line.pieces if one in p.found]
        assert "".join(marked) == one.finding.quote
    assert [t.number for p in found.passages for t in p.notes] == [1, 2, 4, 3]
    ends = [t.number for line in lines for p in line.pieces for t in p.ends]
    assert sorted(ends) == [1, 2, 3, 4]


def test_a_row_keeps_its_cells_and_an_empty_one_its_place() -> None:
    rows = [p for p in margin(JUNE, []).passages if p.kind == "row"]
    texts = [["".join(x.text for line in cell for x in line.pieces) for cell in row.cells] for row in rows]
    assert texts == [["Owner", "Due"], ["PC Lindley", ""]]


def test_a_finding_over_several_paragraphs_is_noted_once() -> None:
    whole = told(JUNE, JUNE.text[JUNE.text.index(KEPT) : JUNE.text.index(FRESH) + len(FRESH)])
    found = margin(JUNE, whole)
    assert [len(p.notes) for p in found.passages if p.notes] == [1]
    assert sum(any(x.found for line in c for x in line.pieces) for p in found.passages for c in p.cells) == 3


def test_a_finding_about_nothing_in_the_text_stands_above_it() -> None:
    [one] = told(JUNE, "Home")
    absent = replace(one, finding=replace(one.finding, span=None, section="nowhere"))
    assert margin(JUNE, [absent]).above == (absent,)


def test_parts_are_paired_by_heading_whatever_their_number_and_lost_ones_come_last() -> None:
    parts = compared().parts
    assert [(p.heading, p.now is not None, p.last is not None) for p in parts] == [
        ("2. Supervision", True, True),
        ("4. Home", True, True),
        ("9. Withdrawn part", False, True),
    ]


def test_each_sentence_is_shaded_by_its_meetings_and_what_went_is_struck() -> None:
    found = compared()
    supervision, home, _ = found.parts
    assert supervision.now is not None
    assert home.now is not None
    assert home.last is not None
    assert [(s.text, s.meetings, s.ends) for s in supervision.now[0]] == [(KEPT, 2, True)]
    assert [(s.text, s.meetings) for s in home.now[0]] == [(FRESH, 1)]
    assert [(s.text, s.gone) for s in home.last[0]] == [(LEFT, True)]
    assert found.ages == ((2, date(2026, 3, 3)),)
    assert found.last_held == date(2026, 3, 3)


def test_there_is_nothing_to_put_beside_first_minutes() -> None:
    assert beside(MARCH, Past()) is None


def test_a_stale_finding_says_since_when_and_through_how_many_meetings() -> None:
    [one] = told(JUNE, KEPT, earlier=MARCH)
    said = " ".join(html.fromstring(page_of(JUNE, MARCH, one.finding)).text_content().split())
    assert "Unchanged since the meeting of 3 March 2026, through 2 meetings." in said
    groups = by_section(JUNE, [one.finding], past(JUNE, History((MARCH,))))
    assert groups[0].findings[0].stood is not None
    assert by_section(JUNE, [one.finding])[0].findings[0].stood is None


def test_the_report_links_text_and_findings_both_ways_and_to_the_minute_takers_file() -> None:
    findings = [t.finding for t in told(JUNE, "seen weekly", "PC Lindley")]
    page = html.fromstring(page_of(JUNE, MARCH, *findings, annotated="june.annotated.docx"))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    links = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert set(links) <= set(ids)
    assert {"finding-1", "note-2", "at-1"} <= set(links)
    assert page.xpath("//a[@href='june.annotated.docx']")
    levels = [int(h.tag[1]) for h in page.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")]
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_a_script_in_the_text_of_either_minutes_stays_text() -> None:
    before = minutes("2026-03-03", f"# {SCRIPT}\n{SCRIPT} {LEFT}")
    now = minutes("2026-06-09", f"# {SCRIPT}\n{SCRIPT} and {FRESH}\n| {SCRIPT} | b |")
    page = html.fromstring(page_of(now, before, told(now, SCRIPT)[0].finding))
    assert not page.xpath("//script")
    assert SCRIPT in page.text_content()


def test_time_grows_with_the_text_and_the_findings_together() -> None:
    def work(size: int) -> object:
        lines = [f"# {n}. Part\nItem {n} was seen at place {n * 7} by officer {n % 13}." for n in range(size)]
        now, before = minutes("2026-06-09", "\n".join(lines)), minutes("2026-03-03", "\n".join(lines))
        spans = [b.span for b in now.blocks]
        one = told(now, "Item 0")[0]
        findings = [replace(one, number=n, finding=replace(one.finding, span=s)) for n, s in enumerate(spans)]
        return margin(now, findings), beside(now, past(now, History((before,))))

    assert_linear(work, 500)
