"""Assessment tools: the right one, with its result and of a recent date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.review import Review, day
from checks.rule import PAPERS, Check, Found, Need, Unknown
from checks.rules.risk import age_on
from checks.sources import inspection, thames_valley, thematic
from checks.wording import words
from models.dates import find_dates
from models.finding import Severity
from models.structure import Confidence, DatedFact, DateKind
from models.text import Span

_FEMALE = re.compile(r"\b(?:gender|sex)\s*[:\-–]?\s*(?:\t|\n)?\s*(?:female|f|woman)\b", re.IGNORECASE)

_MALE = re.compile(r"\b(?:gender|sex)\s*[:\-–]?\s*(?:\t|\n)?\s*(?:male|m|man)\b", re.IGNORECASE)

_RM2000 = words(r"rm ?2000|risk matrix(?: 2000)?|rm2k")

_TOOLS = (
    r"oasys|ogrs ?\d?|ogp|ovp|rsr|rm ?2000(?:/\w)?|risk matrix(?: 2000)?|sara|arms|assetplus|asset\b|vrag|"
    r"pcl-?r|osp(?:[-/ ][ic]c?)?|hcr-?20|rsvp|spousal assault|static[- ]?99|dash|era|isp|sarn"
)

TOOL = re.compile(rf"\b(?:{_TOOLS})\b", re.IGNORECASE)

_SCORED = re.compile(
    r"\d|\b(?:low|medium|moderate|high|very high|priority [iv123]+|score[ds]?|per cent)\b",
    re.IGNORECASE,
)


_HARM_LEVEL = re.compile(
    r"\b(?:very high|high|medium|low) (?:risk of (?:serious )?harm|rosh|roh)\b|"
    r"\b(?:rosh|roh|risk of (?:serious )?harm)\b\W{0,3}(?:is )?(?:very high|high|medium|low)\b",
    re.IGNORECASE,
)
"""A level of risk of harm ahead of a tool's name is the assessment's, not the tool's own score."""
_UNUSED = re.compile(
    r"\bnot (?:applicable|appropriate|suitable|used|scored|valid|required)|n/a|cannot be (?:used|scored)|"
    r"\b(?:due|attached|enclosed|to be (?:done|completed|scored))\b",
    re.IGNORECASE,
)
_SEXUAL = re.compile(
    r"(?<!no )(?<!non-)(?<!any )\b(?:sex\w*|rape[ds]?|rapist|indecen\w+|voyeur\w*|grooming|groomed|"
    r"penetration|"
    r"expos(?:ure|ed himself)|incest|internet offen\w+|abuse of (?:a )?(?:boy|girl|child)\w*|paedo\w+|"
    r"shpo|sopo|rso)\b",
    re.IGNORECASE,
)


