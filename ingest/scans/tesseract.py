"""Tesseract, by the page, locked down. It is optional: Debian's package is `tesseract-ocr`.

One thread (`OMP_THREAD_LIMIT=1`): more threads make it slower on a machine that reads several documents.
Its own guess at columns and tables is not used: the words are laid out by the same code as a PDF's. A page is
searched for words wherever they stand (`--psm 11`, sparse text), which finds most on a poor picture but
passes over single characters; where a ruled table was found, and taken out, it is read line by line
(`--psm 6`), so that the numbers of a table's rows are found too.
"""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from functools import cache
from shutil import which

from ingest.limits import Limits
from ingest.sandbox.program import Bounds, ProgramFailed, protections, run
from ingest.scans.eyes import Blind, Eyes, Glance, NoEyes, Picture, SeenWord

_ANSWER_BYTES = 8 * 1024 * 1024
_MOST_WORDS = 20_000
_LONGEST_WORD = 200
_COLUMNS = 12
_ENVIRONMENT = {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"}
_ROTATE = re.compile(rb"^Rotate: (0|90|180|270)\s*$", re.MULTILINE)
_SURE = re.compile(rb"^Orientation confidence: (\d{1,6}(?:\.\d{1,4})?)\s*$", re.MULTILINE)
_SURE_ENOUGH = 1.0  # tesseract's own figure; where it knows, it is above ten
_VERSION_SECONDS = 10


def eyes(limits: Limits) -> Eyes:
    """Eyes for one document: tesseract where it is installed and the limits let it look at anything."""
    program = which("tesseract")
    if program is None or limits.ocr_pictures < 1 or not version(program):
        return NoEyes()
    return Tesseract(program, limits)


def recognition(limits: Limits) -> str:
    """What is done about words in pictures on this system, in words."""
    name = eyes(limits).name
    if not name:
        return "NO recognition of words in pictures: such pages are not read"
    return f"words in pictures by {name}: {'; '.join(protections())}"


@cache
def version(program: str) -> str:
    """ "tesseract 5.3.0", or "" where the program does not run."""
    try:
        done = subprocess.run(  # noqa: S603 - found on our own PATH, no shell
            [program, "--version"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_VERSION_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.match(rb"tesseract v?(\d[\w.\-]{0,30})", done.stdout or done.stderr)
    return f"tesseract {found[1].decode()}" if found else ""


class Tesseract:
    """Looks at the pictures of one document, and counts them and the seconds."""

    def __init__(self, program: str, limits: Limits) -> None:
        """`program` is the absolute path of tesseract."""
        self._program, self._limits = program, limits
        self._left = limits.ocr_pictures
        self._seconds = limits.ocr_seconds

    @property
    def name(self) -> str:
        """The program and its version."""
        return version(self._program)

    def words(self, picture: Picture, table: bool) -> Glance:
        """The words of the picture, or why it was not looked at."""
        if self._left < 1:
            return Glance(blind=Blind.MANY)
        self._left -= 1
        answer = self._ask(picture, "--psm", "6" if table else "11", "tsv")
        return answer if isinstance(answer, Glance) else Glance(tuple(words_of(answer)))

    def turns(self, picture: Picture) -> Glance:
        """By how many quarter turns clockwise it must be turned to stand upright."""
        answer = self._ask(picture, "--psm", "0")
        if isinstance(answer, Glance):
            return answer if answer.blind is Blind.TIME else Glance()  # with few letters it ends in an error
        rotate, sure = _ROTATE.search(answer), _SURE.search(answer)
        known = rotate is not None and sure is not None and float(sure[1]) >= _SURE_ENOUGH
        return Glance(turns=int(rotate[1]) // 90 if known and rotate is not None else 0)

    def _ask(self, picture: Picture, *how: str) -> bytes | Glance:
        if self._seconds <= 0:
            return Glance(blind=Blind.TIME)
        seconds = min(self._limits.ocr_picture_seconds, self._seconds)
        language = () if how == ("--psm", "0") else ("-l", "eng")
        command = [self._program, "stdin", "stdout", "--dpi", str(picture.dpi), *language, *how]
        bounds = Bounds(seconds, self._limits.ocr_memory_bytes, _ANSWER_BYTES)
        started = time.monotonic()
        try:
            return run(command, _portable_grey(picture), bounds, _ENVIRONMENT)
        except ProgramFailed as failed:
            return Glance(blind=Blind.TIME if failed.late else Blind.FAILED)
        finally:
            self._seconds -= time.monotonic() - started


def _portable_grey(picture: Picture) -> bytes:
    return b"P5 %d %d 255\n" % (picture.width, picture.height) + picture.grey


def words_of(answer: bytes) -> Iterator[SeenWord]:
    """The words of tesseract's table: level, page, block, paragraph, line, word, box, confidence, text."""
    lines: dict[tuple[str, ...], int] = {}
    paragraphs: dict[tuple[str, ...], int] = {}
    count = 0
    for row in answer.decode("utf-8", "replace").splitlines()[1:]:
        fields = row.split("\t")
        if len(fields) != _COLUMNS or fields[0] != "5" or not fields[11].strip():
            continue
        try:
            left, top, width, height = (int(value) for value in fields[6:10])
            confidence = min(max(round(float(fields[10])), 0), 100)
        except ValueError:
            continue  # not a row of the table; the words around it are
        count += 1
        if count > _MOST_WORDS:
            return
        line = lines.setdefault(tuple(fields[1:5]), len(lines))
        paragraph = paragraphs.setdefault(tuple(fields[1:4]), len(paragraphs))
        text = fields[11].strip()[:_LONGEST_WORD]
        yield SeenWord(text, confidence, left, top, left + width, top + height, line, paragraph)
