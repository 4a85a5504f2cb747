"""The verifier does not cry wolf: what may stand in the copy, or only looks like what was removed, passes."""

from __future__ import annotations

from typing import Literal

import pytest

from models.disclosure import Verdict
from redact import decide, load_policy, verify_copy, write_copy
from redact.release import sweep
from redact.verify import needles
from tests.redact.scene import MARKING, Scene, scene

ORDINARY = """
# 1. Attendance
| Name | Role | Agency |
| <P2 professional|Ann Archer> | Chair | Probation |
| <P3 professional|Will Page> | Minute taker | Police |
# 2. Information sharing
- The page before was read. He will be young again in the street, and may grace us in May.
- Rose told the grant panel that the price of bread rose; a long walk in the park.
# 5. Disclosure
<P1 victim|Jean Pennock> was told. A default value of 12 and the total of 3 were noted.
# 6. Properties of the table
The heading, the paragraph, the style, the font, the header and the footer were discussed.
"""


def verified(drawn: Scene, format: Literal["docx", "pdf"] = "docx") -> list[str]:
    made = sweep(drawn.document, decide(drawn.document, drawn.detection, load_policy("third-party"), seed=1))
    copy = write_copy(drawn.document, made, format, MARKING)
    return [f"{leak.where}: {leak.how}" for leak in verify_copy(copy, drawn.document, made).leaks]


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_ordinary_minutes_pass(format: Literal["docx", "pdf"]) -> None:
    assert verified(scene(ORDINARY), format) == []


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize(
    "removed",
    [
        "Young", "Will", "Page", "Street", "Rose May", "Grace Long", "Mark Price", "Bill Default",
        "Jean Style", "Font Heading", "Catalog Root", "Stream Filter", "Arial Normal", "Type Title",
        "Redacted Copy", "Lang Space",
    ],
)  # fmt: skip
def test_a_name_that_is_an_ordinary_word_or_a_word_of_the_format_passes(
    removed: str, format: Literal["docx", "pdf"]
) -> None:
    assert verified(scene(f"{ORDINARY}\n<P9 victim|{removed}> was there."), format) == []


def test_a_surname_that_a_professional_keeps_may_stand() -> None:
    drawn = scene("<P1 victim|Jean Archer> is a cousin of <P2 professional|Ann Archer>.")
    assert verified(drawn) == []


def test_a_removed_day_is_not_found_inside_another_day() -> None:
    drawn = scene(
        "Born <DATE_OF_BIRTH|1 May 1990>, told on <DATE|1 May 2011>. The meeting was on 21 May 2011."
    )
    made = sweep(drawn.document, decide(drawn.document, drawn.detection, load_policy("third-party"), seed=1))
    gone = [drawn.words(d.start, d.end) for d in made if d.verdict is Verdict.REMOVE]
    assert gone == ["1 May 1990", "1 May 2011"]
    assert verified(drawn) == []


def test_short_numbers_and_amounts_are_not_looked_for() -> None:
    drawn = scene(
        "He is <AGE|12>, owes <MONEY|£40>, has <QUANTITY|three> phones. 12 weeks, £40, three times."
    )
    made = decide(drawn.document, drawn.detection, load_policy("publication"), seed=1)
    assert needles(drawn.document, made) == ()


def test_what_is_off_the_page_and_would_have_stayed_on_it_is_not_looked_for() -> None:
    drawn = scene("Chair: <P2 professional|Ann Archer>\nPROPERTY: <P2|Ann Archer>")
    assert verified(drawn) == []


def test_a_name_that_the_copys_font_speaks_of_passes() -> None:
    """The embedded font tells its own designers and licence."""
    assert verified(scene("<P1 victim|Mina License> was told by <P2 victim|Tavmjong Bah>."), "pdf") == []
