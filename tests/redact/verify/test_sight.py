"""Pages read by eye: what the file's text denies and the page shows."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from redact import load_policy
from redact.decide import decide
from redact.verify import sight, verify_copy
from redact.write import write_copy
from tests.redact.scene import MARKING, scene

POLICY = load_policy("third-party")
needs_tesseract = pytest.mark.skipif(not sight.can_look(), reason="tesseract is not installed")


def drawn() -> bytes:
    """A page that shows a name as strokes of letters, in no text of it."""
    from PIL import Image, ImageDraw, ImageFont
    from reportlab.lib.utils import ImageReader

    picture = Image.new("L", (1200, 200), 255)
    face = ImageFont.load_default(size=60)
    ImageDraw.Draw(picture).text((20, 60), "Told to Jean Pennock today", fill=0, font=face)
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    canvas.drawImage(ImageReader(picture), 60, 600, 450, 75)
    canvas.save()
    return out.getvalue()


@needs_tesseract
def test_a_name_that_can_only_be_seen_is_a_leak() -> None:
    made = scene("<P1 victim|Jean Pennock> was told.")
    decisions = decide(made.document, made.detection, POLICY)
    found = verify_copy(drawn(), made.document, decisions, look=True)
    assert any("as it is seen" in leak.where for leak in found.leaks)
    assert not any("as it is seen" in k.where for k in verify_copy(drawn(), made.document, decisions).leaks)


@needs_tesseract
@pytest.mark.parametrize("source", ["<P1 victim|Jean Pennock> was told of the plan on Monday by the police."])
def test_a_clean_copy_is_clean_to_the_eye(source: str) -> None:
    made = scene(source)
    decisions = decide(made.document, made.detection, POLICY, seed=1)
    copy = write_copy(made.document, decisions, "pdf", MARKING)
    found = verify_copy(copy, made.document, decisions, look=True)
    assert found.clean
    assert "tesseract" in found.readers
    assert found.notes == ()


def test_without_tesseract_it_says_that_nobody_looked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    made = scene("<P1 victim|Jean Pennock> was told.")
    decisions = decide(made.document, made.detection, POLICY, seed=1)
    for format in ("pdf", "docx"):
        copy = write_copy(made.document, decisions, format, MARKING)
        found = verify_copy(copy, made.document, decisions, look=True)
        assert found.clean
        assert "not looked at by eye" in found.notes[0]
