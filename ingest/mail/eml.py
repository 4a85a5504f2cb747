"""E-mails as they travel (RFC 5322 and MIME), parsed by the standard library.

Threat: thousands of parts, parts in parts, headers without end, text before and after the parts that no mail
program shows, character sets that nobody has. Rule: parts are counted before the parser runs and their depth
is bounded while they are walked; header fields are decoded one by one and never parsed for their structure;
undecodable bytes become text as far as they can. Residual risk: the time that the parser takes for what
passes these bounds, which the child's own limit ends.
"""

from __future__ import annotations

import binascii
import io
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import HeaderParseError, MessageError
from email.generator import BytesGenerator
from email.header import decode_header
from email.message import Message as Mail
from email.parser import BytesParser

from ingest import refusals
from ingest.canonical import one_line
from ingest.limits import Limits
from ingest.mail.message import Attachment, Message
from ingest.text import decode
from models.document import Channel, ReadProblem

_SHOWN = ("From", "Sender", "To", "Cc", "Bcc", "Date", "Subject")
_DEEPEST = 30
_SIGNATURES = ("application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature")
_SEALED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted")
_UNNAMED = {"text/html": "attachment.html", "text/plain": "attachment.txt", "text/rtf": "attachment.rtf"}
_FORWARDED = "message/rfc822"
_STRUCTURE = ("Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version")


def read_eml(data: bytes, limits: Limits) -> Message:
    """The message in these bytes, with its attachments unpacked."""
    if data.lower().count(b"content-type:") > limits.message_parts:
        raise refusals.over_limit(f"an e-mail of more than {limits.message_parts:,} parts")
    mail = BytesParser(policy=policy.default).parsebytes(data.removeprefix(b"\xef\xbb\xbf"))
    message = Message()
    _headers(mail, message)
    _Walk(message, limits).part(mail)
    pages = [text for text, html in message.shown if html]
    message.attachments = [_placed(attached, pages) for attached in message.attachments]
    return message


def _placed(attached: Attachment, pages: list[str]) -> Attachment:
    """A picture that the text shows is part of it, whatever its own header says."""
    sign = f"cid:{attached.content_id}"
    if not attached.content_id or not any(sign in page for page in pages):
        return attached
    return replace(attached, data=b"", shown=True)


