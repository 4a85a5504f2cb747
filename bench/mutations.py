"""Do damaged and hostile copies of real files end in a document or a refusal, in time, and in flat memory?

    python -m bench.mutations [--count N] [--seed N] [--folder FOLDER] [--ocr]

Makes N (default 2,000) damaged copies of the files under the folder (default: ../shared/data/files,
../shared/data/minutes and examples) and reads each through the locked-down pool. Half of the copies are
damaged blindly (bytes changed, cut, doubled, spliced with another file); the others are taken apart first and
put together again, so that the damage gets past the container: elements and attributes of the parts of a Word
file, numbers, names, references and streams of a PDF. Prints what became of them, the longest time and the
largest memory of a child, and the memory of the service before and after. Exits 1 where anything but the
project's own errors escapes, a child outlives its limit, or the service's memory grows by more than a tenth.
The same seed makes the same copies. Words in pictures are recognised only with --ocr: that takes seconds a
page, in a program and a sandbox of its own.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import ingest
from models.errors import CountersignError, Refused

SHARED = Path("../shared/data")
FOLDERS = (SHARED / "files", SHARED / "minutes", Path("examples"))
_LARGEST = 400_000  # bytes
_GRACE = 4.0  # seconds that a busy machine may take to bury a child
_GROWTH = 1.1
_TAG = re.compile(rb"<[^<>]{1,400}>")
_VALUE = re.compile(rb'="[^"]{0,200}"')
_NUMBER = re.compile(rb"(?<![\w.])-?\d{1,10}(?![\w.])")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]{0,30}")
_STREAM = re.compile(rb"stream\r?\n(.{1,200000}?)\r?\nendstream", re.S)
_ODD_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483647", b"-2147483648", b"99999999999", b"1e9")
_ODD_VALUES = (b'=""', b'="-1"', b'="99999999999"', b'="' + b"A" * 5000 + b'"', b'="\xc3\xa9\xe2\x80\xae"')


@dataclass
class Outcome:
    """What became of the copies."""

    ended: Counter[str] = field(default_factory=Counter)
    escaped: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    slowest: float = 0.0
    largest: int = 0


def main() -> int:
    """Run the measurement; 0 where every bar is met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=2_000, help="how many damaged copies to read")
    parser.add_argument("--seed", type=int, default=20261122, help="which copies to make")
    parser.add_argument("--folder", type=Path, help="damage the files under this folder instead")
    parser.add_argument("--ocr", action="store_true", help="recognise words in pictures as well")
    arguments = parser.parse_args()
    folders = [arguments.folder] if arguments.folder else list(FOLDERS)
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    files = [path.read_bytes() for path in files if path.stat().st_size <= _LARGEST]
    if not files:
        print(f"no files under {', '.join(map(str, folders))}")
        return 2
    with ingest.ReaderPool(ingest.Limits(ocr_pictures=0)) as pool:  # the parsers are tried, not tesseract
        warm = read_copies(pool, mutants(files, min(arguments.count, 100), arguments.seed + 1))
        before = _resident()
        found = read_copies(pool, mutants(files, arguments.count, arguments.seed))
        after = _resident()
    print(f"{arguments.count} damaged copies of {len(files)} files (seed {arguments.seed})")
    print(f"ended: {dict(found.ended.most_common())}")
    print(f"escaped: {len(found.escaped)} {found.escaped[:5]}")
    print(f"outlived their limit: {len(found.late)} {found.late[:5]}")
    print(f"longest {found.slowest:.1f} s, largest {found.largest >> 20} MB")
    print(f"memory of the service: {before >> 20} MB before, {after >> 20} MB after")
    good = not (warm.escaped or found.escaped or found.late) and after <= _GROWTH * before
    return 0 if good else 1


def read_copies(pool: ingest.ReaderPool, copies: Iterator[tuple[str, bytes]]) -> Outcome:
    """Every copy through the pool."""
    found = Outcome()
    for name, data in copies:
        start = time.monotonic()
        try:
            pool.read(data, name)
            found.ended["document"] += 1
        except Refused as refused:
            found.ended[refused.code.value] += 1
        except CountersignError as error:
            found.ended[type(error).__name__] += 1
        except Exception as error:  # noqa: BLE001 - anything else is exactly what is looked for
            found.escaped.append(f"{name}: {type(error).__name__}")
        took = time.monotonic() - start
        found.slowest = max(found.slowest, took)
        found.largest = max(found.largest, pool.last_outcome.memory)
        if took > pool.limits.wall_seconds + _GRACE:
            found.late.append(f"{name}: {took:.1f} s")
    return found


