"""A message as both formats give it, and the files that it carries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.parcel import Member, told_name
from models.document import Channel, ReadProblem
from models.errors import Refused


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that the message carries. `shown` is set for pictures that stand in the text itself.

    `content_id` is what HTML calls it by.
    """

    name: str
    data: bytes = b""
    shown: bool = False
    refused: Refused | None = None
    content_id: str = ""


@dataclass(slots=True)
class Message:
    """What was found. `fields` are those that a mail program shows above the text, in its order.

    `shown` is the text in the pieces that it comes in, each HTML or not; `instead` are plain texts that a
    program shows where it shows no HTML. `unseen` is every other text with its channel and its part.
    """

    fields: list[tuple[str, str]] = field(default_factory=list)
    shown: list[tuple[str, bool]] = field(default_factory=list)
    instead: list[str] = field(default_factory=list)
    unseen: list[tuple[str, Channel, str]] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)

    @property
    def subject(self) -> str:
        """The subject, empty where there is none."""
        return next((value for name, value in self.fields if name == "Subject"), "")


def members(message: Message) -> Iterator[Member]:
    """The attachments that are to be documents of their own."""
    for attached in message.attachments:
        if not attached.shown:
            yield Member(told_name(attached.name), attached.data, attached.refused)
