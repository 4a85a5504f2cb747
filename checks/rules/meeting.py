"""The meeting as a whole: level, dates, sign-off, and the questions that every meeting has to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from checks.meeting_date import iso
from checks.review import Review, day
from checks.rule import PAPERS, Check, Found, Need, Unknown
from checks.rules.boxes import place, shortfall
from checks.sources import (
    CASE_AUDIT,
    GUIDANCE,
    MAPPA_A_NOTES,
    MAPPA_B_NOTES,
    MAPPA_D,
    SCOTTISH,
    cite,
    inspection,
    thames_valley,
    thematic,
)
from checks.wording import LEAD_NAMED, REASON, words
from models.dates import read_date
from models.finding import Severity
from models.structure import Confidence, DateKind
from models.text import Span

_RISK_ORDER = ["low", "medium", "high", "very high"]


def working_days(start: date, end: date) -> int:
    """Weekdays after `start` up to and with `end`; bank holidays are not known and count as working days."""
    days = (end - start).days
    return sum((start + timedelta(n)).weekday() < 5 for n in range(1, days + 1))


class MIN01(Check):
    """The minutes were issued in time.

    Bad:
        # Date issued: 28 June 2024

    Good:
        # Date issued: 12 June 2024
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 5.37")
    needs = (Need.FORM, Need.HELD, Need.LEVEL)
    section = "meeting_details"
    why = "Until the minutes come, agencies act on memory."
    hint = "Issue them at once, and record why they were late."

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        allowed = review.profile.level(review.level).issue_working_days
        issued = review.dates(DateKind.ISSUED)
        if not allowed:
            yield Unknown(
                f"The profile {review.profile.name} sets no time for issuing level {review.level} minutes."
            )
        elif not issued:
            yield Unknown("The date on which the minutes were issued was not found in the document.")
        else:
            assert review.held is not None
            took = working_days(review.held, issued[0].date)
            if took > allowed:
                yield Found(
                    f"The minutes were issued on {day(issued[0].date)}, {took} working days after the "
                    f"meeting; "
                    f"at level {review.level} it should be within {allowed}.",
                    issued[0].span,
                )


class MIN03(Check):
    """The chair has signed the minutes off.

    Bad:
        # Chair's approval
        Signed (Chair): ____________ Date: ________

    Good:
        # Chair's approval
        Approved by the chair on 10 June 2024.
    """

    severity = Severity.HIGH
    sources = thames_valley("section 18ii")
    needs = (Need.FORM, Need.SECTIONS)
    section = "endorsement"
    why = "The chair answers for what the record says; nobody else can."
    hint = "Have the chair approve the minutes, and record the name and date, before they go out."
    _LINE = re.compile(
        r"^[^\n]{0,60}\b(?:signed|signature|approv(?:ed|al)|agreed|authoris(?:ed|ation)|signed off|"
        r"sign-off|cleared)\b[^\n]{0,80}$",
        re.IGNORECASE | re.MULTILINE,
    )
    _CHAIR = words(r"chair(?:person|man|woman)?(?:'s|’s)?")
    _BLANK = re.compile(r"[_…]{3,}|\.{4,}|:\s*$|\[\s*\]|date:?\s*(?:[_…]{2,}|$)|☐", re.IGNORECASE)
    _DAY = re.compile(r"\d{1,2}[/. ](?:\d{1,2}|\w{3,9})[/. ]\d{2,4}|\d{4}-\d\d-\d\d")

    def look(self, review: Review) -> Iterator[Found]:
        blank = None
        for section in review.document.sections:
            if section.span and self._CHAIR.search(section.heading) and self._LINE.search(section.heading):
                said = review.document.quote(section.span)
                if self._signed(said, review):
                    return
                blank = place(section, review)
        for match in self._LINE.finditer(review.body):
            said = match.group()
            end = min(len(review.body), match.end() + 120)
            if not self._CHAIR.search(review.body, max(0, match.start() - 80), end):
                continue
            if self._signed(review.body[match.start() : end], review):
                return
            blank = blank or Span(match.start(), match.end())
        if blank:
            yield Found("The line for the chair's approval has not been filled in.", blank)
        elif not review.dates(DateKind.SIGNED):
            yield Found(
                "Nothing shows that the chair has approved the minutes.",
                None,
                severity=Severity.MEDIUM,
                confidence=Confidence.MEDIUM,
            )

    def _signed(self, said: str, review: Review) -> bool:
        chair = review.document.facts.chair
        surname = chair.value.split()[-1] if chair and chair.value.split() else ""
        named = bool(surname) and surname in said
        return (bool(self._DAY.search(said)) or named) and not re.search(r"[_…]{3,}|\.{5,}", said)


