from __future__ import annotations

from datetime import date

import pytest

from pipeline.naming import copy_name


@pytest.mark.parametrize(
    ("original", "copy"),
    [
        ("minutes.docx", "minutes.redacted.docx"),
        ("case 1/02 Minutes 2024-03-12.docx", "case 1/02-minutes-2024-03-12.redacted.docx"),
        ("A Smith minutes.docx", "a-minutes.redacted.docx"),
        ("Archer.docx", "document.redacted.docx"),
        ("Level 3 MAPPP O'Neill A1234BC.docx", "level-3-mappp.redacted.docx"),
        ("dob 12031985 referral.docx", "referral.redacted.docx"),
        ("minutes 1985.docx", "minutes.redacted.docx"),
        ("\u0645\u062d\u0636\u0631.docx", "document.redacted.docx"),
        ("May June minutes.docx", "minutes.redacted.docx"),
        ("minutes 12 May 2024.docx", "minutes-12-may-2024.redacted.docx"),
        ("minutes 12 June 2024.docx", "minutes-12-2024.redacted.docx"),
    ],
)
def test_a_copy_is_named_without_what_may_name_somebody(original: str, copy: str) -> None:
    assert copy_name(original, "docx", date(2024, 5, 12)) == copy
