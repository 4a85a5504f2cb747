"""Pictures in a Word file: those large enough to hold a page or a message of writing are looked at for words.

What stands in them is a channel of its own: it is no part of any section, and no picture is part of a copy. A
picture the size of a page that nobody looked at, or whose writing could not be made out, keeps the document
from being vouched for.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image

from ingest.docx.state import State
from ingest.scans.pieces import large_enough, pieces_of
from ingest.scans.reading import Seen, look

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_LARGE = 3_600_000  # EMU: 10 cm each way, room enough for a page of writing
_POINT = 12_700  # EMU
_SCREEN_DPI = 96.0  # of a picture whose size on the page is not told
_MOST_PIXELS = 25_000_000


def read_pictures(state: State, parts: Sequence[str]) -> None:
    """Add the words of the pictures in these parts, and say which were not read."""
    unread = 0
    for part in parts:
        drawn = [image for image in state.images if image.part == part]
        large = any(image.width >= _LARGE and image.height >= _LARGE for image in drawn)
        width = max((image.width for image in drawn), default=0) / _POINT
        height = max((image.height for image in drawn), default=0) / _POINT
        seen = _seen(state, part, width, height)
        if seen is not None:
            state.gathered.pieces.extend(pieces_of(seen.words_worth_keeping, part=part))
        if seen is not None and seen.usable:
            continue
        unread += not large
        if large:
            state.gathered.problem(
                "large-picture",
                "A picture fills much of the page and may hold writing that was not read. Look at it before "
                "release.",
                part=part,
                blocks=True,
            )
    if unread:
        said = "A picture was" if unread == 1 else f"{unread} pictures were"
        state.gathered.problem("pictures", f"{said} not read; a picture may hold words.")


def _seen(state: State, part: str, width: float, height: float) -> Seen | None:
    """What is in the picture, drawn at that size in points; None where nobody looked."""
    if not state.eyes.name or (width and height and not large_enough(width, height)):
        return None
    try:
        with Image.open(io.BytesIO(state.package.read(part)), formats=FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return None
            image = _on_white(opened)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None  # a drawing, or damaged: it is told as not read
    dpi = image.width / width * 72 if width else _SCREEN_DPI
    if not large_enough(image.width / dpi * 72, image.height / dpi * 72):
        return None
    return look(image, dpi, state.eyes)


def _on_white(image: Image.Image) -> Image.Image:
    """Grey, with white where the picture lets the page through."""
    if not image.has_transparency_data:
        return image.convert("L")
    through = image.convert("LA")
    page = Image.new("L", image.size, 255)
    page.paste(through.getchannel("L"), mask=through.getchannel("A"))
    return page
