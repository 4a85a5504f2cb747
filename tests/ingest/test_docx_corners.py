"""The corners of ECMA-376 where words can stand and few programs look, one row each.

Every file goes through the locked-down pool, as the service reads it. The rows are the table of
docs/reading.md, which a test holds to them.
"""

# ruff: noqa: E501 - a row of XML is read whole

from __future__ import annotations

import base64
import io
import zipfile

import pytest

import ingest
from models.document import Channel
from tests.ingest.compound import compound
from tests.ingest.packages import NAMESPACES, docx, p, part, r, tbl, zipped
from tests.ingest.pages import made
from tests.ingest.test_docx_channels import TEXT, box, complex_field

WORD = "Quillington"
C = Channel
Made = tuple[dict[str, object], set[Channel]]


def body(xml: str, *channels: Channel) -> Made:
    return {"body": TEXT + xml}, set(channels)


def held(name: str, content: str | bytes, *channels: Channel) -> Made:
    return {"body": TEXT, "parts": {name: content}}, set(channels)


def settings(xml: str, channel: Channel) -> Made:
    return held("word/settings.xml", part("settings", xml), channel)


def shape(attributes: str = "", inner: str = "") -> str:
    return p(f"<w:r><w:pict><v:shape {attributes}>{inner}</v:shape></w:pict></w:r>")


def drawing(inner: str, anchor: str = "") -> str:
    size = '<wp:extent cx="914400" cy="914400"/>'
    return p(f"<w:r><w:drawing><wp:anchor>{anchor}{size}{inner}</wp:anchor></w:drawing></w:r>")


def boxed(anchor: str = "", attributes: str = "") -> str:
    inner = f"<wps:wsp><wps:txbx><w:txbxContent>{p(WORD)}</w:txbxContent></wps:txbx></wps:wsp>"
    properties = f'<wp:docPr id="1" name="Text Box 1" {attributes}/>'
    return drawing(f"{properties}<a:graphic><a:graphicData>{inner}</a:graphicData></a:graphic>", anchor)


def chunk(name: str, content: str | bytes, kind: str) -> Made:
    made: dict[str, object] = {
        "body": TEXT + '<w:altChunk r:id="c"/>',
        "parts": {f"word/{name}": content},
        "relations": [("c", "aFChunk", name)],
        "types": f'<Override PartName="/word/{name}" ContentType="{kind}"/>',
    }
    return made, {C.EMBEDDED}


def styled(style: str, xml: str) -> dict[str, object]:
    return {
        "body": TEXT + xml,
        "parts": {"word/styles.xml": part("styles", style)},
        "relations": [("s", "styles", "styles.xml")],
    }


