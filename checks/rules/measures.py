"""The plan's measures: conditions spelt out, visits with somebody and a day, a contingency to act on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import inspection, thames_valley, thematic
from checks.wording import DATED, PROFESSIONAL, words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span

_ORDERS = (
    r"(?:standard |additional |all |current |existing )*licen[cs]e(?: conditions?)?(?: apply| in place)?|"
    r"sh?opo|shpo|soph?o|sro|rosho|vo[op]|ndo|restraining order|non-?molestation order|"
    r"notification (?:order|requirements)|foreign travel order|fto|"
    r"sex(?:ual)? offen[cd](?:er|e)s?['’]? register|registered sex offender|injunction|asbo|cbo|"
    r"exclusion zone|curfew|non-?contact(?: conditions?)?|no contact conditions?|prohibited steps order|"
    r"nmo|ro|lic(?:ence)?\.? cond(?:ition)?s?|licence|post-sentence supervision|"
    r"sexual (?:harm prevention|risk|offences prevention) order|criminal behaviour order|stalking "
    r"protection order|"
    r"(?:\w+ )?additional (?:licen[cs]e )?conditions?"
)

_BARE = re.compile(
    rf"^[\W\d]*(?:(?:the |his |her |a |an |to |on |he is |she is |is |are |also |subject to |there is |he "
    rf"has |"
    rf"she has |has |standard )*(?:{_ORDERS})(?: \([A-Z]{{2,5}}\))?"
    rf"(?: (?:is |are )?(?:in place|in force|apply|applies))?(?:[.,;/&+\s]|and)*)+\W*$",
    re.IGNORECASE,
)


class RMP04(Check):
    """Restrictive measures are spelt out, not only named.

    Bad:
        # Monitoring and control
        Licence conditions. SHPO.

    Good:
        # Monitoring and control
        SHPO until 2029: not to enter Ellis Street or any street within 200 metres of it; not to own a phone
        that the police have not been told of. Northmoor Police check both every month.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.15")
    needs = (Need.FORM, Need.SECTIONS)
    why = "Nobody can enforce, or notice a breach of, a condition they have not read."
    hint = "Write out each condition and who checks it."

    def look(self, review: Review) -> Iterator[Found]:
        names = ("rmp", "supervision", "monitoring_control", "licence")
        for span in review.sentences_of(*names):
            said = review.document.quote(span)
            if len(said) < 120 and _BARE.match(said) and not self._spelt_out(review, span):
                yield Found(f"“{said.strip()}” is named but not spelt out.", span)

    @staticmethod
    def _spelt_out(review: Review, span: Span) -> bool:
        """Whether it heads a list of conditions: the next one begins within a line or two of it."""
        after = review.document.text[span.end : span.end + 3]
        near = any(0 <= c.span.start - span.end <= 160 for c in review.document.conditions)
        return near or after.lstrip().startswith(":")


