"""The words of the trade that tell an agency, a rank or post, and a person's name from each other.

None of these is complete. They break ties where a document gives no column or label to go by.
"""

from __future__ import annotations

import re

from ingest.structure.words import fold

_AGENCY_WORDS = (
    r"police|constabulary|probation|nps|hmpps|hmp|hm prison|prison|prisons|nhs|health|trust|council|county "
    r"council|borough|maternity|midwifery|"
    r"children'?s (?:services|social care)|adult (?:services|social care)|social (?:services|care|work)"
    r"|housing|homes|"
    r"youth (?:offending|justice)|yot|yos|yjs|yoi|job ?centre|jobcentre plus|dwp|department|home office"
    r"|immigration|"
    r"victim (?:liaison|contact|support)|vlu|vcu|ukvi|ukba|mental health|camhs|hospital|education|school"
    r"|college|crc|"
    r"community rehabilitation company|approved premises|safeguarding|local authority|social services|ems"
    r"|serco|g4s|crown prosecution|cps|"
    r"fire (?:and|&) rescue|ambulance|(?-i:IRIS)|refuge|women'?s aid|barnardo'?s|nspcc|moj|"
    r"ministry of justice|electronic monitoring|counter[- ]terrorism|ctp|ctu|forensic|drug|substance misuse"
    r"|charity|association"
    r"|services?|"
    r"mosovo|ppu|public protection unit|mash|idva service|idvas|marac|mappa unit|coordination unit"
    r"|clinical commissioning|icb|ccg"
)
_AGENCY = re.compile(rf"\b(?:{_AGENCY_WORDS})\b", re.IGNORECASE)
_WHOLE_AGENCY = re.compile(
    r"^(?:the )?(?:local |national )?(?:[\w'’]+ ){0,3}(?:"
    + _AGENCY_WORDS
    + r")(?: (?:and|&|of|for|service|services|team|unit|department|trust|liaison"
    r"|update|report|plus|social|care|work|adult|children'?s|staff|prison|england|wales|foundation|offending|justice|health|mental|partnership))*$",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:(?:detective|police|chief|temporary|acting|deputy|assistant)\s+)*"
    r"(?:pc|dc|ds|dci|dsu|supt|superintendent|inspector|sergeant|constable|sgt|insp|acc|acpo|cso|pcso|pso|spo|aco|ndpdu|cpn|ctpo|"
    r"officer|manager|head|director|practitioner|worker|nurse|psychologist|psychiatrist|doctor|consultant|lead|co-?ordinator|administrator|"
    r"minute[- ]taker|minutes|chair(?:person|man|woman)?|governor|governance|advisor|adviser|teacher"
    r"|headteacher|supervisor|vlo|vlos|idva|isva|amhp|"
    r"offender manager|clerk|analyst|trainee|student|observer|representative|therapist|midwife|visitor"
    r"|commander|solicitor|secretary|"
    r"specialist|team leader|leader|assistant|key ?worker|mentor|coach|adviser|caseworker|case manager"
    r"|senior|principal|operator|partner|commissioner|spoc"
    r"|(?-i:DI|CI|PO|OM|COM|POM|HOP|HOMU|SPS|SPP|GP|SW|JSW|CJSW|HV|PPO|MCO|LCU))\b",
    re.IGNORECASE,
)
"""Short posts that are words or names too ("Om", "Di", "Po") count in capitals alone."""
_TITLE = (
    r"(?:mr|mrs|ms|miss|mx|dr|prof|professor|revd|rev|sir|dame|lord|lady|cllr|dci|dsu|dcs|pcso|pc|dc|ds/det"
    r"|ds|di|sgt|insp|acc|ci|[at]/(?:dci|dc|ds|di|insp|sgt|pc)"
    r"|[at]/(?:det\.? )?(?:ch\.? )?(?:supt|sgt|insp)"
    r"|det\.? (?:con|sgt|sergeant|insp|ch insp|supt|constable|inspector)|det"
    r"|ch\.? (?:insp|supt)|(?:detective )?(?:chief )?(?:constable|sergeant|inspector|superintendent|supt)"
    r"|police (?:constable|sergeant))"
)
_TITLED = re.compile(rf"^({_TITLE})\.?\s+(?=[A-Z]|\d)", re.IGNORECASE)
_RANKS_AS_TITLES = re.compile(
    r"^(?:[at]/.*|pc|dc|ds|di|dci|dsu|sgt|insp|inspector|sergeant|supt|acc|pcso|ci|ch insp|det\b.*"
    r"|detective\b.*|police\b.*|chief\b.*|superintendent)$",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[^\W\d_][\w'’.-]*)"
_NAME = re.compile(rf"^(?:{_TITLE}\.?\s+)?{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,4}}$", re.IGNORECASE)
_COLLAR = re.compile(r"^[a-z]{0,2}[ /]?\d{2,6}[a-z]?\b\s*|\s+[a-z]{0,2}/?\d{2,6}$", re.IGNORECASE)


def is_agency(text: str) -> bool:
    """True where the words as a whole name an agency ("Northshire Police", "Children's Services update")."""
    return len(text) < 80 and bool(_WHOLE_AGENCY.match(text.strip(" :.")))


def mentions_agency(text: str) -> bool:
    """True where an agency's word stands in the text."""
    return bool(_AGENCY.search(text))


def is_post(text: str) -> bool:
    """True where the words hold a rank, a post or a part in the meeting."""
    return bool(_RANK.search(text))


_OPENERS = frozenset(
    [
        "senior",
        "detective",
        "police",
        "chief",
        "offender",
        "victim",
        "team",
        "work",
        "social",
        "head",
        "deputy",
        "assistant",
        "community",
        "consultant",
        "clinical",
        "children",
        "adult",
        "youth",
        "public",
        "mental",
        "national",
        "local",
        "probation",
        "prison",
        "housing",
        "health",
        "forensic",
        "family",
        "service",
        "area",
        "district",
        "neighbourhood",
        "specialist",
        "independent",
        "domestic",
        "resettlement",
        "safeguarding",
        "substance",
        "approved",
        "violent",
        "sex",
        "lead",
        "acting",
        "temporary",
    ]
)


def is_trade_word(word: str) -> bool:
    """True for a word that opens or makes a post or an agency, and so is not part of a name."""
    bare = fold(word)
    return bare in _OPENERS or is_post(word) or mentions_agency(word)


def split_title(name: str) -> tuple[str, str]:
    """A police rank written before a name, and the whole name as written: ("DS", "DS Bell")."""
    match = _TITLED.match(name)
    if match and _RANKS_AS_TITLES.match(match[1]):
        return match[1], name
    return "", name


def is_name(text: str) -> bool:
    """True where the words could be a person's name: capitals, no word of the trade, no digits.

    A collar number beside a rank is part of neither: "PC 4471 Ahmed", "DS Bloggs 1234", "PC 4471".
    """
    text = text.strip(" .,;:")
    if len(text) > 60:
        return False
    titled = _TITLED.match(text)
    rest = text[titled.end() :] if titled else text
    if titled and _RANKS_AS_TITLES.match(titled[1]):
        rest, numbers = _COLLAR.subn("", rest)
        if not rest:
            return bool(numbers)
    if not _NAME.match(rest):
        return False
    words = rest.split()
    capital = any(word[:1].isupper() for word in words) and all(_named_so(word) for word in words)
    return capital and not mentions_agency(rest) and not is_post(rest) and fold(rest) not in _NOT_NAMES


_PARTICLES = frozenset(
    [
        "al",
        "ap",
        "ab",
        "ar",
        "as",
        "at",
        "ben",
        "bin",
        "bint",
        "da",
        "das",
        "de",
        "del",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "ferch",
        "ibn",
        "la",
        "le",
        "mac",
        "o",
        "ou",
        "san",
        "st",
        "ten",
        "ter",
        "uit",
        "van",
        "ven",
        "verch",
        "von",
        "y",
        "zu",
    ]
)


def _named_so(word: str) -> bool:
    """True for a word of a name: with a capital, a particle, or both joined ("al-Rashid", "d'Arcy")."""
    if word[:1].isupper() or word in _PARTICLES:
        return True
    head, *rest = re.split(r"[-'’]", word, maxsplit=1)
    return bool(rest) and (head in _PARTICLES or head in ("d", "l", "t")) and rest[0][:1].isupper()


_NOT_NAMES = frozenset(
    [
        "present",
        "apology",
        "absent",
        "invited",
        "attended",
        "none",
        "name",
        "role",
        "agency",
        "all",
        "ye",
        "no",
        "action",
        "vacant",
        "tbc",
        "day",
        "month",
        "year",
        "date",
        "chair",
        "apologie",
        "not",
        "known",
        "unknown",
        "to",
        "be",
        "confirmed",
        "vacancy",
        "various",
        "panel",
        "all",
        "agency",
        "all",
        "attendee",
        "everyone",
        "not",
        "applicable",
        "na",
        "n",
        "a",
    ]
) | {
    "all agency",
    "not known",
    "to be confirmed",
    "not applicable",
    "all attendee",
    "all agencie",
    "police",
    "panel member",
}
