"""Words around a name that say what part its bearer has in the case: victim, child, relative and the rest."""

from __future__ import annotations

import re

from models.people import Role
from redact.who.cue import FAIR, STRONG, WEAK, Cue, after, before, ends, follows, told
from redact.who.other_cues import OTHERS
from redact.who.vocabulary import CHILD, FAMILY

_HURT = (
    r"assault(?:ed|ing)?|attack(?:ed|ing)?|rap(?:ed?|ing)|stabb(?:ed|ing)|strangl(?:ed|ing)|"
    r"harass(?:ed|ing)|stalk(?:ed|ing)|threaten(?:ed|ing)|abus(?:ed|ing)|punch(?:ed|ing)|kick(?:ed|ing)|"
    r"groom(?:ed|ing)|slapp(?:ed|ing)|grabb(?:ed|ing)|push(?:ed|ing)|chok(?:ed|ing)|bit(?:ten)?|hit|hurt|"
    r"struck|"
    r"spat at|follow(?:ed|ing)|robb(?:ed|ing)|burgled"
)
_MINOR = r"(?:\d|1[0-7])"
_MINOR_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen)"
)

VICTIMS: tuple[Cue, ...] = (
    Cue(
        Role.VICTIM,
        STRONG,
        "the word victim stands beside the name",
        before(
            r"(?:the |his |her |named |known |identified |intended |potential |index |direct )?(?:victim|"
            r"victims|vic|complainant|complainer|injured party|aggrieved|survivor|(?:person|people|persons) "
            r"(?:harmed|at risk|affected))(?: ?\d(?:\))?| [A-Z](?!\w))?"
        ),
        after(
            r"(?:the |a |his |her |another |named |known |(?:ex-)?(?:wife|husband|partner) and )?(?:victim|"
            r"complainant|complainer|"
            r"survivor)"
        ),
    ),
    Cue(
        Role.VICTIM,
        STRONG,
        "the police's letters for an injured or aggrieved person stand before the name",
        re.compile(r"(?<![\w-])(?:IP|AP|VIC)\d?:? $"),
    ),
    Cue(
        Role.VICTIM,
        STRONG,
        "the text says that the risk is to the person, or that an order protects the person",
        ends(
            r"(?:the |main |greatest |highest )?risks? (?:is|are|remains?|lies?) (?:mainly |mostly |"
            r"principally )?"
            r"(?:to|towards|with)|(?:restraining|non-molestation|exclusion|protection|protective|"
            r"occupation) order "
            r"(?:protects?|protecting|for|in favour of|in respect of)|panic alarm (?:for|fitted for)|"
            r"(?:concerns?|fears?) for (?:the safety of )?|safety plan (?:for|with)|"
            r"non-disclosure of|(?:threats?|threat to kill)(?: to kill)? (?:was |were |is )?(?:made )?"
            r"(?:to|against|towards)|victim is|street in which|keep away from|stay away from|"
            r"(?:not|never) (?:to )?(?:be told|learn|know|find out|be given)(?: that| where| "
            r"about| the address of)"
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
            r"(?:loitering|waiting|parked|standing) (?:outside|near|by|opposite) |seen (?:outside|"
            r"near|opposite) |turned up at |"
            r"thinking about |obsessed with |fixated (?:on|with) )"
            r"(?:(?:Mr|Mrs|Ms|Miss) )?$",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.VICTIM,
        FAIR,
        "the text says that harm was done to the person",
        re.compile(
            rf"(?<!\w)(?:{_HURT}|(?:offences?|offending|assault|attack) "
            r"(?:against|on|upon)|violence (?:to|towards|against)|rape of|murder of|harm to|"
            r"threats? to(?: kill)?|risk to|protect(?:ion of)?|non-contact (?:condition )?(?:with|for)|"
            r"no contact with|not to contact|in relation to|took hold of|on top of|sorry for) (?:both |"
            r"either )?"
            r"(?:[^\W\d_]+(?:,| and) )?(?:(?:Mr|Mrs|Ms|Miss) )?$",
            re.IGNORECASE,
        ),
        follows(
            rf"(?:was|were|been|is being) (?:{_HURT}|injured)|(?:sustained|suffered) |"
            r"(?:has )?asked for (?:the |a |an )?(?:\w+ )?(?:exclusion|non-contact|zone|panic "
            r"alarm|restraining order)|(?:is|was) (?:so |very |still )?(?:afraid|"
            r"frightened|"
            r"fearful|scared|tearful|terrified)|"
            r"remains (?:afraid|frightened|fearful|at risk|vulnerable|scared)|"
            r"told (?:the |an? )?(?:officer|police|vlo|attending)|does not want|has (?:been )?moved"
            r"(?: (?:address|home|to|and)|\.|,)|has opted|"
            r"has (?:had|received) (?:[a-z]+ ){0,3}(?:silent|threatening|nuisance|abusive|malicious) |"
            r"(?:has been given|has|was given) a panic alarm|is in the (?:victim )?contact scheme|would "
            r"like to move|"
            r"(?:was|has been) (?:seen with|moved to) (?:bruis|a refuge)|declines? (?:hospital|to)|"
            r"(?:has )?(?:since )?disclosed|states? (?:that )?[A-Z]|alleges|asked whether s?he would be told|"
            r"still cannot|attended (?:A ?& ?E|hospital)|has changed (?:her|his) (?:number|phone|locks)|"
            r"blocked|would(?: be)? (?:affected|at risk)"
        ),
    ),
    Cue(
        Role.VICTIM,
        WEAK,
        "the text speaks of reaching the person, as one speaks of victims",
        ends(
            r"contact(?:ing)?|approach(?:ing|ed)?|call from|(?:letters?|messages?|texts?|cards?|flowers|"
            r"addressed|"
            r"written|wrote|writes|writing|write|sent) to"
        ),
        follows(r"knew what|does not know|is not surprised|phoned|rang|called"),
        beside=False,
    ),
)

CHILDREN: tuple[Cue, ...] = (
    Cue(
        Role.CHILD,
        STRONG,
        "a word for a child stands beside the name",
        before(rf"{CHILD}(?: of (?:the|this|that|his|her|their) \w+)?"),
        re.compile(
            rf"^(?:['’]s)?,? ?\(?(?:who is |is )?(?:his|her|their|the|a) (?:[a-z]+ )?{CHILD}(?![\w-])",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.CHILD,
        STRONG,
        "the age given is a child's",
        after=re.compile(
            rf"^,? ?(?:\((?:aged? )?{_MINOR}(?: ?(?:years?|yrs?|months?|mths?|weeks?|y|m|yo)(?: old)?)?\)|"
            rf",? aged? {_MINOR}(?!\d)|(?:,? who)? is (?:now |only |just |also )?(?:{_MINOR}(?!\d)|"
            rf"{_MINOR_WORD}\b)"
            rf"(?! (?:of|times|months?|weeks?|days?|miles|stone))(?: years old)?|\({_MINOR},|,? (?:also "
            rf")?{_MINOR}"
            r"(?:,|\.|$| (?:years|yrs|months|weeks) old)|\(?Year \d\d?\b)"
        ),
    ),
    Cue(
        Role.CHILD,
        FAIR,
        "the text speaks of the person at school or with a carer",
        ends(r"(?:collect(?:s|ed|ing)?|pick(?:s|ed|ing)? up|dropp?(?:s|ed|ing)? off)|asking for the|carried"),
        follows(
            r"(?:and [A-Z][\w'’-]+ )?(?:from|to|at) (?:school|nursery)|is (?:on a|subject to a) child|"
            r"(?:is )?in (?:Primary|Year|Reception|nursery|P\d|Y\d|foster|care)|drew (?:a |him|her|the)|"
            r"hid (?:behind|under)|wet the bed|has told (?:a|her|his) teacher|told (?:a|her|his|the) teacher|"
            r"is putting on weight|does not talk at"
        ),
    ),
)

RELATIVES: tuple[Cue, ...] = (
    Cue(
        Role.FAMILY,
        STRONG,
        "a word for a relative or partner stands beside the name",
        before(FAMILY),
        after(
            rf"(?:(?:his|her|their|my|our|(?:the )?[\w'’-]+['’]s) (?:\w+ )?{FAMILY}|(?<=\(){FAMILY}(?=\)))"
        ),
    ),
    Cue(
        Role.FAMILY,
        STRONG,
        "the text says that the two are a couple",
        ends(
            r"(?:relationship with|dating|married(?: to)?|engaged to|seeing|pregnant by|(?:girl|boy)friend "
            r"is|partner is)"
        ),
        follows(r"(?:is |was )?(?:pregnant|expecting)|has (?:a toddler|two of her own)"),
    ),
    Cue(
        Role.FAMILY,
        FAIR,
        "the text says that the subject lives with the person or may go to the person",
        ends(r"(?:lives?|lived|living|stays?|stayed|staying|bides?) (?:w/|at|with) (?:his |her )?|sofa of"),
        beside=False,
    ),
    Cue(
        Role.FAMILY,
        FAIR,
        "the text speaks of telling the person about the subject, as partners are told",
        ends(r"(?:disclos(?:e|ed|ure) to|considered whether)"),
        follows(r"(?:should|will) be told"),
        beside=False,
    ),
)

SUBJECTS: tuple[Cue, ...] = (
    Cue(
        Role.SUBJECT,
        STRONG,
        "a word for the subject stands beside the name",
        before(
            r"(?:offender|perpetrator|perp|defendant|applicant|nominal|subject|suspect|sus|nom|prisoner)"
            r"(?: name| details)?"
        ),
        after(r"(?:the )?(?:offender|perpetrator|defendant|suspect|subject of (?:this|the))"),
    ),
    Cue(
        Role.SUBJECT,
        FAIR,
        "the meeting or the paper is said to be about the person",
        ends(
            r"(?:meeting|conference|panel|discussion|review|referral|concerns?|update|paper|information) "
            r"(?:about|on|regarding|re|concerning|in respect of|to discuss)|discussed the case of|case of"
        ),
    ),
    Cue(
        Role.SUBJECT,
        FAIR,
        "the writer calls the person a relative of his or her own",
        re.compile(r"\b[Mm]y (?:[a-z]+ )?(?:son|daughter|boy|girl|lad|grandson|nephew|brother|husband),? $"),
    ),
    Cue(
        Role.SUBJECT,
        FAIR,
        "the text speaks of the person's sentence, arrest or supervision",
        after=re.compile(
            r"^(?:['’]s)?,? (?:who )?(?:was |is |has been |had been |is being |is due to be |"
            r"will be )?(?:currently |recently |previously |also |still )?(?:sentenced|convicted|released|"
            r"liberated|"
            r"recalled|remanded|arrested|charged|cautioned|detained|bailed|subject to|on licence|out on "
            r"licence|"
            r"on remand|on bail|on tag|in custody|serving|wanted|under notice|"
            r"managed|supervised|registered|(?:has )?attended (?:all|every|his|her|probation|supervision)|"
            r"(?:has )?missed (?:an |his |her )?appointment|denies|denied|breached|reoffended|pleaded|"
            r"must not|is not to|MUST NOT|minimises|has made threats|HAS MADE THREATS|has signed on|"
            r"(?:licence|release|supervision|index offence|risk|offending|recall|curfew|tag|bail|"
            r"sentence|OASys|PNC|conviction)s?\b)"
        ),
    ),
    Cue(
        Role.SUBJECT,
        FAIR,
        "the text says that the person did harm, or that people fear him",
        ends(
            rf"(?:{_HURT}) by|(?:afraid|frightened|scared|fearful|terrified) of|away from|threats? (?:from|"
            rf"by)|"
            r"unwanted (?:calls?|contact) from|breach (?:of|by)|alleges that|convictions? of|visits? from"
        ),
        re.compile(
            rf"^,? (?:who |has |had |then |also )?(?:{_HURT}|kicked|punched|slit|held the (?:knife|door)|"
            rf"raped|"
            r"squeezes|hits|kicks|punches|shouts|threatens|controls|took (?:her|him|hold)|breached|made "
            r"off|ran off) "
            r"(?:the |her |his |him\b|them\b|me\b|a |an |door|[A-Z])",
            re.IGNORECASE,
        ),
        beside=False,
    ),
    Cue(
        Role.SUBJECT,
        WEAK,
        "the person comes late, denies or asks, as those do who are supervised",
        after=follows(
            r"arrived|presented as|failed to|did not attend|has asked to|would (?:not|rather)|thinks that"
        ),
        beside=False,
    ),
)

_LINE = "the rest of the line says what the person is"
BY_LINE: tuple[Cue, ...] = (
    Cue(Role.SUBJECT, STRONG, _LINE, after=told(r"person under review|offender|subject|nominal|perpetrator")),
    Cue(
        Role.VICTIM,
        STRONG,
        _LINE,
        after=told(r"victim(?! (?:liaison|support))|complainant|complainer|attacked|assaulted"),
    ),
    Cue(Role.CHILD, STRONG, _LINE, after=told(CHILD)),
    Cue(Role.FAMILY, STRONG, _LINE, after=told(FAMILY)),
    Cue(Role.WITNESS, STRONG, _LINE, after=told(r"witness")),
    Cue(Role.PUBLIC, STRONG, _LINE, after=told(r"neighbour|landlord|landlady|employer|shopkeeper")),
    Cue(
        Role.ASSOCIATE,
        STRONG,
        _LINE,
        after=told(r"friend|associate|co-?defendant|cell ?mate|companion|acquaintance"),
    ),
)

_ROW = "the next cell of the row says what the person is"
BY_ROW: tuple[Cue, ...] = (
    Cue(
        Role.VICTIM,
        STRONG,
        _ROW,
        after=re.compile(r"^\t[^\t\n]{0,40}\b(?:victim|complainant)\b(?! liaison)", re.I),
    ),
    Cue(
        Role.CHILD,
        STRONG,
        _ROW,
        after=re.compile(rf"^\t(?:[a-z]+ )?{CHILD}(?: of\b|['’]?s?\s*(?:\t|\(|,|$))", re.I),
    ),
    Cue(
        Role.FAMILY,
        STRONG,
        _ROW,
        after=re.compile(rf"^\t(?:[a-z]+ )?{FAMILY}(?: of\b|\s*(?:\t|\(|,|$))", re.I),
    ),
)

PARTIES: tuple[Cue, ...] = (*BY_ROW, *BY_LINE, *VICTIMS, *CHILDREN, *RELATIVES, *OTHERS, *SUBJECTS)
