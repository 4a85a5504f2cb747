"""What the words around a name say of the person's part in the case: cues before and after it, and labels.

Each cue has a weight and says itself in words, which an officer reads. Windows are short and repetition is
bounded, so a cue costs the same wherever it is looked for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.people import Role
from redact.who.vocabulary import AGENCY, CHILD, FAMILY, JOB, RANK

SURE, STRONG, FAIR, WEAK = 100, 20, 8, 3
"""Weights: structure; words right beside the name; words that usually mean it; a hint."""

_NEAR = (
    r"(?:'s|’s)?(?:,|:| is| was| are| were|,? (?:called|named)| \(|"
    r"['’]s name is)?[ \u00a0]{0,2}(?:[^\W\d_]+(?: \(\d{1,2}\))?(?:,| and|"
    r" &) ){0,3}(?:[A-Z][\w.'’-]{0,20} )?$"
)


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){words}{_NEAR}", re.IGNORECASE)


def _after(words: str) -> re.Pattern[str]:
    return re.compile(
        rf"^(?:['’]s)?,? ?\(?(?:who (?:is|was) )?(?:is |was )?(?:{words})(?![\w-])", re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing the words before a name, or after it, can say of its person's role."""

    role: Role
    weight: int
    why: str
    before: re.Pattern[str] | None = None
    after: re.Pattern[str] | None = None


