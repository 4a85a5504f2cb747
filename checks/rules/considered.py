"""Questions that every meeting has to ask: legal basis, human rights, media, diversity."""

from __future__ import annotations

from collections.abc import Iterator

from checks.review import Review
from checks.rule import Check, Found, Unknown
from checks.rules.boxes import shortfall
from checks.sources import (
    inspection,
    thames_valley,
    thematic,
)
from checks.wording import words
from models.finding import Severity
from models.structure import Confidence


class MIN13(Check):
    """The legal basis on which the person is managed is stated.

    Bad:
        # Licence conditions and orders
        (without)
        # Relevant dates
        (without)
        # Exit strategy
        (without)
        # Offence
        He assaulted Ms Archer at her home in 2019.

    Good:
        # Offence
        Wounding with intent, 2019: eight years' imprisonment; on licence until March 2027.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thematic("section 2.1, strengths (iv)")
    section = "offence"
    why = "What may be required of a person depends on the licence, order or notification they are under."
    hint = "Say which sentence, licence, order or notification requirement he is under, and until when."
    _WHERE = (
        "offence", "dates", "offender_details", "licence", "category_level", "hospital", "exit", "updates",
        "lead_agency", "meeting_details", "unrecognised", "level_review", "",
    )  # fmt: skip
    _STATUS = words(
        r"licen[cs]e|sentence[ds]?|imprisonment|community order|suspended sentence|sh?opo|shpo|sro|"
        r"notification requirements|registered sex offender|sex offenders? register|restricted patient|"
        r"hospital order|life licence|ipp|(?:is|remains|currently|still|now) (?:\w+ )?in custody|serving|"
        r"on bail|restraining order|lic (?:to|until|ends|expires)|led|sed|eds|ist|rso|notification|"
        r"(?:years|yrs|months|mths)['’]? (?:imp\w*|custody|in prison)|detention|parole|"
        r"extended determinate|section 3[578]|section 37"
    )

    def look(self, review: Review) -> Iterator[Found]:
        headings = [s.heading_span for s in review.document.sections if s.heading_span]
        told = (
            span
            for section, span in review.find(self._STATUS)
            if section in self._WHERE and not any(h.covers(span) for h in headings)
        )
        if next(told, None) is None:
            yield Found("Nothing says under what sentence, licence or order the person is managed.", None)


class MIN14(Check):
    """Human rights were considered.

    Bad:
        # Human rights
        Noted.

    Good:
        # Human rights
        Article 8: the zone interferes with family life and is necessary and proportionate to protect Ms
        Archer.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.LOW
    sources = thematic("section 2.1, strengths (iv)")
    section = "human_rights"
    why = "Restrictions that nobody weighed against a person's rights do not survive a challenge."
    hint = "Say which rights are affected and why the measure is necessary and proportionate."
    _RIGHTS = words(r"human rights|echr|hra|art(?:icle|\.)?s? ?(?:2|3|5|8|9|10)|(?:dis)?proportiona\w+")
    _WEIGHED = words(
        r"(?:dis)?proportiona\w+|necess\w+|needed|justif\w+|lawful\w*|legitimate|balanc\w+|weigh\w*|"
        r"outweigh\w*|"
        r"interfer\w+|infring\w+|protect\w*|prevent\w*|because|so that|in order|least (?:intrusive|"
        r"restrictive)|"
        r"no (?:wider|more|less\w*|further)|fair|safe\w*|breach(?:es)? of|lesser|reasonable"
    )

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        headings = [s.heading_span for s in review.document.sections if s.heading_span]
        named = [s for _, s in review.find(self._RIGHTS) if not any(h.covers(s) for h in headings)]
        told = [review.document.quote(review.sentence_at(s)) for s in named]
        if any(self._WEIGHED.search(said) for said in (*told, review.words("human_rights"))):
            return
        fault = shortfall(review, "human_rights")
        short = next(
            (s for s in review.substance("human_rights") if len(review.words(s.name).split()) <= 3), None
        )
        unweighed = next(iter(review.substance("human_rights")), None)
        if short is not None:
            yield Found("The section on human rights says nothing that could be relied on.", short.span)
        elif unweighed is not None:
            yield Found("The section on human rights weighs nothing.", unweighed.span)
        elif fault:
            yield Found(f"The section on human rights {fault[0]}.", fault[1])
        elif not review.on_form("human_rights"):
            yield Unknown("The form does not ask for human rights, and nothing is said of them.")


class MIN19(Check):
    """Media interest was considered.

    Bad:
        # Media
        (without)

    Good:
        # Media
        No interest is known; the police press office holds an agreed line because the offence was reported
        in 2019.
    """

    severity = Severity.LOW
    sources = thames_valley("section 16f")
    section = "media"
    why = "A headline can move a victim, an offender or a crowd within a day."
    hint = "Record whether media interest is likely and who would answer it."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "media")
        if (
            (review.missing("media") and fault)
            or (
                not review.on_form("media")
                and not review.mentions(words(r"media|press|newspapers?|reporters?"))
            )
            or (review.present("media") and not review.words("media").strip())
        ):
            yield Found("Nothing shows that media interest was considered.", None)


class MIN22(Check):
    """Diversity was considered.

    Bad:
        # Diversity
        (without)

    Good:
        # Diversity
        White British. He reads with difficulty, so his conditions are read to him and explained.
    """

    severity = Severity.MEDIUM
    sources = (*thematic("section 1.4(c)", "section 2.4(vii)"), *inspection("paragraph 6.31"))
    section = "diversity"
    why = "A condition that the person cannot read or understand protects nobody."
    hint = "Note what bears on this person and the victim, and what is done about it."
    _NAMED = words(
        r"diversity|equality|ethnicity|protected characteristics?|disabilit\w+|literacy|religio\w+"
    )

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "diversity")
        blank = review.present("diversity") and not review.words("diversity").strip()
        unspoken = not review.on_form("diversity") and all(
            section == "confidentiality" or "statement" in review.document.quote(review.sentence_at(span))
            for section, span in review.find(self._NAMED)
        )
        if blank or unspoken or (review.missing("diversity") and fault):
            yield Found("Nothing shows that diversity was considered.", None)
