"""What the words of RTF mean for reading: which groups hold text of which channel, and which hold none.

From the Rich Text Format Specification 1.9.1. A group that begins with a word that is not here and is marked
as ignorable holds text of no known kind, which is kept as `Channel.OTHER`.
"""

from __future__ import annotations

from models.document import Channel

CHANNELS: dict[str, Channel] = {
    "header": Channel.HEADER, "headerl": Channel.HEADER, "headerr": Channel.HEADER, "headerf": Channel.HEADER,
    "footer": Channel.FOOTER, "footerl": Channel.FOOTER, "footerr": Channel.FOOTER, "footerf": Channel.FOOTER,
    "footnote": Channel.FOOTNOTE, "annotation": Channel.COMMENT, "atnauthor": Channel.AUTHOR,
    "atnid": Channel.AUTHOR, "revtbl": Channel.AUTHOR, "protusertbl": Channel.AUTHOR,
    "title": Channel.PROPERTY, "subject": Channel.PROPERTY, "author": Channel.PROPERTY,
    "manager": Channel.PROPERTY, "company": Channel.PROPERTY, "operator": Channel.PROPERTY,
    "category": Channel.PROPERTY, "keywords": Channel.PROPERTY, "comment": Channel.PROPERTY,
    "doccomm": Channel.PROPERTY, "hlinkbase": Channel.PROPERTY, "propname": Channel.PROPERTY,
    "staticval": Channel.PROPERTY, "linkval": Channel.PROPERTY, "docvar": Channel.PROPERTY,
    "template": Channel.PROPERTY, "fldinst": Channel.FIELD_CODE, "xe": Channel.FIELD_CODE,
    "tc": Channel.FIELD_CODE, "rxe": Channel.FIELD_CODE, "bkmkstart": Channel.BOOKMARK,
    "atnref": Channel.BOOKMARK, "shptxt": Channel.TEXT_BOX, "ffname": Channel.FORM_FIELD,
    "ffdeftext": Channel.FORM_FIELD, "ffhelptext": Channel.FORM_FIELD, "ffstattext": Channel.FORM_FIELD,
    "ffl": Channel.FORM_FIELD, "ffformat": Channel.FORM_FIELD, "objname": Channel.ATTACHMENT,
    "xmlattrvalue": Channel.CUSTOM_XML, "xmlname": Channel.CUSTOM_XML, "fldrslt": Channel.BODY,
    "result": Channel.BODY, "field": Channel.BODY, "nonshppict": Channel.BODY, "shppict": Channel.BODY,
    "shp": Channel.BODY, "shpinst": Channel.BODY, "shprslt": Channel.BODY, "do": Channel.BODY,
    "object": Channel.BODY, "upr": Channel.PROPERTY, "ud": Channel.PROPERTY,
}  # fmt: skip
"""BODY: the group passes the text on to the channel around it."""

ALWAYS_EMPTY = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator",
        "themedata", "colorschememapping", "datastore", "latentstyles", "pict", "mmathPr", "xmlnstbl",
        "filetbl", "panose", "falt", "blipuid", "blipupi", "objdata", "objclass", "listtext", "pntext", "pn",
        "pnseclvl", "bkmkend", "atrfstart", "atrfend", "atnicn", "atndate", "atntime", "atnparent",
        "datafield",
        "wgrffmtfilter", "passwordhash", "fontemb", "fontfile", "svb", "pgptbl", "oldcprops", "oldpprops",
        "oldtprops", "oldsprops", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "creatim",
        "revtim", "printim", "buptim", "mhtmltag", "sn", "sv", "info", "userprops", "picprop", "sp",
        "background", "fchars", "lchars", "listname", "liststylename", "hsv", "private",
    }
)  # fmt: skip
"""Text directly in these is none of the document's; groups inside them may be."""

SHAPE_TEXTS = {
    "wzDescription": Channel.ALT_TEXT,
    "wzName": Channel.ALT_TEXT,
    "wzTooltip": Channel.ALT_TEXT,
    "gtextUNICODE": Channel.TEXT_BOX,
    "wzHyperlink": Channel.LINK,
}
"""Properties of shapes, by their names, that hold words."""

CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
ENDS = frozenset({"par", "line", "cell", "nestcell", "row", "nestrow", "sect", "page", "column"})

_BY_CHARSET = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip


def encoding_of_charset(charset: int) -> str:
    """Python's name for the code page of a font's character set; empty for the document's own."""
    return _BY_CHARSET.get(charset, "")
