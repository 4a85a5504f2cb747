"""Objects embedded the old way (OLE): a compound file around a package, a named file, or a PDF.

`Package` holds an Office file as it is, `\\x01Ole10Native` a file with the names it had on the author's
machine ([MS-OLEDS] 2.3.6), `CONTENTS` a PDF.
"""

from __future__ import annotations

import struct
from dataclasses import replace

from ingest import embedded
from ingest.assemble import Gathered
from ingest.canonical import one_line
from ingest.compound import Compound
from ingest.limits import Limits
from models.document import Channel

_NATIVE = "\x01ole10native"
_HELD = frozenset({"package", "contents", "embeddedodf", _NATIVE})
_BESIDE = frozenset({"\x01ole", "\x01compobj", "\x03objinfo", "\x03linkinfo", "\x03eprint", "\x02olepres000"})
_LENGTH = struct.Struct("<I")


def read_object(data: bytes, limits: Limits) -> Gathered | None:
    """The document in an embedded object, with the names it is kept under; None where there is none.

    The object around a document is no step of its own towards the limit of depth.
    """
    compound = Compound(data, "embedded object", limits)
    names = [path[-1].lower() for path in compound.streams]
    if any(name not in _HELD | _BESIDE for name in names) or sum(name in _HELD for name in names) != 1:
        return None
    path = next(path for path in compound.streams if path[-1].lower() in _HELD)
    said: tuple[str, ...] = ()
    payload = compound.read(*path)
    if path[-1].lower() == _NATIVE:
        said, payload = _native(payload)
    same_depth = replace(limits, embedded_depth=limits.embedded_depth + 1)
    found = embedded.read_embedded(payload, said[0] if said else path[-1], "", same_depth)
    if found is not None:
        for name in said:
            found.add(name, Channel.ATTACHMENT, "Ole10Native")
    return found


def _native(data: bytes) -> tuple[tuple[str, ...], bytes]:
    """The names of a packed file (label, path, path in the temporary folder) and its bytes."""
    label, _, rest = data[6:].partition(b"\x00")
    path, _, rest = rest.partition(b"\x00")
    if len(rest) < 8:
        return (), b""
    (length,) = _LENGTH.unpack_from(rest, 4)
    temporary, at = rest[8 : 8 + length].rstrip(b"\x00"), 8 + length
    names = [one_line(name.decode("cp1252", "replace")) for name in (label, path, temporary)]
    if len(rest) < at + 4:
        return tuple(names), b""
    (size,) = _LENGTH.unpack_from(rest, at)
    return tuple(dict.fromkeys(name for name in names if name)), rest[at + 4 : at + 4 + size]
