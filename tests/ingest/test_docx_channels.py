"""A word planted in every place of a Word file that can hold one comes out, once, in its channel."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import ingest
from models.document import Channel, Document
from tests.ingest.packages import NAMESPACES, docx, p, part, r, tbl, zipped

WORD = "Quillington"


def channels_of(
    data: bytes, word: str = WORD, read: Callable[[bytes, str], Document] = ingest.read
) -> list[Channel]:
    document = read(data, "minutes.docx")
    return [b.channel for b in document.blocks if word in document.content(b)]


def box(content: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Text Box 1"/><a:graphic><a:graphicData><wps:wsp>'
        f"<wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic>"
        "</wp:inline></w:drawing></w:r>"
    )


def complex_field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{r(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TEXT = p("Text before.")
ROW = f"<w:tr><w:tc>{p('x')}</w:tc></w:tr>"
CHOICE = f'<w:dropDownList><w:listItem w:displayText="{WORD}" w:value="1"/></w:dropDownList>'
IN_BODY = {
    "a paragraph": (p(WORD), Channel.BODY),
    "a nested table": (tbl(["A", tbl(["B", WORD]) + p("")]), Channel.BODY),
    "a content control": (f"<w:sdt><w:sdtContent>{p(WORD)}</w:sdtContent></w:sdt>", Channel.BODY),
    "a control in a paragraph": (p(f"<w:sdt><w:sdtContent>{r(WORD)}</w:sdtContent></w:sdt>"), Channel.BODY),
    "a control around a cell": (
        f"<w:tbl><w:tr><w:sdt><w:sdtContent><w:tc>{p(WORD)}</w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>",
        Channel.BODY,
    ),
    "custom markup": (p(f'<w:smartTag w:element="x">{r(WORD)}</w:smartTag>'), Channel.BODY),
    "a link's words": (p(f'<w:hyperlink w:anchor="x">{r(WORD)}</w:hyperlink>'), Channel.BODY),
    "a formula": (p(f"<m:oMath><m:r><m:t>{WORD}</m:t></m:r></m:oMath>"), Channel.BODY),
    "a field's result": (p(complex_field("DATE", WORD)), Channel.BODY),
    "a tracked insertion": (p(f'<w:ins w:author="A B">{r(WORD)}</w:ins>'), Channel.INSERTION),
    "the target of a tracked move": (p(f'<w:moveTo w:author="A B">{r(WORD)}</w:moveTo>'), Channel.INSERTION),
    "a tracked deletion": (
        p(f'<w:del w:author="A B"><w:r><w:delText>{WORD}</w:delText></w:r></w:del>'),
        Channel.DELETION,
    ),
    "the source of a tracked move": (p(f"<w:moveFrom>{r(WORD)}</w:moveFrom>"), Channel.MOVED_FROM),
    "the author of a change": (p(f'<w:ins w:author="{WORD}">{r("new")}</w:ins>'), Channel.AUTHOR),
    "hidden text": (p(r(WORD, "<w:vanish/>")), Channel.HIDDEN),
    "white text": (p(r(WORD, '<w:color w:val="FFFFFF"/>')), Channel.HIDDEN),
    "text too small to see": (p(r(WORD, '<w:sz w:val="2"/>')), Channel.HIDDEN),
    "a deleted row": (
        f'<w:tbl><w:tr><w:trPr><w:del w:author="A"/></w:trPr><w:tc>{p(WORD)}</w:tc></w:tr></w:tbl>',
        Channel.DELETION,
    ),
    "a text box": (p(box(p(WORD))), Channel.TEXT_BOX),
    "the old copy of a text box": (
        p(
            f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p(WORD)}</w:txbxContent></v:textbox></v:shape>"
            "</w:pict></w:r>"
        ),
        Channel.TEXT_BOX,
    ),
    "a watermark": (p(f'<w:r><w:pict><v:shape><v:textpath string="{WORD}"/></v:shape></w:pict></w:r>'), None),
    "a field's code": (p(complex_field(f"HYPERLINK {WORD}", "here")), Channel.FIELD_CODE),
    "a simple field's code": (
        p(f'<w:fldSimple w:instr="T {WORD}">{r("x")}</w:fldSimple>'),
        Channel.FIELD_CODE,
    ),
    "a bookmark": (p(f'<w:bookmarkStart w:id="0" w:name="{WORD}"/>', "x"), Channel.BOOKMARK),
    "a picture's description": (
        p(f'<w:r><w:drawing><wp:docPr id="1" name="P" descr="{WORD}"/></w:drawing></w:r>'),
        Channel.ALT_TEXT,
    ),
    "a table's description": (
        f'<w:tbl><w:tblPr><w:tblDescription w:val="{WORD}"/></w:tblPr>{ROW}</w:tbl>',
        Channel.ALT_TEXT,
    ),
    "a control's name": (
        f'<w:sdt><w:sdtPr><w:alias w:val="{WORD}"/></w:sdtPr><w:sdtContent>{p("x")}</w:sdtContent></w:sdt>',
        Channel.OTHER,
    ),
    "a control's choices": (
        p(f"<w:sdt><w:sdtPr>{CHOICE}</w:sdtPr><w:sdtContent>{r('x')}</w:sdtContent></w:sdt>"),
        Channel.OTHER,
    ),
    "a comment in the XML": (p("x") + f"<!-- {WORD} -->", Channel.OTHER),
    "an unknown element": (p("x") + f"<w:whatever>{WORD}</w:whatever>", Channel.OTHER),
}


@pytest.mark.parametrize("place", IN_BODY)
def test_a_word_in_the_body_is_found_in_its_channel(reader: ingest.ReaderPool, place: str) -> None:
    body, channel = IN_BODY[place]
    assert channels_of(docx(TEXT + body), read=reader.read) == [channel or Channel.TEXT_BOX]


def note(kind: str, attributes: str = "") -> dict[str, object]:
    plural = f"{kind}s"
    reference = p("See", f'<w:r><w:{kind}Reference w:id="2"/></w:r>')
    return {
        "body": reference,
        "parts": {
            f"word/{plural}.xml": part(plural, f'<w:{kind} w:id="2" {attributes}>{p(WORD)}</w:{kind}>')
        },
        "relations": [("r2", plural, f"{plural}.xml")],
    }


def holding(parts: dict[str, str | bytes]) -> dict[str, object]:
    return {"body": TEXT, "parts": parts}


CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    f'<property pid="2" name="Case"><v>{WORD}</v></property></Properties>'
)
CHART = '<c:chart xmlns:c="http://c"><c:ser><c:tx><c:strCache><c:pt><c:v>{}</c:v></c:pt></c:strCache></c:tx></c:ser></c:chart>'
DIAGRAM = f'<dgm:dataModel xmlns:dgm="http://d" {NAMESPACES}><a:p><a:t>{WORD}</a:t></a:p></dgm:dataModel>'
SETTINGS = part("settings", f'<w:docVars><w:docVar w:name="n" w:val="{WORD}"/></w:docVars>')
SETTINGS_TYPE = (
    '<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.settings+xml"/>'
)
GLOSSARY = part(
    "glossaryDocument",
    f"<w:docParts><w:docPart><w:docPartBody>{p(WORD)}</w:docPartBody></w:docPart></w:docParts>",
)
IN_PARTS: dict[str, tuple[dict[str, object], list[Channel]]] = {
    "a header": (
        {
            "body": TEXT,
            "parts": {"word/header1.xml": part("hdr", p(WORD))},
            "relations": [("h", "header", "header1.xml")],
        },
        [Channel.HEADER],
    ),
    "a text box in a footer": (
        {
            "body": TEXT,
            "parts": {"word/footer1.xml": part("ftr", p(box(p(WORD))))},
            "relations": [("f", "footer", "footer1.xml")],
        },
        [Channel.FOOTER],
    ),
    "a footnote": (note("footnote"), [Channel.FOOTNOTE]),
    "an endnote": (note("endnote"), [Channel.ENDNOTE]),
    "a comment": (note("comment"), [Channel.COMMENT]),
    "a comment's author": (note("comment", f'w:author="{WORD}"'), [Channel.COMMENT, Channel.AUTHOR]),
    "a link's target": (
        {
            "body": p(f'<w:hyperlink r:id="l">{r("here")}</w:hyperlink>'),
            "relations": [("l", "hyperlink", f"https://example.org/{WORD}")],
        },
        [Channel.LINK],
    ),
    "an attached template": (
        {"body": TEXT, "relations": [("t", "attachedTemplate", f"file://server/{WORD}.dotx")]},
        [Channel.LINK],
    ),
    "a core property": (
        {
            "body": TEXT,
            "parts": {
                "docProps/core.xml": f'<cp:x xmlns:cp="http://c"><cp:creator>{WORD}</cp:creator></cp:x>'
            },
            "package_relations": [("c", "core-properties", "docProps/core.xml")],
        },
        [Channel.PROPERTY],
    ),
    "a custom property": (
        {
            "body": TEXT,
            "parts": {"docProps/custom.xml": CUSTOM},
            "package_relations": [("c", "custom-properties", "docProps/custom.xml")],
        },
        [Channel.PROPERTY],
    ),
    "a document variable": (
        {"body": TEXT, "parts": {"word/settings.xml": SETTINGS}, "types": SETTINGS_TYPE},
        [Channel.PROPERTY],
    ),
    "custom XML": (holding({"customXml/item1.xml": f"<data><who>{WORD}</who></data>"}), [Channel.CUSTOM_XML]),
    "a chart": (holding({"word/charts/chart1.xml": CHART.format(WORD)}), [Channel.DIAGRAM]),
    "a diagram": (holding({"word/diagrams/data1.xml": DIAGRAM}), [Channel.DIAGRAM]),
    "a building block": (
        {
            "body": TEXT,
            "parts": {"word/glossary/document.xml": GLOSSARY},
            "relations": [("g", "glossaryDocument", "glossary/document.xml")],
        },
        [Channel.GLOSSARY],
    ),
    "an embedded Word file": (holding({"word/embeddings/a.docx": docx(p(WORD))}), [Channel.EMBEDDED]),
    "an embedded workbook": (
        holding(
            {"word/embeddings/a.xlsx": zipped({"xl/sharedStrings.xml": f"<sst><si><t>{WORD}</t></si></sst>"})}
        ),
        [Channel.EMBEDDED],
    ),
    "an embedded page": (holding({"word/chunk.htm": f"<html><p>{WORD}</p></html>"}), [Channel.EMBEDDED]),
    "the name of an embedded file": (
        holding({f"word/embeddings/{WORD}.bin": b"\x00\x01"}),
        [Channel.ATTACHMENT],
    ),
    "a part that nothing names": (holding({"word/left/over.xml": f"<x><y>{WORD}</y></x>"}), [Channel.OTHER]),
}


@pytest.mark.parametrize("place", IN_PARTS)
def test_a_word_in_another_part_is_found_in_its_channel(reader: ingest.ReaderPool, place: str) -> None:
    made, channels = IN_PARTS[place]
    assert channels_of(docx(**made), read=reader.read) == channels  # type: ignore[arg-type]


def test_the_modern_and_the_old_copy_of_a_text_box_are_one_text() -> None:
    modern = box(p(WORD)).removeprefix("<w:r>").removesuffix("</w:r>")
    old = f"<w:pict><v:textbox><w:txbxContent>{p(WORD)}</w:txbxContent></v:textbox></w:pict>"
    choice = f'<mc:Choice Requires="wps">{modern}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    body = p(f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>")
    assert channels_of(docx(body)) == [Channel.TEXT_BOX]
    differs = body.replace(f"<mc:Fallback>{old}", f"<mc:Fallback>{old.replace(WORD, 'Otherwise')}")
    assert channels_of(docx(differs), "Otherwise") == [Channel.OTHER]


def test_an_object_whose_words_are_unknown_blocks_release_and_a_small_picture_does_not() -> None:
    unknown = ingest.read(docx(TEXT, {"word/embeddings/ole.bin": b"\xd0\xcf\x11\xe0"}), "a.docx")
    assert not unknown.readable
    logo = ingest.read(docx(TEXT, {"word/media/logo.png": b"\x89PNG"}), "a.docx")
    assert logo.readable
    assert [problem.code for problem in logo.problems] == ["pictures"]


def test_a_broken_part_is_reported_and_blocks_release() -> None:
    broken = docx(TEXT, {"word/footnotes.xml": "<w:footnotes"}, [("f", "footnotes", "footnotes.xml")])
    document = ingest.read(broken, "a.docx")
    assert [(p.code, p.blocks_release) for p in document.problems] == [("part-not-read", True)]
