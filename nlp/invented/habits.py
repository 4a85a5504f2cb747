"""One writer's habits over a whole document: capitals, small letters, no full stops, lines that break."""

from __future__ import annotations

import random
from collections.abc import Callable

from nlp.invented.grammar import Segment

Line = list[Segment]


def styled(draw: random.Random, lines: list[Line]) -> list[Line]:
    """The document as somebody with habits would have typed it."""
    chance = draw.random()
    if chance < 0.12:
        lines = _each(lines, str.lower)
    elif chance < 0.2:
        lines = _each(lines, str.upper)
    elif chance < 0.3:  # a log pasted among sentences
        change = str.upper if chance < 0.26 else str.lower
        lines = [_each([line], change)[0] if draw.random() < 0.3 else line for line in lines]
    if draw.random() < 0.25:
        lines = _each(lines, lambda text: text.replace("'", "’"))
    if draw.random() < 0.12:
        lines = [[*line[:-1], (line[-1][0].rstrip("."), line[-1][1])] for line in lines if line]
    if draw.random() < 0.06:  # the possessive without its mark: "Kevins mum"
        lines = [
            [(text if label else text.replace("'s", "s"), label) for text, label in line] for line in lines
        ]
    if draw.random() < 0.2:
        lines = [_wrapped(draw, line) for line in lines]
    if draw.random() < 0.15:
        lines = [piece for line in lines for piece in (line, [("", "")])]
    return lines


def _each(lines: list[Line], change: Callable[[str], str]) -> list[Line]:
    return [[(change(text), label) for text, label in line] for line in lines]


def _wrapped(draw: random.Random, line: Line) -> Line:
    """The line broken where a page's edge would break it, now and then in the middle of a name."""
    width, at = draw.randint(50, 95), 0
    out: Line = []
    for text, label in line:
        words = text.split(" ")
        for index, word in enumerate(words[:-1]):
            at += len(word) + 1
            ending = "\n" if at > width else " "
            at = 0 if at > width else at
            words[index] = word + ending
        out.append(("".join(words), label))
        at += len(words[-1])
    return out
