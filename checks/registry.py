"""Every check there is, in one list, and the catalogue that a person asks of."""

from __future__ import annotations

from functools import cache

from checks.rule import Check, Rule, describe
from checks.rules.actions import (
    ACT01,
    ACT02,
    ACT03,
    ACT04,
    ACT05,
    ACT06,
    ACT07,
    ACT08,
)
from checks.rules.agenda import (
    AGD02,
    AGD03,
    AGD04,
    AGD06,
    AGD09,
)
from checks.rules.attendance import (
    ATT01,
    ATT02,
    ATT03,
    ATT04,
    ATT05,
    ATT06,
    ATT07,
    ATT08,
    ATT09,
    ATT11,
    ATT13,
)
from checks.rules.boxes import (
    MIN04,
    MIN25,
    MIN26,
)
from checks.rules.disclosure import (
    DIS01,
    DIS02,
    DIS04,
    DIS06,
    DIS08,
    DIS10,
    DIS13,
    DIS18,
    MRK07,
)
from checks.rules.drift import (
    RMP09,
    STL06,
    STL07,
    STL08,
    STL09,
    STL11,
)
from checks.rules.elsewhere import UNASSESSED
from checks.rules.meeting import (
    MIN01,
    MIN03,
    MIN05,
    MIN06,
    MIN07,
    MIN09,
    MIN10,
    MIN11,
    MIN13,
    MIN14,
    MIN17,
    MIN18,
    MIN19,
    MIN20,
    MIN22,
    MIN23,
    MRK01,
    PUB04,
    PUB05,
    PUB10,
    PUB13,
    PUB15,
    PUB17,
)
from checks.rules.people import (
    DIV01,
    MIN08,
    VIC01,
    VIC03,
    VIC05,
    VIC06,
)
from checks.rules.plan import (
    MIN12,
    MIN21,
    PUB06,
    RMP01,
    RMP02,
    RMP04,
    RMP05,
    RMP06,
    RMP07,
    RMP11,
    RMP12,
    RMP18,
)
from checks.rules.referral import (
    REF01,
    REF02,
    REF03,
    REF04,
    REF05,
    REF06,
    REF08,
    REF09,
    REF10,
    REF11,
    REF12,
    REF13,
    REF25,
    REF27,
)
from checks.rules.risk import (
    RSK01,
    RSK02,
    RSK03,
    RSK04,
    RSK05,
    RSK06,
    RSK07,
    RSK08,
    RSK10,
)
from checks.rules.stale import (
    STL01,
    STL02,
    STL03,
    STL04,
    STL05,
    STL10,
    STL12,
    STL13,
)
from models.errors import CountersignError

CHECKS: tuple[type[Check], ...] = (
    ACT01,
    ACT02,
    ACT03,
    ACT04,
    ACT05,
    ACT06,
    ACT07,
    ACT08,
    AGD02,
    AGD03,
    AGD04,
    AGD06,
    AGD09,
    ATT01,
    ATT02,
    ATT03,
    ATT04,
    ATT05,
    ATT06,
    ATT07,
    ATT08,
    ATT09,
    ATT11,
    ATT13,
    DIS01,
    DIS02,
    DIS04,
    DIS06,
    DIS08,
    DIS10,
    DIS13,
    DIS18,
    DIV01,
    MIN01,
    MIN03,
    MIN04,
    MIN05,
    MIN06,
    MIN07,
    MIN08,
    MIN09,
    MIN10,
    MIN11,
    MIN12,
    MIN13,
    MIN14,
    MIN17,
    MIN18,
    MIN19,
    MIN20,
    MIN21,
    MIN22,
    MIN23,
    MIN25,
    MIN26,
    MRK01,
    MRK07,
    PUB04,
    PUB05,
    PUB06,
    PUB10,
    PUB13,
    PUB15,
    PUB17,
    REF01,
    REF02,
    REF03,
    REF04,
    REF05,
    REF06,
    REF08,
    REF09,
    REF10,
    REF11,
    REF12,
    REF13,
    REF25,
    REF27,
    RMP01,
    RMP02,
    RMP04,
    RMP05,
    RMP06,
    RMP07,
    RMP09,
    RMP11,
    RMP12,
    RMP18,
    RSK01,
    RSK02,
    RSK03,
    RSK04,
    RSK05,
    RSK06,
    RSK07,
    RSK08,
    RSK10,
    STL01,
    STL02,
    STL03,
    STL04,
    STL05,
    STL06,
    STL07,
    STL08,
    STL09,
    STL10,
    STL11,
    STL12,
    STL13,
    VIC01,
    VIC03,
    VIC05,
    VIC06,
)
"""The rules that are judged. Adding one means adding it here."""


class UnknownRule(CountersignError):
    """A code that the catalogue does not have."""


@cache
def catalogue() -> tuple[Rule, ...]:
    """All rules, judged or not, by code."""
    return tuple(sorted((*map(describe, CHECKS), *UNASSESSED), key=lambda rule: rule.code))


def rule(code: str) -> Rule:
    """The rule of that code, however it is written ("dis-01", "DIS01"). Raises `UnknownRule`."""
    wanted = code.strip().upper().replace("-", "")
    for entry in catalogue():
        if entry.code.replace("-", "") == wanted:
            return entry
    raise UnknownRule("There is no rule of that code.", "`countersign rules` lists them all.")
