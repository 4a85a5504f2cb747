"""Rules that stand in the catalogue and are not judged, with what judging them would need.

They are here so that nobody takes silence for a pass. `needs` follows "not assessed: " in what a person reads.
"""

from __future__ import annotations

from checks.rule import Rule
from checks.sources import (
    CASE_AUDIT,
    GUIDANCE,
    LORDS,
    MAPPA_A_NOTES,
    MAPPA_B_NOTES,
    MAPPA_D,
    MARAC,
    SCOTTISH,
    cite,
    hampshire,
    inspection,
    regulation_28,
    thames_valley,
    thematic,
)
from models.finding import Severity, Source
from models.structure import DocumentKind

_SEVERITY = {"B": Severity.BLOCK, "H": Severity.HIGH, "M": Severity.MEDIUM, "L": Severity.LOW}
_REF = (DocumentKind.REFERRAL, DocumentKind.SCREENING)
_AGD = (DocumentKind.AGENDA,)
_MIN = (DocumentKind.MINUTES,)
_DIS = (DocumentKind.MINUTES, DocumentKind.SUMMARY)
_ANY: tuple[DocumentKind, ...] = ()

_VISOR = "needs the record in ViSOR"
_CLOCK = "needs the dates on which papers were sent and received"
_OASYS = "needs the lead agency's own plan in OASys"
_JUDGEMENT = "needs a person's judgement; the words alone do not settle it"
_REQUEST = "needs the register of requests and disclosures"
_HANDLING = "needs to know how the document is stored and sent"


def _rule(
    code: str,
    severity: str,
    kinds: tuple[DocumentKind, ...],
    title: str,
    sources: tuple[Source, ...],
    needs: str,
) -> Rule:
    return Rule(code, title, _SEVERITY[severity], sources, kinds, needs=needs)


_ACTIONS_AND_AGENDAS = (
    _rule(
        "ACT-09",
        "L",
        _MIN,
        "Actions are circulated straight after the meeting",
        inspection("paragraph 5.9"),
        _CLOCK,
    ),
    _rule(
        "ACT-10",
        "M",
        _MIN,
        "Actions are proportionate and linked to a stated risk",
        (*inspection("paragraph 5.12"), *thames_valley("section 8")),
        _JUDGEMENT,
    ),
    _rule(
        "ACT-11",
        "H",
        _MIN,
        "Actions also stand in the lead agency's plan",
        inspection("paragraph 6.7"),
        _OASYS,
    ),
    _rule(
        "AGD-01",
        "M",
        _AGD,
        "The agenda reaches core members seven days before",
        thames_valley("section 18ii", "section 18iii"),
        _CLOCK,
    ),
    _rule(
        "AGD-05",
        "M",
        _AGD,
        "Level 1 cases are listed for information exchange only",
        thames_valley("section 4.1", "section 18ii"),
        "needs the level of every case on the agenda",
    ),
    _rule(
        "AGD-07",
        "M",
        _AGD,
        "People invited for one case are not there for others",
        (*thames_valley("section 14", "section 18ii"), *thematic("section 2.1(v)")),
        "needs the times at which people came and left",
    ),
    _rule(
        "AGD-08",
        "M",
        _AGD,
        "A new case is introduced with offending, victim issues and management to date",
        thames_valley("section 18ii"),
        "needs to know which cases on the agenda are new",
    ),
    _rule(
        "ATT-10",
        "M",
        _MIN,
        "The register is signed",
        thames_valley("section 14"),
        "needs the signed register",
    ),
    _rule(
        "ATT-12",
        "L",
        _MIN,
        "Neighbourhood police, approved premises, tagging and Jobcentre were considered",
        inspection("paragraph 5.7", "paragraph 6.20", "paragraph 6.67"),
        "needs the list of those who were considered for invitation",
    ),
)