CUES: tuple[Cue, ...] = (
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "a police or judicial rank stands before the name",
        re.compile(rf"(?<!\w){RANK}\.?(?: \d{{1,6}})?,? $"),
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "a professional's job stands before the name",
        re.compile(rf"(?<!\w){JOB},?:?(?: is| was)? (?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?$", re.IGNORECASE),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "an agency or a job stands after the name",
        after=re.compile(
            rf"^(?:, ?|,? ?[(\t–-] ?)(?:the |a |an |his |her |their )?"
            rf"(?:[A-Za-z&']+ ){{0,3}}(?:{JOB}|{AGENCY})"
            r"\b",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the text says what the person's job is",
        after=_after(rf"(?:the |a |an |his |her |their )?(?:[a-z]+ ){{0,2}}{JOB}"),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "the title is one that people have by profession",
        re.compile(r"(?<!\w)(?:Dr|Prof(?:essor)?|Rev(?:d|erend)?)\.? $"),
    ),
    Cue(
        Role.PROFESSIONAL,
        WEAK,
        "the person reports to the meeting",
        after=re.compile(
            r"^ (?:reported|advised|updated|confirmed|chaired|outlined|stated|noted|agreed to|"
            r"will (?:liaise|contact|refer|arrange|update|request|complete|ensure|check|make|send|share)|"
            r"to (?:liaise|contact|refer|arrange|update|request|complete|ensure|check))\b"
        ),
    ),
    Cue(
        Role.VICTIM,
        STRONG,
        "the word victim stands beside the name",
        _before(
            r"(?:the |his |her |named |known |identified |intended |potential |index |direct )?(?:victim|"
            r"victims|complainant|injured party|survivor)(?: \d| [A-Z](?!\w))?"
        ),
        _after(r"(?:the |a |his |her |another )?(?:victim|complainant|survivor)"),
    ),
    Cue(
        Role.VICTIM,
        STRONG,
        "the text says that the risk is to the person, or that an order protects the person",
        re.compile(
            r"(?:(?:the |main |greatest |highest )?risks? (?:is|are|remains?|lies?) "
            r"(?:mainly |mostly |principally )?"
            r"(?:to|towards|with)|(?:restraining|non-molestation|exclusion|protection|protective) order "
            r"(?:protects?|protecting|for|in favour of|in respect of)|panic alarm (?:for|fitted for)|"
            r"non-disclosure of) (?:[^\W\d_]+(?:,| and) )?(?:(?:Mr|Mrs|Ms|Miss) )?$",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.VICTIM,
        STRONG,
        "the subject was seen at the person's home, or is kept from it",
        re.compile(
            r"(?:(?:outside|near|watching|approached|entered|broke into|turned up at|away from) (?:the )?"
            r"(?:home|house|flat|address|workplace|place of work) of (?:his |her |their )?"
            r"(?:(?:former |ex-?)?(?:wife|husband|partner|girlfriend|boyfriend|ex)?,? )?|"
            r"(?:loitering|waiting|parked|seen|standing) (?:outside|near|by|opposite) |turned up at )"
            r"(?:(?:Mr|Mrs|Ms|Miss) )?$",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.VICTIM,
        FAIR,
        "the text says that harm was done to the person",
        re.compile(
            r"(?:assault(?:ed|ing)?|attack(?:ed|ing)?|rap(?:ed?|ing)|stabb(?:ed|ing)|strangl(?:ed|ing)|"
            r"harass(?:ed|ing)|stalk(?:ed|ing)|threaten(?:ed|ing)|abus(?:ed|ing)|punch(?:ed|ing)|kick(?:ed|"
            r"ing)|groom(?:ed|ing)|contact(?:ing)?|approach(?:ing)?|offences? (?:against|on)|"
            r"violence (?:to|towards|against)|assault (?:on|upon)|rape of|murder of|harm to|"
            r"threats? to(?: kill)?|risk to|protect(?:ion of)?|non-contact (?:condition )?(?:with|for)|"
            r"no contact with|not to contact|restraining order (?:protects?|protecting|for|"
            r"in respect of)) (?:both |either )?(?:[^\W\d_]+(?:,| and) )?(?:(?:Mr|Mrs|Ms|Miss) )?$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^ (?:was (?:assaulted|attacked|raped|stabbed|abused|strangled|threatened|harassed|injured|"
            r"groomed)|(?:sustained|suffered) |has asked for (?:a |an )?(?:exclusion|non-contact)|(?:is|"
            r"was) (?:afraid|frightened|fearful)|remains (?:afraid|frightened|fearful|at risk|vulnerable)|"
            r"told (?:the |an? )?(?:officer|police|vlo)|does not want|has moved (?:address|home|to|and)|"
            r"has opted)",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.CHILD,
        STRONG,
        "a word for a child stands beside the name",
        _before(CHILD),
        _after(rf"(?:his|her|their|the|a) (?:[a-z]+ )?{CHILD}"),
    ),
    Cue(
        Role.CHILD,
        STRONG,
        "the age given is a child's",
        after=re.compile(
            r"^,? ?(?:\((?:aged? )?(?:\d|1[0-7])(?: ?(?:years?|yrs?|months?|mths?|weeks?|y|m)(?: old)?)?\)|"
            r",? aged? (?:\d|1[0-7])(?!\d)|is (?:\d|1[0-7])(?!\d)(?: years old)?|\((?:\d|1[0-7]),)"
        ),
    ),
    Cue(
        Role.FAMILY,
        STRONG,
        "a word for a relative or partner stands beside the name",
        _before(FAMILY),
        _after(rf"(?:(?:his|her|their|(?:the )?[\w-]+['’]s) (?:\w+ )?{FAMILY}|(?<=\(){FAMILY}(?=\)))"),
    ),
    Cue(
        Role.WITNESS,
        FAIR,
        "the person saw what happened or gave a statement",
        after=re.compile(
            r"^,? (?:who )?(?:(?:has |had |also )?(?:gave|given|provided|made) (?:a |"
            r"an? \w+ )?(?:statement|evidence|account)|"
            r"(?:\w+ ){0,3}(?:withdraw|withdrew|retract|retracted|signed) (?:her|his|their|the) statement|"
            r"is willing to (?:attend court|give evidence)|"
            r"witnessed |saw the (?:assault|attack|incident))"
        ),
    ),
    Cue(
        Role.SUBJECT,
        FAIR,
        "the text speaks of the person's sentence, arrest or supervision",
        after=re.compile(
            r"^(?:['’]s)?,? (?:who )?(?:was |is |has been |had been |is being |is due to be |"
            r"will be )?(?:currently |recently |previously |also )?(?:sentenced|convicted|released|"
            r"recalled|remanded|arrested|charged|cautioned|subject to|on licence|in custody|serving|"
            r"managed|supervised|registered|(?:has )?attended (?:all|every|his|her|probation|supervision)|"
            r"(?:has )?missed (?:an |his |her )?appointment|denies|denied|breached|reoffended|pleaded|"
            r"must not|is not to|(?:licence|release|supervision|index offence|risk|offending|recall|"
            r"sentence|OASys|PNC|conviction)s?\b)"
        ),
    ),
    Cue(
        Role.ASSOCIATE,
        FAIR,
        "the text says that the person keeps company with the subject",
        re.compile(
            r"(?:staying with|associat(?:ing|es|ed) with|seen with|living with|drinking with|company of|"
            r"met up with|released with|stopped with) (?:Mr |Ms |Miss |Mrs )?$",
            re.IGNORECASE,
        ),
        re.compile(r"^,? (?:\(see intel\)|also there|is (?:a )?known to police|drives )"),
    ),
    Cue(
        Role.PUBLIC,
        STRONG,
        "the text says that the person lives or works near by",
        after=re.compile(
            r"^,? (?:who )?(?:lives|living|works) (?:next door|opposite|upstairs|downstairs|nearby|"
            r"across the road|in the (?:flat|shop))"
        ),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "the meeting asks or thanks the person as one of its own",
        re.compile(
            r"(?:thanked|welcomed|agreed that|asked|apologies (?:from|for)|discussion with|email from|"
            r"report from|update from|chaired by) (?:Mr |Ms |Miss |Mrs |Dr )?$",
            re.IGNORECASE,
        ),
        re.compile(
            r"^ (?:(?:for attending|for (?:his|her|the) (?:report|update))|to (?:chase|ring|speak|tell|get|"
            r"check|visit|email|write|attend|provide|obtain|follow|confirm|review|submit|discuss|raise|"
            r"explore|feed)\b|(?:asked everyone|introduced|summarised|presented|fed back|gave an update|"
            r"gave apologies|sent apologies)\b|(?:will|would|to) (?:liaise|speak to|visit|feed back))"
        ),
    ),
    Cue(
        Role.WITNESS,
        STRONG,
        "the word witness stands beside the name",
        _before(r"(?:witness|witnesses|informant|source)"),
        _after(r"(?:the |a )?(?:key |main )?(?:witness|informant)"),
    ),
    Cue(
        Role.ASSOCIATE,
        STRONG,
        "a word for a friend or associate stands beside the name",
        _before(
            r"(?:friends?|associates?|co-?defendants?|co-?accused|cell ?mates?|"
            r"mates?|pals?|dealer|acquaintances?|peers?|"
            r"drinking partner|known offender|gang member|accomplice|flatmate|housemate)"
        ),
        _after(
            r"(?:a |an |his |her |another )?(?:close |known |old |long-standing |criminal )?(?:friend|"
            r"associate|co-?defendant|acquaintance|known offender|registered sex offender)"
        ),
    ),
    Cue(
        Role.PUBLIC,
        STRONG,
        "a word for a member of the public stands beside the name",
        _before(
            r"(?:neighbours?|landlord|landlady|members? of (?:the )?public|employer|shopkeeper|passer-?by|"
            r"resident|manager of the shop|tenant)"
        ),
        _after(
            r"(?:a |an |his |her |the )?(?:neighbour|landlord|landlady|member of the public|employer|"
            r"shopkeeper|passer-?by|local resident)"
        ),
    ),
    Cue(
        Role.SUBJECT,
        STRONG,
        "a word for the subject stands beside the name",
        _before(r"(?:offender|perpetrator|defendant|applicant|nominal|subject)(?: name| details)?"),
        _after(r"(?:the )?(?:offender|perpetrator|defendant|subject of (?:this|the))"),
    ),
)
