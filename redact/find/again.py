"""The second pass: every further occurrence of a known person's names, anywhere, in every channel.

A name removed in nine places and left in a tenth is not removed. So once the document has told who is in
it, each word of the text is looked up among their names: in any case, with or without accents, possessive,
hyphenated over a line's end, letter-spaced, as initials with the surname, and inside longer strings (an
e-mail address, a file's name, "jeansmith1984"). A name that is also a word (Will, May, Rose, Mark, Baker)
counts only where a name would stand. A word one slip away from a known name counts where it is written as a
name. Each word costs a few lookups in a table, so the pass is linear in the text whoever is in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from redact.find.acting import ACT, ACT_CAPITALS, ACT_ONLY, AFTER_WORD, MODAL, MONTHISH, NOTED
from redact.find.initials import initials
from redact.find.known_names import deletions, index_people
from redact.find.naming import is_never_name
from redact.find.tidying import is_word_name
from redact.find.words import AMBIGUOUS, FORENAMES, NOT_NAMES, ORDINARY
from redact.who.names import TITLES, fold
from redact.who.people import Somebody

_TOKEN = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u00ad\u200b\u200c\u200d\u0300-\u036f]|['’‘`´](?=[^\W\d_]))*")
_BREAK = re.compile(r"[-‐\u00ad][ ]?\n[ ]?([^\W\d_]{2,20})")
_LAST = re.compile(r"[^\W\d_]{2,20}$")
_SPACED = re.compile(r"(?<!\w)[^\W\d_](?:[ .][^\W\d_]){2,24}(?!\w)")
_COMPOUND = re.compile(r"[\w.@+\-/\\]+")
_MIXED = re.compile(r"[\d_@.+\\/]")
_HUMP = re.compile(r"[A-Z]?[a-zà-öø-ÿ]+|[A-Z]+(?![a-z])|[^\W\d_]+")
_POSSESSIVE = re.compile(r"['’`´]s$", re.IGNORECASE)
_HYPHENS = frozenset("-‐‑–")
_SENTENCE_START = frozenset("\n\t.!?:•")

_CALENDAR = MONTHISH | MODAL
_REFERRING = frozenset({"re"})
_DETERMINERS = frozenset(
    {
        "the", "a", "an", "this", "that", "these", "those", "each", "every", "any", "no", "some", "last",
        "next", "first", "our", "their", "his", "her", "its",
    }
)  # fmt: skip

Hit = tuple[int, int, int, float, str]
"""Start, end, index of the person, score, reason."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    written: str
    key: str


