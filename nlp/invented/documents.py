"""Whole invented documents: minutes, referral forms, tables, logs, lists, letters."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from nlp.annotated import Annotated, Entity
from nlp.invented.grammar import Cast, compose, expand, frames
from nlp.invented.habits import Line, styled


def invent(count: int, seed: int) -> list[Annotated]:
    """So many documents; the same ones for the same seed."""
    draw = random.Random(seed)
    return [document(draw) for _ in range(count)]


def document(draw: random.Random) -> Annotated:
    """One document."""
    cast = Cast(draw)
    layout = draw.choices(list(_LAYOUTS), list(_LAYOUTS.values()))[0]
    return assemble(styled(draw, layout(draw, cast)))


def assemble(lines: list[Line]) -> Annotated:
    """Text and entities from lines of segments."""
    text = ""
    entities: list[Entity] = []
    for line in lines:
        for piece, label in line:
            if label and piece:
                entities.append(Entity(len(text), len(text) + len(piece), label))
            text += piece
        text += "\n"
    return Annotated(text, tuple(entities), source="invented")


def _minutes(draw: random.Random, cast: Cast) -> list[Line]:
    lines = _title(draw, cast)
    lines += _attendance(draw, cast) if draw.random() < 0.6 else []
    for number in range(draw.randint(1, 5)):
        lines.append(_heading(draw, cast, number + 1))
        lines += draw.choice([_paragraphs, _paragraphs, _bullets, _fields])(draw, cast)
    return lines + (_actions(draw, cast) if draw.random() < 0.5 else [])


_TITLES = (
    "MAPPA Level 2 Meeting|MAPPA LEVEL 3 REVIEW|MAPPA B MINUTES|Minutes of MAPP Meeting|MAPPA Referral|"
    "MARAC MINUTES|Case Conference|Professionals Meeting|Strategy Discussion|MAPPA C|"
    "Risk Management Meeting|Recall Report"
)
_MARKINGS = "OFFICIAL-SENSITIVE|RESTRICTED|OFFICIAL - SENSITIVE|CONFIDENTIAL"


def _title(draw: random.Random, cast: Cast) -> list[Line]:
    joint = draw.choice([" - ", ": ", " re ", "\n", " (", " ", " for ", " of "])
    end = ")" if joint == " (" else ""
    head = draw.choice(_TITLES.split("|"))
    lines: list[Line] = [[(head + joint, ""), (cast.mention("S"), "PERSON"), (end, "")]]
    if draw.random() < 0.5:
        lines.insert(0, [(draw.choice(_MARKINGS.split("|")), "")])
    return lines + _fields(draw, cast)[: draw.randint(0, 4)]


def _fields(draw: random.Random, cast: Cast) -> list[Line]:
    """Labels and values, as a form's boxes or "Label: value" lines."""
    gap = draw.choice(["\t", "\t", ": ", ": ", " - ", " ", "\n", ":\t", " : "])
    lines: list[Line] = []
    for field in draw.sample(frames()["field"], draw.randint(3, 14)):
        label, _, value = field.partition("\t")
        label = label.upper() if draw.random() < 0.08 else label
        lines.append([(label + gap, ""), *expand(draw, cast, value)])
    return lines


def _attendance(draw: random.Random, cast: Cast) -> list[Line]:
    gap = draw.choice(["\t", "\t", "\t", " | ", "   ", ", ", " - "])
    columns = draw.choice(frames()["attendance"])
    heads = ["Name", "Role", "Agency", "Organisation", "Email", "Tel", "Status", "Designation", "Present"]
    opening = ["Present", "PRESENT", "Attendees:", "In attendance", "ATTENDANCE", "Those present:", "Invited"]
    lines: list[Line] = [[(draw.choice(opening), "")]]
    if draw.random() < 0.6:
        lines.append([(gap.join(draw.sample(heads, columns.count("\t") + 1)), "")])
    lines += [_row(draw, cast, columns, gap, 0) for _ in range(draw.randint(2, 10))]
    if draw.random() < 0.5:
        lines.append(_apologies(draw, cast))
    return lines


def _apologies(draw: random.Random, cast: Cast) -> Line:
    line: Line = [
        (draw.choice(["Apologies: ", "APOLOGIES\n", "Apologies\t", "Apologies from ", "Absent: "]), "")
    ]
    for _ in range(draw.randint(1, 4)):
        line += [
            (cast.mention("P"), "PERSON"),
            (draw.choice([", ", "; ", " (CMHT), ", ", ", " - Housing; "]), ""),
        ]
    return line[:-1]