class RSK04(Check):
    """Risk Matrix 2000 is used only for adult men convicted of a sexual offence.

    Bad:
        # Offender details
        Gender: Female
        # Risk assessment
        RM2000: high. High risk of serious harm to children, by sexual abuse.

    Good:
        # Offender details
        Gender: Male
        # Risk assessment
        RM2000: high. High risk of serious harm to children, by sexual abuse.
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 7"), *inspection("paragraph 2.11"), *thematic("section 1.3(b)"))
    kinds = PAPERS
    section = "risk_assessment"
    why = "The tool was made from adult men's offences; its score for anybody else means nothing."
    hint = "Take the score out and use a tool made for women or for young people."

    def look(self, review: Review) -> Iterator[Found]:
        told = next(review.find(_RM2000, "risk_assessment"), None) or next(review.find(_RM2000), None)
        if told is None:
            return
        sentence = review.sentence_at(told[1])
        said = review.document.quote(sentence)
        if re.search(
            r"\bnot (?:applicable|appropriate|suitable|used|scored)|n/a|cannot be (?:used|scored)", said, re.I
        ):
            return
        subject = review.document.subject
        if _FEMALE.search(review.body) and not _MALE.search(review.body):
            yield Found("Risk Matrix 2000 is not valid for women.", sentence)
        elif subject and subject.date_of_birth and review.held:
            years = age_on(subject.date_of_birth, review.held)
            if 9 < years < 18:
                yield Found(f"Risk Matrix 2000 is not valid for somebody of {years}.", sentence)
                return
        if review.category in ("2", "3") and not review.mentions(_SEXUAL):
            yield Found(
                "Risk Matrix 2000 is for sexual offending, and no sexual offence is recorded.",
                sentence,
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
            )


class RSK05(Check):
    """A sexual offender's risk is assessed with a tool for sexual offending.

    Bad:
        # Category: 1
        # Offence
        Sexual assault of a woman in a park, 2019: eight years' imprisonment; on licence until March 2027.

    Good:
        # Category: 1
        # Offence
        Sexual assault of a woman in a park, 2019: eight years' imprisonment; on licence until March 2027.
        # Risk assessment
        RM2000/S: high (5 May 2024, authorised by DS Lowick). High risk of serious harm to women, by sexual
        assault; not thought imminent.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 5.29")
    needs = (Need.FORM, Need.SECTIONS)
    section = "risk_assessment"
    why = "In a third of cases the assessment made for such offending was missing."
    hint = "Add the score with its date and who authorised it, or say why none can be had."

    def applies(self, review: Review) -> bool:
        return review.category == "1" and bool(review.substance("risk_assessment"))

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        tools = review.profile.sexual_risk_tools
        if not tools:
            yield Unknown(f"The profile {review.profile.name} names no tools for sexual offending.")
        elif not any(re.search(rf"(?<!\w){re.escape(t)}", review.body, re.IGNORECASE) for t in tools):
            yield Found(
                f"This is a category 1 case and no assessment of sexual risk ({', '.join(tools[:4])}) is "
                f"recorded.",
                review.substance("risk_assessment")[0].heading_span,
            )
        elif (scored := self._unauthorised(review)) is not None:
            yield Found(
                "Risk Matrix 2000 is given without who authorised the score.", scored, severity=Severity.LOW
            )

    _MATRIX = words(r"rm ?2000(?:/\w)?|risk matrix(?: 2000)?")
    _AUTHORISED = words(
        r"authoris\w+|authoriz\w+|sign(?:ed|s)?[ -]?off|approv\w+|endors\w+|counter-?sign\w*|"
        r"supervis(?:or|ed by)\w*|"
        r"verified|checked by|confirmed by|ratified"
    )

    def _unauthorised(self, review: Review) -> Span | None:
        """The score of Risk Matrix 2000 where no supervisor is said to have authorised it; source: 5.29."""
        named = [s for _, s in review.find(self._MATRIX, "risk_assessment")]
        said = [review.document.quote(review.sentence_at(s)) for s in named]
        if (
            not named
            or any(_UNUSED.search(s) for s in said)
            or review.mentions(self._AUTHORISED, "risk_assessment")
        ):
            return None
        return named[0] if any(_SCORED.search(self._MATRIX.sub(" ", s)) for s in said) else None


