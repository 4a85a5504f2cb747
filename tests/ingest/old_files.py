"""Old word-processor files for tests, written by hand so that every corner of each format can be filled."""

from __future__ import annotations

import io
import zipfile

OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:form="urn:oasis:names:tc:opendocument:xmlns:form:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.3"'
)
MIME = "application/vnd.oasis.opendocument.text"
_KINDS = {
    "content.xml": "document-content", "styles.xml": "document-styles", "meta.xml": "document-meta",
    "settings.xml": "document-settings",
}  # fmt: skip


def odt(
    body: str, styles: str = "", parts: dict[str, str | bytes] | None = None, automatic: str = ""
) -> bytes:
    """A package. `body` stands in office:text, `styles` in styles.xml, `parts` are further members.

    A part called content.xml and so on is wrapped in its root; another is taken as it is.
    """
    content = (
        f"<office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body>"
    )
    members: dict[str, str | bytes] = {"content.xml": content}
    if styles:
        members["styles.xml"] = styles
    members |= parts or {}
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in members
    )
    members.setdefault(
        "META-INF/manifest.xml",
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/>'
        f"{entries}</manifest:manifest>",
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIME, zipfile.ZIP_STORED)
        for name, inner in members.items():
            root = _KINDS.get(name)
            archive.writestr(name, f"<office:{root} {OFFICE}>{inner}</office:{root}>" if root else inner)
    return buffer.getvalue()


def rtf(body: str, head: str = "") -> bytes:
    """A file of these control words and texts."""
    fonts = r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}}"
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0" + fonts + head + body + "}").encode("cp1252")


ODT_CHANNELS = odt(
    '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
    "<dc:creator>Changeauthor</dc:creator><dc:date>2024-03-04T10:00:00</dc:date></office:change-info>"
    "<text:p>Deletedword</text:p></text:deletion></text:changed-region>"
    '<text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Insertauthor'
    "</dc:creator><dc:date>2024-03-04T10:00:00</dc:date></office:change-info></text:insertion>"
    "</text:changed-region></text:tracked-changes>"
    '<text:user-field-decls><text:user-field-decl office:value-type="string" '
    'office:string-value="Fieldvalue" text:name="Fieldname"/></text:user-field-decls>'
    '<text:h text:outline-level="1">Headingword</text:h>'
    '<text:p>Bodyword<text:change text:change-id="c1"/> <text:change-start text:change-id="c2"/>Insertedword'
    '<text:change-end text:change-id="c2"/> and <text:span text:style-name="T1">Vanishedword</text:span> end'
    "<office:annotation><dc:creator>Commentauthor</dc:creator><dc:date>2024-03-04T10:00:00</dc:date>"
    "<text:p>Commentword</text:p></office:annotation></text:p>"
    '<text:p><text:bookmark text:name="Bookmarkword"/>here<text:note text:id="n1" text:note-class="footnote">'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>Footnoteword</text:p></text:note-body>"
    '</text:note> and <text:note text:id="n2" text:note-class="endnote"><text:note-citation>i'
    "</text:note-citation><text:note-body><text:p>Endnoteword</text:p></text:note-body></text:note></text:p>"
    '<text:p><text:a xlink:type="simple" xlink:href="https://linkword.example.org/">Linkedword</text:a></text:p>'
    '<text:p><draw:frame draw:name="Framename" text:anchor-type="as-char" svg:width="4cm" svg:height="2cm">'
    "<draw:text-box><text:p>Boxword</text:p></draw:text-box><svg:title>Alttitle</svg:title>"
    "<svg:desc>Altword</svg:desc></draw:frame></text:p>"
    '<text:p><text:hidden-text text:condition="ooow:true" text:string-value="Hiddenfield" '
    'text:is-hidden="true"/>x</text:p>'
    '<text:p><text:conditional-text text:condition="ooow:1 EQ 1" text:string-value-if-true="Yesword" '
    'text:string-value-if-false="Noword" text:current-value="true">Yesword</text:conditional-text></text:p>'
    '<text:p><text:hidden-paragraph text:condition="ooow:true" text:is-hidden="true"/>Hiddenparagraph'
    "</text:p>"
    '<text:section text:name="Sectionname" text:display="none"><text:p>Hiddensection</text:p></text:section>'
    '<table:table table:name="T"><table:table-column/><table:table-row><table:table-cell><text:p>Cellword'
    "</text:p></table:table-cell></table:table-row></table:table>"
    '<text:p><text:placeholder text:placeholder-type="text" text:description="Hintword">&lt;Placeword&gt;'
    '</text:placeholder> <text:script script:language="Basic" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0">Scriptword</text:script></text:p>',
    styles=(
        '<office:styles/><office:automatic-styles><style:page-layout style:name="pm1">'
        "<style:page-layout-properties/><style:header-style/><style:footer-style/></style:page-layout>"
        '</office:automatic-styles><office:master-styles><style:master-page style:name="Standard" '
        'style:page-layout-name="pm1"><style:header><text:p>Headerword</text:p></style:header>'
        "<style:footer><text:p>Footerword</text:p></style:footer></style:master-page></office:master-styles>"
    ),
    parts={
        "meta.xml": "<office:meta><dc:title>Titleword</dc:title><dc:creator>Lastauthor</dc:creator>"
        "<meta:initial-creator>Firstauthor</meta:initial-creator><dc:description>Notesword</dc:description>"
        '<meta:keyword>Keyword</meta:keyword><meta:user-defined meta:name="Propertyname" '
        'meta:value-type="string">Propertyvalue</meta:user-defined></office:meta>'
    },
    automatic=(
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/>'
        "</style:style>"
    ),
)
"""A word in every place of an OpenDocument text that can hold one."""

