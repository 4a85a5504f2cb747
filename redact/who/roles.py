"""What part each person has in the case, from the evidence around their names.

Every piece of evidence has a weight and says itself in words. Structure weighs most (the subject, the
attendance), then a label or a kinship word right beside the name, then the section and the verbs around it.
The role with the most weight decides; where two are near, the order of `_ORDER` does: a professional who is
called a friend is a professional, a child who was harmed is a victim first and a child as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.document import Block, BlockKind, Document
from models.people import Role
from redact.who.attending import ENTRY, seated
from redact.who.cue import FAIR, STRONG, SURE, WEAK
from redact.who.cues import CUES
from redact.who.labels import of_label
from redact.who.staff_cues import AGENCY_AFTER, FROM_AFTER, JOB_BEFORE, PROFESSIONALS, SIGNED

NEAR = 0.75
"""The share of the most weight from which a role counts as near it."""

MENTIONS_READ = 40
"""How many mentions of one person are read for evidence: a role shows early, and time stays linear."""

_ORDER = (
    Role.SUBJECT,
    Role.PROFESSIONAL,
    Role.VICTIM,
    Role.CHILD,
    Role.FAMILY,
    Role.WITNESS,
    Role.ASSOCIATE,
    Role.PUBLIC,
)

_DEEDS = frozenset(cue.why for cue in PROFESSIONALS if not cue.beside)
"""Reasons that are not enough by themselves for a role whose bearers' names policies let stand."""

_LABEL_END = re.compile(
    r":(?!.*:)|(?<=\w) ?[-–—] (?!.*[-–—] )|(?<=\A[A-Z]{2})\d?\s{2,}|(?<=\A[A-Z]{3})\d?\s{2,}|"
    r"(?<=\A[A-Z]{4})\d?\s{2,}|(?<=\A[A-Z]{5})\d?\s{2,}"
)
"""Where a label ends that a line opens with: "Subject: ...", "In the room - ...", "FROM    ..."."""

CHILD_WORD = "a word for a child stands beside the name"

_SENTENCE = re.compile(r"[.!?] ")

_NEARNESS = ("stands ", "the word victim stands ", "a word for ")
"""How reasons begin that tell only where a name stands, not what the text says of its bearer."""

