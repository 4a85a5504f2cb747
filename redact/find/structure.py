"""Names that the document's own structure gives: attendance, owners, the subject, authors, whoever signs a
property.

Structure was read by another room with its own care; here its names are taken as they are, and where a
document's structure was not read, nothing is lost but certainty: labels and table headings find most of the
same names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.document import Channel, Document
from models.people import EntityType, Mention
from models.text import Span
from redact.find.naming import is_forename, is_never_name, names_in_list, plain_word
from redact.find.tidying import tidy_name
from redact.find.words import AMBIGUOUS, NOT_NAMES

_SOFTWARE = re.compile(
    r"(?i:\b(?:microsoft|word|office|writer|libreoffice|openoffice|acrobat|adobe|pdf|python|docx|"
    r"reportlab|administrator|admin|user|owner|"
    r"template|normal|google|docs|chrome|windows|macos|mac os|quartz|ghostscript|latex|skia|"
    r"unknown|default)\b)"
)
_WORD_LIKE = re.compile(r"[^\W\d_][\w'’.-]*$")
_PROPERTY_NAME = re.compile(
    r"(?i:(?:dc:)?creator|author|last ?modified ?by|lastmodifiedby|manager|owner|editor|user|"
    r"initials)\s*[:=]\s*"
)
_LOGIN = re.compile(r"(?:.*\\)?(?P<login>[A-Za-z][\w.-]{2,30})$")


def structural(document: Document) -> Iterator[Mention]:
    """Mentions from structure, tidied."""
    for span, why in _spans(document):
        for start, end in _names(document.text, span):
            yield Mention(start, end, EntityType.PERSON, 0.97, "structure", why)
    yield from _unseen(document)


def _spans(document: Document) -> Iterator[tuple[Span, str]]:
    if document.subject and document.subject.span:
        yield document.subject.span, "is the subject of the document"
    for attendee in document.attendance:
        if attendee.name_span:
            yield attendee.name_span, "stands in the attendance"
    for action in document.actions:
        if action.owner_span:
            yield action.owner_span, "owns an action"
    if document.facts.chair and document.facts.chair.span:
        yield document.facts.chair.span, "chairs the meeting"


def _names(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """The people in a cell: one, or several with their jobs."""
    value = text[span.start : span.end]
    found = [(span.start + s, span.start + e) for s, e in names_in_list(value)]
    for start, end in found or [(span.start, span.end)]:
        words = text[start:end].split()
        if not found and (len(words) > 4 or not all(w[:1].isupper() for w in words)):
            continue
        tidy = tidy_name(text, start, end)
        if tidy:
            yield tidy


def _unseen(document: Document) -> Iterator[Mention]:
    """Authors of comments and changes, and the properties that hold a person's name."""
    for block in document.blocks:
        if block.channel not in (Channel.AUTHOR, Channel.PROPERTY, Channel.ATTACHMENT):
            continue
        content = document.content(block)
        label = _PROPERTY_NAME.match(content)
        start = block.start + (label.end() if label else 0)
        value = content[label.end() :] if label else content
        person = (
            block.channel is Channel.AUTHOR or label is not None or _person_property(block.provenance.part)
        )
        if not person or _SOFTWARE.search(value) or not value.strip() or _is_a_body(value.split()):
            continue
        why = "is who wrote or changed part of the file"
        words = value.split()
        if 1 <= len(words) <= 5 and all(_WORD_LIKE.match(w) for w in words) and not _all_form_words(words):
            offset = value.index(words[0])
            end = start + offset + len(value.strip())
            yield Mention(start + offset, end, EntityType.PERSON, 0.9, "structure", why)
        else:
            login = _LOGIN.match(value.strip())
            if login:
                end = start + len(value.rstrip())
                yield Mention(end - len(login["login"]), end, EntityType.PERSON, 0.8, "structure", why)


def _is_a_body(words: list[str]) -> bool:
    """ "MAPPA Co-ordination Unit" wrote the file, and is nobody."""
    return len(words) > 1 and is_never_name(words[-1]) and plain_word(words[-1]) not in AMBIGUOUS


def _person_property(part: str) -> bool:
    """Where the reader names the property in the part ("docProps/core.xml#creator", "/Author")."""
    return bool(re.search(r"(?i:creator|author|lastmodifiedby|manager)$", part))


def _all_form_words(words: list[str]) -> bool:
    return all(plain_word(w) in NOT_NAMES and not is_forename(w) for w in words)
