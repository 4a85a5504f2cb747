"""Stages that take no time, for tests of what happens around them: the real ones have tests of their own.

The words of a file decide: "SECRET" stands above the ceiling, "unmarked" goes to quarantine, "damaged" is
refused, "breaks" is a fault of the product's own, every "fault" a finding, every capitalised word a mention.
The first word is the date of the meeting, where it is one.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date

from ingest import Member, Opened
from models.case import History
from models.document import Document, FileFormat
from models.errors import RefusalCode, Refused
from models.finding import CheckReport, Earlier, Finding, Severity, Source
from models.marking import MarkingOutcome, MarkingVerdict, ProtectiveMarking, Tier
from models.people import Detection, EntityType, Mention, Person
from models.structure import Confidence, Fact, Facts
from models.text import Span
from pipeline.settings import Settings
from tests.building import build

SENSITIVE = ProtectiveMarking(Tier.OFFICIAL, sensitive=True)


class QuickReader:
    """Text to a Document, in this process: "parcel" an archive of the lines after it, "carries" a message."""

    def open(self, data: bytes, filename: str) -> Opened:
        first, *lines = data.decode().split("\n")
        members = tuple(Member(f"{line[:12]}.txt", line.encode()) for line in lines)
        if first == "parcel":
            return Opened(None, members)
        if "carries" in first:
            return Opened(self.read(first.encode(), filename), members)
        return Opened(self.read(data, filename))

    def read(self, data: bytes, filename: str) -> Document:
        words = data.decode()
        if words == "damaged":
            raise Refused(RefusalCode.DAMAGED, "The file is damaged.", "Send it again.")
        document = build(words, filename, FileFormat.TEXT)
        first = words.split()[0]
        try:
            facts = Facts(meeting_date=Fact(date.fromisoformat(first).isoformat()))
        except ValueError:
            facts = Facts()
        return replace(document, sha256=hashlib.sha256(data).hexdigest(), facts=facts)


def mark(document: Document, settings: Settings) -> MarkingVerdict:
    if "SECRET" in document.text:
        raise Refused(RefusalCode.ABOVE_CEILING, "It is above the ceiling.", "Take it elsewhere.")
    outcome = MarkingOutcome.UNMARKED if "unmarked" in document.text else MarkingOutcome.AGREED
    declared = None if outcome is MarkingOutcome.UNMARKED else SENSITIVE
    return MarkingVerdict(outcome, declared, SENSITIVE, SENSITIVE)


def check(document: Document, history: History, settings: Settings) -> CheckReport:
    if "breaks" in document.text:
        raise ZeroDivisionError("Ann Archer")
    found = [
        Finding(
            "F01",
            Severity.HIGH,
            Confidence.HIGH,
            "A fault",
            "Something is wrong.",
            "Mend it.",
            (Source("Guidance"),),
            span=Span(*m.span()),
            quote=m.group(),
            earlier=tuple(Earlier(d.sha256, d.filename, Span(0, 1), d.text[:1]) for d in history.earlier),
        )
        for m in re.finditer(r"fault \w+", document.text)
    ]
    return CheckReport(tuple(found), passed=("P01",))


def detect(document: Document, settings: Settings) -> Detection:
    mentions = [
        Mention(*m.span(), EntityType.PERSON, 1.0) for m in re.finditer(r"\b[A-Z][a-z]+\b", document.text)
    ]
    names = sorted({document.quote(m.span) for m in mentions})
    return Detection(tuple(mentions), tuple(Person(f"P{n}", name) for n, name in enumerate(names)))
