"""Names where capitals tell nothing or are lost, and words that only look like names or dates."""

from __future__ import annotations

import pytest

from models.people import EntityType, Mention
from redact.find import detect
from redact.find.derived import misspelt, unknown_word
from redact.find.instruments import instruments
from redact.find.uncased import uncased
from tests.building import build
from tests.growth import assert_linear


def found(source: str, kind: EntityType = EntityType.PERSON) -> list[str]:
    document = build(source)
    return [document.text[m.start : m.end] for m in detect(document).mentions if m.type is kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("spoke to quenthara today and she is fine", "quenthara"),
        ("no reply from quenthara", "quenthara"),
        ("he was with quenthara all nite", "quenthara"),
        ("quentharas mum not happy", "quenthara"),
        ("told grace not to worry", "grace"),
        ("INFT BRANZEK OF OUTCOME", "BRANZEK"),
        ("SUSPECT BLACK MADE OFF TOWARDS PARK", "BLACK"),
        ("PC4471Branzek attended.", "Branzek"),
        ("MrBranzek rang.", "Branzek"),
        ("Quenthara/Rob/Grace to meet", "Grace"),
        ("Quenthara still in custody.", "Quenthara"),
        ("If Quenthara rings, put the call through.", "Quenthara"),
        ('Tunde "Smokey" Branzek was there.', 'Tunde "Smokey" Branzek'),
        ("It was found in Black's car.", "Black"),
        ("Linked to Ó'BRANZEK, Turlough and others.", "Ó'BRANZEK, Turlough"),
    ],
)
def test_a_name_that_its_letters_do_not_show(text: str, name: str) -> None:
    assert any(
        name in mention for mention in found(f"The meeting was held on Tuesday.\n{text}\nNothing more.\n")
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "{}: no change",
        "Re {}: nothing.",
        '"Ask {}," he said.',
        "{} never came back.",
        "{} must be told.",
        "- {} – see above",
    ],
)
@pytest.mark.parametrize("name", ["Hope", "Long"])
def test_a_word_that_names_somebody_of_the_document(sentence: str, name: str) -> None:
    document = build(f"The meeting concerned Hope Long and others.\n{sentence.format(name)}\n")
    at = document.text.rindex(name)
    people = [m for m in detect(document).mentions if m.type is EntityType.PERSON]
    assert any(m.start <= at < m.end for m in people)


@pytest.mark.parametrize(
    "text",
    [
        "Risk Matrix 2000 was scored as medium, and Static-99 as low.",
        "The bus stops on Mill Lane and on Church Close.",
        "a letter from the ombudsperson was recieved unannounced",
        "units sent, male seen towards droitwich, no trace",
    ],
)
def test_words_that_name_nobody(text: str) -> None:
    wrong = {EntityType.PERSON, EntityType.DATE}
    assert not [m for m in detect(build(text)).mentions if m.type in wrong and m.recogniser != "times"]


def test_how_long_is_no_place_and_nobody() -> None:
    document = build("He was 20 mins late and left after half an hour.")
    assert {m.type for m in detect(document).mentions} <= {EntityType.DATE, EntityType.QUANTITY}


def test_a_nation_s_police_are_no_place() -> None:
    assert "Scotland" not in found("Police Scotland hold nothing on him.", EntityType.LOCATION)


def test_instruments_are_known_by_their_names() -> None:
    text = "RM2000/V and OSP/C were scored, with a SARA v3, an HCR-20 and Stable-2007. Sara was told."
    names = [text[start:end] for start, end in instruments(text)]
    assert names == ["RM2000/V", "OSP/C", "SARA v3", "HCR-20", "Stable-2007"]


def test_made_and_misspelt_words_are_words() -> None:
    assert not any(map(unknown_word, ("reoffending", "unaccompanied", "safeguarded", "logbook", "defo")))
    assert all(map(unknown_word, ("quenthara", "denisa", "tunde")))
    assert misspelt("recieved")
    assert not misspelt("quenthara")


def test_the_time_is_linear_in_the_text() -> None:
    unit = "spoke to quenthara and BRANZEK SEEN WITH OKONKO\n"
    assert_linear(lambda length: list(uncased((unit * length)[:length], list[Mention]())), 20_000)