class RMP05(Check):
    """The contingency plan says more than that a breach will follow.

    Bad:
        # Contingency plan
        Breach if fails to comply.

    Good:
        # Contingency plan
        If he is seen in Ellis Street or misses an appointment, police are told the same day, Ms Archer is
        called by the liaison officer, and probation decides on recall within 24 hours.
    """

    severity = Severity.HIGH
    sources = (*inspection("paragraph 5.15"), *thematic("box after section 2.1"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "contingency"
    why = "A breach is an event; the contingency plan is what protects people in the hours after it."
    hint = "Name the triggers, who acts on each, how fast, and how the victim and children are kept safe."
    _ONLY_BREACH = frozenset(
        re.findall(
            r"[a-z]+",
            "a action actions an and any applied appropriate as be been being breach breached breaches "
            "breaching by case comply complying compliance condition conditions considered consider "
            "consideration contingency could court custody decision do does enforced enforcement event "
            "fail failed failing fails failure final for further given has have he her his if immediate "
            "immediately in initiated instigate instigated invoked is issued it letter letters level "
            "licence license line may might must necessary non normal not of offend offends on or order "
            "orders plan policy possible prison probation procedure procedures proceedings process "
            "prompt promptly re recall recalled required requirements return returned s services she "
            "should sought standard swift swiftly taken that the their then there they this to unless "
            "usual warning warnings will with would",
        )
    )
    """What a contingency plan is made of that says only that he will be breached or recalled."""

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "contingency")
        if fault:
            if not review.mentions(words(r"contingenc\w+|trigger\w*|if he|if she|in the event"), "rmp"):
                yield Found(f"The contingency plan {fault[0]}.", fault[1])
            return
        for section in review.substance("contingency"):
            assert section.span is not None
            said = review.document.quote(section.span).strip()
            if set(re.findall(r"[a-z]+", said.casefold())) <= self._ONLY_BREACH:
                yield Found(
                    "The contingency plan says only that he will be breached or recalled.",
                    place(section, review),
                )
            elif len(said.split()) < 8:
                yield Found(
                    "The contingency plan is too short to act on.",
                    place(section, review),
                    confidence=Confidence.MEDIUM,
                )


class RMP06(Check):
    """Home visits say who goes and when.

    Bad:
        # Supervision
        Home visits. Sunil Mistry of probation to see him at the office each Tuesday.

    Good:
        # Supervision
        Home visits by Ivor Mellis of Northmoor Police, unannounced, at least once a month.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*inspection("paragraph 5.16", "paragraph 6.26"), *thames_valley("section 18iv"))
    needs = (Need.FORM, Need.SECTIONS)
    why = "“Home visits” with nobody and no day are visits that nobody makes."
    hint = "Say who visits, how often, announced or not, and what they look for."
    _VISITS = words(
        r"home visits?|hvs?|visits? (?:to|at) (?:his|her|their|the) (?:home|address|flat|house|"
        r"accommodation)"
    )
    _WHO = words(
        r"officers?|police|probation|offender managers?|[dp][cs]|om|pom|mosovo|ppu|social workers?|staff|"
        r"jointly|joint"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for span in review.sentences_of("rmp", "supervision", "monitoring_control"):
            said = review.document.quote(span)
            if not self._VISITS.search(said) or re.search(
                r"\b(?:no|never|refus\w+|after the)\b.{0,20}visit|\bnot (?:to )?(?:be )?visit", said, re.I
            ):
                continue
            if self._OCCASION.search(said):
                continue  # something is done when a visit is made; the visit itself is planned elsewhere
            around = self._around(review, span)
            who, when = self._someone(around, review), bool(DATED.search(around))
            if not who and not when:
                yield Found("Home visits are in the plan without who makes them or how often.", span)
            elif not when and not self._SHARE.search(said):
                yield Found("Home visits are in the plan without how often they are made.", span)
            elif not who and not PROFESSIONAL.search(around):
                yield Found("Home visits are in the plan without who makes them.", span)

    _SHARE = words(
        r"(?:one|half|two|three|both) (?:\w+ ){0,3}(?:in|of|out of) (?:every )?(?:the|two|three|four|"
        r"these|those|them)|"
        r"alternate|alternating|every (?:other|second|third|fourth|time)|each time|first week|"
        r"when(?:ever)? (?:she|he|they) (?:goes|visits?)"
    )
    """How often, as a share of other visits or by the week."""

    _OCCASION = words(
        r"(?:at|during|after|before) (?:each |every |the |any |all )?(?:hvs?|home visits?)|(?:each|every) "
        r"(?:hv|home visit)"
    )

    def _someone(self, said: str, review: Review) -> bool:
        """Whether it names a professional, by role or by a name from the attendance list."""
        surnames = [a.name.split()[-1] for a in review.document.attendance if a.name.split()]
        return bool(self._WHO.search(said)) or any(re.search(rf"\b{re.escape(n)}\b", said) for n in surnames)

    @staticmethod
    def _around(review: Review, span: Span) -> str:
        """The sentence with its table row, where owner and frequency may stand in cells of their own."""
        text = review.document.text
        start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        row = text[start : end if end >= 0 else len(text)]
        return row if "\t" in row else text[span.start : span.end]


class MIN12(Check):
    """Licence conditions and orders stand in the plan in full.

    Bad:
        # Licence conditions and orders
        He is on licence until 2027 and subject to a restraining order.

    Good:
        # Licence conditions and orders
        - Not to contact Ms Archer by any means.
        - Not to enter Ellis Street without the prior approval of his supervising officer.
    """

    severity = Severity.BLOCK
    confidence = Confidence.MEDIUM
    sources = inspection("recommendations", "paragraph 5.17")
    needs = (Need.FORM, Need.SECTIONS)
    section = "licence"
    why = "Agencies enforce the words in front of them; where they are not, breaches go unseen."
    hint = "Copy every condition and prohibition in full, as they stand now, with their end dates."
    _BOUND = words(
        r"(?:on|his|her|the) (?:\w+ )?licen[cs]e|licen[cs]e conditions?|shpo|sopo|restraining order|"
        r"sexual harm prevention order|sexual risk order|non-molestation order|violent offender order|"
        r"criminal behaviour order"
    )
    _SPELT = words(
        r"(?:must|shall|is|are) not (?:to )?\w+|not to \w+|(?:is )?prohibited from|must \w+|"
        r"(?:to|will) (?:reside|report|comply|submit|notify|surrender|permit|allow|attend)|"
        r"without (?:the )?(?:prior )?(?:approval|permission)"
    )
    _ENDED = words(
        r"no (?:licen[cs]e|orders?)|not (?:on|subject to)|licen[cs]e (?:has )?(?:ended|expired)|"
        r"licen[cs]e conditions? will be"
    )

    def look(self, review: Review) -> Iterator[Found]:
        names = ("licence", "monitoring_control", "rmp", "supervision")
        if review.document.conditions or self._ENDED.search(review.words("licence")):
            return
        places = (*names, "category_level", "dates", "offender_details", "offence")
        told = next(
            ((s.name, s.span) for s in review.substance("licence") if s.span),
            next(review.find(self._BOUND, *places), None),
        )
        if told is None:
            return
        said = review.words(*names)
        if len(self._SPELT.findall(said)) < 2:
            yield Found(
                "The person is under a licence or order whose conditions are not written out in the minutes.",
                self._words_of(review, told[1]),
                "licence" if review.on_form("licence") else "rmp",
            )

    @staticmethod
    def _words_of(review: Review, span: Span) -> Span:
        """The first sentence that stands within the span or around it."""
        within = [s for s in review.sentences if s.overlaps(span)]
        return within[0] if within else span
