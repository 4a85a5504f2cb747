"""Whom a document without a form is about, by everything that was read of everybody; and who bears his name.

These papers are about one person each. Where no field, title or label says who, it is whoever most is said of
as the one who did harm, is supervised, or has relatives; and of whom nothing else is known, whoever is spoken
of most. Somebody whose part is known never becomes the subject for being named often: a victim read as the
subject would keep her name in the copy that he is given.
"""

from __future__ import annotations

from collections.abc import Sequence

from models.people import Role
from redact.who.cue import FAIR, STRONG, WEAK
from redact.who.people import Somebody
from redact.who.roles import Evidence

Known = Sequence[tuple[Somebody, Evidence]]

FIRST = 8
_OFTEN = 3
"""How many times somebody is named, at least, who is spoken of most."""


def one_subject(held: Known) -> Somebody | None:
    """The subject, given that part for good, and nobody else; None where nobody stands out."""
    _spoken_of_most(held)
    scores = [e.weights.get(Role.SUBJECT, 0) * 1000 + len(s.spans) for s, e in held]
    most = max(scores, default=0)
    chosen = None
    for (somebody, evidence), score in zip(held, scores, strict=True):
        if Role.SUBJECT not in evidence.weights:
            continue
        if chosen is None and score == most and evidence.weights[Role.SUBJECT] >= FAIR:
            evidence.add(
                Role.SUBJECT, STRONG, "more is said of this person as the subject than of anybody else"
            )
            chosen = somebody
        else:
            del evidence.weights[Role.SUBJECT]
    return chosen


def _spoken_of_most(held: Known) -> None:
    """Named most, and first, count for whoever has no part yet that the words around the name tell.

    They do not count for a woman: almost all subjects of these papers are men, most victims are not, and the
    two mistakes are not equally grave. A woman is the subject where words say so.
    """
    counts = sorted((len(s.spans) for s, _ in held), reverse=True)
    alone = counts[0] if counts and counts[:1] != counts[1:2] else 0
    men = [(s, e) for s, e in held if s.spans and s.sex != "f"]
    free = [(s, e) for s, e in men if not _has_a_part(e, relative=len(s.spans) == alone)]
    free = free or [(s, e) for s, e in men if s.sex == "m" and not _has_a_part(e, relative=True)]
    if not free:
        return
    most = max(len(s.spans) for s, _ in free)
    first = min(free, key=lambda known: known[0].spans[0])
    for somebody, evidence in free:
        named = len(somebody.spans)
        if named == most and named >= 2:
            evidence.add(
                Role.SUBJECT, FAIR if named >= _OFTEN else WEAK, "the text speaks of this person most"
            )
    first[1].add(Role.SUBJECT, FIRST, "the first to be named who is no professional")


def _has_a_part(evidence: Evidence, relative: bool) -> bool:
    """Whether the words tell a part; whoever is named most of all may be the subject and a father too."""
    none = {Role.SUBJECT, Role.FAMILY} if relative else {Role.SUBJECT}
    return any(w >= FAIR for role, w in evidence.weights.items() if role not in none)


def relatives_by_name(subject: Somebody, held: Known) -> None:
    """Whoever bears the subject's surname, and of whom nothing else is plain, is taken for a relative."""
    for somebody, evidence in held:
        if somebody is subject or not subject.surnames & somebody.surnames:
            continue
        if not any(weight >= FAIR for weight in evidence.weights.values()):
            evidence.add(Role.FAMILY, FAIR, "bears the subject's surname")
