"""Mentions come together to people.

Full names found first people the document: two full names are one person's where the surnames are the same
and the forenames fit (nickname, initial, a middle name more or less). Then shorter names find their person:
a title with a surname, a surname, a forename, initials. Relatives share surnames, so a surname alone goes
to the person of whom it fits title and is the only one, else to the subject where a man's or a woman's
title allows, else to whoever of that name was last spoken of. A doubtful name stays apart: two people made
one would let a kept name free a removed one.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import OSA

from redact.who.aliases import aliases_told
from redact.who.names import JUNIOR, Name, full_forms, generation_after, read_name, same_forename
from redact.who.sexes import sex_near, sex_of_forename

_SURNAMES_TRIED = 300
"""How many surnames a misspelt one is compared with: a document of thousands must not cost their square."""

_JUST_NAMED = 60
"""How many characters before a bare surname a full name of that surname is still being spoken of."""


@dataclass(slots=True)
class Somebody:
    """A person while the names are still coming in."""

    names: list[Name] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    forenames: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)
    initials: set[str] = field(default_factory=set)
    nicks: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    first: str = ""  # the leading forename
    only: str = ""  # the one name of somebody of whom no other is known
    generation: str = ""

    def add(self, name: Name, span: tuple[int, int] | None) -> None:
        """Take a name as this person's."""
        self.names.append(name)
        if span is not None:
            insort(self.spans, span)
        self.forenames.update(f for f in name.forenames if len(f) > 1)
        if name.surname:
            self.surnames.add(name.surname)
        if name.initials:
            self.initials.add(name.initials)
        if name.nick:
            self.nicks.add(name.nick)
        if name.gender:
            self.genders.add(name.gender)
        if name.forenames and not self.first:
            self.first = name.forenames[0]
        self.only = self.only or name.only
        self.generation = self.generation or name.generation

    @property
    def sex(self) -> str:
        """ "m" or "f" where a title, a word for a relative or a forename says, else ""."""
        if self.genders:
            return next(iter(self.genders)) if len(self.genders) == 1 else ""
        return sex_of_forename(self.first or self.only)

    def last_before(self, at: int) -> int:
        """Where the person was last named before a place; -1 where not yet."""
        i = bisect_left(self.spans, (at, at))
        return self.spans[i - 1][0] if i else -1

    @property
    def best(self) -> str:
        """The fullest way the person is named, as written."""
        return max(
            self.names, key=lambda n: (n.full and not n.initials, len(n.words), len(n.written))
        ).written


@dataclass(frozen=True, slots=True)
class Named:
    """A name in the text: where, how it is written, and "m" or "f" where the words beside it say."""

    start: int
    end: int
    written: str
    sex: str = ""


