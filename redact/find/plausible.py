"""Names that only a guess found, held against the document: what is a form's word, a street or a body is no
person.

The language model and the rules that go by a word's place are wrong in few places, but a wrong name is then
looked for everywhere. So a guess has to bear the evidence of the document itself: a word that stands alone
on its line, opens its sentence or is followed by the rest of a body's name has its capital for another
reason. Names beside a title, a rank or a label, from structure or from a list of forenames are not judged
here, and neither is a name with a part that is no English word: a missed person is worse than a needless
mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from models.document import Document
from models.people import EntityType, Mention
from redact.find.naming import is_forename, plain_word
from redact.find.titles import COURTESY, LEARNED
from redact.find.words import AMBIGUOUS, FORENAMES, NOT_NAMES, ORDINARY

GUESSES = frozenset({"model", "speaker", "forename-lower", "forename", "column", "kinship"})
"""Rules that go by the look or the place of a word."""

_LABELLED = frozenset({"rank", "label", "cell", "initials", "surname-first", "structure"})
"""Rules that a body's name can get past: "Consultant Psychiatrist, Northshire Health Trust"."""

_TITLES = frozenset(t.casefold() for t in COURTESY + LEARNED)
_TOKEN = re.compile(r"[^\s\u00a0]+")
_OPENS = frozenset("\n\t.!?:•;")
_ACTS = re.compile(
    r"(?:['’]s\b| (?:(?:is|was|has|had|does|did)n['’]t|is|was|has|had|says|"
    r"said|told|tells|wants|lives|feels|thinks|knows|went|came|saw|rang|"
    r"felt|left|got|"
    r"denied|denies|admitted|attended|reported|moved|stated|confirmed|advised|asked)\b|, aged\b)"
)
_STREET = re.compile(
    r"[ \u00a0](?:Street|Road|Rd|Avenue|Ave|Lane|Close|Crescent|Terrace|Drive|Gardens|Mews|Square|Estate|Way)"
    r"(?![\w'’])"
)
_PREMISES = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:House|Lodge|Court|Hall|Towers?|Centre|Hostel|Hospital|Infirmary|Church|School|"
    r"Academy|College|Primary|Prison|Police|Council|Constabulary|Probation|Magistrates|Project|Refuge|Surgery|"
    r"Clinic|Trust|Housing|Premises|Unit|Team|Ward|Station)(?![\w])"
)
_JOB = re.compile(
    r"[ \u00a0](?:manager|officer|worker|lead|leader|nurse|co-?ordinator|team|service|unit)s?\b", re.I
)
_STREET_END = re.compile(
    r"[ \u00a0](?:Street|Road|Rd|Avenue|Ave|Crescent|Terrace|Drive|Gardens|Mews|Square)$"
)
_LANE_END = re.compile(
    r"[ \u00a0](?:Lane|Close|Grove|Row|Walk|Way|Hill|Court|Place|Green|Rise|View|Fold|Estate|Bank|Wharf)$"
)
"""Words of streets, surnames too: a street's where an English word leads that is nobody's forename."""
_PLACED = re.compile(r"(?:\d[A-Za-z]?,? |\b(?:in|on|at|near|along|down|off|of|from|to) (?:the )?)$")
_SAINT = re.compile(r"\b(?:St|Saint|Ss)\.? $")
_SAINT_LED = re.compile(r"(?:St|Saint)\b")
_SMALL = re.compile(r"(?<![\w@./\\-])[a-z]{3,}")
_HELD = re.compile(
    r", (?:who|his|her|aged)\b| \((?:aged )?\d{1,2}\)|,? and [A-Z][a-z]+ (?:are|were|have)\b| [a-z]{3,12}ed\b"
)
_TO_SOMEBODY = re.compile(
    r"\b(?:told|asked|saw|met|rang|visited|with|but|to|by|from|for|about|named|called|against|and|mr|ms|mrs|"
    r"miss) $",
    re.IGNORECASE,
)
_SOFTWARE = re.compile(r"(?i)\.(?:xslx?|docx?|xml|pdf|dotx?|exe|py|html?)$|^python-|^microsoft\b|^libre")