def style(name: str, properties: str, kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:rPr>{properties}</w:rPr></w:style>'


FIELD_DATA = base64.b64encode(f"<Author>{WORD}</Author>".encode()).decode()
VANISH = style("Gone", "<w:vanish/>")
RUN_GONE = style("RunGone", "<w:vanish/>", "character")
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
AX = "http://schemas.microsoft.com/office/2006/activeX"
CHART_SPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"
SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
CERTIFICATE = base64.b64encode(
    b"\x30\x20\x06\x03\x55\x04\x03\x0c" + bytes([len(WORD)]) + WORD.encode()
).decode()
FLAT_ROW = f'<w:tbl><w:tr><w:trPr><w:trHeight w:val="2" w:hRule="exact"/></w:trPr><w:tc>{p(WORD)}</w:tc></w:tr></w:tbl>'
WHITE, BLACK = '<w:color w:val="FFFFFF"/>', '<w:color w:val="000000"/>'
BLACK_CELL = (
    '<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="000000"/></w:tcPr>'
    f"{p(r(WORD, BLACK))}</w:tc></w:tr></w:tbl>"
)
WHITE_CELL = f"<w:tbl><w:tr><w:tc>{p(r(WORD, WHITE))}</w:tc></w:tr></w:tbl>"
OLD_LIST = f'<w:p><w:pPr><w:numPr><w:numberingChange w:author="A" w:original="{WORD}"/></w:numPr></w:pPr>{r("x")}</w:p>'
TWO_CHOICES = (
    f'<mc:AlternateContent><mc:Choice Requires="a">{r("x")}</mc:Choice><mc:Choice Requires="b">{r(WORD)}</mc:Choice>'
    f"<mc:Fallback>{r('x')}</mc:Fallback></mc:AlternateContent>"
)
SMART = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>"
FORM = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'


def nested_field() -> str:
    inner = complex_field(f"DOCPROPERTY {WORD}", "y")
    return p(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        f'{inner}<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("shown")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def changed(kind: str, around: str) -> str:
    return around.format(f'<w:{kind} w:id="1" w:author="{WORD}"/>')


PLACES: dict[str, Made] = {
    # how text is made invisible
    "hidden by its paragraph style": (
        styled(VANISH, p(WORD, properties='<w:pStyle w:val="Gone"/>')), {C.HIDDEN}),
    "hidden by its character style": (
        styled(RUN_GONE, p(r(WORD, '<w:rStyle w:val="RunGone"/>'))), {C.HIDDEN}),
    "shown by two styles that each hide it": (
        styled(VANISH + RUN_GONE, p(r(WORD, '<w:rStyle w:val="RunGone"/>'), properties='<w:pStyle w:val="Gone"/>')),
        {C.BODY}),
    "hidden in web view only": body(p(r(WORD, "<w:webHidden/>")), C.BODY),
    "hidden by a paragraph mark that runs on": body(p(r(WORD, "<w:specVanish/>")), C.HIDDEN),
    "nearly white": body(p(r(WORD, '<w:color w:val="FDFDFD"/>')), C.HIDDEN),
    "white by the theme": body(p(r(WORD, '<w:color w:val="auto" w:themeColor="background1"/>')), C.HIDDEN),
    "white in a table without shading": body(WHITE_CELL, C.HIDDEN),
    "under black highlighting": body(p(r(WORD, '<w:highlight w:val="black"/>')), C.COVERED),
    "black on black shading": body(
        p(r(WORD, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')), C.COVERED),
    "black in a black cell": body(BLACK_CELL, C.COVERED),
    "white on a dark shading": body(
        p(r(WORD, '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="1F3864"/>')), C.BODY),
    "letters without fill": body(p(r(WORD, "<w14:textFill><w14:noFill/></w14:textFill>")).replace(
        "<w14:textFill", '<w14:textFill xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'), C.HIDDEN),
    "letters without width": body(p(r(WORD, '<w:w w:val="1"/>')), C.HIDDEN),
    "a line without height": body(
        p(WORD, properties='<w:spacing w:line="10" w:lineRule="exact"/>'), C.HIDDEN),
    "a row without height": body(FLAT_ROW, C.HIDDEN),
    "set in beyond the paper": body(p(WORD, properties='<w:ind w:left="31000"/>'), C.HIDDEN),
    "a frame beside the paper": body(p(WORD, properties='<w:framePr w:x="-20000" w:y="1"/>'), C.HIDDEN),
    "a hidden text box": body(boxed(attributes='hidden="1"'), C.HIDDEN),
    "a text box beside the paper": body(
        boxed('<wp:positionH relativeFrom="page"><wp:posOffset>-9144000</wp:posOffset></wp:positionH>'), C.HIDDEN),
    "an old text box that is not shown": body(
        shape('style="visibility:hidden"', f"<v:textbox><w:txbxContent>{p(WORD)}</w:txbxContent></v:textbox>"),
        C.HIDDEN),
    # drawings
    "a title of a drawing": body(drawing(f'<wp:docPr id="1" name="P" title="{WORD}"/>'), C.ALT_TEXT),
    "a name of a drawing": body(drawing(f'<wp:docPr id="1" name="{WORD} photograph"/>'), C.ALT_TEXT),
    "a tip on a drawing's link": body(
        drawing(f'<wp:docPr id="1" name="P"><a:hlinkClick tooltip="{WORD}"/></wp:docPr>'), C.ALT_TEXT),
    "the description of an old drawing": body(shape(f'alt="{WORD}"'), C.ALT_TEXT),
    "the title of an old picture": body(shape("", f'<v:imagedata o:title="{WORD}"/>'), C.ALT_TEXT),
    "the target of an old drawing": body(shape(f'href="https://example.org/{WORD}"'), C.LINK),
    "a signature line": body(shape("", f'<o:signatureline o:suggestedsigner="{WORD}"/>'), C.OTHER),
    "a watermark": body(shape("", f'<v:textpath string="{WORD}"/>'), C.TEXT_BOX),
    "text of a drawing": body(drawing(f"<a:p><a:r><a:t>{WORD}</a:t></a:r></a:p>"), C.TEXT_BOX),
    "a second alternative": body(p(TWO_CHOICES), C.OTHER),
    "the old copy's description": body(p(
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict>'
        f'<v:shape alt="{WORD}"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'), C.OTHER),
    "a picture of words (SVG)": held(
        "word/media/a.svg", f'<svg xmlns="http://www.w3.org/2000/svg"><text>{WORD}</text></svg>', C.DIAGRAM),
    "words above other words (ruby)": body(p(
        f"<w:r><w:ruby><w:rt>{r(WORD)}</w:rt><w:rubyBase>{r('base')}</w:rubyBase></w:ruby></w:r>"), C.BODY),
    "a formula by itself": body(p(f"<m:oMathPara><m:oMath><m:r><m:t>{WORD}</m:t></m:r></m:oMath></m:oMathPara>"), C.BODY),
    # fields
    "a field in a field's code": body(nested_field(), C.FIELD_CODE),
    "the question of a field": body(p(complex_field(f'ASK x "{WORD}?"', "")), C.FIELD_CODE),
    "the prompt of a field": body(p(f'<w:fldSimple w:instr="FILLIN &quot;{WORD}&quot;"/>'), C.FIELD_CODE),
    "a file that a field takes in": body(p(complex_field(f"INCLUDETEXT {WORD}.docx", "z")), C.FIELD_CODE),
    "the data of a field": body(p(
        f'<w:r><w:fldChar w:fldCharType="begin"><w:fldData>{FIELD_DATA}</w:fldData></w:fldChar></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'), C.FIELD_CODE),
    "a form field's name": body(p(FORM.format(f'<w:name w:val="{WORD}"/>')), C.OTHER),
    "a form field's help": body(p(FORM.format(f'<w:helpText w:type="text" w:val="{WORD}"/>')), C.OTHER),
    "a form field's line of status": body(p(FORM.format(f'<w:statusText w:val="{WORD}"/>')), C.OTHER),
    "a form field's default": body(
        p(FORM.format(f'<w:textInput><w:default w:val="{WORD}"/></w:textInput>')), C.OTHER),
    "the choices of a form field": body(
        p(FORM.format(f'<w:ddList><w:listEntry w:val="x"/><w:listEntry w:val="{WORD}"/></w:ddList>')), C.OTHER),
    # controls and custom markup
    "a control's tag": body(p(SMART.format(f'<w:tag w:val="{WORD}"/>')), C.OTHER),
    "a control's placeholder": body(p(SMART.format(f'<w:placeholder><w:docPart w:val="{WORD}"/></w:placeholder>')), C.OTHER),
    "what a control is bound to": body(p(SMART.format(f'<w:dataBinding w:xpath="/{WORD}[1]"/>')), C.OTHER),
    "a repeated section's title": body(p(SMART.format(f'<w:repeatingSection><w:sectionTitle w:val="{WORD}"/></w:repeatingSection>')), C.OTHER),
    "a property of custom markup": body(p(
        f'<w:smartTag w:element="x"><w:smartTagPr><w:attr w:name="n" w:val="{WORD}"/></w:smartTagPr></w:smartTag>', "x"),
        C.CUSTOM_XML),
    "an element of another vocabulary": body(f'<x:note xmlns:x="https://example.org/x" x:about="{WORD}"/>', C.OTHER),
    "an attribute of another vocabulary": body(p("x").replace(
        "<w:p>", f'<w:p xmlns:x="https://example.org/x" x:about="{WORD}">'), C.OTHER),
    # changes, permissions, names of places
    "the author of a change of looks": body(
        p(r("x", f'<w:rPrChange w:author="{WORD}"><w:rPr/></w:rPrChange>')), C.AUTHOR),
    "the author of a paragraph's change": body(
        changed("pPrChange", "<w:p><w:pPr>{}</w:pPr></w:p>"), C.AUTHOR),
    "the author of a new paragraph mark": body(
        changed("ins", "<w:p><w:pPr><w:rPr>{}</w:rPr></w:pPr></w:p>"), C.AUTHOR),
    "the author of a section's change": body(changed("sectPrChange", "<w:sectPr>{}</w:sectPr>"), C.AUTHOR),
    "the author of a table's change": body(
        changed("tblPrChange", "<w:tbl><w:tblPr>{}</w:tblPr><w:tr><w:tc>" + p("x") + "</w:tc></w:tr></w:tbl>"),
        C.AUTHOR),
    "the author of a cell's deletion": body(
        changed("cellDel", "<w:tbl><w:tr><w:tc><w:tcPr>{}</w:tcPr>" + p("x") + "</w:tc></w:tr></w:tbl>"), C.AUTHOR),
    "a list number before a change": body(OLD_LIST, C.DELETION),
    "the name of a move": body(f'<w:moveFromRangeStart w:id="1" w:name="{WORD}" w:author="A"/>', C.BOOKMARK),
    "who may edit a range": body(p(f'<w:permStart w:id="1" w:ed="{WORD}@example.org"/>', "x"), C.AUTHOR),
    "a link to a place that is not there": body(
        p(f'<w:hyperlink w:anchor="{WORD}">{r("x")}</w:hyperlink>'), C.BOOKMARK),
    "a link's tip": body(p(f'<w:hyperlink w:anchor="a" w:tooltip="{WORD}">{r("x")}</w:hyperlink>'), C.ALT_TEXT),
    "a control of ActiveX": body(p(f'<w:r><w:object><w:control w:name="{WORD}"/></w:object></w:r>'), C.OTHER),
    # parts
    "a header that no section uses": (
        {"body": TEXT, "parts": {"word/header7.xml": part("hdr", p(WORD))},
         "relations": [("h", "header", "header7.xml")]}, {C.HEADER}),
    "the line above footnotes": (
        {"body": TEXT, "parts": {"word/footnotes.xml": part(
            "footnotes", f'<w:footnote w:type="separator" w:id="-1">{p(WORD)}</w:footnote>')},
         "relations": [("f", "footnotes", "footnotes.xml")]}, {C.FOOTNOTE}),
    "a comment's author in the list of people": held(
        "word/people.xml", f'<w15:people xmlns:w15="{W15}"><w15:person w15:author="{WORD}"/></w15:people>', C.AUTHOR),
    "who reacted to a comment": held(
        "word/commentsExtensible.xml",
        f'<cex xmlns="http://schemas.microsoft.com/office/word/2018"><u userName="{WORD}"/></cex>', C.OTHER),
    "a comment that no relationship names": held(
        "word/comments9.xml", part("comments", f'<w:comment w:id="1">{p(WORD)}</w:comment>'), C.OTHER),
    "a task": held("word/documenttasks/documenttasks1.xml", f'<t xmlns="x"><e userName="{WORD}"/></t>', C.OTHER),
    "a chart's title": held(
        "word/charts/chart1.xml", f'<c:chart xmlns:c="{CHART_SPACE}" {NAMESPACES}><a:p><a:r><a:t>{WORD}</a:t></a:r></a:p></c:chart>',
        C.DIAGRAM),
    "a chart's categories": held(
        "word/charts/chart1.xml",
        f'<c:chart xmlns:c="{CHART_SPACE}"><c:cat><c:strCache><c:pt><c:v>{WORD}</c:v></c:pt></c:strCache></c:cat></c:chart>',
        C.DIAGRAM),
    "the sheet that a chart draws on": held(
        "word/charts/chart1.xml", f'<c:chart xmlns:c="{CHART_SPACE}"><c:f>{WORD}!$A$1:$A$4</c:f></c:chart>', C.DIAGRAM),
    "words drawn over a chart": held(
        "word/drawings/drawing1.xml", f"<c:userShapes xmlns:c='x' {NAMESPACES}><a:t>{WORD}</a:t></c:userShapes>", C.OTHER),
    "an ActiveX control's value": held(
        "word/activeX/activeX1.xml", f'<ax:ocx xmlns:ax="{AX}"><ax:ocxPr ax:name="Caption" ax:value="{WORD}"/></ax:ocx>',
        C.OTHER),
    "the data of an ActiveX control": held("word/activeX/activeX1.bin", WORD.encode("utf-16-le"), C.OTHER),
    "printer settings": held("word/printerSettings/printerSettings1.bin", WORD.encode("utf-16-le"), C.PROPERTY),
    "a signature's comment": held(
        "_xmlsignatures/sig1.xml", f'<Signature xmlns="{SIGNATURE}"><SignatureComments>{WORD}</SignatureComments></Signature>',
        C.OTHER),
    "the certificate of a signature": held(
        "_xmlsignatures/sig1.xml", f'<Signature xmlns="{SIGNATURE}"><X509Certificate>{CERTIFICATE}</X509Certificate></Signature>',
        C.PROPERTY),
    "a button of the ribbon": held("customUI/customUI14.xml", f'<customUI xmlns="x"><button label="{WORD}"/></customUI>', C.OTHER),
    "a macro": held("word/vbaProject.bin", f"\x00\x01{WORD}\x00".encode(), C.SCRIPT),
    "a page that Word takes in": chunk("a.html", f"<html><body><p>{WORD}</p></body></html>", "text/html"),
    "a text that Word takes in": chunk("a.txt", WORD, "text/plain"),
    "a Word file that Word takes in": chunk(
        "b.docx", docx(p(WORD)), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "a web archive that Word takes in": chunk(
        "a.mht", f"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>{WORD}</p>\r\n", "message/rfc822"),
    "rich text that Word takes in": chunk("a.rtf", rf"{{\rtf1\ansi {WORD}\par}}", "application/rtf"),
    "a document inside an embedded document": held(
        "word/embeddings/a.docx", docx(p("x"), {"word/header1.xml": part("hdr", p(WORD))}, [("h", "header", "header1.xml")]),
        C.EMBEDDED),
    "the name of a sheet": held("word/embeddings/a.xlsx", zipped(
        {"xl/workbook.xml": f'<workbook><sheets><sheet name="{WORD}"/></sheets></workbook>'}), C.EMBEDDED),
    "a word kept for a pivot table": held("word/embeddings/a.xlsx", zipped(
        {"xl/pivotCache/pivotCacheRecords1.xml": f'<r><s v="{WORD}"/></r>'}), C.EMBEDDED),
    "a subdocument": (
        {"body": TEXT + '<w:subDoc r:id="s"/>', "relations": [("s", "subDocument", f"file:///{WORD}.docx")]}, {C.LINK}),
    "the target of a relationship that leads nowhere": (
        {"body": TEXT, "relations": [("s", "image", f"media/{WORD}.png")]}, {C.LINK}),
    # settings and names
    "a data source for letters": settings(
        f'<w:mailMerge><w:query w:val="{WORD}.csv"/></w:mailMerge>', C.OTHER),
    "a field of the data source": settings(
        f'<w:mailMerge><w:odso><w:fieldMapData><w:name w:val="{WORD}"/></w:fieldMapData></w:odso></w:mailMerge>', C.OTHER),
    "a kind of caption": settings(f'<w:captions><w:caption w:name="{WORD}"/></w:captions>', C.OTHER),
    "a frame of a web page": held(
        "word/webSettings.xml", part("webSettings", f'<w:frameset><w:title w:val="{WORD}"/></w:frameset>'), C.OTHER),
    "a style's name": (styled(
        f'<w:style w:customStyle="1" w:styleId="a"><w:name w:val="{WORD}"/></w:style>', p("x")), {C.OTHER}),
    "a theme's name": held("word/theme/theme1.xml", f"<a:theme {NAMESPACES} name='{WORD}'/>", C.OTHER),
    "words of a list's numbers": (
        {"body": TEXT, "parts": {"word/numbering.xml": part(
            "numbering", f'<w:abstractNum><w:lvl><w:lvlText w:val="{WORD} %1"/></w:lvl></w:abstractNum>')},
         "relations": [("n", "numbering", "numbering.xml")]}, {C.OTHER}),
    "the name of a building block": (
        {"body": TEXT, "parts": {"word/glossary/document.xml": part(
            "glossaryDocument", f'<w:docParts><w:docPart><w:docPartPr><w:name w:val="{WORD}"/></w:docPartPr></w:docPart></w:docParts>')},
         "relations": [("g", "glossaryDocument", "glossary/document.xml")]}, {C.GLOSSARY}),
    "a title kept with the properties": (
        {"body": TEXT, "parts": {"docProps/app.xml": f"<Properties><TitlesOfParts>{WORD}</TitlesOfParts></Properties>"},
         "package_relations": [("a", "extended-properties", "docProps/app.xml")]}, {C.PROPERTY}),
    "a word in place of a number": (
        {"body": TEXT, "parts": {"docProps/app.xml": f"<Properties><Pages>{WORD}</Pages></Properties>"},
         "package_relations": [("a", "extended-properties", "docProps/app.xml")]}, {C.PROPERTY}),
    "keywords": (
        {"body": TEXT, "parts": {"docProps/core.xml": f"<x><keywords>{WORD}</keywords></x>"},
         "package_relations": [("c", "core-properties", "docProps/core.xml")]}, {C.PROPERTY}),
    "an attribute of custom XML": held("customXml/item1.xml", f'<data who="{WORD}"/>', C.CUSTOM_XML),
    "an instruction around the XML": held("word/other.xml", f"<?note {WORD}?><x/>", C.OTHER),
    "the name of a part": held(f"word/{WORD}.xml", "<x/>", C.ATTACHMENT),
}  # fmt: skip


def channels(reader: ingest.ReaderPool, data: bytes) -> set[Channel]:
    document = reader.read(data, "minutes.docx")
    return {b.channel for b in document.blocks if WORD.lower() in document.content(b).lower()}


@pytest.mark.parametrize("place", PLACES)
def test_a_word_in_a_corner_is_found_in_its_channel(reader: ingest.ReaderPool, place: str) -> None:
    made, expected = PLACES[place]
    assert channels(reader, docx(**made)) == expected  # type: ignore[arg-type]


def commented(comment: bytes, member: bool) -> bytes:
    buffer = io.BytesIO(docx(TEXT))
    with zipfile.ZipFile(buffer, "a") as archive:
        if member:
            info = zipfile.ZipInfo("word/other.xml")
            info.comment = comment
            archive.writestr(info, "<x/>")
        else:
            archive.comment = comment
    return buffer.getvalue()


def deleted_member() -> bytes:
    """A file whose last part was taken out of the directory and left in the archive."""
    data = docx(TEXT)
    start = data.index(b"PK\x01\x02")
    left = zipped({"word/gone.xml": f"<x>{WORD} {WORD}</x>"})
    stored = b"PK\x03\x04" + f"<x>{WORD}</x>".encode() + left[:0]
    moved = bytearray(data[:start] + stored + data[start:])
    end = moved.rindex(b"PK\x05\x06")
    at = int.from_bytes(moved[end + 16 : end + 20], "little") + len(stored)
    moved[end + 16 : end + 20] = at.to_bytes(4, "little")
    return bytes(moved)


AROUND = {
    "the archive's comment": (commented(WORD.encode(), member=False), {C.PROPERTY}),
    "the comment of a part": (commented(WORD.encode(), member=True), {C.PROPERTY}),
    "bytes between the parts": (deleted_member(), {C.OTHER}),
}


@pytest.mark.parametrize("place", AROUND)
def test_a_word_around_the_parts_is_found(reader: ingest.ReaderPool, place: str) -> None:
    data, expected = AROUND[place]
    assert channels(reader, data) == expected


def test_bytes_that_belong_to_no_part_block_release(reader: ingest.ReaderPool) -> None:
    document = reader.read(deleted_member(), "minutes.docx")
    assert [(p.code, p.blocks_release) for p in document.problems] == [("loose-bytes", True)]


def test_an_old_object_is_opened_for_the_document_in_it(reader: ingest.ReaderPool) -> None:
    inside = WORD.encode()
    names = b"\x02\x00notes.txt\x00C:\\notes.txt\x00\x00\x00\x03\x00"
    temporary = b"C:\\Temp\\notes.txt\x00"
    native = (
        names + len(temporary).to_bytes(4, "little") + temporary + len(inside).to_bytes(4, "little") + inside
    )
    whole = len(native).to_bytes(4, "little") + native
    for streams in (
        {"Package": docx(p(WORD))},
        {"\x01Ole10Native": whole},
        {"\x01CompObj": b"x", "CONTENTS": made(f"BT /F1 12 Tf 72 400 Td ({WORD}) Tj ET")},
    ):
        data = docx(TEXT, {"word/embeddings/oleObject1.bin": compound(streams)})
        document = reader.read(data, "minutes.docx")
        assert [p.code for p in document.problems] == ["embedded-document"]
        assert channels(reader, data) == {Channel.EMBEDDED}
    packed = docx(TEXT, {"word/embeddings/oleObject1.bin": compound({"\x01Ole10Native": whole})})
    document = reader.read(packed, "minutes.docx")
    told = [document.content(b) for b in document.blocks if b.channel is Channel.ATTACHMENT]
    assert "C:\\Temp\\notes.txt" in told


def test_printer_settings_do_not_block_release(reader: ingest.ReaderPool) -> None:
    data = docx(TEXT, {"word/printerSettings/printerSettings1.bin": "HP 4000".encode("utf-16-le")})
    assert reader.read(data, "minutes.docx").readable


def test_a_table_that_its_style_shades_may_show_white_words(reader: ingest.ReaderPool) -> None:
    shaded = '<w:style w:type="table" w:styleId="T"><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr></w:style>'
    table = tbl([f"<w:tc>{p(r(WORD, WHITE))}</w:tc>"])
    table = table.replace("<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="T"/></w:tblPr>')
    assert channels(reader, docx(**styled(shaded, table))) == {Channel.BODY}  # type: ignore[arg-type]


def test_a_text_box_on_the_paper_is_seen(reader: ingest.ReaderPool) -> None:
    assert channels(reader, docx(TEXT + boxed() + p(box(p("other"))))) == {Channel.TEXT_BOX}
