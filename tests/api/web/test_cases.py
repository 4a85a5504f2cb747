"""Cases through time and the figures, as a coordinator sees them and as a script asks for them."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient
from lxml import html

from checks.registry import CHECKS
from checks.rule import code_of
from models.case import History
from models.document import Document
from models.finding import CheckReport, Finding, Severity, Source
from models.structure import Confidence, DocumentKind, Fact, FormMatch
from pipeline import stages, timeline
from pipeline.figures import ASKED
from pipeline.settings import Settings
from pipeline.workshop import Workshop
from storage.accounts import AccountRole
from tests.api.web.conftest import House
from tests.pipeline import quick

CODES = {"undecided": "DIS-01", "ownerless": "ACT-01", "undated": "ACT-02", "unpoliced": "ATT-04"}


class FormReader(quick.QuickReader):
    """Text with a form: minutes, unless it says "referral"; "level" is followed by it, "risky" means high."""

    def read(self, data: bytes, filename: str) -> Document:
        read = super().read(data, filename)
        words = read.text.split()
        kind = DocumentKind.REFERRAL if "referral" in words else DocumentKind.MINUTES
        level = Fact(words[words.index("level") + 1]) if "level" in words else None
        risk = Fact("very high") if "risky" in words else None
        facts = replace(read.facts, level=level, risk_of_harm=risk)
        return replace(read, form=FormMatch("a-form", f"Form of {kind}", kind), facts=facts)


def check(document: Document, history: History, settings: Settings) -> CheckReport:
    """A finding of the rule for each word of `CODES` that is in the document."""
    source = (Source("Guidance"),)
    return CheckReport(
        tuple(
            Finding(code, Severity.HIGH, Confidence.HIGH, "A fault", "Wrong.", "Mend it.", source, quote=word)
            for word, code in CODES.items()
            if word in document.text
        )
    )


@pytest.fixture
def coordinator(house: House, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    monkeypatch.setattr(stages, "check", check)
    house.workshop = Workshop(house.shared.store, FormReader(), house.shared.settings, "test")
    return house.member(AccountRole.COORDINATOR)


def case_of(client: TestClient, reference: str = "C-1") -> str:
    ids = {case["reference"]: case["id"] for case in client.get("/api/v1/cases").json()["items"]}
    found: str = ids[reference]
    return found


def plain(page: str) -> str:
    """The words of a page's main part, its tags gone."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_cases_are_listed_by_their_last_meeting_and_found_by_a_part_of_the_reference(
    house: House, coordinator: TestClient
) -> None:
    house.sent(coordinator, "2024-03-12 minutes", case="North/17")
    house.sent(coordinator, "2024-02-01 referral", case="North/17")
    house.sent(coordinator, "2024-04-09 minutes", case="South/3 <b>")
    told = plain(coordinator.get("/cases").text)
    assert told.index("South/3 &lt;b&gt; 9 April 2024 1 document") < told.index(
        "North/17 12 March 2024 2 doc"
    )
    found = plain(coordinator.get("/cases?reference=north").text)
    assert "North/17" in found
    assert "South/3" not in found
    assert "North/17" in plain(coordinator.get("/cases?reference=NORTH/17").text)
    assert "no cases with that" in plain(coordinator.get("/cases?reference=east").text)


def test_a_long_list_of_cases_goes_on_at_another_page(house: House, coordinator: TestClient) -> None:
    for number in range(52):
        sent = {"case": f"C-{number}"}
        coordinator.post("/api/v1/documents", data=sent, files=[("files", ("m.txt", b"2024-01-01"))])
    first = coordinator.get("/cases").text
    [more] = html.fromstring(first).xpath("//a[@rel='next']/@href")
    second = coordinator.get(more).text
    listed = [re.findall(r'href="/cases/([0-9a-f]{32})"', page) for page in (first, second)]
    assert [len(ids) for ids in listed] == [50, 2]
    assert len({*listed[0], *listed[1]}) == 52


