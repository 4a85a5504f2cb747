"""Numbers of files and cases, known by their shape or by the label before them."""

from __future__ import annotations

import re

from models.people import EntityType as T
from redact.find.form import Form, Near
from redact.find.starts import Begins


def _three_digits(written: str) -> bool | None:
    """A reference has at least three digits, or two beside a stroke; "no. 2" is a counter."""
    return None if len(re.findall(r"\d", written)) >= 3 else False


_REFERENCE = r"(?P<value>(?=[A-Za-z./-]{0,14}\d)[A-Za-z0-9][\w/.-]{1,28}[A-Za-z0-9])(?![\w/])"
_LABEL_WORD = (
    r"(?:ref(?:erence|\.)?(?: ?(?:no\b\.?|num(?:ber)?|id))?|(?<![a-z])no\.|number|"
    r"(?<![a-z])id(?:entifier)?|urn|cad|log|warrant|exhibit|collar|imei|imsi|brp)"
)

_LABEL_WORDS = (
    "ref", "reference", "no", "number", "id", "identifier", "urn", "cad", "log", "warrant", "exhibit",
    "collar", "imei", "imsi", "brp",
)  # fmt: skip
_ANOTHER_KIND = (
    r"(?:nhs|chi|nino|ni|national insurance|pnc|cro|noms|nomis|prison|crn|n?delius|asn|summons|passport|"
    r"visor|mapps|uprn|iban|account|acc|acct|a/c|sort code|card)(?: ?(?:no\b\.?|number|id))?"
)
"""Labels of kinds that have forms of their own: what stands beside one is of that kind, and no file's."""

_CASES = (
    "application", "case", "file", "decision", "judgment", "claim", "petition", "appeal", "complaint",
    "indictment", "docket", "matter", "proceeding", "order",
)  # fmt: skip
_NUMBERED = (*_CASES, *(f"{word}s" for word in _CASES))

