"""Agencies by the names they go by in attendance lists, plans and actions.

Rough on purpose: it answers "was housing there?", not who exactly employs somebody.
"""

from __future__ import annotations

import re

_NAMES = {
    "police": r"police|constabulary|\bppu\b|mosovo|visor officer|vkpp|"
    r"\b(?:d[cs]|di|dci|pc|ps|insp|cid)\b(?! ?\d)",
    "probation": r"probation|\bnps\b|\bcrc\b|\bpdu\b|\bspo\b|\bndelius\b|"
    r"(?<!police )(?<!prison )offender manager|"
    r"community rehabilitation",
    "prison": r"prison|\bhmp\b|\bhmpps prisons?\b|\bhmyoi\b|\byoi\b|\bomu\b|\bpom\b|custod(?:y|ial)|"
    r"prison service",
    "housing": r"housing|homeless|accommodation officer|landlord services|homes? (?:options|group)",
    "children": r"child(?:ren)?(?:'s|s'|’s|s’|s)? (?:social|services|care|and famil)|children|"
    r"safeguarding children|child protection|\bcsc\b|\bmash\b",
    "adults": r"adult(?:s|s'|'s|’s)? (?:social|services|care|safeguarding)|safeguarding adults|\basc\b",
    "health": r"health|\bnhs\b|\bccg\b|\bicb\b|hospital|psychiatr|psycholog|forensic (?:nurse|team|service)|"
    r"\bcmht\b|\bcpn\b|substance misuse|drug and alcohol|recovery service",
    "education": r"education|school|college|\blado\b",
    "youth": r"youth (?:offending|justice)|\byot\b|\byos\b|\byjs\b",
    "jobcentre": r"job ?cent(?:re|er)|\bdwp\b|work and pensions",
    "victim liaison": r"victim|\bvlo\b|\bvlu\b|\bvcs\b",
    "approved premises": r"approved premises|\bprobation hostel|\bap (?:manager|staff)\b",
    "electronic monitoring": r"electronic monitoring|\bems\b|tagging",
    "counter-terrorism": r"counter[- ]?terror|\bctu\b|\bctp\b|special branch|\bnpm\b(?= officer)",
    "domestic abuse": r"\bidva\b|domestic (?:abuse|violence)|women's aid|refuge\b",
    "social work": r"social work|criminal justice social|\bcjsw\b|local authority",
}

AGENCIES: dict[str, re.Pattern[str]] = {k: re.compile(v, re.IGNORECASE) for k, v in _NAMES.items()}
"""Canonical name to the words that tell it."""


_SPOKEN = {
    "police": "the police",
    "prison": "the prison",
    "children": "children's services",
    "adults": "adult social care",
    "health": "the health service",
    "youth": "the youth offending team",
    "jobcentre": "the Jobcentre",
    "approved premises": "the approved premises",
    "counter-terrorism": "counter-terrorism police",
    "domestic abuse": "the domestic abuse service",
}


def in_words(agency: str) -> str:
    """An agency's canonical name as it stands in a sentence: "children's services" for "children"."""
    return _SPOKEN.get(agency, agency)


def agencies_in(text: str) -> set[str]:
    """Which agencies a piece of text names. A victim's liaison officer counts as such, not as probation."""
    return {name for name, pattern in AGENCIES.items() if pattern.search(text)}
