"""Retention as people meet it: what may go, holds, a disposal by two people, its certificate."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from lxml import html

from storage.access import add_area
from storage.accounts import AccountRole
from storage.keys import signed_by
from tests.api.web.conftest import House
from tests.api.web.test_pages import banner, words

OLD = "2009-03-12 minutes of Ann Archer"
REVIEW = (datetime.now(UTC).date() + timedelta(days=90)).isoformat()
ADDRESSES = ("/retention", "/retention/holds", "/retention/disposals", "/retention/certificates")


@pytest.fixture
def proposer(house: House) -> TestClient:
    house.keeps()
    return house.member(AccountRole.COORDINATOR)


@pytest.fixture
def chair(house: House) -> TestClient:
    return house.member(AccountRole.CHAIR)


def proposal(client: TestClient, *documents: str) -> str:
    """The documents proposed on the page; the address of what was proposed."""
    answer = client.post("/retention/proposals", data={"documents": list(documents)})
    assert answer.status_code == 200, words(answer.text)
    withdraws = html.fromstring(answer.text).xpath("//form[contains(@action, '/withdraw')]/@action")
    return str(withdraws[0]).removesuffix("/withdraw")


def rows(text: str) -> list[str]:
    return [
        words(html.tostring(row, encoding="unicode")) for row in html.fromstring(text).xpath("//tbody/tr")
    ]


def test_the_dry_run_says_of_each_document_what_and_why(house: House, proposer: TestClient) -> None:
    due = house.sent(proposer, OLD, "old.txt", "C-1")
    held = house.sent(proposer, "2009-04-12 minutes", "wanted.txt", "C-1")
    house.sent(proposer, "minutes without a day", "undated.txt", "C-1")
    house.sent(proposer, f"{datetime.now(UTC).date()} minutes", "young.txt", "C-1")
    placed = proposer.post(f"/documents/{held}/hold", data={"reason": "A claim came.", "review": REVIEW})
    assert placed.status_code == 200
    page = proposer.get("/retention").text
    told = {
        name: row
        for row in rows(page)
        for name in ("old", "wanted", "undated", "young")
        if f"{name}.txt" in row
    }
    assert "May go since 12 March 2019" in told["old"]
    assert "Papers: 10 years from the date of the meeting, 2009-03-12" in told["old"]
    assert "Held" in told["wanted"]
    assert "On the document: A claim came." in told["wanted"]
    assert "Cannot be judged" in told["undated"]
    assert "No date of the meeting was found in it." in told["undated"]
    assert "Kept until" in told["young"]
    assert html.fromstring(page).xpath("//input[@name='documents']/@value") == [due]
    assert banner(page) == [f"Protective marking: {house.shared.settings.ceiling}"] * 2
    assert [name for name in told if f"{name}.txt" in proposer.get("/retention?fate=held").text] == ["wanted"]


def test_the_dry_run_goes_on_over_pages(
    house: House, proposer: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.web.pages.retention.SHOWN", 2)
    for number in range(3):
        house.sent(proposer, f"2009-03-1{number} minutes", f"{number}.txt")
    page = proposer.get("/retention?fate=due").text
    assert [("2.txt" in row) for row in rows(page)] == [False, False]
    [more] = html.fromstring(page).xpath("//a[@rel='next']/@href")
    assert ["2.txt" in row for row in rows(proposer.get(more).text)] == [True]


def test_a_hold_needs_a_reason_and_a_day_to_come_and_stands_until_it_is_lifted(
    house: House, proposer: TestClient
) -> None:
    id = house.sent(proposer, OLD, "old.txt", "C-7")
    case = proposer.get("/api/v1/cases").json()["items"][0]["id"]
    for sent in (
        {"reason": "A claim", "review": "2009-01-01"},
        {"reason": "A claim", "review": "soon"},
        {"reason": " ", "review": REVIEW},
    ):
        answer = proposer.post(f"/cases/{case}/hold", data=sent)
        assert answer.status_code == 422
        [at] = html.fromstring(answer.text).xpath("//*[@class='govuk-error-summary']//a/@href")
        assert html.fromstring(answer.text).get_element_by_id(at.removeprefix("#")) is not None
    assert "No hold stands" in proposer.get("/retention/holds").text
    proposer.post(f"/cases/{case}/hold", data={"reason": "An inquest <b>", "review": REVIEW})
    page = proposer.get("/retention/holds").text
    assert "The whole of case C-7 An inquest <b>" in words(page)
    assert "placed" in page.lower()
    assert proposer.post("/retention/proposals", data={"documents": [id]}).status_code == 409
    [lift] = html.fromstring(page).xpath("//form[contains(@action, '/lift')]/@action")
    assert proposer.post(lift, data={"reason": ""}).status_code == 422
    assert proposer.post(lift, data={"reason": "The inquest is over."}).status_code == 200
    assert proposer.post(lift, data={"reason": "The inquest is over."}).status_code == 404
    assert "No hold stands" in proposer.get("/retention/holds").text
    proposal(proposer, id)


def test_two_people_dispose_of_a_document_and_the_certificate_is_downloaded(
    house: House, proposer: TestClient, chair: TestClient
) -> None:
    id = house.sent(proposer, OLD, "old.txt")
    address = proposal(proposer, id)
    assert f"{address}/confirm" in chair.get("/retention/disposals").text
    assert f"{address}/confirm" not in proposer.get("/retention/disposals").text
    assert chair.get("/retention/certificates").text.count("/retention/certificates/") == 0
    done = chair.post(f"{address}/confirm")
    assert done.status_code == 200
    assert "Done" in rows(done.text)[0]
    assert chair.get(f"/documents/{id}/original").status_code == 404
    assert "old.txt" not in chair.get("/documents").text
    auditor = house.member(AccountRole.AUDITOR)
    page = auditor.get("/retention/certificates").text
    assert id in page
    [link] = html.fromstring(page).xpath("//tbody//a/@href")
    file = auditor.get(link)
    assert file.headers["content-disposition"].startswith("attachment")
    words_of = file.json()
    assert signed_by(
        words_of["public_key"], words_of["certificate"].encode(), bytes.fromhex(words_of["signature"])
    )
    assert json.loads(words_of["certificate"])["document"] == id
    assert chair.post(f"{address}/confirm").status_code == 409


def test_who_proposed_is_refused_and_not_offered_the_button(house: House, chair: TestClient) -> None:
    house.keeps()
    id = house.sent(chair, OLD)
    address = proposal(chair, id)
    assert f"{address}/confirm" not in chair.get("/retention/disposals").text
    refused = chair.post(f"{address}/confirm")
    assert refused.status_code == 409
    assert "Who proposes a disposal cannot confirm it." in words(refused.text)
    assert chair.get(f"/documents/{id}/original").content == OLD.encode()
    another = house.member(AccountRole.CHAIR, "Another chair")
    another.post(f"{address}/confirm")
    assert chair.get(f"/documents/{id}/original").status_code == 404


def test_a_hold_after_the_proposal_keeps_it_from_being_confirmed(
    house: House, proposer: TestClient, chair: TestClient
) -> None:
    id = house.sent(proposer, OLD)
    address = proposal(proposer, id)
    proposer.post(f"/documents/{id}/hold", data={"reason": "A claim came.", "review": REVIEW})
    assert "Today: held." in words(chair.get("/retention/disposals").text)
    refused = chair.post(f"{address}/confirm")
    assert refused.status_code == 409
    assert "A legal hold stands on it." in words(refused.text)
    assert chair.get(f"/documents/{id}/original").status_code == 200


def test_a_proposal_is_withdrawn_once_and_may_be_made_again(
    house: House, proposer: TestClient, chair: TestClient
) -> None:
    id = house.sent(proposer, OLD)
    assert proposer.post("/retention/proposals").status_code == 422
    address = proposal(proposer, id)
    assert proposer.post("/retention/proposals", data={"documents": [id]}).status_code == 409
    assert chair.post(f"{address}/withdraw").status_code == 200
    assert chair.post(f"{address}/withdraw").status_code == 409
    assert chair.post(f"{address}/confirm").status_code == 409
    assert proposal(proposer, id) != address


def test_another_area_sees_nothing_of_it(house: House, proposer: TestClient) -> None:
    id = house.sent(proposer, OLD, "old.txt", "C-1")
    hidden = house.sent(proposer, "2009-05-01 minutes", "held.txt", "C-2")
    proposer.post(f"/documents/{hidden}/hold", data={"reason": "A claim came.", "review": REVIEW})
    [lift] = html.fromstring(proposer.get("/retention/holds").text).xpath(
        "//form[contains(@action, 'lift')]/@action"
    )
    address = proposal(proposer, id)
    with house.shared.store.database.writing() as session:
        add_area(session, "north", "Northshire")
    house.add(AccountRole.CHAIR, "North", areas=["north"])
    stranger = house.member(AccountRole.CHAIR, "North")
    for place in ADDRESSES:
        page = stranger.get(place)
        assert page.status_code == 200
        assert not [word for word in (id, hidden, "C-1", "C-2", "old.txt", "claim") if word in page.text]
    for closed in (f"{address}/confirm", f"{address}/withdraw", f"/documents/{id}/hold"):
        sent = {"reason": "Nothing here", "review": REVIEW}
        assert stranger.post(closed, data=sent).status_code == 404
    assert stranger.post(lift, data={"reason": "Nothing here"}).status_code == 404
    assert proposer.get("/retention/holds").text.count("/lift") == 1


@pytest.mark.parametrize(
    "role", [AccountRole.ADMINISTRATOR, AccountRole.DISCLOSURE_OFFICER, AccountRole.AUDITOR]
)
def test_without_the_permission_there_is_a_refusal_and_no_way_there(house: House, role: AccountRole) -> None:
    client = house.member(role)
    for place in ADDRESSES[:3]:
        assert client.get(place).status_code == 403
    allowed = role is AccountRole.AUDITOR
    assert client.get(ADDRESSES[3]).status_code == (200 if allowed else 403)
    ways = html.fromstring(client.get("/password").text).xpath("//nav//a/@href")
    assert [way for way in ways if "/retention" in way] == ([ADDRESSES[3]] if allowed else [])


def test_a_coordinator_may_propose_and_not_confirm(house: House, proposer: TestClient) -> None:
    id = house.sent(proposer, OLD)
    address = proposal(proposer, id)
    other = house.member(AccountRole.COORDINATOR, "Another coordinator")
    assert other.post(f"{address}/confirm").status_code == 403
    assert "A chair who did not propose it can confirm it." in other.get("/retention/disposals").text
