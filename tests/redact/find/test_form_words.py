"""Headings that the language model alone takes for names are nobody in a document."""

from __future__ import annotations

import pytest

from redact.find import detect
from tests.building import build


@pytest.mark.parametrize("heading", ["AGENDA", "Agenda", "Glossary", "Feedback", "Deadline", "Actions"])
def test_a_form_word_alone_on_a_line_is_nobody(heading: str) -> None:
    document = build(f"""
    # {heading}
    The meeting agreed that Ms Archer will be told by Friday.
    """)
    assert heading not in {person.name for person in detect(document).people}
