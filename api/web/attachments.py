"""Files as they leave: always to be saved, never shown, with a name that cannot break out of its header.

Threat: a file name with quotes, line ends or another encoding adds headers or names another file; a file
that a browser takes for a page runs in it. Rule: the name goes out twice as RFC 6266 says, plain ASCII and
percent-encoded; the type is one of ours, and browsers are told not to guess. Residual risk: what the program
does that the file is opened with.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

from fastapi.responses import Response

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
_DIRECTION = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
_AWKWARD = re.compile(r"[^\w .,()+=@&-]", re.ASCII)


def attachment(data: bytes, filename: str, kind: str = "") -> Response:
    """The answer that hands a file over. `kind` is a key of `TYPES`; anything else goes as mere bytes."""
    return Response(
        data,
        media_type=TYPES.get(kind, "application/octet-stream"),
        headers={"Content-Disposition": disposition(filename), "Content-Security-Policy": "sandbox"},
    )


def disposition(filename: str) -> str:
    """The value of Content-Disposition."""
    plain = _DIRECTION.sub("", filename.encode("utf-8", "replace").decode())
    plain = "".join(c for c in plain if c.isprintable()).replace("/", "_").replace("\\", "_") or "document"
    ascii_only = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    simple = _AWKWARD.sub("_", ascii_only).strip(" .") or "document"
    return f"attachment; filename=\"{simple}\"; filename*=UTF-8''{quote(plain, safe='')}"
