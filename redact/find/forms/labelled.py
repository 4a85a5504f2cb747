"""What stands beside the label of an identifier, however loosely it is written.

Beside its own label a number is what the label says, though it be in small letters, broken over a line, set
with dots, or misread by a machine (O for 0, l for 1). The forms in `redact.find.forms.numbers` are strict,
because they have no label to go by; these are generous, because they have one. Labels stand before the value,
on the line above it, over its cell, or after it in brackets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.people import EntityType as T
from redact.find import check_characters as check

_G = r"[ \u00a0]?\n?[./–-]?[ \u00a0]?\n?[ ]?"
"""What may stand between two groups of a number."""
_D = r"[0-9OoIl]"
"""A figure, or a letter that a machine takes for one."""
_L = r"[A-Za-z]"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A kind, the words of its label, how loosely its value is written, and its check."""

    name: str
    type: T
    label: str
    value: str
    words: tuple[str, ...]  # one of which every such label holds, in small letters
    check: Callable[[str], bool | None] | None = None
    least: int = 4  # figures that it must have, letters taken for figures not counted


LABELLED: tuple[Labelled, ...] = (
    Labelled("nhs", T.NHS_NUMBER, r"nhs|chi", rf"{_D}(?:{_G}{_D}){{9}}", ("nhs", "chi"), check.nhs_number),
    Labelled(
        "nino",
        T.NINO,
        r"nino|ni|national insurance",
        rf"{_L}{_L}{_G}{_D}{{2}}{_G}{_D}{{2}}{_G}{_D}{{2}}{_G}{_L}",
        ("nino", "ni", "insurance"),
    ),
    Labelled(
        "pnc",
        T.PNC,
        r"pnc(?:id)?|police national computer",
        rf"(?:{_D}{{4}}|{_D}{{2}})[ ]?\n?[ ]?[/-][ ]?\n?{_D}{{1,7}}[ ]?\n?{_L}",
        ("pnc", "pncid", "computer"),
        check.pnc,
    ),
    Labelled(
        "cro",
        T.CRO,
        r"cro|criminal records? office",
        rf"(?:SF[ ]?\n?{_D}{{2}}[ ]?/[ ]?{_D}{{1,6}}|{_D}{{1,6}}[ ]?[/-][ ]?{_D}{{2}})[ ]?\n?{_L}",
        ("cro", "office"),
        check.cro,
    ),
    Labelled(
        "prison-number",
        T.PRISON_NUMBER,
        r"prison(?:er)?|noms|nomis|inmate",
        rf"{_L}[ ]?\n?{_D}{{4}}[ ]?\n?{_L}{{2}}|{_L}{{1,2}}[ ]?{_D}{{4,5}}",
        ("prison", "prisoner", "noms", "nomis", "inmate"),
        least=3,
    ),
    Labelled(
        "crn",
        T.CRN,
        r"crn|n?delius(?: crn)?|case reference",
        rf"{_L}[ ]?\n?{_D}{{3}}[ ]?\n?{_D}{{3}}",
        ("crn", "delius", "ndelius", "reference"),
    ),
    Labelled(
        "arrest-summons",
        T.ARREST_SUMMONS,
        r"asn|arrest(?:/| or | )summons",
        rf"{_D}{{2}}{_G}[0-9A-Za-z]{{4}}{_G}[0-9A-Za-z]{{1,4}}{_G}{_D}{{1,11}}{_G}{_L}?",
        ("asn", "summons"),
        least=8,
    ),
    Labelled(
        "court-urn",
        T.COURT_URN,
        r"(?:court )?urn|unique reference",
        rf"{_D}{{2}}{_G}{_L}[0-9A-Za-z]{_G}{_D}{{5}}{_G}{_D}{{2}}(?:{_G}{_D}{{2}})?",
        ("urn", "unique"),
        least=7,
    ),
    Labelled(
        "passport",
        T.PASSPORT,
        r"passport",
        rf"{_L}{{0,2}}[ ]?{_D}(?:{_G}{_D}){{6,8}}",
        ("passport",),
        least=5,
    ),
    Labelled(
        "driving-licence",
        T.DRIVING_LICENCE,
        r"driv\w{2,4} licen[cs]e|driver|dvla",
        rf"{_L}[A-Za-z9]{{4}}{_G}{_D}{{6}}{_G}{_L}[A-Za-z9]{_G}[0-9A-Za-z]{_L}{{2}}",
        ("licence", "license", "driver", "dvla"),
    ),
    Labelled(
        "vehicle",
        T.VEHICLE,
        r"reg(?:istration|\.)?(?: mark| plate)?|vrm|vrn|number plate|index",
        rf"{_L}{{2}}{_D}{{2}}[ -]?\n?{_L}{{3}}|{_L}\d{{1,3}}[ -]?\n?{_L}{{3}}|{_L}{{3}}[ -]?\n?\d{{1,3}}{_L}|"
        rf"{_L}{{2,3}}[ -]?\n?\d{{2,4}}",
        ("reg", "registration", "vrm", "vrn", "plate", "index"),
        least=2,
    ),
    Labelled(
        "sort-code",
        T.BANK_ACCOUNT,
        r"sort ?code|s/c",
        rf"{_D}{{2}}{_G}{_D}{{2}}{_G}{_D}{{2}}",
        ("sort", "sortcode", "s"),
    ),
    Labelled(
        "account",
        T.BANK_ACCOUNT,
        r"(?:bank )?account|acc(?:t|oun)?|a/c|roll",
        rf"{_D}{{4}}{_G}{_D}{{2,6}}",
        ("account", "acc", "acct", "a", "roll"),
        least=5,
    ),
    Labelled(
        "iban",
        T.BANK_ACCOUNT,
        r"iban",
        rf"{_L}{{2}}{_D}{{2}}(?:{_G}[A-Za-z0-9]{{4}}){{2,7}}(?:{_G}[A-Za-z0-9]{{1,3}}(?![a-z]))?",
        ("iban",),
        check.iban,
        least=6,
    ),
    Labelled(
        "card",
        T.CARD,
        r"(?:debit |credit |bank |payment )?card|visa|mastercard|amex",
        rf"{_D}(?:{_G}{_D}){{12,18}}",
        ("card", "visa", "mastercard", "amex"),
        check.luhn,
        least=10,
    ),
    Labelled("uprn", T.UPRN, r"uprn|unique property reference", r"\d{6,12}", ("uprn", "property")),
    Labelled(
        "grid-reference",
        T.COORDINATES,
        r"(?:o\.?s\.? )?grid(?: ref(?:erence)?)?|ngr|map ref(?:erence)?",
        rf"[HJNOSThjnost]{_L}{_G}(?:\d{{3}}{_G}\d{{3}}|\d{{4}}{_G}\d{{4}}|\d{{5}}{_G}\d{{5}})",
        ("grid", "ngr", "map"),
    ),
    Labelled(
        "position",
        T.COORDINATES,
        r"gps|coordinates|co-ordinates|lat(?:itude)?(?:/long(?:itude)?)?",
        r"-?\d{1,2}\.\d{2,10} ?°? ?[NS]?,?\s{0,2}-?\d{1,3}\.\d{2,10}(?: ?°? ?[EW])?",
        ("gps", "coordinates", "ordinates", "lat", "latitude"),
    ),
    Labelled(
        "phone",
        T.PHONE,
        r"tel(?:ephone)?|phone|mobile|mob|landline|fax|ring(?:s|ing)?|call(?:s|ed)?|text(?:s|ed)?|contact",
        rf"(?:\+|\(?00)?\(?{_D}{{2,5}}\)?(?:[ ().–-]{{0,3}}\n?(?:\(0\))?[ (]?{_D}{{2,7}}\)?){{1,4}}"
        r"(?:[ ,]{0,2}\(?(?:ext(?:ension|n)?|x)\.?[ :]{0,2}\d{1,6}\)?)?",
        (
            "tel",
            "telephone",
            "phone",
            "mobile",
            "mob",
            "landline",
            "fax",
            "ring",
            "rings",
            "call",
            "calls",
            "called",
            "text",
            "texts",
            "texted",
            "contact",
        ),
        check.dialled,
        least=8,
    ),
    Labelled(
        "postcode",
        T.POSTCODE,
        r"post ?code",
        rf"{_L}{{1,2}}{_D}[0-9A-Za-z]?[ ]{{0,2}}\n?[ ]?{_D}{_L}{{2}}",
        ("postcode", "code"),
        least=1,
    ),
    Labelled(
        "visor",
        T.VISOR,
        r"visor|mapps",
        rf"{_D}{{2,4}}[ ]?\n?[ ]?[/-]?[ ]?\n?{_D}{{4,8}}",
        ("visor", "mapps"),
        least=5,
    ),
    Labelled(
        "court-case",
        T.CASE_NUMBER,
        r"crown court case|case|indictment",
        rf"[TSAU]20\d\d{_G}\d{{4}}",
        ("case", "indictment"),
    ),
    Labelled(
        "file-reference",
        T.REFERENCE,
        r"crime|incident(?: log)?|(?:our|your|file|police|housing) ref(?:erence)?|cad|log",
        r"[A-Z]{0,4}[ ]?\d{1,6}(?:[ ]?[/-][ ]?[A-Z0-9]{1,8}){1,4}",
        ("crime", "incident", "ref", "reference", "cad", "log"),
        least=4,
    ),
    Labelled(
        "user-name",
        T.HANDLE,
        r"user ?name|snapchat|instagram|tiktok|telegram",
        r"@?[A-Za-z][\w.-]{1,28}[._\d-][\w.-]{0,10}(?<![.-])",
        ("username", "user", "snapchat", "instagram", "tiktok", "telegram"),
        least=0,
    ),
)
