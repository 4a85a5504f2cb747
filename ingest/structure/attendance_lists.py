"""Who was at the table, from lists and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.structure.lexicon import is_agency, is_name
from ingest.structure.lines import Line
from ingest.structure.people import Entry, names_somebody, presence_in, read_entry, split_entries
from ingest.structure.places import Places
from ingest.structure.spoken import ENDING, SPOKEN, told
from ingest.structure.words import fold, split_number
from models.document import BlockKind
from models.structure import Attendee, Presence, Section
from models.text import Span

SECTIONS = {"attendance": Presence.PRESENT, "apologies": Presence.APOLOGIES, "invitees": Presence.INVITED}
ABSENT = re.compile(r"\b(absent|did not attend|not present|non[- ]attend\w*|not attended)\b", re.IGNORECASE)
APOLOGIES = re.compile(r"\bapolog(y|ies)\b", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:attendance|attendees?|those present|present|sederunt|welcome|introductions)\b(?<!not present)",
    re.IGNORECASE,
)
_CAME = re.compile(
    r"\s+(?:came|attended|joined|spoke|was there|was present)(?=\s+(?:from|for|on behalf of)\b)"
)
NO_APOLOGIES = re.compile(r"\b(?:no|without) apolog(?:y|ies)\b", re.IGNORECASE)
_OPENING = 12  # lines
_CHAIR_LINE = re.compile(r"(?:Chair|Chaired by|In the chair) (?P<who>[A-Z][^.:;]{3,80})$")
_CHAIRS = re.compile(r"\b(?:in the chair|chair(?:ing|ed|person|man|woman)?)\b", re.IGNORECASE)
_LONGEST = 1200  # characters; what is longer is no list of people
_LISTS = re.compile(
    r"(?:(?!(?<=[.;)\]])\s+(?:(?:Apologies|Absent|In attendance|Present|Invited)\b[^:]{0,20}:"
    r"|Apol(?:ogie)?s\b)).)+",
    re.DOTALL,
)  # the lists that one line holds: "Present: Ann Archer (Police). Apologies: Bo Boyd (Health)."
_LEAD = re.compile(
    r"^(?P<label>present|in attendance|attendees?|attended|those present|apologies(?: received)?(?: from)?"
    r"|apologies for absence|absent|did not attend"
    r"|apols|not present|invited|by telephone|by phone|by video|via teams|chair(?:ed by|person)?|minutes?(?: "
    r"taken by|[- ]taker)?)(?:\s*[:–—-]\s*|(?<=apols) (?:from )?(?=[A-Z]))",
    re.IGNORECASE,
)
_AGENCY_LIST = re.compile(r"(?P<agency>[A-Z][^:;,()]{1,60})\s*[:–—]\s+(?P<names>.+)")
NO_PERSON = frozenset(["none", "na", "n", "a", "nil", "none", "received", "no", "apology", "not",
    "applicable", "none", "given", "tbc", "vacant", "no", "apologie", "received", "none", "known"]) | {
    "none received", "no apology", "no apology received", "not applicable", "none given", "none known",
    "no absence", "as above",
}  # fmt: skip


def list_around(place: int, places: Places) -> Section | None:
    """The list of people that a place lies in, if it lies in one."""
    section = places.named(place)
    return section if section is not None and section.name in SECTIONS else None


def presence_here(section: Section | None, otherwise: Presence) -> Presence:
    """How those took part whom a list by this heading names."""
    if section is None:
        return otherwise
    if section.name == "apologies" and APOLOGIES.search(section.heading) and _BOTH.search(section.heading):
        return Presence.PRESENT  # one list of both: what is said of each tells
    if (
        section.name != "invitees"
        and ABSENT.search(section.heading)
        and (not APOLOGIES.search(section.heading) or NO_APOLOGIES.search(section.heading))
    ):
        return Presence.ABSENT
    return SECTIONS[section.name]


def from_lines(lines: Sequence[Line], places: Places, taken: set[int]) -> Iterator[Attendee]:
    """Those whom the lines of lists of people name, `taken` lines of tables left out."""
    here: Section | None = None
    default, agency = Presence.PRESENT, ""
    for index, line in enumerate(lines):
        section = list_around(max(line.end - 1, line.start), places)
        if section is None or section.span is None or line.start in taken:
            continue
        if section is not here:
            here, default, agency = section, presence_here(section, Presence.PRESENT), ""
        at = max(section.span.start - line.start, 0)
        words = line.text[at:]
        if _is_banner(words):
            default, agency = presence_in(words) or default, ""
            continue
        if _agency_above(line, lines[index + 1 : index + 2]):
            agency = words.strip(" :-–—")
            continue
        people = (
            list(_from_sentences(line.text, line.start, default)) if _in_sentences(line.text, default) else []
        )
        yield from people
        if not people:
            for piece in _LISTS.finditer(words):
                for one in from_text(piece[0], line.start + at + piece.start(), default):
                    yield _of(agency, one) if agency else one


def _agency_above(line: Line, following: Sequence[Line]) -> bool:
    """True for an agency's name on a line of its own over the people that came from there."""
    if not is_agency(line.text) or not following or not names_somebody(following[0].text):
        return False
    entry = read_entry(following[0].text)
    set_off = line.kind is BlockKind.HEADING or line.bold or line.text.rstrip().endswith(":")
    return entry is not None and (set_off or not entry.agency)


