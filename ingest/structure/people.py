"""One entry of an attendance list or one owner of an action: name, role, agency and how they took part."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.structure.lexicon import is_agency, is_name, is_post, is_trade_word, mentions_agency, split_title
from models.structure import Presence

_PRESENCE_WORDS: tuple[tuple[re.Pattern[str], Presence], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), presence)
    for pattern, presence in (
        (
            r"\b(?:did not attend|dna|absent|not present|no apolog(?:y|ies)|failed to attend"
            r"|non[- ]attendance|not in attendance|did not respond)\b",
            Presence.ABSENT,
        ),
        (
            r"\b(?:by |via |on |joined by |dial+ed in|dial[- ]in)?(?:phone|telephone|teams|ms teams|skype"
            r"|video(?: ?link| ?conference)?|conference call|dial+ed in|dial[- ]in|remotely|zoom"
            r"|virtual(?:ly)?|tele-?conference)\b",
            Presence.BY_PHONE,
        ),
        (
            r"\b(?:(?:written )?report (?:sent|provided|submitted|received|only)|(?:sent|provided"
            r"|submitted) (?:a |written )?report|written (?:report|update|contribution))\b",
            Presence.REPORT,
        ),
        (r"\bapol(?:ogy|ogies|s)?\b\.?", Presence.APOLOGIES),
        (r"\b(?:invited)\b", Presence.INVITED),
        (r"\b(?:present|attended|in attendance|in person|attending)\b", Presence.PRESENT),
    )
)
_MARKS = {
    **dict.fromkeys(
        ("y", "yes", "p", "✓", "✔", "☒", "☑", "✅", "att", "att.", "true", "√", "ü", "•"), Presence.PRESENT
    ),
    **dict.fromkeys(("n", "no", "✗", "✘", "☐", "dna", "❌", "×", "false", "abs"), Presence.ABSENT),
    **dict.fromkeys(("a", "ap", "apol", "apols", "apols.", "aps"), Presence.APOLOGIES),
    **dict.fromkeys(("i", "inv"), Presence.INVITED),
    **dict.fromkeys(("t", "tel", "tel.", "v", "r"), Presence.BY_PHONE),
}
_BRACKETED = re.compile(r"^(?P<name>[^(\[]+?)\s*[(\[](?P<inside>[^()\[\]]*)[)\]]\s*(?P<rest>.*)$")
_NESTED = re.compile(r"\(([^()]{0,80}?)\s*\(([^()]{0,80})\)([^()]{0,80})\)")  # "(Manager (Chair), Police)"
_PARTS = re.compile(r"\s*[,;|\t]\s*|\s+[-–—]\s+|\s{3,}|\s*:\s+|\s+/\s+")
_OUTSIDE = re.compile(r",\s*(?![^()\[\]]*[)\]])")
_OF = re.compile(r"\s+(?:of|from|for|representing|on behalf of)\s+(?:the\s+)?", re.IGNORECASE)
_LATER = re.compile(r"(?<=[a-z]{4})\.\s+(?=[A-Z])")
_INITIALS = re.compile(r"[A-Z](?:\.[A-Z]){1,3}")
_PLACES = frozenset(
    [
        "north",
        "south",
        "east",
        "west",
        "central",
        "city",
        "town",
        "county",
        "region",
        "district",
        "leaving",
        "looked",
        "after",
        "care",
        "adults",
        "adult",
        "early",
        "help",
        "hub",
        "street",
        "road",
        "house",
        "court",
        "duty",
        "night",
        "crime",
        "major",
        "serious",
        "custody",
    ]
)
_A_BODY = re.compile(r"\b(?:service|team|unit|trust)s?$", re.IGNORECASE)  # "IDVA service", not an IDVA
_UNIT = re.compile(
    r"ppu|public protection(?: unit| team)?|mosovo|moso|offender management(?: unit)?|pvp|mash|omu|cid|vlu"
    r"|mappa unit",
    re.IGNORECASE,
)
_CHAIR = re.compile(r"(?:vice[- ]|deputy )?chair(?:person|man|woman|ed by)?", re.IGNORECASE)
_LONGEST = 300  # characters; what is longer is prose, and patterns below would crawl over it
_A_LIST = 3
"""So many parts that open with a name make a list; with two, the second may be a street or a house."""
_CONTACT = re.compile(r"\S+@\S+|\b0\d[\d ]{7,}\d\b|\b(?:tel|email|e-mail|mob)\b\.?:?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """Who, as what, for whom; `presence` is None where the words do not say."""

    name: str
    role: str = ""
    agency: str = ""
    presence: Presence | None = None


def presence_in(text: str) -> Presence | None:
    """How somebody took part, by the words or the mark in a cell or after a name."""
    mark = text.strip().lower()
    if mark in _MARKS:
        return _MARKS[mark]
    if mark == "x":
        return Presence.PRESENT
    return next((presence for pattern, presence in _PRESENCE_WORDS if pattern.search(text)), None)


def split_entries(text: str) -> list[str]:
    """The entries of a line that lists several people ("Ann Archer (Probation), DS Bell (Police)")."""
    if ";" in text:
        return [piece.strip() for piece in text.split(";") if piece.strip()]
    pieces = [piece.strip() for piece in _OUTSIDE.split(text)]
    last = pieces[-1].split(" and ")
    if len(last) == 2 and all(_BRACKETED.match(p) or is_name(p) for p in last):
        pieces[-1:] = last
    if len(pieces) > 1 and all(_BRACKETED.match(p) for p in pieces):
        return pieces
    if len(pieces) > 1 and all(is_name(p.split("(", 1)[0] if _BRACKETED.match(p) else p) for p in pieces):
        return pieces
    opens = [at for at, piece in enumerate(pieces) if is_name(_head(piece)) or _runs_on(piece)]
    if len(opens) >= _A_LIST and opens[0] == 0:
        ends = [*opens[1:], len(pieces)]
        return [", ".join(pieces[start:end]) for start, end in zip(opens, ends, strict=True)]
    return [text.strip()]


def names_somebody(words: str) -> bool:
    """True where a line that lists people opens with a name."""
    first = split_entries(words.strip()[:_LONGEST])[0].split(",", 1)[0]
    return is_name(_head(first)) or _runs_on(first)


def _runs_on(piece: str) -> bool:
    """True for a whole name with a post or an agency straight after it: "Joe Lambert SPO probation"."""
    head = _head(piece)
    words = head.split()
    least = max(len(split_title(head)[0].split()), 1)
    cut = next((i for i, word in enumerate(words) if i >= least and is_trade_word(word)), len(words))
    return 1 < cut < len(words) and is_name(" ".join(words[:cut]))


def _head(piece: str) -> str:
    """What a part of a list opens with: "PC 4471 Ahmed (MOSOVO)" with a name, "Housing Options" without."""
    return re.split(r" ?\(| [-–—] |: ", piece, maxsplit=1)[0].strip()


def read_entry(text: str) -> Entry | None:
    """The person that an entry is about, or None where no name, post or agency can be told."""
    if len(text) > _LONGEST:
        return None
    presence, text = _take_presence(_CONTACT.sub(" ", _NESTED.sub(r"(\1, \2\3)", text)))
    if presence is not None:
        text = _LATER.split(text, maxsplit=1)[0]  # "Trust. A written report was received."
    text = text.strip(" ;,-–—•*·|")
    text = text if _INITIALS.fullmatch(text.removesuffix(".")) else text.strip(" .;,-–—•*·|")
    if not text:
        return None
    parts = _without_initials(_pieces(text))
    name = role = agency = ""
    spare: list[str] = []
    for part in parts:
        if not name and is_name(part):
            name = part
        elif not agency and is_agency(part) and (role or _A_BODY.search(part) or not is_post(part)):
            agency = part
        elif agency and not role and is_agency(part) and _UNIT.fullmatch(agency):
            role, agency = agency, part  # "DC Ravi Nair - PPU - Police": a unit, and whose it is
        elif not role and is_post(part):
            role = part
        elif name and _CHAIR.fullmatch(role) and is_post(part):
            role = f"{role}, {part}"  # "Ann Archer (Chair) - SPO - Probation"
        elif role and _CHAIR.fullmatch(part):
            role = f"{role}, {part}"
        elif not agency and mentions_agency(part):
            agency = part
        else:
            spare.append(part)
    if not name and role and (called := _named_after_post(role)):
        role, name = called
    if not name and (len(parts) == 1 or not _PARTS.search(text)):
        return _run_together(text, presence)
    spare = [part for part in spare if part[:1].isupper()]
    if len(spare) > 1 and name and not role:
        role = spare.pop(0)
    if spare and name and agency and not role and len(spare[0].split()) <= 6:
        role = spare.pop(0)
    if spare and name and not agency:  # posts are words of the trade; a name of an agency may be anything
        agency = spare[0]
    if not name and not (role or agency):
        return None
    if _INITIALS.fullmatch(name) and f"{name}." in text:
        name += "."
    rank, name = split_title(name)
    if rank and _CHAIR.fullmatch(role):
        role = f"{rank}, {role}"  # the chair has a rank of their own
    return Entry(name, role or rank, agency, presence)


def _without_initials(parts: list[str]) -> list[str]:
    """The parts of "AB - Ann Archer-Bell, Probation" without the initials that stand for the name."""
    if len(parts) > 1 and re.fullmatch(r"[A-Z]{2,4}", parts[0]) and is_name(parts[1]):
        words = re.findall(r"[^\W\d_][\w'’]*", parts[1])
        told = "".join(word[0] for word in words if word[0].isupper())
        if told.endswith(parts[0]):
            return parts[1:]
    return parts


def _named_after_post(text: str) -> tuple[str, str] | None:
    """ "Custodial manager Lee Thornhill": the post and the name, where a whole name follows a post."""
    words = text.split()
    cut = next((i for i in range(len(words), 0, -1) if is_trade_word(words[i - 1])), 0)
    name = " ".join(words[cut:])
    whole = 2 <= len(words) - cut <= 3 and not _PLACES.intersection(name.lower().split())
    return (
        (" ".join(words[:cut]), name) if cut and whole and is_name(name) and is_post(words[cut - 1]) else None
    )


def _pieces(text: str) -> list[str]:
    bracketed = _BRACKETED.match(text)
    if bracketed is None:
        parts = _PARTS.split(text)
    else:
        parts = [
            *_PARTS.split(bracketed["name"]),
            *_PARTS.split(bracketed["inside"]),
            *_PARTS.split(bracketed["rest"]),
        ]
    split: list[str] = []
    for part in parts:
        halves = _OF.split(part, maxsplit=1)
        if (
            len(halves) == 2
            and (is_name(halves[0]) or is_post(halves[0]))
            and mentions_agency(halves[1])
            and (not is_agency(part) or (is_name(halves[0]) and " " in halves[0]))
        ):
            split.extend(halves)
        else:
            split.append(part)
    return [said for part in split if (said := part.strip(" .-–—"))]


def _take_presence(text: str) -> tuple[Presence | None, str]:
    """Words of presence, taken out: "Ann Archer - apologies"."""
    for pattern, presence in _PRESENCE_WORDS:
        match = pattern.search(text)
        if match is not None:
            rest = (
                (text[: match.start()] + text[match.end() :])
                .replace("()", " ")
                .replace("( )", " ")
                .replace("[]", " ")
            )
            return presence, rest
    return None, text


def _run_together(text: str, presence: Presence | None) -> Entry | None:
    """ "Ann Archer Senior Probation Officer Probation Service": cut where the words of the trade begin."""
    chairs = _BRACKETED.match(text)
    if chairs is not None and _CHAIR.fullmatch(chairs["inside"].strip()) and not chairs["rest"]:
        entry = _run_together(chairs["name"], presence)
        told = ", ".join(filter(None, (entry.role, chairs["inside"].strip()))) if entry else ""
        return replace(entry, role=told) if entry else None
    words = text.split()
    cut = next((i for i, word in enumerate(words) if i > 1 and is_trade_word(word)), len(words))
    name, rest = " ".join(words[:cut]), " ".join(words[cut:])
    if cut <= 5 and is_name(name) and (is_post(rest) or mentions_agency(rest)):
        role, agency = _role_and_agency(rest)
        rank, name = split_title(name)
        return Entry(name, role or rank, agency, presence)
    if is_name(text):
        rank, name = split_title(text)
        return Entry(name, rank, "", presence)
    if is_agency(text):
        return Entry("", "", text, presence)
    if is_post(text) and len(words) <= 8:
        return Entry("", text, "", presence)
    return None


def _role_and_agency(text: str) -> tuple[str, str]:
    """A post and an agency written one after the other; the post ends at the last word that names one.

    "Head of Offender Management HMP Coldbrook": what hangs on the post by "of" runs to the agency's own word.
    """
    words = text.split()
    cut = next((c for c in range(len(words), 0, -1) if is_post(words[c - 1])), 0)
    if not cut:
        return ("", text) if mentions_agency(text) else (text, "")
    if words[cut : cut + 1] == ["of"]:
        cut = next((c for c in range(cut + 1, len(words)) if mentions_agency(words[c])), len(words))
    return " ".join(words[:cut]), " ".join(words[cut:])


def read_owner(text: str) -> tuple[str, str]:
    """An action's owner and their agency: "PC Smith, Police", "Probation - Ann Archer", "Housing"."""
    entry = read_entry(text)
    if entry is None:
        return text.strip(), ""
    if entry.name:
        return entry.name, entry.agency or (
            "" if entry.role == entry.name.split()[0] else _agency_of(entry.role)
        )
    if entry.agency:
        return entry.role, entry.agency
    return entry.role or text.strip(), ""


def _agency_of(role: str) -> str:
    return role if is_agency(role) else ""
