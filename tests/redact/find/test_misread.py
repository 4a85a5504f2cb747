"""A name that a machine misread in a picture is still that name to whoever reads the copy."""

from __future__ import annotations

import pytest

from models.document import Block, Document, FileFormat, Provenance, UnsureWord
from redact.find.misread import misread
from redact.who.people import Named, join
from tests.growth import assert_linear

FIRST = "Imran Malik, Chidi Okonkwo, Rowena Burnett and Sally Mills attended.\n"
NAMES = ("Imran Malik", "Chidi Okonkwo", "Rowena Burnett", "Sally Mills")


def scanned(text: str, unsure: str = "", ocr: bool = True) -> Document:
    blocks = (
        Block(0, len(FIRST), provenance=Provenance(page=1, ocr=ocr)),
        Block(len(FIRST), len(FIRST) + len(text), provenance=Provenance(page=1, ocr=ocr)),
    )
    at = (FIRST + text).find(unsure) if unsure else -1
    marked = (UnsureWord(at, at + len(unsure), 30),) if unsure else ()
    return Document("scan.pdf", "0" * 64, FileFormat.PDF, FIRST + text, blocks, unsure=marked)


def found(document: Document) -> list[str]:
    named = [Named(FIRST.index(n), FIRST.index(n) + len(n), n) for n in NAMES]
    mentions = misread(document, join(named, "", ()).people)
    return [document.text[m.start : m.end] for m in mentions if m.start >= len(FIRST)]


@pytest.mark.parametrize("seen", ["Ma1ik", "MaIik", "Ma!ik", "0konkwo", "Ok0nkwo", "Bumett", "Ma1ik's"])
def test_letters_that_look_alike_are_one(seen: str) -> None:
    assert found(scanned(f"It was {seen} who said so.")) == [seen.removesuffix("'s")]


def test_a_name_broken_in_two_is_found_whole() -> None:
    assert found(scanned("It was Okon kwo who said so.")) == ["Okon kwo"]


def test_one_letter_off_counts_where_the_machine_was_not_sure() -> None:
    assert found(scanned("It was Okankwo who said so.")) == []
    assert found(scanned("It was Okankwo who said so.", unsure="Okankwo")) == ["Okankwo"]


def test_ordinary_words_are_left_alone() -> None:
    assert found(scanned("Small mills and malls. The Burn met the sea. He is 111 years old.")) == []


def test_only_pictures_are_searched() -> None:
    assert found(scanned("It was Ma1ik who said so.", ocr=False)) == []


def test_the_search_is_linear_in_the_text() -> None:
    people = join([Named(0, 11, "Imran Malik"), Named(13, 26, "Chidi Okonkwo")], "", ()).people

    def search(size: int) -> int:
        return sum(1 for _ in misread(scanned("Ma1ik Okon kwo rnrnrn 11111 " * size), people))

    assert_linear(search, 200)
