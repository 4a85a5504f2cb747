"""Words of a PDF that do not stand in the text of its pages, put where they belong or after it.

What form fields show stands among the running text. What layers that are off would draw, what notes draw,
what the tags describe, and what nothing leads to comes after it, each in its channel and once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from ingest.assemble import Gathered, Piece
from ingest.canonical import one_line
from ingest.limits import Limits
from ingest.pdf import attachments
from ingest.pdf.agreement import disagreements
from ingest.pdf.appearances import added_words
from ingest.pdf.budget import OutOfTime, budget
from ingest.pdf.fields import FieldValue
from ingest.pdf.geometry import PageContent, lines_of, outline
from ingest.pdf.layers import Split
from ingest.pdf.loose import loose_words
from ingest.pdf.raw import Raw
from ingest.pdf.revisions import squeezed
from ingest.pdf.structure import Structure
from ingest.pdf.sweep import Swept, Told, sweep
from models.document import MAIN, Box, Channel, Provenance


def place_fields(gathered: Gathered, fields: Sequence[FieldValue], contents: Sequence[PageContent]) -> None:
    """Put what form fields show where they stand on the page, down the page and from left to right."""
    pieces = gathered.pieces
    spots = _Spots(pieces)
    before: dict[int, list[Piece]] = defaultdict(list)
    for value in fields:
        content = contents[value.page - 1] if value.page and value.page <= len(contents) else None
        box = None
        if content is not None and value.rectangle is not None:
            box = _as_seen(content, value.rectangle)
        where = Provenance(page=value.page, box=box, part="/AcroForm")
        before[spots.index(where)].append(Piece(value.text, channel=Channel.FORM_FIELD, provenance=where))
    if before:
        gathered.pieces = [
            piece
            for index, own in enumerate([*pieces, None])
            for piece in (*sorted(before.get(index, ()), key=_down_the_page), own)
            if piece is not None
        ]


class _Spots:
    """Where in the running text something that stands at a place of a page belongs."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._tops: dict[int, list[tuple[float, int]]] = defaultdict(list)
        self._ends: dict[int, int] = {}
        for index, piece in enumerate(pieces):
            page, box = piece.provenance.page, piece.provenance.box
            if piece.channel not in MAIN or page is None:
                continue
            self._ends[page] = index + 1
            if box is not None and (piece.cell is None or piece.cell.column == 0):
                self._tops[page].append((box.top, index))

    def index(self, where: Provenance) -> int:
        """Before the first running text of the page that stands lower, never inside a row of a table."""
        if where.page is None:
            return len(self._pieces)
        if where.box is not None:
            middle = (where.box.top + where.box.bottom) / 2
            lower = next((index for top, index in self._tops.get(where.page, ()) if top > middle), None)
            if lower is not None:
                return lower
        at = max((end for page, end in self._ends.items() if page <= where.page), default=len(self._pieces))
        while 0 < at < len(self._pieces) and self._pieces[at - 1].more_in_row:
            at += 1
        return at


def _down_the_page(piece: Piece) -> tuple[float, float]:
    box = piece.provenance.box
    return (0.0, 0.0) if box is None else (round((box.top + box.bottom) / 8) * 4.0, box.left)


def _as_seen(content: PageContent, rectangle: tuple[float, float, float, float]) -> Box:
    """A rectangle in the page's own coordinates as a reader of the page sees it, turned as the page is."""
    left, bottom, right, top = rectangle
    sides = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
    if content.frame is None:
        return Box(sides[0], content.height - sides[3], sides[2], content.height - sides[1])
    return Box(*content.frame.seen(*sides))


