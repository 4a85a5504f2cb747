"""What a sentence says of two people at once: who did harm to whom, who is whose relative, who was with whom.

A cue reads the words on either side of one name. It cannot tell that the man who "came home drunk and
slapped her" did it to the woman of the sentence before, nor that whoever's mother is spoken of is the
one whom the paper is about. Each relation here is a pattern over a sentence in which names are signs
(`redact.who.sentences`), with what it says of either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.people import Role
from redact.who.cue import FAIR, STRONG
from redact.who.deeds import DONE, MET, SENT, SENT_THEM, TO_THEM
from redact.who.sentences import SOMEBODY, Sentence
from redact.who.vocabulary import CHILD, FAMILY


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a sentence says of one person."""

    person: str
    role: Role
    weight: int
    why: str


@dataclass(frozen=True, slots=True)
class _Relation:
    """A pattern, with what it says of its groups `a` and `b`; a group may hold several people."""

    pattern: re.Pattern[str]
    of: tuple[tuple[str, Role, int, str], ...]
    deed: bool = False  # staff do such things to people too, and are no offenders for it


_A, _B = rf"(?P<a>{SOMEBODY})", rf"(?P<b>{SOMEBODY})"
_SOME = rf"(?P<b>{SOMEBODY}(?:(?:, | and |, and | & ){SOMEBODY}){{0,5}})"
_W = r"[\w'’/-]+"
_NOT_PASSIVE = r"(?<!\bwas )(?<!\bwere )(?<!\bbeen )(?<!\bbeing )(?<!\bis )(?<!\bgot )"
_OTHERS_WORDS = (
    r"(?!(?:saw|sees|seen|heard|says?|said|told|states?|stated|alleg\w+|reports?|reported|claims?|claimed|"
    r"disclosed|that|who|whom|whose|when|because|after|before|fears?|afraid|with|by)\b)"
)
_UP_TO = rf"(?:,[^,.;]{{2,60}},)?(?: {_OTHERS_WORDS}{_W},?){{0,6}}?"
_HARMED = "the text says that harm was done to the person"
_HARMS = "the text says that the person did harm, or that people fear him"
_WRITES = "the text says that the person sends messages to somebody who is not to get them"
_KIN = "a word for a relative or partner stands beside the name"
_KID = "a word for a child stands beside the name"
_COUPLE = "the text says that the two are a couple"
_WITH = "the text says that the person keeps company with the subject"
_GROWN = (
    rf"(?:(?:only |own |two |three |elder |eldest |younger |youngest |late |former |ex-?){{0,2}}{FAMILY})"
)
_YOUNG = (
    rf"(?:(?:own |two |three |four |only |elder |eldest |younger |youngest |little |baby ){{0,2}}{CHILD})"
)
_IS = r"(?:,|:| is| was| \(|,? who (?:is|was)|,? (?:called|named))?"


def _relation(pattern: str, *of: tuple[str, Role, int, str], deed: bool = False) -> _Relation:
    return _Relation(re.compile(pattern, re.IGNORECASE), of, deed)


_DID = ("a", Role.SUBJECT, FAIR, _HARMS)
_SUFFERED = ("b", Role.VICTIM, STRONG, _HARMED)

