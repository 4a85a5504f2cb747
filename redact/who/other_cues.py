"""Words around a name that say that its bearer saw something, is the subject's company, or lives near."""

from __future__ import annotations

import re

from models.people import Role
from redact.who.cue import FAIR, STRONG, Cue, after, before, ends

OTHERS: tuple[Cue, ...] = (
    Cue(
        Role.WITNESS,
        FAIR,
        "the person saw what happened or gave a statement",
        ends(
            r"seen by|witnessed by|overheard by|in the hearing of|statement (?:of|from|by)|statements? from"
        ),
        after=re.compile(
            r"^,? (?:\([^()]{1,20}\) )?(?:(?:from|of|at) [^.,;]{2,40}? )?(?:who )?"
            r"(?:has |had |will |also |can )*(?:(?:gave|given?|provided?|"
            r"made?|make)"
            r" (?:a |an? \w+ )?(?:statement|stmt|evidence|account)|"
            r"(?:\w+ ){0,3}(?:withdraw|withdrew|retract|retracted|signed) (?:her|his|their|the) statement|"
            r"is (?:willing|prepared) to (?:attend court|give evidence|make a)|is said to be wavering|"
            r"witnessed |has CCTV|saw (?:him|her|them|everything|the (?:assault|attack|incident|"
            r"subject|two)|(?:a )?male|it "
            r"all|what happened)|heard (?:the (?:row|screams?|shouting|argument)|screaming|shouting)|"
            r"(?:was|were) (?:buying|waiting|passing|walking|standing)[^.]{3,40} and (?:described|saw|filmed|"
            r"photographed)|described the (?:man|woman|attacker|car)|photographed|rang the police|"
            r"called (?:the police|999)|dialled 999)",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.WITNESS,
        STRONG,
        "the word witness stands beside the name",
        before(r"(?:witness|witnesses|wit|informant|source)(?: ?\d)?"),
        after(r"(?:the |a )?(?:key |main )?(?:witness|informant)"),
    ),
    Cue(
        Role.ASSOCIATE,
        FAIR,
        "the text says that the person keeps company with the subject",
        ends(
            r"associat(?:ing|es|ed) with|seen with|drinking with|company of|met up with|released with|"
            r"stopped with|out with|(?:hang|hanging|hung|knocking) (?:around|about) with|links (?:him|her) "
            r"(?:to|with)|"
            r"linked (?:to|with)|fell out with|argu(?:ed|ing) with|cash for|money for|owe[sd]|"
            r"(?:one )?(?:he|she) follows is|"
            r"co-d (?:is|was)|"
            r"(?:staying|stay|stayed|sofa[- ]surfing) with|(?<!ives )(?<!iving )w/|along "
            r"with|in a car with|"
            r"arrested with|nicked with"
        ),
        re.compile(
            r"^ \+ [A-Z]|^,? (?:\(see intel\)|also there|is (?:a )?known to police|(?:was|were) stopped "
            r"(?:in|with)|who (?:was|were) (?:arrested|convicted|sentenced|charged|stopped|jailed) with|"
            r"(?:is|was) with him\b|collects cash|has made threats)"
        ),
    ),
    Cue(
        Role.ASSOCIATE,
        STRONG,
        "a word for a friend or associate stands beside the name",
        before(
            r"(?:friends?|associates?|co-?defendants?|co-?accused|co-?d|cell ?mates?|pad ?mates?|"
            r"mates?|pals?|dealer|acquaintances?|peers?|"
            r"drinking (?:partner|companion)|known offender|gang member|accomplice|flatmate|"
            r"housemate|companion)"
        ),
        after(
            r"(?:a |an |his |her |another )?(?:close |known |old |long-standing |criminal |former |"
            r"ex-?)?(?:friend|"
            r"associate|co-?defendant|co-?d|cell ?mate|pad ?mate|acquaintance|known offender|registered "
            r"sex offender)"
        ),
    ),
    Cue(
        Role.PUBLIC,
        STRONG,
        "the text says that the person lives or works near by, or is the subject's landlord",
        after=re.compile(
            r"^,? (?:who )?(?:lives|living|works) (?:next door|opposite|upstairs|downstairs|nearby|"
            r"across the road|in the (?:flat|shop))|^,? (?:from|at|of) (?:the )?(?:flat|number|no\.?|next "
            r"door)|"
            r"^,? who (?:owns|runs|manages|keeps) (?:the|it|that|a)\b|^,? who (?:hears|can hear|"
            r"heard) (?:him|her|them)|"
            r"^,? who sits on|^,? (?:a|the) (?:shopkeeper|publican|barman|taxi driver|customer|passer-?by)"
        ),
    ),
    Cue(
        Role.PUBLIC,
        STRONG,
        "a word for a member of the public stands beside the name",
        before(
            r"(?:neighbours?|next[- ]door|upstairs|downstairs|across the road|over the road|"
            r"landlord|landlady|"
            r"members? of (?:the )?public|employer|shopkeeper|passer-?by|(?:cash in hand|working|works) for|"
            r"resident|manager of the shop|tenant|caller)"
        ),
        after(
            r"(?:a |an |his |her |the |my |our )?(?:next-door |upstairs |downstairs |former )?(?:neighbour|"
            r"landlord|"
            r"landlady|member of the public|employer|shopkeeper|passer-?by|local resident)"
        ),
    ),
)
