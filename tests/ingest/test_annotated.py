"""A Word file comes back with comments around exactly the words they are about, and otherwise as it was."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx as python_docx
import pytest
from lxml import etree

import checks
import ingest
from checks.annotated import remarks
from ingest.annotated.places import place
from ingest.annotated.word import annotate
from models.document import Channel, Document
from models.errors import Refused
from models.remark import Remark
from models.text import Span
from tests.growth import assert_linear
from tests.ingest.packages import W, docx, p, part, r, tbl
from tests.ingest.test_docx_channels import box, complex_field

MAIN = (
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/>'
)
COMMENTS = MAIN.replace("document.xml", "comments.xml").replace("document.main", "comments")
MADE = "2026-03-05T10:00:00Z"
EXAMPLES = sorted((Path(__file__).parents[2] / "examples").rglob("*.docx"))
HIDDEN_BY_COMMENTS = (Channel.COMMENT, Channel.AUTHOR)


def marked(data: bytes, *quotes: str) -> bytes:
    """The file with a comment on each quote, which says the quote."""
    document = ingest.read(data, "minutes.docx")
    found = [document.text.index(quote) for quote in quotes]
    told = [Remark(Span(at, at + len(q)), (f"on {q}",)) for at, q in zip(found, quotes, strict=True)]
    return annotate(data, place(document, told, MADE), ingest.Limits())


def around(data: bytes, body: str = "word/document.xml") -> list[tuple[str, str]]:
    """What stands inside the range of each comment of ours, and what the comment says; by the XML alone."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(body))
        part = next(n for n in archive.namelist() if n.startswith("word/comments"))
        comments = etree.fromstring(archive.read(part))
    w = f"{{{W}}}"
    said = {c.get(f"{w}id"): "".join(c.itertext()) for c in comments if c.get(f"{w}author") == "Countersign"}
    referred = [e.get(f"{w}id") for e in root.iter(f"{w}commentReference")]
    assert sorted(referred) == sorted(set(referred))
    assert set(said) <= set(referred)
    found = []
    for id, words in said.items():
        inside, held = False, ""
        for element in root.iter(f"{w}t", f"{w}commentRangeStart", f"{w}commentRangeEnd"):
            if element.get(f"{w}id") == id:
                inside = element.tag.endswith("Start")
            elif inside and element.tag == f"{w}t":
                held += element.text or ""
        found.append((held, words))
    return found


def visible(document: Document) -> list[tuple[Channel, str]]:
    """All that the file holds, but for comments and who wrote them; neighbours of one channel as one."""
    found: list[tuple[Channel, str]] = []
    for block in document.blocks:
        if block.channel not in HIDDEN_BY_COMMENTS:
            found.append((block.channel, document.content(block)))
    return found


def unchanged(before: bytes, after: bytes) -> bool:
    return visible(ingest.read(before, "a.docx")) == visible(ingest.read(after, "a.docx"))


SPLIT = p(r("The ag"), r("reed plan ", "<w:b/>"), r("is to see him weekly."))
BODIES = {
    "runs cut anywhere": SPLIT,
    "a table": tbl(["Plan", "see him"], ["The agreed plan is to see him weekly.", "x"]),
    "a tracked insertion": p(r("The agreed "), f'<w:ins w:author="A B" w:id="3">{r("plan is to")}</w:ins>',
                             r(" see him weekly.")),
    "a tracked deletion": p(r("The agreed plan "),
                            '<w:del w:author="A B" w:id="3"><w:r><w:delText>never </w:delText></w:r></w:del>',
                            r("is to see him weekly.")),
    "a link": p(r("The agreed "), f'<w:hyperlink w:anchor="x">{r("plan is to see")}</w:hyperlink>',
                r(" him weekly.")),
    "a field": p(r("The agreed "), complex_field("REF x", "plan"), r(" is to see him weekly.")),
    "a content control": f"<w:sdt><w:sdtContent>{SPLIT}</w:sdtContent></w:sdt>",
    "tabs and breaks": p("<w:r><w:t>The agreed plan</w:t><w:tab/><w:t>is to</w:t><w:br/>"
                         "<w:t>see him weekly.</w:t></w:r>"),
    "a footnote mark": p(r("The agreed plan"), '<w:r><w:footnoteReference w:id="2"/></w:r>',
                         r(" is to see him weekly.")),
    "a formula beside it": p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>",
                             r(" The agreed plan is to see him weekly.")),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_a_comment_stands_around_exactly_its_words(name: str) -> None:
    data = docx(p("First.") + BODIES[name] + p("Last."))
    document = ingest.read(data, "minutes.docx")
    start, end = document.text.index("agreed"), document.text.index("him weekly")
    told = [Remark(Span(start, end), ("Say how often.",))]
    after = annotate(data, place(document, told, MADE), ingest.Limits())
    [(words, said)] = around(after)
    assert "".join(words.split()) == "agreedplanistosee"
    assert said == "Say how often."
    assert unchanged(data, after)


