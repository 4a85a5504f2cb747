# ruff: noqa: D103 - a layout's name says how it sets things out
"""Ways of setting the facts at the head of a form."""

from __future__ import annotations

from bench.structure_drawn.sheet import Sheet


def detail_rows(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    sheet.table([[label, value] for label, value in details])


def detail_lines(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for label, value in details:
        sheet.line(f"{label}: {value}")


def detail_pairs(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    rows = []
    for first, second in zip(details[::2], [*details[1::2], ("", "")], strict=False):
        rows.append([f"{first[0]}:", first[1], f"{second[0]}:" if second[0] else "", second[1]])
    sheet.table(rows)


def detail_stacked(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for label, value in details:
        sheet.line(f"{label}:", bold=True)
        sheet.line(value)


def detail_tabs(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for label, value in details:
        sheet.line(f"{label}:\t{value}")


def detail_in_one(sheet: Sheet, details: list[tuple[str, str]]) -> None:
    for first, second in zip(details[::2], [*details[1::2], ("", "")], strict=False):
        sheet.line(f"{first[0]}: {first[1]}" + (f"    {second[0]}: {second[1]}" if second[0] else ""))
