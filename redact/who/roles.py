"""What part each person has in the case, from the evidence around their names.

Every piece of evidence has a weight and says itself in words. Structure weighs most (the subject, the attendance),
then a label or a kinship word right beside the name, then the section and the verbs around it. The role with the
most weight decides; where two are near, the order of `_ORDER` does: a professional who is called a friend is a
professional, a child who was harmed is a victim first and a child as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.document import Document
from models.people import Role
from redact.who.names import fold

SURE, STRONG, FAIR, WEAK = 100, 20, 8, 3

MENTIONS_READ = 40
"""How many mentions of one person are read for evidence: a role shows early, and time stays linear."""

_ORDER = (
    Role.SUBJECT,
    Role.PROFESSIONAL,
    Role.VICTIM,
    Role.CHILD,
    Role.FAMILY,
    Role.WITNESS,
    Role.ASSOCIATE,
    Role.PUBLIC,
)

_FAMILY = (
    r"(?:(?:step|half|grand|great-grand|foster|adoptive|ex|birth)[- ]?)?(?:mother|father|mum|mam|dad|parents?|brother|sister|sibling|siblings|husband|wife|spouse|partner|girlfriend|boyfriend|"
    r"fianc[ée]e?|uncle|aunt|auntie|nephew|niece|cousin|nan|nana|gran|granny|grandad|grandmother|grandfather|grandparents)"
)
_CHILD = (
    r"(?:(?:step|grand|foster|adopted)[- ]?)?(?:son|daughter|child|children|baby|infant|toddler|pupil|kids)"
)
_NEAR = r"(?:'s|’s)?(?:,|:| is| was| are| were|,? (?:called|named)| \(|['’]s name is)?[ \u00a0]{0,2}(?:[^\W\d_]+(?: \(\d{1,2}\))?(?:,| and| &) ){0,3}(?:[A-Z][\w.'’-]{0,20} )?$"


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){words}{_NEAR}", re.IGNORECASE)


def _after(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:['’]s)?,? ?\(?(?:who (?:is|was) )?(?:is |was )?(?:{words})(?![\w-])", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class _Cue:
    role: Role
    weight: int
    why: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


_RANK = r"(?:(?:T/|A/)?(?:PC|WPC|DC|PS|DS|DI|DCI|DSU|PCSO)|Det\.? (?:Con|Sgt|Insp)|(?:Detective |Chief |Police )?(?:Constable|Sergeant|Inspector|Superintendent)|Sgt|Insp|Supt|HHJ|Judge|Governor|Cllr|Councillor)"
_JOB = (
    r"(?:(?:senior )?probation (?:services? )?officer|(?:prison |community )?offender (?:manager|supervisor)|social worker|(?:team|service|case|line|housing|operations|deputy|area) manager|case ?worker|key ?worker|support worker|housing officer|"
    r"(?:victim )?liaison officer|prison officer|care co-?ordinator|(?:forensic )?psychologist|(?:consultant )?psychiatrist|health visitor|nurse|idva|isva|mappa (?:co-?ordinator|administrator|chair|manager)|head ?teacher|teacher|"
    r"solicitor|barrister|counsel|youth worker|recovery worker|work coach|gp|chair|minute[- ]?taker|administrator|agent|lawyer|advocate|team leader|police officer|officer in (?:the )?case|doctor|chaplain|coroner|pom|com|vlo|spo|po)"
)
_AGENCY = r"(?:police|probation|constabulary|council|nhs|prison|hmp|hmpps|housing|children|adult|social|trust|jobcentre|education|camhs|mental|victim|ministry|service)"

CUES: tuple[_Cue, ...] = (
    _Cue(Role.PROFESSIONAL, STRONG, "a police or judicial rank stands before the name", re.compile(rf"(?<!\w){_RANK}\.?(?: \d{{1,6}})?,? $")),
    _Cue(Role.PROFESSIONAL, STRONG, "a professional's job stands before the name", re.compile(rf"(?<!\w){_JOB},?:? (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?$", re.IGNORECASE)),
    _Cue(Role.PROFESSIONAL, FAIR, "an agency or a job stands after the name", after=re.compile(rf"^,? ?[(\t–-]? ?(?:the |a |an |his |her |their )?(?:[A-Za-z&']+ ){{0,3}}(?:{_JOB}|{_AGENCY})\b", re.IGNORECASE)),
    _Cue(Role.PROFESSIONAL, STRONG, "the text says what the person's job is", after=_after(rf"(?:the |a |an |his |her |their )?(?:[a-z]+ ){{0,2}}{_JOB}")),
    _Cue(Role.PROFESSIONAL, FAIR, "the title is one that people have by profession", re.compile(r"(?<!\w)(?:Dr|Prof(?:essor)?|Rev(?:d|erend)?)\.? $")),
    _Cue(Role.PROFESSIONAL, WEAK, "the person reports to the meeting", after=re.compile(r"^ (?:reported|advised|updated|confirmed|chaired|outlined|stated|noted|agreed to|will (?:liaise|contact|refer|arrange|update|request|complete|ensure|check|make|send|share)|to (?:liaise|contact|refer|arrange|update|request|complete|ensure|check))\b")),
    _Cue(Role.VICTIM, STRONG, "the word victim stands beside the name", _before(r"(?:the |his |her |named |known |identified |intended |potential |index |direct )?(?:victim|victims|complainant|injured party|survivor)(?: \d| [A-Z](?!\w))?"), _after(r"(?:the |a |his |her |another )?(?:victim|complainant|survivor)")),
    _Cue(Role.VICTIM, FAIR, "the text says that harm was done to the person", re.compile(r"(?:assault(?:ed|ing)?|attack(?:ed|ing)?|rap(?:ed?|ing)|stabb(?:ed|ing)|strangl(?:ed|ing)|harass(?:ed|ing)|stalk(?:ed|ing)|threaten(?:ed|ing)|abus(?:ed|ing)|punch(?:ed|ing)|kick(?:ed|ing)|groom(?:ed|ing)|contact(?:ing)?|approach(?:ing)?|offences? (?:against|on)|violence (?:to|towards|against)|assault (?:on|upon)|rape of|murder of|harm to|threats? to(?: kill)?|risk to|protect(?:ion of)?|non-contact (?:condition )?(?:with|for)|no contact with|not to contact|restraining order (?:protects?|protecting|for|in respect of)) (?:both |either )?(?:[^\W\d_]+(?:,| and) )?(?:(?:Mr|Mrs|Ms|Miss) )?$", re.IGNORECASE), re.compile(r"^ (?:was (?:assaulted|attacked|raped|stabbed|abused|strangled|threatened|harassed|injured|groomed)|(?:sustained|suffered) |has asked for (?:a |an )?(?:exclusion|non-contact)|(?:is|was) (?:afraid|frightened|fearful)|remains (?:afraid|frightened|fearful|at risk|vulnerable)|told (?:the |an? )?(?:officer|police|vlo)|does not want|has moved (?:address|home|to|and)|has opted)", re.IGNORECASE)),
    _Cue(Role.CHILD, STRONG, "a word for a child stands beside the name", _before(_CHILD), _after(rf"(?:his|her|their|the|a)? ?(?:\w+ )?{_CHILD}")),
    _Cue(Role.CHILD, STRONG, "the age given is a child's", after=re.compile(r"^,? ?(?:\((?:aged? )?(?:\d|1[0-7])(?: ?(?:years?|yrs?|months?|mths?|weeks?|y|m)(?: old)?)?\)|,? aged? (?:\d|1[0-7])(?!\d)|is (?:\d|1[0-7])(?!\d)(?: years old)?|\((?:\d|1[0-7]),)")),
    _Cue(Role.FAMILY, STRONG, "a word for a relative or partner stands beside the name", _before(_FAMILY), _after(rf"(?:his|her|their|the \w+['’]s) (?:\w+ )?{_FAMILY}")),
    _Cue(Role.WITNESS, FAIR, "the person saw what happened or gave a statement", after=re.compile(r"^,? (?:who )?(?:(?:has |had |also )?(?:gave|given|provided|made) (?:a |an? \w+ )?(?:statement|evidence|account)|is willing to (?:attend court|give evidence)|witnessed |saw the (?:assault|attack|incident))")),
    _Cue(Role.SUBJECT, FAIR, "the text speaks of the person's sentence, arrest or supervision", after=re.compile(r"^(?:['’]s)?,? (?:who )?(?:was |is |has been |had been |is being |is due to be |will be )?(?:currently |recently |previously |also )?(?:sentenced|convicted|released|recalled|remanded|arrested|charged|cautioned|subject to|on licence|in custody|serving|managed|supervised|registered|(?:has )?attended (?:all|every|his|her|probation|supervision)|(?:has )?missed (?:an |his |her )?appointment|denies|denied|breached|reoffended|pleaded|must not|is not to|(?:licence|release|supervision|index offence|risk|offending|recall|sentence|OASys|PNC|conviction)s?\b)")),
    _Cue(Role.ASSOCIATE, FAIR, "the text says that the person keeps company with the subject", re.compile(r"(?:staying with|associat(?:ing|es|ed) with|seen with|living with|drinking with|company of|met up with|released with|stopped with) (?:Mr |Ms |Miss |Mrs )?$", re.IGNORECASE), re.compile(r"^,? (?:\(see intel\)|also there|is (?:a )?known to police|drives )")),
    _Cue(Role.PUBLIC, STRONG, "the text says that the person lives or works near by", after=re.compile(r"^,? (?:who )?(?:lives|living|works) (?:next door|opposite|upstairs|downstairs|nearby|across the road|in the (?:flat|shop))")),
    _Cue(Role.PROFESSIONAL, FAIR, "the meeting asks or thanks the person as one of its own", re.compile(r"(?:thanked|welcomed|agreed that|asked|apologies (?:from|for)|discussion with|email from|report from|update from|chaired by) (?:Mr |Ms |Miss |Mrs |Dr )?$", re.IGNORECASE), re.compile(r"^ (?:(?:for attending|for (?:his|her|the) (?:report|update))|to (?:chase|ring|speak|tell|get|check|visit|email|write|attend|provide|obtain|follow|confirm|review|submit|discuss|raise|explore|feed)\b|(?:asked everyone|introduced|summarised|presented|fed back|gave an update|gave apologies|sent apologies)\b|(?:will|would|to) (?:liaise|speak to|visit|feed back))")),
    _Cue(Role.WITNESS, STRONG, "the word witness stands beside the name", _before(r"(?:witness|witnesses|informant|source)"), _after(r"(?:the |a )?(?:key |main )?(?:witness|informant)")),
    _Cue(Role.ASSOCIATE, STRONG, "a word for a friend or associate stands beside the name", _before(r"(?:friends?|associates?|co-?defendants?|co-?accused|cell ?mates?|acquaintances?|peers?|drinking partner|known offender|gang member|accomplice|flatmate|housemate)"), _after(r"(?:a |an |his |her |another )?(?:close |known |old |long-standing |criminal )?(?:friend|associate|co-?defendant|acquaintance|known offender|registered sex offender)")),
    _Cue(Role.PUBLIC, STRONG, "a word for a member of the public stands beside the name", _before(r"(?:neighbours?|landlord|landlady|members? of (?:the )?public|employer|shopkeeper|passer-?by|resident|manager of the shop|tenant)"), _after(r"(?:a |an |his |her |the )?(?:neighbour|landlord|landlady|member of the public|employer|shopkeeper|passer-?by|local resident)")),
    _Cue(Role.SUBJECT, STRONG, "a word for the subject stands beside the name", _before(r"(?:offender|perpetrator|defendant|applicant|nominal|subject)(?: name| details)?"), _after(r"(?:the )?(?:offender|perpetrator|defendant|subject of (?:this|the))")),
)  # fmt: skip

_LABELS: tuple[tuple[Role, re.Pattern[str]], ...] = tuple(
    (role, re.compile(rf"(?:^|\W)(?:{words})(?:$|\W)", re.IGNORECASE))
    for role, words in (
        (Role.PROFESSIONAL, rf"{_JOB}|attendees?|present|apologies|in attendance|(?:in the )?room|to|from|cc|action owner|owner|responsible|lead|chaired|agency|representative|prepared by|completed by|referrer|referred by|countersigned|author|line manager|officer|approved|distribution|(?:taken|submitted|authorised) by"),
        (Role.VICTIM, r"victims?(?:['’]s)?|complainant|injured party"),
        (Role.CHILD, r"child(?:ren)?|son|daughter|siblings?|pupil"),
        (Role.FAMILY, _FAMILY + r"|next of kin|relatives?|family(?: members?)?|emergency contact"),
        (Role.WITNESS, r"witness(?:es)?|informant"),
        (Role.ASSOCIATE, r"associates?|friends?|co-?defendants?"),
        (Role.PUBLIC, r"neighbours?|landlord|employer|members? of (?:the )?public"),
        (Role.SUBJECT, r"re|offender|subject(?! to)|perpetrator|defendant|nominal|alias(?:es)?|known as|name of (?:the )?(?:offender|subject|individual|client|person|service user)|meeting|minutes of"),
    )
)  # fmt: skip

_LABEL_END = re.compile(r":(?!.*:)|(?<=\w) ?[-–—] (?!.*[-–—] )")
"""Where a label ends that a line opens with: "Subject: ...", "In the room - ..."."""

_SECTIONS: dict[str, Role] = {
    "attendance": Role.PROFESSIONAL,
    "apologies": Role.PROFESSIONAL,
    "victim": Role.VICTIM,
    "children": Role.CHILD,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The role that decides, the others, an agency, and the evidence in words."""

    role: Role
    also: tuple[Role, ...]
    agency: str
    why: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """Weights and reasons, collected for one person."""

    weights: dict[Role, int]
    reasons: dict[Role, dict[str, int]]
    agency: str = ""

    @classmethod
    def none(cls) -> Evidence:
        """Nothing yet."""
        return cls(defaultdict(int), defaultdict(dict))

    def add(self, role: Role, weight: int, why: str) -> None:
        """The same reason counts twice at most: a name on every page is not more of a victim."""
        seen = self.reasons[role].get(why, 0)
        if seen < 2:
            self.weights[role] += weight if seen == 0 else weight // 3
        self.reasons[role][why] = seen + 1

    def verdict(self) -> Verdict:
        """What the evidence comes to."""
        if not self.weights:
            return Verdict(Role.UNKNOWN, (), self.agency, ())
        top = max(self.weights.values())
        near = [r for r in _ORDER if self.weights.get(r, 0) >= max(top * 0.6, WEAK)]
        role = near[0]
        also = tuple(r for r in _ORDER if r is not role and self.weights.get(r, 0) >= STRONG)
        why = tuple(dict.fromkeys(w for r in (role, *also) for w in self.reasons[r]))
        return Verdict(role, also, self.agency, why)


