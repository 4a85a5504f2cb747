"""Ticked boxes, and the levels, categories and risk words that a value comes to."""

from __future__ import annotations

import re

_ON = "☒☑✓✔✅■▣🗹🗷"
_OFF = "☐□▢❑❏"
_ON_TYPED = re.compile(r"\[\s?[xX✓✔*]\s?\]|\(\s?[xX✓✔]\s?\)")
_OFF_TYPED = re.compile(r"\[\s{0,3}\]|\(\s{0,3}\)")
_TICKED = re.compile(rf"[{_ON}]|{_ON_TYPED.pattern}")
_MARK = re.compile(rf"[{_ON}{_OFF}]")
_WORDS = {"one": "1", "two": "2", "three": "3", "four": "4", "i": "1", "ii": "2", "iii": "3", "iv": "4"}
_LEVEL = re.compile(
    r"\b(?:level|l)?[ \t]{0,3}[-:]?[ \t]{0,3}"
    r"(?:(?P<figure>[1-4])|(?P<word>one|two|three|four|i{1,3}|iv))(?![\d/.:])\b",
    re.IGNORECASE,
)
_RISK = re.compile(r"\b(very[\s-]+high|high|medium|moderate|low)\b", re.IGNORECASE)
_CATEGORIES = (
    ("1", re.compile(r"\b(?:registered|registrable) sex(?:ual)?[ -]offender", re.IGNORECASE)),
    (
        "2",
        re.compile(
            r"\bviolent (?:and|or|/|&)? ?(?:other )?(?:sex(?:ual)? )?offender|\bviolent offender",
            re.IGNORECASE,
        ),
    ),
    ("3", re.compile(r"\bother dangerous offender", re.IGNORECASE)),
    ("4", re.compile(r"\bterroris[mt]", re.IGNORECASE)),
)
"""What the Criminal Justice Act 2003, section 325, and the guidance call those in each category."""
RISKS = ("low", "medium", "high", "very high")


def chosen(text: str) -> str:
    """What is ticked where boxes stand ("☐ Initial ☒ Review" gives "Review"); the text itself without boxes.

    A box belongs to the words after it where the text starts with a box, else to those before it. Boxes of
    which none is ticked give an empty text.
    """
    text = _OFF_TYPED.sub("☐", _ON_TYPED.sub("☒", text))
    marks = list(_MARK.finditer(text))
    if not marks:
        return text
    if marks[0].start() <= len(text) - len(text.lstrip()):
        ends = [m.start() for m in marks[1:]] + [len(text)]
        picked = [text[m.end() : end] for m, end in zip(marks, ends, strict=True) if m[0] in _ON]
    else:
        starts = [0] + [m.end() for m in marks[:-1]]
        picked = [text[start : m.start()] for start, m in zip(starts, marks, strict=True) if m[0] in _ON]
    return " ".join(piece.strip(" \t\n,;/|") for piece in picked)


def has_box(text: str) -> bool:
    """True where a box stands in the text, ticked or not."""
    return bool(_MARK.search(text) or _ON_TYPED.search(text) or _OFF_TYPED.search(text))


def is_ticked(text: str) -> bool:
    """True where at least one box of the text is ticked."""
    return bool(_TICKED.search(text))


def category(text: str) -> str:
    """The one category that a value names, by its figure or by the words of the law; empty where none is."""
    if told := figure(text, 4):
        return told
    picked = chosen(text)
    named = {number for number, pattern in _CATEGORIES if pattern.search(picked)}
    return named.pop() if len(named) == 1 else ""


def figure(text: str, most: int) -> str:
    """The one level or category that a value names ("2", "Level two", "☒ 2"); empty where none or several."""
    values = set()
    for match in _LEVEL.finditer(chosen(text)):
        value = match["figure"] or _WORDS[match["word"].lower()]
        if int(value) <= most:
            values.add(value)
    return values.pop() if len(values) == 1 else ""


def risk(text: str) -> str:
    """The highest level of risk that the text names: the highest governs. Empty where it names none."""
    found = {
        re.sub(r"[\s-]+", " ", m[1].lower()).replace("moderate", "medium")
        for m in _RISK.finditer(chosen(text))
    }
    return max(found, key=RISKS.index, default="")
