# ruff: noqa: D103 - a layout's name says how it sets things out
"""Ways of setting headings, and the words under them."""

from __future__ import annotations

from bench.structure_drawn.sheet import Sheet
from models.document import BlockKind


def styled(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words, BlockKind.HEADING, 1)


def styled_numbered(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}. {words}", BlockKind.HEADING, 2)


def numbered(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}. {words}")


def section_colon(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"Section {number}: {words}", bold=True)


def capitals(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words.upper())


def bold(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words, bold=True)


def roman(sheet: Sheet, number: int, words: str) -> None:
    numerals = [
        "i",
        "ii",
        "iii",
        "iv",
        "v",
        "vi",
        "vii",
        "viii",
        "ix",
        "x",
        "xi",
        "xii",
        "xiii",
        "xiv",
        "xv",
        "xvi",
        "xvii",
        "xviii",
        "xix",
        "xx",
    ]
    sheet.line(f"{numerals[number - 1]}) {words}", bold=True)


def bold_colon(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{words}:", bold=True)


def part_dash(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"PART {number} - {words.upper()}")


def plain(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words)


def marker_number(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(words, bold=True, marker=f"{number}.")


def decimal(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}.0  {words}", bold=True)


def one_cell(sheet: Sheet, number: int, words: str) -> None:
    sheet.table([[f"{number}. {words}"]])


def two_cell(sheet: Sheet, number: int, words: str) -> None:
    sheet.table([[str(number), words]])


def paragraph(sheet: Sheet, words: str) -> None:
    for part in words.split("\n"):
        if part:
            sheet.line(part)


def boxed(sheet: Sheet, words: str) -> None:
    sheet.table([[words]])


def blank_lines(sheet: Sheet, words: str) -> None:
    sheet.line("")
    paragraph(sheet, words)
    sheet.line("")


def listed(sheet: Sheet, words: str) -> None:
    for part in words.split(". "):
        if part:
            sheet.line(part, BlockKind.LIST_ITEM)


def number_only(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number} {words}", bold=True)


def capitals_colon(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{words.upper()}:")


def item(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"Item {number}. {words}")


def bracket_number(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"{number}) {words}:", bold=True)


def sub_numbered(sheet: Sheet, number: int, words: str) -> None:
    sheet.line(f"3.{number} {words}", BlockKind.HEADING, 3)


def merged_row(sheet: Sheet, number: int, words: str) -> None:
    sheet.table([[f"SECTION {number} – {words.upper()}"], ["", ""]], merged=True)
