"""What a reader says of a document some of which was read from pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import count, groupby

from ingest.assemble import UNSURE, Gathered, PlacedWord
from models.document import Channel, PageState


def tell_of_pictures(gathered: Gathered) -> None:
    """Add what was read from pictures, and how many of its words are uncertain, to the problems."""
    recognised = [piece for piece in gathered.pieces if piece.provenance.ocr]
    pages = [p.number for p in gathered.pages if p.state is PageState.OCR and p.confidence is not None]
    if pages:
        said = _uncertain(w for p in recognised for w in p.words if w.page in pages)
        what = f"Page {pages[0]} was" if len(pages) == 1 else f"Pages {_listed(pages)} were"
        gathered.problem(
            "read-from-picture",
            f"{what} read from a picture: {said}. Compare names, dates and numbers with the original.",
        )
    beside = [w for p in recognised if p.channel is Channel.PICTURE for w in p.words if w.page not in pages]
    if beside:
        gathered.problem(
            "picture-read",
            f"Pictures in the document hold words: {_uncertain(beside)}. They are listed apart from the "
            "text; no picture is part of any copy.",
        )


def _uncertain(words: Iterable[PlacedWord]) -> str:
    """ "1,204 words, 7 of them uncertain"."""
    sure = [word.confidence >= UNSURE for word in words]
    doubtful = sure.count(False)
    return f"{len(sure):,} words, {f'{doubtful:,}' if doubtful else 'none'} of them uncertain"


def _listed(numbers: Sequence[int]) -> str:
    """ "1 to 4, 7 and 9"."""
    steps = count()
    runs = [list(run) for _, run in groupby(numbers, key=lambda n: n - next(steps))]
    said = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs]
    return said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