_DISCLOSURE = (
    _rule(
        "DIS-03",
        "H",
        _DIS,
        "There is a presumption to disclose where an identified person, above all a child, is in danger",
        thames_valley("section 17"),
        _JUDGEMENT,
    ),
    _rule(
        "DIS-05",
        "M",
        _DIS,
        "At level 1 the lead agency decides on disclosure",
        thames_valley("section 17"),
        _REQUEST,
    ),
    _rule(
        "DIS-07",
        "H",
        _DIS,
        "Requests go to the chair of the latest meeting and are logged",
        thames_valley("section 14", "section 17"),
        _REQUEST,
    ),
    _rule(
        "DIS-09",
        "B",
        _DIS,
        "Only what the purpose needs is disclosed",
        thames_valley("section 14"),
        _JUDGEMENT,
    ),
    _rule(
        "DIS-11",
        "B",
        _DIS,
        "Jobcentre Plus is told identity and restricted work, and nothing else",
        thames_valley("section 11"),
        "needs the disclosure record and its recipient",
    ),
    _rule(
        "DIS-12",
        "M",
        _DIS,
        "Accommodation providers are given all that bears on risk",
        (*regulation_28(), *thames_valley("section 18ix")),
        "needs the disclosure record and its recipient",
    ),
    _rule(
        "DIS-14",
        "M",
        _DIS,
        "A request for one's own data is handled under data protection law",
        thames_valley("section 14"),
        _REQUEST,
    ),
    _rule(
        "DIS-15",
        "B",
        _DIS,
        "The confidential section of OASys never goes to the offender",
        thematic("appendix 1"),
        "needs the disclosure record, its recipient and the OASys assessment",
    ),
    _rule(
        "DIS-16",
        "B",
        _DIS,
        "What would endanger people or an arrest is withheld",
        thames_valley("section 14"),
        _JUDGEMENT,
    ),
    _rule(
        "DIS-17",
        "M",
        _DIS,
        "Disclosure is recorded in ViSOR, not only in the minutes",
        inspection("paragraph 5.25", "paragraph 5.31"),
        _VISOR,
    ),
    _rule(
        "DIS-19",
        "M",
        _DIS,
        "Health information passes a test of necessity item by item",
        thames_valley("section 14"),
        _JUDGEMENT,
    ),
)

_MINUTES = (
    _rule(
        "MIN-02", "H", _MIN, "Minutes are on ViSOR in time and sent by secure email",
        inspection("paragraph 5.37", "recommendations"), _VISOR,
    ),
    _rule("MIN-15", "M", _MIN, "Tables and scores are given with what they mean", thematic("section 2.1, strengths (iv)"), _JUDGEMENT),
    _rule("MIN-16", "M", _MIN, "The plan is summed up in one paragraph", inspection("paragraph 5.19"), _JUDGEMENT),
    _rule(
        "MIN-24", "M", _MIN, "ViSOR and the minutes agree",
        inspection("paragraph 4.15", "paragraph 5.29", "paragraph 5.35", "paragraph 5.38"), _VISOR,
    ),
    _rule("MIN-27", "L", _MIN, "Disagreement with the assessment goes to the senior probation officer", thames_valley("section 18ii"),
          "needs to know who was told; that it is recorded at all is judged under PUB-15"),
    _rule(
        "MIN-28", "M", _MIN, "Minutes go to the prison and the offender manager",
        (*thematic("section 1.1"), *thames_valley("section 18ii")), "needs the circulation list",
    ),
    _rule("MIN-29", "M", _MIN, "Agencies' contributions and their joint analysis are recorded", inspection("paragraph 4.19"), _JUDGEMENT),
    _rule("MIN-30", "M", _MIN, "The gravity of earlier offending is explicit where it bears on risk now", inspection("paragraph 6.43"), _JUDGEMENT),
    _rule(
        "MIN-31", "M", _MIN, "The record is accurate and reflects the risks and the plan",
        (*hampshire(), *thematic("section 2.1(vii)")), "needs somebody who was at the meeting",
    ),
    _rule(
        "MIN-32", "M", (DocumentKind.REPORT,), "A prison report covers contact, behaviour, associates, "
        "attitude, health and plans",
        thematic("box after section 2.1"), "needs a template for prison reports, which this version does "
        "not judge",
    ),
)  # fmt: skip

