"""The risk management plan as a whole: is it there, is it a plan, does it name each agency and the victim."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in, in_words
from checks.review import Review, listed
from checks.rule import MINUTES, Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import GUIDANCE, cite, inspection, thames_valley, thematic
from checks.wording import FULL_NAME, MEASURES, PLAN, words
from models.finding import Severity
from models.structure import Confidence, SectionState

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

_UNDER_ITS_HEADING = {
    "contingency": words(
        r"contingenc\w+|in the event|recall\w*|trigger plan|(?:if|should|were) (?:he|she|they)"
    ),
    "interventions and treatment": words(
        r"interventions?|treatment|programme|course|counselling|therapy|keywork|one[- ]to[- ]one|1[-:]1"
    ),
}
"""Stricter words for a plan that has a heading for most of its parts and none for this one."""

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
        elif len(review.words(*PLAN).split()) < self.LEAST:
            where = review.substance(*MEASURES)
            yield Found(
                "The risk management plan is too short to act on.",
                place(where[0], review) if where else None,
                confidence=Confidence.MEDIUM,
            )

    LEAST = 12  # words; less holds no measure with somebody to carry it out


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
        headed = sum(bool(review.substance(section)) for section in names.values())
        lacking = [
            name
            for name, pattern in _PILLARS.items()
            if not review.substance(names[name])
            and not (_UNDER_ITS_HEADING.get(name, pattern) if headed >= 3 else pattern).search(said)
        ]
        if all(part in said.casefold() for part in _STRUCTURES[0]):  # the other structure has no supervision
            lacking = [name for name in lacking if name in ("victim safety", "contingency")]
        if len(lacking) == 1:  # RMP-02 speaks of plans that lack more
            where = review.substance(*PLAN)[0]
            yield Found(f"Nothing in the plan speaks of {lacking[0]}.", where.heading_span)


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
