"""The words of a protective marking, current and of the scheme before April 2014, in every spelling met.

A line is a marking only where every word of it belongs to one: "OFFICIAL-SENSITIVE - RECIPIENTS ONLY" is,
"the official sensitive matter" is not. Page numbers and a label ("Classification:") may stand beside it.
Source: Government Security Classifications Policy (2014, revised 2023); for the older levels, the mapping
published with the Ministry of Justice's security guidance.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from models.marking import Caveat, CaveatKind, LegacyTier, ProtectiveMarking, Tier

_LONGEST = 160  # characters; a marking with all its caveats is shorter
_LABEL = re.compile(
    r"^\W*(?:(?:[a-z]{2,12} ){0,2}?(?=document |security |protective ))?"
    r"(?:(?:document |security |information |government |protective |gpms |gsc |current )*"
    r"(?:classification|protective marking|marking|protectively marked(?: as)?|gpms|gsc|sensitivity(?: "
    r"label)?|security level)"
    r"(?: \(?when complete[d]?\)?)?)\s*[:=–—-]+\s*",
    re.IGNORECASE,
)
_SEC = re.compile(r"^\W*SEC\s*=\s*", re.IGNORECASE)
_PAGE = re.compile(
    r"\b(?:page|pg\.?|p\.)\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\b|\b\d{1,4}\s+of\s+\d{1,4}\b|(?<!\S)[-–]?\s?\d{1,4}\s?[-–]?\s*$|^\s*\d{1,4}(?=\s)",
    re.IGNORECASE,
)
_SPACED = re.compile(r"(?<=\b[A-Z]) (?=[A-Z]\b)")  # "O F F I C I A L", as letters are set apart for show
_TOKEN = re.compile(r"[^\W_]+(?:\*|'[A-Z]+)?|/|&|,")
_WELSH = {"SWYDDOGOL": "OFFICIAL", "SENSITIF": "SENSITIVE"}
_LONG_WORDS = (
    "OFFICIAL",
    "SENSITIVE",
    "RESTRICTED",
    "CONFIDENTIAL",
    "PROTECTIVELY",
    "UNCLASSIFIED",
    "COMPLETED",
)

_WHEN = tuple(
    tuple(words.split())
    for words in (
        "WHEN COMPLETED", "WHEN COMPLETE", "ONCE COMPLETED", "ONCE COMPLETE", "ON COMPLETION",
        "WHEN BLANK", "UNTIL COMPLETED", "UNTIL COMPLETE", "WHEN FILLED IN", "WHEN FILLED",
        "AFTER COMPLETION",
        "IF COMPLETED", "UPON COMPLETION", "WHEN POPULATED", "WHEN FULLY COMPLETED",
    )
)  # fmt: skip
_CAVEATS: tuple[tuple[tuple[str, ...], Caveat], ...] = tuple(
    sorted(
        (
            (tuple(words.replace("/", " / ").split()), Caveat(kind, words))
            for kind, group in (
                (CaveatKind.HANDLING,
                    ("RECIPIENTS ONLY", "RECIPIENT ONLY", "NAMED RECIPIENTS ONLY", "HMG USE ONLY",
                        "FOR PUBLIC RELEASE", "EMBARGOED", "LIMDIS", "NOT FOR DISCLOSURE",
                        "NOT FOR ONWARD DISCLOSURE", "NO ONWARD DISSEMINATION", "LIMITED CIRCULATION")),
                (CaveatKind.DESCRIPTOR,
                    ("PERSONAL DATA", "PERSONAL", "COMMERCIAL", "LOCSEN", "LEGAL", "LPP",
                        "LEGAL PROFESSIONAL PRIVILEGE", "LEGAL / LPP", "LEGAL/LPP", "HR", "MANAGEMENT",
                        "HR / MANAGEMENT", "HR/MANAGEMENT", "MARKET SENSITIVE", "INVESTIGATION",
                        "INVESTIGATIONS", "STAFF", "MEDICAL", "POLICY", "APPOINTMENTS", "BUDGET",
                        "CONTRACTS", "HONOURS", "INVESTMENTS", "VISITS", "PRIVATE")),
                (CaveatKind.NATIONAL,
                    ("UK EYES ONLY", "CANUKUS EYES ONLY", "CANUKUS", "AUSCANNZUKUS EYES ONLY",
                        "AUSCANNZUKUS", "UK / US EYES ONLY", "UK/US EYES ONLY", "FIVE EYES ONLY", "UKEO")),
            )
            for words in group
        ),
        key=lambda pair: -len(pair[0]),
    )
)  # fmt: skip
_MAINS: tuple[tuple[tuple[str, ...], ProtectiveMarking], ...] = (
    (("TOP", "SECRET"), ProtectiveMarking(Tier.TOP_SECRET)),
    (("SECRET",), ProtectiveMarking(Tier.SECRET)),
    (("OFFICIAL", "SENSITIVE"), ProtectiveMarking(Tier.OFFICIAL, True)),
    (("OFFICIAL", "/", "SENSITIVE"), ProtectiveMarking(Tier.OFFICIAL, True)),
    (("OFFICIALSENSITIVE",), ProtectiveMarking(Tier.OFFICIAL, True)),
    (("OFFSEN",), ProtectiveMarking(Tier.OFFICIAL, True)),
    (("OFF", "SEN"), ProtectiveMarking(Tier.OFFICIAL, True)),
    (("OFFICIAL", "PUBLIC"), ProtectiveMarking(Tier.OFFICIAL)),
    (("OFFICIAL",), ProtectiveMarking(Tier.OFFICIAL)),
    (
        ("NOT", "PROTECTIVELY", "MARKED"),
        ProtectiveMarking(Tier.OFFICIAL, legacy=LegacyTier.NOT_PROTECTIVELY_MARKED),
    ),
    (("NPM",), ProtectiveMarking(Tier.OFFICIAL, legacy=LegacyTier.NOT_PROTECTIVELY_MARKED)),
    (("UNCLASSIFIED",), ProtectiveMarking(Tier.OFFICIAL, legacy=LegacyTier.UNCLASSIFIED)),
    (("PROTECT",), ProtectiveMarking(Tier.OFFICIAL, legacy=LegacyTier.PROTECT)),
    (("IL3", "RESTRICTED"), ProtectiveMarking(Tier.OFFICIAL, True, legacy=LegacyTier.RESTRICTED)),
    (("IL3", "REST*"), ProtectiveMarking(Tier.OFFICIAL, True, legacy=LegacyTier.RESTRICTED)),
    (("IL3", "REST"), ProtectiveMarking(Tier.OFFICIAL, True, legacy=LegacyTier.RESTRICTED)),
    (("RESTRICTED",), ProtectiveMarking(Tier.OFFICIAL, True, legacy=LegacyTier.RESTRICTED)),
    (("CONFIDENTIAL",), ProtectiveMarking(Tier.OFFICIAL, True, legacy=LegacyTier.CONFIDENTIAL)),
)
_SEPARATORS = frozenset({"/", "&", ",", "AND"})


@dataclass(slots=True)
class _Read:
    """The tokens of a line and how far they have been understood."""

    tokens: list[str]
    at: int = 0

    def take(self, words: tuple[str, ...]) -> bool:
        """Move past these words if they come next."""
        if tuple(self.tokens[self.at : self.at + len(words)]) != words:
            return False
        self.at += len(words)
        return True

    @property
    def done(self) -> bool:
        return self.at >= len(self.tokens)


def read_marking(text: str) -> ProtectiveMarking | None:
    """The marking that a line is, or None where any word of it belongs to something else.

    Levels of the older scheme come back as what they map to, with `legacy` set: RESTRICTED and CONFIDENTIAL
    as OFFICIAL-SENSITIVE, the others as OFFICIAL. The map is a proposal; only the originator may re-mark.
    """
    tokens = _tokens(text)
    if not tokens:
        return None
    read = _Read(tokens)
    marking = _main(read)
    if marking is None:
        return None
    return _with_additions(read, marking) if not read.done else marking


def leading_marking(text: str) -> ProtectiveMarking | None:
    """The marking in capitals that an e-mail's subject starts with ("OFFICIAL-SENSITIVE: minutes")."""
    words = re.sub(r"^(?:(?:re|fw|fwd)\s*:\s*)+", "", text.strip(), flags=re.IGNORECASE)
    best: ProtectiveMarking | None = None
    for cut in re.finditer(r"\s*(?:[\])]|\s[-–—|]|[:,;|])\s*|$", words[:_LONGEST]):
        piece = words[: cut.start()]
        if piece and piece == piece.upper():
            best = read_marking(piece) or best
    return best


