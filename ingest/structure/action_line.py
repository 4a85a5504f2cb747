"""One line of a list of actions: what is to be done, and by whom and when where the line says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.structure.lexicon import is_agency, is_name, is_post, mentions_agency
from ingest.structure.lines import Line
from ingest.structure.outcomes import NO_ACTION, beyond_status, status_of
from ingest.structure.people import read_owner
from ingest.structure.words import fold, split_number
from models.dates import FoundDate, find_dates, read_date
from models.document import BlockKind
from models.structure import Action, ActionStatus
from models.text import Span

FIELD = re.compile(
    r"(?:^|(?<=[\s(;,|.–—-]))(?P<label>action(?: required)?|what|task|owner|by whom"
    r"|action owner|responsible|responsibility|who|lead|assigned to|due|due date|by when"
    r"|deadline|timescale|when|by|target date|status|outcome|update|result|progress|agency)"
    r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})?)?\s*[:–—]\s*",
    re.IGNORECASE,
)
_MEANING = {
    "action": "action", "action required": "action", "what": "action", "task": "action",
    "owner": "owner", "by whom": "owner", "action owner": "owner",
    "responsible": "owner", "responsibility": "owner", "who": "owner",
    "lead": "owner", "assigned to": "owner", "due": "due", "due date": "due", "by when": "due",
    "deadline": "due", "timescale": "due", "when": "due", "by": "due",
    "target date": "due", "status": "status", "outcome": "outcome", "update": "outcome",
    "result": "outcome", "progress": "outcome", "agency": "agency",
}  # fmt: skip
TO = re.compile(r"^(?P<who>[A-Z][^.:;]{1,70}?)\s+(?:to|will|shall|is to|agreed to)\s+(?=[a-z])")
_OWNER_FIRST = re.compile(r"(?P<who>[A-Z][^.:;]{1,60}?)(?P<mark>:|\s+[-–—])\s+(?=\w)")
_TAIL = re.compile(r"[(\[](?P<inside>[^()\[\]]{2,120})[)\]]\s*[.]?\s*$")
_DAY = re.compile(r"(?<![\d/.])\d{1,2}[/.]\d{1,2}(?![\d/.])")  # "by 3/5"
_BY = re.compile(r"\b(?:by|before|due|within|no later than|on)\s+(?=\S)", re.IGNORECASE)
_WHEN = re.compile(r"(?:[^.;()]|(?<=\d)\.(?=\d)){2,40}")
_INITIALLED = re.compile(r"(?<=[.;])\s+(?P<who>[A-Z]{2,3}(?:\s?[/&,]\s?[A-Z]{2,3})*)[.,;]?(?:\s+|$)")
_TIMESCALE = re.compile(
    r"^(?:asap|as soon as possible|immediate(?:ly)?|on-?going|next (?:meeting|review)|within .{2,30}|end "
    r"of \w+|today|\d+ (?:days?|weeks?|months?)|prior to .{2,30}|before .{2,30}|forthwith|continuous)$",
    re.IGNORECASE,
)
_OWN_NUMBER = re.compile(r"(A(?:P|CT)?[ .]?\d{1,3})[.):]?\s+(?=[A-Z])")
_AROUND_DATES = frozenset(
    [
        "by",
        "on",
        "due",
        "date",
        "before",
        "target",
        "no",
        "later",
        "than",
        "the",
        "of",
        "end",
        "completed",
        "to",
        "be",
        "in",
        "for",
        "at",
        "am",
        "pm",
        "noon",
        "week",
        "commencing",
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ]
)
_AS_STATUS = frozenset(["ongoing", "on going", "continuou"])
"""How far an earlier action has come; of a new one it says until when."""
_DASH = re.compile(r"\s+[-–—|]\s+|\s*\t\s*|\s{3,}")
LONGEST = 1500  # characters; what is longer is prose


@dataclass(slots=True)
class Draft:
    """An action whose words may run over several lines."""

    start: int
    end: int
    number: str
    text: str
    text_start: int
    previous: bool
    owner: str = ""
    owner_at: int = -1
    agency: str = ""
    due: str = ""
    due_at: int = -1
    status: str = ""
    outcome: str = ""


def read_line(line: Line, at: int, previous: bool, open_: Draft | None) -> Draft | None:
    """The action that a line starts, the open one where the line goes on with it, or None."""
    words = line.text[at:].lstrip(" -–—•*·:")
    at = line.text.find(words, at)
    number, cut = _reference(words)
    fields = list(FIELD.finditer(words))
    starts = bool(
        number
        or line.marker
        or line.kind is BlockKind.LIST_ITEM
        or (fields and fields[0].start() == 0 and kind_of(fields[0]) == "action")
    )
    if open_ is not None and fields and fields[0].start() == 0 and kind_of(fields[0]) != "action":
        fill(open_, words, fields, line.start + at)
        open_.end = line.end
        return open_
    looks = (
        starts
        or bool(TO.match(words))
        or bool(_TAIL.search(words))
        or bool(_INITIALLED.search(words))
        or _between_dashes(words)
        or bool(fields and fields[0].start() == 0)
    )
    if not looks or fold(words) in NO_ACTION or (len(words.split()) < 3 and not fields):
        return None
    number = number or line.marker.strip(" .)")
    number = number if any(c.isdigit() for c in number) else ""
    draft = Draft(line.start + at, line.end, number, "", line.start + at + cut, previous)
    if fields and fields[0].start() == 0 and kind_of(fields[0]) == "action":
        draft.number = fields[0]["number"] or number
    first = next((f.start() for f in fields if kind_of(f) != "action" and f.start() >= cut), len(words))
    body = words[cut:first]
    if (lead := next((f for f in fields if kind_of(f) == "action" and f.start() < first), None)) is not None:
        body, cut = words[lead.end() : first], lead.end()
    draft.text, draft.text_start = body.strip(" ;,–—-|("), line.start + at + cut
    fill(draft, words, [f for f in fields if f.start() >= first], line.start + at)
    loosen(draft)
    return draft


def _between_dashes(words: str) -> bool:
    """ "Ann Archer - ring the landlord - 28/3/25": who, what and perhaps when, with nothing but dashes."""
    first, *rest = _DASH.split(words)
    return bool(rest) and is_name(first) and " " in first and len(rest[0].split()) > 2


def _reference(words: str) -> tuple[str, int]:
    """The number that an action's line starts with, "A3" among them, and where its words begin."""
    if (own := _OWN_NUMBER.match(words)) is not None:
        return own[1], own.end()
    return split_number(words)


