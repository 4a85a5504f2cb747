"""What a PDF holds that no rule has met: strings, comments, streams and loose bytes that nothing leads to.

The last step of reading. Whatever the pages and the catalogue did not give is looked for in the objects
themselves, so that text which an editor cut loose, an earlier save left, or a key hides that no reader knows
is still found. What was told before is not told again.

Not covered: words in names (`/Name` tokens), in the tables of fonts, and in objects of an encrypted file that
lie in no object stream; words of a loose page whose fonts number their letters in an order of their own are
read through pypdf, which may fail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.canonical import one_line
from ingest.docx.package import parse_xml
from ingest.docx.parts import grouped_texts
from ingest.docx.strings import certified_names, strings
from ingest.pdf.literals import comments_in, decoded, strings_in
from ingest.pdf.raw import Raw, RawObject
from ingest.pdf.revisions import squeezed
from models.document import Channel
from models.errors import Refused

_CHANNELS = {
    "Alt": Channel.ALT_TEXT,
    "ActualText": Channel.ALT_TEXT,
    "E": Channel.ALT_TEXT,
    "TU": Channel.ALT_TEXT,
    "Contents": Channel.ANNOTATION,
    "RC": Channel.ANNOTATION,
    "Subj": Channel.ANNOTATION,
    "OverlayText": Channel.ANNOTATION,
    "JS": Channel.SCRIPT,
    "URI": Channel.LINK,
    "F": Channel.ATTACHMENT,
    "UF": Channel.ATTACHMENT,
    "Desc": Channel.ATTACHMENT,
    "Dests": Channel.BOOKMARK,
    "D": Channel.BOOKMARK,
    "Dest": Channel.BOOKMARK,
    **dict.fromkeys(("Title", "Author", "Subject", "Keywords", "Creator", "Company"), Channel.PROPERTY),
}
_SKIPPED = frozenset(
    {"ID", "DA", "DS", "Lang", "M", "NM", "CreationDate", "ModDate", "LastModified", "CharSet", "Registry",
     "Ordering", "Producer", "PTEX.Fullbanner", "FontFamily", "FontName", "BaseFont", "O", "U", "OE", "UE",
     "Perms", "NS", "CT", "Limits", "CS", "Cert", "Checksum", "CheckSum", "XFA", "OutputConditionIdentifier",
     "OutputCondition", "RegistryName", "Trapped", "GTS_PDFXVersion", "Indexed", "ByteRange"}
)  # fmt: skip
_TELLING = re.compile(r"[^\W\d_]{3,}|\d[\d ]{7,}\d")
_ORDINARY = re.compile(r"[\w\s.,:;!?@&/()'\"«»“”‘’–—+*#%=\[\]{}|<>$£€°-]")
_LONGEST_WORD = 120
_LATIN = "\u017f"  # what lies beyond is from a string that says it is Unicode
_MOMENT = re.compile(r"D:\d{8}")
_BANNER = re.compile(r"^%?(?:PDF-\d|EOF)|ReportLab Generated|\bGhostscript\b|^%?Invocation: gs ", re.I)
_MARKUP = re.compile(rb"<[^<>]{0,2000}>")
_REMARK = re.compile(rb"%[^\r\n]*+")
_TAG = re.compile(r"<[^<>]{0,2000}>")
_SHOWN = re.compile(rb"[)>\]]\s{0,8}(?:T[jJ]\b|['\"]\s)")
_MARKED = re.compile(rb"/(?:ActualText|Alt|E)\s{0,8}[(<]")
_REPLACED = re.compile(rb"/ActualText\b[^\r\n]{0,400}?\bBDC\b(.{0,4000}?)\bEMC\b", re.S)
_XMP = re.compile(rb"/Type\s{0,4}/Metadata|/Subtype\s{0,4}/XML\b")
_SCRIPT = re.compile(rb"/JS\s{1,8}(\d{1,10})\s{1,8}\d{1,5}\s{1,8}R")
_SIGNED = re.compile(rb"/ByteRange|/adbe\.pkcs7|/ETSI\.")
_HEADER = b"%PDF-"
_LOOSE = 64  # bytes after the end that may be a mailer's or a printer's


@dataclass(slots=True)
class Swept:
    """Texts with their channel and part, and what else there is.

    `undecoded` are the streams that draw words, by object number, with what they unpack to. `files` are those
    that are embedded. `loose` is set where more than a little lies outside of the PDF.
    """

    texts: list[tuple[str, Channel, str]] = field(default_factory=list)
    undecoded: list[tuple[int, bytes]] = field(default_factory=list)
    files: list[RawObject] = field(default_factory=list)
    scripts: bool = False
    loose: bool = False
    complete: bool = True


@dataclass(slots=True)
class Told:
    """What was told before, without white space and hyphens."""

    whole: str
    texts: set[str] = field(default_factory=set)

    def has(self, words: str) -> bool:
        """True where the words stand in what was told."""
        said = squeezed(words)
        return said in self.texts or said in self.whole

    def is_new(self, words: str) -> bool:
        """True where they do not; they count as told from now on."""
        if self.has(words):
            return False
        self.texts.add(squeezed(words))
        return True


def sweep(data: bytes, raw: Raw, told: Told, encrypted: bool) -> Swept:
    """Everything in the bytes, gone through before as `raw`, that `told` does not hold."""
    swept = Swept()
    scripts = {int(n) for held in raw.objects for n in _SCRIPT.findall(held.body)}
    for held in raw.objects:
        for text, channel in _texts(raw, held, encrypted, held.number in scripts, swept):
            _tell(swept, told, text, channel, f"object {held.number}")
    _around(data, raw, swept, told)
    swept.complete = raw.complete
    return swept


def _tell(swept: Swept, told: Told, text: str, channel: Channel, part: str) -> None:
    if text and told.is_new(text):
        swept.texts.append((text, channel, part))
        swept.scripts |= channel is Channel.SCRIPT


def _texts(
    raw: Raw, held: RawObject, encrypted: bool, is_script: bool, swept: Swept
) -> Iterator[tuple[str, Channel]]:
    if not encrypted or held.in_stream:
        yield from _said(held.body)
        for words in comments_in(held.body):
            if is_telling(words) and not _BANNER.search(words):
                yield words, Channel.OTHER
    if encrypted or not held.may_hold_words or b"/ObjStm" in held.body:
        return
    if b"/EmbeddedFile" in held.body:
        swept.files.append(held)
        return
    data = raw.stream(held)
    if is_script:
        yield one_line(decoded(data)), Channel.SCRIPT
    elif _XMP.search(held.body):
        yield from _metadata(data)
    else:
        yield from _content(held, data, swept)


def _said(body: bytes) -> Iterator[tuple[str, Channel]]:
    signed = _SIGNED.search(body) is not None
    for key, words in strings_in(body):
        if key in _SKIPPED or key.startswith("AAPL:") or (signed and key == "Contents"):
            continue
        words = one_line(_TAG.sub(" ", words)) if key == "RC" else words
        if is_telling(words):
            yield words, _CHANNELS.get(key, Channel.OTHER)
    if signed:
        for found in re.finditer(rb"/Contents\s{0,8}<([0-9A-Fa-f\s]{100,}+)>", body):
            digits = b"".join(found[1].split())
            names = certified_names(bytes.fromhex(digits[: len(digits) & ~1].decode("ascii")))
            yield from ((name, Channel.PROPERTY) for name in names)


def _content(held: RawObject, data: bytes, swept: Swept) -> Iterator[tuple[str, Channel]]:
    """What a stream of drawing says beside its words, and that it has words."""
    if _MARKED.search(data):
        for key, words in strings_in(data):
            if key in ("ActualText", "Alt", "E") and is_telling(words):
                yield words, Channel.ALT_TEXT
        for span in _REPLACED.finditer(data):  # PDFium gives the words put in place of these
            shown = "".join(words for _, words in strings_in(span[1]))
            if is_telling(shown):
                yield shown, Channel.OTHER
    if b"BT" in data and _SHOWN.search(data):
        swept.undecoded.append((held.number, data))


def _metadata(data: bytes) -> Iterator[tuple[str, Channel]]:
    try:
        root = parse_xml(data.strip(b"\x00 \r\n\t"))
    except (etree.XMLSyntaxError, ValueError, Refused):
        for words in strings(_MARKUP.sub(b" ", data)):
            yield words, Channel.PROPERTY
        return
    for words in grouped_texts(root, set()):
        if is_telling(words) and not words.lower().startswith(("uuid:", "xmp.", "application/", "adobe")):
            yield words, Channel.PROPERTY


def _around(data: bytes, raw: Raw, swept: Swept, told: Told) -> None:
    """Comments and strings between objects; bytes before the header and after the end."""
    start, end = data.find(_HEADER), data.rfind(b"%%EOF") + 5
    for between in raw.between:
        for words in comments_in(between):
            if is_telling(words) and not _BANNER.search(words):
                _tell(swept, told, words, Channel.OTHER, "comment")
        for words, channel in _said(_REMARK.sub(b"", between)):
            _tell(swept, told, words, channel, "trailer")
    outside = [data[:start] if start > 0 else b"", data[end:] if end > 4 else b""]
    for loose in outside:
        for words in strings(loose):
            _tell(swept, told, words, Channel.OTHER, "bytes outside the PDF")
    swept.loose = any(len(loose.strip(b"\x00 \r\n\t")) > _LOOSE for loose in outside)


def is_telling(words: str) -> bool:
    """True for what a person may have written: no key, date or noise."""
    if not _TELLING.search(words) or ("\ufffd" in words and len(words) < 40):
        return False
    if (len(words) > _LONGEST_WORD and " " not in words) or _MOMENT.match(words):
        return False
    letters = [c for c in words if c.isalpha()]
    if sum(c.isascii() or c > _LATIN for c in letters) < 0.6 * len(letters):
        return False  # bytes that are no text read as a heap of accents
    return len(_ORDINARY.findall(words)) >= 0.85 * len(words)
