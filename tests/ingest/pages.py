"""PDF files for tests, written object by object so that every corner of the format can be reached."""

from __future__ import annotations

import zlib

BODY = b"BT /F1 12 Tf 72 640 Td (The panel met in the usual room and agreed the plan for the year.) Tj ET "
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"

Object = str | tuple[str, bytes]


def made(
    content: str = "",
    *,
    catalogue: str = "",
    page: str = "",
    resources: str = "",
    objects: dict[int, Object] | None = None,
    before: bytes = b"",
    after: bytes = b"",
    information: str = "",
    packed: tuple[int, ...] = (),
) -> bytes:
    """A file of one page. Objects 1 to 6 are taken; a pair of dictionary and bytes is a stream.

    The objects in `packed` lie in an object stream that no table of references names.
    """
    held: dict[int, Object] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> {resources} >> {page} >>",
        4: ("", BODY + content.encode("latin-1")),
        5: FONT,
        6: f"<< {information} >>",
        **(objects or {}),
    }
    out = bytearray(before + b"%PDF-1.7\n")
    places: dict[int, int] = {}
    for number, value in held.items():
        if number in packed:
            continue
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + _written(value) + b"\nendobj\n"
    if packed:
        places[90] = len(out)
        out += b"90 0 obj\n" + _written(_object_stream({n: held[n] for n in packed})) + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        out += f"{number} 1\n{place:010d} 00000 n \n".encode()
    out += f"trailer\n<< /Size 100 /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out) + after


def _written(value: Object) -> bytes:
    if isinstance(value, str):
        return value.encode("latin-1")
    entries, data = value
    head = f"<< /Length {len(data)} {entries} >>\nstream\n".encode("latin-1")
    return head + data + b"\nendstream"


def _object_stream(held: dict[int, Object]) -> Object:
    bodies = [str(value).encode("latin-1") + b" " for value in held.values()]
    places = [sum(map(len, bodies[:index])) for index in range(len(bodies))]
    pairs = " ".join(f"{number} {place}" for number, place in zip(held, places, strict=True)).encode()
    data = zlib.compress(pairs + b" " + b"".join(bodies))
    return f"/Type /ObjStm /N {len(held)} /First {len(pairs) + 1} /Filter /FlateDecode", data
