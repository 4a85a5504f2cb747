"""Detection from end to end: `Document` to mentions and people.

Recognisers over pieces of the text, then the document's structure; overlaps settled; names joined to
people; a second pass for every further occurrence of each person's names; overlaps settled again; roles and
owners.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from presidio_analyzer import RecognizerResult

from models.document import Document
from models.people import DIRECT_IDENTIFIERS, Detection, EntityType, Mention
from redact.find.again import SecondPass
from redact.find.births import births
from redact.find.broken import over_line
from redact.find.elsewhere import elsewhere
from redact.find.emails import names_in_emails
from redact.find.engine import analyse, analyzer
from redact.find.growing import columns_of_names, grow, listed_beside, small_words
from redact.find.institutions import of_a_law, of_a_state, police_of_a_nation, says_nothing
from redact.find.instruments import instruments
from redact.find.misread import misread
from redact.find.model import ModelRecogniser, doubtful
from redact.find.overlaps import settle
from redact.find.pieces import Piece, cell_headings, pieces
from redact.find.plausible import believable
from redact.find.strangers import parted, strangers
from redact.find.structure import structural
from redact.find.tidying import tidy_name, trim
from redact.find.uncased import uncased
from redact.find.words import STATES
from redact.who.people import Company, Named, Somebody, join
from redact.who.resolve import describe, owners
from redact.who.sexes import sex_beside, sex_of_subject
from redact.who.subject import subject_name

_SURNAMES_OF_FORMS = frozenset({"young", "long", "day", "page", "cross", "field", "good", "minor"})
"""Words of forms that are surnames too, and that no office or body goes by: they may act as people do."""


def detect(document: Document, model: Path | None = None) -> Detection:
    """Every mention in every block of every channel, in order and without overlap, and the people they come
    to.

    `model` points at another spaCy pipeline than the shipped one. The same document gives the same answer.
    """
    engine = analyzer(model)
    text = document.text
    found = [
        m
        for piece, results in analyse(engine, list(pieces(document)))
        for m in _mentions(text, piece, results)
    ]
    found.extend(structural(document))
    first = settle(believable(document, found), text)
    first = settle([*first, *columns_of_names(document, first)], text)
    first = settle(believable(document, grow(text, first, small_words(text))), text)
    first = settle([*first, *strangers(text, first), *parted(text, first)], text)
    first = settle([*first, *uncased(text, first)], text)
    first = settle([*first, *listed_beside(text, first)], text)
    company = _join(document, first)
    again = [*_again(text, company), *elsewhere(text, first), *misread(document, company.people)]
    second = births(text, settle([*first, *again], text))
    company = _join(document, second)
    return _describe(document, second, company)


def _mentions(text: str, piece: Piece, results: Iterable[RecognizerResult]) -> Iterator[Mention]:
    """Presidio's results as mentions on the document's text, with clean edges."""
    titles = [(piece.start + start, piece.start + end) for start, end in instruments(piece.text)]
    for result in results:
        kind = EntityType(result.entity_type)
        start, end = piece.start + result.start, piece.start + result.end
        if kind is EntityType.PERSON and text[start:end].casefold() in STATES:
            kind = EntityType.LOCATION
        name = str((result.recognition_metadata or {}).get(RecognizerResult.RECOGNIZER_NAME_KEY, ""))
        span = tidy_name(text, start, end) if kind is EntityType.PERSON else trim(text, start, end, kind)
        if (
            name == "acts"
        ):  # a word that the list of form's words may have, and that only a person can be here
            span = (start, end)
        if span and kind is EntityType.PERSON:
            span = over_line(text, *span)
        if span and kind is EntityType.LOCATION:
            force = police_of_a_nation(text, *span)
            kind, span = (EntityType.ORGANISATION, force) if force else (kind, span)
        if span and kind not in DIRECT_IDENTIFIERS and _part_of(titles, *span):
            continue
        if span and result.score == ModelRecogniser.SCORE and doubtful(text, *span, kind):
            continue
        if span and kind is EntityType.DEMOGRAPHIC and of_a_state(text, *span):
            continue
        if span and kind is EntityType.DATE and of_a_law(text, *span):
            continue
        if span and not says_nothing(text[span[0] : span[1]], kind):
            explanation = result.analysis_explanation
            why = explanation.textual_explanation if explanation else ""
            yield Mention(*span, kind, round(float(result.score), 2), name, why or "")


def _part_of(titles: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in titles)


def _named(text: str, mentions: Iterable[Mention]) -> list[Named]:
    return [
        Named(m.start, m.end, text[m.start : m.end], sex_beside(text, m.start, m.end))
        for m in mentions
        if m.type is EntityType.PERSON
    ]


def _join(document: Document, mentions: Sequence[Mention]) -> Company:
    named = _named(document.text, mentions)
    named.extend(names_in_emails(document.text, mentions))
    subject = subject_name(document, mentions, cell_headings(document))
    aliases = document.subject.aliases if document.subject else ()
    return join(named, subject, aliases if subject else (), sex_of_subject(document.text), document.text)


def _again(text: str, company: Company) -> Iterator[Mention]:
    for start, end, _, score, why in SecondPass(text, company.people).hits():
        span = trim(text, start, end, EntityType.PERSON) if text[end - 1] != "." else (start, end)
        if span:
            yield Mention(*span, EntityType.PERSON, score, "second-pass", why)


def _describe(document: Document, mentions: Sequence[Mention], company: Company) -> Detection:
    """Ids in order of first appearance, the subject first; roles; owners."""
    order = sorted(
        (s for s in company.people if s.spans or s is company.subject),
        key=lambda s: (s is not company.subject, s.spans[0] if s.spans else (0, 0)),
    )
    ids = {id(s): f"P{n}" for n, s in enumerate(order, 1)}
    place = {span: ids[id(s)] for s in order for span in s.spans}
    owned = [
        replace(m, person=place.get((m.start, m.end), "")) if m.type is EntityType.PERSON else m
        for m in mentions
    ]
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in owned:
        if mention.person:
            spans.setdefault(mention.person, []).append((mention.start, mention.end))
    people = describe(
        document,
        order,
        {n: ids[id(s)] for n, s in enumerate(order)},
        company.subject,
        spans,
        cell_headings(document),
    )
    subject = _subject_id(company.subject, ids)
    return Detection(tuple(owners(document, owned, subject, people)), people)


def _subject_id(subject: Somebody | None, ids: dict[int, str]) -> str:
    return ids.get(id(subject), "") if subject is not None else ""