def tell_beside(gathered: Gathered, contents: Sequence[PageContent]) -> None:
    """Descriptions in the tree of tags, and words that notes draw and nothing read of them says."""
    told = squeezed(" ".join(p.text for p in gathered.pieces if p.provenance.part))
    for content in contents:
        for said in content.alternatives:
            where = Provenance(page=content.number, part="/StructTreeRoot")
            gathered.pieces.append(Piece(said, channel=Channel.ALT_TEXT, provenance=where))
        for line in lines_of(content.drawn_by_notes):
            if squeezed(line.text) not in told:
                where = Provenance(page=content.number, box=outline(line.words), part="appearance")
                gathered.pieces.append(
                    Piece(line.text.replace("\xad", "-"), channel=Channel.ANNOTATION, provenance=where)
                )


def tell_layers(
    gathered: Gathered,
    split: Split,
    seen: Sequence[PageContent],
    read: Callable[[bytes], Sequence[PageContent]],
) -> None:
    """The words of each layer that is off, hidden, with the name of the layer in their provenance."""
    for layer, data in split.layers:
        for before, after in zip(seen, read(data), strict=False):
            for line in lines_of(added_words(before, after)):
                where = Provenance(
                    page=after.number, box=outline(line.words), part=f"layer {layer.name}".strip()
                )
                text = line.text.replace("\xad", "-")
                gathered.pieces.append(Piece(text, channel=Channel.HIDDEN, provenance=where))
    if split.layers:
        gathered.problem(
            "hidden-layers", "The PDF has layers that are switched off; their words are told as hidden text."
        )
    if split.failed:
        gathered.problem(
            "layers-not-told",
            "The PDF has layers that are switched off, and their words could not all be told from those "
            "that are seen. Print it to a new PDF and send that.",
            blocks=True,
        )


def tell_loose(
    gathered: Gathered,
    data: bytes,
    raw: Raw,
    structure: Structure,
    contents: Sequence[PageContent],
    limits: Limits,
) -> None:
    """What lies in the file and nothing before has told."""
    told = Told(squeezed(" ".join(piece.text for piece in gathered.pieces)))
    before = len(structure.gathered.pieces), len(structure.gathered.problems)
    complete = False
    try:
        with budget(limits.structure_seconds):
            swept = sweep(data, raw, told, encrypted=b"/Encrypt" in data)
            for text, channel, part in swept.texts:
                gathered.add(text, channel, part)
            if swept.loose:
                gathered.problem(
                    "loose-bytes", "Something that is no part of the PDF is hung on to its file.", blocks=True
                )
            for held in swept.files:
                if held.number not in structure.files:
                    attachments.read_data(raw.stream(held), structure, f"object {held.number}", "", limits)
            if swept.scripts and not any(problem.code == "script" for problem in structure.gathered.problems):
                gathered.problem(
                    "script", "The PDF holds a script. It was not run and is not part of any copy."
                )
            if structure.reader is not None:
                _tell_disagreements(gathered, structure, contents, swept, told)
                for number, words in loose_words(structure.reader, structure.pages, swept.undecoded, told):
                    gathered.add(words, Channel.OTHER, f"object {number}")
            complete = swept.complete
    except (OutOfTime, MemoryError, RecursionError):
        complete = False
    except Exception:  # noqa: BLE001 - pypdf raises every kind of exception on damaged files
        complete = False
    gathered.pieces.extend(structure.gathered.pieces[before[0] :])
    gathered.problems.extend(structure.gathered.problems[before[1] :])
    if not complete:
        gathered.problem(
            "objects-not-read",
            "Not all that lies in the file could be gone through. Print it to a new PDF and send that.",
            blocks=True,
        )


def _tell_disagreements(
    gathered: Gathered, structure: Structure, contents: Sequence[PageContent], swept: Swept, told: Told
) -> None:
    for found in disagreements(structure.pages, contents, dict(swept.undecoded)):
        where = Provenance(page=found.page, part="second reader")
        for line in found.lines:
            if told.is_new(line):
                gathered.pieces.append(Piece(one_line(line), channel=Channel.OTHER, provenance=where))
        gathered.problem(
            "readers-disagree",
            "Two readers find different words on the page; what only the second finds is told apart. Look at "
            "the page, or print the file to a new PDF and send that.",
            page=found.page,
            blocks=True,
        )
