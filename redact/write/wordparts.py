"""The fixed parts of the Word package: styles, numbering, settings, and how the parts hang together.

Styles are named as Word names them, so that a screen reader announces headings, lists and table headers.
"""

from __future__ import annotations

PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_WORD}.numbering+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>'
    f'<Override PartName="/word/header1.xml" ContentType="{_WORD}.header+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_WORD}.footer+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
)

PACKAGE_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/>'
    "</Relationships>"
)

DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
    f'<Relationship Id="rId3" Type="{_OFFICE}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId4" Type="{_OFFICE}/header" Target="header1.xml"/>'
    f'<Relationship Id="rId5" Type="{_OFFICE}/footer" Target="footer1.xml"/>'
    "</Relationships>"
)

CORE_PROPERTIES = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{title}</dc:title><dc:language>en-GB</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
)

DOCUMENT = (
    f"<w:document {_W} {_R}><w:body>{{body}}<w:sectPr>"
    '<w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1418" w:right="1134" w:bottom="1418" w:left="1134" w:header="567" w:footer="567" '
    'w:gutter="0"/>'
    "</w:sectPr></w:body></w:document>"
)

_MARKED = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr><w:r><w:t>{marking}</w:t></w:r></w:p>'
HEADER = f"<w:hdr {_W}>{_MARKED}</w:hdr>"


def _field(code: str) -> str:
    return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _said(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


FOOTER = (
    f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{_said("Page ")}{_field("PAGE")}'
    f"{_said(' of ')}{_field('NUMPAGES')}</w:p>{_MARKED}</w:ftr>"
)

SETTINGS = (
    f'<w:settings {_W}><w:removePersonalInformation/><w:defaultTabStop w:val="567"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/></w:settings>'
)


def _level(depth: int) -> str:
    bullet = "•–"[depth % 2]
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{bullet}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{425 * (depth + 1)}" w:hanging="425"/></w:pPr></w:lvl>'
    )


NUMBERING = (
    f'<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>'
    f"{''.join(map(_level, range(9)))}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def _style(
    id: str, name: str, paragraph: str = "", run: str = "", based: str = "Normal", default: bool = False
) -> str:
    first = ' w:default="1"' if default else ""
    on = "" if default else f'<w:basedOn w:val="{based}"/>'
    next_ = '<w:next w:val="Normal"/>' if id.startswith(("Heading", "Title")) else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"{first}><w:name w:val="{name}"/>{on}{next_}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _heading(level: int, size: int, before: int) -> str:
    spacing = (
        f'<w:keepNext/><w:keepLines/><w:spacing w:before="{before}" w:after="80"/>'
        f'<w:outlineLvl w:val="{level - 1}"/>'
    )
    return _style(f"Heading{level}", f"heading {level}", spacing, f'<w:b/><w:sz w:val="{size}"/>')


_FONT = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial" w:eastAsia="Arial"/>'
_LINE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
_BORDERS = "".join(
    _LINE.format(side=side) for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

STYLES = (
    f'<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_FONT}<w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>'
    + _style("Normal", "Normal", '<w:spacing w:after="120" w:line="264" w:lineRule="auto"/>', default=True)
    + _style(
        "Title", "Title", '<w:keepNext/><w:spacing w:before="120" w:after="160"/>', '<w:b/><w:sz w:val="36"/>'
    )
    + _heading(1, 28, 320)
    + _heading(2, 25, 240)
    + _heading(3, 22, 200)
    + _heading(4, 22, 160)
    + _style("ListBullet", "List Bullet", '<w:spacing w:after="60"/>')
    + _style("ListNumber", "List Number", '<w:spacing w:after="60"/>')
    + _style("Header", "header", '<w:spacing w:after="0"/><w:jc w:val="center"/>', "<w:b/>")
    + _style("Footer", "footer", '<w:spacing w:after="60"/><w:jc w:val="center"/>', '<w:sz w:val="18"/>')
    + _style(
        "CopyNote",
        "Copy Note",
        '<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="505A5F"/></w:pBdr>'
        '<w:spacing w:after="100"/><w:ind w:left="200"/>',
        '<w:sz w:val="20"/>',
    )
    + _style(
        "AfterTable",
        "After Table",
        '<w:spacing w:after="0" w:line="160" w:lineRule="exact"/>',
        '<w:sz w:val="8"/>',
    )
    + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/>'
    "</w:tblCellMar></w:tblPr></w:style>"
    '<w:style w:type="table" w:styleId="CopyTable"><w:name w:val="Copy Table"/>'
    '<w:basedOn w:val="TableNormal"/>'
    f'<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
    '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E8ECEF"/></w:tcPr>'
    "</w:tblStylePr></w:style></w:styles>"
)