class Company:
    """Everybody in the document, with the ways to find them."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.people: list[Somebody] = []
        self._by_surname: dict[str, list[Somebody]] = {}
        self._by_word: dict[str, list[Somebody]] = {}
        self._by_form: dict[str, list[Somebody]] = {}
        self._by_letters: dict[str, list[Somebody]] = {}
        self.subject: Somebody | None = None

    def add(self, somebody: Somebody, name: Name, span: tuple[int, int] | None) -> Somebody:
        """Give a person a name, and index it."""
        if not somebody.names:
            self.people.append(somebody)
        somebody.add(name, span)
        if name.surname:
            _index(self._by_surname, name.surname, somebody)
        for word in name.words:
            _index(self._by_word, word, somebody)
        for form in full_forms(somebody.first) if somebody.first else ():
            _index(self._by_form, form, somebody)
        if name.full:
            _index(self._by_letters, _letters(name), somebody)
        return somebody

    def meet(self, name: Name, span: tuple[int, int] | None) -> Somebody:
        """The person of a full name, made where there is none yet."""
        found = next((s for s in self._by_surname.get(name.surname, ()) if _fits(s, name)), None)
        if found is None and len(name.surname) >= 5 and name.forenames:
            found = self._misspelt(name)
        return self.add(found or Somebody(), name, span)

    def _misspelt(self, name: Name) -> Somebody | None:
        """Somebody whose full name differs by a slip: one letter of the surname, or of the forename."""
        for forename in name.forenames[:1]:
            for somebody in self._by_word.get(forename, ()):
                if any(_slip(name.surname, s) for s in somebody.surnames) and forename in somebody.forenames:
                    return somebody
        for somebody in self._by_surname.get(name.surname, ()):
            first = name.forenames[0]
            if (
                somebody.first
                and len(first) >= 5
                and _slip(first, somebody.first)
                and _same_sex(somebody, name)
            ):
                return somebody
        return None

    def unite(self, places: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        """Make the bearers of the names at each two places one person, unless they are a man and a woman."""
        bearer = {span: somebody for somebody in self.people for span in somebody.spans}
        gone: set[int] = set()
        for one, other in places:
            keep, also = bearer[one], bearer[other]
            if keep is also or {keep.sex, also.sex} == {"m", "f"}:
                continue
            if also is self.subject:
                keep, also = also, keep
            gone.add(id(also))
            for name in also.names:
                keep.add(name, None)
            keep.spans = sorted([*keep.spans, *also.spans])
            bearer.update(dict.fromkeys(also.spans, keep))
        self.people = [somebody for somebody in self.people if id(somebody) not in gone]

    def place(self, name: Name, span: tuple[int, int]) -> Somebody:
        """The person of a short name: by title and surname, surname, forename or initials."""
        candidates = [
            s
            for s in self._candidates(name)
            if _same_sex(s, name) and _same_generation(s, name) and not self._another_woman(s, name)
        ]
        if not candidates and name.title and len(name.surname) >= 5:
            close = [
                s
                for known in list(self._by_surname)[:_SURNAMES_TRIED]
                if _slip(name.surname, known)
                for s in self._by_surname[known]
            ]
            candidates = [s for s in close if _same_sex(s, name)]
        if not candidates:
            return self.add(Somebody(), name, span)
        return self.add(self._nearest(candidates, span[0], name), name, span)

    def _another_woman(self, somebody: Somebody, name: Name) -> bool:
        """ "Mrs Hollis" is not the subject Lee Hollis unless the words say that Lee is a woman: almost all
        subjects are men, and a mother or wife who is taken for one keeps her name wherever he keeps his."""
        return somebody is self.subject and name.gender == "f" and not somebody.sex

    def _candidates(self, name: Name) -> Sequence[Somebody]:
        if name.surname:
            found = self._by_surname.get(name.surname, [])
            if name.initials:
                found = [s for s in found if not s.first or s.first[0] == name.initials[0]]
            return found or [
                s for s in self._by_word.get(name.surname, ()) if name.title and name.surname in s.forenames
            ]
        if name.only or name.forenames:
            only = name.only or name.forenames[0]
            found = list(self._by_word.get(only, ()))
            found = [s for s in found if only in s.forenames or only in s.nicks] or found
            if found:
                return found
            forms = [s for form in sorted(full_forms(only)) for s in self._by_form.get(form, ())]
            if not forms and name.written.isupper() and len(only) <= 4:
                return self._alone(only)
            return list({id(s): s for s in forms}.values())
        if len(name.initials) == 1 and name.title:
            found = [
                s
                for s in self.people
                if any(n[0] == name.initials for n in s.surnames) and _same_sex(s, name)
            ]
            return found if len(found) == 1 else []
        if len(name.initials) == 1:
            found = [s for s in self.people if s.first[:1] == name.initials or s.only[:1] == name.initials]
            return found if len(found) == 1 else []
        return self._alone(name.initials)

    def _alone(self, letters: str) -> Sequence[Somebody]:
        """The one person of those initials; of two it could be either, and stays nobody's."""
        found = self._by_letters.get(letters, [])
        return found if len(found) == 1 else []

    def _nearest(self, candidates: Sequence[Somebody], at: int, name: Name) -> Somebody:
        if len(candidates) == 1:
            return candidates[0]
        full = [s for s in candidates if s.first and s.surnames] or list(candidates)
        if name.title:
            told = [s for s in full if name.gender and name.gender in s.genders]
            if self.subject in full and (not told or self.subject in told):
                return self.subject
            full = told or full
        elif self.subject in full and name.only in self.subject.surnames:
            return self._bearer(full, at)
        return _last_named(full, at)

    def _bearer(self, full: Sequence[Somebody], at: int) -> Somebody:
        """A bare surname is the subject's, as minutes have it, but for a relative's who was just named."""
        last = _last_named(full, at)
        subject = self.subject
        assert subject is not None
        just = at - last.last_before(at) <= _JUST_NAMED
        return last if just and last.last_before(at) > subject.last_before(at) >= 0 else subject


