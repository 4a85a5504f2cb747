"""The limits on what is read, stated once, checked before reading and enforced during it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be in every direction that has been used to hurt a reader.

    `wall_seconds`, `cpu_seconds`, `memory_bytes` and `reply_bytes` hold for a locked-down child
    (`ingest.ReaderPool`), the `ocr_` ones for pictures whose words are recognised (`ingest.scans`), the
    `office_` ones for LibreOffice (`ingest.office`); the others hold wherever a file is read.
    """

    file_bytes: int = 50 * MEBIBYTE
    pages: int = 2_000
    text_characters: int = 10_000_000
    blocks: int = 400_000
    zip_members: int = 4_000
    unpacked_bytes: int = 256 * MEBIBYTE  # of all members together
    part_bytes: int = 48 * MEBIBYTE  # of one XML part
    zip_ratio: int = 250  # unpacked to packed, for members over a mebibyte
    nesting: int = 20  # tables in tables, boxes in boxes
    embedded_depth: int = 1
    parcel_members: int = 300  # files inside an e-mail or archive, those inside inner ones included
    parcel_bytes: int = 192 * MEBIBYTE  # of them all, unpacked
    parcel_depth: int = 3  # an archive in an e-mail in an archive
    message_parts: int = 2_000  # of one e-mail
    structure_seconds: float = 5.0  # a PDF's annotations, forms and earlier revisions
    wall_seconds: float = 18.0
    cpu_seconds: int = 16
    memory_bytes: int = 768 * MEBIBYTE
    reply_bytes: int = 256 * MEBIBYTE
    office_seconds: float = 60.0  # for LibreOffice to convert one old document
    office_memory_bytes: int = 3072 * MEBIBYTE  # of address space: it maps far more than it uses
    ocr_pictures: int = 60  # pages and other pictures of one document that are looked at for words
    ocr_seconds: float = 240.0  # for all of them
    ocr_picture_seconds: float = 40.0  # for one
    ocr_memory_bytes: int = 1024 * MEBIBYTE
    ocr_drawing_seconds: float = 1.5  # that drawing one picture adds to the seconds of the child

    @property
    def looking_seconds(self) -> float:
        """What looking at pictures may add to the reading of one file at most."""
        return self.ocr_seconds + self.ocr_pictures * self.ocr_drawing_seconds

    def for_child(self, looking: bool) -> Limits:
        """What a child is held to: one that may be `looking` at pictures needs the time to draw them."""
        drawing = ceil(self.ocr_pictures * self.ocr_drawing_seconds) if looking else 0
        return replace(self, cpu_seconds=self.cpu_seconds + drawing)
