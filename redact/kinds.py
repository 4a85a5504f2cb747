"""What a mention is a mention of, beyond its type: the date of a meeting, the name of an agency.

Policies keep the dates of meetings and the names of agencies while other dates and organisations go. What
is not recognised here has the kind "" and is left to the policy's stricter rules: the fault to avoid is
keeping a school as an agency, not removing an agency.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from models.document import Block, BlockKind, Document
from models.people import Detection, EntityType, Mention, Role
from models.structure import DateKind
from models.text import Span

AGENCY = re.compile(
    r"""\b(?:
          police | constabulary | probation | (?:hm|h\.m\.)\s?p(?:ps|rison) | hmpps | hmcts | mappa
        | marac | masp | mosovo | prison\ service | youth\ (?:justice|offending) | yo[tjs]s?
        | offender\ management
        | (?:children|adult)(?:['’]?s)?\ (?:and\ famil\w+\ )?(?:social\ )?(?:care|services?)
        | social\ (?:services|care|work) | (?:county|city|borough|district|metropolitan)\ council
        | council | local\ authority | housing\ (?:services?|team|department|options) | nhs
        | health\ (?:board|service|trust) | camhs | cmht | foundation\ trust | integrated\ care\ board
        | icb | victim\ (?:liaison|contact|support)(?:\ (?:unit|service))? | vlu | visor | ppu
        | public\ protection\ (?:unit|team) | crown\ (?:court|prosecution\ service)
        | magistrates['’]?\ court | cps | parole\ board | court\ of\ appeal | home\ office
        | ministry\ of\ justice | moj | department\ for\ work\ and\ pensions | dwp
        | job\s?centre(?:\ plus)? | national\ crime\ agency | nca | ceop | ukvi | border\ force
        | immigration\ (?:enforcement|service) | ofsted
        | education\ (?:services?|department|authority|welfare)
        | safeguarding\ (?:board|partnership|team|children\w*) | fire\ (?:and\ rescue|service)
        | ambulance | electronic\ monitoring | ems | mental\ health\ (?:services?|team|trust)
        | strategic\ management\ board | smb | responsible\ authority | duty\ to\ co-?operate
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of the responsible authority and the duty-to-co-operate agencies (Criminal Justice Act 2003, section
325), and of the bodies that minutes name beside them."""

LOCAL = re.compile(
    r"\b(?:schools?|academy|nursery|pre-?school|college|university|playgroup|surgery|"
    r"medical (?:centre|practice)|"
    r"gp|refuge|hostel|approved premises|care home|children['’]s home|hospice|church|mosque|temple|synagogue|"
    r"club|head ?teacher|class teacher|teacher|foster carer)\b",
    re.IGNORECASE,
)
"""Bodies that a town has few of: whoever knows which it is knows who goes there. Having sat in the meeting
does not make one an agency whose name may stay, and its staff's names tell which it is."""

STREET = re.compile(
    r"\d|\b(?:street|st|road|rd|lane|avenue|ave|close|drive|way|place|terrace|gardens?|crescent|row|walk|mews"
    r"|house|flats?|estate|cottages?|square|hill|grove|view)\b",
    re.IGNORECASE,
)
"""What shows that a place is an address, though an agency's name be in it ("Council Avenue")."""
PREMISES = re.compile(r"\b(?:(?:conference|meeting|committee|interview)\s)?room\s\w{1,3}\Z", re.IGNORECASE)
STATUTE = re.compile(r"\b(?:Acts?|Regulations|Convention)(?:\s(?:of\s)?\d{4})?\Z")
POST = re.compile(
    r"""\b(?:officer|manager|chair(?:man|woman|person)?|detective|inspector|sergeant|constable|superintendent
        |commander|psychiatrist|psychologist|consultant|nurse|social\ worker|solicitor|barrister|judge
        |magistrate|co-?ordinator|administrator|director|head\ of|minute[- ]taker|practitioner|clerk|midwife
        |(?:key|support|case)[- ]?worker|supervisor|governor|minister|commissioner|health\ visitor)s?\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What somebody is who acts for an agency."""

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
CALENDAR = re.compile(
    rf"\d{{1,4}}[./-]\d{{1,2}}|\b(?:19|20)\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)\b|\b{MONTH}\b"
    r"|\b(?:christmas|easter|ramadan|eid|diwali|birthday|anniversary)\b",
    re.IGNORECASE,
)
CLOCK = re.compile(r"(?:[01]?\d|2[0-3])[.:][0-5]\d\s?(?:[ap]\.?m\.?|hours|hrs)?", re.IGNORECASE)
YEAR = re.compile(rf"(?:19|20)\d\d|['’]\d\d\b|\d\s?[./-]\s?\d|\b{MONTH}\W{{1,3}}\d\d\b", re.IGNORECASE)
FEAST = re.compile(r"\b(?:birthday|born|anniversary|turn(?:s|ed|ing) \w+ on)\b", re.IGNORECASE)
RANGE = re.compile(r"\b(?:under|over|below|above|to|and|between)\b|[-–+]|\b\w+teens?\b$", re.IGNORECASE)
SOMEBODY = re.compile(
    r"""\b(?:neighbours?|victims?|mother|father|parents?|mum|dad|brothers?|sisters?|siblings?|sons?|daughters?
        |child(?:ren)?|baby|wife|husband|(?:ex-?\s?)?partner|girlfriend|boyfriend|friends?|relatives?|family|grand\w+
        |uncle|aunt|nephew|niece|cousin|informants?|callers?|witness(?:es)?|sources?|complainants?|resident|tenant
        |anonymous\w*|member\ of\ the\ public)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""Words for people other than the subject: a date beside one may be a date in their life."""

_STATUS = frozenset({"told-stage", "told-money", "told-injury"})
"""Findings that say what stage a charge is at, that there are debts or injuries: true of very many people."""

PROSE = 6
"""A cell with fewer words is a field: what its date is of stands in another cell."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """What is known of a document's dates and agencies, found by place."""

    document: Document
    dates: tuple[tuple[int, int, str], ...]
    agencies: frozenset[str]
    meetings: dict[str, str]  # the same date written the same way elsewhere is the same date
    starts: tuple[int, ...]  # of the blocks
    ours: frozenset[int]  # blocks that name the subject or a professional, and nobody else
    local: frozenset[str]  # professionals of a school, surgery or refuge, by id

    @classmethod
    def of(cls, document: Document, detection: Detection) -> Kinds:
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
        starts = tuple(block.start for block in document.blocks)
        roles = {person.id: {person.role, *person.also} for person in detection.people}
        named_in: dict[int, set[Role]] = {}
        for m in detection.mentions:
            if m.type is EntityType.PERSON:
                block = bisect_right(starts, m.start) - 1
                named_in.setdefault(block, set()).update(roles.get(m.person, {Role.UNKNOWN}))
        ours = frozenset(n for n, parts in named_in.items() if parts <= {Role.SUBJECT, Role.PROFESSIONAL})
        named = {name for name in named if name and not LOCAL.search(name)}
        local = frozenset(p.id for p in detection.people if LOCAL.search(p.agency))
        return cls(document, tuple(sorted(dates)), frozenset(named), meetings, starts, ours, local)

    def kind(self, mention: Mention) -> str:
        """The kind of one mention, or "" where nothing is known."""
        text = self.document.quote(mention.span)
        if self._is_number_of_block(mention, text):
            return "vague"
        if mention.recogniser in ("kin", "venue"):
            return mention.recogniser
        if mention.recogniser in _STATUS:
            return "status"
        match mention.type:
            case EntityType.DATE:
                return self._date(mention.span, text)
            case EntityType.ORGANISATION | EntityType.LOCATION:
                return self._place(text, mention.type)
            case EntityType.PERSON:
                return "local" if mention.person in self.local else ""
            case EntityType.DEMOGRAPHIC:
                singled = mention.recogniser.startswith(("occupation", "workplace"))
                return "post" if POST.search(text) and not singled else ""
            case EntityType.AGE:
                return "vague" if not mention.person and RANGE.search(text) else ""
        return ""

    def _is_number_of_block(self, mention: Mention, text: str) -> bool:
        """True for the figure that an author typed before a heading or an item: "12. Media"."""
        block = self._block(mention.start)
        return (
            block is not None
            and mention.start == block.start
            and re.fullmatch(r"\d{1,2}", text.strip()) is not None
            and (block.kind is BlockKind.HEADING or self.document.text[mention.end : mention.end + 1] in ".)")
            and block.cell is None
        )

    def _block(self, at: int) -> Block | None:
        index = bisect_right(self.starts, at) - 1
        return self.document.blocks[index] if index >= 0 else None

    def _place(self, text: str, type: EntityType) -> str:
        """An agency or its premises, the area itself, or words that are no name ("the town centre")."""
        area = self.document.facts.area
        if area is not None and _plain(area.value) == _plain(text) and type is EntityType.LOCATION:
            return "area"
        if _plain(text) in self.agencies:
            return "agency"
        if AGENCY.search(text) and not (type is EntityType.LOCATION and STREET.search(text)):
            return "agency"
        if not any(c.isupper() or c.isdigit() for c in text) and any(c.islower() for c in text):
            return "vague"
        return "vague" if PREMISES.search(text) or STATUTE.search(text) else ""

    def _date(self, span: Span, text: str) -> str:
        """What the structure says of a date, and else how much it says.

        "vague" is no day that a calendar holds, "no-year" a day or month of no year, "record" a day that is
        told beside the subject or a professional and nobody else. A date that the structure gives two
        meanings is a birthday if one of them is, and else unknown.
        """
        meeting = self.meetings.get(_plain(text), "")
        found = self._told(span)
        if "birth" in found or FEAST.search(self.document.text[max(0, span.start - 25) : span.end]):
            return "birth"
        if len(found) == 1 or meeting:
            return meeting or found.pop()
        if found:
            return ""
        if not CALENDAR.search(text) or CLOCK.fullmatch(text.strip()):
            return "vague"
        if re.search(rf"\b{MONTH}\b", text, re.IGNORECASE) and not YEAR.search(text):
            return "no-year"
        return "record" if self._only_of_the_subject(span) else ""

    def _told(self, span: Span) -> set[str]:
        first = bisect_left(self.dates, (span.start - 60,))
        last = bisect_right(self.dates, (span.end,))
        near = self.dates[first:last]
        return {kind for start, end, kind in near if start < span.end and span.start < end} - {"other"}

    def _only_of_the_subject(self, span: Span) -> bool:
        index = bisect_right(self.starts, span.start) - 1
        block = self._block(span.start)
        return (
            block is not None
            and index in self.ours
            and not SOMEBODY.search(words := self.document.content(block))
            and (block.cell is None or len(words.split()) >= PROSE)
        )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())
