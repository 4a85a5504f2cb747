"""One reviewed set of minutes with something of everything, made by hand and without any other room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from api.report import Copy, Reviewed
from models.disclosure import DisclosureLog, LogEntry, Verification
from models.document import Document, ReadProblem
from models.finding import CheckReport, Earlier, Finding, NotAssessed, Severity, Source
from models.marking import MarkingOutcome, MarkingReason, MarkingVerdict, ProtectiveMarking, Tier
from models.people import EntityType, Role
from models.structure import (
    Action,
    ActionStatus,
    Attendee,
    Confidence,
    DocumentKind,
    Fact,
    Facts,
    FormMatch,
    Section,
    Subject,
)
from models.text import Span
from tests.building import build

SENSITIVE = ProtectiveMarking(Tier.OFFICIAL, sensitive=True)
PLAN = "Mr Farrow will be seen weekly at the office and visited at home once a month by PC Lindley."
EARLIER_PLAN = "Mr Farrow will be seen weekly at the office and visited at home twice a month by PC Lindley."
INSPECTION = "A follow-up inspection of Multi-Agency Public Protection Arrangements, 2015"


def minutes() -> Document:
    document = build(
        f"""
        HEADER: OFFICIAL-SENSITIVE
        # 4. Risk management plan
        {PLAN}
        # 5. Disclosure
        See body of notes.
        """
    )
    plan, disclosure = document.text.index("4. Risk"), document.text.index("5. Disclosure")
    return replace(
        document,
        form=FormMatch("mappa-b", "MAPPA level 2 minutes", DocumentKind.MINUTES, "mappa", Confidence.HIGH),
        facts=Facts(
            level=Fact("2"),
            category=Fact("1"),
            meeting_date=Fact("2026-03-04"),
            chair=Fact("Ines Okoro"),
            risk_of_harm=Fact("very high"),
        ),
        subject=Subject("Martin Farrow"),
        sections=(
            Section("rmp", "Risk management plan", number="4", span=Span(plan, disclosure)),
            Section("disclosure", "Disclosure", number="5", span=Span(disclosure, len(document.text))),
        ),
        attendance=(
            Attendee("Ines Okoro", "Senior Probation Officer (chair)", "Probation Service"),
            Attendee("PC Lindley", "", "Police"),
        ),
        actions=(
            Action("Visit the flat", "1", "PC Lindley", "Police", "1 April 2026", date(2026, 4, 1)),
            Action("Speak to housing", "2", status=ActionStatus.ONGOING, previous=True),
        ),
    )  # fmt: skip


def findings(document: Document) -> tuple[Finding, ...]:
    at = document.text.index(PLAN)
    source = (Source(INSPECTION, "paragraph 5.14"),)
    return (
        Finding(
            "RMP-10",
            Severity.HIGH,
            Confidence.MEDIUM,
            "The risk management plan is the one from the last meeting",
            "The plan reads as it did in January although the level of risk has risen since.",
            "Write what has changed since the last meeting, or say why nothing had to.",
            source,
            "rmp",
            Span(at, at + len(PLAN)),
            PLAN,
            (Earlier("0" * 64, "january.docx", Span(0, 20), EARLIER_PLAN, "2026-01-07"),),
        ),
        Finding(
            "DIS-01",
            Severity.BLOCK,
            Confidence.HIGH,
            "Disclosure was not considered",
            "The section only points elsewhere, and nothing is said there of a decision.",
            "Record whether to disclose, to whom, and the reasons, also where the answer is no.",
            source,
            "disclosure",
            quote="See body of notes.",
        ),
        *(
            Finding(
                "ACT-01",
                Severity.HIGH,
                Confidence.HIGH,
                "An action has no owner",
                "Nobody is named for the action, so nobody will do it.",
                "Name one person and the agency.",
                source,
                "actions",
                quote=words,
            )
            for words in ("Speak to housing", "Follow up the referral")
        ),
        Finding(
            "MIN-01",
            Severity.MEDIUM,
            Confidence.HIGH,
            "The minutes were issued late",
            "They went out after 16 working days; level 2 minutes should within 10.",
            "Tell the minute-taker's manager.",
            source,
        ),
    )


def verdict() -> MarkingVerdict:
    return MarkingVerdict(
        MarkingOutcome.AGREED,
        SENSITIVE,
        SENSITIVE,
        SENSITIVE,
        reasons=(
            MarkingReason("case-records", "Records of a case", "Their loss would hurt.", (Span(0, 3),)),
        ),
    )  # fmt: skip


def released() -> Copy:
    return Copy(
        file="copies/copy-1.docx",
        log=DisclosureLog(
            "third-party",
            "1.0",
            "0" * 64,
            "1" * 64,
            "OFFICIAL-SENSITIVE",
            "2026-03-05T10:00:00+00:00",
            (LogEntry("[PERSON 1]", EntityType.PERSON, Role.VICTIM, "victim", "A victim.", 7, ("rmp",)),),
            (LogEntry("", EntityType.PERSON, Role.PROFESSIONAL, "staff", "A professional at work.", 3),),
        ),
        verification=Verification(True, ("pypdf", "pdfium", "bytes"), 12),
    )  # fmt: skip


def reviewed(document: Document | None = None, **changes: object) -> Reviewed:
    document = document or minutes()
    report = CheckReport(
        findings(document),
        (NotAssessed("RSK-11", "The level in ViSOR is the level in the minutes", "It needs ViSOR itself."),),
        ("MIN-05", "MIN-07"),
        "national-2012",
    )
    made = Reviewed(document, verdict(), report, "5 March 2026 at 10:00", "C-014", released())
    return replace(made, **changes)  # type: ignore[arg-type]


def unread(document: Document) -> Document:
    problem = ReadProblem(
        "no-text", "The page is a picture; its words were not read.", page=2, blocks_release=True
    )
    return replace(document, problems=(problem,))
