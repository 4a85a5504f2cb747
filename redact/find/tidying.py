"""What a recogniser hands over, brought to clean edges: nothing a name cannot have, nothing half a word.

A mention must not begin or end in the middle of a word, in space or in punctuation, or run over a table's
cell; a person's name loses the job before it, the possessive after it and the form's own words at its ends.
"""

from __future__ import annotations

import re

from models.people import EntityType
from redact.find.naming import is_forename, is_never_name, plain_word
from redact.find.titles import COURTESY, LEARNED, RANKS
from redact.find.words import AMBIGUOUS, FORENAMES, NOT_NAMES
from redact.who.names import PARTICLES

_EDGE = " \t\n\u00a0\u00ad,;:.–—-\"“”‘’'()[]{}<>|/\\•*_=+…"
_KEEP_AT_START = {
    EntityType.PHONE: "+(",
    EntityType.HANDLE: "@",
    EntityType.COORDINATES: "/-",
    EntityType.ADDRESS: "",
}
_KEEP_AT_END = {
    EntityType.PERSON: ".",
    EntityType.COORDINATES: "\"'’”",
    EntityType.URL: "/_-=+",
    EntityType.HANDLE: "_",
    EntityType.DATE: ".",
}
_POSSESSIVE = re.compile(r"(?:['’`´]s|(?<=s)['’])$", re.IGNORECASE)
_TOKEN = re.compile(r"[^ \u00a0\n\t]+")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?\.?$|[A-Z]\.$")
_TITLES = frozenset(t.casefold() for t in COURTESY + LEARNED)
RANK_WORDS = frozenset(w.casefold() for rank in RANKS for w in rank.split()) - FORENAMES - AMBIGUOUS
"""Parts of ranks ("Det", "Con", "Insp") that are nobody's name."""
_RUN_IN = re.compile(r"(?<![^\W_])(?:Mrs?|Ms|Miss|Dr|W?PC|T?DC|PS|DS|DCI|DI)$")
_BODY_OF = re.compile(
    r"['’]s? (?:(?:and|[A-Z][a-z]+) ){0,2}"
    r"(?:Services?|Aid|Care|Centre|Trust|Hospital|Home|House|Court|School|Refuge|Department|Team)\b"
)
"""What follows "Northshire Children": the body is known by all of its name."""
_NUMBERED = re.compile(r"[A-Za-z]{1,4}\d{1,2}[.:)]?")
_ACRONYM = re.compile(r"[A-Z]{2,5}s?$")
_PARTICLES = PARTICLES | {"and", "&"}
_PROSE = frozenset(
    {EntityType.PERSON, EntityType.ORGANISATION, EntityType.LOCATION, EntityType.DEMOGRAPHIC, EntityType.MISC}
)


def trim(text: str, start: int, end: int, kind: EntityType) -> tuple[int, int] | None:
    """The span with clean edges, or None where nothing is left."""
    if kind in _PROSE:
        cut = text.find("\t", start, end)
        end = cut if cut >= 0 else end
        start, end = _whole_words(text, start, end)
    before, after = _KEEP_AT_START.get(kind, ""), _KEEP_AT_END.get(kind, "")
    while (
        start < end
        and text[start] in _EDGE
        and text[start] not in before
        and not _opens_pair(text, start, end)
    ):
        start += 1
    while (
        end > start
        and text[end - 1] in _EDGE
        and text[end - 1] not in after
        and not _closes_pair(text, start, end)
    ):
        end -= 1
    if kind is EntityType.ORGANISATION:
        rest = _BODY_OF.match(text, end)
        end = rest.end() if rest else end
    return (start, end) if end > start else None


def _opens_pair(text: str, start: int, end: int) -> bool:
    return text[start] == "(" and ")" in text[start:end]


