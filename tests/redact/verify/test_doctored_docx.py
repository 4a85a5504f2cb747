"""Test the tester: whatever is put back into a Word copy, and wherever, the verifier says so."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable

import pytest

from redact import verify_copy
from redact.verify import STRUCTURE
from tests.redact.verify.original import clean, original

DOCUMENT = "word/document.xml"
Doctor = Callable[[bytes], bytes]


def unpacked() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(clean("docx"))) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = comment
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_part(name: str, content: str | bytes) -> bytes:
    return packed(unpacked() | {name: content if isinstance(content, bytes) else content.encode()})


def with_xml(inside: str, part: str = DOCUMENT, before: bytes = b"<w:sectPr>") -> bytes:
    parts = unpacked()
    assert before in parts[part]
    parts[part] = parts[part].replace(before, inside.encode() + before, 1)
    return packed(parts)


def with_text(words: str) -> bytes:
    return with_xml(f'<w:p><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>')


def leaks(copy: bytes) -> list[str]:
    """What the verifier says, each as "place: how", strings that leaked and not strangers."""
    found = verify_copy(copy, *original())
    assert found.clean == (not found.leaks)
    return [f"{leak.where}: {leak.how}" for leak in found.leaks if leak.removal != STRUCTURE]


def strangers(copy: bytes) -> list[str]:
    return [
        f"{leak.where}: {leak.how}"
        for leak in verify_copy(copy, *original()).leaks
        if leak.removal == STRUCTURE
    ]


def test_the_copy_itself_is_clean() -> None:
    found = verify_copy(clean("docx"), *original())
    assert found.clean, found.leaks
    assert found.searched >= 5
    assert len(found.readers) >= 2


def test_the_doctor_changes_nothing_by_opening_the_patient() -> None:
    assert verify_copy(packed(unpacked()), *original()).clean


WRITINGS = {
    "as it stood": "Jean Pennock",
    "surname alone": "told Pennock about it",
    "forename alone": "told Jean about it",
    "capitals": "JEAN PENNOCK",
    "lower case": "jean pennock",
    "surname first": "Pennock, Jean",
    "initial": "J Pennock",
    "initial with a point": "J. Pennock",
    "possessive": "Pennock's flat",
    "curly possessive": "Pennock\u2019s flat",
    "inside a handle": "jpennock84",
    "in an address": "pennock@example.org",
    "in a file name": "Pennock_statement.docx",
    "letters spaced out": "P e n n o c k",
    "letters with points": "P.e.n.n.o.c.k",
    "soft hyphen": "Pen\u00adnock",
    "zero-width space": "Pen\u200bnock",
    "full-width letters": "\uff30\uff45\uff4e\uff4e\uff4f\uff43\uff4b",
    "broken over a line": "Pen-</w:t><w:br/><w:t>nock",
    "broken over a line with a space": "Pen- </w:t><w:br/><w:t>nock",
    "two spaces": "Jean  Pennock",
    "split across runs": "told Pen</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>nock",
    "character references": "&#80;&#101;&#110;&#110;&#111;&#99;&#107;",
    "hidden run": "</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Pennock",
    "white": '</w:t></w:r><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>Pennock',
    "phone": "07700 900123",
    "phone with other spaces": "077 0090 0123",
    "phone with hyphens": "07700-900-123",
    "phone with brackets": "(07700) 900.123",
    "NHS number closed up": "9991234560",
    "NHS number with hyphens": "999-123-4560",
    "prison number in lower case": "a1234bc",
    "prison number spaced": "A 1234 BC",
    "address": "3 Quay Lane, Exetown",
    "address in other punctuation": "3 Quay Lane; Exetown",
    "street line": "at 3 quay lane",
}


@pytest.mark.parametrize("words", WRITINGS.values(), ids=WRITINGS.keys())
def test_a_removed_string_is_found_however_it_is_written(words: str) -> None:
    assert leaks(with_text(words))


PLACES: dict[str, Callable[[], bytes]] = {
    "title property": lambda: with_xml("Pennock", "docProps/core.xml", b"</dc:title>"),
    "author": lambda: with_xml("<dc:creator>Pennock</dc:creator>", "docProps/core.xml", b"<dcterms:created"),
    "app properties": lambda: with_part(
        "docProps/app.xml", "<Properties><Company>Pennock</Company></Properties>"
    ),
    "custom properties": lambda: with_part("docProps/custom.xml", "<Properties><p>Pennock</p></Properties>"),
    "comments": lambda: with_part("word/comments.xml", "<c><t>Pennock</t></c>"),
    "comment's author": lambda: with_part("word/comments.xml", '<c author="Jean Pennock"/>'),
    "header": lambda: with_xml("<w:p><w:r><w:t>Pennock</w:t></w:r></w:p>", "word/header1.xml", b"</w:hdr>"),
    "footer": lambda: with_xml("<w:p><w:r><w:t>Pennock</w:t></w:r></w:p>", "word/footer1.xml", b"</w:ftr>"),
    "custom XML": lambda: with_part("customXml/item1.xml", "<a>Pennock</a>"),
    "bookmark": lambda: with_xml('<w:bookmarkStart w:id="1" w:name="Pennock"/>'),
    "alternative text": lambda: with_xml('<w:p><w:r><w:drawing descr="Pennock"/></w:r></w:p>'),
    "link target": lambda: with_xml(
        '<Relationship Id="r9" Type="t" Target="https://example.org/pennock" TargetMode="External"/>',
        "word/_rels/document.xml.rels",
        b"</Relationships>",
    ),
    "field code": lambda: with_xml('<w:p><w:fldSimple w:instr=" AUTHOR Pennock "/></w:p>'),
    "deleted text": lambda: with_xml("<w:p><w:del><w:r><w:delText>Pennock</w:delText></w:r></w:del></w:p>"),
    "style name": lambda: with_xml(
        '<w:style w:styleId="X"><w:name w:val="Pennock"/></w:style>', "word/styles.xml", b"</w:styles>"
    ),
    "bullet": lambda: with_xml(
        '<w:num w:numId="7"><w:lvlText w:val="Pennock"/></w:num>', "word/numbering.xml", b"</w:numbering>"
    ),
    "settings": lambda: with_xml(
        '<w:docVar w:name="n" w:val="Pennock"/>', "word/settings.xml", b"</w:settings>"
    ),
    "XML comment": lambda: with_xml("<!-- Pennock -->"),
    "processing instruction": lambda: with_xml("<?note Pennock?>"),
    "comment on the archive": lambda: packed(unpacked(), comment=b"Pennock"),
    "extra member": lambda: with_part("notes.txt", "Pennock"),
    "name of a member": lambda: with_part("word/pennock.xml", "<a/>"),
    "macro": lambda: with_part("word/vbaProject.bin", b"\x00\x01Pennock\x00"),
    "UTF-16 member": lambda: with_part("word/media/x.bin", "Jean Pennock".encode("utf-16-le")),
    "UTF-16 backwards": lambda: with_part("word/media/x.bin", "Jean Pennock".encode("utf-16-be")),
    "base 64": lambda: with_part("word/media/x.bin", base64.b64encode(b"seen: Jean Pennock, twice")),
    "base 64 in an attribute": lambda: with_xml(
        f'<w:p w:rsidR="{base64.b64encode(b"for Jean Pennock").decode()}"/>'
    ),
    "hexadecimal": lambda: with_xml(f'<w:p w:rsidR="{b"Jean Pennock".hex()}"/>'),
    "percent signs": lambda: with_xml('<w:p w:rsidR="%50ennoc%6B"/>'),
    "before the archive": lambda: b"Pennock" + clean("docx"),
    "after the archive": lambda: clean("docx") + b"Pennock",
}


@pytest.mark.parametrize("doctor", PLACES.values(), ids=PLACES.keys())
def test_a_removed_name_is_found_wherever_it_is(doctor: Callable[[], bytes]) -> None:
    assert leaks(doctor())


def between_members(data: bytes) -> bytes:
    """Bytes that no entry of the archive owns, before its directory, with the directory's place put right."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        at = package.start_dir
    end = bytearray(data[at:])
    place = end.rfind(b"PK\x05\x06") + 16
    end[place : place + 4] = (at + 8).to_bytes(4, "little")
    return data[:at] + b"whatever" + bytes(end)


