"""Names by rule, beside the model: what stands before a name, what stands after, and what a name looks like.

Each rule gives its own reason and score. They aim high at recall; `redact.find.tidying` cuts from a name what
cannot belong to one, and drops what nothing is left of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from presidio_analyzer import LocalRecognizer, RecognizerResult

from models.people import EntityType
from redact.find.acting import FEARED, HUMAN, KEEPS, MODAL, MONTHISH
from redact.find.form import result
from redact.find.letters import APOSTROPHE
from redact.find.name_patterns import (
    AFTER_NAME,
    AGED,
    ALIAS,
    ALIAS_WORDS,
    AND_NAME,
    COURTESY_CAPS,
    COURTESY_LOWER,
    COURTESY_NAME,
    COURTESY_WORDS,
    GLUED,
    INITIALS_SURNAME,
    INLINE_LABEL,
    KIN_NAME,
    KIN_WORDS,
    LABEL_CELL,
    LABEL_NAME,
    LABEL_WORDS,
    LIST_ITEM,
    LOWER_FORENAME,
    NAME_ENDS,
    NICKED,
    OBJECT,
    OBJECT_WORDS,
    OWNER,
    QUOTED_NICKNAME,
    RANK_NAME,
    RANK_WORDS,
    REVERSED,
    REVERSED_CAPITALS,
    RUN,
    SIGNED,
    SIGNED_WORDS,
    SPEAKER,
    SPLIT,
    SURNAME_FIRST,
    WORD_NAME,
)
from redact.find.pieces import Piece, piece_of
from redact.find.starts import tried
from redact.find.words import AMBIGUOUS, FORENAMES, NOT_NAMES, ORDINARY, SURNAMES


def plain_word(token: str) -> str:
    """A token as the word lists have it."""
    if token.isalpha():
        return token.casefold()
    return token.strip(".,;:()\"“”'’‘").removesuffix("'s").removesuffix("’s").casefold()


def is_forename(token: str) -> bool:
    """Stands in the list of forenames and is not an ordinary word as well."""
    word = plain_word(token)
    first = word.split("-")[0]
    return (
        (word in FORENAMES or (first != word and first in FORENAMES))
        and word not in AMBIGUOUS
        and word not in NOT_NAMES
    )


def is_never_name(token: str) -> bool:
    """Stands in the list of words that name nobody and in no list of names."""
    word = plain_word(token)
    if word in NOT_NAMES:
        return True
    return "-" in word and all(part in NOT_NAMES for part in word.split("-") if part)


class NameRecogniser(LocalRecognizer):
    """All rules over one piece."""

    def __init__(self) -> None:
        """Patterns are compiled with the module."""
        super().__init__(supported_entities=[EntityType.PERSON.value], name="name-rules")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:
        """Every rule's names."""
        piece = piece_of(text, nlp_artifacts)
        return [
            result(self, EntityType.PERSON, start, end, score, rule, why)
            for start, end, score, rule, why in find_names(piece)
            if end - start > 1
        ]


_FORENAME_WORDS = (
    (FORENAMES & AMBIGUOUS) - MODAL - MONTHISH - {"christian", "don", "paris", "georgia", "prince"}
)
Found = tuple[int, int, float, str, str]
_CHILD_AGE = re.compile(r",? \((?:aged )?(?:\d|1[0-7])\)")


def find_names(piece: Piece) -> Iterator[Found]:
    """Start, end, score, rule and reason of every name that a rule finds, tidied later."""
    text = piece.text

    def at(pattern: re.Pattern[str], words: tuple[str, ...]) -> Iterator[re.Match[str]]:
        return tried(pattern, text, piece.starts.of_words(words))

    for match in at(COURTESY_NAME, COURTESY_WORDS):
        yield (*match.span("name"), 0.95, "title", "follows a title")
    for match in at(COURTESY_LOWER, COURTESY_WORDS):
        if not all(plain_word(w) in NOT_NAMES for w in match["name"].split()[1:2]):
            yield (*_lower_name(match), 0.8, "title", "follows a title")
    for match in at(COURTESY_CAPS, COURTESY_WORDS):
        yield (*match.span("name"), 0.9, "title", "follows a title")
    for match in at(RANK_NAME, RANK_WORDS):
        if not is_never_name(SPLIT.split(match["name"])[0]):
            yield (*match.span("name"), 0.9, "rank", "follows a rank or a job")
    for match in GLUED.finditer(text):
        if plain_word(match["name"]) not in NOT_NAMES:
            yield (*match.span("name"), 0.85, "rank", "is run together with a rank or a title")
    yield from _kin(piece)
    for match in at(ALIAS, ALIAS_WORDS):
        yield (*match.span("name"), 0.85, "alias", "follows words for another name")
    for match in at(SIGNED, SIGNED_WORDS):
        yield (*match.span("name"), 0.85, "signature", "stands where a writer signs")
    yield from _labelled(piece)
    yield from _by_shape(piece)


