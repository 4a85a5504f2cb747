"""A PDF copy as an eye sees it: each page drawn, and the drawing read by tesseract where it is installed.

What no reader of text finds, because the file says that its glyphs are other letters, is seen here. It takes
seconds a page, so it is done where a copy is approved, not at every preview. The copy is the product's own
file: it is no hostile input, and tesseract gets a drawing of it, on its standard input.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess

import pypdfium2

from redact.verify.extract import Extract

DOTS = 150  # an inch
SECONDS = 60.0
PROGRAM = "tesseract"


def can_look() -> bool:
    """Whether tesseract is installed."""
    return shutil.which(PROGRAM) is not None


def seen(copy: bytes) -> list[Extract]:
    """What can be read on each page; raises `OSError` or `subprocess.SubprocessError` where that failed."""
    program = shutil.which(PROGRAM)
    if program is None:
        raise FileNotFoundError(PROGRAM)
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(copy), 1):
        drawing = io.BytesIO()
        page.render(scale=DOTS / 72, grayscale=True).to_pil().save(drawing, "PNG")
        answer = subprocess.run(  # noqa: S603 - the program is looked up, its arguments are fixed
            [program, "stdin", "stdout", "--dpi", str(DOTS), "--psm", "3"],
            input=drawing.getvalue(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
            env={"PATH": os.environ.get("PATH", ""), "OMP_THREAD_LIMIT": "1"},
        )
        # a scrap: what an eye takes for a letter or two proves nothing
        found.append(Extract(f"page {number} as it is seen", answer.stdout.decode("utf-8", "replace"), True))
    return found