RELATIONS: tuple[_Relation, ...] = (
    _relation(rf"{_A}{_UP_TO} {_NOT_PASSIVE}{DONE}(?: {_W}){{0,5}}? {_SOME}", _DID, _SUFFERED, deed=True),
    _relation(
        rf"{_A}{_UP_TO} {_NOT_PASSIVE}{DONE} (?:her|him|them|the girl|the boy|the woman)\b", _DID, deed=True
    ),
    _relation(
        rf"{_SOME} (?:was|were|had been|has been|have been|got|being) (?:{_W} ){{0,2}}{DONE}", _SUFFERED
    ),
    _relation(
        rf"(?:was|were|been|being) (?:{_W} ){{0,2}}{DONE}(?: {_W}){{0,3}} by (?:the |her |his |"
        rf"an? )?(?:{_W} ){{0,2}}{_A}",
        _DID,
    ),
    _relation(
        rf"{_B}(?:,[^,.;]{{0,60}},| {_W}| {_W} {_W})?,? whom? (?:he|she|{_A})(?: {_W}){{0,3}} "
        rf"{DONE}",
        _SUFFERED,
        _DID,
    ),
    _relation(
        rf"(?:^|[ ,])(?:he|she|they)(?: {_OTHERS_WORDS}{_W}){{0,4}}? {_NOT_PASSIVE}{DONE}(?: "
        rf"{_W}){{0,5}}? {_SOME}",
        _SUFFERED,
    ),
    _relation(
        rf"{_A}{_UP_TO} {SENT}(?: {_W}){{0,5}}? to {_B}",
        ("a", Role.SUBJECT, FAIR, _WRITES),
        ("b", Role.VICTIM, FAIR, _HARMED),
        deed=True,
    ),
    _relation(
        rf"(?:he|she)(?: {_W}){{0,3}} {SENT}(?: {_W}){{0,5}}? to {_B}", ("b", Role.VICTIM, FAIR, _HARMED)
    ),
    _relation(
        rf"{_B} (?:has |had |first |then )?(?:reported|accused|complained (?:of|about)|made "
        r"(?:a|an) (?:complaint|allegation) (?:about|against)|gave evidence against|is "
        rf"(?:afraid|frightened|scared|terrified) of) {_A}",
        _DID,
        ("b", Role.VICTIM, FAIR, _HARMED),
        deed=True,
    ),
    _relation(
        rf"{_A}[^.]{{0,40}} (?:pose[sd]?|present(?:s|ed)?|is assessed|was assessed|assessed) "
        rf"(?:as |to be )?(?:an? )?(?:{_W} ){{0,3}}risk (?:of (?:serious )?harm|to)\b",
        ("a", Role.SUBJECT, FAIR, "the text says that the person is a risk to others"),
    ),
    _relation(
        rf"{_A}{_UP_TO} (?:moved into|took over|ran|controls|controlled) {_B}['’]s\b",
        _DID,
        _SUFFERED,
        deed=True,
    ),
    _relation(
        rf"{_A}['’]s? {_YOUNG}{_IS} [\"“(]?{_SOME}",
        ("b", Role.CHILD, STRONG, _KID),
    ),
    _relation(
        rf"{_B}(?:,| is| was| \(|,? who is|,? that is)? {_A}['’]s {_YOUNG}\b",
        ("b", Role.CHILD, STRONG, _KID),
    ),
    _relation(
        rf"{_A}['’]s? {_GROWN}{_IS} [\"“(]?{_SOME}",
        ("b", Role.FAMILY, STRONG, _KIN),
    ),
    _relation(
        rf"{_B}(?:,| is| was| \(|,? who is|,? that is)? {_A}['’]s {_GROWN}\b",
        ("b", Role.FAMILY, STRONG, _KIN),
    ),
    _relation(
        rf"{_B} (?:is|was|used to be|became) (?:now |then |still )?(?:his|her|their) (?:{_W} "
        rf")?{_GROWN}\b",
        ("b", Role.FAMILY, STRONG, _KIN),
    ),
    _relation(
        rf"(?:he|she) and {_B} (?:{_W} )?(?:separated|married|divorced|split|lived together|"
        r"live together|have|had)\b",
        ("b", Role.FAMILY, FAIR, _COUPLE),
    ),
    _relation(
        rf"\b(?:it was|he|she) (?:{_W} )?{DONE} {_B}['’]s (?:arm|jaw|nose|leg|wrist|face|head|"
        r"hair|throat|neck|money|savings|card)",
        _SUFFERED,
    ),
    _relation(rf"\b{_GROWN} of {_A},? \(?{_B}", ("b", Role.FAMILY, STRONG, _KIN)),
    _relation(
        rf"{_A} and {_B} (?:have |had |are |were |got |have been |had been |later |then |never "
        r"|now )*(?:separated|married|divorced|split|engaged|in a relationship|liv(?:e|ed|"
        r"ing) together|a couple|together|reconciled|estranged)\b",
        ("a", Role.FAMILY, FAIR, _COUPLE),
        ("b", Role.FAMILY, FAIR, _COUPLE),
    ),
    _relation(
        rf"{_A} (?:is |was |has been |had been |used to be |had |is now |got )?(?:married(?: "
        r"to)?|engaged to|going out with|in a relationship with|living with|separated from|"
        rf"divorced(?: from)?|seeing|dating) {_B}",
        ("a", Role.FAMILY, FAIR, _COUPLE),
        ("b", Role.FAMILY, FAIR, _COUPLE),
    ),
    _relation(
        rf"{_A} and {_B} (?:have|had) (?:\w+ )?(?:children|a (?:son|daughter|child|baby)|kids)\b",
        ("a", Role.FAMILY, FAIR, _COUPLE),
        ("b", Role.FAMILY, FAIR, _COUPLE),
    ),
    _relation(
        rf"{_B}(?:,[^,.;]{{2,40}},)? (?:had |then |also )?(?:saw|heard|watched|filmed|recorded|photographed) "
        rf"{_A}",
        ("b", Role.WITNESS, FAIR, "the person saw what happened or gave a statement"),
    ),
    _relation(
        rf"(?:saw|heard|watched|filmed|let|made) {_A} (?:and {SOMEBODY} )?(?:to )?(?:push|"
        rf"hit|kick|punch|slap|drag|"
        rf"grab|attack|strike|stab|follow|shove|touch|threaten|assault|bite|choke|hurt|"
        rf"rob)\b(?: {_W}){{0,3}}? {_B}",
        _DID,
        _SUFFERED,
    ),
    _relation(
        rf"{_SOME},? (?:both |has |have |had |first |then )?(?:complained (?:of|about)|reported|accused|"
        r"made (?:a |an )?(?:complaints?|allegations?) about|made (?:a |"
        r"an )?(?:complaints?|allegations?) against|"
        r"(?:is|are|was|were) (?:very |too |so )?(?:afraid|frightened|scared|"
        r"terrified) of|blocked|hid(?:es)? "
        r"from|fled|ran from|left|changed (?:her|his) (?:number|locks) because of) (?:him|her)\b",
        ("b", Role.VICTIM, FAIR, _HARMED),
    ),
    _relation(
        rf"{_A},? who (?:has |had |also )?(?:supervise[sd]|manage[sd]|case[- ]managed|works with|worked with|"
        rf"looks after|assessed|interviewed) {_B}",
        ("a", Role.PROFESSIONAL, STRONG, "the text says that the person supervises somebody"),
    ),
    _relation(rf"{_A}{_UP_TO} {MET} {_SOME}", ("b", Role.ASSOCIATE, FAIR, _WITH), deed=True),
    _relation(
        rf"{_A} (?:drives|deals|works|sells|holds|runs) (?:\w+ )?for (?:him|her|them|{_B})\b",
        ("a", Role.ASSOCIATE, FAIR, _WITH),
        deed=True,
    ),
    _relation(
        rf"{_A} (?:is|was) (?:also )?(?:in for|a known|known to police|known for|a drug|a "
        r"fellow|another resident)\b",
        ("a", Role.ASSOCIATE, FAIR, _WITH),
    ),
)
"""In the order in which their reasons are shown."""

