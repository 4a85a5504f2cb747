"""Whether an identifier's own check character is right.

Each function takes the identifier as it was written, spaces and punctuation included, and answers True,
False, or None where this identifier has nothing to check. Nothing here decides whether text is personal
data: a wrong check character beside its own label is a slip of the typist, and the number still points at a
person.
"""

from __future__ import annotations

import ipaddress
from datetime import date

PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
"""Remainder of division by 23 to check letter; I, O and S are left out (PNC and CRO numbers share it)."""


def digits(written: str) -> str:
    """The ASCII digits of it."""
    return "".join(c for c in written if c in "0123456789")


def plain(written: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(c for c in written if c.isascii() and c.isalnum()).upper()


def nhs_number(written: str) -> bool:
    """Modulus 11 over the first nine digits, weights 10 to 2 (NHS Data Dictionary, "NHS NUMBER")."""
    number = digits(written)
    if len(number) != 10 or len(set(number)) == 1:
        return False
    check = 11 - sum(int(d) * (10 - i) for i, d in enumerate(number[:9])) % 11
    return check != 10 and check % 11 == int(number[9])


def pnc(written: str) -> bool | None:
    """PNC ID "YYYY/NNNNNNNL": letter number (YY then the serial in seven digits) mod 23."""
    year, _, serial = written.replace("-", "/").partition("/")
    letter = plain(written)[-1]
    if letter.isdigit():
        return None
    return PNC_LETTERS[int(digits(year)[-2:] + digits(serial).zfill(7)) % 23] == letter


def cro(written: str) -> bool | None:
    """CRO number "NNNNNN/YYL": letter number (YY then the serial in six digits) mod 23.

    In the SF form ("SF39/83654Z", files kept before computers) the year leads and the serial follows.
    """
    letter = plain(written)[-1]
    if letter.isdigit():
        return None
    first, _, second = written.replace("-", "/").partition("/")
    sf = first.strip().upper().startswith("SF")
    year, serial = (digits(first), digits(second)) if sf else (digits(second), digits(first))
    return PNC_LETTERS[int(year[-2:] + serial.zfill(6)) % 23] == letter


def dialled(written: str) -> bool:
    """Whether there are as many digits as a number in use has: ten or eleven with the nought, or a +."""
    number = digits(written.lower().split("x")[0].split("e")[0])
    return 10 <= len(number) <= 14


def luhn(written: str) -> bool:
    """ISO/IEC 7812-1 Annex B, as on payment cards."""
    number = digits(written)
    if not 12 <= len(number) <= 19 or len(set(number)) == 1:
        return False
    doubled = [int(d) * (2 if i % 2 else 1) for i, d in enumerate(reversed(number))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def iban(written: str) -> bool:
    """ISO 13616: the rearranged number leaves 1 when divided by 97."""
    number = plain(written)
    if not 15 <= len(number) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def driving_licence(written: str) -> bool:
    """DVLA: month digit 0-1 or 5-6 (a woman's has 5 added), day 01-31; there is no public check character."""
    number = plain(written)
    month = int(number[6:8])
    return (1 <= month <= 12 or 51 <= month <= 62) and 1 <= int(number[8:10]) <= 31


def ip_address(written: str) -> bool:
    """Whether the standard library takes it for an IPv4 or IPv6 address."""
    try:
        bare = written.split("/")[0]
        ipaddress.ip_address(bare.partition(":")[0] if bare.count(":") == 1 else bare)
    except ValueError:
        return False
    return True


def british_position(written: str) -> bool:
    """Latitude and longitude in decimal degrees that can be places on earth."""
    numbers = [float(n) for n in written.replace(",", " ").replace(";", " ").split() if n[-1:].isdigit()]
    return len(numbers) == 2 and abs(numbers[0]) <= 90 and abs(numbers[1]) <= 180


def calendar_date(written: str) -> bool:
    """Whether day, month and year in figures make a date."""
    parts = [int(p) for p in "".join(c if c.isdigit() else " " for c in written).split()]
    if len(parts) != 3:
        return False
    year, month, day = parts if parts[0] > 31 else parts[::-1]
    if year < 100:
        year += 1900 if year > 30 else 2000
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
