"""One way of comparing the words of a heading, a label or a column, whoever typed them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.dates import find_dates

PAGE_FURNITURE = re.compile(
    r"(UK )?(OFFICIAL([\s:–-]+\(?SENSITIVE\)?)?|(TOP )?SECRET|RESTRICTED|CONFIDENTIAL|PROTECT"
    r"|NOT PROTECTIVELY MARKED)( WHEN COMPLETED?)?"
    r"|[Pp]age \d+( of \d+)?"
)  # fmt: skip
"""What stands at the head or foot of a page, where a reader could not tell it from the text."""


_APOSTROPHES = re.compile(r"['’‘`´]")
_OTHER = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(
    r"""^\s*
    (?:(?P<word>section|part|item|agenda\s+item|box)\s+)?
    (?P<number>\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}(?=[.):])|(?(word)[a-z](?=\s*[-–—:.)]|\s+\w{4})|[a-z](?=[.)]\s)))
    (?P<letter>[a-z])?
    (?P<after>\s*[.):]*\s*[-–—:]?\s+|\s*[.):–—-]\s*)
    (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETED_NUMBER = re.compile(r"^\s{0,8}\((\d{1,2}|[a-z]|[ivx]{1,5})\)\s+(?=\S)", re.IGNORECASE)
_SIDES = re.compile(r"\s+[/|]\s+")
_LONGEST_NUMBER = 40  # characters in which a number and what parts it from the words must stand
_BARE_NUMBER = re.compile(
    r"^\s*(?:(?:section|part|item)\s+)?(\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,5}|[a-z])\s*[.):]?\s*$", re.I
)


def _singular(token: str) -> str:
    if len(token) > 4 and token.endswith("ies"):
        return token[:-3] + "y"
    if len(token) > 3 and token.endswith("s") and not token.endswith("ss"):
        return token[:-1]
    return token


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """The words alone: lower case, accents off, "&" as "and", plurals as singulars, punctuation as spaces."""
    plain = unicodedata.normalize("NFKD", text).casefold().replace("&", " and ")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _OTHER.sub(" ", _APOSTROPHES.sub("", plain))
    return " ".join(_singular(token) for token in plain.split())


def split_number(text: str) -> tuple[str, int]:
    """The number that a heading starts with ("5.1"; empty where none) and where the words after it begin.

    Takes "5. ", "5) ", "5 - ", "Section 5:", "IV.", "a) "; a date or a time is not a number.
    """
    if bracketed := _BRACKETED_NUMBER.match(text[:_LONGEST_NUMBER]):
        return bracketed[1], bracketed.end()
    match = _NUMBER.match(text[:_LONGEST_NUMBER])
    if match is None or (
        text[match.start("number") : match.end("number")].isdigit() and _starts_with_date(text)
    ):
        return "", 0
    number = match["number"] + (match["letter"] or "")
    return number, match.end()


def _starts_with_date(text: str) -> bool:
    """ "12 June 2024 at 10.00" opens with a day, not with a number."""
    head = text[:40].lstrip()
    return any(found.start == 0 for found in find_dates(head))


def sides(text: str) -> tuple[str, ...]:
    """The halves of words written in two languages ("Yn bresennol / Present"); empty where there is one."""
    halves = tuple(half.strip() for half in _SIDES.split(text, maxsplit=3)) if len(text) < 160 else ()
    return halves if len(halves) > 1 and all(halves) else ()


def bare_number(text: str) -> str:
    """The number where the text is nothing else ("5.", "Section 5"), else empty."""
    match = _BARE_NUMBER.match(text) if len(text) <= _LONGEST_NUMBER else None
    return match[1] if match else ""


def depth(number: str) -> int:
    """How deep a number stands: 1 for "5", 2 for "5.1"; 0 for none."""
    return 0 if not number else len([part for part in number.split(".") if part])


def is_capitals(text: str) -> bool:
    """True where the line is set in capitals: at least three letters, none of them small."""
    return text.isupper() and sum(map(str.isalpha, text)) >= 3