def test_comments_may_overlap_touch_and_share_their_words() -> None:
    data = docx(SPLIT + p("And more."))
    quotes = ("agreed plan", "plan is to", "is to see him weekly.", "The agreed plan is to", "plan", "plan")
    after = marked(data, *quotes)
    assert around(after) == [(q, f"on {q}") for q in quotes]
    assert unchanged(data, after)


def test_a_comment_may_go_on_over_paragraphs_but_not_out_of_a_cell() -> None:
    data = docx(p("One here.") + p("Two here.") + tbl(["Three here", "Four here"]))
    document = ingest.read(data, "minutes.docx")
    one, four = document.text.index("here."), document.text.index("Four")
    told = [
        Remark(Span(one, document.text.index("Two") + 3), ("over two",)),
        Remark(Span(document.text.index("Three"), four + 4), ("over cells",)),
    ]
    after = annotate(data, place(document, told, MADE), ingest.Limits())
    assert around(after) == [("here.Two", "over two"), ("Three here", "over cells")]


def test_comments_of_others_stay_and_their_numbers_are_not_taken() -> None:
    theirs = part(
        "comments",
        f'<w:comment w:id="7" w:author="Ann Archer" w:initials="AA">{p("Is that so?")}</w:comment>',
    )
    body = p(
        '<w:commentRangeStart w:id="7"/>', r("The agreed plan"), '<w:commentRangeEnd w:id="7"/>',
        '<w:r><w:commentReference w:id="7"/></w:r>', r(" is to see him."),
    )  # fmt: skip
    data = docx(
        body,
        {"word/comments.xml": theirs},
        [("rId9", "comments", "comments.xml")],
        types=MAIN + COMMENTS,
    )
    after = marked(data, "agreed plan is")
    assert around(after) == [("agreed plan is", "on agreed plan is")]
    told = {c.comment_id: (c.author, c.text) for c in python_docx.Document(io.BytesIO(after)).comments}
    assert told == {7: ("Ann Archer", "Is that so?"), 8: ("Countersign", "on agreed plan is")}


def test_a_remark_without_a_place_stands_at_the_first_words() -> None:
    data = docx(p("") + p("MAPPA minutes") + p("More."))
    document = ingest.read(data, "minutes.docx")
    told = [Remark(None, ("Say who chaired.",)), Remark(Span(10**6, 10**6 + 5), ("beyond",))]
    after = annotate(data, place(document, told, MADE), ingest.Limits())
    assert around(after) == [("MAPPA minutes", "Say who chaired."), ("MAPPA minutes", "beyond")]


def test_a_remark_on_words_in_a_box_stands_where_the_box_hangs() -> None:
    data = docx(p(r("Outside "), box(p("Inside the box"))) + p("After."))
    after = marked(data, "Inside the box")
    [(words, _)] = around(after)
    assert words.startswith("Outside")
    assert "After" not in words
    assert unchanged(data, after)


