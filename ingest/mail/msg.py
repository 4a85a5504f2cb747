"""Messages as Outlook saves them (.msg), with the items inside them.

Threat: an item inside an item without end, a storage that names itself, a body that unfolds. Rule: the
container refuses circles, items are opened to a fixed depth, and what is read in all is bounded. Residual
risk: properties that hold text in a binary form of their own are not read as text (they name entries of
address books and conversation threads).
"""

from __future__ import annotations

from ingest import refusals
from ingest.canonical import one_line
from ingest.compound import Compound
from ingest.limits import Limits
from ingest.mail import mapi
from ingest.mail.mapi import Properties
from ingest.mail.message import Attachment, Message
from ingest.mail.rewrap import as_eml
from ingest.mail.rtf_body import body_of
from ingest.text import decode
from models.document import Channel, ReadProblem
from models.errors import Refused

_DEEPEST = 8
_ITEM = "__substg1.0_3701000D"
_PROPERTIES = "__properties_version1.0"
_TOLD = frozenset(
    {
        mapi.SUBJECT, mapi.BODY, mapi.HTML, mapi.DISPLAY_TO, mapi.DISPLAY_CC, mapi.DISPLAY_BCC,
        mapi.SENDER_NAME, mapi.SENDER_SMTP, mapi.HEADERS,
    }
)  # fmt: skip
_COPIES = {1: "To", 2: "Cc", 3: "Bcc"}
_BY_VALUE, _ITEM_INSIDE = 1, 5
_SEALED = ("ipm.note.smime", "ipm.note.secure", "ipm.note.rpmsg.microsoft")


def read_msg(data: bytes, limits: Limits) -> Message:
    """The message in these bytes, with its attachments."""
    file = Compound(data, "Outlook message", limits)
    if not file.has(_PROPERTIES):
        raise refusals.damaged("Outlook message")
    return _item(file, (), "item", "", 0)


def _item(file: Compound, path: tuple[str, ...], kind: str, encoding: str, depth: int) -> Message:
    own = Properties(file, path, kind, encoding)
    message = Message()
    _fields(file, path, own, message)
    _bodies(own, message)
    for line in own.text(mapi.HEADERS).splitlines():
        message.unseen.append((line, Channel.PROPERTY, "header"))
    message.unseen += [(f"{tag}: {words}", Channel.PROPERTY, "property") for tag, words in own.others(_TOLD)]
    for name in sorted(file.storages(*path)):
        if name.lower().startswith("__attach_version1.0_#"):
            _attached(file, (*path, name), own.encoding, message, depth)
    if own.text(mapi.CLASS).lower().startswith(_SEALED):
        message.problems.append(
            ReadProblem(
                "encrypted-message",
                "The message is encrypted or protected by its sender, so its text was not read. Open it in "
                "Outlook and send what it says as a document.",
                blocks_release=True,
            )
        )
    return message


def _fields(file: Compound, path: tuple[str, ...], own: Properties, message: Message) -> None:
    sender = _person(own.text(mapi.SENDER_NAME), own.text(mapi.SENDER_SMTP, mapi.SENDER_ADDRESS))
    wanted = _person(own.text(mapi.FOR_NAME), own.text(mapi.FOR_SMTP, mapi.FOR_ADDRESS))
    message.fields.append(("From", wanted or sender))
    if wanted and sender and sender != wanted:
        message.fields.append(("Sender", sender))
    people = _recipients(file, path, own.encoding, message)
    for number, (field, tag) in enumerate(
        (("To", mapi.DISPLAY_TO), ("Cc", mapi.DISPLAY_CC), ("Bcc", mapi.DISPLAY_BCC)), start=1
    ):
        named = people.get(number, [])
        shown = own.text(tag)
        message.fields.append((field, "; ".join(named) or shown))
        if named and shown:
            message.unseen.append((shown, Channel.PROPERTY, "property"))
    message.fields.append(("Date", own.time(mapi.SENT, mapi.DELIVERED, mapi.CREATED)))
    message.fields.append(("Subject", own.text(mapi.SUBJECT)))
    message.fields = [(name, one_line(value)) for name, value in message.fields if value.strip()]


