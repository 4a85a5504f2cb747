"""What was said at the meeting: about risk, with reasons, with the person's views and with dissent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from checks.agencies import agencies_in
from checks.review import Review
from checks.rule import Check, Found, Need
from checks.sources import (
    CASE_AUDIT,
    cite,
    inspection,
    thames_valley,
    thematic,
)
from checks.wording import REASON, words
from models.finding import Severity
from models.structure import Confidence
from models.text import Span


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
    hint = "State the level (low, medium, high or very high) and, where it changed, from what, when and why."
    _CHANGE = words(
        r"(?:from|was) (?:low|medium|high|very high)|"
        r"(?:re-?assessed|raised|reduced|lowered|increased|decreased|escalated|changed|down|up|fallen|"
        r"risen|reviewed)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        yield from self._moved(review)
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

    _MOVED = re.compile(
        r"\b(?:increased|raised|reduced|lowered|risen|fallen|gone (?:up|down)|moved (?:up|down)?|dropped|"
        r"decreased|downgraded|upgraded)\b(?: from (?:low|medium|high|very high))? to "
        r"(?:low|medium|high|very high)\b",
        re.IGNORECASE,
    )

    def _moved(self, review: Review) -> Iterator[Found]:
        """A change that is told with neither its day nor its ground."""
        for section, span in review.find(self._MOVED, "risk_assessment"):
            sentence = review.sentence_at(span)
            following = review.document.text[span.end : min(sentence.end + 160, len(review.body))]
            told = f"{review.document.text[sentence.start : span.start]} {following.split(chr(10))[0]}"
            if not REASON.search(told) and not words(r"after|following|when|now that|has|had").search(told):
                yield Found(
                    "The risk of serious harm is said to have changed, and not when or why.",
                    sentence,
                    section,
                )
                return


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
        r"(?:it (?:was|is|has been)|the (?:panel|meeting|chair|agencies)|members|all|everyone|we|they) "
        r"(?:also |then |"
        r"further |have |all )*(?:agreed|decided|resolved|concluded|determined)|(?:decisions?|agreed|"
        r"resolved|"
        r"decided|outcome)(?=\s?[:\-–])|(?<![\w ] )(?:agreed|decided) (?:he|she|that|to|contact|no|for|not)"
    )

    _SET_BESIDE = re.compile(r"\w[^:\n]{10,200}?(?::|;| [-–—]|\() ?(?:\w+[ ,]+){2}")

    def look(self, review: Review) -> Iterator[Found]:
        decided: list[Span] = []
        reasoned = 0
        places = ("updates", "risk_assessment", "discussion", "unrecognised")
        found = [span for _, span in review.find(self._DECIDED, *places)]
        for span, after in zip_longest(found, found[1:]):
            sentence = review.sentence_at(span)
            start = max(sentence.start, span.start - 200)
            end = min(sentence.end + 200, span.end + 400, after.start if after else len(review.body))
            near = review.document.text[start : max(end, span.end)].split("\n")[0]
            if REASON.search(near) or self._SET_BESIDE.search(near):
                reasoned += 1
            else:
                decided.append(span)
        if len(decided) >= 3 and len(decided) > reasoned:
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
        r"breach\w*|concern\w*|intel\w*|victims?|zone|offen[cd]\w*|arrest\w*|drink\w*|drunk|alcohol|"
        r"drugs?|cannabis|cocaine|heroin|relaps\w*|trigger\w*|weapons?|kni(?:fe|ves)|violen\w*|aggress\w*|"
        r"angry|anger\w*|argu\w*|curfew|tag|licen[cs]e|complian\w*|comply|recall\w*|warn\w*|incidents?|mood|"
        r"children|partner|contact with|complaints?|disclos\w*|protective"
    )
    LEAST = 25  # words of news before it is worth saying

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("updates")
        if len(said.split()) >= self.LEAST and not self._RISK.search(said):
            sections = review.substance("updates") or review.present("updates")
            yield Found(
                f"The agency updates run to {len(said.split())} words and never speak of risk or harm.",
                sections[0].heading_span,
            )


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
        r"(?:his|her|their|offender'?s?|own) (?:own )?(?:views?|wishes|account|attitude|feelings|take|"
        r"perspective|opinion|words)|(?-i:^|[:;.(\-–] ?)(?:states?|says?|feels?|thinks|reckons) (?:he|she|"
        r"it|that|tag|"
        r"zone|they|this)|(?:told|informed) (?:him|her|NAME)|(?:he|she|NAME) (?:\w+ ){0,2}(?:knows?|"
        r"grumbled|thinks|"
        r"understands|has been told|was told|is content|has no objection|did not object|minimis\w+)|"
        r"(?:he|she|NAME|the offender|the subject)[: ](?:[^.,;\n]{0,50} |[^.;\n]{0,70}, and )?(?:says?|"
        r"said|"
        r"states?|stated|feels?|believes?|told|wants?|accepts?|denies|denied|expressed|reports? (?:that|"
        r"feeling|being|no)|agrees?|"
        r"asked|complain\w*|disput\w+|object(?:s|ed)|informed|aware|unhappy|willing|motivated|keen|served|"
        r"comment(?:s|ed)?|responded|replied|hopes?|hoped|explain(?:s|ed))|(?:explain|talk|sp(?:eak|"
        r"oke))\w* (?:\w+ )?"
        r"(?:to|with) (?:him|her|NAME)|(?:his|her|NAME['’]?s?) (?:own )?(?:(?:hope|wish)(?: is| was|,)|"
        r"comment|response|reply|reaction)|"
        r"not (?:to )?be told|views of the (?:offender|person|subject)"
    )

    def look(self, review: Review) -> Iterator[Found]:
        if len(review.body.split()) >= 150 and not self._heard(review):
            yield Found(
                "Nothing records the person's own views, or whether he or she has been told of being under "
                "MAPPA.",
                None,
                severity=Severity.LOW,
            )

    def _heard(self, review: Review) -> bool:
        """Whether his voice is heard, the sections on the victim and on disclosure apart."""
        for section in review.document.sections:
            if section.span is None or section.name in ("victim", "victim_safety", "disclosure", "offence"):
                continue
            if words(r"victims?|harmed").search(section.heading):
                continue
            said = words(r"(?:when|if|because|that) (?:he|she) feels?").sub(
                " ", review.document.quote(section.span)
            )
            if self._VIEWS.search(review.named(said)):
                return True
        return False


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
    _AGAINST = re.compile(
        r"(?<!\bhe )(?<!\bshe )(?<!said that he )\b(?:disagreed?|disagrees|dissent(?:ed|s)?|in disagreement|"
        r"(?:did|do|does|could|would) not (?:agree|support|accept|endorse)|was not agreed|objected|objects|"
        r"(?:un|not )(?:happy|comfortable|content) (?:with|about|at|w/)|opposed|(?:asked|wanted) (?:for "
        r")?(?:it|this|that|their) "
        r"[^.\n]{0,30}"
        r"minuted|against the decision)\b",
        re.IGNORECASE,
    )
    _WHOSE = re.compile(r"\W*(?:(?:\w+: )?(?:he|she)|mr|ms|mrs)\b", re.IGNORECASE)
    _SETTLED = words(
        r"chair|agreed|resolved|spo|senior|(?:line|service|area|team) manager|head of|escalat\w+|"
        r"(?:after|following) (?:discussion|talking|debate)|talk(?:ed|ing) (?:it )?(?:through|over)|majority|"
        r"reviewed again|smb|outcome|settled|decided|changed|altered|amended|ruled|overruled|will "
        r"(?:be )?\w+|nevertheless|"
        r"persuaded|convinced|compromise"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for section, span in review.find(
            self._AGAINST, "updates", "risk_assessment", "level_review", "rmp", "disclosure"
        ):
            sentence = review.sentence_at(span)
            ends = [s.span.end for s in review.present(section) if s.span and s.span.end > sentence.start]
            end = min([len(review.body), sentence.end + 220, *ends[:1]])
            near = review.document.text[sentence.start : end].split("\n")[0]
            ahead = review.named(review.document.text[sentence.start : span.start])
            whose = re.search(r"(?:NAME|\b[Hh]e|\b[Ss]he)\b[^.]{0,60}$", ahead) or not ahead.strip()
            if self._WHOSE.match(review.document.quote(sentence)) or (whose and not agencies_in(ahead)):
                continue
            if not self._SETTLED.search(near):
                yield Found("Somebody disagreed, and nothing says what became of it.", sentence, section)
