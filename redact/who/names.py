"""A name taken apart: title, forenames, surname, initials; and when two names can be one person's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

MALE = frozenset({"mr", "master", "sir", "lord", "mister", "fr", "mr justice"})
FEMALE = frozenset({"mrs", "ms", "miss", "dame", "lady", "mme", "mlle", "madame"})
TITLES = MALE | FEMALE | frozenset(
    {
        "mx", "messrs", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend", "rabbi", "imam",
        "cllr", "councillor", "canon", "sheikh", "mufti", "pastor",
    }
)  # fmt: skip
PARTICLES = frozenset(
    {
        "de", "del", "della", "der", "den", "van", "von", "bin", "bint", "ibn", "al", "el", "da", "di",
        "do", "dos", "du", "la", "le", "los", "ter", "ten", "zu", "y",
    }
)  # fmt: skip

_TOKEN = re.compile(r"[^\s,]+")
SENIOR, JUNIOR = "senior", "junior"
_GENERATION = {
    "snr": SENIOR, "sr": SENIOR, "senior": SENIOR, "sen": SENIOR, "elder": SENIOR,
    "jnr": JUNIOR, "jr": JUNIOR, "junior": JUNIOR, "jun": JUNIOR, "younger": JUNIOR,
}  # fmt: skip
_GENERATION_AFTER = re.compile(
    r",?[ \u00a0]\(?(?:the )?(?P<word>snr|sr|senior|jnr|jr|junior|elder|younger)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“‘'(]([^\"”’')]{2,24})[\"”’')]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.?){1,4}$")


def fold(word: str) -> str:
    """A name's letters alone: small, without accents, apostrophes, hyphens or soft hyphens."""
    plain = word.casefold()
    if plain.isascii():
        if plain.isalpha():
            return plain
    else:
        plain = (
            unicodedata.normalize("NFKD", plain)
            .replace("ł", "l")
            .replace("ø", "o")
            .replace("đ", "d")
            .replace("ı", "i")
        )
    return "".join(c for c in plain if c.isalpha())


@dataclass(frozen=True, slots=True)
class Name:
    """`forenames` and `surname` are folded; a single name without a title is `only`, either of the two."""

    written: str
    title: str = ""
    forenames: tuple[str, ...] = ()
    surname: str = ""
    only: str = ""
    initials: str = ""  # of forenames that are given by initial alone
    nick: str = ""
    generation: str = ""  # "senior" or "junior", where a father and a son bear one name

    @property
    def full(self) -> bool:
        """Has a surname and something before it."""
        return bool(self.surname and (self.forenames or self.initials))

    @property
    def gender(self) -> str:
        """ "m" or "f" where the title says, else ""."""
        return "m" if self.title in MALE else "f" if self.title in FEMALE else ""

    @property
    def words(self) -> tuple[str, ...]:
        """Every part that is a word."""
        return tuple(w for w in (*self.forenames, self.surname, self.only, self.nick) if len(w) > 1)


def read_name(written: str) -> Name:
    """Take a name apart as it is written: "Smith, Jean", "Mr J. R. Smith", "Jean 'Jeanie' Smith", "Ann van
    Dijk"."""
    text = " ".join(written.replace("\u00ad", "").replace("-\n", "-").split())
    quoted = _QUOTED.search(text)
    nick = fold(quoted[1]) if quoted and quoted.start() > 0 else ""
    if nick and quoted:
        text = f"{text[: quoted.start()]} {text[quoted.end() :]}"
    head, comma, tail = text.partition(",")
    if comma and tail.strip() and len(head.split()) <= 2:
        text = f"{tail.strip()} {head.strip()}"
    tokens = [t for t in _TOKEN.findall(text) if "/" not in t] or _TOKEN.findall(text)
    generation = ""
    while len(tokens) > 1 and fold(tokens[-1]) in _GENERATION:
        generation = _GENERATION[fold(tokens.pop())]
        if len(tokens) > 1 and tokens[-1] in ("the", "(the"):
            tokens.pop()
    return replace(_read(written, tokens, nick), generation=generation)


def generation_after(text: str, at: int) -> str:
    """ "senior" or "junior" where the word stands right after a name that ends there, else ""."""
    match = _GENERATION_AFTER.match(text, at)
    return _GENERATION[match["word"].casefold()] if match else ""


def _read(written: str, tokens: list[str], nick: str) -> Name:
    """A name from its words, of which a nickname in quotes has been taken out."""
    title = ""
    while tokens and fold(tokens[0]) in TITLES and len(tokens) > 1:
        title = title or fold(tokens[0])
        tokens = tokens[1:]
        if len(tokens) > 2 and tokens[0] in ("and", "&") and fold(tokens[1]) in TITLES:
            title, tokens = "", tokens[2:]
    tokens = _join_particles(tokens)
    initials = "".join(fold(t) for t in tokens[:-1] if _is_initials(t))
    words = [fold(t) for t in tokens if not _is_initials(t) and fold(t)]
    if len(tokens) == 1 and "." in tokens[0].rstrip("."):
        head, _, tail = tokens[0].rpartition(".")
        if len(fold(tail)) > 1:
            return Name(written, title, (), fold(tail), "", fold(head), nick)
    if not words:
        letters = "".join(fold(t) for t in tokens)
        return Name(written, title, initials=letters, nick=nick)  # of "Mrs T" it is the surname's
    if len(words) == 1:
        last_is_word = bool(tokens) and not _is_initials(tokens[-1])
        if title or (initials and last_is_word):
            return Name(written, title, (), words[0], "", initials, nick)
        if not last_is_word:  # "Jean S."
            return Name(written, title, (words[0],), "", "", "", nick)
        return Name(written, title, (), "", words[0], "", nick)
    return Name(written, title, tuple(words[:-1]), words[-1], "", initials, nick)


def _is_initials(token: str) -> bool:
    """J, J., J.R. and JR before a surname; Jo and Al are names."""
    bare = token.replace(".", "")
    return len(bare) == 1 or (
        "." in token and bool(_INITIALS.match(token)) and len(bare) <= 4 and bare.isupper()
    )


def _join_particles(tokens: list[str]) -> list[str]:
    """Fold "van der Berg" into one surname, keep "Al Baker" two names: a particle is written small."""
    joined: list[str] = []
    for token in tokens:
        if joined and joined[-1].split()[-1] in PARTICLES and len(tokens) > 1:
            joined[-1] = f"{joined[-1]} {token}"
        else:
            joined.append(token)
    return joined


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    """For each forename, every full name that it can stand for, itself included."""
    table: dict[str, set[str]] = {}
    for line in (files("redact.who") / "nicknames.txt").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            full, *short = line.split()
            for name in (full, *short):
                table.setdefault(name, {name}).add(full)
    return {name: frozenset(full) for name, full in table.items()}


def full_forms(forename: str) -> frozenset[str]:
    """The names that a forename can be short for, with itself."""
    return _nicknames().get(forename, frozenset({forename}))


def same_forename(one: str, other: str) -> bool:
    """The same, or one a short form of the other, or both short for the same; an initial fits its name."""
    if not one or not other:
        return False
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or bool(full_forms(one) & full_forms(other))
