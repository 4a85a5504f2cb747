"""A message's pieces in the order in which a mail program shows them, and then what it does not show.

Threat: a message carries its text twice, and what the reader of the one sees is not what the other says.
Rule: the HTML text is the running text, because mail programs show it; a line of the plain text that does not
stand in it is hidden text. Residual risk: a program that shows the plain text shows such lines; they are
searched and redacted like all else.
"""

from __future__ import annotations

from ingest.assemble import Gathered, Piece
from ingest.canonical import one_line
from ingest.html import read_html
from ingest.mail.message import Message
from ingest.said import Said
from ingest.text import read_text
from models.document import MAIN, Channel, Provenance

_HEADER = Provenance(part="header")
_SEEN = MAIN | {Channel.LINK, Channel.ALT_TEXT}


def compose(message: Message) -> Gathered:
    """Everything in the message, the files that it carries by name alone."""
    gathered = Gathered(problems=list(message.problems))
    for name, value in message.fields:
        if value.strip():
            gathered.pieces.append(Piece(f"{name}: {one_line(value)}", provenance=_HEADER))
    _texts(message, gathered)
    for words, channel, part in message.unseen:
        gathered.add(one_line(words), channel, part)
    for attached in message.attachments:
        gathered.add(one_line(attached.name), Channel.ATTACHMENT, "attachment")
    _tell(message, gathered)
    return gathered


def _texts(message: Message, gathered: Gathered) -> None:
    shown = [
        piece
        for text, html in message.shown
        for piece in (read_html(text) if html else read_text(text)).pieces
    ]
    instead = [piece for text in message.instead for piece in read_text(text).pieces]
    if not any(piece.channel in MAIN and piece.text.strip() for piece in shown):
        gathered.pieces += [*instead, *shown]
        return
    gathered.pieces += shown
    said = Said(piece.text for piece in shown if piece.channel in _SEEN)
    for line in instead:
        if not said.has(line.text):
            gathered.add(line.text, Channel.HIDDEN, "text/plain")


def _tell(message: Message, gathered: Gathered) -> None:
    """How many files and pictures there are, in words without their names."""
    files = sum(not a.shown for a in message.attachments)
    pictures = len(message.attachments) - files
    if files:
        said = "1 attachment, a document" if files == 1 else f"{files} attachments, documents"
        gathered.problem(
            "attachments",
            f"The message carries {said} of its own; a run over its folder, and the service, read them too.",
            part="attachment",
        )
    if pictures:
        said = "A picture in the message was" if pictures == 1 else f"{pictures} pictures in the message were"
        gathered.problem("pictures", f"{said} not read; a picture may hold words.", part="attachment")
