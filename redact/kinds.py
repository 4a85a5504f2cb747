"""What a mention is a mention of, beyond its type: the date of a meeting, the name of an agency.

Policies keep the dates of meetings and the names of agencies while other dates and organisations go. What is
not recognised here has the kind "" and is left to the policy's stricter rules: the fault to avoid is keeping a
school as an agency, not removing an agency.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from models.document import Document
from models.people import EntityType, Mention
from models.structure import DateKind
from models.text import Span

AGENCY = re.compile(
    r"""\b(?:
        police | constabulary | probation | (?:hm|h\.m\.)\s?p(?:ps|rison) | hmpps | hmcts | mappa | marac | masp | mosovo
        | prison\ service | youth\ (?:justice|offending) | yo[tjs]s? | offender\ management
        | (?:children|adult)(?:['’]?s)?\ (?:and\ famil\w+\ )?(?:social\ )?(?:care|services?) | social\ (?:services|care|work)
        | (?:county|city|borough|district|metropolitan)\ council | council | local\ authority | housing\ (?:services?|team|department|options)
        | nhs | health\ (?:board|service|trust) | camhs | cmht | foundation\ trust | integrated\ care\ board | icb
        | victim\ (?:liaison|contact|support)(?:\ (?:unit|service))? | vlu | visor | ppu | public\ protection\ (?:unit|team)
        | crown\ (?:court|prosecution\ service) | magistrates['’]?\ court | cps | parole\ board | court\ of\ appeal
        | home\ office | ministry\ of\ justice | moj | department\ for\ work\ and\ pensions | dwp | job\s?centre(?:\ plus)?
        | national\ crime\ agency | nca | ceop | ukvi | border\ force | immigration\ (?:enforcement|service) | ofsted
        | education\ (?:services?|department|authority|welfare) | safeguarding\ (?:board|partnership|team|children\w*)
        | fire\ (?:and\ rescue|service) | ambulance | electronic\ monitoring | ems | mental\ health\ (?:services?|team|trust)
        | strategic\ management\ board | smb | responsible\ authority | duty\ to\ co-?operate
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of the responsible authority and the duty-to-co-operate agencies (Criminal Justice Act 2003, section 325),
and of the bodies that minutes name beside them."""

CALENDAR = re.compile(
    r"\d{1,4}[./-]\d{1,2}|\b(?:19|20)\d\d\b|\b\d{1,2}(?:st|nd|rd|th)\b"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b"
    r"|\b(?:christmas|easter|ramadan|eid|diwali|birthday|anniversary)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is known of a document's dates and agencies, found by place."""

    document: Document
    dates: tuple[tuple[int, int, str], ...]
    agencies: frozenset[str]
    meetings: dict[str, str]  # the same date written the same way elsewhere is the same date

    @classmethod
    def of(cls, document: Document) -> Kinds:
        """Gather what the structure says; a document without structure has no known dates."""
        dates = [(f.span.start, f.span.end, str(f.kind)) for f in document.dates]
        for fact, kind in (
            (document.facts.meeting_date, DateKind.MEETING),
            (document.facts.next_review, DateKind.NEXT_REVIEW),
        ):
            if fact is not None and fact.span is not None:
                dates.append((fact.span.start, fact.span.end, str(kind)))
        dates += [(a.due_span.start, a.due_span.end, "action-due") for a in document.actions if a.due_span]
        named = {_plain(a.agency) for a in document.attendance} | {_plain(a.agency) for a in document.actions}
        meetings = {
            _plain(document.text[start:end]): kind
            for start, end, kind in dates
            if kind in ("meeting", "next-review")
        }
        return cls(document, tuple(sorted(dates)), frozenset(named - {""}), meetings)

    def kind(self, mention: Mention) -> str:
        """The kind of one mention, or "" where nothing is known."""
        if mention.type is EntityType.DATE:
            return self._date(mention.span)
        text = self.document.quote(mention.span)
        if mention.type is EntityType.ORGANISATION:
            return "agency" if AGENCY.search(text) or _plain(text) in self.agencies else ""
        area = self.document.facts.area
        if mention.type is EntityType.LOCATION and area is not None and _plain(area.value) == _plain(text):
            return "area"
        return ""

    def _date(self, span: Span) -> str:
        """What the structure says of a date; "vague" for one that no calendar holds.

        A date that the structure gives two meanings is a birthday if one of them is, and else unknown.
        """
        first = bisect_left(self.dates, (span.start - 60,))
        last = bisect_right(self.dates, (span.end,))
        near = self.dates[first:last]
        found = {kind for start, end, kind in near if start < span.end and span.start < end} - {"other"}
        if len(found) == 1:
            return found.pop()
        if found:
            return "birth" if "birth" in found else ""
        text = self.document.quote(span)
        return self.meetings.get(_plain(text), "" if CALENDAR.search(text) else "vague")


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())
