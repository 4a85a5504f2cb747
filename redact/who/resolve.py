"""People with roles, and every mention with its owner: the last step of detection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from models.document import Document
from models.people import Mention, Person, Role
from redact.who.agencies import agency_of
from redact.who.attending import seated
from redact.who.central import one_subject, relatives_by_name
from redact.who.cue import SURE
from redact.who.names import fold, same_forename
from redact.who.owning import attribute
from redact.who.people import Somebody
from redact.who.relations import said
from redact.who.roles import Evidence, RoleReader
from redact.who.sentences import At, sentences
from redact.who.vocabulary import RANK

_RANK_FIRST = re.compile(rf"^(?:(?:{RANK}|Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev)\.? (?:\d+ )?)+(?=[A-Z])")
_SEATED = "stands in the attendance"


def describe(
    document: Document,
    company: Sequence[Somebody],
    ids: Mapping[int, str],
    subject: Somebody | None,
    spans: Mapping[str, list[tuple[int, int]]],
    headings: Mapping[int, str],
) -> tuple[Person, ...]:
    """The people, in the order of their ids, each with role, agency and evidence."""
    reader = RoleReader(document, headings)
    attendance = _attendance(document)
    described = []
    sexes: dict[str, str] = {}
    held: list[tuple[str, Somebody, Evidence]] = []
    for number, somebody in enumerate(company):
        id = ids.get(number)
        if id is None:
            continue
        evidence = reader.read(spans.get(id, []), somebody is subject)
        for surname in somebody.surnames:
            for forename, agency, why in attendance.get(surname, ()):
                if not forename or not somebody.first or same_forename(somebody.first, forename):
                    evidence.add(Role.PROFESSIONAL, SURE, why)
                    evidence.agency = agency if why == _SEATED and agency else evidence.agency or agency
        held.append((id, somebody, evidence))
        if somebody.sex:
            sexes[id] = somebody.sex
    _related(document, {id: evidence for id, _, evidence in held}, spans, sexes)
    about = subject
    if subject is None:
        about = one_subject([(somebody, evidence) for _, somebody, evidence in held])
    else:
        for _, somebody, evidence in held:
            if somebody is not subject:
                evidence.weights.pop(Role.SUBJECT, None)
    if about is not None:
        relatives_by_name(about, [(somebody, evidence) for _, somebody, evidence in held])
    for id, somebody, evidence in held:
        verdict = evidence.verdict()
        names = tuple(dict.fromkeys(_written(document, s) for s in spans.get(id, ())))
        described.append(
            Person(
                id,
                somebody.best,
                names or (somebody.best,),
                verdict.role,
                verdict.also,
                agency_of(verdict.agency) if Role.PROFESSIONAL in (verdict.role, *verdict.also) else "",
                verdict.why,
            )
        )
    return tuple(described)


def _related(
    document: Document,
    evidence: Mapping[str, Evidence],
    spans: Mapping[str, list[tuple[int, int]]],
    sexes: Mapping[str, str],
) -> None:
    """Add what sentences say of two people at once. Whoever is known for staff by now does no harm by it."""
    staff = frozenset(id for id, one in evidence.items() if one.verdict().role is Role.PROFESSIONAL)
    named = sorted(At(start, end, id) for id, places in spans.items() for start, end in places)
    for sentence in sentences(document, named, sexes):
        for one in said(sentence, staff, sexes):
            evidence[one.person].add(one.role, one.weight, one.why)


def _written(document: Document, span: tuple[int, int]) -> str:
    return " ".join(document.text[span[0] : span[1]].split())


def _attendance(document: Document) -> dict[str, list[tuple[str, str, str]]]:
    """By surname: forename, agency and reason of everybody that structure has as a professional."""
    table: dict[str, list[tuple[str, str, str]]] = {}
    rows = [(a.name, a.agency, _SEATED) for a in seated(document)]
    rows += [(a.owner, a.agency, "owns an action") for a in document.actions if a.owner]
    if document.facts.chair:
        rows.append((document.facts.chair.value, "", "chairs the meeting"))
    for name, agency, why in rows:
        bare = _RANK_FIRST.sub("", name.strip())
        words = [fold(w) for w in bare.replace(",", " ").split() if fold(w)]
        if words:
            first = words[0] if len(words) > 1 else ""
            table.setdefault(words[-1], []).append((first, agency, why))
    return table


def owners(
    document: Document, mentions: Sequence[Mention], subject: str, people: Sequence[Person]
) -> list[Mention]:
    """Identifiers attributed to people where it is clear whose they are."""
    words = {p.id: {fold(w) for name in (p.name, *p.names) for w in name.split()} for p in people}
    return attribute(document, mentions, subject, words)
