"""A Word file as a package of parts, opened only after its shape has been judged.

Threat: a zip archive can unfold to thousands of times its size, lie about sizes, hide members behind a
password or a path, and its XML can name files and addresses for the parser to fetch.
Rule: member count, names, encryption, methods, declared sizes and ratios are judged before anything is
unpacked; the sizes are enforced again while unpacking, because declared ones may lie; a part with a
document type declaration is refused before it reaches the parser, and the parser expands no entity, fetches
nothing, and stops at its own limits (256 elements deep, 10 MB in one text).
Residual risk: a fault in zlib or libxml2 itself. Files from outside are therefore read in a locked-down
child.
"""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ingest import refusals
from ingest.docx.names import local
from ingest.limits import MEBIBYTE, Limits

_DTD_SIGNS = tuple(
    sign.encode(encoding)
    for sign in ("<!DOCTYPE", "<!ENTITY", "<!doctype")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_NAMESPACE = re.compile(rb"""\bxmlns(?::[\w.-]{1,60})?\s?=\s?["']([^"'<>]{1,500})["']""")
_MEMBER_SIGN = b"PK\x01\x02"
_ENCRYPTED = 0x1
_DESCRIBED_AFTER, _DESCRIPTION_SIGN = 0x8, b"PK\x07\x08"


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship of a part: `kind` is the last word of its type ("header", "hyperlink", "image")."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(slots=True)
class Package:
    """The members of an opened file. `covered` holds the parts that some rule has dealt with."""

    archive: zipfile.ZipFile
    limits: Limits
    members: dict[str, zipfile.ZipInfo]
    spent: int = 0
    covered: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)
    _types: dict[str, str] = field(default_factory=dict)
    _trees: dict[str, Any] = field(default_factory=dict)
    _namespaces: dict[str, frozenset[str]] = field(default_factory=dict)
    between: tuple[bytes, ...] = ()  # bytes of the file that belong to no member

    def read(self, part: str) -> bytes:
        """A member's bytes, however large it said it was; charged against what may be unpacked in all."""
        allowed = min(self.limits.part_bytes, self.limits.unpacked_bytes - self.spent)
        try:
            with self.archive.open(self.members[part]) as member:
                data = member.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise refusals.damaged("Word document") from error
        self.spent += len(data)
        if len(data) > allowed:
            raise refusals.over_limit(f"a part that unfolds to more than {allowed // MEBIBYTE} MB")
        return data

    def xml(self, part: str) -> Any:
        """The root element of an XML part, parsed once; None where it is no XML (kept in `broken`)."""
        if part not in self._trees:
            try:
                data = self.read(part)
                self._trees[part] = parse_xml(data)
                self._namespaces[part] = frozenset(
                    n.decode("utf-8", "replace") for n in _NAMESPACE.findall(data)
                )
            except etree.XMLSyntaxError as error:
                if _is_over_limit(error):
                    raise refusals.over_limit("elements nested too deep, or too much text in one") from error
                self.broken.append(part)
                self._trees[part] = None
        return self._trees[part]

    def namespaces(self, part: str) -> frozenset[str]:
        """The vocabularies that a part parsed before declares; none for one in UTF-16."""
        return self._namespaces.get(part, frozenset())

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part ("" for the package) by their ids."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self.members:
            return {}
        self.covered.add(rels)
        root = self.xml(rels)
        found: dict[str, Relation] = {}
        for element in () if root is None else root:
            if local(element) != "Relationship":
                continue
            external = element.get("TargetMode") == "External"
            target = element.get("Target", "")
            kind = element.get("Type", "").rpartition("/")[2]
            where = target if external else _resolve(folder, target)
            found[element.get("Id", "")] = Relation(element.get("Id", ""), kind, where, external)
        return found

    def related(self, part: str, kind: str) -> Iterator[str]:
        """Parts inside the package that `part` relates to in this way and that are there."""
        for relation in self.relations(part).values():
            if relation.kind == kind and not relation.external and relation.target in self.members:
                yield relation.target

    def content_type(self, part: str) -> str:
        """The content type the package declares for a part, in lower case."""
        if not self._types and "[Content_Types].xml" in self.members:
            root = self.xml("[Content_Types].xml")
            for element in () if root is None else root:
                key = element.get("PartName", "").lstrip("/") or "." + element.get("Extension", "").lower()
                self._types[key] = element.get("ContentType", "").lower()
            self.covered.add("[Content_Types].xml")
        return self._types.get(part) or self._types.get("." + part.rpartition(".")[2].lower(), "")

    def is_xml(self, part: str) -> bool:
        """True where the part says, by type or name, that it is XML."""
        kind = self.content_type(part)
        return kind.endswith(("+xml", "/xml")) or part.lower().endswith((".xml", ".rels", ".vml", ".svg"))


