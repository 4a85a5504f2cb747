"""What a reader library or a pair of scissors gets out of a copy."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Extract:
    """Text from one place of the copy. `scrap` is raw content: only longer strings are told from noise."""

    where: str
    text: str
    scrap: bool = False


@dataclass(slots=True)
class Contents:
    """All of a copy: its text by several readers, its bytes unpacked, and what should not be there at all."""

    readers: list[str] = field(default_factory=list)
    extracts: list[Extract] = field(default_factory=list)
    blobs: list[tuple[str, bytes]] = field(default_factory=list)
    strangers: list[tuple[str, str]] = field(default_factory=list)  # (where, what)
