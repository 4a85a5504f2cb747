"""Whom the document is about, from what stands around the names, where its form does not say it in a field.

Minutes, logs and letters name their subject in the title, after a label ("Individual under review:",
"NOM:"), or beside a date of birth or a police number. Knowing the subject before names are joined lets a bare
surname find its bearer. The form's own field wins where it holds one clean name.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from models.document import BlockKind, Channel, Document
from models.people import EntityType, Mention, Role
from redact.who.labels import of_label
from redact.who.names import Name, fold, read_name, same_forename
from redact.who.staff_cues import PROFESSIONALS

_LABEL = re.compile(
    r"(?:name of |details of )?(?:the )?(?:individual|person|offender|subject|prisoner|nominal|perpetrator|"
    r"suspect|defendant|service user|young person|client|patient|detainee|registrant|adult of concern|"
    r"person of concern|sus|nom|yp|perp|about|discussed|re|regarding|in respect of|case(?: conference)?)"
    r"(?: (?:under (?:review|discussion)|discussed|being (?:discussed|managed|reviewed)|concerned|name|"
    r"details|"
    r"(?:of|for) (?:this |the )?(?:meeting|referral|report|review)|of|on|about))?"
    r"(?:['’]s (?:full )?name)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"[\W\d_]*(?P<label>[^\W\d_][^\n\t:]{0,48}?)[ ]?[:\t–—-]?\s*(?:(?:Mr|Ms|Mrs|Miss)\.? )?$"
)
_NOT_THEIRS = re.compile(
    r"(?:\b(?:by|from|to|dear|chair|present|kept|carer|author|cc|mother|father|victim|vic|witness|wit|child|"
    r"pupil|attend\w*|apolog\w*|signed|agreed|seen|spoke|with|and)\b[^.]{0,30}|['’]s )$",
    re.IGNORECASE,
)
_POLICE = frozenset(
    {
        EntityType.PNC,
        EntityType.CRO,
        EntityType.PRISON_NUMBER,
        EntityType.CRN,
        EntityType.VISOR,
        EntityType.ARREST_SUMMONS,
    }
)
_BORN = frozenset({EntityType.DATE_OF_BIRTH, EntityType.DATE})
_IN_A_SENTENCE = re.compile(
    r"^(?:he|she|they|we|i|it|the|this|a|an|mr|ms|mrs)\b[^:]*$|[.?!] [^:]*$", re.IGNORECASE
)
_RUNS_ON = re.compile(r"\. |[:;\n]")
_FIRST_BLOCKS, _OPENING = 6, 0.35
_TITLE, _LABELLED, _NUMBERED, _UNSEEN, _ENOUGH = 40, 100, 50, 20, 40
_SURNAME, _FORENAME = (
    re.compile(r"(?:sur|family |last )name", re.I),
    re.compile(r"(?:fore|given |first )name", re.I),
)
_OTHERS = re.compile(
    r"\b(?:victim|witness|relationship|wife|husband|mother|father|daughter|son)\b", re.IGNORECASE
)


def subject_name(document: Document, mentions: Sequence[Mention], headings: Mapping[int, str]) -> str:
    """The subject's name as written, or "" where nothing tells it. Linear in the length of the text."""
    parts = _in_two_cells(document, headings)
    if parts:
        return parts
    subject = document.subject
    if subject and subject.name and not _of_somebody_else(document):
        return _RUNS_ON.split(subject.name)[0]
    return _by_place(document, mentions, headings)


def _in_two_cells(document: Document, headings: Mapping[int, str]) -> str:
    """ "Surname" and "Forenames" as fields of their own, each with one value, near the document's top."""
    found: dict[str, str] = {}
    for block in document.blocks[:80]:
        label = headings.get(block.start, "").split(" | ")[-1]
        words = document.content(block).strip()
        if block.kind is not BlockKind.CELL or not 0 < len(words) <= 40:
            continue
        for part, pattern in (("last", _SURNAME), ("first", _FORENAME)):
            if label and pattern.match(label) and part not in found:
                found[part] = words
    return f"{found['first']} {found['last']}" if len(found) == 2 else ""