def _of(agency: str, one: Attendee) -> Attendee:
    """Somebody under an agency's name; what they gave for an agency is a part of it."""
    return replace(one, agency=agency, role=", ".join(filter(None, (one.role, one.agency))))


def _in_sentences(text: str, default: Presence) -> bool:
    """True where somebody wrote who came in whole sentences."""
    if len(text) > _LONGEST:
        return False
    ending = ENDING.search(text[-120:])
    tells = ending is not None and (default is Presence.PRESENT or not ending["came"])
    return tells or SPOKEN.match(text) is not None


def _from_sentences(text: str, start: int, default: Presence) -> Iterator[Attendee]:
    for one in told(text, default):
        entry = read_entry(_CAME.sub("", one.words, count=1))
        if entry is None or not entry.name:
            continue
        place = start + one.at
        at = place + max(one.words.find(entry.name), 0)
        chairs = "Chair" if one.chairs or _CHAIRS.search(one.words) else ""
        yield Attendee(
            entry.name,
            entry.role or chairs,
            entry.agency,
            presence_said(entry, one.presence),
            Span(place, place + len(one.words)),
            Span(at, at + len(entry.name)),
        )


def chair_above(lines: Sequence[Line]) -> Iterator[Attendee]:
    """The chair whom the opening names without a colon: "Chair Ann Archer (Probation)"."""
    for line in lines[:_OPENING]:
        led = _CHAIR_LINE.match(line.text)
        entry = read_entry(led["who"]) if led is not None else None
        if led is not None and entry is not None and entry.name:
            at = line.start + led.start("who") + max(led["who"].find(entry.name), 0)
            where = Span(at, at + len(entry.name))
            yield Attendee(
                entry.name,
                entry.role or "Chair",
                entry.agency,
                Presence.PRESENT,
                Span(line.start, line.end),
                where,
            )
            return


def _is_banner(words: str) -> bool:
    return len(words) < 50 and fold(words.rstrip(":")) in (
        "apology", "present", "in attendance", "attendee", "absent", "invited", "apology received",
        "by telephone", "by phone",
    )  # fmt: skip


def from_text(text: str, start: int, default: Presence) -> Iterator[Attendee]:
    """Those whom one line names; `start` is where it stands in the document."""
    at = len(text) - len(text.lstrip(" \t-–•*·"))
    number, past = split_number(text[at:])
    at += past if number[:1].isdigit() or ")" in text[at : at + past] else 0  # "P. Ince" is no item P
    presence, chair = default, ""
    while (lead := _LEAD.match(text[at:])) is not None:
        label = lead["label"].lower()
        if label.startswith(("chair", "minute")):
            chair = lead["label"].capitalize() if label.startswith("chair") else "Minute taker"
        else:
            presence = Presence.APOLOGIES if APOLOGIES.search(label) else presence_in(label) or presence
        at += lead.end()
    agency = ""
    if (
        (listed := _AGENCY_LIST.match(text[at:]))
        and is_agency(listed["agency"])
        and _several(listed["names"])
    ):
        agency = listed["agency"]
        at += listed.start("names")
    words = text[at:]
    if len(words) > _LONGEST or fold(words) in NO_PERSON:
        return
    from_here = at
    for piece in split_entries(words):
        place = text.find(piece, from_here)
        from_here = place + len(piece) if place >= 0 else from_here
        entry = read_entry(piece)
        if entry is None or (not entry.name and not _short_stand_in(piece)):
            continue
        inside = text.find(entry.name, max(place, 0)) if entry.name else -1
        where = Span(start + inside, start + inside + len(entry.name)) if inside >= 0 else None
        place = max(place, 0)
        yield Attendee(
            entry.name, entry.role or chair.replace("Chaired by", "Chair").replace("Chairperson", "Chair"),
            entry.agency or agency,
            presence_said(entry, presence), Span(start + place, start + place + len(piece)), where,
        )  # fmt: skip


def _several(words: str) -> bool:
    """True where each piece of a list opens with a name: "Ann Archer (Chair), DS Bo Bell"."""
    pieces = split_entries(words)
    return len(pieces) > 1 and all(
        (entry := read_entry(piece)) is not None and entry.name for piece in pieces
    )


def _short_stand_in(piece: str) -> bool:
    """An agency that sent its apologies without a name."""
    return is_agency(piece.strip(" .")) and not is_name(piece)


def presence_said(entry: Entry, default: Presence) -> Presence:
    """What the entry says; "for whom a colleague attended" does not undo an apology."""
    if entry.presence is None or (entry.presence is Presence.PRESENT and default is not Presence.UNKNOWN):
        return default
    return entry.presence