def kind_of(field: re.Match[str]) -> str:
    """What a label introduces: the action, its owner, when it is due, ..."""
    return _MEANING[field["label"].lower()]


def fill(draft: Draft, words: str, fields: Sequence[re.Match[str]], start: int) -> None:
    """Put what labels say ("Owner: ...; Due: ...") into the action."""
    ends = [f.start() for f in fields[1:]] + [len(words)]
    for field, end in zip(fields, ends, strict=False):
        value = words[field.end() : end].strip(" ;,|")
        if value.count("(") != value.count(")"):
            value = value.strip(" ()")
        at = start + field.end()
        kind = kind_of(field)
        if kind == "owner":
            draft.owner, draft.owner_at = value, at
        elif kind == "due":
            draft.due, draft.due_at = value, at
        elif kind == "status":
            draft.status = value
        elif kind == "outcome":
            draft.outcome = value
        elif kind == "agency":
            draft.agency = value
        elif kind == "action" and not draft.text:
            draft.text, draft.text_start = value, at


def loosen(draft: Draft) -> None:
    """Owner and date that no label names: in brackets or after dashes at the end, "PC Smith to ..."."""
    _take_initials(draft)
    _take_date(draft)
    tail = _TAIL.search(draft.text)
    if tail is not None and _fits(tail["inside"], draft, draft.text_start + tail.start("inside")):
        draft.text = draft.text[: tail.start()].rstrip(" -–—,;")
    pieces = list(_DASH.finditer(draft.text))
    for gap in reversed(pieces):
        if not _fits(draft.text[gap.end() :], draft, draft.text_start + gap.end()):
            break
        draft.text = draft.text[: gap.start()]
    told = _OWNER_FIRST.match(draft.text)
    if not draft.owner and told is not None and _owns_first(told):
        draft.owner, draft.owner_at = told["who"], draft.text_start
        draft.text, draft.text_start = draft.text[told.end() :], draft.text_start + told.end()
        second = _OWNER_FIRST.match(draft.text)
        if second is not None and is_name(second["who"]) and mentions_agency(draft.owner):
            draft.agency, draft.owner, draft.owner_at = draft.owner, second["who"], draft.text_start
            draft.text, draft.text_start = draft.text[second.end() :], draft.text_start + second.end()
    lead = TO.match(draft.text)
    if not draft.owner and lead is not None and could_own(lead["who"]):
        draft.owner, draft.owner_at = lead["who"], draft.text_start


