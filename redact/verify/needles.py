"""What is looked for: every removed string, the parts of it that tell as much, and how each is compared.

A removed string may stand in the copy again in two cases only: where a decision keeps the same words
elsewhere (two people share a surname, and one of them may be named), and where a part of a name is also an
ordinary word ("Will", "Young", "Street"), which is then looked for in the whole name and with initials, not
by itself. Amounts, ages and other words that say nothing by themselves are not looked for: "three" was
removed where it stood, not from the language.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from models.disclosure import Decision, Verdict
from models.document import Document
from models.people import DIRECT_IDENTIFIERS, EntityType
from redact.find.words import AMBIGUOUS, NOT_NAMES, words

WORDY = frozenset(
    {
        EntityType.ORGANISATION, EntityType.LOCATION, EntityType.DATE, EntityType.DEMOGRAPHIC,
        EntityType.HEALTH, EntityType.OFFENCE, EntityType.ETHNICITY, EntityType.RELIGION,
        EntityType.SEXUALITY, EntityType.POLITICS, EntityType.TRADE_UNION, EntityType.BIOMETRIC,
    }
)  # fmt: skip
"""Types whose words are looked for as they stood; the rest are names or identifiers, or not looked for."""

FURNITURE = frozenset(
    {
        "a", "made", "under", "the", "disclosure", "policy", "version", "it", "holds", "only", "what",
        "its", "recipient", "is", "given", "words", "in", "square", "brackets", "stand", "where",
        "something", "was", "removed", "they", "show", "sort", "of", "thing", "and", "nothing", "length",
        "numbered", "person", "same", "throughout", "this", "copy", "numbers", "have", "no", "meaning",
        "outside", "redacted", "page", "notes", "note", "text", "diagrams", "had", "to", "be", "official",
        "sensitive", "secret", "top", "some", "writing", "cannot", "shown", "as", "should",
        "character", "typefaces", "lack", "stands", "box", "arabic", "hebrew", "runs", "from", "left", "word",
        "document", "shows",
    }
)  # fmt: skip
"""The words that every copy says of itself."""

EVERYDAY = words("ordinary")
"""Words of everyday English: "jeans" is no possessive of Jean."""

ORDINARY = AMBIGUOUS | NOT_NAMES | FURNITURE
"""Words that are not looked for by themselves."""

FIXED_DATES = frozenset({"20000101000000", "2000-01-01t00:00:00z", "00'00", "+00'00", "+00'00'"})
"""The dates that every copy's properties carry: they tell nothing, and an original may have them too."""

NOT_ON_THE_PAGE = "not-on-the-page"
"""The reason of a removal that the policy would have kept, had it stood on the page."""

