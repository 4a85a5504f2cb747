"""Who is told by a job is a professional, in the section on victims too."""

from __future__ import annotations

import pytest

from models.people import Role
from redact.find import detect
from tests.building import build


@pytest.mark.parametrize("words", ["The VLO is Oonagh Byrne.", "His social worker was Oonagh Byrne."])
def test_a_job_before_is_tells_a_professional(words: str) -> None:
    document = build(f"""
    # Victim issues
    Mrs Leah Montgomery wants no contact. {words}
    """)
    roles = {person.name: person.role for person in detect(document).people}
    assert roles["Oonagh Byrne"] is Role.PROFESSIONAL
