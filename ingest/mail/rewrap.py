"""A message from inside an Outlook file as an e-mail by itself: it has no bytes of its own to pass on.

What an e-mail has no header for stands in headers called Property. The other rendering of a text that is
there as HTML follows it as a part of its own: it is then searched as running text.
"""

from __future__ import annotations

from base64 import encodebytes
from urllib.parse import quote

from ingest.canonical import one_line
from ingest.mail.message import Message

_BOUNDARY = "=-=a-part-of-an-Outlook-item=-="


def as_eml(message: Message) -> bytes:
    """The message with its attachments, in MIME. Headers are UTF-8 (RFC 6532)."""
    head = [f"{name}: {one_line(value)}" for name, value in message.fields]
    head += [f"Property: {one_line(words)}" for words, _, _ in message.unseen if words.strip()]
    head += ["MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"', "", ""]
    body = b"".join(_part("text/html" if html else "text/plain", t.encode()) for t, html in message.shown)
    body += b"".join(_part("text/plain", text.encode()) for text in message.instead)
    for attached in message.attachments:
        if not attached.shown:
            body += _part("application/octet-stream", attached.data, attached.name)
    return "\r\n".join(head).encode("utf-8", "replace") + body + f"--{_BOUNDARY}--\r\n".encode()


def _part(kind: str, data: bytes, name: str = "") -> bytes:
    lines = [f"--{_BOUNDARY}", f"Content-Type: {kind}; charset=utf-8", "Content-Transfer-Encoding: base64"]
    if name:
        lines.append(f"Content-Disposition: attachment; filename*=UTF-8''{quote(name, safe='')}")
    return "\r\n".join([*lines, "", ""]).encode() + encodebytes(data).replace(b"\n", b"\r\n")