def mutants(files: list[bytes], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged copies with a name each; blind damage and damage by the format take turns."""
    for number in range(count):
        draw = random.Random(f"{seed}/{number}")
        data = draw.choice(files)
        if number % 2 and data.startswith(b"PK\x03\x04"):
            yield f"{number} parts", _package(data, draw)
        elif number % 2 and b"%PDF-" in data[:1024]:
            yield f"{number} objects", _objects(data, draw)
        else:
            yield f"{number} bytes", _bytes(data, draw, files)


def _bytes(data: bytes, draw: random.Random, files: list[bytes]) -> bytes:
    """Bytes changed, taken out, doubled or swapped; the end cut off; another file's middle put in."""
    damaged = bytearray(data)
    for _ in range(draw.choice((1, 4, 30, 200))):
        at = draw.randrange(max(len(damaged), 1))
        match draw.randrange(20):
            case 0:
                damaged = damaged[: max(at, 1)]
            case 1:
                other = draw.choice(files)
                start = draw.randrange(max(len(other), 1))
                damaged[at:at] = other[start : start + draw.randrange(1, 4000)]
            case 2 | 3:
                del damaged[at : at + draw.randrange(1, 200)]
            case 4 | 5:
                damaged[at:at] = damaged[at : at + draw.randrange(1, 200)]
            case _:
                damaged[at : at + 1] = bytes([draw.randrange(256)])
    return bytes(damaged)


def _package(data: bytes, draw: random.Random) -> bytes:
    """A Word file with elements and attributes of some of its parts changed, and packed again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError):
        return data
    for _ in range(draw.choice((1, 3, 10))):
        name = draw.choice(sorted(members))
        members[name] = _markup(members[name], draw)
        if draw.random() < 0.05:
            del members[name]
        elif draw.random() < 0.05:
            members[draw.choice(sorted(members))] = members[name]
        if not members:
            break
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _markup(data: bytes, draw: random.Random) -> bytes:
    """A part with an element left out, doubled, nested or moved, or an attribute with another value."""
    found = list(_TAG.finditer(data))
    if not found:
        return data
    tag = draw.choice(found)
    start, end = tag.span()
    other = draw.choice(found)
    match draw.randrange(7):
        case 0:
            return data[:start] + data[end:]
        case 1:
            return data[:end] + tag[0] + data[end:]
        case 2:
            return data[:start] + other[0] + data[end:]
        case 3:
            name = (tag[0].strip(b"</>").split() or [b"x"])[0]
            deep = draw.choice((3, 60, 400))
            return data[:start] + (b"<" + name + b">") * deep + (b"</" + name + b">") * deep + data[start:]
        case 4:
            return data[:start] + _VALUE.sub(lambda _: draw.choice(_ODD_VALUES), tag[0]) + data[end:]
        case 5:
            piece = data[min(start, other.start()) : max(end, other.end())][:20_000]
            return data[:end] + piece * draw.choice((1, 5, 40)) + data[end:]
        case _:
            return data[:end] + draw.choice((b"\x00", b"&#x1;", b"&x;", b"]]>", b"\xff\xfe")) + data[end:]


def _objects(data: bytes, draw: random.Random) -> bytes:
    """A PDF with numbers, names and references changed, and streams damaged once unpacked."""
    for _ in range(draw.choice((1, 3, 15))):
        match draw.randrange(5):
            case 0 | 1:
                data = _replaced(data, _NUMBER, draw, lambda found: draw.choice(_ODD_NUMBERS))
            case 2:
                names = _NAME.findall(data) or [b"/X"]
                data = _replaced(data, _NAME, draw, lambda found: draw.choice(names))  # noqa: B023
            case 3:
                data = _replaced(data, _STREAM, draw, lambda found: _stream(found, draw))
            case _:
                objects = [m.start() for m in re.finditer(rb"\d+ \d+ obj", data)] or [0]
                start, stop = sorted((draw.choice(objects), draw.choice(objects)))
                data = data[:stop] + data[start : start + 5_000] + data[stop:]
    return data


def _replaced(
    data: bytes, pattern: re.Pattern[bytes], draw: random.Random, change: Callable[[bytes], bytes]
) -> bytes:
    places = [found.span() for found in pattern.finditer(data)]
    if not places:
        return data
    start, end = draw.choice(places)
    return data[:start] + change(data[start:end]) + data[end:]


def _stream(whole: bytes, draw: random.Random) -> bytes:
    head, _, rest = whole.partition(b"\n")
    body = rest.removesuffix(b"endstream").rstrip(b"\r\n")
    try:
        content = bytearray(zlib.decompress(body))
    except zlib.error:
        return head + b"\n" + _bytes(body or b"x", draw, [body or b"x"]) + b"\nendstream"
    for _ in range(draw.choice((1, 20))):
        at = draw.randrange(max(len(content), 1))
        piece = bytes(content[at : at + 200]) * draw.choice((0, 2, 300))
        content[at : at + 200] = piece
    return head + b"\n" + zlib.compress(bytes(content)) + b"\nendstream"


def _resident() -> int:
    """Bytes that this process holds in memory now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    return 0


if __name__ == "__main__":
    sys.exit(main())
