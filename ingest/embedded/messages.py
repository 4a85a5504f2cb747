"""Embedded messages and web archives (.mht, .eml): what they show and carry, all of it as words."""

from __future__ import annotations

from ingest import embedded
from ingest.assemble import Gathered
from ingest.canonical import one_line
from ingest.html import read_html
from ingest.limits import Limits
from ingest.mail import read_eml
from models.document import Channel


def read_message(data: bytes, limits: Limits) -> Gathered:
    """The fields, texts and attachments of a message; raises `Refused` for one past the limits."""
    message = read_eml(data, limits)
    found = Gathered()
    for name, value in message.fields:
        found.add(f"{name}: {value}", Channel.EMBEDDED)
    for text, is_page in [*message.shown, *((text, False) for text in message.instead)]:
        if is_page:
            found.pieces.extend(read_html(text).pieces)
            continue
        for line in text.splitlines():
            found.add(one_line(line), Channel.EMBEDDED)
    for text, _, part in message.unseen:
        found.add(one_line(text), Channel.EMBEDDED, part)
    for attached in message.attachments:
        found.add(one_line(attached.name), Channel.ATTACHMENT)
        inside = None if attached.shown else embedded.read_embedded(attached.data, attached.name, "", limits)
        if inside is not None:
            found.pieces.extend(inside.pieces)
        elif not attached.shown:
            found.problem(
                "embedded-object",
                "Something inside an embedded message was not read.",
                part="attachment",
                blocks=True,
            )
    found.problems.extend(message.problems)
    return found