def twice_the_same_member() -> bytes:
    out = io.BytesIO(clean("docx"))
    with zipfile.ZipFile(out, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr(DOCUMENT, "<a/>")
    return out.getvalue()


SHAPES: dict[str, Callable[[], bytes]] = {
    "a picture": lambda: with_part("word/media/image1.png", b"\x89PNG"),
    "comments, even empty": lambda: with_part("word/comments.xml", "<c/>"),
    "a tracked insertion": lambda: with_xml("<w:p><w:ins><w:r><w:t>ok</w:t></w:r></w:ins></w:p>"),
    "hidden text": lambda: with_xml("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ok</w:t></w:r></w:p>"),
    "a link": lambda: with_xml('<w:hyperlink r:id="r1"/>'),
    "a drawing": lambda: with_xml("<w:p><w:r><w:drawing/></w:r></w:p>"),
    "an author": lambda: with_xml(
        "<dc:creator>somebody</dc:creator>", "docProps/core.xml", b"<dcterms:created"
    ),
    "XML that does not parse": lambda: with_part("word/styles.xml", "<a>"),
    "bytes between members": lambda: between_members(clean("docx")),
    "the same member twice": twice_the_same_member,
}


@pytest.mark.parametrize("doctor", SHAPES.values(), ids=SHAPES.keys())
def test_what_a_copy_has_no_need_of_is_a_stranger_even_if_it_names_nobody(
    doctor: Callable[[], bytes],
) -> None:
    assert strangers(doctor())


@pytest.mark.parametrize("broken", [b"", b"PK\x03\x04", b"not a file", b"\x00" * 100])
def test_a_copy_that_cannot_be_read_is_not_clean(broken: bytes) -> None:
    assert not verify_copy(broken, *original()).clean


def test_a_leak_is_told_without_repeating_it() -> None:
    for leak in verify_copy(with_text("Jean Pennock"), *original()).leaks:
        assert "ennock" not in f"{leak.where}{leak.how}".lower()
