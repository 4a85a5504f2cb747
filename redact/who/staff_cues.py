"""Words around a name that say its bearer is at the table by profession."""

from __future__ import annotations

import re

from models.people import Role
from redact.who.cue import FAIR, STRONG, WEAK, Cue, ends, follows, told
from redact.who.vocabulary import AGENCY, JOB, RANK, TEAM

_A_LIVING = (
    r"(?:nurse|(?:head ?)?teacher|teaching assistant|doctor|solicitor|barrister|lawyer|pharmacist|midwife|"
    r"paramedic|chaplain|administrator|warden|(?:care|support|youth|personal) (?:worker|assistant)|agent|"
    r"interpreter|"
    r"manager|team leader|police officer|prison officer|consultant|registrar|councillor|magistrate|judge)"
)
_NOT_NOW = (
    r"(?!(?:(?:the|an?|his|her|their) )?(?:[a-z]+ )?(?:former|ex|retired|late|previous|old)\b)"
    rf"(?!(?:an?|the only|one of the|the first) (?:[\w’'-]+ ){{0,2}}{_A_LIVING}\b)"
)
"""Who once had a job is not there for it ("his former GP's receptionist"), nor whoever has it for a living
("Jean Hollis, a nurse"): that is a private person's work, and not a part in the case."""

AGENCY_AFTER = re.compile(
    rf"^(?: \([A-Z]{{2,3}}\))?(?:, ?|,? ?[(\t–-] ?| (?<=\) )){_NOT_NOW}(?:the |a |an |his |her |their |our )?"
    rf"(?P<agency>(?:[A-Za-z&'’]+ ){{0,3}}(?:{JOB}|{AGENCY})\b)",
    re.IGNORECASE,
)

_OF_AN_AGENCY = (
    r"(?: (?:and|&|of|for|the|services?|teams?|units?|departments?|trusts?|boards?|"
    r"councils?|officers?|managers?|care|"
    r"office|liaison|support|authority|health|education|housing|safety|crime|protection|association))*"
)
"""How an agency's name goes on; a line that goes on otherwise ("police called") is about what they did."""

FROM_AFTER = re.compile(
    rf"^(?:,? who is|,? who works)?,? (?:(?:from|of|at) (?P<agency>{TEAM})(?![\w-])|"
    rf"(?:for|in|with) (?P<other>{TEAM}){_OF_AN_AGENCY}(?= ?(?:$|[,.;:)(])))",
    re.IGNORECASE,
)
JOB_BEFORE = re.compile(
    rf"(?<!\w)(?P<agency>{RANK}|(?i:{JOB})|Dr|Prof(?:essor)?)\.?(?: \d{{1,6}})?[,:]?(?: is|"
    rf" was)?[ \u00a0]{{1,3}}"
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?$"
)
"""The rank, job or title right before a name, from which its agency is told."""

SIGNED = re.compile(
    rf"(?:[A-Z][\w’'-]+,? ){{0,3}}(?i:{JOB}|{AGENCY}){_OF_AN_AGENCY}(?i:,? [\w’'&-]+){{0,4}}\s*$"
)
"""A line under a name that is a job or an agency."""

