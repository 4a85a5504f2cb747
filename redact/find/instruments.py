"""Instruments of risk assessment by their names: "Risk Matrix 2000" is no year, "Static-99" no number.

The names are those in use in prisons and probation in the United Kingdom; a year or a figure in one is part
of the title, and says nothing of anybody.
"""

from __future__ import annotations

import re

_NAMES = re.compile(
    r"(?<![\w-])(?:(?:Risk[ -]Matrix|RISK MATRIX)(?:[ -]?2000)?(?:[ /-](?:S|V|C)\b)?|"
    r"(?:RM|Rm)[ -]?2000(?:/[SVC])?|"
    r"(?i:static|stable|acute)[ -]?(?:99R?|2002R?|2007)|OGRS ?[34]?|HCR[ -]?20(?: ?v\.? ?[23])?|"
    r"SARA(?: ?v\.? ?[23]|[ -]?V[23])|S?VR[ -]?20|ERG ?22\+?|VERA[ -]?2R?|AIM ?[23]|J-SOAP(?:[ -]II)?|"
    r"SAVRY|PCL[ -]?R|LSI[ -]?R|OSP[/-][CI]|OVP ?[12]?|OGP ?[12]?|START:?AV|B-SAFER|S-DASH(?: ?2009)?|"
    r"DASH(?: ?2009)?(?= )|Core-?10)(?![\w-])"
)


def instruments(text: str) -> list[tuple[int, int]]:
    """Where names of instruments stand."""
    return [match.span() for match in _NAMES.finditer(text)]