class MIN05(Check):
    """Category and level are recorded.

    Bad:
        # Category: (without)

    Good:
        # Category: 2
    """

    severity = Severity.BLOCK
    sources = thematic("section 2.1(viii)", "table 9")
    families = ("mappa", "mappa-scotland")
    section = "category_level"
    why = "Level decides who must come, how often and who may decide; category decides whether MAPPA "
    "applies at all."
    hint = "State the category and the level at which the case is managed."

    def look(self, review: Review) -> Iterator[Found]:
        lacking = [w for w, v in (("category", review.category), ("level", review.level)) if not v]
        for what in lacking:
            yield Found(f"The MAPPA {what} is not recorded.", None)


class MIN06(Check):
    """The level of risk of serious harm is recorded, and any change described.

    Bad:
        # Risk assessment
        He was discussed and his behaviour in the hostel has been good since April, with no warnings and no
        missed curfews, because staff see him every day.

    Good:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence, since the assault of 2019; the likelihood of
        reoffending is medium. Harm would be imminent if he learned her address.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = thematic("section 2.1(viii)", "table 9")
    section = "risk_assessment"
    why = "Only a third of files said when and why the risk level had changed."
    hint = "State the level (low, medium, high or very high) and, where it changed, from what, when and "
    "why."
    _CHANGE = words(
        r"(?:from|was) (?:low|medium|high|very high)|"
        r"(?:re-?assessed|raised|reduced|lowered|increased|decreased|escalated|changed|down|up|fallen|"
        r"risen|reviewed)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        now = review.risk_of_harm
        if not now:
            yield Found("The level of risk of serious harm is not recorded.", None)
            return
        fact = review.document.facts.risk_of_harm
        before = review.previous.facts.risk_of_harm if review.previous else None
        if before is None or before.value.lower() == now:
            return
        if not self._CHANGE.search(review.words("risk_assessment", "level_review", "updates")):
            yield Found(
                f"The risk of serious harm was {before.value} at the last meeting and is {now} now; "
                f"nothing "
                "says when or why it changed.",
                fact.span if fact else None,
            )


class MIN07(Check):
    """The lead agency is named.

    Bad:
        # Lead agency
        (without)

    Good:
        # Lead agency
        Probation Service
    """

    severity = Severity.HIGH
    sources = inspection("summary", "paragraph 4.14")
    section = "lead_agency"
    why = "Without a lead, each agency takes another to be holding the case."
    hint = "Name the agency that leads."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "lead_agency")
        if review.document.facts.lead_agency or review.substance("lead_agency"):
            return
        if not review.mentions(LEAD_NAMED):
            yield Found("The lead agency is not named.", fault[1] if fault else None)


class MIN09(Check):
    """Follow-up on the last meeting's actions is recorded.

    Bad:
        # Meeting type: Review
        # Actions from previous meeting
        (without)

    Good:
        # Meeting type: Review
        # Actions from previous meeting
        | No | Action | Owner | Status | Outcome |
        | 1 | Ask housing for a flat outside the zone | Sunil Mistry | Completed | Refused; another offered |
    """

    severity = Severity.HIGH
    sources = thematic("section 2.1(viii)")
    families = ()
    needs = (Need.FORM, Need.SECTIONS)
    section = "previous_actions"
    why = "A review that does not begin with what was promised last time cannot know what was kept."
    hint = "Begin with each earlier action, and what came of it."

    def applies(self, review: Review) -> bool:
        return review.review_meeting

    def look(self, review: Review) -> Iterator[Found]:
        if review.carried_actions or review.substance("previous_actions"):
            return
        if review.previous is not None and not any(not a.previous for a in review.previous.actions):
            return
        fault = shortfall(review, "previous_actions")
        said = fault[0] if fault else "are not in the document"
        yield Found(
            f"This is a review meeting, and the section on the last meeting's actions {said}."
            if fault
            else "This is a review meeting, and the last meeting's actions are not spoken of.",
            fault[1] if fault else None,
        )


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
    _STATUS = words(
        r"licen[cs]e|sentence[ds]?|imprisonment|community order|suspended sentence|sh?opo|shpo|sro|"
        r"notification requirements|registered sex offender|sex offenders? register|restricted patient|"
        r"hospital order|life licence|ipp|in custody|serving|on bail|restraining order|"
        r"extended determinate|section 3[578]|section 37"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if not review.mentions(self._STATUS):
            yield Found("Nothing says under what sentence, licence or order the person is managed.", None)


class MIN10(Check):
    """Decisions are given with their reasons.

    Bad:
        # Agency updates
        It was agreed that the curfew will end. It was agreed that he may visit his mother. The panel decided
        that the tag comes off on 3 July.

    Good:
        # Agency updates
        It was agreed that the curfew will end because he has kept it for a year. It was agreed that he may
        visit his mother. The panel decided that the tag comes off on 3 July.
    """

    severity = Severity.HIGH
    confidence = Confidence.LOW
    sources = (*thames_valley("section 18ii"), *inspection("summary"), *thematic("table 17"))
    why = "A decision without its reason cannot be defended, or changed when the reason goes."
    hint = "Add the main reason to each decision: what was weighed, and why it came out so."
    _DECIDED = words(
        r"(?:it was|the (?:panel|meeting|chair)|members|all) (?:agreed|decided|resolved|concluded)|"
        r"decision:"
    )

    def look(self, review: Review) -> Iterator[Found]:
        decided: list[Span] = []
        for _, span in review.find(self._DECIDED, "updates", "risk_assessment", "discussion", "unrecognised"):
            sentence = review.sentence_at(span)
            near = review.document.text[sentence.start : min(sentence.end + 200, len(review.body))]
            if REASON.search(near):
                return
            decided.append(sentence)
        if len(decided) >= 3:
            yield Found(
                f"{len(decided)} decisions are recorded here and not one has a reason.",
                decided[0],
                severity=Severity.MEDIUM,
            )


class MIN11(Check):
    """The discussion is about risk, not general news.

    Bad:
        # Agency updates
        Probation: he has kept his appointments on Tuesdays and comes early. He brought his new bicycle and
        spoke of the rides he takes along the canal with his cousin. He has painted the kitchen and has put
        up shelves that his uncle gave him. The television was mended in April. He has been to the cinema
        twice and saw a film about a shipwreck, which he liked. He cooks for himself most evenings and has
        learned to bake bread.

        Housing: the rent is paid and the flat is tidy. The lift was out of order for a week and he helped a
        neighbour with her shopping. The windows on the landing are to be replaced in the autumn and the
        contractor will write to all tenants. The garden at the back was cut. He has asked whether he may
        keep a cat and has been given the form. The boiler was serviced in May and works well, and the meter
        was read the same day.

        Police: the officer saw him in the market square, where he was buying fruit, and they spoke about
        football.

    Good:
        # Agency updates
        He has kept his appointments, and the risk to Ms Archer is judged the same because he still speaks
        of her.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.LOW
    sources = inspection("paragraph 5.2", "summary")
    needs = (Need.FORM, Need.SECTIONS)
    section = "updates"
    why = "Inspectors sat through more than an hour of news in which the word risk was not spoken."
    hint = "Say for each piece of news what it means for the risk."
    _RISK = words(
        r"risk\w*|harm\w*|danger\w*|threat\w*|safe\w*|protect\w*|reoffend\w*|re-offend\w*|escalat\w*|"
        r"breach\w*|concern\w*"
    )

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("updates")
        if len(said.split()) >= 150 and not self._RISK.search(said):
            sections = review.substance("updates") or review.present("updates")
            yield Found(
                f"The agency updates run to {len(said.split())} words and never speak of risk or harm.",
                sections[0].heading_span,
            )


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
    _RIGHTS = words(r"human rights|echr|article (?:2|3|8)|(?:dis)?proportiona\w+")

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        headings = [s.heading_span for s in review.document.sections if s.heading_span]
        if any(not any(h.covers(span) for h in headings) for _, span in review.find(self._RIGHTS)):
            return
        fault = shortfall(review, "human_rights")
        if fault:
            yield Found(f"The section on human rights {fault[0]}.", fault[1])
        elif not review.on_form("human_rights"):
            yield Unknown("The form does not ask for human rights, and nothing is said of them.")