def _last_named(people: Sequence[Somebody], at: int) -> Somebody:
    return max(enumerate(people), key=lambda ranked: (ranked[1].last_before(at), -ranked[0]))[1]


def _letters(name: Name) -> str:
    return "".join(w[0] for w in (*name.forenames, name.surname) if w)


def _index(table: dict[str, list[Somebody]], word: str, somebody: Somebody) -> None:
    held = table.setdefault(word, [])
    if not any(s is somebody for s in held):
        held.append(somebody)


def _slip(one: str, other: str) -> bool:
    """One letter missing, doubled, changed or swapped; two in a name of nine letters or more."""
    if one == other or min(len(one), len(other)) < 4 or one[0] != other[0]:
        return False
    allowed = 2 if min(len(one), len(other)) >= 9 else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _same_sex(somebody: Somebody, name: Name) -> bool:
    """By the name's title against what is known of the person; a forename says less than a title does."""
    if not name.gender:
        return True
    if somebody.genders:
        return name.gender in somebody.genders
    return somebody.sex in ("", name.gender)


def _same_generation(somebody: Somebody, name: Name) -> bool:
    """A father and a son of one name are told apart by a word: whoever is called senior is not the one whom
    the document names without it."""
    if not name.generation:
        return True
    return name.generation == (somebody.generation or JUNIOR)


def _fits(somebody: Somebody, name: Name) -> bool:
    if not _same_sex(somebody, name) or not _same_generation(somebody, name):
        return False
    if not somebody.first:
        theirs = min(somebody.initials, default="")
        mine = name.initials[:1] or name.forenames[0][0]
        return not theirs or theirs[0] == mine
    if not name.forenames:
        return somebody.first[0] == name.initials[0]
    return same_forename(somebody.first, name.forenames[0])


def join(
    found: Iterable[Named],
    subject: str = "",
    aliases: Iterable[str] = (),
    sex: str = "",
    text: str = "",
) -> Company:
    """The people of a document from the names found in it, in order of place.

    `sex` is "m" or "f" where the document says it of the subject. `text` is the document's, in which the
    words between two names may say that both are one person's.
    """
    company = Company()
    found = list(found)
    if subject:
        company.subject = company.add(Somebody(), _whole(read_name(subject), found), None)
        near = "" if company.subject.sex else sex_near(text, company.subject.names[0].words) or sex
        if near:
            company.subject.genders.add(near)
        for alias in aliases:
            company.add(company.subject, read_name(alias), None)
    known: dict[str, Name] = {}  # a name is written many times over, and taken apart once
    read = []
    for one in found:
        name = known.get(one.written) or known.setdefault(one.written, read_name(one.written))
        generation = generation_after(text, one.end) if text and not name.generation else ""
        if generation:
            name = replace(name, generation=generation)
        read.append((name, (one.start, one.end), one.sex))
    for initials in (False, True):
        for name, span, said in read:
            if name.full and bool(name.initials) is initials:
                _know(company.meet(name, span), said)
    for titled in (False, True):
        for name, span, said in read:
            if not name.full and bool(name.title) is titled:
                _know(company.place(name, span), said)
    told = list(aliases_told(text, [(name, span) for name, span, _ in read])) if text else []
    if told:
        company.unite(told)
    return company


def _whole(name: Name, found: Iterable[Named]) -> Name:
    """A subject known by one name is whoever alone bears it in full."""
    if not name.only:
        return name
    full = (read_name(w) for w in dict.fromkeys(one.written for one in found) if name.written in w)
    fit = {
        (n.forenames[0], n.surname): n
        for n in full
        if n.forenames and n.full and name.only in (n.forenames[0], n.surname)
    }
    return next(iter(fit.values())) if len(fit) == 1 else name


def _know(somebody: Somebody, sex: str) -> None:
    """A word for a relative says a person's sex where no title has."""
    if sex and not somebody.genders:
        somebody.genders.add(sex)
