"""Identifiers made by seed: valid values of each kind, the ways in which each is written, and their labels.

Check characters are worked out here anew from the sources, not by the code under test. Telephone numbers,
postcodes and domains are from the ranges that belong to nobody.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from models.people import EntityType as T

Make = Callable[[random.Random], str]


@dataclass(frozen=True, slots=True)
class Kind:
    """How to make one kind. `writings` turn a value into what people write; `labels` say what it is.

    A kind that has no shape of its own is `only_labelled`. `wrong` spoils the check character.
    """

    type: T
    make: Make
    writings: tuple[Callable[[str], str], ...]
    labels: tuple[str, ...]
    only_labelled: bool = False
    wrong: Callable[[str], str] | None = None
    name: str = ""


def _digits(rng: random.Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def _letters(rng: random.Random, count: int, of: str = "ABCDEFGHJKLMNPRSTUVWXY") -> str:
    return "".join(rng.choice(of) for _ in range(count))


_CHECK = "ZABCDEFGHJKLMNPQRTUVWXY"


def _nhs(rng: random.Random) -> str:
    while True:
        nine = "9" + _digits(rng, 8)
        check = 11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11
        if check != 10:
            return nine + str(check % 11)


def _nino(rng: random.Random) -> str:
    return rng.choice(("AB", "CE", "JG", "PW", "SX", "TY")) + _digits(rng, 6) + rng.choice("ABCD")


def _pnc(rng: random.Random) -> str:
    year, serial = rng.randint(1985, 2024), rng.randint(1, 999999)
    return f"{year}/{serial:07d}{_CHECK[int(f'{year % 100:02d}{serial:07d}') % 23]}"


def _cro(rng: random.Random) -> str:
    serial, year = rng.randint(1, 99999), rng.randint(95, 124) % 100
    return f"{serial:06d}/{year:02d}{_CHECK[int(f'{year:02d}{serial:06d}') % 23]}"


def _cro_sf(rng: random.Random) -> str:
    serial, year = rng.randint(1, 99999), rng.randint(30, 79)
    return f"SF{year}/{serial}{_CHECK[int(f'{year}{serial:06d}') % 23]}"


def _card(rng: random.Random) -> str:
    body = "4" + _digits(rng, 14)
    total = sum(
        (d * 2 - 9 if d > 4 else d * 2) if i % 2 == 0 else d for i, d in enumerate(map(int, reversed(body)))
    )
    return body + str(-total % 10)


def _iban(rng: random.Random) -> str:
    body = _letters(rng, 4) + _digits(rng, 14)
    number = int("".join(str(int(c, 36)) for c in f"{body}GB00"))
    return f"GB{98 - number % 97:02d}{body}"


def _licence(rng: random.Random) -> str:
    surname = (_letters(rng, rng.randint(3, 5), "ABCDEGLMNORST") + "99")[:5]
    month = rng.randint(1, 12) + rng.choice((0, 50))
    born = f"{rng.randint(0, 9)}{month:02d}{rng.randint(1, 28):02d}{rng.randint(0, 9)}"
    return f"{surname}{born}{_letters(rng, 2)}9{_letters(rng, 2)}"


def _plate(rng: random.Random) -> str:
    three = rng.choice(("XKD", "BVR", "LHG", "PNW", "YSF", "RJC"))
    return f"{_letters(rng, 2, 'ABDEFGHKLMNPRSVWY')}{rng.randint(51, 74)} {three}"


def _prefix_plate(rng: random.Random) -> str:
    return f"{_letters(rng, 1)}{rng.randint(20, 999)} {rng.choice(('XKD', 'BVR', 'LHG', 'PNW'))}"


def _suffix_plate(rng: random.Random) -> str:
    return f"{rng.choice(('XKD', 'BVR', 'LHG', 'PNW'))} {rng.randint(20, 999)}{_letters(rng, 1)}"


def _ni_plate(rng: random.Random) -> str:
    three = _letters(rng, 1) + rng.choice("IZ") + rng.choice("ABDGHLW")
    return f"{three} {rng.randint(1000, 9999)}"


def _mobile(rng: random.Random) -> str:
    return "07700900" + _digits(rng, 3)


def _landline(rng: random.Random) -> str:
    return rng.choice(("02079460", "01134960", "01614960", "01314960")) + _digits(rng, 3)


def _postcode(rng: random.Random) -> str:
    return f"ZZ{rng.randint(1, 99)} {rng.randint(1, 9)}{_letters(rng, 2, 'ABDEFGHJLNPQRSTUWXYZ')}"


def _asn(rng: random.Random) -> str:
    serial = f"{rng.randint(1000, 999999)}{rng.choice(_CHECK)}"
    return f"{_digits(rng, 2)}/{_digits(rng, 4)}/{_digits(rng, 2)}/{serial}"


def _urn(rng: random.Random) -> str:
    return f"{_digits(rng, 2)}{_letters(rng, 2)}{_digits(rng, 5)}{rng.randint(18, 25)}"


def _grid(rng: random.Random) -> str:
    return f"{rng.choice(('TQ', 'SJ', 'NT', 'SD', 'NZ', 'SH'))}{_digits(rng, 6)}"


def _position(rng: random.Random) -> str:
    return f"{rng.randint(50, 57)}.{_digits(rng, 5)}, -{rng.randint(0, 5)}.{_digits(rng, 5)}"


def _handle(rng: random.Random) -> str:
    return (
        rng.choice(("quietfox", "dazza", "miss.k", "nightowl", "rudeboy", "kez"))
        + rng.choice(("_", ".", ""))
        + _digits(rng, 2)
    )


def _email(rng: random.Random) -> str:
    whom = rng.choice(("jean", "k.o-brien", "tam_99", "p.l+x"))
    return f"{whom}@{rng.choice(('example.org', 'mail.example.co.uk', 'example.com'))}"


def _spaced(*groups: int) -> Callable[[str], str]:
    def write(value: str) -> str:
        bare = "".join(c for c in value if c.isalnum() or c == "/")
        parts, at = [], 0
        for size in groups:
            parts.append(bare[at : at + size])
            at += size
        return " ".join(p for p in (*parts, bare[at:]) if p)

    return write


def as_is(value: str) -> str:
    """As it stands."""
    return value


def _joined(value: str) -> str:
    return value.replace(" ", "")


def _by(sign: str, *groups: int) -> Callable[[str], str]:
    spaced = _spaced(*groups)
    return lambda value: spaced(value).replace(" ", sign)


def _ocr(value: str) -> str:
    """As a machine misreads it: the last nought is an O, the last one an l."""
    at = max(value.rfind("0"), value.rfind("1"))
    return value if at < 0 else value[:at] + ("O" if value[at] == "0" else "l") + value[at + 1 :]


def _short_year(value: str) -> str:
    year, _, rest = value.partition("/")
    return f"{year[2:]}/{rest.lstrip('0')}"


def _abroad(value: str) -> str:
    return f"+44 {value[1:5]} {value[5:]}"


def _nought(value: str) -> str:
    return f"+44 (0){value[1:5]} {value[5:]}"


def _swap_last(value: str) -> str:
    last = value[-1]
    other = next(c for c in ("XKDBVR" if last.isalpha() else "7351") if c != last)
    return value[:-1] + other


KINDS: tuple[Kind, ...] = (
    Kind(
        T.NHS_NUMBER,
        _nhs,
        (as_is, _spaced(3, 3, 4), _by("-", 3, 3, 4), _by(".", 3, 3, 4), _ocr),
        ("NHS number", "NHS no", "NHS No.", "nhs"),
        wrong=_swap_last,
    ),
    Kind(
        T.NINO,
        _nino,
        (as_is, _spaced(2, 2, 2, 2, 1), str.lower, _by("-", 2, 2, 2, 2, 1), _by(".", 2, 2, 2, 2, 1), _ocr),
        ("NI number", "NINO", "National Insurance no", "NI"),
    ),
    Kind(
        T.PNC,
        _pnc,
        (as_is, _short_year, str.lower, lambda v: v.replace("/", " / "), lambda v: v.replace("/", "-"), _ocr),
        ("PNC", "PNC ID", "PNC no.", "pnc number"),
        wrong=_swap_last,
    ),
    Kind(
        T.CRO,
        _cro,
        (as_is, str.lower, lambda v: v.lstrip("0"), lambda v: v[:-1] + " " + v[-1], _ocr),
        ("CRO", "CRO number", "CRO no"),
        wrong=_swap_last,
    ),
    Kind(T.CRO, _cro_sf, (as_is, lambda v: v.replace("SF", "SF ")), ("CRO",), name="CRO (SF)"),
    Kind(
        T.PRISON_NUMBER,
        lambda r: f"A{_digits(r, 4)}{_letters(r, 2)}",
        (as_is, str.lower, lambda v: f"{v[:5]} {v[5:]}", lambda v: f"{v[0]} {v[1:5]} {v[5:]}", _ocr),
        ("Prison number", "NOMIS", "Prison no.", "NOMS ID"),
    ),
    Kind(
        T.CRN,
        lambda r: f"{r.choice('EXJV')}{_digits(r, 6)}",
        (as_is, str.lower, lambda v: f"{v[0]} {v[1:]}", lambda v: f"{v[0]}{v[1:4]} {v[4:]}", _ocr),
        ("CRN", "Delius CRN", "crn:", "nDelius"),
    ),
    Kind(
        T.ARREST_SUMMONS,
        _asn,
        (
            as_is,
            str.lower,
            lambda v: v.replace("/", " "),
            lambda v: v.replace("/", ""),
            lambda v: v.replace("/", " / "),
        ),
        ("ASN", "ASN:", "Arrest/summons number"),
    ),
    Kind(
        T.COURT_URN,
        _urn,
        (
            as_is,
            lambda v: f"{v[:2]} {v[2:4]} {v[4:9]} {v[9:]}",
            lambda v: f"{v[:4]} {v[4:9]}/{v[9:]}",
            lambda v: f"{v[:2]}/{v[2:4]}/{v[4:9]}/{v[9:]}",
            str.lower,
        ),
        ("URN", "Court URN", "URN no."),
    ),
    Kind(
        T.PASSPORT,
        lambda r: _digits(r, 9),
        (as_is, _spaced(3, 3, 3), lambda v: "P" + v[:8]),
        ("Passport", "passport number", "British passport no."),
        only_labelled=True,
    ),
    Kind(
        T.DRIVING_LICENCE,
        _licence,
        (as_is, str.lower, _spaced(5, 6, 5), _by("-", 5, 6, 5)),
        ("Driving licence", "Driver number", "DVLA no."),
    ),
    Kind(
        T.VEHICLE,
        _plate,
        (as_is, _joined, str.lower, lambda v: v.replace(" ", "-")),
        ("Reg", "registration", "VRM", "a blue Corsa, reg"),
    ),
    Kind(
        T.VEHICLE, _prefix_plate, (as_is, _joined, str.lower), ("Reg", "registration"), name="VEHICLE (1983)"
    ),
    Kind(T.VEHICLE, _suffix_plate, (as_is, _joined), ("Reg", "registration"), name="VEHICLE (1963)"),
    Kind(T.VEHICLE, _ni_plate, (as_is, _joined), ("Reg", "registration"), name="VEHICLE (N. Ireland)"),
    Kind(
        T.BANK_ACCOUNT,
        lambda r: _digits(r, 6),
        (_by("-", 2, 2, 2), _spaced(2, 2, 2), as_is),
        ("Sort code", "sort code:", "s/c"),
        only_labelled=True,
        name="SORT CODE",
    ),
    Kind(
        T.BANK_ACCOUNT,
        lambda r: _digits(r, 8),
        (as_is, _spaced(4, 4)),
        ("Account number", "Acc no.", "a/c", "bank account"),
        only_labelled=True,
        name="ACCOUNT",
    ),
    Kind(
        T.BANK_ACCOUNT, _iban, (as_is, _spaced(4, 4, 4, 4, 4, 2), str.lower), ("IBAN", "iban:"), name="IBAN"
    ),
    Kind(T.CARD, _card, (as_is, _spaced(4, 4, 4, 4), _by("-", 4, 4, 4, 4)), ("Card", "debit card", "Visa")),
    Kind(
        T.UPRN,
        lambda r: "1000" + _digits(r, 8),
        (as_is,),
        ("UPRN", "UPRN:", "Unique property reference number"),
        only_labelled=True,
    ),
    Kind(
        T.COORDINATES,
        _grid,
        (as_is, _spaced(2, 3, 3), _spaced(2, 6)),
        ("Grid ref", "OS grid reference", "NGR"),
        name="GRID",
    ),
    Kind(
        T.COORDINATES,
        _position,
        (as_is, lambda v: v.replace(", ", ","), lambda v: v.replace(", -", "N, ") + "W"),
        ("GPS", "location", "coordinates"),
        name="LAT/LONG",
    ),
    Kind(
        T.PHONE,
        _mobile,
        (
            as_is,
            _spaced(5, 6),
            _spaced(5, 3, 3),
            _by("-", 5, 3, 3),
            _by(".", 5, 3, 3),
            _abroad,
            _nought,
            lambda v: "0044" + v[1:],
            _spaced(2, 3, 3, 3),
            _ocr,
        ),
        ("Tel", "Mobile", "mob:", "text him on", "ring"),
    ),
    Kind(
        T.PHONE,
        _landline,
        (
            as_is,
            _spaced(3, 4, 4),
            _spaced(4, 3, 4),
            lambda v: f"({v[:3]}) {v[3:7]} {v[7:]}",
            _abroad,
            lambda v: f"{v[:4]} {v[4:7]} {v[7:]} ext 214",
            _by("-", 3, 4, 4),
        ),
        ("Tel", "Office", "landline", "phone"),
        name="LANDLINE",
    ),
    Kind(
        T.EMAIL,
        _email,
        (as_is, str.upper, lambda v: v.replace("@", " (at) "), lambda v: v.replace("@", " @ ")),
        ("Email", "e-mail:", "write to"),
    ),
    Kind(
        T.HANDLE, _handle, (lambda v: "@" + v, as_is), ("Snapchat", "Instagram", "username:", "TikTok name")
    ),
    Kind(
        T.IP_ADDRESS,
        lambda r: f"198.51.100.{r.randint(1, 254)}",
        (as_is, lambda v: v + ":8080"),
        ("IP", "IP address", "logged in from"),
    ),
    Kind(
        T.POSTCODE,
        _postcode,
        (as_is, _joined, str.lower, lambda v: v.replace(" ", "  "), _ocr),
        ("Postcode", "postcode:", "lives in"),
    ),
    Kind(
        T.VISOR,
        lambda r: f"{r.randint(10, 24)}/{_digits(r, 7)}",
        (as_is, lambda v: v.replace("/", ""), lambda v: v.replace("/", " / "), lambda v: v.replace("/", "-")),
        ("ViSOR", "ViSOR ref", "ViSOR no.", "VISOR nominal", "MAPPS ID"),
        only_labelled=True,
    ),
    Kind(
        T.REFERENCE,
        lambda r: f"{_digits(r, 2)}/{_digits(r, 5)}/{r.randint(19, 25)}",
        (as_is, lambda v: "CR" + v, lambda v: v.replace("/", "-")),
        ("Crime ref", "crime number", "Our ref:", "Incident log"),
        name="CRIME REF",
    ),
    Kind(
        T.CASE_NUMBER,
        lambda r: f"T20{r.randint(18, 25)}{_digits(r, 4)}",
        (as_is, lambda v: f"{v[:5]} {v[5:]}"),
        ("Case no", "Crown Court case", "Indictment"),
        name="CROWN COURT",
    ),
)
"""All kinds, those with more than one shape more than once."""
