"""Each kind of identifier, in the ways it is really written, and what looks like one and is not."""

from __future__ import annotations

import pytest

from models.people import EntityType as T
from models.people import Mention
from redact.find.form import FormRecogniser
from redact.find.forms import CONTACT, NUMBERS, REFERENCES, TIMES
from redact.find.overlaps import settle

RECOGNISERS = [FormRecogniser(str(n), forms) for n, forms in enumerate((NUMBERS, REFERENCES, CONTACT, TIMES))]


def found(text: str) -> list[tuple[T, str]]:
    results = [r for recogniser in RECOGNISERS for r in recogniser.analyze(text, [])]
    mentions = [Mention(r.start, r.end, T(r.entity_type), r.score, "form") for r in results]
    return [(m.type, text[m.start : m.end]) for m in settle(mentions, text)]


def scored(text: str) -> dict[str, tuple[float, str]]:
    results = [r for recogniser in RECOGNISERS for r in recogniser.analyze(text, [])]
    return {r.entity_type: (r.score, r.analysis_explanation.textual_explanation) for r in results}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (T.NHS_NUMBER, "His NHS number is 999 000 0018.", "999 000 0018"),
        (T.NHS_NUMBER, "Seen under 9990000018 last week.", "9990000018"),
        (T.NINO, "NI: AB 12 34 56 C", "AB 12 34 56 C"),
        (T.NINO, "the number ab123456c was given", "ab123456c"),
        (T.PNC, "PNC ID 2004/0000123U", "2004/0000123U"),
        (T.PNC, "known as 04/123U on the computer", "04/123U"),
        (T.CRO, "CRO number 123456/04R", "123456/04R"),
        (T.CRO, "CRO SF39/83654Z", "SF39/83654Z"),
        (T.PRISON_NUMBER, "held as A1234BC at present", "A1234BC"),
        (T.CRN, "CRN: X123456", "X123456"),
        (T.ARREST_SUMMONS, "arrested under 12/3456/01/123456C", "12/3456/01/123456C"),
        (T.COURT_URN, "URN 01AB1234567", "01AB1234567"),
        (T.PASSPORT, "Passport number 123456789", "123456789"),
        (T.DRIVING_LICENCE, "licence MORGA657054SM9IJ expired", "MORGA657054SM9IJ"),
        (T.VEHICLE, "drives AB12 CDE to work", "AB12 CDE"),
        (T.VEHICLE, "an old M123 XYB outside", "M123 XYB"),
        (T.VEHICLE, "a van, registration ABC 123T", "ABC 123T"),
        (T.VEHICLE, "vehicle registration: 1234 AB", "1234 AB"),
        (T.BANK_ACCOUNT, "sort code 00-00-00 account 12345678", "00-00-00"),
        (T.BANK_ACCOUNT, "sort code 00-00-00 account 12345678", "12345678"),
        (T.BANK_ACCOUNT, "IBAN GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 32"),
        (T.CARD, "paid with 4111 1111 1111 1111 online", "4111 1111 1111 1111"),
        (T.UPRN, "UPRN 100023336956", "100023336956"),
        (T.COORDINATES, "found at 51.50735, -0.12776 asleep", "51.50735, -0.12776"),
        (T.COORDINATES, "grid reference TQ 299 804", "TQ 299 804"),
        (T.COORDINATES, "at ///index.home.raft today", "///index.home.raft"),
        (T.CASE_NUMBER, "an application (no. 12345/06) against", "12345/06"),
        (T.CASE_NUMBER, "Crown Court case T20217123", "T20217123"),
        (T.VISOR, "ViSOR ref: 12/0034567", "12/0034567"),
        (T.REFERENCE, "Crime reference 42CR/123456/24", "42CR/123456/24"),
        (T.REFERENCE, "housing ref no: HB-99812", "HB-99812"),
        (T.EMAIL, "write to jean.o'brien@example.org please", "jean.o'brien@example.org"),
        (T.URL, "see https://www.example.org/a?b=c.", "https://www.example.org/a?b=c"),
        (T.URL, "advertised on example.co.uk/flat12 again", "example.co.uk/flat12"),
        (T.IP_ADDRESS, "logged in from 192.0.2.17 twice", "192.0.2.17"),
        (T.IP_ADDRESS, "from 2001:db8::8a2e:370:7334 at night", "2001:db8::8a2e:370:7334"),
        (T.HANDLE, "posts as @anon_fox99 daily", "@anon_fox99"),
        (T.HANDLE, "Snapchat: quietfox", "quietfox"),
        (T.HANDLE, "on Instagram as quiet.fox.84", "quiet.fox.84"),
        (T.POSTCODE, "moved to ZZ99 9ZZ in May", "ZZ99 9ZZ"),
        (T.POSTCODE, "somewhere in zz1 1aa", "zz1 1aa"),
        (T.DATE_OF_BIRTH, "DOB 12/03/1984", "12/03/1984"),
        (T.DATE_OF_BIRTH, "born on 3rd May 1984", "3rd May 1984"),
        (T.AGE, "a man aged 43 years", "aged 43 years"),
        (T.AGE, "her eight-year-old saw it", "eight-year-old"),
        (T.AGE, "with Ruby (8) and", "8"),
        (T.MONEY, "owes £1,250.50 in rent", "£1,250.50"),
        (T.DATE, "seen on 4th of July 2023 by staff", "4th of July 2023"),
        (T.DATE, "reviewed 12.3.24 as planned", "12.3.24"),
        (T.QUANTITY, "for two and a half years", "two and a half years"),
    ],
)
def test_found_as_written(kind: T, text: str, value: str) -> None:
    assert (kind, value) in found(text)


@pytest.mark.parametrize(
    "number",
    [
        "07700 900123", "07700900123", "+44 7700 900123", "+44 (0)7700 900123", "0044 7700 900123",
        "(020) 7946 0123", "020 7946 0123", "0113-496-0123", "0161.496.0123",
        "0161 496 0123 ext 45", "+44(0)161 496 0123",
    ],
)  # fmt: skip
def test_every_way_of_writing_a_phone_number(number: str) -> None:
    assert (T.PHONE, number) in found(f"Ring {number} after six.")


@pytest.mark.parametrize(
    ("text", "kind"),
    [("PNC 2004/0000123V", "PNC"), ("NHS number 999 000 0019", "NHS_NUMBER"), ("NINO QQ 12 34 56 C", "NINO")],
)
def test_wrong_check_beside_its_label_is_kept_with_less_certainty(text: str, kind: str) -> None:
    score, why = scored(text)[kind]
    assert 0.5 <= score < 0.7
    assert "check character is wrong" in why


@pytest.mark.parametrize(
    "text",
    [
        "Section 327 of the Act applies at Level 2.",
        "The chair thanked all 12 of them.",
        "Contents .......................... 12",
        "Version 1.2.3 of the form",
        "The ratio was 3/4.",
    ],
)
def test_ordinary_figures_are_no_identifiers(text: str) -> None:
    quasi = {T.DATE, T.QUANTITY, T.MONEY, T.AGE}
    assert [f for f in found(text) if f[0] not in quasi] == []


def test_a_label_at_the_left_of_a_line_does_not_reach_the_next_line() -> None:
    assert all(kind is not T.PASSPORT for kind, _ in found("Passport\nseen\n123456789"))


def test_a_case_note_is_no_label_of_a_number() -> None:
    assert (T.DATE, "8 May 2024") in found("Case note of the review, 8 May 2024")
