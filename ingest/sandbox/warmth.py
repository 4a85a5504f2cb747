"""One small file of each kind, read before any child is forked, so that all a reader loads is loaded."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import msgspec
import pypdf
from PIL import Image

from ingest import embedded
from ingest.annotated.places import place
from ingest.annotated.word import annotated
from ingest.limits import Limits
from ingest.reading import open_file, read
from ingest.sandbox.parcels import pack_opened, unpack_opened
from ingest.scans.eyes import Glance, Picture, SeenWord
from models import codec
from models.document import Document
from models.errors import Refused
from models.remark import Remark
from models.text import Span

_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    "<w:t>Warm</w:t></w:r></w:p></w:body></w:document>"
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    'officeDocument" Target="word/document.xml"/></Relationships>'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_MAIL = (
    b"From: =?utf-8?q?Ann_Archer?= <ann@example.org>\r\nDate: Tue, 4 Mar 2025 10:00:00 +0000\r\n"
    b'Subject: Warm\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
    b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"Warm=20\r\n--x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    b"PHA+V2FybTwvcD4=\r\n--x\r\nContent-Disposition: "
    b"attachment; filename*=utf-8''warm.txt\r\n\r\nWarm\r\n--x--\r\n"
)
_RTF = rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}}Warm{\*\annotation Warm}\par}"


def warm_up() -> None:
    """Read a file of each kind and something broken of each; annotate a Word file."""
    embedded.load()
    files = [
        _word(),
        _pdf(""),
        _pdf("", encrypted=True),
        _pdf("locked"),
        b"%PDF-1.7 broken",
        b"PK\x03\x04broken",
    ]
    files += [
        b"Chair: Ann Archer\n\nA line.\n",
        b"# Minutes\n\n| a | b |\n|---|---|\n",
        b"<html><p>Words</p></html>",
    ]
    for data in files:
        with suppress(Refused):
            codec.from_json(Document, codec.to_json(read(data, "warm", Limits())))
    for data in (_MAIL, _archive(), _archive(mimetype="application/vnd.oasis.opendocument.text"), _RTF):
        with suppress(Refused):
            unpack_opened(pack_opened(open_file(data, "warm", Limits(), None, files[0])), data, "", Limits())
    Image.init()  # the readers of pictures, which it else loads when it meets the first
    for data in (_scan(), _word(_picture())):
        with suppress(Refused):
            read(data, "warm", Limits(), _WarmEyes())
    remark = Remark(Span(0, 2), ("Warm",))
    order = msgspec.json.encode(place(read(files[0], "warm", Limits()), [remark], "2000-01-01T00:00:00Z"))
    annotated(files[0], order, Limits())


class _WarmEyes:
    """Sees the same few words in every picture."""

    name = "warm"

    def words(self, picture: Picture, table: bool) -> Glance:
        """A word that is sure and one that is not, doubted enough to have the picture turned."""
        return Glance(tuple(SeenWord("Warm", 40, 50, 50 + 30 * n, 120, 70 + 30 * n, n, n) for n in range(9)))

    def turns(self, picture: Picture) -> Glance:
        """On its side."""
        return Glance(turns=1)


def _table() -> Image.Image:
    page = Image.new("L", (400, 500), 255)
    for at in range(50, 400, 100):
        page.paste(0, (50, at, 350, at + 2))
        page.paste(0, (at, 50, at + 2, 350))
    return page


def _scan() -> bytes:
    """A page that is a picture."""
    buffer = io.BytesIO()
    _table().save(buffer, "PDF", resolution=72)
    return buffer.getvalue()


def _picture() -> bytes:
    """One that lets the page through."""
    buffer = io.BytesIO()
    _table().convert("LA").save(buffer, "PNG")
    return buffer.getvalue()


def _archive(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members | {"content.xml": "<a><p>Warm</p></a>", "a.txt": "Warm"}).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _word(picture: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELATIONS)
        archive.writestr("word/document.xml", _DOCUMENT)
        if picture:
            archive.writestr("word/media/image1.png", picture)
    return buffer.getvalue()


def _pdf(password: str, encrypted: bool = False) -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": "Warm"})
    writer.add_outline_item(title="Warm", page_number=0)
    if password or encrypted:
        writer.encrypt(password, "owner", algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()
