"""The documents that the rules come from, cited by title and paragraph."""

from __future__ import annotations

from models.finding import Source

REGULATION_28 = "HMPPS response to a Regulation 28 report, 7 December 2018"
THAMES_VALLEY = "Thames Valley MAPPA Local Working Requirements, 2008"
INSPECTION = (
    "A follow-up inspection of Multi-Agency Public Protection Arrangements, HMI Probation and HMI "
    "Constabulary, October 2015"
)
HAMPSHIRE = "Hampshire and the Isle of Wight MAPPA Annual Report 2013-14"
THEMATIC = "Putting Risk of Harm in Context, joint thematic inspection, 2006"
GUIDANCE = "MAPPA Guidance (mappa.justice.gov.uk)"
MAPPA_B_NOTES = "Notes to the MAPPA B minutes template (2012 to 2016)"
MAPPA_A_NOTES = "Notes to the MAPPA A referral template (2012)"
MAPPA_D = "MAPPA D confidentiality and diversity statement"
CASE_AUDIT = "MAPPA case audit and meeting audit (MAPPA K and MAPPA L)"
SCOTTISH = "MAPPA National Guidance, Scottish Government"
MARAC = "SafeLives Marac minutes checklist"
LORDS = "House of Lords debates, 26 February 2024 (theyworkforyou.com)"


def cite(title: str, *paragraphs: str) -> tuple[Source, ...]:
    """One source a paragraph; the title alone where none is given."""
    return tuple(Source(title, p) for p in paragraphs) or (Source(title),)


def regulation_28(*paragraphs: str) -> tuple[Source, ...]:
    """The prison and probation service's answer to a coroner."""
    return cite(REGULATION_28, *paragraphs)


def thames_valley(*paragraphs: str) -> tuple[Source, ...]:
    """An area's own requirements under the 2008 guidance."""
    return cite(THAMES_VALLEY, *paragraphs)


def inspection(*paragraphs: str) -> tuple[Source, ...]:
    """The inspectorates' follow-up of 2015: what they found in 48 cases and 48 rejected referrals."""
    return cite(INSPECTION, *paragraphs)


def hampshire(*paragraphs: str) -> tuple[Source, ...]:
    """An area's annual report."""
    return cite(HAMPSHIRE, *paragraphs)


def thematic(*paragraphs: str) -> tuple[Source, ...]:
    """The joint inspection of 2006."""
    return cite(THEMATIC, *paragraphs)