def test_a_timeline_has_each_document_in_order_with_level_risk_and_findings(
    house: House, coordinator: TestClient
) -> None:
    house.sent(coordinator, "2024-04-09 minutes level 3 risky undecided ownerless", "april.txt")
    house.sent(coordinator, "2024-02-01 referral level 2", "february.txt")
    house.sent(coordinator, "2024-03-12 minutes SECRET", "march.txt")
    case = case_of(coordinator)
    told = plain(coordinator.get(f"/cases/{case}").text)
    assert told.index("february.txt") < told.index("april.txt")
    assert "Form of referral february.txt 1 February 2024 level 2 risk not found" in told
    assert "9 April 2024 level 3 very high OFFICIAL-SENSITIVE Ready 2 high" in told
    assert "Refused not checked" in told
    answer = coordinator.get(f"/api/v1/cases/{case}/timeline").json()
    assert [(i["level"], i["risk"], i["findings"]["high"]) for i in answer["items"] if i["held"]] == [
        ("2", "", 0),
        ("3", "very high", 2),
    ]
    assert (answer["reference"], answer["left_off"]) == ("C-1", False)


def test_a_corrected_version_stands_in_the_timeline_for_the_one_before(
    house: House, coordinator: TestClient
) -> None:
    first = house.sent(coordinator, "2024-03-12 minutes undecided")
    sent = {"case": "C-1", "supersedes": first}
    coordinator.post("/api/v1/documents", data=sent, files=[("files", ("again.txt", b"2024-03-12 minutes"))])
    while house.workshop.do_next():
        pass
    (item,) = coordinator.get(f"/api/v1/cases/{case_of(coordinator)}/timeline").json()["items"]
    assert (item["version"], item["findings"]["high"]) == (2, 0)


def test_a_timeline_too_long_keeps_the_last_and_says_so(
    house: House, coordinator: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "MOST", 2)
    for month in (1, 2, 3):
        house.sent(coordinator, f"2024-0{month}-01 minutes")
    case = case_of(coordinator)
    answer = coordinator.get(f"/api/v1/cases/{case}/timeline").json()
    assert [item["held"] for item in answer["items"]] == ["2024-02-01", "2024-03-01"]
    assert answer["left_off"]
    assert "There are older documents" in plain(coordinator.get(f"/cases/{case}").text)


def test_a_case_that_is_not_there_is_not_found(coordinator: TestClient) -> None:
    answer = coordinator.get(f"/api/v1/cases/{'0' * 32}/timeline")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-such-case")
    assert coordinator.get(f"/cases/{'0' * 32}").status_code == 404
    assert coordinator.get("/cases/..%2f..%2fkeys").status_code in (404, 422)


