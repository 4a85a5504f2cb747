"""Victims, children, and what makes this person different."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.agencies import agencies_in
from checks.review import Review
from checks.rule import Check, Found, Need
from checks.rules.boxes import place, shortfall
from checks.sources import hampshire, inspection, regulation_28, thames_valley, thematic
from checks.wording import FULL_NAME, PLAN, words
from models.finding import Severity
from models.structure import Confidence

NO_VICTIM = words(
    r"no (?:\w+ ){0,3}(?:victims?|person)|victimless|there (?:is|are) no (?:\w+ )*victims?|"
    r"victim (?:has|is) (?:died|deceased)"
)


class MIN08(Check):
    """Victim issues are recorded.

    Bad:
        # Victim issues
        (without)

    Good:
        # Victim issues
        The liaison officer reports that Ms Archer wants no contact. Police keep the alarm at her home.
    """

    severity = Severity.HIGH
    sources = thematic("section 2.1(viii)")
    families = ()
    section = "victim"
    why = "The victim is the person most likely to be harmed again."
    hint = "Record who the victims are, what they want, and what is done for them."

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "victim")
        if review.headed(words(r"victims?"), before="rmp"):
            return
        blank = review.present("victim") and not review.words("victim").strip()
        if (review.missing("victim") or blank) and fault:
            yield Found(f"The section on victim issues {fault[0]}.", fault[1])
        elif not review.on_form("victim") and not review.mentions(words(r"victims?")):
            yield Found("Nothing is said of any victim.", None, confidence=Confidence.MEDIUM)


class VIC01(Check):
    """Victim contact, the liaison officer and the victim's views are recorded.

    Bad:
        # Victim issues
        Ms Archer lives in Ellis Street. She was badly hurt in 2019 and has moved twice since then.

    Good:
        # Victim issues
        Ms Archer is in the victim contact scheme; the liaison officer, Joy Tetlow, reports that she asks
        for the zone to stay. Police keep the alarm at her home.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*thames_valley("section 18vii"), *thematic("section 2.2(iii)"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "victim"
    why = "What the victim knows and fears is often the best warning there is."
    hint = (
        "Say whether the victim takes part in victim contact, who the liaison officer is, and what the "
        "victim asks for."
    )
    _CONTACT = words(
        r"vlos?|vlu|vcs|victim (?:liaison|contact|support|unit|personal statement)|opted (?:in|out)|"
        r"declin\w+|idva|asks?|spoken?|wish(?:es|ed)?|views|wants|asked|requests?(?:ed)?|"
        r"does not (?:want|wish)|no (?:wish|contact)|contact scheme|fears?|feels?|concern\w*|worried|"
        r"frightened|told|informed|aware|engag\w+|(?:in|joined|left) (?:the|a) (?:\w+ )?scheme|anxious|"
        r"afraid|scared|"
        r"nervous|content|happy|hop(?:es|ed)|prefers?|would (?:like|prefer|rather)|tak(?:en|ing) up|taken "
        r"part"
    )

    def applies(self, review: Review) -> bool:
        return bool(review.substance("victim"))

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("victim")
        if self._liaison(review, said):
            return
        if not self._CONTACT.search(said) and not NO_VICTIM.search(said):
            yield Found(
                "The section on victims does not say whether they are in contact with a liaison officer or "
                "what they want.",
                place(review.substance("victim")[0], review),
            )

    @staticmethod
    def _liaison(review: Review, said: str) -> bool:
        """Whether the liaison officer is in it by name, as the attendance gives it."""
        officers = [a for a in review.document.attendance if "victim liaison" in agencies_in(a.role)]
        return any(a.name and re.search(rf"\b{re.escape(a.name.split()[-1])}\b", said) for a in officers)


class VIC03(Check):
    """What keeps the victim safe, and who does it, is recorded.

    Bad:
        # Victim issues
        Ms Archer is in the victim contact scheme and is afraid of him.
        # Actions
        | No | Action | Owner | Agency | By when |
        | 1 | Refer him to the recovery service | Sunil Mistry | Probation Service | 20/06/2024 |
        # Risk management plan
        Supervision: probation sees him weekly. Monitoring and control: Northmoor Police check his phone each
        month. Interventions and treatment: a course on relationships from 3 July. Victim safety: considered.
        # Monitoring and control
        (without)
        # Victim safety
        (without)
        # Contingency plan
        If he misses an appointment, probation decides on recall within 24 hours.

    Good:
        # Victim issues
        Ms Archer is in the victim contact scheme and is afraid of him. Ivor Mellis of Northmoor Police has
        fitted an alarm at her home and calls her each week.
    """

    severity = Severity.HIGH
    confidence = Confidence.MEDIUM
    sources = (*inspection("paragraph 5.26", "paragraph 5.27", "paragraph 6.24"), *thematic("section 2.2"))
    needs = (Need.FORM, Need.SECTIONS)
    section = "victim"
    why = "A fear that is recorded and not answered is the fault that reviews come back to."
    hint = "Say what is done for the victim's safety, by whom, and where (in or out of the area)."
    _MEASURE = words(
        r"alarms?|markers?|patrols?|zone|refuge|locks?|cameras?|safety (?:plan|advice|call)|"
        r"visits? (?:her|him|them)|calls? (?:her|him|them)|injunction|non-?contact|no contact|"
        r"not to contact|relocat\w+|moved|rehoused|warn\w*|target harden\w+|sanctuary|panic|"
        r"updat(?:e|es|ed) (?:her|him|them|the victim)|contact(?:s|ed)? (?:her|him|them|the victim)|"
        r"safeguard\w*|protect\w*|trigger plan|notif\w+|inform\w*"
    )

    _PILLAR = re.compile(
        r"\b(?:victim safety|protective)[^\n:.]{0,20}[:.][ \t]*\S+(?: \S+){3}", re.IGNORECASE
    )

    _WISH = words(
        r"wish\w*|wants?|requests?|requested|asks?|asked|would (?:like|prefer)|hopes?|prefers?|fears?|"
        r"afraid|scared|"
        r"frightened|worr(?:y|ies|ied)|needs? to|should be|acknowledged|noted|felt for"
    )
    _ACT = words(
        r"direct (?:line|number|contact)|photo(?:graph)?s?|cctv|buttons?|devices?|door ?bells?|escort\w*|"
        r"walk\w*|survey\w*|"
        r"tau|flag(?:ged|s)?|phones?|telephones?|rings?|calls?|speaks?|tells?|keeps? (?:\w+ )?informed|"
        r"treat as urgent"
    )

    def applies(self, review: Review) -> bool:
        return bool(review.substance("victim")) and not NO_VICTIM.search(review.words("victim"))

    def look(self, review: Review) -> Iterator[Found]:
        theirs = self._of_victim(review)
        actions = [a.text for a in review.agreed if theirs.search(a.text)]
        told = [review.document.quote(s) for s in review.sentences_of("victim", "victim_safety")] + actions
        plan = [review.document.quote(s) for s in review.sentences_of(*PLAN, "updates")]
        if self._PILLAR.search(review.words("rmp", "contingency")) and not review.present("victim_safety"):
            return
        acts = [
            s for s in told if not self._WISH.search(s) and (self._MEASURE.search(s) or self._ACT.search(s))
        ]
        acts += [
            s for s in plan if theirs.search(s) and self._MEASURE.search(s) and not self._CONDITION.search(s)
        ]
        if not acts:
            yield Found(
                "There is a victim, and nothing says what is done for their safety.",
                place(review.substance("victim")[0], review),
            )
            return
        people = [a.name.split()[-1] for a in review.document.attendance if a.name.split()]
        said = " ".join([*acts, *told])
        if not agencies_in(said) and not any(re.search(rf"\b{re.escape(p)}\b", said) for p in people):
            yield Found(
                "What is done for the victim's safety belongs to nobody.",
                place(review.substance("victim")[0], review),
                severity=Severity.MEDIUM,
            )

    _CONDITION = re.compile(
        r"^\W*(?:not to|no contact|to (?:reside|live)|(?:he|she|you) must)\b", re.IGNORECASE
    )

    @staticmethod
    def _of_victim(review: Review) -> re.Pattern[str]:
        """Words for the victim: as such, and by the names in their section that are nobody's at the table."""
        table = " ".join(a.name for a in review.document.attendance)
        named = {m.group() for m in FULL_NAME.finditer(review.words("victim"))}
        own = [re.escape(n) for n in named if n.split()[-1] not in table]
        return words("|".join([r"victims?|vlo|her|them|ms|mrs|family", *own]))


class VIC05(Check):
    """Children and vulnerable adults are addressed.

    Bad:
        # Children and safeguarding
        (without)

    Good:
        # Children and safeguarding
        Ms Archer's two children are known to children's services, who were told of the release date on 3 May.
    """

    severity = Severity.HIGH
    sources = (*regulation_28(), *hampshire())
    families = ()
    section = "children"
    why = "Children in a household nobody asked about have died."
    hint = (
        "Say which children and vulnerable adults he could reach, who has been told, and what they will do."
    )

    _NOT_THERE = (
        "risk_assessment",
        "contingency",
        "licence",
        "offence",
        "attendance",
        "apologies",
        "disclosure",
    )
    """Where a word about children is a level, an event or a condition, and asks after no child."""

    def look(self, review: Review) -> Iterator[Found]:
        fault = shortfall(review, "children")
        pattern = words(
            r"child(?:ren)?|kids|daughters?|sons?|nieces?|nephews?|safeguarding|(?:vulnerable )?adults? "
            r"at risk|"
            r"vulnerable adults?|csc|children's services|babies|baby|toddler|grandchild\w*"
        )
        if fault and not review.mentions(pattern, "updates", "rmp", "victim", "victim_safety"):
            yield Found(f"The section on children and safeguarding {fault[0]}.", fault[1])
        elif not review.on_form("children") and not any(
            section not in self._NOT_THERE for section, _ in review.find(pattern)
        ):
            yield Found(
                "Nothing is said of children or vulnerable adults.", None, confidence=Confidence.MEDIUM
            )


class VIC06(Check):
    """Possible future victims are considered.

    Bad:
        # Risk assessment
        High risk of serious harm to his ex-partner, by violence, which is thought imminent.

    Good:
        # Risk assessment
        High risk of serious harm to his ex-partner, and to any future partner, by violence.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.LOW
    sources = inspection("paragraph 3.5", "paragraph 6.25")
    section = "victim"
    why = "The next victim is often the next partner, whom nobody had in mind."
    hint = (
        "Say who else could come to harm (new partners, their children, neighbours) and how it would be "
        "noticed."
    )
    _OTHERS = words(
        r"(?:anyone|anybody|any one|somebody|someone|others?|everybody|everyone|another)\b(?! agenc\w+| "
        r"officer)|"
        r"any (?:\w+ ){0,2}(?:females?|males?|wom[ae]n|m[ae]n|person|child|girl|boy)|"
        r"(?:future|potential|other|new|any|further|possible|next) (?:\w+ ){0,2}(?:victims?|partners?|"
        r"relationships?|women|men|girlfriends?|boyfriends?|children)|"
        r"(?:the )?public|(?:to|for|of|kids|their) (?:\w+ ){0,2}children|strangers?|"
        r"women|men|girls|boys|kids|partners|girlfriends|boyfriends|residents|workers|customers|neighbours|"
        r"whoever|anyone|next (?:\w+ )?(?:woman|man|partner)|any (?:woman|man)|adults unknown"
    )
    _LOW = re.compile(
        r"\b(?:staff|children|public)\b[^.;\n]{0,12}\blow\b|\blow\b[^.;\n]{0,30}\b(?:staff|children|"
        r"public|everyone|others)\b(?:(?:,| and|"
        r"/)[^.;\n]{0,20}\b(?:staff|"
        r"children|public)\b)*|\b(?:staff|children|public)\W{1,3}low\b",
        re.IGNORECASE,
    )

    def applies(self, review: Review) -> bool:
        return bool(review.substance("risk_assessment", "victim"))

    def look(self, review: Review) -> Iterator[Found]:
        said = review.words("risk_assessment", "victim", "rmp", "supervision", "victim_safety", "contingency")
        if not self._OTHERS.search(self._LOW.sub(" ", said)):
            yield Found(
                "Only the known victim is spoken of; nothing is said of possible future victims.", None
            )


class DIV01(Check):
    """What is noted under diversity says something of the person.

    Bad:
        # Diversity
        No diversity issues.

    Good:
        # Diversity
        White British. He reads with difficulty, so his conditions are read to him and explained.
    """

    severity = Severity.MEDIUM
    confidence = Confidence.MEDIUM
    sources = thematic("section 1.4", "section 2.4")
    section = "diversity"
    why = (
        "“No issues” mostly means that nobody asked: everybody has an age, a language and a way of learning."
    )
    hint = "Note ethnicity, disability, literacy, learning style and language, and what is done about each."
    _NONE = words(r"no(?:ne)?|nil|not")

    def look(self, review: Review) -> Iterator[Found]:
        for section in review.substance("diversity"):
            assert section.span is not None
            said = review.document.quote(section.span)
            if (
                len(said.split()) <= 9
                and self._NONE.search(said)
                and words(
                    r"diversity|issues?|needs?|concerns?|factors?|identified|apply|applies|applicable|"
                    r"known|raised|d&i"
                ).search(said)
            ) or re.fullmatch(r"\W*(?:nil|none|no|n/?a|nothing)\W*", said, re.IGNORECASE):
                yield Found("The diversity section says only that there is none.", place(section, review))
