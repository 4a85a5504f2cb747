"""What a model or a place in a table might be taken for, and is not."""

from __future__ import annotations

import io

import pytest
from docx import Document as new_document

import ingest
from models.people import EntityType as T
from redact.find import detect
from redact.find.model import doubtful
from tests.building import build


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("1. Risk\nHigh.\n12. Media\nNone.", "12", T.DEMOGRAPHIC),
        ("10.1 The premises will be told.", "10.1", T.DATE),
        ("a curfew on Thursdays", "Thursdays", T.LOCATION),
        ("Chair\tAssistant Chief Constable Roe", "Assistant Chief Constable", T.ORGANISATION),
        ("Inspect the door and windows", "Inspect the door", T.ORGANISATION),
        ("Held at HMP Stonefell", "HMP", T.ORGANISATION),
        ("10/09/2025, 9.30am", "9.30am", T.PERSON),
    ],
)
def test_the_model_is_not_believed_where_the_words_cannot_be_that(text: str, words: str, kind: T) -> None:
    at = text.index(words)
    assert doubtful(text, at, at + len(words), kind)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("He is 12 and lives with his aunt.", "12", T.DEMOGRAPHIC),
        ("Wednesday Carr rang on Monday.", "Wednesday", T.PERSON),
        ("Help the Aged were told.", "Help the Aged", T.ORGANISATION),
        ("Northshire Police", "Northshire Police", T.ORGANISATION),
    ],
)
def test_the_model_is_believed_where_they_can(text: str, words: str, kind: T) -> None:
    at = text.index(words)
    assert not doubtful(text, at, at + len(words), kind)


def test_a_value_in_the_first_row_of_a_form_heads_no_column() -> None:
    word, held = new_document(), io.BytesIO()
    table = word.add_table(rows=2, cols=4)
    said = (
        "Name",
        "Gareth Pomfrey",
        "DOB",
        "14/06/1983",
        "Plan",
        "",
        "Ann Archer to visit by 9 April 2025",
        "",
    )
    for cell, words in zip((c for row in table.rows for c in row.cells), said, strict=True):
        cell.text = words
    word.save(held)
    form = ingest.read(held.getvalue(), "form.docx")
    kinds = {form.text[m.start : m.end]: m.type for m in detect(form).mentions}
    assert kinds["14/06/1983"] is T.DATE_OF_BIRTH
    assert kinds["9 April 2025"] is T.DATE


def test_a_sentence_that_ends_in_a_job_gives_no_name_to_the_next() -> None:
    document = build("Daily call from the IDVA. Marker on the address.\nSgt. Bello will call.")
    people = {document.text[m.start : m.end] for m in detect(document).mentions if m.type is T.PERSON}
    assert not any("Marker" in words for words in people)
    assert any("Bello" in words for words in people)