_MARKING = (
    _rule("MRK-02", "H", _ANY, "Case files are RESTRICTED and compiled personal data CONFIDENTIAL (scheme "
    "before 2014)", thames_valley("section 14"),
          "judged by the protective marking stage, which sets what is declared against what the content "
          "needs"),
    _rule("MRK-03", "M", _ANY, "What distresses individuals or breaches confidence is at least RESTRICTED "
    "(scheme before 2014)", thames_valley("section 14"),
          "judged by the protective marking stage"),
    _rule("MRK-04", "M", _ANY, "What prejudices security or liberty is CONFIDENTIAL (scheme before 2014)", thames_valley("section 14"),
          "judged by the protective marking stage"),
    _rule("MRK-05", "H", _MIN, "Minutes inherit at least ViSOR's marking", regulation_28(), "judged by the protective marking stage"),
    _rule("MRK-06", "M", _ANY, "CONFIDENTIAL papers are not sent by ordinary email", thames_valley("section 14"), _HANDLING),
    _rule("MRK-08", "H", _ANY, "Agendas and minutes are in the confidential section of the file", thames_valley("section 18iii"), _HANDLING),
    _rule("RET-01", "H", _ANY, "Papers are kept no longer than needed", thames_valley("section 14", "section 18iii"), _HANDLING),
    _rule("RET-02", "L", _ANY, "There are no private notes: the minutes are the record", thames_valley("section 14", "section 18iii"), _HANDLING),
)  # fmt: skip

_GUIDANCE = (
    _rule("PUB-01", "M", _MIN, "Minutes can be read with no prior knowledge", cite(GUIDANCE, "chapter 13b.1"), _JUDGEMENT),
    _rule("PUB-02", "M", _MIN, "Sections pasted from the referral are still current", cite(MAPPA_B_NOTES),
          "judged under DIS-18, STL-01, STL-12 and STL-13, which let standing facts repeat and look for "
          "those that changed"),
    _rule("PUB-03", "M", _REF, "Brief offence details are not pasted from a report", cite(MAPPA_A_NOTES, "part 6"), "needs the pre-sentence report"),
    _rule("PUB-07", "M", _MIN, "Plans look to current and future risks and are shared after each review", cite(GUIDANCE, "chapter 12.2 to 12.5"), _JUDGEMENT),
    _rule("PUB-08", "M", _DIS, "Sharing between agencies is told from disclosure to third parties", cite(GUIDANCE, "chapter 9.1", "chapter 10.2"), _JUDGEMENT),
    _rule("PUB-09", "M", _DIS, "Subject access requests are answered by the agency that owns the "
    "information", cite(GUIDANCE, "chapter 9.2"), _REQUEST),
    _rule("PUB-11", "M", _ANY, "What is heard is shared within one's own agency only as needed", cite(MAPPA_D), _HANDLING),
    _rule("PUB-12", "M", (DocumentKind.LETTER,), "A request for minutes is answered with an executive "
    "summary", cite(SCOTTISH, "document 9"), _REQUEST),
    _rule("PUB-14", "M", _MIN, "The audit's questions can be answered from the minutes", cite(CASE_AUDIT, "part 10"), "needs an auditor"),
    _rule("PUB-16", "L", _ANY, "MAPPS takes the place of ViSOR", cite(LORDS), "needs the date on which the "
    "area changed over"),
    _rule("PUB-18", "M", _MIN, "Marac actions not done tell a change of circumstances from an agency's "
    "failure", cite(MARAC),
          "needs the agencies' own records of why"),
)  # fmt: skip

