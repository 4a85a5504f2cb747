"""Detection from end to end, with the shipped model."""

from __future__ import annotations

import pytest

from models.people import DIRECT_IDENTIFIERS, Detection, EntityType, Role
from redact.find import detect
from tests.building import build

MINUTES = """
HEADER: OFFICIAL-SENSITIVE R Hollingworth
# MAPPA Level 2 Minutes
| Name of offender | Robert HOLLINGWORTH |
| Date of birth | 12/03/1984 |
| PNC | 2004/0000123U |
# Attendance
| Name | Role | Agency |
| Jean O'Dell | Chair | Probation |
| DC Ali Farrow | Offender manager | Police |
# Discussion
Mr Hollingworth attended with his mother Oluchi Hollingworth and his daughter Wren (8).
Bryony Quill, the victim, lives at 14 Rose Street, Exetown ZZ1 1AA and can be rung on 07700 900123.
She may be told of his release in May. Jean O'Dell to update the risk assessment.
COMMENT: hollingworth is not to see this
PROPERTY: bryony_quill_statement.docx
HIDDEN: Quill has moved again
"""


@pytest.fixture(scope="module")
def detection() -> Detection:
    return detect(build(MINUTES))


def said(detection: Detection, kind: EntityType) -> list[str]:
    text = build(MINUTES).text
    return [text[m.start : m.end] for m in detection.mentions if m.type is kind]


def role(detection: Detection, name: str) -> Role:
    return next(p.role for p in detection.people if any(name in n for n in (p.name, *p.names)))


def test_mentions_are_in_order_and_apart(detection: Detection) -> None:
    ends = [0, *(m.end for m in detection.mentions)]
    assert all(m.start >= end for m, end in zip(detection.mentions, ends, strict=False))


def test_every_channel_is_searched(detection: Detection) -> None:
    names = said(detection, EntityType.PERSON)
    assert "hollingworth" in names
    assert "R Hollingworth" in names
    assert {"bryony", "quill"} <= set(names) or "bryony_quill" in names
    assert "Quill" in names


def test_identifiers_belong_to_somebody(detection: Detection) -> None:
    subject = next(p for p in detection.people if p.role is Role.SUBJECT)
    victim = next(p for p in detection.people if p.role is Role.VICTIM)
    owners = {m.type: m.person for m in detection.mentions if m.type in DIRECT_IDENTIFIERS}
    assert owners[EntityType.PHONE] == victim.id
    assert owners[EntityType.ADDRESS] == victim.id
    assert subject.id != victim.id


def test_roles_come_from_the_evidence(detection: Detection) -> None:
    assert role(detection, "HOLLINGWORTH") is Role.SUBJECT
    assert role(detection, "Bryony") is Role.VICTIM
    assert role(detection, "Oluchi") is Role.FAMILY
    assert role(detection, "Wren") is Role.CHILD
    assert role(detection, "Farrow") is Role.PROFESSIONAL
    assert all(p.why for p in detection.people if p.role is not Role.UNKNOWN)


def test_months_and_modal_verbs_are_nobody(detection: Detection) -> None:
    assert not {"may", "May", "Level", "Attendance"} & set(said(detection, EntityType.PERSON))


def test_reasons_do_not_repeat_the_text(detection: Detection) -> None:
    assert not any("ollingworth" in m.why or "Quill" in m.why for m in detection.mentions)


def test_the_same_document_gives_the_same_answer(detection: Detection) -> None:
    assert detect(build(MINUTES)) == detection


def test_an_empty_document_has_nobody_in_it() -> None:
    assert detect(build("")) == Detection()


LOOSE = """
Present: Supt. Owen Lloyd-Hart (Chair); Det Con Mei Tan; Mrs Chanel Frost, Probation
DC Tan said the offender was seen outside the home of his ex, Irena Zawada,
at 9 Heol Goch, Pentref (ZZ99 4ZZ).
Her boys Kacper and Teo were in. Neighbour Pat Hughes rang 101.
He has been staying with a mate, Dario. The risk is to Irena and her boys.
Offer Ms Zawada a panic alarm. Agencies offer support where they can. Refer him to housing.
"""


def test_people_named_in_passing_have_the_part_that_the_words_give_them() -> None:
    roles = {p.name.split()[0]: p.role for p in detect(build(LOOSE)).people}
    assert roles["Irena"] is Role.VICTIM
    assert roles["Kacper"] is roles["Teo"] is Role.CHILD
    assert roles["Dario"] is Role.ASSOCIATE


def test_verbs_ranks_and_titles_become_nobody() -> None:
    found = detect(build(LOOSE))
    text = build(LOOSE).text.casefold()
    people = {text[m.start : m.end] for m in found.mentions if m.type is EntityType.PERSON}
    assert not people & {"offer", "refer", "con", "det con", "mrs", "supt", "housing"}
