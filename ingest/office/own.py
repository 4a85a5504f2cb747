"""What an old file says by its own bytes, beside what its conversion says.

Threat: a conversion that leaves out a comment or a hidden line, so that it is neither checked nor redacted
although a recipient of the original can find it. Rule: each old format is read here as well, every text with
its channel, and what does not stand in the conversion is added to it. Residual risk: words whose every run of
three stands elsewhere in the document count as said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.assemble import Gathered
from ingest.canonical import clean
from ingest.said import Said
from models.document import Channel, ReadProblem

_CONVERTER = ("LibreOffice", "Normal.dotm")


@dataclass(slots=True)
class Own:
    """The texts of a file in its own format: words, channel, and the part of the file they stand in."""

    texts: list[tuple[str, Channel, str]] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)

    def add(self, words: str, channel: Channel, part: str) -> None:
        """One text, if there is anything in it."""
        words = clean(words).strip()
        if words:
            self.texts.append((words, channel, part))

    def problem(self, code: str, message: str, part: str = "", blocks: bool = False) -> None:
        """Something in the file that was not read."""
        self.problems.append(ReadProblem(code, message, None, part, blocks))


def add_own(gathered: Gathered, own: Own) -> None:
    """Add to a conversion what it leaves out, and take out what only the converter wrote."""
    gathered.pieces = [
        piece for piece in gathered.pieces if not _converters(piece.text, piece.provenance.part)
    ]
    said = Said(piece.text for piece in gathered.pieces)
    for words, channel, part in own.texts:
        if not said.has(words):
            gathered.add(words, Channel.OTHER if channel is Channel.BODY else channel, part)
    known = {problem.code for problem in gathered.problems}
    gathered.problems += [problem for problem in own.problems if problem.code not in known]


def _converters(words: str, part: str) -> bool:
    return part == "docProps/app.xml" and any(name in words for name in _CONVERTER)


def lines(texts: Iterable[str]) -> Iterable[str]:
    """The texts, each line by itself."""
    return (line for text in texts for line in text.splitlines())