def _closes_pair(text: str, start: int, end: int) -> bool:
    return text[end - 1] == ")" and "(" in text[start : end - 1]


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Grown to word boundaries: half a name removed leaves the other half to read."""
    for _ in range(40):
        if start > 0 and text[start].isalpha() and text[start - 1].isalpha() and not _runs_in(text, start):
            start -= 1
        elif end < len(text) and text[end - 1].isalpha() and text[end].isalpha():
            end += 1
        else:
            break
    return start, end


def _runs_in(text: str, start: int) -> bool:
    """A title or a rank runs into the name: "MrSmith"."""
    return text[start].isupper() and _RUN_IN.search(text, max(0, start - 6), start) is not None


def tidy_name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A person's name without what cannot be part of one; None where it is no name at all."""
    span = trim(text, start, end, EntityType.PERSON)
    if span is None:
        return None
    start, end = span
    tokens = [(m.start() + start, m.end() + start, m[0]) for m in _TOKEN.finditer(text[start:end])]
    small = next((i for i, t in enumerate(tokens) if i and t[2].islower() and _ends_name(tokens, i)), None)
    tokens = tokens[:small]
    while tokens and _cut_first(tokens):
        tokens.pop(0)
    while tokens and _cut_last(tokens):
        tokens.pop()
    if not tokens or not _names_somebody([t[2] for t in tokens]):
        return None
    start, end = tokens[0][0], tokens[-1][1]
    possessive = _POSSESSIVE.search(text[start:end])
    if possessive and not (text[end - 1] in "'’" and end < len(text) and text[end].isalpha()):
        end = start + possessive.start()
    if text[end - 1] == "." and not _INITIALS.search(text[start:end]):
        end -= 1
    return (start, end) if end > start else None


def _ends_name(tokens: list[tuple[int, int, str]], at: int) -> bool:
    """A word written small ends a name that began with a capital, unless it is a particle before a
    capital."""
    if not any(t[2][:1].isupper() for t in tokens[:at]) or (at == 1 and plain_word(tokens[0][2]) in _TITLES):
        return False
    following = tokens[at + 1 : at + 3]
    return not (tokens[at][2] in _PARTICLES and any(t[2][:1].isupper() for t in following))


def _cut_first(tokens: list[tuple[int, int, str]]) -> bool:
    token = tokens[0][2]
    word = plain_word(token)
    if word in _TITLES:
        return len(tokens) == 1
    if word in RANK_WORDS:
        return True  # "Det Con Wei Zhang", and the "Con" that is left where the name was found by itself
    if token.endswith(",") and len(tokens) > 1 and is_forename(tokens[1][2]):
        return False  # "Law, Joanne": the comma says that the first is a surname
    if _NUMBERED.fullmatch(token):
        return True  # "Q3.", "VIC1", "Y9"
    return not any(c.isalpha() for c in token) or (is_never_name(token) and not _single_initial(token))


def _cut_last(tokens: list[tuple[int, int, str]]) -> bool:
    token = tokens[-1][2]
    word = plain_word(token)
    if not any(c.isalpha() for c in token) or word in _TITLES:
        return True
    if _single_initial(token) or len(tokens) == 1:
        return False
    after_title = len(tokens) == 2 and plain_word(tokens[0][2]) in _TITLES
    return is_never_name(token) and word not in AMBIGUOUS and not after_title


def _single_initial(token: str) -> bool:
    return len(token.rstrip(".")) == 1 and token[0].isupper()


def _names_somebody(tokens: list[str]) -> bool:
    """Something beyond titles, initials, acronyms and words of the form is left."""
    words = [plain_word(t) for t in tokens]
    titled = words[0] in _TITLES
    rest = tokens[1:] if titled else tokens
    if not rest:
        return False
    if titled:
        return any(any(c.isalpha() for c in t) for t in rest) and not all(
            is_never_name(t) and t.islower() for t in rest
        )
    real = [
        t for t in rest if not is_never_name(t) and not (len(plain_word(t)) == 1 and not _INITIALS.search(t))
    ]
    if not real:
        return False
    if len(rest) > 1 and all(plain_word(t) in NOT_NAMES and plain_word(t) not in FORENAMES for t in real):
        return False
    if len(rest) == 1:
        only = rest[0]
        if _ACRONYM.match(only) and plain_word(only) not in FORENAMES and len(only) <= 4:
            return False
        return plain_word(only) not in NOT_NAMES
    return True


def is_word_name(token: str) -> bool:
    """A name that is also an ordinary word, so that it counts only in a name's place."""
    word = plain_word(token)
    return word in AMBIGUOUS or word in NOT_NAMES