REFERENCES: tuple[Form, ...] = (
    Form(
        "visor",
        T.VISOR,
        "stands beside the label of a ViSOR record",
        r"(?i:visor|mapps)[ ]?(?i:(?:nominal )?(?:id|ref(?:erence)?|no|number|record|"
        r"nominal)\b\.?[ ]?){0,2}(?:is )?[ :#\t–-]{0,4}" + _REFERENCE,
        0.9,
        check=_three_digits,
        check_decides=True,
        begins=Begins.WORD,
        words=("visor", "mapps"),
    ),
    Form(
        "visor-labelled",
        T.VISOR,
        "stands beside the label of a ViSOR record",
        rf"(?<![\w/]){_REFERENCE}",
        0.9,
        r"(?:visor|mapps)\b",
        needs_label=True,
        cues=("visor", "mapps"),
        check=_three_digits,
        check_decides=True,
        unless=r"(?:level|category|on|dated?|section)",
        begins=Begins.REFERENCE,
    ),
    Form(
        "application-number",
        T.CASE_NUMBER,
        "has the form of a court's application or case number",
        r"(?<![\w/.])(?!(?:19|20)\d\d/\d\d\b)\d{3,6}/\d{2}(?![\w/]|\.\d)",
        0.8,
        unless=r"(?:blood pressure|bp|pressure of|reading(?: of| was)?)",
        begins=Begins.FIGURE,
        runs=frozenset({3, 4, 5, 6}),
    ),
    Form(
        "numbered-case",
        T.CASE_NUMBER,
        "follows the word for a numbered case or file",
        r"(?i:\b(?:application|case|file|decision|judgment|claim|petition|appeal|complaint|"
        r"indictment|docket|matter|proceedings|order)s?)"
        r"[ ]?(?i:(?:ref(?:erence)?|number|id)s?\b|nos?\b\.?){0,1}\.?[ ]?[:#(]?[ ]?" + _REFERENCE,
        0.8,
        check=_three_digits,
        check_decides=True,
        begins=Begins.WORD,
        words=_NUMBERED,
    ),
    Form(
        "numbered",
        T.CASE_NUMBER,
        "follows the abbreviation for number",
        r"(?<![\w])[Nn]os?\.[ \u00a0]?(?P<value>\d{1,6}/\d{2,4}(?:/\d{1,4})?|"
        r"(?=[\w-]{0,8}\d{3})[A-Z]{0,4}-?\d[\w/-]{2,20}\w)(?![\w/])",
        0.8,
        unless=rf"(?:{_ANOTHER_KIND}|law|act|protocol|regulation|directive|decree|ordinance|rule|resolution|convention|"
        r"section|level)",
        begins=Begins.WORD,
        words=("no", "nos"),
    ),
    Form(
        "case-slash",
        T.CASE_NUMBER,
        "has the form of a case number, by a stroke and a year",
        r"(?<![\w/.])(?:[A-Z]{1,4}[ -]?)?\d{1,6}/(?:19|20)\d{2}(?![\w/]|-\d|\.\d)",
        0.6,
        unless=r"(?:section|act|level)",
        begins=Begins.EITHER,
    ),
    Form(
        "case-year-first",
        T.CASE_NUMBER,
        "has the form of a case number that leads with its year",
        r"(?<![\w/.])(?:19|20)\d{2}[/:](?!\d\d\b)\d{2,7}(?![\w/:]|\.\d)",
        0.6,
        begins=Begins.FIGURE,
        runs=frozenset({4}),
    ),
    Form(
        "law-report",
        T.CASE_NUMBER,
        "has the form of a reference to a reported case",
        r"(?<!\w)(?![A-Z]{1,5}A (?:19|20)\d\d,? s)(?:\[(?:19|20)\d{2}\] )?[A-Z]{2,6} "
        r"(?:(?:19|20)\d{2},? )?(?:p|s|pp|no|nr)\. ?\d{1,5}(?!\w)",
        0.7,
        near=Near(r"(?<=[psonr])\. ?\d", 30, 8),
    ),
    Form(
        "neutral-citation",
        T.CASE_NUMBER,
        "has the form of a court's citation of a case",
        r"(?<!\w)\[(?:19|20)\d{2}\] (?:EWCA|EWHC|UKSC|UKHL|UKUT|UKFTT|EWFC|CSIH|CSOH|NICA|NIQB)"
        r" (?:[A-Z][a-z]{2,5} )?\d{1,5}(?: \([A-Z][A-Za-z]{1,10}\))?",
        0.8,
        near=Near(r"\[(?:19|20)\d\d\]", 2, 60),
    ),
    Form(
        "crown-court",
        T.CASE_NUMBER,
        "has the form of a Crown Court case number",
        r"(?<![\w/])[TSAU](?:19|20)\d{2} ?\d{4}(?![\w/])",
        0.85,
        r"(?:crown court|case)",
        begins=Begins.LETTERS,
    ),
    Form(
        "family-court",
        T.CASE_NUMBER,
        "has the form of a county or family court case number",
        r"(?<![\w/])[A-Z]{2}\d{2}[CPDFZ]\d{5}(?![\w/])",
        0.8,
        r"(?:family|court|case)",
        begins=Begins.LETTERS,
    ),
    Form(
        "reference",
        T.REFERENCE,
        "follows a label that says it is a reference",
        r"(?<![\w-])(?i:" + _LABEL_WORD + r")(?: is)?[ ]?[:#=]?[ ]?" + _REFERENCE,
        0.75,
        check=_three_digits,
        check_decides=True,
        unless=rf"(?:{_ANOTHER_KIND}|telephone|phone|mobile|fax|tel|contact|level|category|section|house|page|item|action|"
        r"version|total|large|small|article|the|a|protocol|law|act)",
        begins=Begins.WORD,
        words=_LABEL_WORDS,
    ),
    Form(
        "reference-cell",
        T.REFERENCE,
        "stands in a cell whose heading says it is a reference",
        r"(?<![\w/.-])" + _REFERENCE,
        0.75,
        r"(?:ref(?:erence)?\b|crime n(?:o\b|um|r\b)|urn\b|\bid\b|identifier|n?delius|"
        r"niche|record number|(?:case|"
        r"file) n(?:o\b|um|r\b))",
        needs_label=True,
        cues=(
            "ref",
            "refs",
            "reference",
            "references",
            "crime",
            "urn",
            "id",
            "identifier",
            "identifiers",
            "delius",
            "ndelius",
            "niche",
            "record",
            "case",
            "file",
        ),
        unless=_ANOTHER_KIND,
        check=_three_digits,
        check_decides=True,
        begins=Begins.REFERENCE,
    ),
    Form(
        "long-number",
        T.REFERENCE,
        "is a long number of the kind that files are kept by",
        r"(?<![\w./£$€,-])\d{7,20}(?![\w/%]|[.,-]\d)",
        0.5,
        begins=Begins.FIGURE,
        runs=frozenset({7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20}),
    ),
    Form(
        "letters-and-digits",
        T.REFERENCE,
        "is letters and digits run together as references are",
        r"(?<![\w/.-])(?:[A-Z]{2,5}[/-]?\d{5,12}|[A-Z]{1,4}\d{1,3}/\d{3,6}/\d{2,4}|"
        r"\d{2}-\d{4,6}-\d{2}|\d{2}[A-Z]{1,3}[/-]?\d{5,10}|"
        r"[A-Z]{1,4}/\d{2,6}/\d{2,6}|\d{1,5}/\d{3,7}/\d{2}|\d{2}/\d{4,8})(?![\w/]|-\d)",
        0.55,
        begins=Begins.EITHER,
    ),
)
