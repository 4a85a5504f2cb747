"""Whom a referral asks to be invited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in
from checks.review import Review
from checks.rule import REFERRAL, Check, Found, Need
from checks.rules.boxes import shortfall
from checks.sources import inspection
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span


class REF05(Check):
    """The referral names the agencies to invite, and why.

    Bad:
        === referral
        # Agencies to invite
        (without)

    Good:
        === referral
        # Agencies to invite
        | Name | Role | Agency | Contact | Why |
        | Grace Tolley | Housing manager | Northmoor Borough Housing | 020 7946 0211 | He has no home |
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 4.8", "paragraph 6.66")
    kinds = REFERRAL
    section = "invitees"
    why = "One in eight was clear about it; the right people cannot be asked if nobody says who they are."
    hint = "List each agency that has to come, with the person to ask and what they would bring."
    _INVITE = words(
        r"invit\w+|should (?:attend|be there|come)|needs? to (?:attend|be there|come)|to attend|"
        r"agencies (?:involved|to be|required|currently)|duty to co-?operate|dtc"
    )

    _WHY = words(r"why|reasons?|purpose|contribution|role in case|bring|brings|offer|what they")

    def _unexplained(self, review: Review) -> Span | None:
        """The list's first row, where it has a column for the reason and not one row fills it."""
        for section in review.substance("invitees"):
            rows = (
                [r for r in review.document.quote(section.span).splitlines() if "\t" in r]
                if section.span
                else []
            )
            heads = (
                [i for i, cell in enumerate(rows[0].split("\t")) if self._WHY.search(cell)] if rows else []
            )
            cells = [r.split("\t") for r in rows[1:] if r.strip()]
            if heads and cells and not any(heads[0] < len(c) and c[heads[0]].strip() for c in cells):
                return section.heading_span
        return None

    def look(self, review: Review) -> Iterator[Found]:
        unexplained = self._unexplained(review)
        if unexplained is not None:
            yield Found("The agencies to invite are listed without the reason for any of them.", unexplained)
            return
        if not review.document.attendance and not review.mentions(self._INVITE):
            fault = shortfall(review, "invitees")
            yield Found("The referral does not name the agencies to invite.", fault[1] if fault else None)
        elif (
            not review.document.attendance and review.present("invitees") and not review.substance("invitees")
        ):
            yield Found(
                "The list of agencies to invite is empty.", review.present("invitees")[0].heading_span
            )


class REF06(Check):
    """Each person to invite is given with employer, role and contact details.

    Bad:
        === referral
        # Agencies to invite
        | Name | Role | Agency | Contact | Why |
        | | | Social services | | Children |

    Good:
        === referral
        # Agencies to invite
        | Name | Role | Agency | Contact | Why |
        | Grace Tolley | Social worker | Northmoor Children's Services | 020 7946 0211 | Children |
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 6.47", "paragraph 6.73")
    kinds = REFERRAL
    needs = (Need.FORM, Need.SECTIONS)
    section = "invitees"
    why = "“Social services” is several teams in several places; an invitation to it reaches nobody."
    hint = (
        "Give a name, a role, the team (adults' or children's, and which area), and a telephone number "
        "or address."
    )
    _BARE = re.compile(
        r"^\W*(?:social services|health|housing|police|probation|prison|education|social care|"
        r"mental health|children'?s services|nhs)\W*$",
        re.I,
    )

    _PERSON = re.compile(r"\b[A-Z][a-z'’\-]+ [A-Z][a-z'’\-]+\b|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]")

    def look(self, review: Review) -> Iterator[Found]:
        for person in review.document.attendance:
            lacking = [
                w for w, said in (("a role", person.role), ("an employer", person.agency)) if not said.strip()
            ]
            if len(person.name.split()) > 1 and not self._BARE.match(person.name) and lacking:
                yield Found(
                    f"{person.name} is to be invited without {' or '.join(lacking)}.",
                    person.span,
                    severity=Severity.MEDIUM,
                )
        for section in review.present("invitees", "attendance"):
            yield from self._nobody(review, section.span)

    def _nobody(self, review: Review, within: Span | None) -> Iterator[Found]:
        """Lines and rows that ask for an agency and name no person in it."""
        if within is None:
            return
        start = within.start
        for line in review.document.quote(within).splitlines(keepends=True):
            cells = [c.strip() for c in line.split("\t")]
            bare = next((c for c in cells if self._BARE.match(c)), None)
            if any(a.name and a.name in line for a in review.document.attendance):
                bare = None
            others = " ".join(c for c in cells if c != bare)
            if bare and not any(not agencies_in(m.group()) for m in self._PERSON.finditer(others)):
                at = start + line.index(bare)
                yield Found(f"“{bare}” is to be invited, but no person is named.", Span(at, at + len(bare)))
            start += len(line)