def _recipients(
    file: Compound, path: tuple[str, ...], encoding: str, message: Message
) -> dict[int, list[str]]:
    """Recipients by kind (1 To, 2 Cc, 3 Bcc); what else their storages say goes among the properties."""
    people: dict[int, list[str]] = {}
    for name in sorted(file.storages(*path)):
        if not name.lower().startswith("__recip_version1.0_#"):
            continue
        one = Properties(file, (*path, name), "part", encoding)
        kind = one.number(mapi.RECIPIENT_TYPE) & 0xF
        said = _person(one.text(mapi.NAME), one.text(mapi.SMTP, mapi.ADDRESS))
        people.setdefault(kind if kind in _COPIES else 1, []).append(said)
        told = frozenset({mapi.NAME, mapi.SMTP})
        message.unseen += [(words, Channel.PROPERTY, "recipient") for _, words in one.others(told)]
    return people


def _person(name: str, address: str) -> str:
    if name and address and "@" in address and address.lower() != name.lower():
        return f"{name} <{address}>"
    return name or address


def _bodies(own: Properties, message: Message) -> None:
    """HTML where there is any, be it packed in RTF, as the text that is shown; plain text beside it."""
    plain, html = own.text(mapi.BODY), own.text(mapi.HTML)
    data = own.bytes(mapi.HTML)
    if not html and data:
        html = _page(data, mapi.encoding_of(own.number(mapi.INTERNET_CODE_PAGE)))
    packed = own.bytes(mapi.RTF)
    if packed:
        try:
            body = body_of(packed)
        except Refused:
            message.problems.append(
                ReadProblem(
                    "body",
                    "One of the message's texts is damaged and was not read.",
                    part="property",
                    blocks_release=not (plain or html),
                )
            )
        else:
            html = html or body.html
            plain = plain or body.plain
            message.unseen += [(words, channel, "RTF text") for words, channel in body.unseen]
    if html:
        message.shown.append((html, True))
        message.instead += [plain] if plain else []
    elif plain:
        message.shown.append((plain, False))


def _page(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return decode(data)


def _attached(file: Compound, path: tuple[str, ...], encoding: str, message: Message, depth: int) -> None:
    one = Properties(file, path, "part", encoding)
    name = one_line(one.text(mapi.LONG_NAME, mapi.SHORT_NAME, mapi.NAME))
    told = frozenset({mapi.LONG_NAME, mapi.MIME, mapi.EXTENSION})
    message.unseen += [(words, Channel.PROPERTY, "attachment") for _, words in one.others(told)]
    data = one.bytes(mapi.DATA)
    if file.has(*path, _ITEM, _PROPERTIES):
        _inner(file, path, name, encoding, message, depth)
    elif file.holds(*path, _ITEM):
        message.attachments.append(Attachment(name or "object", shown=True))
        message.problems.append(
            ReadProblem(
                "embedded-object",
                "An object is embedded in the message whose text could not be read. Take it out, or send it "
                "as a document of its own.",
                part="attachment",
                blocks_release=True,
            )
        )
    elif one.number(mapi.METHOD) > _BY_VALUE and not data:
        message.unseen.append((one.text(mapi.PATH, mapi.LONG_NAME), Channel.LINK, "attachment"))
    else:
        picture = one.text(mapi.MIME).lower().startswith("image/")
        shown = picture and bool(one.text(mapi.CONTENT_ID) or one.number(mapi.HIDDEN))
        message.attachments.append(Attachment(name or "attachment", b"" if shown else data, shown))


def _inner(
    file: Compound, path: tuple[str, ...], name: str, encoding: str, message: Message, depth: int
) -> None:
    """An Outlook item inside this one, as an e-mail of its own."""
    name = name or "message"
    if depth >= _DEEPEST:
        message.attachments.append(Attachment(name, refused=refusals.too_deep(_DEEPEST)))
        return
    inner = _item(file, (*path, _ITEM), "inner", encoding, depth + 1)
    name = inner.subject or name
    name = name if name.lower().endswith(".eml") else f"{name}.eml"
    message.attachments.append(Attachment(name, as_eml(inner)))