class SecondPass:
    """Looks the known people up in one text."""

    def __init__(self, text: str, people: Sequence[Somebody]) -> None:
        """Index the people; the text is only read."""
        self._text = text
        self._people = people
        self._index = index_people(people)
        self._small = frozenset(
            w for w in re.findall(r"(?<![\w@./\\-])[a-zà-öø-ÿ]{4,}(?![\w@]|[./\\]\w)", text)
        )  # words that the document itself writes small

    def hits(self) -> Iterator[Hit]:
        """Every occurrence, in no particular order, overlaps possible."""
        tokens = self._tokens()
        for at, token in enumerate(tokens):
            if self._may_name(token):
                yield from self._whole(tokens, at, token)
        for start, end, person in initials(self._text, self._people, self._index):
            yield start, end, person, 0.6, "is the initials of somebody in the document"
        yield from self._broken()
        yield from self._compounds()

    def _may_name(self, token: _Token) -> bool:
        """A word written small names somebody only where it is known or half of a double name."""
        index, key = self._index, token.key
        return (
            not token.written[0].islower()
            or key in index.surnames
            or key in index.forenames
            or key in index.joined
            or self._text[token.end : token.end + 1] in _HYPHENS
        )

    def _tokens(self) -> list[_Token]:
        found = []
        keys: dict[str, str] = {}
        for match in _TOKEN.finditer(self._text):
            written = match[0] if match[0].isalpha() else _POSSESSIVE.sub("", match[0])
            if len(written) > 60:
                continue
            key = keys.get(written)
            if key is None:
                key = keys[written] = fold(written)
            found.append(_Token(match.start(), match.start() + len(written), written, key))
        return found

    def _whole(self, tokens: list[_Token], at: int, token: _Token) -> Iterator[Hit]:
        key = token.key
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if following and following.start - token.end == 1 and self._text[token.end] in "-‐‑–":
            double = self._owners(key + following.key)
            if double:
                why = "is a name of somebody who is named elsewhere in the document"
                yield token.start, following.end, self._choose(tokens, at, double), 0.8, why
        owners = self._owners(key)
        if (
            not owners
            and key.endswith("s")
            and token.written[:1].isupper()
            and self._owners(key[:-1])
            and len(key) > 4
        ):
            owners = self._owners(key[:-1])  # "the Smiths"
        if owners:
            person = self._choose(tokens, at, owners)
            if self._counts(tokens, at, token, person):
                why = "is a name of somebody who is named elsewhere in the document"
                start, end = self._with_initials(tokens, at, token, person)
                yield start, end, person, 0.8 if token.written[0].isupper() else 0.65, why
            return
        if len(key) >= 6 and key in self._index.joined and not self._word(token):
            why = "is a known person's names run together"
            yield token.start, token.end, self._index.joined[key], 0.8, why
            return
        near = self._near(tokens, at, token)
        if near is not None:
            yield token.start, token.end, near, 0.6, "is one slip of spelling away from a known person's name"

    def _owners(self, key: str) -> list[int]:
        return [*self._index.surnames.get(key, ()), *self._index.forenames.get(key, ())]

    def _choose(self, tokens: list[_Token], at: int, owners: list[int]) -> int:
        """Whoever's other name stands beside it; else whoever was last named before."""
        beside = {t.key for t in tokens[max(0, at - 2) : at] + tokens[at + 1 : at + 3]}
        for number in owners:
            somebody = self._people[number]
            if beside & ((somebody.forenames | somebody.surnames) - {tokens[at].key}):
                return number
        return max(owners, key=lambda n: (self._people[n].last_before(tokens[at].start), -n))

    def _counts(self, tokens: list[_Token], at: int, token: _Token, person: int) -> bool:
        """Whether the word stands there as a name."""
        if len(token.key) < 2:
            return False
        neighbour = self._neighbour(tokens, at, person)
        if not is_word_name(token.written):
            if neighbour or token.key not in ORDINARY:
                return token.written[0].isupper() or neighbour or len(token.key) >= 4
            return token.written[0].isupper() and self._ordinary_stands(tokens, at, token, person)
        if not token.written[0].isupper():
            return neighbour and len(token.key) >= 3
        if neighbour or self._after_title(tokens, at):
            return True
        if token.key in MONTHISH and (AFTER_WORD.match(self._text, token.end) or self._digit_before(token)):
            return False
        if self._text[token.end : token.end + 2] in ("'s", "’s"):
            return True
        if token.written.isupper() and len(token.written) > 1:
            return token.key not in MONTHISH | MODAL and ACT_CAPITALS.match(self._text, token.end) is not None
        nameable = token.key in AMBIGUOUS or not is_never_name(token.written)
        if not nameable or self._in_title_case(tokens, at):
            return False
        if not self._starts_sentence(token):
            return True
        noted = token.key not in _CALENDAR and NOTED.match(self._text, token.end) is not None
        return self._acts(token) or (noted and token.key not in self._small)

    def _acts(self, token: _Token) -> bool:
        """A verb follows as it follows a name: "May told her sister", not "May be released"."""
        modal = token.key in MODAL
        return bool((ACT_ONLY if modal else ACT).match(self._text, token.end))

    def _ordinary_stands(self, tokens: list[_Token], at: int, token: _Token, person: int) -> bool:
        """An English word on no list of names: it stands for somebody whose full name the document gives
        unless its place explains the capital and the document writes it small; else where a name acts."""
        full = any(name.full for name in self._people[person].names)
        starts = self._starts_sentence(token)
        if full and not (starts and token.key in self._small):
            return True
        if self._after_title(tokens, at):
            return True
        if token.written.isupper() or self._in_title_case(tokens, at):
            return False
        return self._acts(token) if starts else token.key not in self._small

    def _neighbour(self, tokens: list[_Token], at: int, person: int) -> bool:
        """Another name of the same person stands right beside it."""
        somebody = self._people[person]
        names = somebody.forenames | somebody.surnames
        for other in (at - 1, at + 1):
            if (
                0 <= other < len(tokens)
                and tokens[other].key in names
                and tokens[other].key != tokens[at].key
            ):
                first, second = sorted((tokens[at], tokens[other]), key=lambda t: t.start)
                if len(self._text[first.end : second.start].strip(" \u00a0,.\n-_")) == 0:
                    return True
        return False

    def _after_title(self, tokens: list[_Token], at: int) -> bool:
        return at > 0 and tokens[at - 1].key in TITLES and tokens[at].start - tokens[at - 1].end <= 2

    def _digit_before(self, token: _Token) -> bool:
        return bool(
            re.search(
                r"\d(?:st|nd|rd|th)?(?: of)?[ \u00a0]{1,2}$",
                self._text[max(0, token.start - 9) : token.start],
            )
        )

    def _starts_sentence(self, token: _Token) -> bool:
        before = self._text[max(0, token.start - 6) : token.start].rstrip(" \u00a0\"'“‘(-•*")
        return not before or before[-1] in _SENTENCE_START

    def _in_title_case(self, tokens: list[_Token], at: int) -> bool:
        """A heading or a street's name: a word beside it is capitalised as it is, and is no title."""
        here = tokens[at]
        for token in (*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]):
            apart = max(token.start - here.end, here.start - token.end)
            shouted = token.written.isupper() and not here.written.isupper()
            if apart == 1 and self._text[min(token.end, here.end)] in "\n\t":
                continue  # another line or cell
            if token.start < here.start and self._only_opens(token, here):
                continue
            if apart == 1 and token.written[0].isupper() and not shouted and token.key not in TITLES:
                return True
        return False

    def _only_opens(self, before: _Token, here: _Token) -> bool:
        """ "Re Long: nothing", "Ask Hope": the word before has its capital as the first of its sentence."""
        return (
            here.key not in MONTHISH
            and (before.key in ORDINARY or before.key in _REFERRING)
            and before.key not in _DETERMINERS
            and self._starts_sentence(before)
            and not self._text[here.end + 1 : here.end + 2].isupper()
        )

    def _with_initials(self, tokens: list[_Token], at: int, token: _Token, person: int) -> tuple[int, int]:
        """ "J. Smith", "J Smith", "Smith J": the initial goes with the surname."""
        start, end = token.start, token.end
        somebody = self._people[person]
        if token.key in somebody.surnames and somebody.first:
            before = re.search(
                r"(?<![\w.])((?:[A-Z]\.?[ \u00a0]?){1,3})$", self._text[max(0, start - 8) : start]
            )
            if before and before[1][:1].casefold() == somebody.first[0]:
                start -= len(before[1])
            after = re.match(r",? ([A-Z])\.?(?!\w)", self._text[end : end + 5])
            if after and after[1].casefold() == somebody.first[0] and start == token.start:
                end += after.end(1)
        return start, end

    def _near(self, tokens: list[_Token], at: int, token: _Token) -> int | None:
        """The person whose name the word misspells, if it is written as a name and is no word or name
        itself."""
        key = token.key
        if len(key) < 5 or not token.written[0].isupper() or key in NOT_NAMES or is_word_name(token.written):
            return None
        close = {w for shorter in deletions(key) for w in self._index.near.get(shorter, ())}
        close = {w for w in close if w != key and w[0] == key[0] and OSA.distance(w, key) <= 1}
        if not close:
            return None
        for word in sorted(close):
            for person in self._owners(word):
                if self._neighbour(tokens, at, person) or (
                    word in self._index.surnames and self._after_title(tokens, at)
                ):
                    return person
        known = key in FORENAMES or key in self._small or is_word_name(sorted(close)[0])
        plural = any(key.rstrip("s") == w.rstrip("s") for w in close)
        if known or plural or len(key) < 6 or self._starts_sentence(token) or self._in_title_case(tokens, at):
            return None
        return self._owners(sorted(close)[0])[0]

    def _word(self, token: _Token) -> bool:
        return token.key in NOT_NAMES or (token.written.islower() and len(token.key) < 8)

    def _broken(self) -> Iterator[Hit]:
        """Over a line's end with a hyphen, and letter by letter."""
        for match in _BREAK.finditer(self._text):
            first = _LAST.search(self._text, max(0, match.start() - 20), match.start())
            owners = self._owners(fold(first[0] + match[1])) if first and first[0][0].isupper() else []
            if first and owners:
                yield (
                    first.start(),
                    match.end(),
                    owners[0],
                    0.8,
                    "is a known name broken over the end of a line",
                )
        for match in _SPACED.finditer(self._text):
            key = fold(match[0])
            owners = self._owners(key) or ([self._index.joined[key]] if key in self._index.joined else [])
            if owners and len(key) >= 4:
                yield *match.span(), owners[0], 0.8, "is a known name written letter by letter"

    def _compounds(self) -> Iterator[Hit]:
        """Inside file names, handles, addresses and the like: the part that names somebody."""
        for match in _COMPOUND.finditer(self._text):
            if not 4 <= len(match[0]) <= 300 or match[0].isalpha() or not _MIXED.search(match[0].rstrip(".")):
                continue
            parts = [
                (m.start() + match.start(), m.end() + match.start(), fold(m[0]))
                for m in _HUMP.finditer(match[0])
            ]
            yield from self._parts(parts)

    def _parts(self, parts: list[tuple[int, int, str]]) -> Iterator[Hit]:
        why = "is a known person's name inside a longer string"
        for start, end, key in parts:
            owner = self._index.joined.get(key) if len(key) >= 5 else None
            if owner is None and len(key) >= 3 and key not in NOT_NAMES:
                owner = next(iter(self._owners(key)), None)
            if owner is None and len(key) >= 7:
                owner = self._within(key)
            if owner is not None:
                yield start, end, owner, 0.75, why

    def _within(self, key: str) -> int | None:
        """A surname or forename of five letters or more at either end of a longer run of letters."""
        for size in range(len(key) - 1, 4, -1):
            for part in (key[:size], key[-size:]):
                owners = self._owners(part)
                if owners and part not in NOT_NAMES:
                    return owners[0]
        return None
