"""The risk management plan: is it there, is it a plan, who does what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from checks.agencies import agencies_in, in_words
from checks.review import Review, day, listed
from checks.rule import MINUTES, Check, Found, Need, Unknown
from checks.rules.boxes import place, shortfall
from checks.sources import GUIDANCE, cite, inspection, thames_valley, thematic
from checks.wording import DATED, MEASURES, PLAN, PROFESSIONAL, words
from models.finding import Severity
from models.structure import Confidence, DateKind, SectionState
from models.text import Span

_ORDERS = (
    r"(?:standard |additional |all |current |existing )*licen[cs]e(?: conditions?)?(?: apply| in place)?|"
    r"sh?opo|shpo|soph?o|sro|rosho|vo[op]|ndo|restraining order|non-?molestation order|"
    r"notification (?:order|requirements)|foreign travel order|fto|"
    r"sex(?:ual)? offen[cd](?:er|e)s?['’]? register|registered sex offender|injunction|asbo|cbo|"
    r"exclusion zone|curfew|non-?contact(?: conditions?)?|no contact conditions?|prohibited steps order"
)
_BARE = re.compile(
    rf"^[\W\d]*(?:(?:the |his |her |a |an |on |subject to |there is |he has |she has )*(?:{_ORDERS})"
    rf"(?: (?:is |are )?(?:in place|in force|apply|applies))?(?:[,;/&+\s]|and)*)+\W*$",
    re.IGNORECASE,
)
_PILLARS = {
    "supervision": words(r"supervis\w+|reporting|appointments?|offender manager"),
    "monitoring and control": words(
        r"monitor\w*|controls?|restrict\w+|licen[cs]e|curfew|tag\w*|exclusion|conditions?|order"
    ),
    "interventions and treatment": words(
        r"interventions?|treatment|programme|rehabilitat\w+|course|counselling|one[- ]to[- ]one|therapy|"
        r"keywork"
    ),
    "victim safety": words(r"victims?|protective|safety (?:plan\w*|measures?)|alarm|marker|safeguard\w*"),
    "contingency": words(r"contingenc\w+|trigger\w*|recall\w*|if (?:he|she|they|there)|breach\w*|escalat\w+"),
}
_STRUCTURES = (
    ("restrictive", "rehabilitat", "protective"),
    ("supervision", "monitoring", "intervention", "victim safety"),
    ("supervision", "monitoring", "treatment", "victim"),
)


class RMP01(Check):
    """There is a risk management plan.

    Bad:
        # Risk management plan
        As above.
        # Supervision
        (without)
        # Monitoring and control
        (without)
        # Interventions and treatment
        (without)
        # Victim safety
        (without)

    Good:
        # Risk management plan
        Supervision: his offender manager, Sunil Mistry, sees him each Tuesday. Monitoring and control:
        Northmoor
        Police visit him at home unannounced every month. Interventions and treatment: Building Better
        Relationships from 3 July. Victim safety: an alarm is fitted at Ms Archer's home.
    """

    severity = Severity.BLOCK
    sources = (*inspection("summary", "paragraph 5.13"), *thematic("section 1.2(e)"))
    kinds = MINUTES
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "The plan is what the meeting is for; minutes without it protect nobody."
    hint = (
        "Write the plan out: what each agency does, how often, for which risk, and what happens if it fails."
    )

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, *MEASURES)
        if fault:
            yield Found(f"The risk management plan {fault[0]}.", fault[1])
        elif not review.present(*PLAN):
            yield Found("No risk management plan was found.", None, confidence=Confidence.MEDIUM)


class RMP02(Check):
    """The plan has a recognised structure.

    Bad:
        # Risk management plan
        He will be seen by probation and the police. Northmoor Borough Housing will find him a flat.
        Everyone will share what they learn and he will be asked to attend a course about relationships in
        the summer.
        # Supervision
        (without)
        # Monitoring and control
        (without)
        # Interventions and treatment
        (without)
        # Victim safety
        (without)
        # Contingency plan
        (without)

    Good:
        # Risk management plan
        Restrictive: exclusion zone around Ellis Street, checked by police each week. Rehabilitative: Building
        Better Relationships with Sunil Mistry of probation. Protective: an alarm at Ms Archer's home.
        # Supervision
        (without)
        # Monitoring and control
        (without)
        # Interventions and treatment
        (without)
        # Victim safety
        (without)
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*inspection("paragraph 5.14", "paragraph 6.14", "glossary"), *thames_valley("section 8"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "A structure shows at a glance which kind of measure is missing."
    hint = (
        "Set it out as supervision, monitoring and control, interventions and treatment, victim safety; or "
        "as "
        "restrictive, rehabilitative and protective measures."
    )

    def applies(self, review: Review) -> bool:
        return bool(review.substance("rmp"))

    def look(self, review: Review) -> Iterator[Found]:
        headings = " ".join(s.heading for s in review.present(*PLAN)).casefold()
        said = f"{review.words('rmp')} {headings}".casefold()
        if review.present(*MEASURES[1:5]):
            return
        if any(all(part in said for part in structure) for structure in _STRUCTURES):
            return
        if review.profile.name == "mappa-2008-local" and len(agencies_in(said)) > 1 and "contingency" in said:
            return
        lacking = [name for name, pattern in _PILLARS.items() if not pattern.search(said)]
        if len(lacking) >= 2:
            yield Found(
                f"The plan follows no recognised structure; nothing in it speaks of {listed(lacking)}.",
                place(review.substance("rmp")[0], review),
            )


class PUB06(Check):
    """The plan covers supervision, monitoring, treatment, victim safety and contingency.

    Bad:
        # Contingency plan
        (without)
        # Risk management plan
        Supervision: Sunil Mistry of probation sees him each Tuesday. Monitoring and control: Northmoor Police
        visit him at home unannounced every month and check his phone. Victim safety: an alarm is fitted at
        her home.

    Good:
        # Risk management plan
        Supervision: Sunil Mistry of probation sees him each Tuesday. Monitoring and control: Northmoor Police
        visit him at home unannounced every month. Interventions and treatment: a course on relationships from
        3 July. Victim safety: an alarm is fitted at her home. Contingency: if he enters the zone police
        arrest him.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = cite(GUIDANCE, "chapter 12.11")
    families = ("mappa",)
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "Each pillar answers a different way in which harm could happen."
    hint = "Add what is done under the missing heading, or say why nothing is needed."

    def applies(self, review: Review) -> bool:
        return bool(review.substance(*PLAN))

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words(*PLAN)
        names = {
            "supervision": "supervision",
            "monitoring and control": "monitoring_control",
            "victim safety": "victim_safety",
        }
        names |= {"interventions and treatment": "interventions_treatment", "contingency": "contingency"}
        lacking = [
            name
            for name, pattern in _PILLARS.items()
            if not review.substance(names[name]) and not pattern.search(said)
        ]
        if all(part in said.casefold() for part in _STRUCTURES[0]):  # the other structure has no supervision
            lacking = [name for name in lacking if name in ("victim safety", "contingency")]
        if len(lacking) == 1:  # RMP-02 speaks of plans that lack more
            where = review.substance(*PLAN)[0]
            yield Found(f"Nothing in the plan speaks of {lacking[0]}.", where.heading_span)


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
    _ONLY_BREACH = re.compile(
        r"^(?:\W|he|she|they|will|would|be|may|is|if|any|and|or|of|to|the|his|her|fails?|failure|comply|"
        r"compliance|with|non-?compliance|breach(?:ed|es)?|recall(?:ed)?|return(?:ed)?|consider(?:ed)?|"
        r"custody|prison|licen[cs]e|conditions?|order|action|taken|enforcement|court|in|line|policy|"
        r"instigated?|initiated?|appropriate|for|does|not|do|as|standard|procedures?|usual|event|case|"
        r"immediate(?:ly)?|plan|contingency)*$",
        re.IGNORECASE,
    )

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "contingency")
        if fault:
            if not review.mentions(words(r"contingenc\w+|trigger\w*|if he|if she|in the event"), "rmp"):
                yield Found(f"The contingency plan {fault[0]}.", fault[1])
            return
        for section in review.substance("contingency"):
            assert section.span is not None
            said = review.document.quote(section.span).strip()
            if self._ONLY_BREACH.match(said):
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
    _VISITS = words(r"home visits?|visits? to (?:his|her|their|the) (?:home|address|flat|house)")
    _WHO = words(
        r"officers?|police|probation|offender managers?|[dp][cs]|om|pom|mosovo|ppu|social workers?|staff|"
        r"jointly|joint"
    )

    def look(self, review: Review) -> Iterator[Found]:
        for span in review.sentences_of("rmp", "supervision", "monitoring_control"):
            said = review.document.quote(span)
            if not self._VISITS.search(said) or re.search(
                r"\b(?:no|not|never|refus\w+|after the)\b.{0,20}visit", said, re.I
            ):
                continue
            around = self._around(review, span)
            who, when = self._someone(around, review), bool(DATED.search(around))
            if not who and not when:
                yield Found("Home visits are in the plan without who makes them or how often.", span)
            elif not when and not re.search(r"\bunannounced|random|regular", said, re.IGNORECASE):
                yield Found("Home visits are in the plan without how often they are made.", span)
            elif not who and not PROFESSIONAL.search(around):
                yield Found("Home visits are in the plan without who makes them.", span)

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


class RMP07(Check):
    """The plan names each agency's part.

    Bad:
        # Risk management plan
        Supervision: weekly appointments. Monitoring and control: his phone is checked each month.
        Interventions and treatment: a course on relationships. Victim safety: an alarm at her home.
        Contingency: recall.
        # Supervision
        (without)
        # Monitoring and control
        (without)
        # Interventions and treatment
        (without)
        # Victim safety
        (without)
        # Contingency plan
        (without)

    Good:
        # Risk management plan
        Supervision: probation sees him weekly. Monitoring and control: Northmoor Police check his phone each
        month. Interventions and treatment: probation runs a course on relationships. Victim safety: housing
        fits an alarm at her home. Contingency: probation decides on recall.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (
        *inspection("paragraph 5.15", "paragraph 5.16"),
        *cite("HMPPS response to a Regulation 28 report, 7 December 2018"),
    )
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "A measure that belongs to no agency is carried out by none."
    hint = "Beside each measure put the agency, and the person where there is one."

    def applies(self, review: Review) -> bool:
        return len(review.words(*PLAN).split()) >= 25 and bool(review.substance(*PLAN))

    def look(self, review: Review) -> Iterator[Found]:
        named = agencies_in(review.words(*PLAN))
        people = [a.name.split()[-1] for a in review.here if a.name]
        if any(re.search(rf"\b{re.escape(p)}\b", review.words(*PLAN)) for p in people):
            return
        if len(named) < 2:
            where = review.substance(*PLAN)[0]
            said = f"names only {in_words(next(iter(named)))}" if named else "names no agency"
            yield Found(f"The plan {said}: it does not say what each agency does.", where.heading_span)


FULL_NAME = re.compile(r"\b[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?(?: [A-Z][\w'’]+(?:-[A-Z][\w'’]+)?)+")


class RMP11(Check):
    """The plan covers the victim's safety.

    Bad:
        # Victim safety
        (without)
        # Risk management plan
        Supervision: probation sees him weekly. Monitoring and control: Northmoor Police check his phone each
        month. Interventions and treatment: probation runs a course on relationships from 3 July.
        # Contingency plan
        If he misses an appointment probation tells police within a day and decides on recall.

    Good:
        # Risk management plan
        Supervision: probation sees him weekly. Monitoring and control: Northmoor Police check his phone each
        month. Interventions and treatment: a course on relationships. Victim safety: alarm at Ms Archer's
        home.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*inspection("paragraph 6.14"), *thames_valley("section 18vii"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "victim_safety"
    why = "A plan that watches the offender and forgets the victim protects nobody in particular."
    hint = (
        "Say what is done for the known and the likely victims, and by whom; or that there is none, and why."
    )
    _VICTIM = words(
        r"victims?|vlos?|safety (?:plan|measures?|advice)|alarm|markers?|ex-partner|former partner|"
        r"child(?:ren)?|refuge|idva"
    )

    def applies(self, review: Review) -> bool:
        return bool(review.substance("rmp", "supervision", "monitoring_control", "interventions_treatment"))

    def look(self, review: Review) -> Iterator[Found]:
        if review.substance("victim_safety"):
            return
        blank = next(
            (s for s in review.present("victim_safety") if s.state is not SectionState.PRESENT), None
        )
        if blank is not None:
            yield Found(
                "The plan has a part for the victim's safety, and it says nothing.", blank.heading_span
            )
        elif not self._VICTIM.search(review.words(*PLAN)) and not self._names_a_victim(review):
            yield Found("Nothing in the risk management plan speaks of the victim's safety.", None)

    @staticmethod
    def _names_a_victim(review: Review) -> bool:
        """Whether the plan speaks of somebody whom the section on victims names, the agencies' own apart."""
        at_the_table = {a.name for a in review.document.attendance}
        named = {m.group() for m in FULL_NAME.finditer(review.words("victim"))}
        plan = review.words(*PLAN)
        return any(name in plan for name in named if not any(name in other for other in at_the_table))


_FACTORS = {
    "alcohol": (
        words(r"alcohol|drinking|drinks heavily|intoxicated"),
        words(r"alcohol|drink\w*|sobriety|breath\w*"),
    ),
    "drugs": (
        words(r"drugs?|cocaine|heroin|cannabis|amphetamine|substance misuse|crack"),
        words(r"drugs?|substance|testing|recovery service|cocaine|heroin|cannabis"),
    ),
    "mental health": (
        words(r"mental health|psychosis|psychotic|schizophreni\w+|paranoi\w+|depression"),
        words(r"mental|psychiatr\w+|psycholog\w+|medication|cmht|cpn|clinic|depot"),
    ),
    "access to children": (
        words(r"contact with children|access to children|risk to children|grooming"),
        words(r"child\w*|under (?:16|18)|schools?|safeguarding|minors?"),
    ),
    "weapons in his possession": (
        words(
            r"(?:carr(?:y|ies|ied)|found with|possess\w*|collects?|access to|keeps) "
            r"(?:\w+ ){0,4}(?:kni(?:fe|ves)|weapons?|machetes?|firearms?|blades?)"
        ),
        words(r"weapons?|kni(?:fe|ves)|firearms?|search\w*|machete"),
    ),
    "the internet": (
        words(r"internet|online offending|indecent images|social media"),
        words(r"internet|online|devices?|phones?|computers?|software|digital|social media|images"),
    ),
}
_DENIED = re.compile(
    r"\b(?:no|not|never|low|without|denies|nil|absence of|free (?:of|from)|abstinent|no longer)"
    r"\b[^.;\n]{0,40}$",
    re.I,
)


_NEVER = re.compile(r" (?:was|is|were|are|has|have|had) (?:\w+ )?(?:never|not|no longer)\b", re.IGNORECASE)


class RMP12(Check):
    """Every risk factor that was found has a measure.

    Bad:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence. His use of alcohol precedes each assault:
        he was intoxicated at every offence.

    Good:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence. His use of alcohol precedes each assault:
        he was intoxicated at every offence.
        # Interventions and treatment
        Alcohol: probation refers him to the recovery service by 20 June and breath-tests him at appointments.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 8", "section 8(f)")
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "A risk that the meeting names and does nothing about is the one that inquiries ask of."
    hint = "Add a measure for it, or say why none is needed."

    def applies(self, review: Review) -> bool:
        return bool(review.substance("risk_assessment") and review.substance(*PLAN))

    def look(self, review: Review) -> Iterator[Found]:
        plan = review.words(*PLAN, "licence", "actions") + " ".join(a.text for a in review.agreed)
        for factor, (sign, measure) in _FACTORS.items():
            for section, span in review.find(sign, "risk_assessment"):
                sentence = review.sentence_at(span)
                text = review.document.text
                if _DENIED.search(text[sentence.start : span.start]) or _NEVER.match(text, span.end):
                    continue
                if not measure.search(plan):
                    yield Found(
                        f"The risk assessment names {factor}; neither the plan nor an action speaks of it.",
                        sentence,
                        section,
                    )
                break


class RMP18(Check):
    """Other plans for the same person or children are referred to in this one.

    Bad:
        # Agency updates
        Children's services: the children are subject to a child protection plan, because of the risk he
        poses.

    Good:
        # Agency updates
        Children's services: the children are subject to a child protection plan, because of the risk he
        poses.
        # Risk management plan
        Supervision and monitoring by probation and Northmoor Police are timed with the child protection
        plan's core groups; treatment from July; victim safety: alarm at her home.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thames_valley("section 8(a)", "section 18v")
    needs = (Need.FORM, Need.SECTIONS)
    section = "rmp"
    why = "Two plans that do not know of each other leave the gap between them to nobody."
    hint = "Say in the plan how it fits with the other one, and who holds them together."
    _PLANS: ClassVar[dict[str, re.Pattern[str]]] = {
        "child protection plan": words(r"child protection plan|child in need plan"),
        "care programme approach": words(r"cpa|care programme approach"),
        "integrated offender management": words(
            r"iom (?:cohort|scheme|plan)|integrated offender management|ppo scheme"
        ),
    }

    def applies(self, review: Review) -> bool:
        return bool(review.substance(*PLAN))

    def look(self, review: Review) -> Iterator[Found]:
        plan = review.words(*PLAN) + " ".join(a.text for a in review.agreed)
        for name, pattern in self._PLANS.items():
            for section, span in review.find(
                pattern, "updates", "children", "risk_assessment", "referral_reason"
            ):
                sentence = review.sentence_at(span)
                ahead = review.document.text[sentence.start : span.start]
                if not _DENIED.search(ahead) and not pattern.search(plan):
                    yield Found(
                        f"There is a {name}, and the risk management plan does not refer to it.",
                        sentence,
                        section,
                    )
                break


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
        told = next(review.find(self._BOUND, *names, "category_level", "dates", "offender_details"), None)
        if told is None:
            return
        said = review.words(*names)
        if len(self._SPELT.findall(said)) < 2:
            yield Found(
                "The person is under a licence or order whose conditions are not written out in the minutes.",
                review.sentence_at(told[1]),
                "licence" if review.on_form("licence") else "rmp",
            )


class MIN21(Check):
    """There is a strategy for when licence or MAPPA management ends.

    Bad:
        (without) # Exit strategy
        # Relevant dates
        Release date: 2 May 2024
        Licence expiry date: 14 January 2025

    Good:
        # Exit strategy
        Licence ends in March 2027. Police will manage the notification requirements alone from then, and
        adult social care will take over his tenancy support because he cannot keep it up without help.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = inspection("summary", "paragraph 5.13", "paragraph 5.21")
    needs = (Need.FORM, Need.SECTIONS)
    section = "exit"
    why = "Inspectors found plans that stopped with the licence while the risk did not."
    hint = "Say what will hold the risk when licence, order or MAPPA management ends, and who prepares it."
    _EXIT = words(
        r"exit|de-?regist\w+|de-?escalat\w+|"
        r"(?:when|after|once|before|until) (?:his|her|the|mappa) (?:\w+ ){0,2}(?:licen[cs]e|order|"
        r"sentence|management) (?:\w+ )?(?:ends?|expires?)|"
        r"end of (?:the |his |her )?(?:licen[cs]e|sentence|order)|long[- ]term (?:plan|strategy)|"
        r"step(?:ped)? down|licen[cs]e (?:ends|expires)|beyond (?:the |his |her )?(?:licen[cs]e|sentence)"
    )

    NEAR = 365  # days

    def applies(self, review: Review) -> bool:
        return review.level != "1"

    def look(self, review: Review) -> Iterator[Found | Unknown]:
        fault = shortfall(review, "exit")
        elsewhere = self._EXIT.search(review.words(*PLAN, "level_review", "updates"))
        if fault and not elsewhere:
            yield Found(f"The exit strategy {fault[0]}.", fault[1])
        elif not review.on_form("exit") and not elsewhere and not review.mentions(self._EXIT):
            yield self._without_a_section(review)

    def _without_a_section(self, review: Review) -> Found | Unknown:
        """Where the form does not ask for it: a fault only once the end is within a year."""
        kinds = (DateKind.LICENCE_EXPIRY, DateKind.SENTENCE_EXPIRY, DateKind.ORDER_EXPIRY)
        ends = min((d for d in review.dates(*kinds) if review.held and d.date >= review.held),
                   key=lambda d: d.date, default=None)  # fmt: skip
        if ends is None or review.held is None or (ends.date - review.held).days > self.NEAR:
            return Unknown("The form does not ask for an exit strategy and no end within a year was found.")
        return Found(
            f"Licence, sentence or order ends on {day(ends.date)}, and nothing says what happens then.",
            ends.span,
            "rmp",
            severity=Severity.MEDIUM,
        )