def _owns_first(told: re.Match[str]) -> bool:
    """Before a colon anybody that can own; before a dash, which may stand anywhere, a name or an agency."""
    who = told["who"]
    return could_own(who) if told["mark"] == ":" else is_name(who) or is_agency(who)


def _take_date(draft: Draft) -> None:
    """The date that a sentence ends in; it stays in it unless the owner stands before it in brackets."""
    text = draft.text.rstrip(" .")
    for by in reversed(list(_BY.finditer(text, max(len(text) - 60, 0)))):
        if draft.due or not (when := _WHEN.fullmatch(text, by.end())):
            return
        said = _DASH.split(when[0].strip(), maxsplit=1)[0]
        dates = find_dates(said)
        if (
            (dates and _only_a_date(said, dates[0]))
            or _DAY.match(said)
            or _TIMESCALE.match(text[by.start() :])
        ):
            draft.due, draft.due_at = said, draft.text_start + by.end()
            if text[: by.start()].rstrip().endswith((")", "]")):
                draft.text = text[: by.start()].rstrip()


def _take_initials(draft: Draft) -> None:
    """ "Refer to the project. HM. 30.04.2018": who by initials after the sentence, and when after that."""
    found = _INITIALLED.search(draft.text)
    if draft.owner or found is None:
        return
    rest = draft.text[found.end() :].strip()
    if rest and not _fits(rest, draft, draft.text_start + found.end()):
        return
    draft.owner, draft.owner_at = found["who"], draft.text_start + found.start("who")
    draft.text = draft.text[: found.start()]


def _fits(words: str, draft: Draft, start: int) -> bool:
    """Take a piece at the end for a date, a status or an owner; False where it is none."""
    words = words.strip()
    dates = find_dates(words)
    bare = re.sub(r"^(?:by|due|before)\s+", "", words, flags=re.IGNORECASE)
    if draft.previous and not draft.status and fold(words) in _AS_STATUS:
        draft.status = words
        return True
    if not draft.due and (_TIMESCALE.match(bare) or (dates and _only_a_date(words, dates[0]))):
        draft.due, draft.due_at = bare, start + words.find(bare)
        return True
    if (
        not draft.status
        and len(words) < 30
        and status_of(words) is not ActionStatus.UNKNOWN
        and (not is_name(words) or " " not in words)
    ):
        draft.status = words
        return True
    owner = words
    if dates and not draft.due:
        owner = words[: dates[0].start]
        owner = re.sub(r"[\s,;–—-]*(?:by|due|before)?\s*$", "", owner, flags=re.IGNORECASE)
    if not draft.owner and could_own(owner):
        draft.owner, draft.owner_at = owner, start
        if dates and not draft.due:
            draft.due, draft.due_at = words[dates[0].start : dates[0].end], start + dates[0].start
        return True
    return False


def _only_a_date(words: str, found: FoundDate) -> bool:
    """True where nothing but small words stands around a date."""
    around = fold(words[: found.start] + " " + words[found.end :]).split()
    return all(word in _AROUND_DATES for word in around)


def could_own(words: str) -> bool:
    """True for words that are nothing but names, posts and agencies."""
    pieces = [piece for piece in re.split(r"\s*[,/;]\s*|\s+[-–—]\s+|\s+and\s+|[()]", words) if piece.strip()]
    return (
        bool(pieces)
        and len(words) < 90
        and all(is_name(p) or mentions_agency(p) or is_post(p) for p in pieces)
        and any(c.isupper() for c in words)
    )


def finish(draft: Draft) -> Action:
    """The action that the draft has become."""
    owner, agency = read_owner(draft.owner) if draft.owner else ("", "")
    action = Action(
        draft.text.strip(" .;"), draft.number, owner, draft.agency or agency, draft.due,
        read_date(draft.due), status_of(draft.status, draft.outcome),
        draft.outcome or beyond_status(draft.status), draft.previous, Span(draft.start, draft.end),
    )  # fmt: skip
    return replace(
        action,
        text_span=Span(draft.text_start, draft.text_start + len(action.text)) if action.text else None,
        owner_span=Span(draft.owner_at, draft.owner_at + len(draft.owner))
        if draft.owner_at >= 0 and draft.owner
        else None,
        due_span=Span(draft.due_at, draft.due_at + len(draft.due))
        if draft.due_at >= 0 and draft.due
        else None,
    )
