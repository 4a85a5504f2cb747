"""Which agency somebody is there for, where the words give only a rank, a job or a unit.

Minutes say "DC Marsh" and "the VLO": whoever reads a copy in which names are gone still has to know that the
police and the victim liaison unit were there. What the words say stands first; the agency that it belongs to
is added in front where it does not say itself. Units and jobs are those of MAPPA Guidance (responsible
authority and duty-to-co-operate agencies) and of common use.
"""

from __future__ import annotations

import re

from redact.who.vocabulary import JOB

_AGENCIES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (agency, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE))
    for agency, words in (
        (
            "Victim Liaison",
            r"vlo|vlu|victim (?:liaison|contact)(?: \w+)?",
        ),
        (
            "Police",
            r"police|constabulary|mosovo|visor|ppu|public protection unit|pc|wpc|dc|tdc|ps|ds|di|"
            r"dci|dsu|pcso|sio|"
            r"det(?:ective)?|constable|sergeant|sgt|insp(?:ector)?|supt|superintendent|oic",
        ),
        (
            "Prison Service",
            r"prison|hmp|hmpps|omu|pom|governor|wing|prison offender manager|officer",
        ),
        (
            "Probation Service",
            r"probation|nps|offender (?:manager|supervisor)|supervising officer|com|om|spo|po|psw",
        ),
        (
            "Youth Justice Service",
            r"yjs|yot|yos|youth (?:justice|offending)(?: \w+)?",
        ),
        (
            "Health",
            r"health|nhs|hospital|surgery|cmht|camhs|cpn|rmn|gp|dr|doctor|nurse|psychiatrist|"
            r"psychologist|midwife|"
            r"health visitor|ward|paramedic|consultant|registrar|responsible clinician|rc|hv|s/?n",
        ),
        (
            "Children's Social Care",
            r"children(?:['’]?s)?(?: (?:and families|social care|services))?|safeguarding children|iro|lado",
        ),
        ("Adult Social Care", r"adult (?:social care|services|safeguarding)"),
        ("Social Care", r"social (?:care|work(?:er)?|services)|sw|ssw|amhp"),
        (
            "Education",
            r"school|academy|teacher|head ?teacher|education(?: welfare)?|dsl|head of year|"
            r"college|university|dean",
        ),
        ("Housing", r"housing|tenancy|homeless(?:ness)?"),
        ("Domestic abuse service", r"idva|isva|women['’]s aid|refuge"),
        ("Jobcentre Plus", r"jobcentre|dwp|work coach"),
        ("Courts", r"hhj|judge|court|magistrate"),
    )
)


_A_JOB = re.compile(rf"(?:{JOB})", re.IGNORECASE)


def agency_of(said: str) -> str:
    """The agency with what the words say in brackets, the words alone where they name it, else ""."""
    words = " ".join(said.split()).strip(" ,;:-–")
    for agency, pattern in _AGENCIES:
        if pattern.search(words):
            told = agency.split()[0].casefold() in words.casefold() and not _A_JOB.fullmatch(words)
            if not told:
                return f"{agency} ({words})"
            return words if len(words.split()) > 1 else agency
    return words