def test_the_chart_has_a_bar_for_each_severity_of_each_document_and_no_style_of_its_own(
    house: House, coordinator: TestClient
) -> None:
    house.sent(coordinator, "2024-03-12 minutes undecided ownerless")
    case = case_of(coordinator)
    assert "findings.svg" not in coordinator.get(f"/cases/{case}").text  # one document is no course of time
    house.sent(coordinator, "2024-04-09 minutes undecided")
    assert f'src="/cases/{case}/findings.svg"' in coordinator.get(f"/cases/{case}").text
    answer = coordinator.get(f"/cases/{case}/findings.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "style" not in answer.text
    svg = ElementTree.fromstring(answer.text)  # noqa: S314 - our own drawing
    heights = [
        float(r.attrib["height"])
        for r in svg.iter("{http://www.w3.org/2000/svg}rect")
        if "stroke" in r.attrib
    ]
    assert heights[0] == pytest.approx(2 * heights[1])
    assert [t.text for t in svg.iter("{http://www.w3.org/2000/svg}text")][-2:] == ["Mar 2024", "Apr 2024"]


def test_figures_count_minutes_by_month_and_fault(house: House, coordinator: TestClient) -> None:
    house.sent(coordinator, "2024-03-12 minutes undecided ownerless undated")
    house.sent(coordinator, "2024-03-19 minutes ownerless", case="C-2")
    house.sent(coordinator, "2024-04-09 minutes unpoliced")
    house.sent(coordinator, "minutes without a date")
    house.sent(coordinator, "2024-03-01 referral undecided")
    answer = coordinator.get("/api/v1/figures").json()
    assert [(m["month"], m["minutes"]) for m in answer["timeliness"]] == [
        ("2024-04", 1),
        ("2024-03", 2),
        (None, 1),
    ]
    figures = {figure["name"]: figure for figure in answer["figures"]}
    assert figures["actions"]["months"][1] == {
        "month": "2024-03",
        "minutes": 2,
        "any": 2,
        "each": [2, 1, 0, 0],
    }
    assert figures["disclosure"]["months"][1]["any"] == 1
    assert figures["attendance"]["months"][0]["each"][0] == 1
    told = plain(coordinator.get("/figures").text)
    assert "March 2024 2 2 (0% without) 2 (0% without) 1 (50% without)" in told
    assert "No date found 1 not known" in told


def test_the_csv_has_the_same_counts(house: House, coordinator: TestClient) -> None:
    house.sent(coordinator, "2024-03-12 minutes undecided")
    answer = coordinator.get("/figures.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    assert "figures.csv" in answer.headers["content-disposition"]
    lines = list(csv.DictReader(io.StringIO(answer.text)))
    assert [line["number"] for line in lines if line["rule"] == "DIS-01"] == ["1"]
    assert {line["month"] for line in lines} == {"2024-03"}
    assert [line["number"] for line in lines if line["what"] == "minutes"] == ["1"]


def test_timeliness_counts_days_from_the_meeting_to_the_first_receipt(
    house: House, coordinator: TestClient
) -> None:
    today = datetime.now(UTC).date()
    house.sent(coordinator, f"{today.replace(year=today.year - 1, day=1)} minutes", case="C-1")
    house.sent(coordinator, f"{today.replace(year=today.year + 1, day=1)} minutes", case="C-2")
    house.sent(coordinator, f"{today} minutes", case="C-3")
    ahead, now, late = coordinator.get("/api/v1/figures").json()["timeliness"]
    assert (ahead["ahead"], ahead["late"], ahead["median_days"]) == (1, 0, None)
    assert (now["late"], now["ahead"], now["median_days"] <= 1) == (0, 0, True)
    assert (late["late"], late["ahead"]) == (1, 0)
    assert late["longest_days"] >= 365


def test_every_rule_that_figures_count_is_one_that_is_judged_and_is_counted_once() -> None:
    codes = [code for asked in ASKED for code in asked.codes]
    assert len(codes) == len(set(codes))
    assert set(codes) <= {code_of(judged) for judged in CHECKS}


def test_who_reads_a_case_or_the_figures_is_in_the_audit_trail(house: House, coordinator: TestClient) -> None:
    house.sent(coordinator, "2024-03-12 minutes")
    case = case_of(coordinator)
    for address in ("/cases", f"/cases/{case}", f"/cases/{case}/findings.svg", "/figures", "/figures.csv"):
        assert coordinator.get(address).status_code == 200
    read = [(event, what) for event, _, what in house.events()[-5:]]
    assert read == [("sensitive_read", w) for w in ("cases", "case", "case", "figures", "figures")]


def test_pages_without_anything_in_them_say_so(coordinator: TestClient) -> None:
    assert "There are no cases yet" in plain(coordinator.get("/cases").text)
    assert "No minutes were checked yet" in plain(coordinator.get("/figures").text)
    assert coordinator.get("/figures.csv").text.splitlines() == ["month,figure,rule,what,number,area"]


def test_only_whoever_may_see_figures_is_led_to_them(house: House, coordinator: TestClient) -> None:
    assert 'href="/figures"' in coordinator.get("/documents").text
    officer = house.member(AccountRole.DISCLOSURE_OFFICER).get("/documents").text
    assert 'href="/cases"' in officer
    assert 'href="/figures"' not in officer