_SECTIONS: dict[str, Role] = {
    "attendance": Role.PROFESSIONAL,
    "apologies": Role.PROFESSIONAL,
    "victim": Role.VICTIM,
    "children": Role.CHILD,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The role that decides, the others, an agency, and the evidence in words."""

    role: Role
    also: tuple[Role, ...]
    agency: str
    why: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """Weights and reasons, collected for one person."""

    weights: dict[Role, int]
    reasons: dict[Role, dict[str, int]]
    agency: str = ""

    @classmethod
    def none(cls) -> Evidence:
        """Nothing yet."""
        return cls(defaultdict(int), defaultdict(dict))

    def add(self, role: Role, weight: int, why: str) -> None:
        """The same reason counts twice at most: a name on every page is not more of a victim."""
        seen = self.reasons[role].get(why, 0)
        if seen < 2:
            self.weights[role] += weight if seen == 0 else weight // 3
        self.reasons[role][why] = seen + 1

    def verdict(self) -> Verdict:
        """What the evidence comes to."""
        if not self.weights:
            return Verdict(Role.UNKNOWN, (), self.agency, ())
        top = max(self.weights.values())
        near = [r for r in _ORDER if self.weights.get(r, 0) >= max(top * NEAR, WEAK)]
        role = next((r for r in near if r is not Role.PROFESSIONAL or self._staff()), Role.UNKNOWN)
        if role is Role.CHILD and Role.FAMILY in near and set(self.reasons[Role.CHILD]) == {CHILD_WORD}:
            role = Role.FAMILY  # "Jean, his aunt and Bob's daughter": a daughter may be sixty
        also = tuple(r for r in _ORDER if r is not role and self._also(r, role, top))
        why = tuple(dict.fromkeys(w for r in (role, *also) for w in self.reasons[r]))
        return Verdict(role, also, self.agency, why)

    def _staff(self) -> bool:
        """Whether somebody is staff by more than what people are said to do.

        A victim too is said to advise, ask and go to meetings. It takes the place of the name (by a job or an
        agency, in the attendance), or two things that only staff do and nothing that tells a private part.
        """
        reasons = self.reasons[Role.PROFESSIONAL]
        staff = self.weights[Role.PROFESSIONAL]
        if staff < SURE and any(
            self.weights.get(r, 0) > staff for r in (Role.VICTIM, Role.CHILD, Role.FAMILY)
        ):
            return False
        if any(why not in _DEEDS for why in reasons):
            return True
        private = any(self.weights.get(r, 0) >= FAIR for r in _ORDER if r is not Role.PROFESSIONAL)
        return len(reasons) > 1 and self.weights[Role.PROFESSIONAL] >= FAIR and not private

    def _also(self, other: Role, role: Role, top: int) -> bool:
        """Whether the person has this part too.

        Somebody known as a professional is named beside victims and children at every turn: there, standing
        near the word is not enough, and the text has to say it.
        """
        weight = self.weights.get(other, 0)
        if weight < STRONG or role is not Role.PROFESSIONAL:
            return weight >= STRONG
        said = [why for why in self.reasons[other] if not why.startswith(_NEARNESS)]
        return bool(said) or weight * 2 >= top


LONG_LINE = 400
"""Characters from the start of a line within which its label still speaks of a name: a list, not a page."""


LONGEST_POST = 60
"""Characters of a line under a signature that says what the writer is."""


class RoleReader:
    """Reads evidence off one document."""

    def __init__(self, document: Document, headings: Mapping[int, str]) -> None:
        """`headings` gives the label of a table's cells by where they start."""
        self._document = document
        self._headings = headings
        self._sections = [(s.span.start, s.span.end, s.name) for s in document.sections if s.span]
        self._starts = [b.start for b in document.blocks]
        self._seated = seated(document)

    def read(self, spans: list[tuple[int, int]], is_subject: bool) -> Evidence:
        """Everything the text says about somebody who is named at these places."""
        evidence = Evidence.none()
        if is_subject:
            evidence.add(Role.SUBJECT, SURE * 2, "the document is about this person")
        for start, end in spans[:MENTIONS_READ]:
            self._from_words(evidence, start, end)
            self._from_place(evidence, start)
        return evidence

    def _from_words(self, evidence: Evidence, start: int, end: int) -> None:
        text = self._document.text
        line = (
            max(text.rfind("\n", max(0, start - 120), start), text.rfind("\t", max(0, start - 120), start))
            + 1
        )
        before = text[max(line, start - 90) : start]
        stop = text.find("\n", end, end + 70)
        after = text[end : stop if stop >= 0 else end + 70]
        name = re.match(
            r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev|Imam|Rabbi|Pastor|Father|Fr)\.? )",
            text[start:end],
        )
        if name:
            before += name[0]
        for cue in CUES:
            if cue.said(before, after):
                evidence.add(cue.role, cue.weight, cue.why)
        below = text[end + 1 : text.find("\n", end + 1)] if text[end : end + 1] == "\n" else ""
        if line == start and len(below) <= LONGEST_POST and SIGNED.match(below):
            evidence.add(Role.PROFESSIONAL, STRONG, "the line below the name gives a job or an agency")
            evidence.agency = evidence.agency or below.strip()
        if not evidence.agency:
            said = AGENCY_AFTER.match(after) or FROM_AFTER.match(after) or JOB_BEFORE.search(before)
            evidence.agency = next((g for g in said.groups() if g), "").strip() if said else ""

    def _from_place(self, evidence: Evidence, start: int) -> None:
        at = bisect_right(self._starts, start) - 1
        block = self._document.blocks[at]
        label = self._headings.get(block.start, "")
        line = max(self._document.text.rfind("\n", max(0, start - LONG_LINE), start), block.start - 1) + 1
        inline = self._document.text[line:start] if start - line <= LONG_LINE else ""
        mark = _LABEL_END.search(inline)
        if mark and mark.start() <= 48 and not _SENTENCE.search(inline, mark.end()):
            label += " | " + inline[: mark.start()]
        for role in of_label(label) if label else ():
            evidence.add(role, STRONG, f"stands under a label for a {role}")
        for role in self._section_roles(start):
            if role is Role.PROFESSIONAL and not self._entry(block, start):
                continue
            weight = STRONG if role is Role.PROFESSIONAL else WEAK
            evidence.add(role, weight, f"stands in the section on {_SECTION_WORDS[role]}")

    def _entry(self, block: Block, start: int) -> bool:
        """Where structure has read who attended, they have that from it: a section may run on into prose."""
        if self._document.attendance:
            return any(a.span is not None and a.span.start <= start < a.span.end for a in self._seated)
        return block.kind is BlockKind.CELL or len(self._document.content(block)) < ENTRY

    def _section_roles(self, start: int) -> Iterator[Role]:
        for begin, end, name in self._sections:
            if begin <= start < end and name in _SECTIONS:
                yield _SECTIONS[name]


_SECTION_WORDS = {Role.PROFESSIONAL: "attendance", Role.VICTIM: "victims", Role.CHILD: "children"}