_REFERRALS = (
    _rule("REF-07", "H", _REF, "The agency's risk assessment is attached", inspection("paragraph 4.8"), "needs the list of attachments sent with the referral"),
    _rule("REF-14", "L", _REF, "The prison tells the offender manager of release eight months before", inspection("paragraph 6.39"), _CLOCK),
    _rule("REF-15", "M", _REF, "The person is identified within three days of sentence", inspection("paragraph 4.1"), _CLOCK),
    _rule("REF-16", "M", _REF, "A referral is answered within ten days", inspection("paragraph 4.8"), _CLOCK),
    _rule("REF-17", "M", _REF, "Reports are attached and other agencies' plans taken in", thames_valley("section 6", "section 18iii"),
          "needs the list of attachments sent with the referral"),
    _rule("REF-18", "L", _REF, "A youth offending team counts as one agency", thames_valley("section 11"), "needs to know which agencies would meet without MAPPA"),
    _rule("REF-19", "B", _REF, "Nobody who meets no category is on a MAPPA form", thames_valley("section 5"), "needs the record of convictions"),
    _rule("REF-20", "M", _REF, "A MAPPA-eligible domestic abuse case goes to MAPPA, with Marac's "
    "information", thames_valley("section 5"), "needs Marac's list of cases"),
    _rule("REF-21", "M", _REF, "For high risk of harm a MAPPA referral was considered", thematic("section 1.2(f)"), "needs the case file of the person who was not referred"),
    _rule("REF-22", "M", _REF, "Cases reaching their end are reviewed for category 3", (*regulation_28(), *thames_valley("section 3")), _VISOR),
    _rule("REF-23", "L", _REF, "Category 3 is considered for coercive control and serial abuse", regulation_28(), "needs the record of convictions and reports"),
    _rule("REF-24", "M", _REF, "A screening form carries enough to judge the decision", inspection("paragraph 4.4", "paragraph 4.7"), _JUDGEMENT),
    _rule("REF-26", "M", _REF, "Earlier registrations are closed; one is live", inspection("paragraph 4.3"), _VISOR),
)  # fmt: skip

_PLANS = (
    _rule("RMP-03", "M", _MIN, "The plan follows points a to f of the local requirements", thames_valley("section 8"), _JUDGEMENT),
    _rule("RMP-08", "H", _MIN, "There is one plan: the lead agency's and MAPPA's agree", inspection("recommendations", "paragraph 5.41", "paragraph 6.71"), _OASYS),
    _rule("RMP-10", "H", _MIN, "The plan was brought up to date when circumstances changed", inspection("summary", "paragraph 5.14", "paragraph 5.20"),
          "judged under STL-02, which says what changed around an unchanged plan"),
    _rule("RMP-13", "M", _MIN, "For high risk the plan is made within five working days", (*thames_valley("section 18v"), *thematic("section 1.2(iv)")), _OASYS),
    _rule("RMP-14", "M", _MIN, "The offender's views and what success looks like are in the plan", inspection("paragraph 6.14"),
          "judged in part under MIN-23; what success looks like needs a person's judgement"),
    _rule("RMP-15", "M", _MIN, "Those who carry the plan out have a copy", regulation_28(), "needs the circulation list"),
    _rule("RMP-16", "M", _MIN, "Health, mentors and supported housing are in the plan where they bear on it", inspection("paragraph 6.7"), _JUDGEMENT),
    _rule("RMP-17", "L", _MIN, "The plan is more than a collection of agencies' plans", hampshire(), _JUDGEMENT),
    _rule("RSK-09", "M", _MIN, "Acute factors bring on a review", thematic("section 2.1"), "needs the case file between meetings"),
    _rule("RSK-11", "M", _MIN, "The risk level in ViSOR is the one recorded", inspection("paragraph 5.29"), _VISOR),
    _rule("RSK-12", "M", _MIN, "The assessment is brought up to date after the meeting", inspection("paragraph 4.19"), _OASYS),
    _rule("VIC-02", "L", _ANY, "Victims are contacted within two months of sentence", thames_valley("section 18vii"), "needs the victim contact record"),
    _rule("VIC-04", "M", _MIN, "Conditions that protect victims have somebody who checks them", thematic("section 2.2(vi)"), _JUDGEMENT),
)  # fmt: skip

UNASSESSED: tuple[Rule, ...] = (
    *_ACTIONS_AND_AGENDAS,
    *_DISCLOSURE,
    *_MINUTES,
    *_MARKING,
    *_GUIDANCE,
    *_REFERRALS,
    *_PLANS,
)
"""All of them."""