def _of_somebody_else(document: Document) -> bool:
    """The name that the form's reader took stands in a row that speaks of a relative or a victim, or in the
    middle of a sentence ("He minimises in relation to ...")."""
    span = document.subject.span if document.subject else None
    if span is None:
        return False
    text = document.text
    before = text[text.rfind("\n", 0, span.start) + 1 : span.start]
    if "\t" not in before and _IN_A_SENTENCE.search(before):
        return True
    line = before, text[span.end : text.find("\n", span.end)]
    row = " ".join(line)
    return len(row) < 200 and "\t" in row and bool(_OTHERS.search(row))


def _by_place(document: Document, mentions: Sequence[Mention], headings: Mapping[int, str]) -> str:
    text = document.text
    starts = [b.start for b in document.blocks]
    weights: dict[tuple[str, str], int] = defaultdict(int)
    best: dict[tuple[str, str], Name] = {}
    first = {b.start for b in document.blocks[:_FIRST_BLOCKS]}
    numbered = labelled = False
    for at, mention in enumerate(mentions):
        if mention.type is not EntityType.PERSON:
            continue
        block = document.blocks[bisect_right(starts, mention.start) - 1]
        opening = mention.start < len(text) * _OPENING
        unseen = block.channel in (Channel.HEADER, Channel.FOOTER)
        if labelled and not opening and not unseen:
            continue
        before = text[max(block.start, mention.start - 60) : mention.start]
        label = headings.get(block.start, "").split(" | ")[-1]
        near = _BEFORE.search(before)
        of_subject = (near and _LABEL.fullmatch(near["label"].strip())) or (label and _LABEL.fullmatch(label))
        weight = 0
        if not labelled and of_subject:
            weight = _LABELLED
        elif opening and not _NOT_THEIRS.search(before) and not _of_others(label):
            if not numbered and _number_follows(text, mentions, at):
                weight = _NUMBERED
            elif block.start in first and block.kind in (BlockKind.TITLE, BlockKind.HEADING):
                weight = _TITLE
        weight = _UNSEEN if unseen else weight
        name = read_name(text[mention.start : mention.end])
        after = text[mention.end : mention.end + 60].partition("\n")[0]
        if not weight or not name.words or _staff(before, after):
            continue
        labelled = labelled or weight == _LABELLED
        numbered = numbered or weight == _NUMBERED
        key = _key(name, best)
        weights[key] += weight
        if key not in best or len(name.words) > len(best[key].words):
            best[key] = name
    if not weights:
        return ""
    most = max(weights, key=lambda k: weights[k])
    return best[most].written if weights[most] >= _ENOUGH else ""


def _of_others(label: str) -> bool:
    """A label over the name speaks of somebody other than the subject."""
    return bool(label) and any(role is not Role.SUBJECT for role in of_label(label))


def _staff(before: str, after: str) -> bool:
    """A job or a rank stands beside the name: whoever reports is not who is reported on."""
    return any(cue.beside and cue.said(before, after) for cue in PROFESSIONALS)


def _number_follows(text: str, mentions: Sequence[Mention], at: int) -> bool:
    """A police number, or a date of birth, is the next thing told after the name, on the same line."""
    mention = mentions[at]
    for following in mentions[at + 1 : at + 3]:
        between = text[mention.end : following.start]
        if len(between) > 44 or "\n" in between or following.type is EntityType.PERSON:
            return False
        if following.type in _POLICE or (following.type in _BORN and _birth_between(between)):
            return True
    return False


def _birth_between(between: str) -> bool:
    """Nothing, or words for a birth, between a name and a date."""
    return (
        re.fullmatch(r"[\s,;:(–-]*(?:(?:d\.?o\.?b\.?|born|b\.?|date of birth)[\s:;.]*)?", between, re.I)
        is not None
    )


def _key(name: Name, known: Mapping[tuple[str, str], Name]) -> tuple[str, str]:
    """The key of a name that is known already, whole or in part, else its own."""
    surname = name.surname or name.only
    first = name.forenames[0] if name.forenames else name.initials[:1]
    for key in known:
        if surname == key[1] and (not first or not key[0] or same_forename(first, key[0])):
            return key
        if name.only and name.only == key[0]:
            return key
    return first, fold(surname)
