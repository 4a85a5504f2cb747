"""Numbers that an authority gives to one person, one vehicle or one account.

Sources: NHS Data Dictionary (NHS NUMBER); HMRC manual NIM39110 (NINO); Police National Computer and CRO
numbers as described in the Ministry of Justice's data dictionaries; prison number of NOMIS (letter, four
digits, two letters); case reference number of nDelius (letter, six digits); DVLA INF52 and the registration
marks guide; ISO 13616 (IBAN), ISO/IEC 7812 (cards).
"""

from __future__ import annotations

import re

from models.people import EntityType as T
from redact.find import check_characters as check
from redact.find.form import Form
from redact.find.starts import Begins

_NUMBER = r"(?: ?(?:no\b\.?|number|num\b|ref(?:erence)?\b|id\b))?"
_END = r"(?![\w/]|-\d)"


def _nino_prefix(written: str) -> bool:
    """HMRC never issued these first letters; invented and mistyped numbers have them."""
    prefix = check.plain(written)[:2]
    unused = prefix in {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"} or prefix[0] in "DFIQUV"
    return not unused and prefix[1] not in "DFIQUVO"


_THREE_LETTER_WORDS = re.compile(
    r"(?:THE|AND|FOR|NOT|ALL|NEW|OLD|OUT|SEE|YES|DAY|MAY|AGE|SET|END|HMP|NHS|DOB|PNC|CRO|CRN|REF|"
    r"CAT|LEV|ACT|WAS|HAS|"
    r"ARE|TWO|ONE|DUE|HIS|HER|PER|TAG|LAW|APR|JAN|FEB|MAR|JUN|JUL|AUG|SEP|OCT|NOV|DEC|POM|COM|DCI|"
    r"GBH|ABH|USE|BIG|SIX|AIM|DID|HIM|PIN|SIM|GIG|MIG|TIA|VIA|FIG|KIT|LIP|LIT|OIL|SIT|TIP|"
    r"TIN|VIP|WIN|ZIP|DIY|SIR)",
    re.IGNORECASE,
)


def _plate(written: str) -> bool:
    """Not a plate where its three letters are a word or a form's own abbreviation."""
    return not any(
        _THREE_LETTER_WORDS.fullmatch(run) for run in re.findall(r"[A-Za-z]{3}", check.plain(written))
    )


_VEHICLE = r"(?:vehicle|car|van|motor ?cycle|motorbike|reg(?:istration)?\b|vrm|vrn|number plate|index)"

NUMBERS: tuple[Form, ...] = (
    Form(
        "nhs-number",
        T.NHS_NUMBER,
        "has the form of an NHS number",
        r"(?<![\d/.+-])(?<!\d )[1-9]\d{2}[ \u00a0.-]?\d{3}[ \u00a0.-]?\d{4}(?![\d/]|[ .-]\d)",
        0.85,
        r"(?:nhs|chi\b)",
        check=check.nhs_number,
        begins=Begins.FIGURE,
        runs=frozenset({3, 10}),
    ),
    Form(
        "nhs-number-labelled",
        T.NHS_NUMBER,
        "stands beside the label of an NHS number",
        rf"(?<![\d/.+-])\d(?:[ \u00a0-]?\d){{7,11}}{_END}",
        0.6,
        rf"(?:nhs{_NUMBER})\W{{0,6}}$",
        needs_label=True,
        cues=("nhs",),
        check=check.nhs_number,
        begins=Begins.FIGURE,
    ),
    Form(
        "nino",
        T.NINO,
        "has the form of a National Insurance number",
        r"(?<![\w/])[A-Z]{2}[ .\n-]?\d{2}[ .-]?\d{2}[ .-]?\d{2}[ .\n-]?[A-D](?!\w)",
        0.85,
        r"(?:national insurance|nino|ni\b)",
        check=_nino_prefix,
        ignore_case=True,
        begins=Begins.LETTERS,
    ),
    Form(
        "pnc",
        T.PNC,
        "has the form of a Police National Computer number",
        r"(?<![\w/])(?:(?:19|20)\d{2}|\d{2})[ ]?[/-][ ]?\d{1,7}[ ]?[A-Z](?![\w/])",
        0.9,
        r"(?:pnc|police national computer)",
        check=check.pnc,
        ignore_case=True,
        begins=Begins.FIGURE,
        runs=frozenset({2, 4}),
    ),
    Form(
        "pnc-long",
        T.PNC,
        "has the form of a Police National Computer number with a wrong check letter",
        r"(?<![\w/])(?:19|20)\d{2}/\d{7}[A-Z](?![\w/])",
        0.5,
        unless=rf"(?:pnc|police national computer){_NUMBER}",
        begins=Begins.FIGURE,
        runs=frozenset({4}),
    ),
    Form(
        "cro",
        T.CRO,
        "has the form of a Criminal Records Office number",
        r"(?<![\w/])(?:\d{1,6}/\d{2}|SF ?\d{2}/\d{1,6})[ ]?[A-Z](?![\w/])",
        0.9,
        r"(?:cro\b|criminal records? office)",
        check=check.cro,
        ignore_case=True,
        begins=Begins.EITHER,
    ),
    Form(
        "prison-number",
        T.PRISON_NUMBER,
        "has the form of a prison number",
        r"(?<![\w/])[A-Z]\d{4}[A-Z]{2}(?![\w/])",
        0.85,
        r"(?:prison|noms|nomis|inmate)",
        begins=Begins.LETTERS,
    ),
    Form(
        "prison-number-spaced",
        T.PRISON_NUMBER,
        "has the form of a prison number with a space in it",
        r"(?<![\w/])[A-Z] ?\d{4} (?!(?:IN|AT|TO|ON|OF|IS|AS|BY|OR|AN|IT|WE|HE|NO|SO|UP|US|GO|DO|IF|ME|MY|BE|"
        r"AM|PM)\b)[A-Z]{2}(?![\w/])",
        0.6,
        r"(?:prison|noms|nomis|inmate)",
        begins=Begins.LETTERS,
    ),
    Form(
        "prison-number-old",
        T.PRISON_NUMBER,
        "stands beside the label of a prison number",
        r"(?<![\w/])[A-Z]{1,2}[ ]?\d{4,5}(?:[A-Z]{1,2})?(?!\w)",
        0.6,
        rf"(?:(?:prison|noms|nomis|inmate){_NUMBER})\W{{0,6}}$",
        needs_label=True,
        cues=("prison", "noms", "nomis", "inmate"),
        ignore_case=True,
        begins=Begins.LETTERS,
    ),
    Form(
        "crn",
        T.CRN,
        "has the form of a probation case reference number",
        r"(?<![\w/])[A-Z]\d{6}(?![\w/])",
        0.7,
        r"(?:crn\b|n?delius|case ref)",
        begins=Begins.LETTERS,
    ),
    Form(
        "crn-spaced",
        T.CRN,
        "has the form of a probation case reference number with a space in it",
        r"(?<![\w/])[A-Z](?: \d{3} ?\d{3}|\d{3} \d{3})(?![\w/]|[ .-]\d)",
        0.5,
        r"(?:crn\b|n?delius|case ref)",
        begins=Begins.LETTERS,
    ),
    Form(
        "arrest-summons-close",
        T.ARREST_SUMMONS,
        "has the form of an arrest or summons number without its strokes",
        r"(?<![\w/])(?:\d{2} \d{4} \d{2} \d{3,11} ?[A-Z]|\d{12,19}[A-Z])(?![\w/])",
        0.6,
        r"(?:asn\b|arrest|summons)",
        begins=Begins.FIGURE,
    ),
    Form(
        "arrest-summons",
        T.ARREST_SUMMONS,
        "has the form of an arrest or summons number",
        r"(?<![\w/])\d{2}[ ]?/[ ]?[0-9A-Z]{4}[ ]?/[ ]?[0-9A-Z]{1,4}[ ]?/[ ]?\d{1,11}[ ]?[A-Z]?(?![\w/])",
        0.8,
        r"(?:asn\b|arrest|summons)",
        begins=Begins.FIGURE,
        runs=frozenset({2}),
    ),
    Form(
        "arrest-summons-labelled",
        T.ARREST_SUMMONS,
        "stands beside the label of an arrest or summons number",
        r"(?<![\w/])(?=[A-Z]{0,6}\d)[0-9A-Z]{2,8}(?:[ /-]?[0-9A-Z]{1,11}){0,4}(?![\w/])",
        0.6,
        rf"(?:asn{_NUMBER}|arrest(?:/| or | )summons{_NUMBER})\W{{0,6}}$",
        needs_label=True,
        cues=("asn", "arrest"),
        begins=Begins.EITHER,
    ),
    Form(
        "court-urn",
        T.COURT_URN,
        "has the form of a unique reference number of the police and the courts",
        r"(?<![\w/])\d{2}[ /]?[A-Z][A-Z0-9][ /]?\d{5}[ /]?\d{2}(?:[ /]?\d{2})?(?![\w/])",
        0.7,
        r"(?:urn\b|court|unique reference)",
        begins=Begins.FIGURE,
        runs=frozenset({2}),
    ),
    Form(
        "passport",
        T.PASSPORT,
        "stands beside the word passport",
        r"(?<![\w/])(?:[A-Z]{1,2}[ ]?)?\d(?:[ ]?\d){5,8}(?![\w/])",
        0.7,
        r"passport",
        needs_label=True,
        cues=("passport", "passports"),
        ignore_case=True,
        begins=Begins.EITHER,
    ),
    Form(
        "driving-licence",
        T.DRIVING_LICENCE,
        "has the form of a driving licence number",
        r"(?<!\w)[A-Z](?:[A-Z]{4}|[A-Z]{3}9|[A-Z]{2}99|[A-Z]999|"
        r"9999)[ -]?\d{6}[ -]?[A-Z][A-Z9][ -]?[0-9A-Z][A-Z]{2}"
        r"(?:[ ]?\d{2})?(?!\w)",
        0.8,
        r"(?:driv\w{2,4} licen[cs]e|driver|dvla)",
        check=check.driving_licence,
        ignore_case=True,
        begins=Begins.LETTERS,
    ),
    Form(
        "vehicle-current",
        T.VEHICLE,
        "has the form of a vehicle registration (2001 on)",
        r"(?<![\w/-])[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[1-8]\d|9[0-9])[ \n-]?[A-HJ-PR-Z]{3}(?![\w/-])",
        0.85,
        _VEHICLE,
        check=_plate,
        begins=Begins.LETTERS,
    ),
    Form(
        "vehicle-prefix",
        T.VEHICLE,
        "has the form of a vehicle registration (1983 to 2001)",
        r"(?<![\w/-])[A-HJ-NPR-TV-Y][1-9]\d{0,2}[ ][A-HJ-PR-Y]{3}(?![\w/-])",
        0.6,
        _VEHICLE,
        check=_plate,
        begins=Begins.LETTERS,
    ),
    Form(
        "vehicle-prefix-close",
        T.VEHICLE,
        "has the form of a vehicle registration (1983 to 2001)",
        r"(?<![\w/-])[A-HJ-NPR-TV-Y][1-9]\d{0,2}[A-HJ-PR-Y]{3}(?![\w/-])",
        0.7,
        _VEHICLE,
        check=_plate,
        begins=Begins.LETTERS,
    ),
    Form(
        "vehicle-suffix",
        T.VEHICLE,
        "has the form of a vehicle registration (1963 to 1982)",
        r"(?<![\w/-])[A-HJ-PR-Y]{3}[ ]?[1-9]\d{0,2}[ ]?[A-HJ-NPR-TV-Y](?![\w/-])",
        0.6,
        _VEHICLE,
        check=_plate,
        begins=Begins.LETTERS,
    ),
    Form(
        "vehicle-northern-ireland",
        T.VEHICLE,
        "has the form of a vehicle registration (Northern Ireland)",
        r"(?<![\w/-])(?:[A-Z][IZ][A-Z]|[A-Z]{2}Z) ?\d{3,4}(?![\w/-])",
        0.6,
        _VEHICLE,
        check=_plate,
        begins=Begins.LETTERS,
    ),
    Form(
        "vehicle-labelled",
        T.VEHICLE,
        "stands beside the label of a vehicle registration",
        r"(?<![\w/-])(?:[A-Z]{1,3}[ ]?[1-9]\d{0,3}|[1-9]\d{0,3}[ ]?[A-Z]{1,3}|"
        r"[A-Z]{2}\d{2}[ ]?[A-Z]{3}|[A-Z]\d{1,3}[ ]?[A-Z]{3})"
        r"(?![\w/-])",
        0.6,
        rf"(?:reg(?:istration|\.)?(?: mark| plate)?{_NUMBER}|vrm|vrn|number plate|"
        rf"index{_NUMBER})(?: (?:of|is))?\W{{0,6}}$",
        needs_label=True,
        cues=("reg", "registration", "vrm", "vrn", "plate", "index"),
        ignore_case=True,
        begins=Begins.EITHER,
    ),
    Form(
        "sort-code",
        T.BANK_ACCOUNT,
        "stands beside the words sort code",
        r"(?<![\d/-])\d{2}[ -]?\d{2}[ -]?\d{2}(?![\d/-])",
        0.7,
        r"sort ?code",
        needs_label=True,
        cues=("sort", "sortcode"),
        begins=Begins.FIGURE,
        runs=frozenset({2, 4, 6}),
    ),
    Form(
        "bank-account",
        T.BANK_ACCOUNT,
        "stands beside the label of a bank account",
        r"(?<![\d/.-])\d{6,10}(?![\d/-])",
        0.7,
        r"(?:account|acc\b|acct\b|a/c|roll number|sort ?code)",
        needs_label=True,
        cues=("account", "accounts", "acc", "acct", "a", "roll", "sort", "sortcode"),
        begins=Begins.FIGURE,
        runs=frozenset({6, 7, 8, 9, 10}),
    ),
    Form(
        "iban",
        T.BANK_ACCOUNT,
        "has the form of an international bank account number",
        r"(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,3})?(?!\w)",
        0.8,
        r"iban",
        check=check.iban,
        begins=Begins.LETTERS,
    ),
    Form(
        "card",
        T.CARD,
        "has the form of a payment card number",
        r"(?<![\d-])(?<!\d )\d(?:[ -]?\d){12,18}(?![\d-])",
        0.8,
        r"(?:card|visa|mastercard|amex)",
        check=check.luhn,
        begins=Begins.FIGURE,
    ),
    Form(
        "uprn",
        T.UPRN,
        "stands beside the label of a unique property reference",
        r"(?<![\d/])\d{6,12}(?![\d/])",
        0.9,
        r"(?:uprn|unique property reference)",
        needs_label=True,
        cues=("uprn", "unique"),
        begins=Begins.FIGURE,
        runs=frozenset({6, 7, 8, 9, 10, 11, 12}),
    ),
)
