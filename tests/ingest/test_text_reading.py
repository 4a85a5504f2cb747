"""Plain text, Markdown and web pages read as their pages do."""

from __future__ import annotations

import ingest
from models.document import BlockKind, Channel, Document, FileFormat


def read(text: str) -> Document:
    return ingest.read(text.encode(), "notes")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, document.content(b)) for b in document.blocks]


def test_wrapped_lines_are_joined_and_short_ones_are_not() -> None:
    text = (
        "The lead agency reported that contact had been regular and that the\n"
        "conditions of the licence were being kept, with one lapse.\n"
        "Chair: Ann Archer\nVenue: Town hall\n"
    )
    assert [words for _, words in kinds(read(text))] == [
        "The lead agency reported that contact had been regular and that the conditions of the licence were "
        "being kept, with one lapse.",
        "Chair: Ann Archer",
        "Venue: Town hall",
    ]


def test_headings_lists_and_tables_of_plain_text() -> None:
    text = "MINUTES\n\n5. Disclosure\n\nConsidered.\n\n- one\n- two\n\nName\tAgency\nAnn\tPolice\n"
    assert kinds(read(text)) == [
        ("heading", "MINUTES"),
        ("heading", "5. Disclosure"),
        ("paragraph", "Considered."),
        ("list-item", "one"),
        ("list-item", "two"),
        ("table-cell", "Name"),
        ("table-cell", "Agency"),
        ("table-cell", "Ann"),
        ("table-cell", "Police"),
    ]


def test_every_encoding_in_use_is_read() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert ingest.read("Café – Renée".encode(encoding), "a").text == "Café – Renée\n"


def test_markdown_is_told_by_content_and_keeps_what_the_page_hides() -> None:
    document = read(
        "# Minutes\n\n1. [site](https://example.org)\n2. **two**\n\n<!-- not for Ann -->\n\n"
        "![a face](x.png)\n"
    )
    assert document.format is FileFormat.MARKDOWN
    assert document.blocks[1].marker == "1."
    found = {b.channel: document.content(b) for b in document.blocks}
    assert found[Channel.HIDDEN] == "not for Ann"
    assert found[Channel.ALT_TEXT] == "a face"
    assert any(
        document.content(b) == "https://example.org" for b in document.blocks if b.channel is Channel.LINK
    )


def test_a_web_page_is_read_with_what_it_carries_unseen() -> None:
    document = read(
        "<!DOCTYPE html><html><head><title>T</title><script>secret()</script></head><body><h2>Plan</h2>"
        "<p>Seen <b>bold</b></p><ol><li>first</li></ol><p style='display:none'>gone</p><!-- said -->"
        "<table><tr><th>A</th><td>B<p>C</p></td></tr></table><a href='https://example.org/x'>l</a></body></html>"
    )
    assert document.format is FileFormat.HTML
    shown = [(b.kind, document.content(b)) for b in document.blocks if b.channel is Channel.BODY]
    assert shown[:3] == [
        (BlockKind.HEADING, "Plan"),
        (BlockKind.PARAGRAPH, "Seen bold"),
        (BlockKind.LIST_ITEM, "first"),
    ]
    assert "A\tB\nC\n" in document.text
    unseen = {(b.channel, document.content(b)) for b in document.blocks if b.channel is not Channel.BODY}
    assert {
        (Channel.PROPERTY, "T"),
        (Channel.SCRIPT, "secret()"),
        (Channel.HIDDEN, "gone"),
        (Channel.HIDDEN, "said"),
        (Channel.LINK, "https://example.org/x"),
    } <= unseen


def test_a_list_of_people_is_not_joined_and_an_initial_is_no_item() -> None:
    text = (
        "Ann Archer (Chair), Senior Probation Officer, Probation Service\nPC Bilal Shah, MOSOVO\nT. Okafor\n"
    )
    assert kinds(read(text)) == [("paragraph", line) for line in text.splitlines()]
