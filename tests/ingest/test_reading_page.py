"""The page about reading names every place that a test plants a word in, under its channel."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.document import Channel
from tests.ingest import test_docx_channels, test_docx_corners, test_pdf_channels, test_pdf_corners

PAGE = Path(__file__).parents[2] / "docs" / "reading.md"
PLACES: list[tuple[str, str, set[Channel]]] = [
    *(
        ("Word", name, {channel or Channel.TEXT_BOX})
        for name, (_, channel) in test_docx_channels.IN_BODY.items()
    ),
    *(("Word", name, set(channels)) for name, (_, channels) in test_docx_channels.IN_PARTS.items()),
    *(("Word", name, channels) for name, (_, channels) in test_docx_corners.PLACES.items()),
    *(("Word", name, channels) for name, (_, channels) in test_docx_corners.AROUND.items()),
    *(("PDF", name, {channel}) for name, (_, channel) in test_pdf_channels.DRAWN.items()),
    *(("PDF", name, channels) for name, (_, channels) in test_pdf_channels.HELD.items()),
    *(("PDF", name, channels) for name, (_, channels) in test_pdf_corners.PLACES.items()),
]


def table(section: str) -> dict[str, list[str]]:
    """The places of each channel in one section of the page."""
    text = PAGE.read_text().partition(f"\n## {section}")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    return {channel.strip("`"): places.split("; ") for channel, places in rows}


@pytest.mark.parametrize("section", ["Word", "PDF"])
def test_the_page_names_every_place_under_its_channel(section: str) -> None:
    told = table(section)
    tested = {(c.value, name) for kind, name, channels in PLACES if kind == section for c in channels}
    assert {(channel, place) for channel, places in told.items() for place in places} == tested
