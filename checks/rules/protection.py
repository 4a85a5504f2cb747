"""Who sees that the conditions which protect a victim are kept."""

from __future__ import annotations

from collections.abc import Iterator

from checks.agencies import agencies_in
from checks.review import Review
from checks.rule import Check, Found, Need
from checks.sources import thematic
from checks.wording import FULL_NAME, PLAN, words
from models.finding import Severity
from models.structure import Confidence


class VIC04(Check):
    """Conditions that protect a victim have somebody who checks them.

    Bad:
        # Supervision
        Sunil Mistry sees him at the office each Tuesday.
        # Monitoring and control
        He wears a watch and keeps a diary of where he has been.
        # Victim safety
        Ms Archer has a new telephone.
        # Contingency plan
        If he misses an appointment, probation decides on recall within 24 hours.
        # Victim issues
        Ms Archer is in the victim contact scheme and asks for the zone to stay.
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Refer him to the course | Sunil Mistry | Probation Service | 28/06/2024 |

    Good:
        # Monitoring and control
        Northmoor Police patrol Ellis Street each weekend and check his phone every month.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thematic("section 2.2(vi)")
    needs = (Need.FORM, Need.SECTIONS)
    section = "victim_safety"
    why = "A zone that nobody watches is kept only by the person it was made against."
    hint = "Name who checks it (mostly the police), how, and how often."
    _PROTECTS = words(
        r"not to (?:\w+ )?(?:\w+ )?(?:contact|approach|communicate|enter|go within)|exclusion|"
        r"(?:must|shall) not (?:contact|approach|enter)"
    )
    _CHECKS = words(
        r"check\w*|monitor\w*|patrol\w*|tag\w*|gps|enforce\w*|marker|alarms?|arrest\w*|cameras?|drives? "
        r"(?:past|down)|"
        r"examin\w+ (?:\w+ ){0,3}(?:phones?|telephone|devices?|laptop|tag|data)|anpr|zone alert|"
        r"(?:asks?|visits?|visited|calls?|rings?) (?:on )?(?:her|him|them|ms|mrs|mr|VICTIM)|surveillance|"
        r"(?:looks? at|search\w*) (?:his |her )?(?:phone|devices?|laptop|\w+ for contact)|"
        r"sends? a (?:car|unit)|reports? to police|(?:is |are )?visited (?:by|on|daily|each)|pcso"
    )

    def applies(self, review: Review) -> bool:
        return any(self._PROTECTS.search(c.text) for c in review.document.conditions)

    def look(self, review: Review) -> Iterator[Found]:
        said = [review.document.quote(s) for s in review.sentences_of(*PLAN, "victim", "licence", "updates")]
        said += [f"{a.text} {a.owner} {a.agency}" for a in review.agreed]
        named = [m.group() for m in FULL_NAME.finditer(review.words("victim"))]
        for name in named:
            said = [s.replace(name, "VICTIM") for s in said]
        people = [a.name.split()[-1] for a in review.document.attendance if a.name.split()]
        watched = any(
            self._CHECKS.search(s) and (agencies_in(s) or any(p in s for p in people)) for s in said
        )
        if not watched:
            first = next(c for c in review.document.conditions if self._PROTECTS.search(c.text))
            yield Found("Nothing says who checks that this condition is kept.", first.span)
