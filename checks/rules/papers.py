"""How the papers themselves are handled, as far as they tell it: when, to whom, and what goes with them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in
from checks.reuse import align
from checks.review import Review, day, passage
from checks.rule import AGENDA, REFERRAL, Check, Found, Need, Unknown
from checks.rules.tools import TOOL
from checks.sources import MAPPA_A_NOTES, MAPPA_B_NOTES, SCOTTISH, cite, inspection, thames_valley, thematic
from checks.wording import words
from models.dates import find_dates
from models.finding import Severity
from models.structure import Confidence, DocumentKind
from models.text import Span

_SENT = re.compile(
    r"\b(?:circulat\w+|issued|sent(?: out)?|distributed|published|e-?mailed)\b[^.\n\d]{0,40}(?=\d)",
    re.IGNORECASE,
)


class AGD01(Check):
    """The agenda reaches core members seven days before.

    Bad:
        === agenda
        # Any other business
        Agenda circulated on 3 June 2024

    Good:
        === agenda
        # Any other business
        Agenda circulated on 24 May 2024
    """

    severity = Severity.MEDIUM
    sources = thames_valley("section 18ii", "section 18iii")
    kinds = AGENDA
    families = ()
    needs = (Need.FORM, Need.HELD)
    why = "Whoever gets the agenda the day before comes without having looked at the case."
    hint = "Send agendas out at least a week before, or record why this one was late."
    DAYS = 7

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        assert review.held is not None
        for match in _SENT.finditer(review.body):
            told = find_dates(review.body[match.end() : match.end() + 40])
            sent = next((d.date for d in told if d.date), None)
            if sent is None or sent > review.held:
                continue
            if (review.held - sent).days < self.DAYS:
                yield Found(
                    f"The agenda was sent out on {day(sent)}, {(review.held - sent).days} days "
                    f"before the meeting.",
                    Span(*match.span()),
                )
            return
        yield Unknown("The agenda does not say when it was sent out.")


class MIN28(Check):
    """Minutes go to the prison and the offender manager.

    Bad:
        # Distribution
        Circulation list: Northmoor Police; Northmoor Borough Housing.

    Good:
        # Distribution
        Circulation list: Northmoor Police; Northmoor Borough Housing; Probation Service (Sunil Mistry).
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = (*thematic("section 1.1"), *thames_valley("section 18ii"))
    needs = (Need.FORM,)
    why = (
        "The prison that holds him and the officer who supervises him act on the plan whether or "
        "not they came."
    )
    hint = "Add whoever is missing to the circulation, whether or not they were at the meeting."
    _LIST = re.compile(
        r"\b(?:distribution|circulation)(?: list)?\s*[:\t\n]\s*(?P<to>[^\n]{3,400})|"
        r"\b(?:copies|copied|circulated|distributed) to\s*:\s*(?P<sent>[^\n]{3,400})",
        re.IGNORECASE,
    )
    _INSIDE = words(r"hmp|hmyoi|in custody|serving prisoner|remains in prison")

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        found = self._LIST.search(review.body)
        if found is None:
            yield Unknown("The minutes do not say to whom they are sent.")
            return
        named = found["to"] or found["sent"]
        agencies = agencies_in(named)
        managers = [
            a for a in review.document.attendance if re.search(r"offender manager", a.role, re.I) and a.name
        ]
        probation = [a for a in managers if "probation" in agencies_in(f"{a.agency} {a.role}")]
        lacking = []
        if not {"probation", "social work"} & agencies and not any(
            a.name.split()[-1] in named for a in probation
        ):
            lacking.append("the offender manager")
        custody = review.mentions(self._INSIDE, "offender_details", "updates", "meeting_details")
        if custody and "prison" not in agencies:
            lacking.append("the prison")
        if lacking:
            yield Found(f"The minutes do not go to {' or '.join(lacking)}.", Span(*found.span()))