class MIN17(Check):
    """The next review is dated, and within the interval for the level.

    Bad:
        # Date of next meeting
        12 March 2025

    Good:
        # Date of next meeting
        4 September 2024
    """

    severity = Severity.HIGH
    sources = (*thames_valley("section 4.1", "section 4.2", "section 4.3"), *inspection("paragraph 5.1"))
    section = "next_review"
    why = "A case with no date for its review is reviewed when something has gone wrong."
    hint = "Set the date now, within the interval, or record why the case needs none."
    _NONE_NEEDED = words(
        r"no (?:further|more) (?:meetings?|reviews?)|de-?regist\w+|manage[d]? at level 1|to level 1|"
        r"no longer (?:managed|mappa)|exit(?:s|ed)? mappa|discharged? from mappa|case closed"
    )

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        fact = review.document.facts.next_review
        when = iso(fact)
        if fact is None or when is None:
            fault = shortfall(review, "next_review")
            if fault and fault[1] and read_date(review.body[fault[1].end : fault[1].end + 60]):
                return  # the date stands under the heading, as one of its own
            if not self._NONE_NEEDED.search(review.words("level_review", "next_review")):
                yield Found("There is no date for the next review.", fault[1] if fault else None)
            return
        if review.held is None:
            yield Unknown("The date of the meeting was not found, so the interval cannot be worked out.")
            return
        if when <= review.held:
            yield Found(
                f"The next review is given as {day(when)}, which is not after the meeting of "
                f"{day(review.held)}.",
                fact.span,
            )
            return
        allowed = review.profile.level(review.level).review_days
        if not allowed:
            yield Unknown("The level, or the profile's interval for it, is not known.")
        elif (when - review.held).days > allowed:
            yield Found(
                f"The next review is on {day(when)}, {(when - review.held).days} days after the meeting; "
                f"at level "
                f"{review.level} it should be within {allowed}.",
                fact.span,
                confidence=Confidence.MEDIUM,
            )


