"""Time grows with the number of people on a line, and no faster."""

from __future__ import annotations

from redact.who.roles import RoleReader
from tests.building import build
from tests.growth import assert_linear


def test_the_last_of_many_people_on_one_line_is_read_as_quickly_as_the_first() -> None:
    def run(count: int) -> None:
        document = build("Seen with " + ", ".join(f"Ana Quill{n:05d}" for n in range(count)) + ".")
        reader = RoleReader(document, {})
        at = document.text.index("Ana")
        while at >= 0:
            reader.read([(at, at + 13)], False)
            at = document.text.find("Ana", at + 1)

    assert_linear(run, 600)