class PUB12(Check):
    """A request for minutes is answered with an executive summary.

    Bad:
        # Agency updates
        His solicitor has asked for a copy of the minutes. Police: the risk to Ms Archer is judged the same.

    Good:
        # Agency updates
        His solicitor has asked for a copy of the minutes; the chair will send an executive summary.
        Police: the
        risk to Ms Archer is judged the same.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = cite(SCOTTISH, "document 9")
    families = ()
    why = "Minutes hold what third parties said in confidence; what may be given is a summary of them."
    hint = "Say that the minutes are not released, that the chair writes a summary, and who will answer."
    _ASKED = re.compile(
        r"\b(?:ask(?:s|ed|ing)?|request(?:s|ed)?|req|wants?|appl(?:y|ies|ied)|wr(?:ote|"
        r"itten))\b[^.\n]{0,50}\b(?:for|see|have|get|"
        r"given|sent|copy|copies|sight|receive)\b[^.\n]{0,25}\b(?:minutes|notes of the meeting)\b"
        r"(?! (?:to be|be) (?:corrected|amended|changed|sent to))",
        re.IGNORECASE,
    )
    _ANSWERED = words(
        r"summary|refus\w+|declin\w+|cannot|can['’]t|not (?:to )?(?:be )?(?:given|shared|released|sent|have)|"
        r"turned down|said no|data protection|each agency|own (?:data|records)|minuted|in the "
        r"minutes|explained"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(self._ASKED):
            sentence = review.sentence_at(span)
            near = review.document.text[span.start : min(len(review.body), sentence.end + 240)]
            near = near.split("\n")[0]
            if section in ("confidentiality", "attendance", "apologies") or self._ANSWERED.search(near):
                continue
            yield Found(
                "Somebody asked for the minutes, and nothing says that they get a summary in place of them.",
                sentence,
                section,
            )


class PUB03(Check):
    """Brief offence details are not pasted from a report.

    Bad:
        # Offence
        On the evening in question the defendant went to the home of the complainant, forced the rear
        door with a
        tyre lever which he had taken from his van, and struck her about the head and arms while he
        demanded the
        return of a watch that he believed to be his own, until a neighbour heard the noise and came to
        the door.
        === prison report
        On the evening in question the defendant went to the home of the complainant, forced the rear
        door with a
        tyre lever which he had taken from his van, and struck her about the head and arms while he
        demanded the
        return of a watch that he believed to be his own, until a neighbour heard the noise and came to
        the door.

    Good:
        # Offence
        Wounding with intent, 2019, eight years: he broke in with a tyre lever and beat her over a watch.
        === prison report
        On the evening in question the defendant went to the home of the complainant, forced the rear
        door with a
        tyre lever which he had taken from his van, and struck her about the head and arms while he
        demanded the
        return of a watch that he believed to be his own, until a neighbour heard the noise and came to
        the door.
    """

    severity = Severity.MEDIUM
    sources = (*cite(MAPPA_B_NOTES), *cite(MAPPA_A_NOTES, "part 6"))
    needs = (Need.FORM, Need.EARLIER)
    section = "offence"
    why = "A page of a pre-sentence report says what the court needed then, not what the meeting needs now."
    hint = "Put the offence in a few lines of your own: what, to whom, how, and the sentence."
    LONG = 40  # words taken over before it counts as pasted
    _OWN = (DocumentKind.MINUTES, DocumentKind.REFERRAL, DocumentKind.AGENDA, DocumentKind.SUMMARY)

    def applies(self, review: Review) -> bool:
        return any(d.form.kind not in self._OWN for d in review.earlier)

    def look(self, review: Review) -> Iterator[Found]:
        for report in review.earlier:
            if report.form.kind in self._OWN:
                continue
            for section in review.substance("offence"):
                assert section.span is not None
                for match in align(report.text[: report.main_end], review.document.quote(section.span)):
                    new = Span(section.span.start + match.new.start, section.span.start + match.new.end)
                    if match.similarity >= 0.9 and len(review.document.quote(new).split()) >= self.LONG:
                        yield Found(
                            "The account of the offence is pasted from a report.",
                            new,
                            earlier=(passage(report, match.old),),
                        )


class REF07(Check):
    """The agency's risk assessment is attached.

    Bad:
        === referral
        # Risk assessment
        He is thought to be a high risk of serious harm to women by violence, imminent on release, and
        very likely
        to reoffend.

    Good:
        === referral
        # Risk assessment
        He is thought to be a high risk of serious harm to women by violence, imminent on release, and
        very likely
        to reoffend. OASys of 12 April 2024 is attached.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("paragraph 4.8")
    kinds = REFERRAL
    needs = (Need.FORM, Need.SECTIONS)
    section = "risk_assessment"
    why = (
        "Half of the rejected referrals came without it; a level with no assessment behind it is an opinion."
    )
    hint = "Attach the agency's own assessment, or name it with its date and score."
    _ATTACHED = words(r"attach\w*|enclos\w+|append\w+|annex\w*|accompan\w+|sent with")

    def look(self, review: Review) -> Iterator[Found]:
        if not review.mentions(TOOL) and not review.mentions(self._ATTACHED):
            where = review.present("risk_assessment")
            yield Found("No risk assessment is named or attached.", where[0].heading_span if where else None)