PROFESSIONALS: tuple[Cue, ...] = (
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
        re.compile(
            rf"(?<!\w){JOB},?:?(?: is| was)?[ \u00a0]{{1,3}}(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?$", re.IGNORECASE
        ),
    ),
    Cue(Role.PROFESSIONAL, FAIR, "an agency or a job stands after the name", after=AGENCY_AFTER),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the text says what the person's job is",
        after=re.compile(
            rf"^(?:['’]s)?(?: |(?:,|:| -| –| \(|,? who (?:is|was)| is| was) ?{_NOT_NOW}"
            r"(?:the |a |an |his |her |their |our )?(?:[a-z]+ ){0,2})"
            rf"{JOB}(?![\w-])(?! (?:receptionist|waiting|services?|team\b))",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the text says which agency the person is from",
        after=FROM_AFTER,
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the line gives the person's job or agency after the name",
        after=told(
            rf"{JOB}|(?:[\w’'-]+ ){{0,2}}(?:{AGENCY}|mosovo|minutes){_OF_AN_AGENCY}(?= ?(?:$|[,.(;]))"
        ),
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the head of a school or service is named",
        re.compile(r"(?:^|[.;:] )The (?:head|deputy|deputy head|principal|manager|chair|clerk),? $"),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "the title is one that people have by profession",
        re.compile(r"(?<!\w)(?:Dr|Prof(?:essor)?|Rev(?:d|erend)?|Pastor|Father|Fr|Imam|Rabbi)\.? $"),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "an agency's name stands before the name in brackets",
        re.compile(rf"(?:^|\W){AGENCY}(?: [A-Za-z]+)?,? \($", re.IGNORECASE),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "the meeting asks or thanks the person as one of its own",
        ends(
            r"thanked|welcomed|agreed (?:with )?that|apologies (?:from|for)|discussion with|email from|"
            r"report from|update from|chaired by|handover to|passed to|reported to|letter from|(?:supervised|"
            r"managed|assessed|signed|submitted|prepared|completed|received|reported|taken|written) by"
        ),
        follows(
            r"for attending|for (?:his|her|the) (?:report|update)|asked everyone|introduced|summari[sz]ed|"
            r"presented|"
            r"fed back|gave (?:an update|apologies|the background|the history)|sent apologies|took (?:us|"
            r"the panel|"
            r"the meeting) through|added what|had nothing to add|undertook to|spoke next|opened the meeting|"
            r"welcomed|circulated|will circulate|asked (?:for (?:it|a copy)|that (?:it|the))|"
            r"(?:was|is) of the view|did not agree with|disagreed|recommended|proposed|queried|(?:will|"
            r"would|to) "
            r"(?:liaise|feed back)|completed (?:the )?(?:DASH|OASys|assessment)|"
            r"updates?:|assigned|opened ACCT|has (?:opened|completed|referred|reviewed)|"
            r"told (?:the )?(?:review|meeting|conference|panel|group|core group|hearing|us)|opened with|"
            r"will not grant|breathalysed|(?:has |will )?(?:served|serve) the notice|gives? (?:a )?warning"
        ),
        beside=False,
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the person chairs or minutes the meeting, or supervises somebody",
        after=follows(
            r"(?:is |was )?(?:dictating|chairing|taking (?:the )?(?:minutes|notes)|minuting|in the chair)|"
            r"(?:supervises|case[- ]?manages) (?:him|her|them|(?-i:[A-Z])[\w’'-]+)(?! contact| visits?)"
        ),
    ),
    Cue(
        Role.PROFESSIONAL,
        STRONG,
        "the text says which institution the person speaks for",
        after=re.compile(
            r"^,? (?:from|in|at) the (?:prison|hospital|school|surgery|council),? "
            r"(?:(?:has |also )?(?:reported|advised|confirmed|updated)|will|who thinks|is to)\b",
            re.IGNORECASE,
        ),
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "an action is the person's to do",
        re.compile(r"(?:^|[.;] |\d[.)] )$"),
        re.compile(
            r"^(?: (?:and|\+|&) [A-Z]\w+)? to (?!(?:be|have|do with|his|her|the|a|an|and|my|your|"
            r"their)\b)[a-z]+ |"
            r"^ - (?:by )?\d{1,2} [A-Z]"
        ),
        beside=False,
        both=True,
    ),
    Cue(
        Role.PROFESSIONAL,
        FAIR,
        "the person is to do something that agencies do",
        after=re.compile(
            r"^ to (?:chase|ring|speak|tell|get|check|visit|email|write|attend|provide|obtain|follow|"
            r"confirm|review|"
            r"submit|discuss|raise|explore|feed|liaise|contact|refer|arrange|update|request|complete|"
            r"ensure)\b"
        ),
        beside=False,
    ),
    Cue(
        Role.PROFESSIONAL,
        WEAK,
        "the person reports to the meeting",
        after=re.compile(
            r"^ (?:reported|advised|updated|confirmed|chaired|outlined|stated|noted|agreed to|asked|"
            r"explained|"
            r"will (?:liaise|contact|refer|arrange|update|request|complete|ensure|check|make|send|share|"
            r"speak|see|"
            r"visit|ring|write|look)|"
            r"to (?:liaise|contact|refer|arrange|update|request|complete|ensure|check))\b"
        ),
        beside=False,
    ),
)
