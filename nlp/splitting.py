"""Cutting a text into sentences by rule: fast, linear, and without a model.

A line break or a tab always ends a sentence, since a paragraph, a list item or a table cell does. A full
stop ends one unless it belongs to an abbreviation, an initial, a numbered list, a date, a time or a figure.
Not promised: that a name broken over two lines stays in one piece.
"""

from __future__ import annotations

import re

from models.text import Span

_ABBREVIATIONS = """
mr mrs ms mx dr prof rev revd fr sr jr st hon rt sgt insp supt det con cllr capt lt col maj gen cpl pte
para paras no nos p pp s ss art arts ch cl reg regs r rr sch pt vol fig ref refs app op cit ibid v vs sec ed
eds tel ext fax approx est max min
e.g i.e eg ie cf viz al c ca incl inc excl dept govt assoc ave rd ln cres
jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
"""  # titles and ranks; references; usual shortenings; months and days
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())
"""Words, lower case and without their last stop, after which a stop usually does not end the sentence."""

_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s)|[\n\t\r\f\v\u2028\u2029]")
_WORD_BEFORE = re.compile(r"[\w.&/-]{1,24}\Z")
_OPENING = "\"'“‘(["


def sentences(text: str) -> list[Span]:
    """The sentences of a text, in order, each without the white space around it. Takes linear time."""
    found: list[Span] = []
    start = 0
    for stop in _END.finditer(text):
        end = stop.end()
        if text[stop.start()] == "." and not _ends_sentence(text, start, stop):
            continue
        _add(found, text, start, end)
        start = end
    _add(found, text, start, len(text))
    return found


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the full stop at `stop` ends the sentence that began at `start`."""
    at = stop.start()
    if stop.group() != ".":  # an ellipsis, or a stop with a quotation mark or bracket after it
        return not _next_is_lower(text, stop.end())
    before = _WORD_BEFORE.search(text, max(start, at - 24), at)
    word = before.group() if before else ""
    opens = before is not None and before.start() - start <= 8
    if (
        before
        and opens
        and not text[start : before.start()].strip(" -–—•*·(")
        and len(word) <= 5
        and (word.isdigit() or len(word) == 1 or _is_number(word))
    ):
        return False  # "1." or "a." or "3.2." or "iv." numbering the item after it
    if word.lower() in ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isupper():
        return False  # an initial: "J. Okafor"
    if _is_initials(word):
        return not (_next_is_lower(text, stop.end()) or _next_is_name(text, stop.end(), word))
    return not _next_is_lower(text, stop.end())


def _is_number(word: str) -> bool:
    """True for what numbers an item: "1", "3.2", "a", "iv"."""
    return len(word) == 1 or all(part.isdigit() for part in word.split(".")) or word.lower() in _ROMAN


_ROMAN = frozenset({"vii", "x", "viii", "iv", "v", "vi", "iii", "ix", "xii", "ii", "i", "xi"})


def _is_initials(word: str) -> bool:
    """True for "D.C" and "U.K", the stop after them left out."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) == 1 and part.isalpha() for part in parts)


def _next_is_lower(text: str, at: int) -> bool:
    """Whether what follows carries on in lower case, which a new sentence does not."""
    for index in range(at, min(at + 6, len(text))):
        character = text[index]
        if character in "\n\t":
            return False
        if not character.isspace() and character not in _OPENING:
            return character.islower()
    return False


def _next_is_name(text: str, at: int, word: str) -> bool:
    """Initials and then a capital: a name ("A.B. Khan") rather than the end ("in the U.K. He")."""
    following = text[at : at + 20].split(maxsplit=1)
    return (
        bool(following)
        and word.upper() not in {"U.K", "U.S", "E.U", "D.C", "A.M", "P.M"}
        and (following[0][:1].isupper() and following[0].strip(".,") not in _OPENERS)
    )


_OPENERS = frozenset(
    {
        "No",
        "This",
        "His",
        "The",
        "Her",
        "She",
        "Ms",
        "A",
        "On",
        "At",
        "It",
        "An",
        "Mrs",
        "Mr",
        "He",
        "They",
        "There",
        "That",
        "In",
        "We",
    }
)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Span(start, end))
