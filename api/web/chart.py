"""A case's findings through time as a picture: one bar a document, its severities on top of each other.

The picture is an image of its own address, drawn with attributes alone, for no page may hold inline style. It
holds counts and dates; the table beside it says the same for whoever does not see it.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.finding import Severity
from pipeline.entries import Entry

COLOURS = {
    Severity.BLOCK: "#942514",
    Severity.HIGH: "#ca3535",
    Severity.MEDIUM: "#f47738",
    Severity.LOW: "#1d70b8",
}
"""Those of the pages, the gravest at the foot of a bar; white lines part them for who cannot tell colours."""

_WIDTH, _HEIGHT, _FOOT, _SIDE, _TOP = 880, 260, 40, 44, 34


def findings_chart(entries: Sequence[Entry]) -> str:
    """An SVG of the documents that were checked, in the order given."""
    checked = [entry for entry in entries if entry.outcome]
    most = max((sum(entry.findings.values()) for entry in checked), default=0) or 1
    step = (_WIDTH - _SIDE) / max(len(checked), 1)
    unit = (_HEIGHT - _FOOT - _TOP) / most
    every = max(1, round(90 / step + 0.5)) if step < 90 else 1
    drawn = [*_legend(), *_scale(most, unit)]
    for number, entry in enumerate(checked):
        left, width, foot = _SIDE + number * step, min(step * 0.6, 56), float(_HEIGHT - _FOOT)
        middle = left + step / 2
        for severity, colour in COLOURS.items():
            height = entry.findings[severity.value] * unit
            foot -= height
            if height:
                drawn.append(
                    f'<rect x="{middle - width / 2:.1f}" y="{foot:.1f}" width="{width:.1f}" '
                    f'height="{height:.1f}" fill="{colour}" stroke="#ffffff"/>'
                )
        if number % every == 0:
            told = f"{entry.held:%b %Y}" if entry.held else "no date"
            drawn.append(_words(middle, _HEIGHT - _FOOT + 20, told, "middle"))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" font-family="Arial, sans-serif" font-size="14" fill="#0b0c0c">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#ffffff"/>{"".join(drawn)}</svg>'
    )


def _legend() -> list[str]:
    drawn = []
    for number, (severity, colour) in enumerate(COLOURS.items()):
        left = _SIDE + number * 110
        drawn.append(f'<rect x="{left}" y="4" width="14" height="14" fill="{colour}"/>')
        drawn.append(_words(left + 20, 16, severity.value, "start"))
    return drawn


def _scale(most: int, unit: float) -> list[str]:
    """Lines at none, at half and at the most; at half only where that is a whole number."""
    drawn = []
    for number in sorted({0, most} | ({most // 2} if most % 2 == 0 else set())):
        at = _HEIGHT - _FOOT - number * unit
        drawn.append(f'<line x1="{_SIDE}" x2="{_WIDTH}" y1="{at:.1f}" y2="{at:.1f}" stroke="#cecece"/>')
        drawn.append(_words(_SIDE - 8, at + 5, str(number), "end"))
    return drawn


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
