"""Whatever the document, its blocks tile its text and nothing in it is lost; damage only ever refuses."""

from __future__ import annotations

import io
import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest
from models.document import MAIN, Document
from models.errors import Refused
from tests.ingest.packages import docx, p, r, tbl
from tests.ingest.test_hostile import pdf

SHARED = Path("../shared/data/files")
WORDS = st.text("abcdefghij ÉßЖ中😀", min_size=1, max_size=12).filter(lambda s: s.strip() == s != "")
PLAIN = WORDS.map(r)
CHANGED = st.builds("<w:{0} w:author='A'>{1}</w:{0}>".format, st.sampled_from(["ins", "moveTo"]), PLAIN)
GONE = WORDS.map(lambda w: f"<w:del w:author='A'><w:r><w:delText>{w}</w:delText></w:r></w:del>")
HIDDEN = WORDS.map(lambda w: r(w, "<w:vanish/>"))
BOX = WORDS.map(
    lambda w: f"<w:r><w:pict><v:textbox><w:txbxContent>{p(w)}</w:txbxContent></v:textbox></w:pict></w:r>"
)
PARAGRAPH = st.lists(st.one_of(PLAIN, CHANGED, GONE, HIDDEN, BOX), max_size=5).map(lambda runs: p(*runs))
BLOCKS = st.recursive(
    PARAGRAPH,
    lambda inner: st.lists(
        st.lists(st.tuples(inner, PARAGRAPH).map("".join), min_size=1, max_size=3), min_size=1, max_size=3
    ).map(lambda rows: tbl(*rows)),
    max_leaves=8,
)
MARKDOWN = st.lists(
    st.one_of(
        WORDS.map("# {}".format),
        WORDS.map("- {}".format),
        st.tuples(WORDS, WORDS).map(
            lambda pair: f"| {pair[0]} | {pair[1]} |\n|---|---|\n| {pair[1]} | {pair[0]} |"
        ),
        WORDS,
    ),
    min_size=1,
    max_size=8,
).map("\n\n".join)


def holds(document: Document) -> None:
    """The tiling, and the order: running text first, separators where they belong."""
    assert "".join(document.text[b.start : b.end] for b in document.blocks) == document.text
    channels = [block.channel in MAIN for block in document.blocks]
    assert channels == sorted(channels, reverse=True)
    assert not document.text or document.text.endswith("\n")
    for block in document.blocks:
        assert block.anchor is None or 0 <= block.anchor <= len(document.text)
        assert all(block.start <= e.start < e.end <= block.end for e in block.emphasis)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(BLOCKS, max_size=6).map("".join))
def test_the_blocks_of_any_word_file_tile_its_text(body: str) -> None:
    document = ingest.read(docx(body), "a.docx")
    holds(document)
    for words in re.findall(r"<w:(?:t|delText)[^>]*>([^<]*)<", body):
        assert words in document.text


@settings(max_examples=60, deadline=None)
@given(MARKDOWN)
def test_the_blocks_of_any_markdown_tile_its_text(text: str) -> None:
    holds(ingest.read(text.encode(), "a.md"))


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1).filter(lambda s: s.strip()))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(Refused):
        holds(ingest.read(text.encode("utf-8", "surrogatepass"), "a.txt"))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_damaged_files_are_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([docx(p("Ann Archer") + tbl(["a", "b"])), pdf(2)]))
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = data.draw(st.integers(0, 60))
    put = data.draw(st.binary(max_size=20))
    with suppress(Refused):
        holds(ingest.read(whole[:at] + put + whole[at + cut :], "a"))


@pytest.mark.skipif(not SHARED.exists(), reason="../shared/data/files is not on this machine")
def test_real_files_tile() -> None:
    files = (
        sorted(SHARED.rglob("*.docx")) + sorted(SHARED.rglob("*.pdf"), key=lambda f: f.stat().st_size)[:60]
    )
    for path in files:
        with suppress(Refused):
            holds(ingest.read(path.read_bytes(), path.name))


def test_a_file_made_by_another_library_is_read() -> None:
    import docx as python_docx

    made = python_docx.Document()
    made.add_heading("Minutes", level=1)
    made.add_paragraph("Ann Archer chaired.")
    made.add_paragraph("First", style="List Number")
    made.add_table(rows=2, cols=2).cell(0, 0).text = "Name"
    buffer = io.BytesIO()
    made.save(buffer)
    document = ingest.read(buffer.getvalue(), "a.docx")
    assert document.text.startswith("Minutes\nAnn Archer chaired.\nFirst\nName\t\n\t\n")
    assert document.blocks[2].marker == "1."
