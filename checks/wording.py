"""Words that several checks look for, and the plain names of sections."""

from __future__ import annotations

import re

LABELS = {
    "offender_details": "offender details",
    "category_level": "category and level",
    "lead_agency": "lead agency",
    "offence": "offence",
    "dates": "relevant dates",
    "referral_reason": "reason for referral",
    "attendance": "attendance",
    "apologies": "apologies",
    "confidentiality": "confidentiality statement",
    "previous_actions": "actions from the previous meeting",
    "updates": "agency updates",
    "risk_assessment": "risk assessment",
    "rmp": "risk management plan",
    "supervision": "supervision",
    "monitoring_control": "monitoring and control",
    "restrictive": "restrictive measures",
    "rehabilitation": "rehabilitative measures",
    "protective": "protective measures",
    "invitees": "agencies to invite",
    "endorsement": "approval",
    "interventions_treatment": "interventions and treatment",
    "victim_safety": "victim safety",
    "contingency": "contingency plan",
    "licence": "licence conditions and orders",
    "victim": "victim issues",
    "children": "children and safeguarding",
    "diversity": "diversity",
    "disclosure": "disclosure",
    "media": "media",
    "cppc": "critical public protection case",
    "human_rights": "human rights",
    "visor": "ViSOR",
    "actions": "actions",
    "level_review": "level decision",
    "exit": "exit strategy",
    "next_review": "date of the next meeting",
    "exec_summary": "executive summary",
}

PLAN = (
    "rmp",
    "supervision",
    "monitoring_control",
    "interventions_treatment",
    "victim_safety",
    "restrictive",
    "rehabilitation",
    "protective",
    "contingency",
)
"""The sections that make up a risk management plan."""

MEASURES = PLAN[:-1]
"""The same without the contingency plan."""


def label(section: str) -> str:
    """A section's name in plain words."""
    return LABELS.get(section, section.replace("_", " "))


def words(pattern: str) -> re.Pattern[str]:
    """A pattern of whole words, case aside."""
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


REASON = words(
    r"because|"
    r"since (?!\d|the (?:last|previous|meeting)|"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december))|"
    r"as (?:he|she|they|there|it (?!is\b|was\b|stands\b)|this|no|the|his|her|their|mr|ms|mrs|all|a)|"
    r"due to|owing to|in order to|so that|(?<=, )so|given|reasons?|rationale|therefore|knows?|"
    r"(?:on the )?grounds?|in (?:light|view) of|(?:dis)?proportionate|necessary|unnecessary|outweighs?|"
    r"outweighed|justif\w+|"
    r"would (?:\w+ ){0,3}(?:increase|place (?:him|her|them|others|children|a|the|his)|put|risk|undermine|"
    r"alert|cause|serve|allow|enable|prevent|jeopardise|protect)|"
    r"to (?:protect|prevent|safeguard|reduce|allow|enable|ensure|keep)|"
    r"the (?:panel|meeting) (?:considered|weighed|concluded|was satisfied)|based on|for this reason|"
    r"pressing need|no (?:\w+ ){0,3}(?:identifiable|identified|evidence|indication|need|grounds)|"
    r"not at risk|remains at risk|poses?|presents? (?:a|no)|is unaware|are unaware|"
    r"already (?:know|knows|aware)|whether|on balance"
)
"""Words by which a sentence gives a reason."""

LEAD_NAMED = re.compile(
    r"\blead (?:responsible )?(?:agency|authority)\s*(?:is|[:\-–\t])\s*\w+|\bis (?:the )?lead agency\b",
    re.IGNORECASE,
)
"""A lead agency named in a line or a sentence."""

_PAST = (
    r"(?:last|previous|prior|earlier|former|outstanding|arising|brought forward|b/?f|carried (?:forward|"
    r"over)|c/?f|"
    r"review(?:ed)?|updates?|progress|log|tracker|status|completed|open|follow[- ]?up)"
)
EARLIER_ACTIONS = re.compile(
    rf"\b(?:actions?|minutes?|matters|decisions)\b[^\n]{{0,40}}\b{_PAST}(?!\w)|"
    rf"\b{_PAST}(?!\w)[^\n]{{0,40}}\b(?:actions?|minutes|matters)\b|\blast (?:time|meeting|review)\b",
    re.IGNORECASE,
)
"""How a heading or an item speaks of what an earlier meeting asked for: its words, in either order."""

NOBODY = re.compile(
    r"^\W*(?:all|everyone|everybody|all agencies|all present|panel|the panel|meeting|the meeting|tbc|tba|"
    r"to be confirmed|to be agreed|n/?a|none|unknown|not (?:known|stated|recorded)|various|"
    r"relevant agenc(?:y|ies)|as above)?\W*$",
    re.IGNORECASE,
)
"""An owner that is nobody in particular."""

UNSETTLED = re.compile(
    r"^\W*(?:tb[cad]|to (?:be|follow)(?: \w+)*|(?:not|none|nobody)(?: yet)? (?:known|agreed|decided|set|"
    r"confirmed|"
    r"identified|allocated|named|assigned)(?: \w+)*|unknown|undecided|pending|none|n/?a|under discussion|"
    r"await\w*"
    r"(?: \w+)*|\?+)\W*$",
    re.IGNORECASE,
)
"""A box that says only that its matter is still open."""

NOTHING = re.compile(
    r"^\W*(?:n/?a|nil|none|not applicable|nothing (?:to (?:report|add|note))?|tbc|tba|"
    r"to be (?:confirmed|advised|agreed)|not known|unknown|-+|x+)?\W*$",
    re.IGNORECASE,
)
"""A field that holds nothing."""

PROFESSIONAL = words(
    r"officers?|managers?|inspector|sergeant|constable|workers?|nurse|psychologist|psychiatrist|head|lead|"
    r"coordinator|co-ordinator|practitioner|supervisor|police|probation|prison|housing|health|social"
)

DATED = words(
    r"daily|weekly|fortnightly|monthly|quarterly|annual(?:ly)?|"
    r"every (?:\w+ ){0,2}(?:day|week|wk|fortnight|month|mth|quarter|visit|appointment)s?|once (?:a|per|"
    r"every)|"
    r"\d+-?(?:weekly|wkly|monthly|mthly)|wkly|mthly|qtrly|bi-?weekly|x ?\d (?:a|per)|odd hours|first week|"
    r"twice (?:a|per|every|weekly|monthly)|(?:one|two|three|four|\d+) times? (?:a|per|each|every)|"
    r"per (?:week|month|quarter|year)|each (?:week|month)|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|"
    r"within (?:\w+ ){1,2}(?:hours?|days?|weeks?|months?)|\d{1,2} \w+ 20\d\d|\d{1,2}/\d{1,2}/(?:20)?\d\d|"
    r"by (?:the )?\d{1,2}"
)
"""Words that say on which day or how often."""

FULL_NAME = re.compile(r"\b[A-Z][\w'’]+(?:-[A-Z][\w'’]+)?(?: [A-Z][\w'’]+(?:-[A-Z][\w'’]+)?)+")
"""A name of two words or more, each with a capital."""