class RoleReader:
    """Reads evidence off one document."""

    def __init__(self, document: Document, headings: Mapping[int, str]) -> None:
        """`headings` gives the label of a table's cells by where they start."""
        self._document = document
        self._headings = headings
        self._sections = [(s.span.start, s.span.end, s.name) for s in document.sections if s.span]
        self._starts = [b.start for b in document.blocks]

    def read(self, spans: list[tuple[int, int]], is_subject: bool) -> Evidence:
        """Everything the text says about somebody who is named at these places."""
        evidence = Evidence.none()
        if is_subject:
            evidence.add(Role.SUBJECT, SURE * 2, "the document is about this person")
        for start, end in spans[:MENTIONS_READ]:
            self._from_words(evidence, start, end)
            self._from_place(evidence, start)
        return evidence

    def _from_words(self, evidence: Evidence, start: int, end: int) -> None:
        text = self._document.text
        line = (
            max(text.rfind("\n", max(0, start - 120), start), text.rfind("\t", max(0, start - 120), start))
            + 1
        )
        before = text[max(line, start - 90) : start]
        stop = text.find("\n", end, end + 70)
        after = text[end : stop if stop >= 0 else end + 70]
        name = re.match(r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Rev)\.? )", text[start:end])
        if name:
            before += name[0]
        for cue in CUES:
            hit = (cue.before and cue.before.search(before)) or (cue.after and cue.after.search(after))
            if hit:
                evidence.add(cue.role, cue.weight, cue.why)

    def _from_place(self, evidence: Evidence, start: int) -> None:
        at = bisect_right(self._starts, start) - 1
        block = self._document.blocks[at]
        label = self._headings.get(block.start, "")
        line = max(self._document.text.rfind("\n", max(0, start - 80), start), block.start - 1) + 1
        inline = self._document.text[line:start]
        mark = _LABEL_END.search(inline)
        if mark:
            label += " | " + inline[: mark.start()][-60:]
        for role, pattern in _LABELS:
            if label and pattern.search(label) and len(label) < 160:
                evidence.add(role, STRONG, f"stands under a label for a {role}")
        for role in self._section_roles(start):
            weight = STRONG if role is Role.PROFESSIONAL else WEAK
            evidence.add(role, weight, f"stands in the section on {_SECTION_WORDS[role]}")

    def _section_roles(self, start: int) -> Iterator[Role]:
        for begin, end, name in self._sections:
            if begin <= start < end and name in _SECTIONS:
                yield _SECTIONS[name]


_SECTION_WORDS = {Role.PROFESSIONAL: "attendance", Role.VICTIM: "victims", Role.CHILD: "children"}


def agency_of_email(domain: str) -> str:
    """The agency that an address's domain belongs to, as far as the domain says."""
    for ending, agency in (
        ("police.uk", "Police"),
        ("justice.gov.uk", "Probation or Prison Service"),
        ("nhs.uk", "NHS"),
        ("nhs.net", "NHS"),
        ("gov.uk", "Local or central government"),
    ):
        if domain.casefold().endswith(ending):
            return agency
    return ""


def key_of(name: str) -> str:
    """A name as something to compare attendance rows by."""
    return " ".join(fold(w) for w in name.split())