PASSAGE = "passage"
"""The recogniser of a passage withheld as a whole; what was removed inside it is looked for by itself."""

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’ʼ`´"), "'")
_UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x00AD, 0x2060, 0xFEFF])
_PLAIN = {**_DASHES, **_QUOTES, **_UNSEEN}
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")


class Kind(Enum):
    """How a needle is compared."""

    NAME = "name"  # words, in any case
    PART = "part"  # one word of a name
    NUMBER = "number"  # letters and digits, whatever stands between them
    WORDS = "words"  # as it stood


@dataclass(frozen=True, slots=True)
class Needle:
    """A string that must not be in the copy, in plain form. `removal` is the index of its decision."""

    removal: int
    text: str
    kind: Kind
    cased: str = ""  # as written, where only this writing counts
    possessive: str = ""  # with the s of hurried notes ("bilals sister"), where that is no word of its own
    tight: str = field(init=False, default="")  # letters and digits alone

    def __post_init__(self) -> None:
        """Squeeze once: a needle is looked for in many places."""
        object.__setattr__(self, "tight", squashed(self.text))


def plain(text: str) -> str:
    """The text in one case, one sort of dash, quote and space, without what is not seen."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold().split())


def squashed(text: str) -> str:
    """Letters and digits alone."""
    return "".join(c for c in plain(text) if c.isalnum())


def needles(document: Document, decisions: Iterable[Decision]) -> tuple[Needle, ...]:
    """Everything to look for, once each."""
    decisions = tuple(decisions)
    kept = [plain(document.quote(d.span)) for d in decisions if d.verdict is Verdict.KEEP]
    marks = frozenset(w for d in decisions for w in _WORD.findall(plain(d.label)))
    spared = _Kept(" | ".join(kept), frozenset(w for text in kept for w in _parts(text)), FURNITURE | marks)
    found: dict[tuple[str, Kind], Needle] = {}
    for index, decision in enumerate(decisions):
        if decision.verdict is Verdict.KEEP or decision.reason == NOT_ON_THE_PAGE:
            continue
        if decision.recogniser == PASSAGE:
            continue
        for needle in _of(index, decision.type, document.quote(decision.span), spared):
            found.setdefault((needle.text, needle.kind), needle)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Kept:
    """What decisions keep: their texts, the words in them, and the words that the copy itself brings."""

    text: str
    words: frozenset[str]
    furniture: frozenset[str]

    def holds(self, words: str) -> bool:
        return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.text) is not None


def _of(index: int, type: EntityType, said: str, kept: _Kept) -> Iterator[Needle]:
    whole = re.sub(r"'s$", "", plain(said).strip(" .,;:!?()[]\"'"))
    if len(squashed(whole)) < 2 or whole in FIXED_DATES or kept.holds(whole):
        return
    if kept.furniture.issuperset(_WORD.findall(whole)):
        return
    if type is EntityType.PERSON:
        yield from _of_name(index, said, whole, kept)
    elif type in DIRECT_IDENTIFIERS:
        yield Needle(index, whole, Kind.NUMBER if _is_number(whole) else Kind.NAME)
        yield from (Needle(index, part, Kind.NAME) for part in _address_parts(type, whole, kept))
    elif type in WORDY and (len(whole) > 4 and (type is not EntityType.DATE or _precise(whole))):
        single = " " not in whole and not any(c.isdigit() for c in whole)
        if not (single and (whole in NOT_NAMES or whole in kept.furniture)):
            yield Needle(index, whole, Kind.WORDS, said.strip(" .,;:!?()[]\"'") if single else "")


def _of_name(index: int, said: str, whole: str, kept: _Kept) -> Iterator[Needle]:
    """The whole name in the orders it is written in, and each word of it that is no ordinary word."""
    tokens = [w for w in _WORD.findall(whole) if w not in NOT_NAMES]
    if " " in whole:
        ordinary = not tokens  # "Young Page": only as it stood, for both are words
        yield Needle(index, whole, Kind.NAME, " ".join(said.split()) if ordinary else "")
    if len(tokens) > 1:
        first, last = tokens[0], tokens[-1]
        for other in (f"{last}, {first}", f"{last} {first}", f"{first[0]} {last}", f"{first[0]}. {last}"):
            if not kept.holds(other):
                yield Needle(index, other, Kind.NAME)
    written = set(_WORD.findall(said))
    for word in {part for w in tokens for part in (w, *w.split("-"))}:
        if len(word) < 3 or word in ORDINARY or word in kept.words or word in kept.furniture:
            continue
        cased = next((w for w in written if w.casefold() == word), "")
        owned = f"{word}s" if len(word) > 3 and word[-1] != "s" and f"{word}s" not in EVERYDAY else ""
        yield Needle(index, word, Kind.PART, cased if len(word) == 3 else "", owned)


def _is_number(text: str) -> bool:
    return sum(c.isdigit() for c in text) >= 3 and len(squashed(text)) >= 5


def _precise(text: str) -> bool:
    """A date that picks out a day: "14 march", not "march" or "2016"."""
    return len(re.findall(r"\d+", text)) > 1 or bool(
        re.search(r"\d", text) and re.search(r"[^\W\d]{3}", text)
    )


def _address_parts(type: EntityType, whole: str, kept: _Kept) -> Iterator[str]:
    """The lines of an address that tell as much as the whole of it."""
    if type is EntityType.ADDRESS:
        for part in re.split(r"\s*,\s*", whole):
            if part != whole and any(c.isdigit() for c in part) and len(part) > 4 and not kept.holds(part):
                yield part


def _parts(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        yield word
        yield from word.split("-")