_DOER = re.compile(r"\b(?P<word>he|she)\b(?=[^.;]*$)", re.IGNORECASE)
_PATIENT = re.compile(
    rf"{DONE} (?P<pronoun>her|him|his)\b(?! own)|{TO_THEM} (?P<to>her|him)\b|{SENT_THEM}", re.IGNORECASE
)


def said(sentence: Sentence, staff: frozenset[str], sexes: Mapping[str, str]) -> Iterator[Said]:
    """Everything that the relations find in one sentence."""
    for relation in RELATIONS:
        for match in relation.pattern.finditer(sentence.words):
            groups = match.groupdict()
            doer = sentence.who(groups["a"]) if groups.get("a") else ""
            if relation.deed and doer in staff:
                continue
            for group, role, weight, why in relation.of:
                for sign in groups.get(group) or "":
                    if sign < "\ue100" or sign > "\ue1ff":
                        continue
                    person = sentence.who(sign)
                    if group == "b" and person == doer:
                        continue
                    yield Said(person, role, min(weight, FAIR) if sign == sentence.guessed else weight, why)
    yield from _patients(sentence, staff, sexes)


def _patients(sentence: Sentence, staff: frozenset[str], sexes: Mapping[str, str]) -> Iterator[Said]:
    """Whom "her" and "him" mean where harm is done: whoever was last named and is not the one who does it."""
    for match in _PATIENT.finditer(sentence.words):
        before = [sentence.who(c) for c in sentence.words[: match.start()] if "\ue100" <= c <= "\ue1ff"]
        doer = before[-1:]
        word = match["pronoun"] or match["to"] or match["them"]
        sex = "f" if word.casefold() == "her" else "m"
        can = _last(before[:-1], doer, staff, sexes, sex) or _last(sentence.earlier, doer, staff, sexes, sex)
        if not doer:
            by = _DOER.search(sentence.words[: match.start()])
            other = "m" if sex == "f" else "f"
            if not by or not can or (by["word"].casefold() == "he") is (sex == "m") or can not in sexes:
                continue
            yield Said(can, Role.VICTIM, FAIR, _HARMED)
            them = [id for id in sentence.earlier if id != can and sexes.get(id) == other and id not in staff]
            if len(them) == 1:
                yield Said(them[0], Role.SUBJECT, FAIR, _HARMS)
        elif can and doer[0] not in staff:
            yield Said(can, Role.VICTIM, FAIR, _HARMED)


def _last(
    named: Sequence[str], doer: Sequence[str], staff: frozenset[str], sexes: Mapping[str, str], sex: str
) -> str:
    can = [id for id in named if id not in doer and id not in staff and sexes.get(id, sex) == sex]
    return can[-1] if can else ""
