import itertools

import pytest

from nlp import sentences
from tests.growth import assert_linear


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("He moved. She stayed.", ["He moved.", "She stayed."]),
        ("Mr. Okafor and Dr. Li met. No change.", ["Mr. Okafor and Dr. Li met.", "No change."]),
        ("J. Okafor rang. A.B. Khan did not.", ["J. Okafor rang.", "A.B. Khan did not."]),
        ("He works in Washington D.C. and lives there.", ["He works in Washington D.C. and lives there."]),
        ("She came back to the U.K. He did not.", ["She came back to the U.K.", "He did not."]),
        ("See para. 4.2 of the plan. It is old.", ["See para. 4.2 of the plan.", "It is old."]),
        (
            "1. Disclosure was considered. It was refused.",
            ["1. Disclosure was considered.", "It was refused."],
        ),
        ("3.2. Licence\n(a) none", ["3.2. Licence", "(a) none"]),
        ("Seen on 12.3.24. Fine.", ["Seen on 12.3.24.", "Fine."]),
        ("Seen on 4 Sept. 2024 at 3.30 p.m. by staff.", ["Seen on 4 Sept. 2024 at 3.30 p.m. by staff."]),
        ("Name\tAgency\nAnn\tProbation", ["Name", "Agency", "Ann", "Probation"]),
        ('He said "No." Then he left!', ['He said "No."', "Then he left!"]),
        ("Is it safe? Yes... perhaps not. End", ["Is it safe?", "Yes... perhaps not.", "End"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_a_text_is_cut_where_a_reader_would(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_every_word_lies_in_exactly_one_sentence() -> None:
    text = "OFFICIAL\n\n1. Chair: Ms. A. Bell opened.\tApologies e.g. from Dr. Roe (late). \r\n Next."
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    kept = "".join(text[s.start : s.end] for s in spans)
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["A sentence stands here. ", "word ", ". ", "Mr. ", "x", '."', "1.", "\t", "(", "....", "A."]
)
def test_time_grows_in_line_with_length(piece: str) -> None:
    assert_linear(lambda size: sentences((piece * (size // len(piece) + 1))[:size]), 50_000)
