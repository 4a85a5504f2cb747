"""What only looks like a name is no person: the document's own words speak against it."""

import pytest

from models.document import Block, Document, FileFormat
from models.people import EntityType, Mention
from models.structure import Fact, Facts
from models.text import Span
from redact.find.naming import names_in_list
from redact.find.overlaps import settle
from redact.find.plausible import believable


def _document(text: str, facts: Facts | None = None) -> Document:
    blocks = (Block(0, len(text)),)
    return Document("a.txt", "0" * 64, FileFormat.TEXT, text, blocks, reader="test", facts=facts or Facts())


def _kept(text: str, name: str, recogniser: str = "model", document: Document | None = None) -> list[str]:
    at = text.index(name)
    guess = Mention(at, at + len(name), EntityType.PERSON, 0.75, recogniser, "")
    return [text[m.start : m.end] for m in believable(document or _document(text), [guess])]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ("AGENDA\nThe meeting opened.", "AGENDA"),
        ("Glossary\nTerms used here.", "Glossary"),
        ("1. Offer him a place. They will offer it.", "Offer"),
        ("He was seen in Anchor Street on Monday.", "Anchor Street"),
        ("Staff of St Anselm's House attended.", "Anselm"),
        ("Harbour Women's Aid will call.", "Harbour"),
        ("Lee is a Custodial manager there.", "Custodial"),
        ("Closed on Saturdays from June.", "Saturdays"),
        ("SARA\tHigh, 12 December 2022", "SARA"),
    ],
)
def test_words_that_only_have_a_capital_are_nobody(text: str, guess: str) -> None:
    assert _kept(text, guess) == []


def test_the_verb_before_a_name_is_left_out_of_it() -> None:
    assert _kept("Offer Ms Archer a place.", "Offer Ms Archer") == ["Ms Archer"]
    assert _kept("Refer Shanelle to housing.", "Refer Shanelle") == ["Shanelle"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Temperance Banks is the subject.", "Temperance Banks"),
        ("Potter said that she had left.", "Potter"),
        ("They met Turner by the bridge.", "Turner"),
        ("Kuba was at home.", "Kuba"),
        ("Grace Street rang the office.", "Grace Street"),
    ],
)
def test_somebody_whose_name_is_a_word_stays(text: str, name: str) -> None:
    assert _kept(text, name) == [name]


def test_the_area_of_the_document_is_no_person() -> None:
    text = "Area\tRiverhaven\nRiverhaven Recovery will see him."
    document = _document(text, Facts(area=Fact("Riverhaven", Span(5, 15))))
    assert _kept(text, "Riverhaven", document=document) == []


def test_a_surname_with_a_particle_is_not_lost_to_the_forename() -> None:
    text = "Omar al-Farsi, Adult Social Care"
    mentions = [
        Mention(0, 13, EntityType.PERSON, 0.75, "model", ""),
        Mention(0, 4, EntityType.PERSON, 0.97, "structure", ""),
    ]
    assert [text[m.start : m.end] for m in settle(mentions, text)] == ["Omar", "al-Farsi"]
    assert [text[s:e] for s, e in names_in_list(text)] == ["Omar al-Farsi"]


def test_what_a_name_leaves_of_a_longer_one_is_no_person() -> None:
    text = "Mrs Ann Archer attended."
    mentions = [
        Mention(0, 14, EntityType.PERSON, 0.75, "model", ""),
        Mention(4, 14, EntityType.PERSON, 0.97, "structure", ""),
    ]
    assert [text[m.start : m.end] for m in settle(mentions, text)] == ["Ann Archer"]