def _lower_name(match: re.Match[str]) -> tuple[int, int]:
    """ "mr smith said": the second word belongs to the name only where it is no ordinary word."""
    words = match["name"].split(" ")
    if len(words) == 3 and not is_forename(words[1]):
        return match.start("name"), match.start("name") + len(words[0]) + 1 + len(words[1])
    return match.span("name")


def _kin(piece: Piece) -> Iterator[Found]:
    text = piece.text
    words = piece.starts.of_words(KIN_WORDS)
    bulleted = (at - 1 for at in words if text[at - 1 : at] == "-")
    for match in tried(KIN_NAME, text, sorted({*words, *bulleted})):
        if is_never_name(SPLIT.split(match["name"])[0]) or not _may_be_name(match["name"]):
            continue
        yield (*match.span("name"), 0.8, "kinship", "follows a word for a relative, friend or victim")
        end = match.end("name")
        for _ in range(5):
            following = AND_NAME.match(text, _after_brackets(text, end))
            if not following or not (
                is_forename(SPLIT.split(following["name"])[0])
                or _CHILD_AGE.match(text, following.end("name"))
            ):
                break
            yield (*following.span("name"), 0.75, "kinship", "is listed with a relative, friend or victim")
            end = following.end("name")
    for match in AFTER_NAME.finditer(text):
        offset = max(0, match.start() - 70)
        name = NAME_ENDS.search(text[offset : match.start()])
        if name and _may_be_name(name["name"]):
            start, end = offset + name.start("name"), offset + name.end("name")
            yield start, end, 0.75, "kinship", "stands before a word for a relative, friend or victim"


def _after_brackets(text: str, at: int) -> int:
    """Past a short bracket: "Ruby (8) and Tom (6)"."""
    if text[at : at + 2] == " (":
        close = text.find(")", at, at + 14)
        return close + 1 if close > 0 else at
    return at


def _labelled(piece: Piece) -> Iterator[Found]:
    why = "stands beside a label for a person"
    for match in LABEL_NAME.finditer("\n" + piece.text):
        at = match.start("list") - 1
        yield from ((at + s, at + e, 0.85, "label", why) for s, e in names_in_list(match["list"]))
    for match in tried(INLINE_LABEL, piece.text, piece.starts.of_words(LABEL_WORDS)):
        if _may_be_name(match["name"]):
            yield (*match.span("name"), 0.85, "label", why)
    for start, label in zip(piece.label_starts, piece.labels, strict=True):
        if label and LABEL_CELL.match(label):
            ends = [x for x in (piece.text.find("\t", start), piece.text.find("\n", start)) if x >= 0]
            value = piece.text[start : min(ends, default=len(piece.text))]
            if len(value) <= 200:
                why_cell = "stands in a cell whose heading is for a person"
                yield from ((start + s, start + e, 0.85, "cell", why_cell) for s, e in names_in_list(value))


def names_in_list(value: str) -> Iterator[tuple[int, int]]:
    """The names of "Ann Archer (Probation), PC 12 Bob Baker; Cy Carter", or the one of "Archer, Ann"."""
    reversed_name = REVERSED.fullmatch(value)
    if reversed_name and (
        plain_word(reversed_name["name"].split(",")[1].split()[0]) in FORENAMES
        or len(value.strip().split(",")[1].strip(" .")) == 1
    ):
        yield reversed_name.span("name")
        return
    for match in LIST_ITEM.finditer(value):
        name = match["name"]
        before = value[: match.start("name")]
        if before.count("(") > before.count(")"):
            continue
        first = SPLIT.split(name)[0]
        alone = len(SPLIT.split(name)) == 1
        if is_never_name(first) or (alone and not _stands_alone(value, match)):
            continue
        if _may_be_name(name):
            yield match.span("name")


def _stands_alone(value: str, match: re.Match[str]) -> bool:
    """A single word is a name in a list where it is a forename or the whole item."""
    rest = value[match.end("name") :].lstrip()
    return is_forename(match["name"]) or not rest or rest[0] in ",;(/&"


def _may_be_name(name: str) -> bool:
    """At least one part that is no form's word and is longer than an initial."""
    parts = [p for p in SPLIT.split(name) if len(plain_word(p)) > 1]
    return any(plain_word(p) not in NOT_NAMES or is_forename(p) for p in parts)


