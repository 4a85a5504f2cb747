"""Beside its own label an identifier is taken however loosely it is written, and told with the reason."""

from __future__ import annotations

import pytest

from models.people import DIRECT_IDENTIFIERS
from models.people import EntityType as T
from redact.find import detect
from redact.find.labelled import LabelledRecogniser
from tests.building import build
from tests.growth import assert_linear


def told(text: str) -> list[tuple[T, str, float]]:
    document = build(text)
    return [
        (m.type, document.text[m.start : m.end], m.score)
        for m in detect(document).mentions
        if m.type in DIRECT_IDENTIFIERS
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("NHS No. 943 476 5919 was noted", T.NHS_NUMBER, "943 476 5919"),
        ("NHS number: 943.476.5919", T.NHS_NUMBER, "943.476.5919"),
        ("NI: sx.31.73.61.c", T.NINO, "sx.31.73.61.c"),
        ("known by pnc no. 2004-0000123u", T.PNC, "2004-0000123u"),
        ("The record shows 2004/0000123U (PNC).", T.PNC, "2004/0000123U"),
        ("NOMS ID: A6505 FY", T.PRISON_NUMBER, "A6505 FY"),
        ("CRN V 554490", T.CRN, "V 554490"),
        ("nDelius J538 462", T.CRN, "J538 462"),
        ("ASN 52 0298 87 16543A", T.ARREST_SUMMONS, "52 0298 87 16543A"),
        ("URN no. 84nf9619322", T.COURT_URN, "84nf9619322"),
        ("Reg: dp62 rjc", T.VEHICLE, "dp62 rjc"),
        ("The officer noted s/c 99 36 96 in her book.", T.BANK_ACCOUNT, "99 36 96"),
        ("Account number 7347 7369", T.BANK_ACCOUNT, "7347 7369"),
        ("IBAN gb82west12345698765432", T.BANK_ACCOUNT, "gb82west12345698765432"),
        ("ViSOR ref 22 / 6741980", T.VISOR, "22 / 6741980"),
        ("The record shows 19 / 7101300 (ViSOR ref).", T.VISOR, "19 / 7101300"),
        ("Mobile 07700 900 0l2", T.PHONE, "07700 900 0l2"),
        ("| Prison number | A1234 BC |", T.PRISON_NUMBER, "A1234 BC"),
    ],
)
def test_a_value_beside_its_label(text: str, kind: T, value: str) -> None:
    assert (kind, value) in [found[:2] for found in told(text)]


@pytest.mark.parametrize("text", ["NHS No. 943\n476 5919 was noted", "Reg WK51\nXKD was noted"])
def test_a_value_broken_over_a_line(text: str) -> None:
    value = text.partition(" was")[0].split(" ", 1 if text.startswith("Reg") else 2)[-1]
    results = LabelledRecogniser().analyze(text, [])
    assert [text[r.start : r.end] for r in results] == [value]


def test_a_wrong_check_character_keeps_it_with_a_lower_score_and_the_reason() -> None:
    right = LabelledRecogniser().analyze("PNC ID 2004/0000123U", [])[0]
    wrong = LabelledRecogniser().analyze("PNC ID 2004/0000123X", [])[0]
    assert wrong.score < right.score
    assert "check character is wrong" in wrong.analysis_explanation.textual_explanation
    assert told("PNC ID 2004/0000123X")[0][0] is T.PNC


def test_a_letter_that_a_machine_reads_for_a_figure_is_mended_before_it_is_checked() -> None:
    found = LabelledRecogniser().analyze("NHS number 94347659l9", [])[0]
    assert "the figure it looks like" in found.analysis_explanation.textual_explanation


@pytest.mark.parametrize(
    "text",
    [
        "The prison has 1200 men.",
        "He was registered in 2021 and lives alone.",
        "Card games on 3 days a week.",
        "He was called on 3 occasions in 2022.",
        "The case was heard by 2 magistrates.",
        "Contact 3 times a week.",
        "Text messages sent between 10 and 12.",
    ],
)
def test_a_label_s_word_in_prose_makes_nothing_an_identifier(text: str) -> None:
    assert not told(text)


def test_time_is_linear_in_labels() -> None:
    recogniser = LabelledRecogniser()
    assert_linear(lambda size: recogniser.analyze("PNC no. 12 (tel, " * size, []), 400)
