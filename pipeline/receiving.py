"""The first stage, apart from the others: the door needs it at once, and they take seconds to load."""

from __future__ import annotations

from models.errors import RefusalCode, Refused
from pipeline.settings import Settings


def receive(data: bytes, settings: Settings) -> None:
    """Refuse by size alone, before anything looks inside."""
    if not data:
        raise Refused(
            RefusalCode.EMPTY,
            "The file is empty: it holds no bytes.",
            "Check that it was saved and copied completely, then send it again.",
        )
    if len(data) > settings.limits.file_bytes:
        raise Refused(
            RefusalCode.OVER_LIMIT,
            f"The file is {len(data) / 2**20:.0f} MB; at most {settings.max_file_mb} MB are accepted.",
            "Split it into smaller documents, or ask the person who runs the service to raise the limit.",
        )
