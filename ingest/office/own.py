"""What an old file says by its own bytes, beside what its conversion says.

Threat: a conversion that leaves out a comment or a hidden line, so that it is neither checked nor redacted
although a recipient of the original can find it. Rule: each old format is read here as well, every text with
its channel, and what does not stand in the conversion is added to it. Residual risk: words whose every run of
three stands elsewhere in the document count as said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.assemble import Gathered
from ingest.canonical import clean
from ingest.said import Said
from models.document import MAIN, Channel, ReadProblem

_CONVERTER = ("LibreOffice", "Normal.dotm")


@dataclass(slots=True)
class Own:
    """The texts of a file in its own format: words, channel, and the part of the file they stand in.

    `loosely`: a line counts as said by the conversion where each of its words stands there by itself.
    """

    texts: list[tuple[str, Channel, str]] = field(default_factory=list)
    problems: list[ReadProblem] = field(default_factory=list)
    loosely: bool = False

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
    _hide(gathered, own)
    texts = [piece.text for piece in gathered.pieces]
    closely, loosely = Said(texts), Said(texts, 1)
    for words, channel, part in own.texts:
        said = loosely if own.loosely and channel is not Channel.EARLIER else closely
        if not said.has(words):
            gathered.add(words, Channel.OTHER if channel is Channel.BODY else channel, part)
    known = {problem.code for problem in gathered.problems}
    gathered.problems += [problem for problem in own.problems if problem.code not in known]


def _hide(gathered: Gathered, own: Own) -> None:
    """A conversion shows what the file does not display (hidden sections): set it right again."""
    shown = {words for words, channel, _ in own.texts if channel in MAIN}
    hidden = {words for words, channel, _ in own.texts if channel is Channel.HIDDEN} - shown
    for piece in gathered.pieces:
        if piece.channel in MAIN and piece.text.strip() in hidden:
            piece.channel = Channel.HIDDEN


def _converters(words: str, part: str) -> bool:
    return part == "docProps/app.xml" and any(name in words for name in _CONVERTER)