class _Walk:
    """The parts of one message, in order."""

    def __init__(self, message: Message, limits: Limits) -> None:
        self._message, self._limits, self._parts = message, limits, 0

    def part(self, part: Mail, depth: int = 0, lesser: bool = False) -> None:
        """A part and those in it. `lesser`: its plain text stands beside HTML that is shown instead."""
        self._parts += 1
        if self._parts > self._limits.message_parts or depth > _DEEPEST:
            raise refusals.over_limit("an e-mail of too many parts, or of parts too deep inside each other")
        kind = part.get_content_type()
        if depth:
            self._part_headers(part, kind)
        if part.is_multipart() and kind != _FORWARDED and not _filename(part):
            self._several(part, depth, lesser)
        elif kind in _SEALED:
            self._sealed(part)
        elif kind not in _SIGNATURES:
            self._leaf(part, kind, lesser)

    def _several(self, part: Mail, depth: int, lesser: bool) -> None:
        if part.get_content_type() == "multipart/alternative":
            lesser = lesser or any(inner.get_content_type() == "text/html" for inner in part.walk())
        for outside in (part.preamble, part.epilogue):
            if outside and outside.strip():
                self._message.unseen.append((outside, Channel.HIDDEN, "between the parts"))
        payload = part.get_payload()
        for inner in payload if isinstance(payload, list) else ():
            if isinstance(inner, Mail):
                self.part(inner, depth + 1, lesser)

    def _leaf(self, part: Mail, kind: str, lesser: bool) -> None:
        name, disposition = _filename(part), part.get_content_disposition()
        attached = disposition == "attachment" or bool(name) or not kind.startswith("text/")
        if kind.startswith("image/") and disposition != "attachment" and part.get("Content-ID"):
            self._message.attachments.append(Attachment(name or "picture", shown=True))
        elif kind == "text/calendar":
            self._message.unseen += [(line, Channel.EMBEDDED, kind) for line in _unfolded(_text(part))]
        elif not attached and kind == "text/html":
            self._message.shown.append((_text(part), True))
        elif not attached and kind == "text/plain" and lesser:
            self._message.instead.append(_text(part))
        elif not attached and kind == "text/plain":
            self._message.shown.append((_text(part), False))
        elif not attached:
            self._message.unseen += [(line, Channel.EMBEDDED, kind) for line in _text(part).splitlines()]
        else:
            self._attached(part, kind, name)

    def _attached(self, part: Mail, kind: str, name: str) -> None:
        if kind == _FORWARDED or part.is_multipart():
            payload = part.get_payload()
            first = payload[0] if isinstance(payload, list) and payload else part
            inner = first if isinstance(first, Mail) else part
            name = name or one_line(_value(inner.get("Subject", ""))) or "message"
            name = name if name.lower().endswith(".eml") else f"{name}.eml"
            self._message.attachments.append(Attachment(name, _written(inner)))
            return
        name = name or _UNNAMED.get(kind, f"attachment.{kind.rpartition('/')[2][:12]}")
        picture = kind.startswith("image/")
        called = str(part.get("Content-ID", "")).strip(" <>") if picture else ""
        self._message.attachments.append(Attachment(name, _bytes(part), content_id=called))

    def _sealed(self, part: Mail) -> None:
        self._message.attachments.append(Attachment(_filename(part) or "sealed part", shown=True))
        self._message.problems.append(
            ReadProblem(
                "encrypted-message",
                "The message, or part of it, is encrypted or sealed by its sender, so it was not read. Open "
                "it in the mail program that has the key, and send what it says as a document.",
                part="attachment",
                blocks_release=True,
            )
        )

    def _part_headers(self, part: Mail, kind: str) -> None:
        for name, value in part.raw_items():
            if name not in _STRUCTURE:
                said = f"{name}: {_value(str(value))}"
                self._message.unseen.append((said, Channel.PROPERTY, f"header of {kind}"))


def _headers(mail: Mail, message: Message) -> None:
    """Those that are shown, in the usual order, and all others as properties."""
    found = [(name, _value(str(value))) for name, value in mail.raw_items()]
    for wanted in _SHOWN:
        message.fields += [(wanted, value) for name, value in found if name.lower() == wanted.lower()]
    shown = {name.lower() for name in _SHOWN}
    for name, value in found:
        if name.lower() not in shown and name not in _STRUCTURE:
            message.unseen.append((f"{name}: {value}", Channel.PROPERTY, "header"))
    sender = mail.get_unixfrom()
    if sender:
        message.unseen.append((sender, Channel.PROPERTY, "header"))


def _value(raw: str) -> str:
    """A header's words: encoded ones decoded, raw bytes taken for UTF-8 or the Western Windows set."""
    if any("\udc80" <= c <= "\udcff" for c in raw):
        raw = decode(raw.encode("utf-8", "surrogateescape"))
    if "=?" not in raw:
        return raw
    try:
        return "".join(_decoded(words, charset) for words, charset in decode_header(raw))
    except (HeaderParseError, binascii.Error, ValueError):
        return raw


def _decoded(words: bytes | str, charset: str | None) -> str:
    if isinstance(words, str):
        return words
    try:
        return words.decode(charset or "ascii", "replace")
    except (LookupError, UnicodeError):
        return decode(words)


def _filename(part: Mail) -> str:
    try:
        return one_line(_value(part.get_filename() or ""))
    except (MessageError, ValueError, TypeError, AttributeError):  # a disposition that cannot be parsed
        return ""


def _written(mail: Mail) -> bytes:
    """A message inside another, as bytes of its own."""
    out = io.BytesIO()
    BytesGenerator(out, mangle_from_=False, maxheaderlen=0, policy=policy.compat32).flatten(mail)
    return out.getvalue()


def _bytes(part: Mail) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: Mail) -> str:
    data = _bytes(part)
    try:
        return data.decode(part.get_content_charset() or "", "strict")
    except (LookupError, UnicodeError):
        return decode(data)


def _unfolded(calendar: str) -> Iterator[str]:
    """The lines of a calendar entry, those folded over several joined (RFC 5545, 3.1)."""
    return iter(calendar.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").splitlines())