def _by_shape(piece: Piece) -> Iterator[Found]:
    text = piece.text
    for match in INITIALS_SURNAME.finditer(text):
        if plain_word(
            SPLIT.split(match["name"])[-1].split(".")[-1]
        ) not in NOT_NAMES and not _lettered_heading(text, match):
            yield (*match.span("name"), 0.8, "initials", "is initials with a surname")
    for match in SURNAME_FIRST.finditer(text):
        begins = match.start() == 0 or text[match.start() - 1] in "\n\t;"
        word = plain_word(match["surname"]) in NOT_NAMES and not begins
        shouted = match["surname"].isupper() and len(match["surname"]) > 2
        shouted = shouted and (_foreign(match["forename"]) or plain_word(match["forename"]) in FORENAMES)
        if (is_forename(match["forename"]) or shouted) and not word and not is_forename(match["surname"]):
            yield (*match.span("name"), 0.8, "surname-first", "is a surname, a comma and a forename")
    for match in (
        *SPEAKER.finditer(text),
        *tried(OBJECT, text, piece.starts.of_words(OBJECT_WORDS)),
    ):
        if _unknown_name(SPLIT.split(match["name"])):
            yield (*match.span("name"), 0.6, "speaker", "stands where somebody speaks, acts or is met")
    for match in REVERSED_CAPITALS.finditer(text):
        yield (
            *match.span("name"),
            0.8,
            "surname-first",
            "is a surname and a forename before a date or a number",
        )
    for match in QUOTED_NICKNAME.finditer(text):
        yield (*match.span("name"), 0.8, "alias", "is a nickname, with the name after it")
    for match in WORD_NAME.finditer(text):
        plain = plain_word(match["name"])
        if plain in AMBIGUOUS and (
            HUMAN.match(text, match.end())
            or FEARED.search(text, max(0, match.start() - 16), match.start())
            or (plain in _FORENAME_WORDS and KEEPS.match(text, match.end()))
        ):
            yield (
                *match.span("name"),
                0.6,
                "acts",
                "is a word that does or is here what only a person does or is",
            )
    for match in NICKED.finditer(text):
        first, last = plain_word(match["first"]), plain_word(match["last"])
        if (first in FORENAMES or _foreign(match["first"])) and _may_follow(last):
            yield (*match.span("name"), 0.8, "alias", "is a name with a nickname in the middle")
    for match in OWNER.finditer(text):
        if plain_word(match["name"]) in AMBIGUOUS:
            yield (*match.span("name"), 0.6, "acts", "is a word that has here what only a person has")
    for match in AGED.finditer(text):
        if _unknown_name(SPLIT.split(match["name"])) and plain_word(match["name"]) not in ORDINARY:
            yield (*match.span("name"), 0.7, "aged", "stands before an age in brackets")
    for match in tried(LOWER_FORENAME, text, piece.starts.of_words(FORENAMES & piece.starts.words.keys())):
        if is_forename(match["name"]):
            yield (*match.span("name"), 0.5, "forename-lower", "is a forename, though written small")
    for match in RUN.finditer(text):
        yield from _forename_run(match)


def _lettered_heading(text: str, match: re.Match[str]) -> bool:
    """ "B. Implementation" on a line of its own, or leading one: a letter that counts, before an English
    word."""
    start = match.start()
    letter, _, rest = match["name"].partition(".")
    word = rest.strip().casefold()
    return (
        len(letter) == 1
        and (start == 0 or text[start - 1] in "\n\t")
        and word in ORDINARY
        and word not in AMBIGUOUS
        and word not in FORENAMES
    )


def _foreign(word: str) -> bool:
    """A word that is neither English nor a form's."""
    return plain_word(word) not in ORDINARY and plain_word(word) not in NOT_NAMES


def _unknown_name(parts: list[str]) -> bool:
    """Capitalised words that begin with one no list knows as a word; a surname after it may be a word."""
    first, *rest = (plain_word(p) for p in parts)
    clean = first not in NOT_NAMES and first not in AMBIGUOUS
    return clean and all(p in AMBIGUOUS or p not in NOT_NAMES for p in rest) and _cased(parts)


def _may_follow(surname: str) -> bool:
    """A surname after a forename that is a word: one that is a word too is on the list of such, or is
    none."""
    return surname in AMBIGUOUS or surname not in NOT_NAMES


def _cased(parts: list[str]) -> bool:
    """Capital first, small after: an acronym is no name."""
    return all(p[1:2].islower() or p[1:2] in APOSTROPHE for p in parts if len(p) > 1)


def _forename_run(match: re.Match[str]) -> Iterator[Found]:
    """Capitalised words that begin, or go on, with a name of the lists."""
    name = match["name"]
    parts = list(re.finditer(r"[^ \u00a0]+", name))
    listed = (i for i, p in enumerate(parts) if is_forename(p[0]) or plain_word(p[0]) in SURNAMES)
    at = next(listed, None)
    base = match.start("name")
    if at is None:
        first = plain_word(parts[0][0])
        surname = len(parts) in (2, 3) and parts[-1][0]
        if first in FORENAMES and surname and _may_follow(plain_word(surname)) and not name.isupper():
            yield base, base + len(name), 0.6, "forename", "begins with a forename that is also a word"
        return
    end = next((p.start() - 1 for p in parts[at + 1 :] if is_never_name(p[0])), len(name))
    alone = " " not in name[parts[at].start() : end].strip()
    score, why = (0.6, "is a name of the lists") if alone else (0.8, "begins with a name of the lists")
    yield base + parts[at].start(), base + end, score, "forename", why