_WEIGHED = words(
    r"needs?|requires?|required|while|until|once|still|must|ha(?:s|ve) to|"
    r"remains? (?:high|unsettled|at risk)|longer"
)


class MIN18(Check):
    """The level was reviewed, with reasons; a fall rests on evidence.

    Bad:
        # Level decision
        To remain at level 2.

    Good:
        # Level decision
        To remain at level 2, because police, probation and housing still have to act together each week.
    """

    severity = Severity.HIGH
    sources = inspection("paragraph 6.7")
    needs = (Need.FORM, Need.SECTIONS)
    section = "level_review"
    why = "A level that is kept, raised or lowered without a reason is a habit, not a decision."
    hint = "Say why this level is needed now; for a fall, what has changed and what shows it."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "level_review")
        if fault and review.missing("level_review") and not review.mentions(self._ELSEWHERE):
            yield Found(f"The decision on the level {fault[0]}.", fault[1], confidence=Confidence.MEDIUM)
        said = review.words("level_review")
        before = review.previous.facts.level if review.previous else None
        fell = (
            before is not None
            and review.level
            and review.level > before.value
            and before.value < review.level
        )
        lower = before is not None and bool(review.level) and review.level < before.value
        if lower and not REASON.search(said):
            yield Found(
                f"The level has come down from {before.value if before else ''} to {review.level} and "
                f"nothing says on "
                "what evidence.",
                review.document.facts.level.span if review.document.facts.level else None,
            )
        elif review.substance("level_review") and not self._argued(said) and not fell:
            yield Found(
                "The level is decided without a reason.",
                place(review.substance("level_review")[0], review),
                confidence=Confidence.MEDIUM,
            )

    _ELSEWHERE = words(
        r"(?:remains?|stays?|kept|keep|retained|managed|moved?|raised?|reduced?|lowered|continues?) "
        r"(?:\w+ )?(?:at|to|on) (?:mappa )?level [123]|"
        r"level [123],? (?:because|since|so that|as|until)|"
        r"level [123] (?:is|was|remains) (?:\w+ )?(?:kept|right|needed|required|retained|appropriate|"
        r"necessary|agreed|confirmed)"
    )

    @staticmethod
    def _argued(said: str) -> bool:
        """Whether there is more than a decision: a reason, or enough words to hold one."""
        return bool(REASON.search(said) or _WEIGHED.search(said)) or len(said.split()) > 20


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
        if (review.missing("media") and fault) or (
            not review.on_form("media") and not review.mentions(words(r"media|press|newspapers?|reporters?"))
        ):
            yield Found("Nothing shows that media interest was considered.", None)


