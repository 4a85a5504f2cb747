"""Names whose ends were missed, and cells in a column of names.

A model that knows one half of a name often misses the other: "Abdirahman [Jibril Warsame]". A name grows over
capitalised words right beside it that are no ordinary words, of the form or of the document itself. And a
cell is a name where most of its column's cells are, which finds the ones whose letters nobody has seen
before.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from models.document import BlockKind, Document
from models.people import EntityType, Mention
from redact.find.letters import CAPITAL, LETTER, LOWER, UPPER
from redact.find.naming import is_forename, plain_word
from redact.find.tidying import is_word_name, tidy_name
from redact.find.words import AMBIGUOUS, NOT_NAMES, ORDINARY

_BEFORE = re.compile(
    rf"(?<![\w'’@./-])(?P<word>{CAPITAL}[{LOWER}][\w'’-]{{0,30}}|{CAPITAL}[{UPPER}'’-]{{2,30}}|{CAPITAL}\.) $"
)
_AFTER = re.compile(rf" (?P<word>{CAPITAL}{LETTER}[\w'’-]{{1,30}})(?![\w@./])")
_NAME_CELL = re.compile(rf"(?:{CAPITAL}[\w'’.-]{{0,30}}[ ]?){{2,4}}$")
_MONTHS_AND_MODALS = frozenset({"may", "will", "can", "april", "june", "august", "jan", "christian"})
_SMALL = re.compile(rf"(?<![\w@./\\-])[{LOWER}]{{3,}}")


def small_words(text: str) -> frozenset[str]:
    """Every word that the document writes without a capital somewhere."""
    return frozenset(_SMALL.findall(text))


def grow(text: str, mentions: Sequence[Mention], small: frozenset[str]) -> Iterator[Mention]:
    """Names with the words beside them that belong to them. Other mentions pass as they are."""
    for at, mention in enumerate(mentions):
        if mention.type is not EntityType.PERSON:
            yield mention
            continue
        floor = mentions[at - 1].end if at else 0
        ceiling = mentions[at + 1].start if at + 1 < len(mentions) else len(text)
        start, end = mention.start, mention.end
        for _ in range(2):
            before = _BEFORE.search(text, max(floor, start - 34), start)
            if (
                not before
                or not _belongs(before["word"], small)
                or (_sentence_opens(text, before.start("word")) and not is_forename(before["word"]))
            ):
                break
            start = before.start("word")
        for _ in range(2):
            after = _AFTER.match(text, end, ceiling)
            if not after or _shouted(text, start, after):
                break
            single = " " not in text[start:end] and text[start:end].istitle()
            surname = single and plain_word(after["word"]) in AMBIGUOUS - _MONTHS_AND_MODALS
            if not surname and not _belongs(after["word"], small):
                break
            end = after.end("word")
        tidy = tidy_name(text, start, end) if (start, end) != (mention.start, mention.end) else None
        yield replace(mention, start=tidy[0], end=tidy[1]) if tidy else mention


def _belongs(word: str, small: frozenset[str]) -> bool:
    plain = plain_word(word)
    if len(plain) == 1:
        return word.endswith(".")
    return is_forename(word) or (plain not in small and not is_word_name(word))


def _shouted(text: str, start: int, after: re.Match[str]) -> bool:
    """In a line of capitals every word looks like a name: there a name does not grow."""
    return after["word"].isupper() and (
        text[start : after.start()].isupper() or text[after.end() + 1 : after.end() + 3].isupper()
    )


def _sentence_opens(text: str, at: int) -> bool:
    return text[max(0, at - 3) : at].rstrip(" ")[-1:] in ("", "\n", ".", "\t", ":", "!", "?")


def columns_of_names(document: Document, mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Cells that look like names in a column where at least half, and at least two, hold a person."""
    people = sorted((m.start, m.end) for m in mentions if m.type is EntityType.PERSON)
    columns: dict[tuple[int, int], list[tuple[int, int, bool]]] = {}
    at = 0
    for block in document.blocks:
        if block.kind is not BlockKind.CELL or block.cell is None or block.cell.header:
            continue
        while at < len(people) and people[at][1] <= block.start:
            at += 1
        content = document.content_span(block)
        if content.start < content.end:
            holds = at < len(people) and people[at][0] < content.end
            columns.setdefault((block.cell.table, block.cell.column), []).append(
                (content.start, content.end, holds)
            )
    for cells in columns.values():
        named = sum(holds for _, _, holds in cells)
        if named < 2 or named * 2 < len(cells):
            continue
        for start, end, holds in cells:
            if not holds and _NAME_CELL.match(document.text[start:end]):
                tidy = tidy_name(document.text, start, end)
                if tidy:
                    yield Mention(
                        *tidy, EntityType.PERSON, 0.7, "column", "stands in a column of people's names"
                    )


_AND_AFTER = re.compile(
    rf"(?:(?:, {CAPITAL}[\w'’-]{{2,20}}){{0,3}},? (?:and|&) {CAPITAL}[\w'’-]{{2,20}})(?![\w@./]| {CAPITAL})"
)
_AND_BEFORE = re.compile(
    rf"(?<![\w@./'’-])(?:{CAPITAL}[\w'’-]{{2,20}}, ){{0,3}}{CAPITAL}[\w'’-]{{2,20}},? (?:and|&|,) $"
)
_ONE = re.compile(rf"{CAPITAL}[{LOWER}][\w'’-]{{1,20}}")


def listed_beside(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Single names in one list with a person: "Jean, Kuba and Rob" are three where Jean is one.

    Only words that no list knows as words or names of places count, and only where nothing else was found.
    """
    taken = [(m.start, m.end) for m in mentions]
    for mention in mentions:
        if mention.type is not EntityType.PERSON:
            continue
        after = _AND_AFTER.match(text, mention.end)
        before = _AND_BEFORE.search(text, max(0, mention.start - 70), mention.start)
        for run in (after, before):
            if run is None:
                continue
            for word in _ONE.finditer(text, *run.span()):
                plain = plain_word(word[0])
                if plain in ORDINARY or plain in NOT_NAMES or is_word_name(word[0]):
                    continue
                if not _covered(taken, *word.span()):
                    why = "stands in one list with a person's name"
                    yield Mention(*word.span(), EntityType.PERSON, 0.6, "listed", why)


def _covered(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_right(taken, (start, end))
    return any(s < end and start < e for s, e in taken[max(0, at - 2) : at + 1])
