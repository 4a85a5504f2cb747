"""People with roles, and every mention with its owner: the last step of detection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.document import Document
from models.people import Mention, Person, Role
from redact.who.attending import seated
from redact.who.cue import FAIR, STRONG, SURE
from redact.who.names import fold, same_forename
from redact.who.owning import attribute
from redact.who.people import Somebody
from redact.who.roles import Evidence, RoleReader


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
                    evidence.agency = evidence.agency or agency
        if somebody is not subject and Role.SUBJECT in evidence.weights and subject is not None:
            del evidence.weights[Role.SUBJECT]
        held.append((id, somebody, evidence))
    if subject is None:
        _one_subject([evidence for _, _, evidence in held], [len(s.spans) for _, s, _ in held])
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
                verdict.agency,
                verdict.why,
            )
        )
    return tuple(described)


def _one_subject(evidence: Sequence[Evidence], named: Sequence[int]) -> None:
    """Where structure found no subject: who has most evidence of being it is, and nobody else."""
    most = max(
        (e.weights.get(Role.SUBJECT, 0) * 1000 + n for e, n in zip(evidence, named, strict=True)), default=0
    )
    for one, count in zip(evidence, named, strict=True):
        if Role.SUBJECT not in one.weights:
            continue
        if one.weights[Role.SUBJECT] * 1000 + count == most and one.weights[Role.SUBJECT] >= FAIR:
            one.add(Role.SUBJECT, STRONG, "more is said of this person as the subject than of anybody else")
        else:
            del one.weights[Role.SUBJECT]


def _written(document: Document, span: tuple[int, int]) -> str:
    return " ".join(document.text[span[0] : span[1]].split())


def _attendance(document: Document) -> dict[str, list[tuple[str, str, str]]]:
    """By surname: forename, agency and reason of everybody that structure has as a professional."""
    table: dict[str, list[tuple[str, str, str]]] = {}
    rows = [(a.name, a.agency, "stands in the attendance") for a in seated(document)]
    rows += [(a.owner, a.agency, "owns an action") for a in document.actions if a.owner]
    if document.facts.chair:
        rows.append((document.facts.chair.value, "", "chairs the meeting"))
    for name, agency, why in rows:
        words = [fold(w) for w in name.replace(",", " ").split() if fold(w)]
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