class MIN20(Check):
    """At level 3, whether the case is a critical public protection case is answered.

    Bad:
        # Level: 3
        # Critical public protection case
        (without)

    Good:
        # Level: 3
        # Critical public protection case
        Not registered as a critical public protection case, because no national co-ordination is needed.
    """

    severity = Severity.MEDIUM
    sources = inspection("recommendations", "paragraph 7.5")
    families = ("mappa",)
    section = "cppc"
    why = "Registration brings national attention and money that an area cannot find by itself."
    hint = "Record whether the case is or should be registered, and why."

    def applies(self, review: Review) -> bool:
        return review.level == "3"

    def look(self, review: Review) -> Iterator[Found]:
        if not review.substance("cppc") and not review.mentions(words(r"cppc|critical public protection")):
            fault = shortfall(review, "cppc")
            yield Found(
                "At level 3 the question of a critical public protection case is not answered.",
                fault[1] if fault else None,
            )


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

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "diversity")
        if (review.missing("diversity") and fault) or (
            not review.on_form("diversity")
            and not review.mentions(words(r"diversity|equality|ethnicity|protected characteristics?"))
        ):
            yield Found("Nothing shows that diversity was considered.", None)


class MIN23(Check):
    """The person's own views are recorded, and whether he knows that he is under MAPPA.

    Bad:
        # Agency updates
        Probation: he keeps his appointments. Police: there is no new intelligence on risk.

    Good:
        # Agency updates
        Probation: he was told on 2 May that he is managed under MAPPA and says that the zone is unfair.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.LOW
    sources = (*inspection("paragraph 4.20", "paragraph 6.14"), *thematic("section 1.5(f)"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "updates"
    why = "A plan works better with the person than on him; what he says is also information about risk."
    hint = "Record his view of the plan, and whether he has been told, or why not."
    _VIEWS = words(
        r"(?:his|her|their|offender'?s?|own) (?:own )?(?:views?|wishes|account|attitude|feelings|"
        r"perspective)|"
        r"(?:he|she|they|the offender|the subject) (?:[^.,;\n]{0,50} )?(?:says?|said|states?|stated|"
        r"feels?|believes?|told|wants?|accepts?|denies|denied|expressed|reports?|agrees?|asked|"
        r"complain\w*|informed|aware|unhappy|willing|motivated|keen)|"
        r"not (?:to )?be told|views of the (?:offender|person|subject)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if len(review.body.split()) >= 150 and not review.mentions(self._VIEWS):
            yield Found(
                "Nothing records the person's own views, or whether he or she has been told of being under "
                "MAPPA.",
                None,
                severity=Severity.LOW,
            )


class PUB05(Check):
    """Only one category is given.

    Bad:
        # Category: 1 and 3

    Good:
        # Category: 1
    """

    severity = Severity.HIGH
    sources = cite(MAPPA_A_NOTES, "part 6")
    families = ("mappa",)
    section = "category_level"
    why = "Each category has its own legal basis and its own end."
    hint = "Give the one category that applies now."
    _TWO = re.compile(
        r"categor(?:y|ies)(?:\s*\(?mappa\)?)?\s*[:\-]?\s*(?:category\s*)?([1-4])\s*(?:and|&|/|,|\+)"
        r"\s*(?:category\s*)?([1-4])\b",
        re.I,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for match in self._TWO.finditer(review.body):
            if match.group(1) != match.group(2) and "agencies" not in match.group():
                yield Found("More than one MAPPA category is given.", Span(match.start(), match.end()))
                return


class PUB10(Check):
    """The confidentiality and diversity statement was read or shown.

    Bad:
        # Confidentiality statement
        (without)

    Good:
        # Confidentiality statement
        The chair read the confidentiality and diversity statement and all present agreed to it.
    """

    severity = Severity.MEDIUM
    sources = cite(MAPPA_D)
    families = ()
    section = "confidentiality"
    why = "It is by that statement that those present are bound to keep what they hear."
    hint = "Record that it was read or displayed and agreed to."

    def look(self, review: Review) -> Iterator[Found]:
        if not review.mentions(words(r"confidential\w*")):
            fault = shortfall(review, "confidentiality")
            yield Found(
                "Nothing shows that the confidentiality statement was read or displayed.",
                fault[1] if fault else None,
            )


class PUB13(Check):
    """Date, place and kind of the meeting are recorded.

    Bad:
        # Meeting type: (without)
        # Actions from previous meeting
        There were none.

    Good:
        # Meeting type: Review
    """

    severity = Severity.MEDIUM
    sources = cite(SCOTTISH, "document 5B")
    families = ()
    section = "meeting_details"
    why = "Minutes that cannot be placed in time cannot be compared with the next."
    hint = "Add what is missing at the head of the minutes."

    def look(self, review: Review) -> Iterator[Found]:
        facts = review.document.facts
        if review.held is None:
            yield Found("The date of the meeting is not recorded.", None, severity=Severity.HIGH)
        if facts.meeting_kind is None and not review.mentions(
            words(
                r"initial (?:meeting|level)|review (?:meeting|level)|first meeting|"
                r"(?:\w+ )?level [123] (?:review|initial)|"
                r"(?:type|kind)(?: of meeting)?\W{1,3}(?:initial|first|review)|"
                r"meeting\W{1,3}(?:initial|review)"
            )
        ):
            yield Found(
                "Nothing says whether this was a first meeting or a review.",
                None,
                severity=Severity.LOW,
                confidence=Confidence.MEDIUM,
            )


class PUB15(Check):
    """Disagreement is recorded with what became of it.

    Bad:
        # Agency updates
        The police disagreed with the assessment. Housing had no more news.

    Good:
        # Agency updates
        The police disagreed with the assessment. The chair will take it to the senior probation officer.
    """

    severity = Severity.LOW
    confidence = Confidence.LOW
    sources = cite(CASE_AUDIT, "part 11")
    needs = (Need.FORM, Need.SECTIONS)
    why = "A disagreement that stops at the minutes is one that nobody settles."
    hint = "Say who will settle it, or how it was settled."
    _AGAINST = words(r"disagreed?|dissent(?:ed|s)?|did not agree|was not agreed|objected")
    _SETTLED = words(
        r"chair|agreed that|resolved|spo|senior|manager|escalat\w+|after discussion|majority|"
        r"reviewed again|smb|outcome|will (?:be )?\w+"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(
            self._AGAINST, "updates", "risk_assessment", "level_review", "rmp", "disclosure"
        ):
            sentence = review.sentence_at(span)
            near = review.document.text[sentence.start : min(len(review.body), sentence.end + 220)]
            if not self._SETTLED.search(near):
                yield Found("Somebody disagreed, and nothing says what became of it.", sentence, section)


class PUB17(Check):
    """The category is one that existed at the time.

    Bad:
        # Category: 4
        # Date of meeting: 5 June 2019

    Good:
        # Category: 3
        # Date of meeting: 5 June 2019
    """

    severity = Severity.MEDIUM
    sources = cite(GUIDANCE, "chapter 9.1")
    families = ("mappa",)
    section = "category_level"
    why = (
        "Category 4 (terrorism) came with the Act of 2022; before it, and in no other sense, there are three."
    )
    hint = "Correct the category."

    def look(self, review: Review) -> Iterator[Found]:
        fact = review.document.facts.category
        if fact is None:
            return
        if fact.value not in ("1", "2", "3", "4"):
            yield Found(f"There is no MAPPA category {fact.value}.", fact.span)
        elif fact.value == "4" and review.held and review.held < date(2022, 4, 28):
            yield Found("Category 4 did not exist at the date of the meeting.", fact.span)


class MRK01(Check):
    """The document bears a protective marking.

    Bad:
        # MARKING: (without)

    Good:
        # MARKING: OFFICIAL-SENSITIVE
    """

    severity = Severity.HIGH
    sources = thames_valley("section 14")
    kinds = ()
    families = ()
    needs = (Need.FORM,)
    why = "Whoever receives an unmarked document does not know how to keep it."
    hint = "Put the marking in capitals in the header and the footer."
    _MARK = re.compile(
        r"\b(?:official(?:[ \-–:]*\(?sensitive\)?)?|restricted|confidential|secret|top secret|protect|"
        r"not protectively marked|npm)\b",
        re.I,
    )

    def look(self, review: Review) -> Iterator[Found]:
        document = review.document
        lines = [document.content(b) for b in document.blocks if b.channel.value in ("header", "footer")]
        body = [ln for ln in review.body.splitlines() if ln.strip()]
        edges = [ln for ln in (*body[:4], *body[-3:]) if len(ln) < 60 and ln.upper() == ln]
        capitals = [ln for ln in body if len(ln) < 40 and ln.isupper()]
        if not any(self._MARK.search(ln) for ln in (*lines, *edges, *capitals)):
            yield Found(
                "The document bears no protective marking in its header, its footer or on a line of its own.",
                None,
            )


class PUB04(Check):
    """Ethnicity is given in words, not as a code.

    Bad:
        # Diversity
        Ethnicity: IC1. No needs have been identified because he declined to say.

    Good:
        # Diversity
        Ethnicity: White British. He reads with difficulty, so his conditions are read to him.
    """

    severity = Severity.LOW
    sources = cite(MAPPA_B_NOTES)
    kinds = PAPERS
    needs = (Need.FORM,)
    why = "Other agencies do not use the same codes, and a code says nothing of the person."
    hint = "Write the ethnicity as the person describes it."
    _CODE = re.compile(
        r"\bethnic\w*(?: (?:code|origin|group))?\s*[:\-–]?\s*(?:\n|\t)?\s*(IC\s?[0-9]|[WMABO]\d{1,2}|"
        r"[WMABO]{1,2}[1-9])\b",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        for match in self._CODE.finditer(review.body):
            yield Found(
                f"Ethnicity is given as the code “{match.group(1)}”.", Span(match.start(1), match.end(1))
            )