def test_a_remark_on_a_comment_or_note_stands_where_that_is_anchored() -> None:
    note = part("footnotes", f'<w:footnote w:id="2">{p("See the annex.")}</w:footnote>')
    body = p("Before.") + p(r("The plan"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + p("After.")
    data = docx(body, {"word/footnotes.xml": note}, [("rId9", "footnotes", "footnotes.xml")])
    after = marked(data, "See the annex")
    assert around(after) == [("The plan", "on See the annex")]


def test_what_a_remark_says_is_text_and_nothing_else() -> None:
    data = docx(p("The plan."), types=MAIN)
    hostile = '</w:t></w:comment><w:p>&x; "quoted" \x00\x1b[31m\ud800 <script>'
    document = ingest.read(data, "minutes.docx")
    after = annotate(data, place(document, [Remark(Span(0, 3), (hostile,))], MADE), ingest.Limits())
    [comment] = python_docx.Document(io.BytesIO(after)).comments
    assert comment.text == '</w:t></w:comment><w:p>&x; "quoted" [31m� <script>'
    assert unchanged(data, after)


def test_all_other_parts_stay_byte_for_byte() -> None:
    data = EXAMPLES[0].read_bytes()
    after = marked(data, "MAPPA")
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        added = set(new.namelist()) - set(old.namelist())
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert added == {"word/comments.xml"}


@pytest.fixture(scope="module")
def pool() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as opened:
        yield opened


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_comes_back_from_the_locked_down_child_with_all_findings(
    pool: ingest.ReaderPool, path: Path
) -> None:
    data = path.read_bytes()
    document = pool.read(data, path.name)
    findings = checks.check(document).findings
    whole = Remark(None, ("Thank you.",))
    after = pool.annotate(data, document, [*remarks(document, findings), whole], MADE)
    assert unchanged(data, after)
    told = list(python_docx.Document(io.BytesIO(after)).comments)
    assert len(told) == len(findings) + 1
    assert {c.author for c in told} == {"Countersign"}
    quoted = sorted("".join(f.quote.split()) for f in findings if f.span and f.quote)
    ranges = sorted("".join(words.split()) for words, _ in around(after))
    assert [q for q in quoted if q not in ranges and not any(q.startswith(r) and r for r in ranges)] == []
    for finding in findings:
        assert any(finding.message in c.text and finding.hint in c.text for c in told)
    again = checks.check(pool.read(after, path.name)).findings
    assert [f.key for f in again] == [f.key for f in findings], "comments left in the file change no finding"


def test_a_file_that_is_no_word_file_is_refused(pool: ingest.ReaderPool) -> None:
    document = pool.read(docx(p("The plan.")), "minutes.docx")
    for data in (b"The plan.", docx(p("The plan."))[:-60], b""):
        with pytest.raises(Refused):
            pool.annotate(data, document, [Remark(Span(0, 3), ("x",))], MADE)


def test_the_wrong_document_for_the_file_still_gives_a_file_that_opens() -> None:
    long = ingest.read(docx("".join(p(f"Paragraph {n}.") for n in range(20))), "long.docx")
    told = [Remark(b.span, ("x",)) for b in long.blocks]
    after = annotate(docx(p("Short."), types=MAIN), place(long, told, MADE), ingest.Limits())
    assert len(list(python_docx.Document(io.BytesIO(after)).comments)) == 20


def test_time_grows_with_the_words_and_the_remarks_together() -> None:
    def work(size: int) -> object:
        data = docx("".join(p(f"Item {n}: he was seen at the office and at home.") for n in range(size)))
        document = ingest.read(data, "minutes.docx")
        told = [Remark(Span(b.start + 6, b.start + 20), ("Say when.",)) for b in document.blocks]
        return annotate(data, place(document, told, MADE), ingest.Limits())

    assert_linear(work, 100)


def test_many_remarks_on_one_long_paragraph_take_no_longer_than_its_length_asks() -> None:
    def work(size: int) -> object:
        data = docx(p("He was seen at the office. " * size))
        document = ingest.read(data, "minutes.docx")
        told = [Remark(Span(n * 27, n * 27 + 6), ("Say when.",)) for n in range(size)]
        return annotate(data, place(document, told, MADE), ingest.Limits())

    assert_linear(work, 60)
