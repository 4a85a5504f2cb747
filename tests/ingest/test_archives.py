"""Archives: each file in them judged by itself, and an archive that is made to hurt refused."""

from __future__ import annotations

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ingest
from ingest.archives import unpacked
from ingest.limits import Limits
from ingest.opening import Unconverted
from ingest.parcel import Opened
from ingest.reading import open_file
from models.errors import RefusalCode, Refused
from tests.growth import assert_linear
from tests.ingest.packages import docx, p, zipped

WORDS = b"The panel met."


@pytest.fixture(scope="module")
def pool() -> Iterator[ingest.ReaderPool]:
    with ingest.ReaderPool() as pool:
        yield pool


def told(opened: Opened) -> dict[str, str]:
    """Each file's name, with the code of its refusal or "" where it was unpacked."""
    return {m.name: m.refused.code.value if m.refused else "" for m in opened.members}


def test_files_become_documents_of_their_own_whatever_their_folders(pool: ingest.ReaderPool) -> None:
    data = zipped({"june/a.docx": docx(p("Words")), "b.txt": WORDS, "__MACOSX/x": b"x", "june/": b""})
    opened = pool.open(data, "june.zip")
    assert opened.document is None
    assert told(opened) == {"june > a.docx": "", "b.txt": ""}
    assert pool.read(opened.members[0].data, "a.docx").text == "Words\n"
    with pytest.raises(Refused, match="archive") as caught:
        pool.read(data, "june.zip")
    assert "countersign run" in caught.value.remedy


def marked(data: bytes, name: bytes, offset: int, flag: int) -> bytes:
    """A flag set in both headers of the member of that name."""
    changed = bytearray(data)
    for sign, place in ((b"PK\x03\x04", offset), (b"PK\x01\x02", offset + 2)):
        at = 0
        while (at := data.find(sign, at)) >= 0:
            start = at + (30 if sign == b"PK\x03\x04" else 46)
            if data[start : start + len(name)] == name:
                changed[at + place] |= flag
            at += 4
    return bytes(changed)


def linked() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_one_bad_file_is_told_and_loses_no_other(pool: ingest.ReaderPool) -> None:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in (
            ("good.txt", WORDS), ("../outside.txt", WORDS), ("/etc/passwd", WORDS), ("C:\\x.txt", WORDS),
            ("twice.txt", b"one"), ("twice.txt", b"two"), ("bomb.txt", bytes(20_000_000)),
            ("locked.txt", WORDS), ("last.txt", WORDS),
        ):  # fmt: skip
            archive.writestr(name, content)
        archive.writestr(linked(), b"/etc/shadow")
    opened = pool.open(marked(buffer.getvalue(), b"locked.txt", 6, 1), "a.zip")
    found = [(m.name, m.refused.code if m.refused else None) for m in opened.members]
    assert found == [
        ("good.txt", None), (".. > outside.txt", RefusalCode.UNSAFE), ("etc > passwd", RefusalCode.UNSAFE),
        ("C: > x.txt", RefusalCode.UNSAFE), ("twice.txt", RefusalCode.UNSAFE),
        ("twice.txt", RefusalCode.UNSAFE), ("bomb.txt", RefusalCode.OVER_LIMIT),
        ("locked.txt", RefusalCode.PASSWORD), ("last.txt", None), ("link.txt", RefusalCode.UNSAFE),
    ]  # fmt: skip


def test_a_size_that_lies_is_caught_while_unpacking() -> None:
    data = bytearray(zipped({"a.txt": b"a" * 3_000_000, "b.txt": WORDS}))
    for sign, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.find(sign) + offset, 1000)
    members = {m.name: m for m in unpacked(bytes(data), Limits(file_bytes=1_000_000))}
    assert members["b.txt"].data == WORDS
    assert members["a.txt"].refused is not None or len(members["a.txt"].data) <= 1000


def inside(depth: int) -> bytes:
    data = zipped({"innermost.txt": WORDS})
    for _ in range(depth):
        data = zipped({"a.zip": data, "beside.txt": WORDS})
    return data


def test_fifty_archives_in_each_other_are_opened_to_a_depth(pool: ingest.ReaderPool) -> None:
    assert "a.zip > a.zip > innermost.txt" in told(pool.open(inside(2), "a.zip"))
    opened = pool.open(inside(50), "a.zip")
    assert told(opened) == {
        "a.zip > a.zip > a.zip > ...": "over-limit",
        "a.zip > a.zip > beside.txt": "",
        "a.zip > beside.txt": "",
        "beside.txt": "",
    }


def test_an_archive_past_the_bounds_of_the_whole_is_refused(pool: ingest.ReaderPool) -> None:
    many = zipped({f"{n}.txt": WORDS for n in range(301)})
    large = zipped({f"{n}.txt": bytes([n]) * 900_000 for n in range(250)})
    spread = zipped({f"{n}.zip": zipped({f"{k}.txt": WORDS for k in range(50)}) for n in range(20)})
    crowd = zipped({f"{n}": b"" for n in range(4_100)})
    for data, word in ((many, "300 files"), (large, "192 MB"), (spread, "300 files"), (crowd, "4,000")):
        with pytest.raises(Refused, match=word) as caught:
            pool.open(data, "a.zip")
        assert caught.value.code is RefusalCode.OVER_LIMIT


def test_a_damaged_inner_archive_is_told_by_name(pool: ingest.ReaderPool) -> None:
    opened = pool.open(zipped({"a.zip": zipped({"x.txt": WORDS})[:-30], "b.txt": WORDS}), "a.zip")
    assert set(told(opened)) == {"a.zip", "b.txt"}
    with pytest.raises(Refused) as caught:
        pool.read(opened.members[0].data, "a.zip")
    assert caught.value.code is RefusalCode.DAMAGED


def test_an_empty_archive_is_empty(pool: ingest.ReaderPool) -> None:
    with pytest.raises(Refused) as caught:
        pool.open(zipped({"folder/": b""}), "a.zip")
    assert caught.value.code is RefusalCode.EMPTY


def test_unpacking_takes_time_that_grows_with_the_number_of_files() -> None:
    made = {n: zipped({f"{k}.txt": WORDS for k in range(n)}) for n in (40, 400, 3200)}
    assert_linear(lambda n: list(unpacked(made[min(made, key=lambda m: abs(m - n))], Limits())), 400)


SOURCE = zipped({"a.txt": WORDS, "b/c.eml": b"From: a@example.org\nMessage-ID: <1>\n\nx", "d.zip": inside(1)})


@given(st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_only_refusals_escape_from_damaged_archives(data: st.DataObject) -> None:
    source = bytearray(SOURCE)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(source) - 1))
        source[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    try:
        opened = open_file(bytes(source), "a.zip", Limits())
    except Refused:
        return
    assert not isinstance(opened, Unconverted)
    assert all(len(member.name) < 600 for member in opened.members)