def believable(document: Document, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """The mentions without guesses of people that the document's own words speak against."""
    judge = _Judge(document)
    for mention in mentions:
        if mention.type is EntityType.PERSON and mention.recogniser in GUESSES:
            for start, end in judge.names(mention.start, mention.end):
                yield replace(mention, start=start, end=end)
        elif mention.type is EntityType.PERSON and mention.recogniser in _LABELLED:
            if not judge.elsewhere_named(mention.start, mention.end):
                yield mention
        else:
            yield mention


class _Judge:
    """What one document says of its words."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._bodies = _bodies(document)
        self._unseen_from = document.main_end
        self._small: frozenset[str] | None = None

    def names(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """What of a guess is left: all of it, some, or nothing."""
        for begin, stop in self._lines(start, end):
            begin = self._without_opening(self._without_area(begin, stop), stop)
            if begin < stop and not self.elsewhere_named(begin, stop) and not self._ordinary(begin, stop):
                yield begin, stop

    def _lines(self, start: int, end: int) -> list[tuple[int, int]]:
        """Two lines are one name only where neither side is made of ordinary words."""
        cut = self._text.find("\n", start, end)
        if cut < 0:
            return [(start, end)]
        head, tail = (start, len(self._text[start:cut].rstrip()) + start), (cut + 1, end)
        sides = [all(_ordinary_word(w) for w in self._text[s:e].split()) for s, e in (head, tail)]
        return [head, tail] if any(sides) else [(start, end)]

    def _without_area(self, start: int, end: int) -> int:
        """ "Riverhaven Turning Tides": the area's own name leads that of a body."""
        first = _TOKEN.match(self._text, start, end)
        following = _TOKEN.search(self._text, first.end(), end) if first else None
        return following.start() if first and following and first[0].casefold() in self._bodies else start

    def _without_opening(self, start: int, end: int) -> int:
        """ "Offer Ms Archer", "Refer Shanelle": the verb that opens an instruction is not her name."""
        tokens = list(_TOKEN.finditer(self._text, start, end))
        titled = next((t for t in tokens[1:] if plain_word(t[0]) in _TITLES), None)
        if titled:
            return titled.start()
        if len(tokens) < 2 or not _verb(tokens[0][0]) or not self._opens(start):
            return start
        whole = self._alone(start, end)
        follows = is_forename(tokens[1][0]) or not _ordinary_word(tokens[1][0])
        return tokens[1].start() if follows and not whole and not _ACTS.match(self._text, end) else start

    def elsewhere_named(self, start: int, end: int) -> bool:
        """Part of a street, premises, a saint's church, a body of the document's own facts, or a program."""
        text, words = self._text, self._text[start:end]
        before = text[max(0, start - 16) : start]
        first = words.split()[0]
        placed = _PLACED.search(before) is not None
        if _SAINT_LED.match(words) and (_PREMISES.match(text, end) or text[end : end + 2] in ("'s", "’s")):
            return True
        if _SAINT.search(before) or _SOFTWARE.search(words):
            return True
        if _STREET_END.search(words) and (placed or not _could_be_name(first)):
            return True
        if _LANE_END.search(words) and _ordinary_word(first):
            return True
        single = " " not in words
        if single and (_STREET.match(text, end) or _PREMISES.match(text, end)):
            return True
        if single and not _could_be_name(first) and _JOB.match(text, end):
            return True
        if start >= self._unseen_from and words.islower() and not any(is_forename(w) for w in words.split()):
            return True
        return " ".join(words.casefold().split()) in self._bodies

    def _ordinary(self, start: int, end: int) -> bool:
        """Ordinary words throughout, whose capitals their place explains."""
        words = self._text[start:end].split()
        if self._acronym(words, start, end):
            return True
        if not all(_ordinary_word(w) for w in words):
            return False
        if all(plain_word(w).removesuffix("s") in NOT_NAMES for w in words):
            return True
        text = self._text[start:end]
        if len(words) > 1 and self._two_names(words, start, end):
            return False
        if text.islower() or len(words) > 1:
            return True
        if _ACTS.match(self._text, end):
            return False
        return self._opens(start) or text.isupper() or self._capital_follows(end)

    def _two_names(self, words: list[str], start: int, end: int) -> bool:
        """ "Liberty Squires": words within a sentence that have no other reason for their capitals, since the
        document writes none of them small, and no form has them."""
        if len(words) > 3 or not all(w[:1].isupper() and w[1:].islower() for w in words):
            return False
        plain = [plain_word(w) for w in words]
        if any(w in NOT_NAMES or w.removesuffix("s") in NOT_NAMES for w in plain):
            return False
        if self._small is None:
            self._small = frozenset(_SMALL.findall(self._text))
        if not self._small.isdisjoint(plain):
            return False
        before = self._text[max(0, start - 24) : start]
        return bool(
            _ACTS.match(self._text, end) or _HELD.match(self._text, end) or _TO_SOMEBODY.search(before)
        )

    def _acronym(self, words: list[str], start: int, end: int) -> bool:
        """SARA in a line of small letters is a tool; a woman of that name is written Sara somewhere."""
        if len(words) != 1 or not words[0].isupper() or not 2 < len(words[0]) < 6:
            return False
        line = self._text[self._text.rfind("\n", 0, start) + 1 : end + 60].split("\n")[0]
        small = sum(c.islower() for c in line) > 5
        return small and plain_word(words[0]) in AMBIGUOUS and words[0].title() not in self._text

    def _opens(self, at: int) -> bool:
        before = self._text[max(0, at - 6) : at].rstrip(" \u00a0\"'“‘(-–•*")
        return not before or before[-1] in _OPENS

    def _alone(self, start: int, end: int) -> bool:
        after = self._text[end : end + 3].lstrip(" ")[:1]
        return (start == 0 or self._text[start - 1] in "\n\t") and after in ("", "\n", "\t")

    def _capital_follows(self, end: int) -> bool:
        return self._text[end : end + 1] == " " and self._text[end + 1 : end + 2].isupper()


def _could_be_name(token: str) -> bool:
    word = plain_word(token)
    return word in FORENAMES or word in AMBIGUOUS or word in _TITLES


def _ordinary_word(token: str) -> bool:
    """An English word, or a form's, that is on no list of names."""
    word = plain_word(token)
    parts = [p for p in re.split(r"[-/–]", word) if p]
    return bool(parts) and all(
        (p in ORDINARY or p in NOT_NAMES or p.removesuffix("s") in NOT_NAMES)
        and p not in FORENAMES
        and p not in AMBIGUOUS
        for p in parts
    )


def _verb(token: str) -> bool:
    """An ordinary word that has a form in -ing: what can open an instruction."""
    word = plain_word(token)
    forms = (f"{word}ing", f"{word[:-1]}ing", f"{word}{word[-1:]}ing")
    return _ordinary_word(token) and not ORDINARY.isdisjoint(forms)


def _bodies(document: Document) -> frozenset[str]:
    """The document's own area, venue and agencies, and how each begins: "Harbour" of Harbour Women's Aid."""
    facts = document.facts
    values = [f.value for f in (facts.area, facts.venue, facts.lead_agency) if f]
    values += [a.agency for a in document.attendance if a.agency]
    values += [a.agency for a in document.actions if a.agency]
    names = {plain_word(w) for a in document.attendance for w in a.name.split()}
    found: set[str] = set()
    for value in values:
        words = [plain_word(w) for w in value.split() if plain_word(w)]
        if not words or len(words) > 8 or words[0] in FORENAMES or words[0] in names:
            continue  # a cell of names under the heading of an agency
        found.update(" ".join(words[:n]) for n in range(1, len(words) + 1))
        found.update(" ".join(words[n:]) for n in range(1, len(words)) if _ordinary_word(words[n]))
    return frozenset(found)