def open_package(data: bytes, limits: Limits) -> Package:
    """The package in these bytes, its shape judged; nothing is unpacked yet but its content types."""
    if data.count(_MEMBER_SIGN) > limits.zip_members:
        raise refusals.over_limit(f"more than {limits.zip_members:,} parts inside")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refusals.damaged("Word document") from error
    members: dict[str, zipfile.ZipInfo] = {}
    declared = 0
    for info in archive.infolist():
        _judge(info, members, limits)
        declared += info.file_size
        members[info.filename] = info
    if declared > limits.unpacked_bytes:
        raise refusals.over_limit(f"it unfolds to more than {limits.unpacked_bytes // MEBIBYTE} MB")
    members = {name: info for name, info in members.items() if not name.endswith("/")}
    if not members:
        raise refusals.empty()
    return Package(archive, limits, members, between=tuple(_between(data, archive)))


def parse_xml(data: bytes) -> Any:
    """The root element. Refuses a document type declaration; raises `XMLSyntaxError` where it is no XML."""
    if any(sign in data for sign in _DTD_SIGNS):
        raise refusals.unsafe(
            "it declares entities of its own, which can make a reader fetch or unfold other files"
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise refusals.unsafe("it declares a document type of its own")
    return root


def _is_over_limit(error: etree.XMLSyntaxError) -> bool:
    """True where the parser stopped at a limit of its own and not at a fault."""
    return any(said in str(error).lower() for said in ("excessive depth", "huge", "too long", "limit"))


def _between(data: bytes, archive: zipfile.ZipFile) -> Iterator[bytes]:
    """What lies in the file before, between and after its members and its directory.

    A program that deletes a member may only take it out of the directory and leave its bytes.
    """
    at = 0
    shift = len(data) - _end_of_directory(data, archive)
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        start = info.header_offset
        if start > at:
            yield data[at:start]
        name, extra = struct.unpack_from("<HH", data, start + 26) if start + 30 <= len(data) else (0, 0)
        end = start + 30 + name + extra + info.compress_size
        if info.flag_bits & _DESCRIBED_AFTER:
            end += 12 + 4 * (data[end : end + 4] == _DESCRIPTION_SIGN)
        at = max(at, end)
    if archive.start_dir > at:
        yield data[at : archive.start_dir]
    if shift > 0:
        yield data[-shift:]


def _end_of_directory(data: bytes, archive: zipfile.ZipFile) -> int:
    """Where the archive's own last byte stands, its comment included."""
    end = data.rfind(b"PK\x05\x06")
    return len(data) if end < 0 else end + 22 + len(archive.comment)


def _judge(info: zipfile.ZipInfo, seen: dict[str, zipfile.ZipInfo], limits: Limits) -> None:
    name = info.filename
    if info.flag_bits & _ENCRYPTED:
        raise refusals.password("Word document")
    parts = name.split("/")
    if (
        name.startswith("/")
        or "\\" in name
        or ":" in parts[0]
        or ".." in parts
        or "\x00" in info.orig_filename
    ):
        raise refusals.unsafe("parts inside it name places outside it")
    if name in seen:
        raise refusals.unsafe(
            "two parts inside it have the same name, so that programs disagree on what it says"
        )
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refusals.unsafe("it is packed in a way that Word does not use")
    if info.file_size > MEBIBYTE and info.file_size > limits.zip_ratio * max(info.compress_size, 1):
        raise refusals.over_limit(f"a part inside it unfolds to more than {limits.zip_ratio} times its size")


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(folder, target))