def _actions(draw: random.Random, cast: Cast) -> list[Line]:
    gap = draw.choice(["\t", "\t", "\t", " | "])
    columns = draw.choice(frames()["action"])
    heads = [
        "No",
        "Action",
        "Owner",
        "By when",
        "Status",
        "Outcome",
        "Agency",
        "Lead",
        "Target date",
        "Update",
        "Person responsible",
    ]
    opening = ["ACTIONS", "Action Plan", "Actions agreed", "Actions from Previous Meeting"]
    lines: list[Line] = [[(draw.choice(opening), "")]]
    if draw.random() < 0.7:
        lines.append([(gap.join(draw.sample(heads, columns.count("\t") + 1)), "")])
    return lines + [_row(draw, cast, columns, gap, number + 1) for number in range(draw.randint(2, 7))]


def _row(draw: random.Random, cast: Cast, columns: str, gap: str, number: int) -> Line:
    row: Line = []
    for column in columns.replace("#", str(number)).split("\t"):
        row += [*expand(draw, cast, column), (gap, "")]
    return row[:-1]


def _heading(draw: random.Random, cast: Cast, number: int) -> Line:
    words = compose(draw, cast, "heading")[0][0]
    words = draw.choice([words, words, words.upper(), words.title(), words + ":"])
    mark = draw.choice(
        ["", "", f"{number}. ", f"{number}.{draw.randint(1, 9)} ", f"{number}) ", f"Section {number}: "]
    )
    return [(mark + words, "")]


def _paragraphs(draw: random.Random, cast: Cast) -> list[Line]:
    lines: list[Line] = []
    for _ in range(draw.randint(1, 3)):
        line: Line = []
        for _ in range(draw.randint(1, 6)):
            line += [*_sentence(draw, cast), (" ", "")]
        lines.append(line[:-1])
    return lines


def _sentence(draw: random.Random, cast: Cast) -> Line:
    segments = [s for s in compose(draw, cast, "sentence") if s[0]]
    first, label = segments[0]
    if not label:
        segments[0] = (first[0].upper() + first[1:], "")
    last, label = segments[-1]
    if label or not last.rstrip().endswith((".", "?", "!", ":", '"')):
        segments.append((".", ""))
    return [(text if label else re.sub(r"\.\s*\.", ".", text), label) for text, label in segments]


def _bullets(draw: random.Random, cast: Cast) -> list[Line]:
    mark = draw.choice(["- ", "• ", "* ", "", "– ", "o ", "-", "\t", "> "])
    kinds = ["note", "note", "sentence", "plain"]
    return [[(mark, ""), *compose(draw, cast, draw.choice(kinds))] for _ in range(draw.randint(2, 9))]


def _names(draw: random.Random, cast: Cast) -> list[Line]:
    """Nothing but names, or names and a word or two: a distribution list, a family tree, an index."""
    pattern = draw.choice(frames()["record"]) if draw.random() < 0.6 else ""
    gap = draw.choice(["\t", ", ", " - ", " ", ": ", " | "])
    lines: list[Line] = []
    for _ in range(draw.randint(2, 12)):
        line = expand(draw, cast, draw.choice(["{R}", "{R}", "{N}", "{F}", "{C}", "{A}"]))
        for column in pattern.split("\t") if pattern else ():
            line += [(gap, ""), *expand(draw, cast, column)]
        lines.append(line)
    return lines


def _letter(draw: random.Random, cast: Cast) -> list[Line]:
    sender, to = cast.mention("P"), cast.mention("P")
    dear = draw.choice(["Dear ", "Dear ", "Hi ", "Hello ", "Morning ", "", "Thanks "])
    lines: list[Line] = [[(dear, ""), (to, "PERSON"), (draw.choice([",", "", " -"]), "")]]
    if draw.random() < 0.5:
        other = cast.mention("P")
        lines = [
            [("From: ", ""), (sender, "PERSON")],
            [("To: ", ""), (to, "PERSON"), ("; ", ""), (other, "PERSON")],
            [("Subject: ", ""), *compose(draw, cast, "note")],
            *lines,
        ]
    end = draw.choice(
        ["Yours sincerely,", "Kind regards", "Regards,", "Many thanks", "Thanks", "Yours faithfully"]
    )
    foot: list[Line] = [[(end, "")], [(sender, "PERSON")], compose(draw, cast, "role")]
    return [*lines, *_paragraphs(draw, cast), *foot[: draw.randint(0, 3)]]


def _headings(draw: random.Random, cast: Cast) -> list[Line]:
    """No people at all: an agenda, a contents page, a blank form."""
    kinds = ["heading", "plain", "heading", "role", "agency", "label"]
    return [compose(draw, cast, draw.choice(kinds)) for _ in range(draw.randint(3, 15))]


def _lone(draw: random.Random, cast: Cast) -> list[Line]:
    """One cell or line by itself, as a table's cell is read."""
    return [compose(draw, cast, draw.choice(["note", "sentence", "statement", "plain"]))]


_Layout = Callable[[random.Random, Cast], list[Line]]
_LAYOUTS: dict[_Layout, int] = {
    _minutes: 34,
    _bullets: 12,
    _fields: 12,
    _paragraphs: 14,
    _names: 7,
    _letter: 7,
    _headings: 4,
    _attendance: 4,
    _actions: 4,
    _lone: 8,
}
