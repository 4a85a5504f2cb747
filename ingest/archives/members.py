"""The files in a zip archive, and what kind of package it is.

Threat: an archive that unfolds without end, names places outside itself, hides files behind a password, links
to files of the machine, or says a thing twice so that two programs unpack two different files.
Rule: members are counted before the directory is read; nothing is ever written to a disk; each member is
judged by its directory entry before it is unpacked and held to its bounds while it is. A member that fails is
told with its reason and loses no other; an archive past the bounds of the whole is refused.
Residual risk: a fault in zlib. Archives are unpacked in a locked-down child.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from ingest import refusals
from ingest.limits import MEBIBYTE, Limits
from ingest.parcel import Member, told_name
from models.errors import Refused

_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_LEFT_BEHIND = ("thumbs.db", "desktop.ini", ".ds_store")
_OPEN_DOCUMENTS = {
    b"spreadsheet": "an OpenDocument spreadsheet",
    b"presentation": "an OpenDocument presentation",
    b"graphics": "an OpenDocument drawing",
    b"epub+zip": "an electronic book (EPUB)",
}


class Packed(StrEnum):
    """What a zip file is."""

    WORD = "word"  # or another Office package: its reader tells
    OPEN_DOCUMENT = "open-document"
    ARCHIVE = "archive"


def packed(data: bytes, limits: Limits) -> Packed:
    """Which kind of package; raises `Refused` where it is a known one that has no reader, or is damaged."""
    archive = _opened(data, limits)
    names = set(archive.namelist())
    if "mimetype" in names:
        kind = _start(archive, "mimetype")
        if b"opendocument.text" in kind:
            return Packed.OPEN_DOCUMENT
        for sign, what in _OPEN_DOCUMENTS.items():
            if sign in kind:
                raise refusals.unsupported(what)
    if names & {"[Content_Types].xml", "_rels/.rels", "word/document.xml", "EncryptedPackage"}:
        return Packed.WORD
    if "META-INF/MANIFEST.MF" in names:
        raise refusals.unsupported("a Java program")
    if any(name.endswith("Index/Document.iwa") for name in names):
        raise refusals.unsupported("an Apple Pages, Numbers or Keynote file")
    return Packed.ARCHIVE


def unpacked(data: bytes, limits: Limits) -> Iterator[Member]:
    """Each file in the archive, in its order, or why that one was not unpacked."""
    archive = _opened(data, limits)
    files = [info for info in archive.infolist() if _is_file(info)]
    if not files:
        raise refusals.empty()
    times = Counter(info.filename for info in files)
    for info in files:
        name = told_name(info.filename)
        try:
            _judge(info, times, limits)
            yield Member(name, _read(archive, info, limits))
        except Refused as refused:
            yield Member(name, b"", refused)


def _opened(data: bytes, limits: Limits) -> zipfile.ZipFile:
    if data.count(_ENTRY) > limits.zip_members:
        raise refusals.over_limit(f"more than {limits.zip_members:,} files or parts inside")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as error:
        office = b"[Content_Types].xml" in data or b"word/" in data
        raise refusals.damaged("Word document" if office else "zip archive") from error


def _start(archive: zipfile.ZipFile, name: str) -> bytes:
    try:
        with archive.open(name) as member:
            return member.read(200)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError):
        return b""


def _is_file(info: zipfile.ZipInfo) -> bool:
    """False for folders and what systems leave behind in them."""
    parts = info.filename.split("/")
    return not (info.is_dir() or parts[0] == "__MACOSX" or parts[-1].lower() in _LEFT_BEHIND)


def _judge(info: zipfile.ZipInfo, times: Counter[str], limits: Limits) -> None:
    name = info.filename
    parts = name.split("/")
    if (
        name.startswith("/")
        or "\\" in name
        or ":" in parts[0]
        or ".." in parts
        or "\x00" in info.orig_filename
    ):
        raise refusals.unsafe("its name in the archive names a place outside the archive")
    if stat.S_IFMT(info.external_attr >> 16) not in (0, stat.S_IFREG):
        raise refusals.unsafe("it is a link or a device and no file")
    if times[name] > 1:
        raise refusals.unsafe("the archive holds several files of the same name, so programs disagree on it")
    if info.flag_bits & _ENCRYPTED:
        raise refusals.password("file inside the archive")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusals.unsupported("a file packed in a way that few programs read")
    if info.file_size > limits.file_bytes:
        raise refusals.over_limit(f"more than {limits.file_bytes // MEBIBYTE} MB once unpacked")
    if info.file_size > MEBIBYTE and info.file_size > limits.zip_ratio * max(info.compress_size, 1):
        raise refusals.over_limit(f"it unfolds to more than {limits.zip_ratio} times its size")


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> bytes:
    """The member's bytes, however large it said it was."""
    try:
        with archive.open(info) as member:
            data = member.read(limits.file_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise refusals.damaged("file inside the archive") from error
    if len(data) > limits.file_bytes:
        raise refusals.over_limit(f"more than {limits.file_bytes // MEBIBYTE} MB once unpacked")
    return data
