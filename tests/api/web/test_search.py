"""Looking documents up by what is known of them, within what whoever asks may see."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from storage.accounts import AccountRole
from tests.api.web.conftest import House


@pytest.fixture
def chair(house: House) -> TestClient:
    client = house.member(AccountRole.CHAIR)
    house.sent(client, "2024-03-12 minutes", "march.txt", "North/17")
    house.sent(client, "2024-04-09 minutes", "april.txt", "North/18")
    house.sent(client, "2024-03-20 referral", "asked.txt", "South/3")
    with house.shared.store.writing() as (_, archive):
        for row in archive.rows():
            row.kind = "referral" if archive.filename(row) == "asked.txt" else "minutes"
    return client


def listed(client: TestClient, query: str) -> list[str]:
    page = html.fromstring(client.get(f"/documents?{query}").text)
    return [link.text for link in page.xpath("//tbody/tr/td[1]/a[1]")]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["asked.txt", "april.txt", "march.txt"]),
        ("case=north", ["april.txt", "march.txt"]),
        ("case=NORTH/17", ["march.txt"]),
        ("case=east", []),
        ("kind=referral", ["asked.txt"]),
        ("kind=minutes&since=2024-04-01", ["april.txt"]),
        ("since=2024-03-12&until=2024-03-20", ["asked.txt", "march.txt"]),
        ("state=refused", []),
        ("marking=SECRET", []),
        ("case=&state=&kind=&marking=&since=&until=", ["asked.txt", "april.txt", "march.txt"]),
    ],
)
def test_documents_are_found_by_what_is_known_of_them(
    chair: TestClient, query: str, found: list[str]
) -> None:
    assert listed(chair, query) == found


def test_what_was_looked_for_stays_in_the_form_and_on_the_next_page(
    chair: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.pages.documents.SHOWN", 1)
    page = html.fromstring(chair.get("/documents?case=north&kind=minutes&since=2024-01-01").text)
    assert page.get_element_by_id("since").get("value") == "2024-01-01"
    [older] = page.xpath("//a[@rel='next']/@href")
    assert listed(chair, older.partition("?")[2]) == ["march.txt"]


def test_nonsense_is_refused_and_nothing_of_it_is_repeated(chair: TestClient) -> None:
    for query in ("since=soon", "kind=<b>", "marking=top", "state=x"):
        answer = chair.get(f"/documents?{query}")
        assert answer.status_code == 422
        assert "<b>" not in answer.text