ODT_WORDS = {
    "body": ["Headingword", "Bodyword", "Linkedword", "Cellword"],
    "tracked-insertion": ["Insertedword"],
    "text-box": ["Boxword"],
    "header": ["Headerword"],
    "footer": ["Footerword"],
    "footnote": ["Footnoteword"],
    "endnote": ["Endnoteword"],
    "comment": ["Commentword"],
    "author": ["Commentauthor", "Changeauthor", "Insertauthor"],
    "tracked-deletion": ["Deletedword"],
    "hidden": ["Vanishedword", "Hiddenfield", "Hiddensection", "Hiddenparagraph", "Noword"],
    "alternative-text": ["Altword", "Alttitle"],
    "link-target": ["linkword.example.org"],
    "bookmark": ["Bookmarkword"],
    "property": ["Titleword", "Lastauthor", "Firstauthor", "Notesword", "Keyword", "Propertyvalue",
                 "Propertyname"],
    "": ["Yesword", "Fieldvalue", "Hintword", "Placeword", "Scriptword", "Fieldname"],
}  # fmt: skip
"""The channel of each word; "" where any will do."""

RTF_CHANNELS = rtf(
    r"Bodyword {\b Boldword}\par {\v Hiddenword}\par {\revised\revauth1 Insertedword} "
    r"{\deleted\revauthdel1 Deletedword}\par "
    r"here{\*\atnid CM}{\*\atnauthor Commentauthor}{\chatn{\*\annotation\pard\plain Commentword}}\par "
    r"note{\chftn{\footnote\pard\plain\chftn Footnoteword}} and "
    r"{\chftn{\footnote\ftnalt\pard\plain\chftn Endnoteword}}\par "
    r'{\field{\*\fldinst HYPERLINK "https://linkword.example.org/"}{\fldrslt Linkedword}}\par '
    r"{\*\bkmkstart Bookmarkword}mark{\*\bkmkend Bookmarkword}\par "
    r"{\shp{\*\shpinst\shpleft0\shptop0\shpright2000\shpbottom1000{\sp{\sn shapeType}{\sv 202}}"
    r"{\sp{\sn wzDescription}{\sv Altword}}{\shptxt \pard Boxword\par}}}\par "
    r"{\trowd\cellx3000\intbl Cellword\cell\row}\pard "
    r"{\xe Indexword}{\tc Contentsword}{\*\unknowndestination Unknownword and its friends}"
    r"{\field{\*\fldinst FORMTEXT {\*\formfield{\fftype0{\*\ffname Fieldname}{\*\ffdeftext Fieldtext}"
    r"{\*\ffhelptext Helpword}}}}{\fldrslt Filledword}}\par \u8364?uro caf\'e9\par",
    head=r"{\header\pard Headerword\par}{\footer\pard Footerword\par}"
    r"{\*\revtbl{Unknown;}{Revisionauthor;}}{\info{\title Titleword}{\author Firstauthor}"
    r"{\operator Lastauthor}{\*\company Companyword}{\doccomm Notesword}{\keywords Keyword}}"
    r"{\*\userprops{\propname Propertyname}\proptype30{\staticval Propertyvalue}}"
    r"{\*\docvar{Variablename}{Variablevalue}}",
)
"""A word in every place of a Rich Text file that can hold one."""

RTF_WORDS = {
    "body": ["Bodyword", "Boldword", "Linkedword", "Cellword", "mark", "€uro", "café"],
    "tracked-insertion": ["Insertedword"],
    "text-box": ["Boxword"],
    "header": ["Headerword"],
    "footer": ["Footerword"],
    "footnote": ["Footnoteword"],
    "endnote": ["Endnoteword"],
    "comment": ["Commentword"],
    "author": ["Commentauthor", "Revisionauthor"],
    "tracked-deletion": ["Deletedword"],
    "hidden": ["Hiddenword"],
    "alternative-text": ["Altword"],
    "bookmark": ["Bookmarkword"],
    "property": ["Titleword", "Firstauthor", "Lastauthor", "Companyword", "Notesword", "Keyword",
                 "Propertyname", "Propertyvalue", "Variablevalue", "Variablename"],
    "other": ["Unknownword"],
    "": ["linkword.example.org", "Fieldtext", "Helpword", "Filledword", "Indexword", "Contentsword",
         "Fieldname"],
}  # fmt: skip
