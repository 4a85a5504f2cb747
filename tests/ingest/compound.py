"""Compound files (OLE) for tests: a small writer, and Outlook messages made with it.

Streams are given by paths ("a/b"); storages come of themselves. Directory entries of one storage hang in one
chain to the right, which readers accept.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT_SECTOR = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF


class _Entry:
    def __init__(self, name: str, kind: int, data: bytes = b"") -> None:
        self.name, self.kind, self.data = name, kind, data
        self.right = self.child = NONE
        self.start, self.size = END, len(data)

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le")[:62]
        return struct.pack(
            "<64sHBBIII16sIQQIQ",
            name, len(name) + 2, self.kind, 1, NONE, self.right, self.child, bytes(16), 0, 0, 0,
            self.start, self.size,
        )  # fmt: skip


def compound(streams: dict[str, bytes], circle: bool = False) -> bytes:
    """The file. With `circle` the directory of the root goes round in one."""
    entries = [_Entry("Root Entry", 5)]
    places = {"": 0}
    last: dict[str, int] = {}
    for path, data in streams.items():
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            here, parent = "/".join(parts[:depth]), "/".join(parts[: depth - 1])
            if here in places:
                continue
            leaf = depth == len(parts)
            places[here] = len(entries)
            if parent in last:
                entries[last[parent]].right = len(entries)
            else:
                entries[places[parent]].child = len(entries)
            last[parent] = len(entries)
            entries.append(_Entry(parts[depth - 1], 2 if leaf else 1, data if leaf else b""))
    if circle:
        entries[-1].right = entries[0].child
    return _written(entries)


def _written(entries: list[_Entry]) -> bytes:
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
        if not pieces:
            return END
        start = len(sectors)
        sectors.extend(pieces)
        fat.extend([*range(start + 1, start + len(pieces)), END])
        return start

    mini = bytearray()
    mini_fat: list[int] = []
    for entry in entries[1:]:
        if entry.kind == 2 and 0 < entry.size < CUTOFF:
            entry.start = len(mini) // MINI
            count = -(-entry.size // MINI)
            mini += entry.data.ljust(count * MINI, b"\0")
            mini_fat += [*range(entry.start + 1, entry.start + count), END]
        elif entry.kind == 2:
            entry.start = store(entry.data)
    entries[0].start, entries[0].size = store(bytes(mini)), len(mini)
    table = b"".join(struct.pack("<I", value) for value in mini_fat)
    mini_start = store(table + b"\xff" * (-len(table) % SECTOR)) if table else END
    directory = store(b"".join(entry.packed() for entry in entries))
    count = 1
    while (len(sectors) + count) * 4 > count * SECTOR:
        count += 1
    first = len(sectors)
    fat += [FAT_SECTOR] * count
    whole = struct.pack(f"<{len(fat)}I", *fat).ljust(count * SECTOR, b"\xff")
    sectors += [whole[at : at + SECTOR] for at in range(0, len(whole), SECTOR)]
    assert count <= 109
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, bytes(6), 0, count,
        directory, 0, CUTOFF, mini_start, -(-len(table) // SECTOR), END, 0,
    )  # fmt: skip
    lists = struct.pack("<109I", *range(first, first + count), *[FREE] * (109 - count))
    return header + lists + b"".join(sectors)


def text(tag: int, words: str) -> tuple[str, bytes]:
    """A text property's stream."""
    return f"__substg1.0_{tag:04X}001F", words.encode("utf-16-le")


def item(
    properties: Iterable[tuple[str, bytes]] = (),
    fixed: Iterable[tuple[int, int, int]] = (),
    *,
    kind: str = "item",
    recipients: Iterable[dict[str, bytes]] = (),
    attachments: Iterable[dict[str, bytes]] = (),
) -> dict[str, bytes]:
    """The streams of a message: text properties, (type, tag, value) of others, recipients, attachments."""
    before = {"item": 32, "inner": 24, "part": 8}[kind]
    entries = b"".join(struct.pack("<HHIQ", type, tag, 6, value) for type, tag, value in fixed)
    streams = {"__properties_version1.0": bytes(before) + entries, **dict(properties)}
    for name, parts in (("recip", recipients), ("attach", attachments)):
        for number, part in enumerate(parts):
            for path, data in part.items():
                streams[f"__{name}_version1.0_#{number:08X}/{path}"] = data
    return streams