class RSK06(Check):
    """Assessment tools are named with a score or date.

    Bad:
        # Risk assessment
        OASys has been used. High risk of serious harm to his ex-partner, by violence, which is not imminent.

    Good:
        # Risk assessment
        OASys of 3 May 2024: high risk of serious harm to his ex-partner, by violence, which is not imminent.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = (*thames_valley("section 7"), *thematic("section 2.1(iv)"))
    kinds = PAPERS
    section = "risk_assessment"
    why = "A tool without its result tells a reader only that somebody filled in a form."
    hint = "Give the score or level, the date, and what it means here."

    def look(self, review: Review) -> Iterator[Found]:
        seen: set[str] = set()
        bare: dict[str, Span] = {}
        for _, span in review.find(TOOL, "risk_assessment"):
            tool = review.document.quote(span).casefold().replace(" ", "")
            text = review.document.text
            line_start = text.rfind("\n", 0, span.start) + 1
            line_end = text.find("\n", span.end)
            line = (
                text[line_start : span.start]
                + " "
                + text[span.end : line_end if line_end >= 0 else len(text)]
            )
            sentence = review.sentence_at(span)
            before = _HARM_LEVEL.sub(" ", text[max(sentence.start, span.start - 200) : span.start])
            own = before + " " + text[span.end : min(sentence.end, span.end + 300)]
            ahead = before + " " if any(d.date for d in find_dates(before)) else ""
            if _UNUSED.search(own):
                continue
            if not ahead and self._beside(text[span.end : span.end + 40]):
                bare.setdefault(tool, sentence)
                continue
            if _SCORED.search(own if len(line) > 400 or "\t" not in line else line):
                seen.add(tool)
            else:
                bare.setdefault(tool, sentence)
        for tool, sentence in bare.items():
            if tool not in seen:
                yield Found(f"{tool.upper()} is named without a score, a level or a date.", sentence)

    @staticmethod
    def _beside(after: str) -> bool:
        """Whether the tool is said to have been done, and that is all that is said of it."""
        done = re.match(
            r"\s*(?:has been |was |is )?(?:done|completed?|used|considered)\b(?P<rest>[^.;\n]*)", after
        )
        return bool(done) and not _SCORED.search(done["rest"]) if done else False


_ONCE = words(
    r"ogrs ?\d?|rm ?2000(?:/\w)?|risk matrix(?: 2000)?|osp(?:[-/ ][ic]c?)?|static[- ]?99|vrag|pcl-?r"
)
"""Tools that rest on what has happened and are scored once: the sources ask that risk of harm be reviewed."""

_REVIEWED = words(
    r"(?:level(?: of risk)?|risk|rosh|roh|harm|assessment|it) (?:level )?(?:was|were|has been) "
    r"(?:last )?(?:reviewed|re-?assessed|assessed|confirmed)|"
    r"(?:last )?(?:reviewed|re-?assessed) on"
)


def _static(review: Review, span: Span) -> bool:
    """Whether the date is that of a tool which is scored once."""
    sentence = review.sentence_at(span)
    told = TOOL.findall(review.document.text[sentence.start : span.end])
    return bool(told) and all(_ONCE.match(t) for t in told)


class RSK08(Check):
    """The assessment is recent enough.

    Bad:
        # Risk assessment
        OASys completed on 3 May 2023: high risk of serious harm to his ex-partner, by violence, not imminent.

    Good:
        # Risk assessment
        OASys completed on 3 May 2024: high risk of serious harm to his ex-partner, by violence, not imminent.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*thames_valley("section 7"), *thematic("section 2.1"))
    needs = (Need.FORM, Need.HELD)
    section = "risk_assessment"
    why = "Decisions were made on assessments that were older than the life they described."
    hint = "Have the assessment reviewed, or record when it will be and why it still holds."

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        weeks = review.profile.risk_review_weeks
        made = [d for d in self._assessed(review) if review.held and d.date <= review.held]
        if not weeks:
            yield Unknown(f"The profile {review.profile.name} sets no interval for assessments.")
        elif not made:
            yield Unknown("No date of an assessment was found in the document.")
        else:
            assert review.held is not None
            latest = max(made, key=lambda d: d.date)
            if (review.held - latest.date).days > weeks * 7:
                yield Found(
                    f"The latest assessment is of {day(latest.date)}, more than {weeks} weeks before the "
                    f"meeting.",
                    latest.span,
                )

    @staticmethod
    def _assessed(review: Review) -> list[DatedFact]:
        """Dates of assessments: those told as such, and those that follow a tool's name."""
        found = [d for d in review.dates(DateKind.ASSESSMENT) if not _static(review, d.span)]
        for _, span in (*review.find(TOOL, "risk_assessment"), *review.find(_REVIEWED, "risk_assessment")):
            sentence = review.sentence_at(span)
            if _ONCE.match(review.document.quote(span)):
                continue
            line = review.document.text.find("\n", span.end)
            end = max(sentence.end, line) if line >= 0 else sentence.end
            near = review.document.text[span.end : min(end, span.end + 60)].replace(":", " ")
            for told in find_dates(near):
                if told.date is not None:
                    found.append(
                        DatedFact(
                            told.date,
                            Span(span.end + told.start, span.end + told.end),
                            DateKind.ASSESSMENT,
                        )
                    )
        return found