def _tokens(text: str) -> list[str]:
    if len(text) > _LONGEST or not any(c.isalpha() for c in text):
        return []
    text = _SPACED.sub("", text)
    text = _PAGE.sub(" ", _LABEL.sub("", _SEC.sub("", text)).strip())
    tokens = _TOKEN.findall(text.upper().replace("’", "'"))
    return [_spelt(token) for token in tokens]


def _spelt(token: str) -> str:
    """A token with one slip of the pen mended ("OFFICAL"), in words long enough to be told by it."""
    token = _WELSH.get(token, token)
    if len(token) < 7 or token in _LONG_WORDS:
        return token
    return next((word for word in _LONG_WORDS if OSA.distance(token, word, score_cutoff=1) <= 1), token)


def _main(read: _Read) -> ProtectiveMarking | None:
    prefix = read.take(("UK",))
    for words, marking in _MAINS:
        if read.take(words):
            caveats = (Caveat(CaveatKind.PREFIX, "UK"),) if prefix else ()
            return ProtectiveMarking(marking.tier, marking.sensitive, caveats, False, marking.legacy)
    return None


def _with_additions(read: _Read, main: ProtectiveMarking) -> ProtectiveMarking | None:
    caveats, when = list(main.caveats), False
    while not read.done:
        if read.tokens[read.at] in _SEPARATORS:
            read.at += 1
        elif any(read.take(words) for words in _WHEN):
            when = True
        elif caveat := next((c for words, c in _CAVEATS if read.take(words)), None):
            caveats.append(caveat)
            if caveat.text == "EMBARGOED":
                read.at = len(read.tokens)  # "EMBARGOED UNTIL 09:00 ON 3 MAY": the time is not kept
        elif caveat := _organisation(read):
            caveats.append(caveat)
        elif not _again(read, main):
            return None
    return ProtectiveMarking(main.tier, main.sensitive, tuple(dict.fromkeys(caveats)), when, main.legacy)


def _organisation(read: _Read) -> Caveat | None:
    """ "HMPPS USE ONLY": up to four words, then USE ONLY."""
    for length in range(1, 5):
        end = read.at + length
        if tuple(read.tokens[end : end + 2]) == ("USE", "ONLY"):
            words = " ".join(read.tokens[read.at : end + 2])
            read.at = end + 2
            return Caveat(CaveatKind.HANDLING, words)
    return None


def _again(read: _Read, main: ProtectiveMarking) -> bool:
    """The same marking a second time on the line, left and right of the page's title."""
    for words, marking in _MAINS:
        same = (marking.tier, marking.sensitive, marking.legacy) == (main.tier, main.sensitive, main.legacy)
        if same and read.take(words):
            return True
    return False
